"""Interactions: what people do with the bot's commands and buttons, and what it answers them."""

from typing import Any, Final

from tests.discord import shapes
from tests.discord.message_shapes import message as message_shape
from tests.discord.permissions import permissions_of
from tests.discord.state import Event, Intent, State
from tests.discord.world import Interaction, Member

Json = dict[str, Any]
ACKNOWLEDGE_WITHIN: Final = 3.0  # seconds
TOKEN_LASTS: Final = 15 * 60.0  # seconds
_SUBCOMMAND, _GROUP, _TEXT, _WHOLE, _TRUTH, _NUMBER = 1, 2, 3, 4, 5, 10  # types of options


def event(state: State, told: Interaction, member: Member, data: Json) -> Event:
    """How the bot hears of an interaction; no intent is needed for it."""
    guild = state.guilds[told.channel.guild_id]
    rights = permissions_of(member, guild, told.channel)
    pressed = told.pressed_on
    shape = {
        "id": str(told.id),
        "application_id": str(state.application_id),
        "type": int(told.type),
        "token": told.token,
        "version": 1,
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "locale": "en-US",
        "channel_id": str(told.channel.id),
        "channel": {**shapes.channel(told.channel), "permissions": str(int(rights))},
        "member": {**shapes.member(member), "permissions": str(int(rights))},
        "app_permissions": str(int(state.permissions(told.channel))),
        "attachment_size_limit": 10 * 1024 * 1024,
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(guild.id)},
        "context": 0,
        "data": {**_identity(state, guild.id, data), **data},
        **({"message": message_shape(pressed, state)} if pressed else {}),
    }
    return Event("INTERACTION_CREATE", shape, guild.id, Intent.NONE)


def _identity(state: State, guild_id: int, data: Json) -> Json:
    """The id of a command, which Discord knows by what the bot has registered."""
    scopes = [state.commands.get(scope, {}) for scope in (guild_id, None)]
    known = (
        one["id"] for scope in scopes for one in scope.values() if one["name"] == data.get("name")
    )
    return {"id": next(known, "0")} if "name" in data else {}


# What can stand in an interaction's `data`.


def command(name: str, /, **options: str | float) -> Json:
    """A slash command with its options; `feeds add` is the command `add` of the group `feeds`."""
    return _command(name, _options(options))


def typing(name: str, focused: str, /, **options: str | float) -> Json:
    """A slash command while one of its options is being typed."""
    given = [{**one, "focused": one["name"] == focused} for one in _options(options)]
    return _command(name, given)


def _command(name: str, given: list[Json]) -> Json:
    first, *inner = name.split()
    for kind, word in zip((_SUBCOMMAND, _GROUP), reversed(inner), strict=False):
        given = [{"name": word, "type": kind, "options": given}]
    return {"name": first, "type": 1, "options": given}


def press(custom_id: str) -> Json:
    """A button."""
    return {"component_type": 2, "custom_id": custom_id}


def choose(custom_id: str, *values: str) -> Json:
    """One or more options of a select menu."""
    return {"component_type": 3, "custom_id": custom_id, "values": list(values)}


def submit(custom_id: str, **fields: str) -> Json:
    """A modal with what was written into its text fields."""
    rows = [
        {"type": 1, "components": [{"type": 4, "custom_id": name, "value": text}]}
        for name, text in fields.items()
    ]
    return {"custom_id": custom_id, "components": rows}


def _options(options: dict[str, str | float]) -> list[Json]:
    kinds = {str: _TEXT, float: _NUMBER, int: _WHOLE, bool: _TRUTH}
    return [
        {"name": name, "type": kinds[type(value)], "value": value}
        for name, value in options.items()
    ]
