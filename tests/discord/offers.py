"""What somebody can do with the bot, and what the bot is then told.

A person's client shows the commands that are registered, the components that stand under a message
and the fields of a modal, and can send nothing else. So it is here: what the bot does not offer is
a LookupError in the test that asks for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final

from tests.discord.message_shapes import message as message_shape
from tests.discord.state import State
from tests.discord.strict_components import Kind
from tests.discord.strict_layouts import walk
from tests.discord.world import CommandType, Interaction, OptionType, Reply, StoredMessage

Json = dict[str, Any]
Given = str | float | Sequence[str | int]  # what an option or a field is filled with; ids are ints
BY_ID: Final = {
    OptionType.PERSON,
    OptionType.CHANNEL,
    OptionType.ROLE,
    OptionType.MENTIONABLE,
    OptionType.FILE,
}
# Fields of a modal that hold one thing; all others hold a list.
_SINGLE: Final = {Kind.TEXT_INPUT, Kind.RADIO_GROUP, Kind.CHECKBOX}


def slash_command(
    state: State, guild_id: int, name: str, options: Mapping[str, Given], *, focused: str | None
) -> Json:
    """A slash command, sent or, with a focused option, still being typed.

    Args:
        state: With what the bot has registered.
        guild_id: Where it is used.
        name: Such as `feeds add` for the command `add` of the group `feeds`.
        options: By name.
        focused: The option that is being typed.
    """
    first, *inner = name.split()
    command = _registered(state, guild_id, CommandType.SLASH, first)
    path = [command]
    for word in inner:
        path.append(_one(path[-1].get("options", ()), "name", word))
    offered = path[-1].get("options", ())
    given = [_option(_one(offered, "name", word), options[word], focused) for word in options]
    for outer in reversed(path[1:]):
        given = [{"name": outer["name"], "type": outer["type"], "options": given}]
    return {**_identity(command), "options": given}


def menu_command(state: State, guild_id: int, kind: CommandType, name: str, target_id: int) -> Json:
    """A command in the menu of a message or a person."""
    command = _registered(state, guild_id, kind, name)
    return {**_identity(command), "target_id": str(target_id)}


def component(
    state: State, message: StoredMessage, custom_id: str, values: Sequence[str | int] | None
) -> Json:
    """A button, or for a list of values a menu."""
    shown = [part for _, part in walk(message_shape(message, state)["components"], ())]
    used = _one(shown, "custom_id", custom_id)
    if used.get("disabled"):
        raise LookupError(f"{custom_id} is disabled")
    if values is None:
        return _component(used)
    chosen = [str(value) for value in values]
    for value in chosen if used["type"] == Kind.STRING_SELECT else ():
        _one(used["options"], "value", value)
    return {**_component(used), "values": chosen}


def modal(asked: Interaction, fields: Mapping[str, Given]) -> Json:
    """The modal that was shown, with what was filled in over what stood there before."""
    if asked.callback is None or asked.callback["type"] != Reply.MODAL:
        raise LookupError("no modal is shown")
    shown = asked.callback["data"]
    inside = [part for _, part in walk(shown["components"], ())]
    for custom_id in fields:
        _one(inside, "custom_id", custom_id)
    filled = _filled(shown["components"], fields, count(1))
    return {"custom_id": shown["custom_id"], "components": list(filled)}


def _one(offered: Sequence[Json], key: str, sought: str) -> Json:
    """The thing that is called so, among those on offer."""
    found = next((one for one in offered if one.get(key) == sought), None)
    if found is None:
        names = [one[key] for one in offered if key in one]
        raise LookupError(f"there is no {sought!r} among {names}")
    return found


def _registered(state: State, guild_id: int, kind: CommandType, name: str) -> Json:
    scopes = (state.commands.get(scope, {}) for scope in (guild_id, None))
    offered = [one for scope in scopes for one in scope.values() if one["type"] == kind]
    return _one(offered, "name", name)


def _identity(command: Json) -> Json:
    return {key: command[key] for key in ("id", "name", "type", "guild_id") if key in command}


def _option(offered: Json, given: Given, focused: str | None) -> Json:
    value = str(given) if offered["type"] in BY_ID else given
    option = {"name": offered["name"], "type": offered["type"], "value": value}
    return {**option, "focused": True} if offered["name"] == focused else option


def _component(used: Json) -> Json:
    return {"component_type": used["type"], "custom_id": used["custom_id"], "id": used["id"]}


def _filled(
    shown: Sequence[Json], fields: Mapping[str, Given], numbers: "count[int]"
) -> Iterator[Json]:
    """The parts of a modal, numbered, with what stands in their fields."""
    for part in shown:
        sent = {"type": part["type"], "id": part.get("id") or next(numbers)}
        if "components" in part:
            sent["components"] = list(_filled(part["components"], fields, numbers))
        if "component" in part:
            (sent["component"],) = _filled([part["component"]], fields, numbers)
        if "custom_id" in part:
            given = fields.get(part["custom_id"], _before(part))
            sent |= {"custom_id": part["custom_id"], **_content(part["type"], given)}
        yield sent


def _content(kind: int, given: Given | None) -> Json:
    if kind in _SINGLE:
        return {"value": given}
    several = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    return {"values": [str(one) for one in several]}


def _before(field: Json) -> Given | None:
    """What stands in a field that nobody has touched."""
    if field["type"] == Kind.TEXT_INPUT:
        return str(field.get("value") or "")
    if field["type"] == Kind.CHECKBOX:
        return bool(field.get("default"))
    chosen = [one["value"] for one in field.get("options", ()) if one.get("default")]
    chosen += [one["id"] for one in field.get("default_values", ())]
    return next(iter(chosen), None) if field["type"] == Kind.RADIO_GROUP else chosen
