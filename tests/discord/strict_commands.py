"""Slash commands and menus on a message or a person: what Discord asks of them."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.discord.strict_forms import (
    Anything,
    Form,
    Keys,
    Kinds,
    Many,
    Number,
    Path,
    Problem,
    Text,
)
from tests.discord.world import CommandType, OptionType

MOST_CHARACTERS: Final = 8000  # of names, descriptions and choices of a command together
MOST_COMMANDS: Final = 130  # of an application: 100 slash commands and 15 menus of each type

_ANY: Final = Anything()
_NAMED: Final[Keys] = {
    "name": Text(32, 1, required=True),
    "name_localizations": _ANY,
    "description_localizations": _ANY,
}
_OPTION: Final[Keys] = {
    **_NAMED,
    "type": Number(1, 11, required=True),
    "description": Text(100, 1, required=True),
    "required": _ANY,
}
CHOICE: Final = Form(
    {
        "name": Text(100, 1, required=True),
        "name_localizations": _ANY,
        "value": Anything(required=True),
    }
)
_CHOICES: Final[Keys] = {**_OPTION, "choices": Many(CHOICE, 25), "autocomplete": _ANY}
_NUMERIC: Final = Form({**_CHOICES, "min_value": _ANY, "max_value": _ANY})
_TEXT: Final[Keys] = {"min_length": Number(0, 6000), "max_length": Number(1, 6000)}
_PLAIN: Final[Mapping[int, Form]] = {
    OptionType.TEXT: Form({**_CHOICES, **_TEXT}),
    OptionType.WHOLE: _NUMERIC,
    OptionType.TRUTH: Form(_OPTION),
    OptionType.PERSON: Form(_OPTION),
    OptionType.CHANNEL: Form({**_OPTION, "channel_types": Many(_ANY, 25)}),
    OptionType.ROLE: Form(_OPTION),
    OptionType.MENTIONABLE: Form(_OPTION),
    OptionType.NUMBER: _NUMERIC,
    OptionType.FILE: Form(_OPTION),
}
_SUBCOMMAND: Final = Form({**_OPTION, "options": Many(Kinds(_PLAIN), 25)})
_GROUP: Final = Form({**_OPTION, "options": Many(Kinds({OptionType.SUBCOMMAND: _SUBCOMMAND}), 25)})
_OPTIONS: Final = Kinds({**_PLAIN, OptionType.SUBCOMMAND: _SUBCOMMAND, OptionType.GROUP: _GROUP})
_COMMAND: Final[Keys] = {
    **_NAMED,
    "type": Number(1, 4),
    "description": Text(100),
    "options": Many(_OPTIONS, 25),
    "default_member_permissions": _ANY,
    "dm_permission": _ANY,
    "contexts": Many(_ANY, 3),
    "integration_types": Many(_ANY, 2),
    "handler": _ANY,
    "nsfw": _ANY,  # documented, though not in the published description
    "id": _ANY,
}
COMMAND: Final = Form(_COMMAND, required=True)
COMMAND_EDIT: Final = Form({**_COMMAND, "name": Text(32, 1)}, required=True)
COMMANDS: Final = Many(COMMAND, MOST_COMMANDS, required=True)


def command_problems(
    command: dict[str, Any], path: Path = (), *, is_new: bool = True
) -> Iterator[Problem]:
    """What is wrong in a command that fits its form.

    Args:
        command: One that fits COMMAND or COMMAND_EDIT.
        path: Where it stands.
        is_new: False for an edit, which may leave out what stays, and says nothing of its type.
    """
    if command.get("type") in {CommandType.PERSON, CommandType.MESSAGE}:
        yield from _menu_problems(command, path)
    elif is_new or command.get("description"):
        yield from _slash_problems(command, path)
    yield from _option_problems(command.get("options") or [], (*path, "options"))
    if _size(command) > MOST_CHARACTERS:
        words = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        yield Problem(path, "APPLICATION_COMMAND_TOO_LARGE", words)


def batch_problems(commands: list[dict[str, Any]]) -> Iterator[Problem]:
    """What is wrong in all the commands of an application, each of which fits COMMAND."""
    seen = set()
    for at, command in enumerate(commands):
        yield from command_problems(command, (at,))
        key = (command["name"], command.get("type") or CommandType.SLASH)
        if key in seen:
            words = "Application command names must be unique"
            yield Problem((at, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", words)
        seen.add(key)


def is_command_name(name: str) -> bool:
    r"""Whether a slash command or an option may have that name.

    Documented as `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case where there is one.
    """
    return name == name.lower() and all(map(_may_stand_in_a_name, name))


def _may_stand_in_a_name(character: str) -> bool:
    is_script = "\u0900" <= character <= "\u097f" or "\u0e00" <= character <= "\u0e7f"
    return character in "-_'" or is_script or unicodedata.category(character)[0] in "LN"


def _name_problems(name: str, path: Path) -> Iterator[Problem]:
    if not is_command_name(name):
        words = "Command name is invalid"
        yield Problem((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", words)


def _slash_problems(command: dict[str, Any], path: Path) -> Iterator[Problem]:
    if command.get("name") is not None:
        yield from _name_problems(command["name"], path)
    if not command.get("description"):
        words = "This field is required"
        yield Problem((*path, "description"), "BASE_TYPE_REQUIRED", words)


def _menu_problems(command: dict[str, Any], path: Path) -> Iterator[Problem]:
    for key in ("description", "options"):
        if command.get(key):
            code = f"APPLICATION_COMMAND_CONTEXT_MENU_{key.upper()}_CANNOT_BE_SET"
            words = f"Context menu commands cannot have {key}"
            yield Problem((*path, key), code, words)


def _option_problems(options: list[dict[str, Any]], path: Path) -> Iterator[Problem]:
    yield from _order_problems(options, path)
    seen = set()
    for at, option in enumerate(options):
        place = (*path, at)
        yield from _name_problems(option["name"], place)
        if option["name"] in seen:
            words = "Option name already exists"
            code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            yield Problem((*place, "name"), code, words)
        seen.add(option["name"])
        if option.get("autocomplete") and option.get("choices"):
            words = "Autocomplete and choices exclude each other"
            code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES"
            yield Problem((*place, "autocomplete"), code, words)
        yield from _option_problems(option.get("options") or [], (*place, "options"))


def _order_problems(options: list[dict[str, Any]], path: Path) -> Iterator[Problem]:
    kinds = {option["type"] in {OptionType.SUBCOMMAND, OptionType.GROUP} for option in options}
    if len(kinds) > 1:
        words = "Sub-commands exclude options of all other types"
        yield Problem(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)
    needed = [bool(option.get("required")) for option in options]
    if needed != sorted(needed, reverse=True):
        words = "Required options must be placed before non-required options"
        at = needed.index(True, needed.index(False))
        yield Problem((*path, at), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)


def _size(part: dict[str, Any]) -> int:
    """The characters of a command or an option that count against its largest size."""
    own = sum(len(part.get(key) or "") for key in ("name", "description"))
    choices = part.get("choices") or ()
    offered = sum(len(choice["name"]) + len(str(choice["value"])) for choice in choices)
    return own + offered + sum(map(_size, part.get("options") or ()))
