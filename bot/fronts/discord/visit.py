"""A short visit to Discord: who we are there, and what is missing where."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.errors import AdminError
from bot.fronts.discord.connection import Access, connected
from bot.fronts.discord.limits import Allowance
from bot.fronts.discord.permissions import Place, invite, missing
from bot.news import ChannelId, GuildId, RoleId

READY = 30.0  # seconds until the gateway has told of every guild
A_FEW = 10  # requests a second, so as not to be in the way of a bot that is on the air
NOWHERE = "is unknown to Newsdesk: it was deleted, or Newsdesk is not in its guild"


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen."""

    name: str
    guilds: int
    invite: str
    lacks: dict[ChannelId, str]  # what is missing in each channel, in words; empty if nothing


@dataclass(frozen=True, slots=True)
class _Unheard:
    """Channels as a visitor sees them: nobody is told."""

    async def seen(
        self,
        guild_id: GuildId,
        channels: Collection[ChannelId],
        missing: Callable[[ChannelId], str],
    ) -> None:
        del guild_id, channels, missing

    async def closed(self, channel_id: ChannelId, reason: str) -> None:
        del channel_id, reason

    async def left(self, guild_id: GuildId, reason: str) -> None:
        del guild_id, reason

    async def present(self, guild_ids: Collection[GuildId], reason: str) -> None:
        del guild_ids, reason

    async def role_gone(self, guild_id: GuildId, role_id: RoleId) -> None:
        del guild_id, role_id


async def visit(access: Access, channels: Sequence[ChannelId]) -> Visit:
    """Connect as the bot would, look at these channels, and leave.

    Raises:
        TokenError: Discord refuses the token.
        AdminError: Discord or its gateway cannot be reached, or refuses what the bot asks for.
    """
    async with connected(access, _Unheard(), Allowance(A_FEW)) as (client, staying):
        ready = asyncio.ensure_future(client.wait_until_ready())
        await asyncio.wait([ready, staying], timeout=READY, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            if staying.done():
                staying.result()
            raise AdminError(f"Discord's gateway did not answer in {READY:.0f} s")
        places = {channel_id: client.get_channel(channel_id) for channel_id in channels}
        return Visit(
            name=str(client.user),
            guilds=len(client.guilds),
            invite=invite(client.application_id or 0),
            lacks={channel_id: _lack(place) for channel_id, place in places.items()},
        )


def _lack(place: object) -> str:
    return missing(place, place.guild.me) if isinstance(place, Place) else NOWHERE
