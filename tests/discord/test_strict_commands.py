"""Commands that Discord refuses though its description allows them: each limit, and past it."""

import pytest

from tests.discord.bodies import (
    COMMANDS,
    Body,
    Case,
    choice,
    codes,
    command,
    disagreements,
    option,
    with_options,
)
from tests.discord.strictness import problems

CASES: dict[str, Case] = {
    "name in capitals": (
        command(name="follow"),
        command(name="Follow"),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "name of two words": (
        command(name="follow-feed"),
        command(name="follow feed"),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "name in another script": (
        command(name="ข่าว"),
        command(name="ข่าว!"),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "name with an apostrophe": (
        command(name="d'accord_2"),
        command(name="d’accord"),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "name in Greek capitals": (
        command(name="νέα"),
        command(name="Νέα"),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "name length": (command(name="x" * 32), command(name="x" * 33), "BASE_TYPE_BAD_LENGTH"),
    "description": (
        command(description="x" * 100),
        command(description="x" * 101),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "no description": (command(), command(description=""), "BASE_TYPE_REQUIRED"),
    "menu name": (
        {"name": "Ask About This", "type": 3},
        {"name": "Ask About This", "type": 1, "description": "x"},
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "menu description": (
        {"name": "Ask", "type": 3, "description": ""},
        {"name": "Ask", "type": 3, "description": "x"},
        "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET",
    ),
    "options": (
        with_options(*(option(f"o{n}") for n in range(25))),
        with_options(*(option(f"o{n}") for n in range(26))),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "doubled option": (
        with_options(option("a"), option("b")),
        with_options(option("a"), option("a")),
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    "option name": (
        with_options(option("url")),
        with_options(option("URL")),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "option description": (
        with_options(option(description="x" * 100)),
        with_options(option(description="x" * 101)),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "required after optional": (
        with_options(option("a", required=True), option("b")),
        with_options(option("a"), option("b", required=True)),
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "required after optional in a subcommand": (
        with_options(option("a", 1, options=[option("b", required=True), option("c")])),
        with_options(option("a", 1, options=[option("b"), option("c", required=True)])),
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "choices": (
        with_options(option(choices=[choice(n) for n in range(25)])),
        with_options(option(choices=[choice(n) for n in range(26)])),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "choices and autocomplete": (
        with_options(option(autocomplete=True)),
        with_options(option(autocomplete=True, choices=[choice(1)])),
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
    ),
    "choices of a channel": (
        with_options(option(kind=7, channel_types=[0])),
        with_options(option(kind=7, choices=[choice(1)])),
        "UNKNOWN_KEY",
    ),
    "subcommands": (
        with_options(option("a", 1), option("b", 2)),
        with_options(option("a", 1), option("b", 3)),
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "depth": (
        with_options(option("a", 2, options=[option("b", 1, options=[option("c")])])),
        with_options(option("a", 1, options=[option("b", 1)])),
        "UNION_TYPE_CHOICES",
    ),
    "size": (  # 6 + 14 of the command, 3 + 11 of the option, 6 and the value of the choice
        with_options(option(choices=[choice(1, 6000), choice(2, 8000 - 34 - 12 - 6000)])),
        with_options(option(choices=[choice(1, 6000), choice(2, 8000 - 34 - 12 - 5999)])),
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
    "unknown key": (command(nsfw=False), command(cooldown=3), "UNKNOWN_KEY"),
}


@pytest.mark.parametrize(("at", "past", "code"), CASES.values(), ids=CASES)
def test_a_command_passes_at_a_limit_and_not_past_it(at: Body, past: Body, code: str) -> None:
    passed, refused = problems("POST", COMMANDS, at), problems("POST", COMMANDS, past)

    assert passed == []
    assert codes(refused) == {code}


def test_what_passes_of_commands_is_described_and_so_are_the_errors_of_the_rest() -> None:
    assert disagreements("/applications/1/commands", CASES) == []


def test_two_commands_of_one_type_have_two_names() -> None:
    menu = {"name": "follow", "type": 2}

    apart = problems("PUT", COMMANDS, [command(), menu])
    twice = problems("PUT", COMMANDS, [command(), menu, command(type=1)])

    assert apart == []
    assert [(p.path, p.code) for p in twice] == [
        ((2, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME")
    ]


def test_an_edit_may_leave_out_what_stays() -> None:
    route = f"{COMMANDS}/{{command_id}}"

    renamed = problems("PATCH", route, {"name": "Ask About This"})  # perhaps a menu
    described = problems("PATCH", route, {"name": "Follow", "description": "Follow a feed."})

    assert renamed == []
    assert codes(described) == {"APPLICATION_COMMAND_INVALID_NAME"}
