"""The gateway: Newsdesk is connected, and hears what becomes of its channels."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterable
from typing import Any, Protocol

import discord
import structlog
from aiohttp import TraceConfig
from yarl import URL

from bot.fronts.discord.permissions import Place, missing
from bot.news import ChannelId, GuildId, RoleId

# Seconds that discord.py may wait for a limit by itself; a longer wait is put off instead.
LONGEST_WAIT = 30.0
# Seconds that an event in hand may still take when the client closes.
LAST_WORDS = 5.0

GUILDS = discord.Intents(guilds=True)

REMOVED = "Newsdesk was removed from the guild"
DELETED = "the channel was deleted"

log = structlog.get_logger(__name__)


class Channels(Protocol):
    """Who is told what the gateway says of channels; the newsroom's own."""

    async def seen(
        self,
        guild_id: GuildId,
        channels: Collection[ChannelId],
        missing: Callable[[ChannelId], str],
    ) -> None:
        """What a guild's channels allow now."""
        ...

    async def closed(self, channel_id: ChannelId, reason: str) -> None:
        """A channel is gone."""
        ...

    async def left(self, guild_id: GuildId, reason: str) -> None:
        """The bot is no longer in a guild."""
        ...

    async def present(self, guild_ids: Collection[GuildId], reason: str) -> None:
        """The bot is in these guilds, and in no others."""
        ...

    async def role_gone(self, guild_id: GuildId, role_id: RoleId) -> None:
        """A role was deleted."""
        ...


class NewsClient(discord.AutoShardedClient):
    """A client without privileged intents that keeps nothing but guilds, channels and roles.

    Args:
        channels: Who is told about channels.
        gateway_url: Another gateway than the one that Discord names; None for Discord's own.
        trace: Watches every request.
        intents: What Discord tells of.
    """

    def __init__(
        self,
        channels: Channels,
        *,
        gateway_url: str | None,
        trace: TraceConfig,
        intents: discord.Intents = GUILDS,
    ) -> None:
        super().__init__(
            intents=intents,
            http_trace=trace,
            max_ratelimit_timeout=LONGEST_WAIT,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._channels = channels
        self._gateway_url = None if gateway_url is None else URL(gateway_url)
        self._telling: set[asyncio.Task[Any]] = set()

    async def close(self) -> None:
        """Leave, and let what was heard be told to the end: storage closes after us."""
        await super().close()
        if self._telling:
            await asyncio.wait(self._telling, timeout=LAST_WORDS)

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect one shard, by the admin's own way where there is one."""
        await super().launch_shard(self._gateway_url or gateway, shard_id, initial=initial)

    @property
    def is_connected(self) -> bool:
        """Whether every shard speaks with the gateway."""
        shards = self.shards.values()
        return self.is_ready() and bool(shards) and not any(each.is_closed() for each in shards)

    async def on_ready(self) -> None:
        """Look at every guild: much may have changed while nobody was connected."""
        log.info("connected to discord", user=str(self.user), guilds=len(self.guilds))
        # Those of an outage of Discord's are among them.
        here = frozenset(GuildId(guild.id) for guild in self.guilds)
        await self._tell(self._channels.present(here, REMOVED))
        for guild in self.guilds:
            await self._see(guild)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Say so; discord.py connects again by itself."""
        log.warning("gateway disconnected", shard=shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Say so; what happened meanwhile is told again by Discord."""
        log.info("gateway resumed", shard=shard_id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A guild that was left may be one again."""
        log.info("guild joined", guild=guild.id)
        await self._see(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild comes back from an outage of Discord's."""
        await self._see(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Kicked, banned, or the guild is no more."""
        await self._tell(self._channels.left(GuildId(guild.id), REMOVED))

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """A channel may be back."""
        await self._see(channel.guild, [channel])

    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """A permission may have been given back."""
        await self._see(after.guild, [after])

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Nothing can be posted there any more."""
        await self._tell(self._channels.closed(ChannelId(channel.id), DELETED))

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread may follow feeds like any channel."""
        await self._tell(self._channels.closed(ChannelId(payload.thread_id), DELETED))

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """A thread may have been opened again."""
        if guild := self.get_guild(payload.guild_id):
            await self._see(guild, [t for t in guild.threads if t.id == payload.thread_id])

    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        """A permission may have been given back to a role of ours."""
        await self._see(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Nobody can be mentioned by it any more, and it gives no right any more."""
        await self._tell(self._channels.role_gone(GuildId(role.guild.id), RoleId(role.id)))
        await self._see(role.guild)

    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """Newsdesk itself may have got a role; of others nothing is heard."""
        if after.id == after.guild.me.id:
            await self._see(after.guild)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """A fault in one event is loud, and ends nothing else."""
        del args, kwargs
        log.error("a fault in Newsdesk", heard=event_method, exc_info=True)  # noqa: LOG014 - discord.py calls this while it handles the exception

    async def _see(self, guild: discord.Guild, places: Iterable[Place] | None = None) -> None:
        found = {ChannelId(place.id): place for place in places or _places(guild)}

        def lacking(channel_id: ChannelId) -> str:
            return missing(found[channel_id], guild.me)

        await self._tell(self._channels.seen(GuildId(guild.id), found.keys(), lacking))

    async def _tell(self, news: Coroutine[Any, Any, None]) -> None:
        """Tell what was heard, unless the client is closed: Discord tells it again."""
        if self.is_closed():
            news.close()
            return
        telling = asyncio.create_task(news)
        self.mind(telling)
        await telling

    def mind(self, task: "asyncio.Task[Any]") -> None:
        """Let a task come to its end when the client closes."""
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)


def _places(guild: discord.Guild) -> list[Place]:
    return [*guild.channels, *guild.threads]
