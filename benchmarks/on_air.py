"""On the air: how fast cards fan out, how soon one is there, and how soon after a kill.

Run it as `.venv/bin/python benchmarks/on_air.py [fan-out|latency|recovery]`. The simulated Discord
and the newsstand have a process of their own; everything else is the bot as it runs.
"""

import asyncio
import logging
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import structlog

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the simulated Discord of the tests

from bot.app import Bot, open_bot, utc_now
from bot.fronts.discord.connection import Access
from bot.fronts.discord.delivery import DiscordPublisher
from bot.fronts.discord.limits import Allowance
from bot.news import ChannelId, Feed
from bot.settings import Settings
from bot.storage import open_storage
from tests.discord.limits import ROUTES
from tests.discord.server import SimulatedDiscord, discord_in_thread
from tests.fiction import lay_out
from tests.newsstand.stand import Newsstand, newsstand_in_thread

MESSAGES: Final = "/channels/{channel_id}/messages"
GLOBAL: Final = 50  # requests a second
CHANNELS: Final = 500
ENTRIES: Final = 3  # for each of them
FEEDS: Final = 1_000
NEWS: Final = 200  # entries whose way is timed
NEWS_EVERY: Final = 0.15  # seconds
KILLS: Final = 8
DICE: Final = random.Random(20261123)  # noqa: S311 - a repeatable choice


@dataclass(frozen=True, slots=True)
class World:
    """Discord and the newsstand, in another process."""

    line: Connection
    access: Access

    def ask(self, what: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - as it gives
        """Call a function there, with Discord and the stand before its arguments."""
        self.line.send((what, arguments))
        return self.line.recv()


def live(line: Connection, limits: Mapping[str, tuple[int, float]]) -> None:
    """Be that other process."""
    with discord_in_thread(limits=limits) as discord, newsstand_in_thread() as stand:
        line.send(Access(token=discord.token, api_url=discord.api_url))
        while (order := line.recv()) is not None:
            what, arguments = order
            line.send(what(discord, stand, *arguments))


@contextmanager
def world(limits: Mapping[str, tuple[int, float]]) -> Iterator[World]:
    """The other process, until the end of a measurement."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=live, args=(there, limits))
    process.start()
    opened = World(here, here.recv())
    try:
        yield opened
        assert opened.ask(problems) == []
    finally:
        here.send(None)
        process.join()


# Done in the other process


def problems(discord: SimulatedDiscord, _stand: Newsstand) -> list[str]:
    """What Discord had to object to."""
    return discord.problems


def open_channels(discord: SimulatedDiscord, _stand: Newsstand, count: int) -> list[int]:
    """New channels of one guild."""
    guild = discord.add_guild("Harbour watchers")
    return [discord.add_channel(guild, f"news-{number}") for number in range(count)]


def lay(_discord: SimulatedDiscord, stand: Newsstand, count: int, path: str = "/feed.xml") -> str:
    """A feed with so many entries; its address."""
    return lay_out(stand, count, feed=path)


def posts(discord: SimulatedDiscord, _stand: Newsstand) -> list[tuple[int, int, float]]:
    """What was posted: the channel, the status, and when."""
    asked = [each for each in discord.requests if each.template == MESSAGES]
    return [(int(each.path.split("/")[-2]), each.status or 0, each.at) for each in asked]


def polls(_discord: SimulatedDiscord, stand: Newsstand) -> list[tuple[str, float]]:
    """When each path of the stand was asked for."""
    return [(seen.path, seen.at) for seen in stand.requests]


# Done here


@asynccontextmanager
async def on_air(there: World, database: str, **more: object) -> AsyncIterator[Bot]:
    """A bot that works in the background."""
    wanted = {
        "allow_private_networks": True,
        "host_spacing": 0.0,
        "host_concurrency": 8,
        "first_poll_shows": 1_000,
        **more,
    }
    settings = Settings().model_copy(update=wanted)
    publisher = DiscordPublisher(there.access, allowance=Allowance(GLOBAL), clock=utc_now)
    stop = asyncio.Event()
    async with open_bot(settings, publisher, database=database) as bot:
        working = asyncio.create_task(bot.worker.serve(stop))
        try:
            yield bot
        finally:
            stop.set()
            await working


async def poll(bot: Bot, feed: Feed) -> None:
    """Have a feed polled now."""
    now = utc_now()
    await bot.storage.save_feed(replace(feed, next_poll_at=now))
    await bot.worker.engine.wake(*await bot.worker.newsroom.owed())


async def sent(bot: Bot, count: int) -> None:
    """Wait until so many cards are on Discord."""
    while (await bot.storage.counts()).sent < count:  # noqa: ASYNC110 - the database tells nobody
        await asyncio.sleep(1)


async def all_polled(bot: Bot) -> None:
    """Wait until no feed is due."""
    while await bot.storage.late_feeds(utc_now()):  # noqa: ASYNC110 - the database tells nobody
        await asyncio.sleep(1)


async def fan_out(there: World, folder: Path) -> None:
    """An article to very many channels, against the limit over all routes."""
    channels = there.ask(open_channels, CHANNELS)
    async with on_air(there, f"sqlite:///{folder / 'fan-out.db'}") as bot:
        tomorrow = utc_now() + timedelta(days=1)
        feed = await bot.storage.add_feed(there.ask(lay, ENTRIES), now=tomorrow)
        for channel in channels:
            await bot.storage.subscribe(feed.id, ChannelId(channel), guild_id=None, now=utc_now())
        await poll(bot, feed)
        await sent(bot, CHANNELS * ENTRIES)
    posted = there.ask(posts)
    assert {status for _, status, _ in posted} == {200}
    moments = [at for _, _, at in posted]
    seconds = moments[-1] - moments[0]
    rate = (len(moments) - GLOBAL) / seconds  # the first second's are there at once
    print(f"fan-out   {len(moments)} cards to {CHANNELS} channels in {seconds:.1f} s")
    print(f"          {rate:.1f} a second, {rate / GLOBAL:.1%} of the limit; 429s: 0")


async def latency(there: World, folder: Path) -> None:
    """From an entry in a feed's answer to its card on Discord, while many feeds are polled."""
    paths = [f"/{number}.xml" for number in range(FEEDS)]
    channels = dict(zip(paths, there.ask(open_channels, FEEDS), strict=True))
    bounds = {"first_poll_shows": 0, "poll_shortest": 30.0, "poll_longest": 60.0}
    async with on_air(there, f"sqlite:///{folder / 'latency.db'}", **bounds) as bot:
        for path, channel in channels.items():
            feed = await bot.storage.add_feed(there.ask(lay, 1, path), now=utc_now())
            await bot.storage.subscribe(feed.id, ChannelId(channel), guild_id=None, now=utc_now())
        await all_polled(bot)
        chosen = DICE.sample(paths, NEWS)
        for path in chosen:
            there.ask(lay, 2, path)
            await asyncio.sleep(NEWS_EVERY)
        await sent(bot, NEWS)
    accepted = {channel: at for channel, _, at in there.ask(posts)}
    asked = there.ask(polls)
    lags = [
        lag(accepted[channels[path]], [at for seen, at in asked if seen == path]) for path in chosen
    ]
    print(f"latency   {NEWS} entries of {FEEDS} feeds, from the feed's answer to the card")
    tell("         ", lags)


def lag(accepted: float, polled: Sequence[float]) -> float:
    """Seconds between the last poll before a card, which brought its entry, and the card."""
    return accepted - max(at for at in polled if at < accepted)


async def recovery(there: World, folder: Path) -> None:
    """From `kill -9` and a new start to the next card, all imports included."""
    database = f"sqlite:///{folder / 'recovery.db'}"
    [channel] = there.ask(open_channels, 1)
    async with open_storage(database, migrate=True) as storage:
        feed = await storage.add_feed(there.ask(lay, 200), now=utc_now())
        await storage.subscribe(feed.id, ChannelId(channel), guild_id=None, now=utc_now())
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DISCORD_TOKEN": there.access.token,
        "DISCORD_API_URL": there.access.api_url,
        "NEWSDESK_ALLOW_PRIVATE_NETWORKS": "true",
        "NEWSDESK_FIRST_POLL_SHOWS": "200",
        "NEWSDESK_HEALTH": "off",
        "NEWSDESK_HOST_SPACING": "0",
    }
    seconds = [one_life(there, environment, folder / "log") for _ in range(KILLS)]
    print(f"recovery  {KILLS} times killed and started anew, to the next card (SQLite)")
    tell("         ", seconds)


def one_life(there: World, environment: Mapping[str, str], log: Path) -> float:
    """Start the program, wait for a card, and kill it; seconds to that card."""
    before = len(there.ask(posts))
    started = time.monotonic()
    with log.open("a") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=environment, stdout=said, stderr=said
        )
    while len(there.ask(posts)) == before:
        time.sleep(0.01)
    seconds = time.monotonic() - started
    time.sleep(DICE.uniform(0, 1))
    process.send_signal(signal.SIGKILL)
    process.wait()
    return seconds


def tell(indent: str, seconds: Sequence[float]) -> None:
    """Print what half, and what nineteen of twenty, stay below."""
    parts = statistics.quantiles(seconds, n=20)
    print(f"{indent} p50 {statistics.median(seconds):.2f} s, p95 {parts[-1]:.2f} s")


def main() -> None:
    """Measure what is asked for, or everything."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    wanted = sys.argv[1:] or ["fan-out", "latency", "recovery"]
    measures = {"fan-out": fan_out, "latency": latency, "recovery": recovery}
    roomy = {f"POST {MESSAGES}": (1_000, 1.0)}  # so that the limit over all routes is what counts
    for name in wanted:
        limits = roomy if name == "recovery" else ROUTES
        with tempfile.TemporaryDirectory() as folder, world(limits) as there:
            asyncio.run(measures[name](there, Path(folder)))


if __name__ == "__main__":
    main()
