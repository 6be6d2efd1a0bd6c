"""A whole bot on the air: feeds from a newsstand, a simulated Discord, real sockets between."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

from bot.app import Bot, open_bot, utc_now
from bot.fronts.discord.connection import Access
from bot.fronts.discord.delivery import DiscordPublisher
from bot.fronts.discord.limits import Allowance
from bot.meters import Meters
from bot.news import ChannelId, FeedId, GuildId
from bot.settings import Settings
from tests.discord.server import SimulatedDiscord
from tests.fiction import headline, lay_out
from tests.model.server import ScriptedModel
from tests.newsroom.desk import asking
from tests.newsstand.stand import Newsstand

PATIENCE = 60.0  # seconds; a hang bound, not a measure
NONCE_WINDOW = timedelta(seconds=60)


@dataclass
class Station:
    """A bot that works in the background until its test ends."""

    bot: Bot
    discord: SimulatedDiscord
    stand: Newsstand
    publisher: DiscordPublisher
    meters: Meters
    working: asyncio.Task[None]
    guild_id: GuildId

    def channel(self, name: str = "news", guild_id: int | None = None) -> ChannelId:
        """A new channel on Discord."""
        return ChannelId(self.discord.add_channel(guild_id or self.guild_id, name))

    async def follow(self, channel: ChannelId, url: str, guild_id: int | None = None) -> FeedId:
        """Have a channel follow a feed that is not polled before the test says so."""
        storage = self.bot.storage
        feed = await storage.add_feed(url, now=utc_now() + timedelta(days=1))
        guild = GuildId(guild_id or self.guild_id)
        await storage.subscribe(feed.id, channel, guild_id=guild, now=utc_now())
        return feed.id

    async def publish(self, channel: ChannelId, count: int) -> FeedId:
        """Follow a feed of so many entries, and have all of them shown."""
        feed_id = await self.follow(channel, lay_out(self.stand, count))
        await self.poll(feed_id)
        return feed_id

    async def poll(self, feed_id: FeedId) -> None:
        """Have a feed polled now."""
        feed = await self.bot.storage.feed(feed_id)
        assert feed is not None
        await self.bot.storage.save_feed(replace(feed, next_poll_at=utc_now()))
        await self.look()

    async def look(self) -> None:
        """Look at once for all that is owed."""
        await self.bot.worker.engine.wake(*await self.bot.worker.newsroom.owed())

    def titles(self, channel: ChannelId) -> list[str]:
        """The titles of a channel's cards, oldest first."""
        messages = self.discord.messages(channel)
        return [embed["title"] for each in messages for embed in each.payload["embeds"]]

    async def posted(self, channel: ChannelId, count: int) -> list[str]:
        """Wait until a channel has so many cards and storage knows it; their titles."""

        async def settled() -> bool:
            return len(self.titles(channel)) >= count and not await self.bot.storage.owed(
                channel, utc_now()
            )

        await self.until(settled, f"{count} cards")
        return self.titles(channel)

    async def until(
        self, happened: Callable[[], object], what: str, patience: float = PATIENCE
    ) -> None:
        """Wait until something, which may be a coroutine, is true."""
        try:
            async with asyncio.timeout(patience):
                while not await _true(happened):
                    if self.working.done():
                        self.working.result()
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"waited {patience:.0f} s in vain for {what}") from None

    async def closed_for(self, channel: ChannelId) -> str:
        """Why a channel is closed."""
        wishes = await self.bot.storage.subscriptions_in([channel])
        return wishes[0].closed_for

    def expected(self, count: int) -> list[str]:
        """The titles of the stand's articles, oldest first."""
        return [headline(number) for number in range(count)]


async def _true(happened: Callable[[], object]) -> bool:
    outcome = happened()
    return bool(await outcome if asyncio.iscoroutine(outcome) else outcome)


@asynccontextmanager
async def open_station(
    database_url: str,
    discord: SimulatedDiscord,
    stand: Newsstand,
    *,
    nonce_window: timedelta = NONCE_WINDOW,
    call: float = 60.0,
    most_invalid: int = 1_000,
    per_second: int = 50,
    model: ScriptedModel | None = None,
    **settings: Any,  # noqa: ANN401 - any setting
) -> AsyncIterator[Station]:
    """A bot on the air, stopped at the end as a service is; with a model where one is given."""
    changed = {
        "allow_private_networks": True,
        "host_spacing": 0.0,
        "first_poll_shows": 1_000,
        "readers": 1,
        "heartbeat": 1.0,
        **(asking(model) if model else {}),
        **settings,
    }
    meters = Meters()
    chosen = Settings().model_copy(update=changed)
    access = Access(
        token=discord.token,
        api_url=discord.api_url,
        gateway_url=discord.gateway_url,
        hears_threads=chosen.hears_threads,
    )
    publisher = DiscordPublisher(
        access,
        allowance=Allowance(per_second, most_invalid=most_invalid),
        clock=utc_now,
        nonce_window=nonce_window,
        call=call,
    )
    stop = asyncio.Event()
    opening = open_bot(
        chosen,
        publisher,
        database=database_url,
        speaker=publisher.speaker,
        board=publisher.board,
        meters=meters,
    )
    async with opening as bot:
        guild_id = GuildId(discord.add_guild("Harbour watchers"))
        working = asyncio.create_task(bot.worker.serve(stop))
        try:
            yield Station(bot, discord, stand, publisher, meters, working, guild_id)
        finally:
            stop.set()
            await asyncio.gather(working, return_exceptions=True)


DICE = Random(20261123)  # noqa: S311 - a repeatable choice of moments
