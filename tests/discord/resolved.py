"""What an interaction names by id, laid out beside it, as Discord does for its bots."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any, Final

from tests.discord import cdn, shapes
from tests.discord.message_shapes import message as message_shape
from tests.discord.permissions import permissions_of
from tests.discord.state import State
from tests.discord.strict_components import Kind
from tests.discord.strict_layouts import walk
from tests.discord.world import Channel, CommandType, Interaction, Member, OptionType

Json = dict[str, Any]


class What(Enum):
    """What an id can stand for."""

    PERSON = auto()
    ROLE = auto()
    EITHER = auto()  # a person or a role
    CHANNEL = auto()
    MESSAGE = auto()
    FILE = auto()


_TARGETS: Final = {CommandType.PERSON: What.PERSON, CommandType.MESSAGE: What.MESSAGE}
_OPTIONS: Final = {
    OptionType.PERSON: What.PERSON,
    OptionType.ROLE: What.ROLE,
    OptionType.MENTIONABLE: What.EITHER,
    OptionType.CHANNEL: What.CHANNEL,
    OptionType.FILE: What.FILE,
}
_COMPONENTS: Final = {
    Kind.USER_SELECT: What.PERSON,
    Kind.ROLE_SELECT: What.ROLE,
    Kind.MENTIONABLE_SELECT: What.EITHER,
    Kind.CHANNEL_SELECT: What.CHANNEL,
    Kind.FILE_UPLOAD: What.FILE,
}


def resolved(state: State, told: Interaction) -> dict[str, Json]:
    """What stands in an interaction's `resolved`: by kind and id, all that its data names."""
    found: dict[str, Json] = {}
    for what, named in _named(told.data):
        for kind, shape in _shapes(state, told, what, int(named)):
            found.setdefault(kind, {})[named] = shape
    return found


def _named(data: Json) -> Iterator[tuple[What, str]]:
    if "target_id" in data:
        yield _TARGETS[data["type"]], data["target_id"]
    if data.get("component_type") in _COMPONENTS:
        yield from ((_COMPONENTS[data["component_type"]], one) for one in data["values"])
    for option in data.get("options", ()):
        if option["type"] in _OPTIONS:
            yield _OPTIONS[option["type"]], option["value"]
        yield from _named(option)
    for _, part in walk(data.get("components"), ()):
        if part["type"] in _COMPONENTS:
            yield from ((_COMPONENTS[part["type"]], one) for one in part["values"])


def _shapes(state: State, told: Interaction, what: What, named: int) -> Iterator[tuple[str, Json]]:
    guild = state.guilds[told.channel.guild_id]
    if what is What.EITHER:
        what = What.PERSON if named in guild.members else What.ROLE
    match what:
        case What.PERSON:
            yield "users", shapes.user(guild.members[named].user)
            yield "members", _member(state, told.channel, guild.members[named])
        case What.ROLE:
            yield "roles", shapes.role(guild.roles[named], state.bot.id)
        case What.CHANNEL:
            yield "channels", _channel(state, told, guild.channels[named])
        case What.MESSAGE:
            yield "messages", message_shape(told.channel.messages[named], state)
        case What.FILE:
            yield "attachments", cdn.shape(state.files[named], state)


def _member(state: State, here: Channel, member: Member) -> Json:
    """A member without what the user beside it says, and without its voice."""
    rights = permissions_of(member, state.guilds[here.guild_id], here)
    whole = shapes.member(member, with_user=False)
    heard = {key: part for key, part in whole.items() if key not in {"deaf", "mute"}}
    return {**heard, "permissions": str(int(rights))}


def _channel(state: State, told: Interaction, channel: Channel) -> Json:
    """A channel, with what the person who named it may do there."""
    guild = state.guilds[channel.guild_id]
    rights = permissions_of(guild.members[told.user.id], guild, channel)
    return {**shapes.channel(channel), "permissions": str(int(rights))}
