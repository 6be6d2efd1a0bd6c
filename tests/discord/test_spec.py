"""Discord's description, asked about requests and answers: what it knows, and how fast."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.discord.bodies import described
from tests.discord.spec import DOCUMENT, LONGEST_WORD, Spec

MESSAGES = "/channels/150/messages"
MESSAGE: dict[str, Any] = {
    "content": "The ferry sails again. " * 40,
    "embeds": [
        {
            "title": "The ferry sails again",
            "url": "https://tide.example/ferry",
            "description": "After nine weeks in dock. " * 20,
            "timestamp": "2026-11-22T08:30:00+00:00",
            "color": 0x336699,
            "fields": [{"name": "Port", "value": "North quay", "inline": True}] * 3,
        }
    ],
    "allowed_mentions": {"parse": []},
    "nonce": "d-1",
    "enforce_nonce": True,
    "components": [
        {
            "type": 1,
            "components": [{"type": 2, "style": 1, "custom_id": "ask", "label": "Ask"}],
        }
    ],
}
USER = {
    "id": "1",
    "username": "newsdesk",
    "avatar": None,
    "discriminator": "0000",
    "public_flags": 0,
    "flags": 0,
    "global_name": None,
    "primary_guild": None,
    "bot": True,
}
ANSWER: dict[str, Any] = {
    "id": "160",
    "channel_id": "150",
    "type": 0,
    "content": "x",
    "author": USER,
    "mentions": [],
    "mention_roles": [],
    "mention_everyone": False,
    "attachments": [],
    "embeds": [{"type": "rich", "title": "The ferry sails again"}],
    "timestamp": "2026-11-22T08:30:00.123000+00:00",
    "edited_timestamp": None,
    "flags": 0,
    "components": [],
    "pinned": False,
    "tts": False,
}


@pytest.fixture
def spec() -> Spec:
    return described()


def post(spec: Spec, **changes: object) -> list[str]:
    return spec.request_problems("POST", MESSAGES, {}, {**MESSAGE, **changes})


@pytest.mark.parametrize(
    ("method", "path", "template"),
    [
        ("GET", "/channels/150/messages", "/channels/{channel_id}/messages"),
        ("GET", "/channels/150/messages/pins", "/channels/{channel_id}/messages/pins"),
        ("GET", "/users/@me", "/users/@me"),
        ("GET", "/users/%40me", "/users/@me"),
        ("GET", "/users/17", "/users/{user_id}"),
        (
            "PUT",
            "/channels/1/messages/2/reactions/%F0%9F%97%9E/@me",
            "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me",
        ),
        (
            "PATCH",
            "/webhooks/1/aW50/messages/@original",
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        ),
        ("GET", "/users/17/", None),
        ("GET", "/channels//messages", None),
        ("PUT", "/channels/1/messages", None),
        ("GET", "", None),
    ],
)
def test_a_path_has_its_template(spec: Spec, method: str, path: str, template: str | None) -> None:
    assert spec.route(method, path) == template


def test_a_request_to_no_route_is_a_problem(spec: Spec) -> None:
    assert spec.request_problems("PUT", MESSAGES, {}, None) == [f"PUT {MESSAGES}: no such route"]


def test_a_message_as_it_should_be_has_no_problems(spec: Spec) -> None:
    assert post(spec) == []


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"content": 5}, "body.content"),
        ({"embeds": [{"title": "x" * 257}]}, "body.embeds.0.title"),
        ({"embeds": [{"timestamp": "yesterday"}]}, "body.embeds.0.timestamp"),
        ({"embeds": [{"timestamp": "2026-11-22T08:30:00"}]}, "body.embeds.0.timestamp"),
        ({"embeds": [{"url": "no address"}]}, "body.embeds.0.url"),
        ({"embeds": [{"color": 0x1000000}]}, "body.embeds.0.color"),
        ({"sticker_ids": ["007"]}, "body.sticker_ids.0"),
        ({"sticker_ids": [7]}, "body.sticker_ids.0"),
        ({"nonce": "n" * 26}, "body.nonce"),
        ({"nonce": 2**63}, "body.nonce"),
        ({"components": [{"type": 1, "components": []}]}, "body.components.0.components"),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 9}]}]},
            "body.components.0.components.0.style",
        ),
        ({"components": [{"type": 99}]}, "body.components.0"),
    ],
)
def test_a_problem_says_where_it_is(spec: Spec, changes: dict[str, Any], where: str) -> None:
    problems = post(spec, **changes)

    assert len(problems) == 1
    assert problems[0].startswith(f"POST /channels/{{channel_id}}/messages: {where}: ")


def test_a_body_is_there_where_one_is_asked_for_and_nowhere_else(spec: Spec) -> None:
    reaction = f"{MESSAGES}/160/reactions/x/@me"

    assert spec.request_problems("POST", MESSAGES, {}, None)
    assert spec.request_problems("PUT", reaction, {}, None) == []
    assert spec.request_problems("PUT", reaction, {}, {})


@pytest.mark.parametrize(
    ("query", "is_right"),
    [
        ({"limit": "100", "after": "150"}, True),
        ({"limit": "101"}, False),
        ({"limit": "ten"}, False),
        ({"limit": "1.5"}, False),
        ({"after": "latest"}, False),
        ({"since": "150"}, False),
    ],
)
def test_query_parameters_are_read_by_their_types(
    spec: Spec, query: dict[str, str], *, is_right: bool
) -> None:
    assert (spec.request_problems("GET", MESSAGES, query, None) == []) is is_right


@pytest.mark.parametrize("truth", ["true", "True", "1", "0"])
def test_a_truth_can_be_written_in_several_ways(spec: Spec, truth: str) -> None:
    path = "/applications/1/commands"

    problems = spec.request_problems("GET", path, {"with_localizations": truth}, None)

    assert problems == []


def test_an_id_in_a_path_is_a_snowflake(spec: Spec) -> None:
    problems = spec.request_problems("GET", "/channels/news/messages", {}, None)

    assert problems == [
        "GET /channels/{channel_id}/messages: path.channel_id: 'news' is not what is asked for"
    ]


def test_integers_pass_for_ids_in_a_message_reference_alone(spec: Spec) -> None:
    reference = {"message_id": 160, "channel_id": 150, "guild_id": 140, "type": 0}

    assert post(spec, message_reference=reference) == []
    assert post(spec, message_reference={**reference, "message_id": True})
    assert post(spec, message_reference={**reference, "type": "0"})
    assert post(spec, allowed_mentions={"parse": [], "users": [17]})


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_errors_of_4xx_have_one_form(spec: Spec, status: int) -> None:
    error = {"code": 50001, "message": "Missing Access"}

    assert spec.answer_problems("POST", MESSAGES, status, error) == []
    assert spec.answer_problems("POST", MESSAGES, status, {"message": "Missing Access"})
    assert spec.answer_problems("POST", MESSAGES, status, None)


def test_codes_inside_a_form_error_are_words(spec: Spec) -> None:
    fault = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}
    error = {"code": 50035, "message": "Invalid Form Body"}
    nested = {**error, "errors": {"embeds": {"0": {"title": {"_errors": [fault]}}}}}
    numbered = {**error, "errors": {"content": {"_errors": [{**fault, "code": 7}]}}}

    assert spec.answer_problems("POST", MESSAGES, 400, nested) == []
    assert spec.answer_problems("POST", MESSAGES, 400, numbered)


def test_a_429_has_a_form_of_its_own_and_often_no_code(spec: Spec) -> None:
    told = {"message": "You are being rate limited.", "retry_after": 0.5, "global": False}

    assert spec.answer_problems("POST", MESSAGES, 429, told) == []
    assert spec.answer_problems("POST", MESSAGES, 429, {**told, "code": 20028}) == []
    assert spec.answer_problems("POST", MESSAGES, 429, {**told, "retry_after": "soon"})
    assert spec.answer_problems("POST", MESSAGES, 429, {"code": 0, "message": "slow"})


def test_an_answer_has_the_status_and_the_form_described(spec: Spec) -> None:
    path = f"{MESSAGES}/160"

    assert spec.answer_problems("POST", MESSAGES, 200, ANSWER) == []
    assert spec.answer_problems("GET", MESSAGES, 200, [ANSWER]) == []
    assert spec.answer_problems("DELETE", path, 204, None) == []
    assert spec.answer_problems("POST", MESSAGES, 201, ANSWER)
    assert spec.answer_problems("POST", MESSAGES, 200, {**ANSWER, "id": 160})
    assert spec.answer_problems("POST", MESSAGES, 200, {**ANSWER, "flags": 2**31})
    assert spec.answer_problems("DELETE", path, 204, {})


def test_of_5xx_and_of_unknown_routes_nothing_is_known(spec: Spec) -> None:
    unknown = {"message": "404: Not Found", "code": 0}

    assert spec.answer_problems("POST", MESSAGES, 502, "<html>") == []
    assert spec.answer_problems("GET", "/newsdesk", 404, unknown) == []
    assert spec.answer_problems("GET", "/newsdesk", 200, {})


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        {1: 2},
        b"bytes",
        float("nan"),
        {"content": "\ud800"},
        {"flags": 10**400},
        {"content": "x" * 1_000_000},
        {"embeds": [{"title": "x" * 300}] * 1000},
    ],
    ids=lambda body: repr(body)[:20],
)
def test_a_strange_body_makes_problems_of_a_readable_length(spec: Spec, body: object) -> None:
    problems = spec.request_problems("POST", MESSAGES, {"x" * 1000: "y"}, body)

    assert problems
    assert all(len(problem) <= LONGEST_WORD for problem in problems)


def test_a_body_nested_as_deep_as_json_can_be_is_read(spec: Spec) -> None:
    deep: Any = {"_errors": []}
    for _ in range(900):
        deep = {"a": deep}

    problems = spec.answer_problems(
        "POST", MESSAGES, 400, {"code": 50035, "message": "", "errors": deep}
    )

    assert len(problems) <= 1


def operations() -> Iterator[tuple[str, str]]:
    for template, methods in json.loads(DOCUMENT.read_bytes())["paths"].items():
        path = "/".join("1" if part.startswith("{") else part for part in template.split("/"))
        yield from ((method.upper(), path) for method in methods if method != "parameters")


def test_every_operation_can_be_asked_about(spec: Spec) -> None:
    asked = list(operations())

    for method, path in asked:
        assert spec.route(method, path)
        spec.request_problems(method, path, {"unheard-of": "1"}, {})
        for status in (200, 201, 204, 400, 429):
            spec.answer_problems(method, path, status, {})

    assert len(asked) > 200


@pytest.mark.timeout(30)
def test_a_thousand_messages_take_no_time(spec: Spec) -> None:
    began = time.process_time()

    for _ in range(1000):
        assert post(spec) == []

    assert time.process_time() - began < 5  # 0.1 s by itself
