"""Channels: which can be written to, as Discord tells it, and what that opens again."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.engine import Task, Wake
from bot.news import ChannelId, GuildId, RoleId
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
        if (await self.storage.guild(guild_id)).left_at is not None:
            await self.storage.enter_guild(guild_id)
            log.info("guild is back", guild=guild_id)
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
        now = self.clock()
        await self.storage.close_guild(guild_id, reason, now=now)
        await self.storage.leave_guild(guild_id, now=now)
        log.warning("guild left", guild=guild_id, reason=reason)

    async def present(self, guild_ids: Collection[GuildId], reason: str) -> None:
        """The bot is in these guilds alone; it may have left others while nobody listened.

        Args:
            guild_ids: All of them.
            reason: Why nothing is posted in the others.
        """
        for guild in await self.storage.guilds():
            if guild.left_at is None and guild.id not in guild_ids:
                await self.left(guild.id, reason)

    async def role_gone(self, guild_id: GuildId, role_id: RoleId) -> None:
        """A role was deleted: it is mentioned no more, and manages nothing any more."""
        if await self.storage.drop_role(guild_id, role_id, now=self.clock()):
            log.info("role dropped", guild=guild_id, role=role_id)
