"""Interactions: how the bot hears of what somebody did, and how long it may take to answer."""

from typing import Any, Final

from tests.discord import cdn, shapes
from tests.discord.message_shapes import message as message_shape
from tests.discord.permissions import permissions_of
from tests.discord.resolved import resolved
from tests.discord.state import Event, Intent, State
from tests.discord.world import Interaction, InteractionType

ACKNOWLEDGE_WITHIN: Final = 3.0  # seconds
TOKEN_LASTS: Final = 15 * 60.0  # seconds


def event(state: State, told: Interaction) -> Event:
    """How the bot hears of an interaction; no intent is needed for it."""
    guild = state.guilds[told.channel.guild_id]
    member = guild.members[told.user.id]
    rights = str(int(permissions_of(member, guild, told.channel)))
    shape = {
        "id": str(told.id),
        "application_id": str(state.application_id),
        "type": int(told.type),
        "token": told.token,
        "version": 1,
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "locale": told.user.locale,
        "channel_id": str(told.channel.id),
        "channel": {**shapes.channel(told.channel), "permissions": rights},
        "member": {**shapes.member(member), "permissions": rights},
        "app_permissions": str(int(state.permissions(told.channel))),
        "attachment_size_limit": cdn.LARGEST,
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(guild.id)},
        "context": 0,
        "data": _data(state, told),
        **({"message": message_shape(told.pressed_on, state)} if told.pressed_on else {}),
    }
    return Event("INTERACTION_CREATE", shape, guild.id, Intent.NONE)


def _data(state: State, told: Interaction) -> dict[str, Any]:
    """What was done, and to whom or what; while somebody types, Discord resolves nothing."""
    found = {} if told.type == InteractionType.AUTOCOMPLETE else resolved(state, told)
    return {**told.data, **({"resolved": found} if found else {})}
