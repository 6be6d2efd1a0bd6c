"""Channels: which can be written to, as Discord tells it, and what that opens again."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.engine import Task, Wake
from bot.news import ChannelId, GuildId
from bot.storage import Storage

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Channels:
    """What a front hears of the places that it writes to."""

    storage: Storage
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]

    async def seen(
        self,
        guild_id: GuildId,
        channels: Collection[ChannelId],
        missing: Callable[[ChannelId], str],
    ) -> None:
        """What a guild's channels allow now; those that were closed and are open are served again.

        Args:
            guild_id: The guild.
            channels: Its channels, or some of them.
            missing: What is missing in one of them, in words; empty if nothing is.
        """
        wishes = await self.storage.subscriptions_in(channels)
        strayed = {wish.channel_id for wish in wishes if wish.guild_id != guild_id}
        if strayed:
            await self.storage.place_channels(guild_id, sorted(strayed))
        shut = {wish.channel_id for wish in wishes if wish.closed_for}
        opened = {channel_id for channel_id in shut if not missing(channel_id)}
        if opened:
            await self.storage.open_channels(sorted(opened))
            log.info("channels opened", guild=guild_id, channels=sorted(opened))
            await self.wake(*(Wake(Task.DELIVER, str(each)) for each in sorted(opened)))

    async def closed(self, channel_id: ChannelId, reason: str) -> None:
        """A channel is gone; its feeds wait there until it is back."""
        if await self.storage.subscriptions_in([channel_id]):
            await self.storage.close_channel(channel_id, reason, now=self.clock())
            log.warning("channel closed", channel=channel_id, reason=reason)

    async def left(self, guild_id: GuildId, reason: str) -> None:
        """The bot is no longer in a guild; everything there waits until it is back."""
        await self.storage.close_guild(guild_id, reason, now=self.clock())
        log.warning("guild left", guild=guild_id, reason=reason)
