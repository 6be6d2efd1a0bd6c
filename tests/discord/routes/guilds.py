"""Routes about guilds and their channels."""

from collections.abc import Mapping
from typing import Any, Final

from tests.discord import shapes
from tests.discord.calls import Answer, Call, Route
from tests.discord.permissions import Permission
from tests.discord.refusals import Refusal, RefusedError
from tests.discord.routes.threads import change_thread
from tests.discord.state import Event, State
from tests.discord.world import Thread


def read_guild(state: State, call: Call) -> Answer:
    """A guild that the bot is in."""
    guild = state.guild(call.id("guild_id"))
    shape = shapes.guild(guild, state.bot.id)
    if call.is_set("with_counts"):
        shape["approximate_member_count"] = len(guild.members)
        shape["approximate_presence_count"] = 1
    return Answer(200, shape)


def list_channels(state: State, call: Call) -> Answer:
    """Its channels, without the threads."""
    channels = state.guild(call.id("guild_id")).channels.values()
    return Answer(200, [shapes.channel(one) for one in channels if not isinstance(one, Thread)])


def list_roles(state: State, call: Call) -> Answer:
    """Its roles, @everyone first."""
    roles = state.guild(call.id("guild_id")).roles.values()
    return Answer(200, [shapes.role(one, state.bot.id) for one in roles])


def list_members(state: State, call: Call) -> Answer:
    """Its members by id, from one on, as many as asked for."""
    members = state.guild(call.id("guild_id")).members
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    chosen = sorted(one for one in members if one > after)[:limit]
    return Answer(200, [shapes.member(members[one]) for one in chosen])


def read_member(state: State, call: Call) -> Answer:
    """One member; the bot asks so for itself."""
    member = state.guild(call.id("guild_id")).members.get(call.id("user_id"))
    if member is None:
        raise RefusedError(Refusal.UNKNOWN_MEMBER)
    return Answer(200, shapes.member(member))


def read_channel(state: State, call: Call) -> Answer:
    """A channel or thread that the bot may see."""
    return Answer(200, shapes.channel(state.channel(call.id("channel_id"))))


def change_channel(state: State, call: Call) -> Answer:
    """A thread's state, or a channel's name and topic."""
    channel = state.channel(call.id("channel_id"))
    if isinstance(channel, Thread):
        return change_thread(state, channel, call.body)
    state.channel(channel.id, Permission.MANAGE_CHANNELS)
    asked: dict[str, Any] = call.body
    channel.name = asked.get("name") or channel.name
    channel.topic = asked.get("topic", channel.topic)
    shape = shapes.channel(channel)
    state.announce(Event("CHANNEL_UPDATE", shape, channel.guild_id))
    return Answer(200, shape)


_GUILD: Final = "/guilds/{guild_id}"
ROUTES: Final[Mapping[tuple[str, str], Route]] = {
    ("GET", _GUILD): read_guild,
    ("GET", _GUILD + "/channels"): list_channels,
    ("GET", _GUILD + "/roles"): list_roles,
    ("GET", _GUILD + "/members"): list_members,
    ("GET", _GUILD + "/members/{user_id}"): read_member,
    ("GET", "/channels/{channel_id}"): read_channel,
    ("PATCH", "/channels/{channel_id}"): change_channel,
}
