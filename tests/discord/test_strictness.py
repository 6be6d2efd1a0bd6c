"""The rules beyond Discord's description as a whole: hostile bodies, errors, known keys."""

import json
from collections.abc import Callable, Iterator

import pytest

from tests.discord import strict_commands, strict_components, strict_messages
from tests.discord.bodies import (
    CALLBACK,
    COMMANDS,
    MESSAGE,
    MESSAGES,
    Body,
    ask,
    command,
    described,
    layout,
    modal,
    option,
    row,
    text,
    with_embed,
    with_options,
    with_row,
)
from tests.discord.spec import DOCUMENT
from tests.discord.strict_forms import Form, Kinds, Many, Rule
from tests.discord.strictness import Problem, error_body, problems


def test_routes_without_rules_are_left_alone() -> None:
    assert problems("PATCH", "/guilds/{guild_id}", {"anything": 1}) == []
    assert problems("PUT", f"{COMMANDS}/{{command_id}}/permissions", {"permissions": []}) == []


HOSTILE: list[object] = [None, [], "x", 5, True, 1.5, {}, {"type": []}, {"type": True}, [None]]


@pytest.mark.parametrize("junk", HOSTILE, ids=repr)
@pytest.mark.parametrize(
    "place",
    [
        lambda junk: junk,
        lambda junk: {"content": junk},
        lambda junk: {"embeds": junk},
        lambda junk: {"embeds": [junk]},
        lambda junk: {"embeds": [{"title": "x", "fields": [junk], "footer": junk, "image": junk}]},
        lambda junk: {"content": "x", "components": junk},
        lambda junk: {"content": "x", "components": [junk, row(ask())]},
        lambda junk: {"content": "x", "components": [{"type": 1, "components": [junk]}]},
        lambda junk: layout({"type": 9, "components": [text(1)], "accessory": junk}),
        lambda junk: {"content": "x", "nonce": junk, "enforce_nonce": junk, "flags": junk},
        lambda junk: {"content": "x", "allowed_mentions": {"parse": junk, "users": junk}},
        lambda junk: {"message_reference": junk, "poll": junk, "attachments": junk},
        lambda junk: command(name=junk, type=junk, options=junk),
        lambda junk: with_options(junk, option(choices=[junk], required=junk)),
        lambda junk: {"type": 9, "data": junk},
        lambda junk: modal({"type": 18, "label": "x", "component": junk}),
        lambda junk: {"type": junk, "data": junk},
    ],
)
def test_nothing_of_a_wrong_type_breaks_the_rules(
    place: Callable[[object], object], junk: object
) -> None:
    body = place(junk)

    for method, template in (
        ("POST", MESSAGES),
        ("PATCH", MESSAGE),
        ("POST", CALLBACK),
        ("PUT", COMMANDS),
        ("POST", COMMANDS),
        ("POST", "/channels/{channel_id}/threads"),
    ):
        error_body(problems(method, template, body))


@pytest.mark.timeout(10)
def test_a_megabyte_of_anything_is_read_in_no_time() -> None:
    million = "<" * 1_000_000
    bodies: list[Body] = [
        {"content": million},
        with_embed(url=f"https://{million}", title=million),
        with_row(*[ask(custom_id=million)] * 100_000),
        command(name=million),
        {f"key{n}": n for n in range(50_000)},
    ]

    found = [problems("POST", route, body) for body in bodies for route in (MESSAGES, COMMANDS)]

    assert all(found)


def test_an_error_body_leads_to_each_fault() -> None:
    body = with_embed(fields=[{"name": "x", "value": "y" * 1025}], colour=1)

    error = error_body(problems("POST", MESSAGES, body))

    too_long = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 1024 or fewer in length."}
    assert error["code"] == 50035
    assert error["message"] == "Invalid Form Body"
    assert error["errors"]["embeds"]["0"]["fields"]["0"]["value"]["_errors"] == [too_long]
    assert error["errors"]["embeds"]["0"]["colour"]["_errors"][0]["code"] == "UNKNOWN_KEY"


def test_an_empty_message_has_an_error_of_its_own() -> None:
    error = error_body(problems("POST", MESSAGES, {}))

    assert error == {"code": 50006, "message": "Cannot send an empty message"}


def test_what_lies_below_a_fault_is_left_out_of_an_error_body() -> None:
    faults = [
        Problem(("a", 0), "DEEP", ""),
        Problem(("a",), "HIGH", ""),
        Problem(("b",), "SIDE", ""),
    ]

    error = error_body(faults)

    assert error["errors"] == {
        "a": {"_errors": [{"code": "HIGH", "message": ""}]},
        "b": {"_errors": [{"code": "SIDE", "message": ""}]},
    }


def forms_of(schemas: Body, schema: Body) -> list[Body]:
    """The forms that a schema of the description allows, without null."""
    if "$ref" in schema:
        return forms_of(schemas, schemas[schema["$ref"].rpartition("/")[2]])
    several = schema.get("oneOf") or schema.get("anyOf")
    if several and "properties" not in schema:
        return [form for one in several for form in forms_of(schemas, one)]
    return [schema]


def refused_keys(schemas: Body, schema: Body, rule: Rule, path: str = "") -> Iterator[str]:
    """Keys that the description has and the rules would call unknown."""
    for form in forms_of(schemas, schema):
        if isinstance(rule, Many):
            yield from refused_keys(schemas, form.get("items", {}), rule.of, path)
        elif isinstance(rule, Kinds) and "properties" in form:
            for kind in form["properties"]["type"]["enum"]:
                known = rule.forms.get(kind, Form({}))
                yield from refused_keys(schemas, form, known, f"{path}.{kind}")
        elif isinstance(rule, Form):
            for key, part in form.get("properties", {}).items():
                if key in rule.keys:
                    yield from refused_keys(schemas, part, rule.keys[key], f"{path}.{key}")
                else:
                    yield f"{path}.{key}"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("MessageCreateRequest", strict_messages.MESSAGE),
        ("MessageEditRequestPartial", strict_messages.MESSAGE),
        ("IncomingWebhookRequestPartial", strict_messages.MESSAGE),
        ("IncomingWebhookUpdateRequestPartial", strict_messages.MESSAGE),
        ("IncomingWebhookInteractionRequest", strict_messages.MESSAGE),
        ("ModalInteractionCallbackRequestData", strict_components.MODAL),
        ("ApplicationCommandCreateRequest", strict_commands.COMMAND),
        ("ApplicationCommandUpdateRequest", strict_commands.COMMAND),
        ("ApplicationCommandPatchRequestPartial", strict_commands.COMMAND_EDIT),
    ],
)
def test_nothing_described_is_called_unknown(name: str, rule: Rule) -> None:
    described()
    schemas = json.loads(DOCUMENT.read_bytes())["components"]["schemas"]

    assert list(refused_keys(schemas, schemas[name], rule)) == []
