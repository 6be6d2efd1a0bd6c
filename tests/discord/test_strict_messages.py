"""Messages that Discord refuses though its description allows them: each limit, and past it."""

import pytest

from tests.discord.bodies import (
    MESSAGE,
    MESSAGES,
    Body,
    Case,
    codes,
    disagreements,
    text,
    with_embed,
)
from tests.discord.strictness import EMPTY_MESSAGE, Problem, problems


def with_fields(count: int, name: int = 1, value: int = 1) -> Body:
    return with_embed(fields=[{"name": "n" * name, "value": "v" * value}] * count)


def with_total(characters: int) -> Body:
    """Two embeds whose counted texts have so many characters together, in every counted place."""
    places = {
        "author": {"name": "a" * 10},
        "fields": [{"name": "n" * 10, "value": "v" * 10}],
        "footer": {"text": "f" * 10},
    }
    rest = characters - 40 - 2000
    return {"embeds": [{"description": "d" * 2000}, {"description": "d" * rest, **places}]}


CASES: dict[str, Case] = {
    "content": ({"content": "x" * 2000}, {"content": "x" * 2001}, "BASE_TYPE_MAX_LENGTH"),
    "title": (with_embed(title="x" * 256), with_embed(title="x" * 257), "BASE_TYPE_MAX_LENGTH"),
    "description": (
        with_embed(description="x" * 4096),
        with_embed(description="x" * 4097),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "footer": (
        with_embed(footer={"text": "x" * 2048}),
        with_embed(footer={"text": "x" * 2049}),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "author": (
        with_embed(author={"name": "x" * 256}),
        with_embed(author={"name": "x" * 257}),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "author without a name": (
        with_embed(author={"name": "A"}),
        with_embed(author={"url": "https://tide.example"}),
        "BASE_TYPE_REQUIRED",
    ),
    "fields": (with_fields(25), with_fields(26), "BASE_TYPE_BAD_LENGTH"),
    "field name": (with_fields(1, name=256), with_fields(1, name=257), "BASE_TYPE_MAX_LENGTH"),
    "field value": (with_fields(1, value=1024), with_fields(1, value=1025), "BASE_TYPE_MAX_LENGTH"),
    "empty field": (with_fields(1, value=1), with_fields(1, value=0), "BASE_TYPE_REQUIRED"),
    "embeds": (
        {"embeds": [{"title": "x"}] * 10},
        {"embeds": [{"title": "x"}] * 11},
        "BASE_TYPE_BAD_LENGTH",
    ),
    "embed total": (with_total(6000), with_total(6001), "MAX_EMBED_SIZE_EXCEEDED"),
    "colour": (with_embed(color=0xFFFFFF), with_embed(color=0x1000000), "NUMBER_TYPE_MAX"),
    "no colour below black": (with_embed(color=0), with_embed(color=-1), "NUMBER_TYPE_MIN"),
    "picture of the message": (
        with_embed(image={"url": "attachment://map.png"}),
        with_embed(url="attachment://map.png"),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "address": (
        with_embed(url="http://127.0.0.1:8080/a?b=c#d"),
        with_embed(url="javascript:alert(1)"),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "address in capitals": (
        with_embed(url="HTTPS://TIDE.EXAMPLE/"),
        with_embed(url="JaVaScRiPt:alert(1)"),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "picture": (
        with_embed(thumbnail={"url": "https://tide.example/a.png"}),
        with_embed(thumbnail={"url": "data:image/png;base64,AAAA"}),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "no address": (
        with_embed(url="https://tide.example"),
        with_embed(url="https:///nowhere"),
        "URL_TYPE_INVALID_URL",
    ),
    "address with a line": (
        with_embed(url="https://tide.example/%0A"),
        with_embed(url="https://tide.example/\n"),
        "URL_TYPE_INVALID_URL",
    ),
    "address of a broken host": (
        with_embed(url="https://[::1]/"),
        with_embed(url="https://[::1/"),
        "URL_TYPE_INVALID_URL",
    ),
    "address length": (
        with_embed(url="https://tide.example/".ljust(2048, "a")),
        with_embed(url="https://tide.example/".ljust(2049, "a")),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "nonce": (
        {"content": "x", "nonce": "n" * 25},
        {"content": "x", "nonce": "n" * 26},
        "NONCE_TYPE_TOO_LONG",
    ),
    "enforced nonce": (
        {"content": "x", "nonce": 0, "enforce_nonce": True},
        {"content": "x", "enforce_nonce": True},
        "NONCE_REQUIRED",
    ),
    "allowed mentions": (
        {"content": "x", "allowed_mentions": {"parse": ["roles"], "users": ["1"]}},
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    "empty message": ({"content": "x"}, {}, EMPTY_MESSAGE),
    "message of white space": ({"content": " x "}, {"content": " \n\t"}, EMPTY_MESSAGE),
    "empty embed": (with_embed(), {"embeds": [{"color": 5}]}, EMPTY_MESSAGE),
    "unknown key": (
        {"content": "x", "tts": False},
        {"content": "x", "silent": False},
        "UNKNOWN_KEY",
    ),
    "unknown key in an embed": (
        with_embed(color=1),
        with_embed(colour=1),
        "UNKNOWN_KEY",
    ),
    "unknown key deep down": (
        with_embed(fields=[{"name": "x", "value": "y", "inline": True}]),
        with_embed(fields=[{"name": "x", "value": "y", "inlined": True}]),
        "UNKNOWN_KEY",
    ),
}


@pytest.mark.parametrize(("at", "past", "code"), CASES.values(), ids=CASES)
def test_a_message_passes_at_a_limit_and_not_past_it(at: Body, past: Body, code: str) -> None:
    passed, refused = problems("POST", MESSAGES, at), problems("POST", MESSAGES, past)

    assert passed == []
    assert codes(refused) == {code}


def test_what_passes_of_messages_is_described_and_so_are_the_errors_of_the_rest() -> None:
    assert disagreements("/channels/1/messages", CASES) == []


def test_a_thread_in_a_forum_begins_with_a_message() -> None:
    route = "/channels/{channel_id}/threads"

    plain = problems("POST", route, {"name": "Ferry", "type": 11})
    empty = problems("POST", route, {"name": "Ferry", "message": {}})

    assert plain == []
    assert empty == [Problem(("message",), EMPTY_MESSAGE, "Cannot send an empty message")]


def test_a_thread_from_a_message_has_a_name_of_its_own() -> None:
    route = f"{MESSAGE}/threads"

    named = problems("POST", route, {"name": "x" * 100})
    too_long = problems("POST", route, {"name": "x" * 101})
    with_words = problems("POST", route, {"name": "Ferry", "message": {"content": "x"}})

    assert named == []
    assert codes(too_long) == {"BASE_TYPE_BAD_LENGTH"}
    assert codes(with_words) == {"UNKNOWN_KEY"}


def test_a_forwarded_message_needs_no_words() -> None:
    # Documented by Discord, though its description knows only of replies, which are of type 0.
    forward = problems("POST", MESSAGES, {"message_reference": {"type": 1, "message_id": "1"}})
    reply = problems("POST", MESSAGES, {"message_reference": {"type": 0, "message_id": "1"}})

    assert forward == []
    assert codes(reply) == {EMPTY_MESSAGE}


def test_an_edit_may_leave_out_what_stays() -> None:
    silent = problems("PATCH", MESSAGE, {})
    layout_only = problems("PATCH", MESSAGE, {"components": [text(4000)]})
    flagless = problems("PATCH", MESSAGE, {"flags": 0, "components": [text(1)]})

    assert silent == layout_only == []
    assert codes(flagless) == {"UNION_TYPE_CHOICES"}
