"""The service as a whole: polls a second, cards a second, and memory with 10,000 feeds.

Run it as `.venv/bin/python benchmarks/service.py [polls|cards|memory]`. The stands have a process
of their own. A poll here is all of it: the decision, the GET, reading, identity, and storage.
"""

import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import aiohttp
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the newsstand of the tests

from bot.app import Bot, open_bot, utc_now
from bot.fronts.local import SCREEN, LocalPublisher, into
from bot.news import Card
from bot.settings import Settings
from tests.fiction import lay_out
from tests.newsstand.stand import Newsstand

HOSTS: Final = 8
FEEDS_A_HOST: Final = 50
ENTRIES: Final = 30  # in each feed that is polled
ARTICLES: Final = 200  # of the feed whose cards are made
MANY: Final = 10_000  # feeds
DAY: Final = timedelta(days=1)


def serve(ready: Connection) -> None:
    """Open the stands, tell their addresses, and change what lies there when asked to."""

    async def stay() -> None:
        async with AsyncExitStack() as stack:
            stands = [await stack.enter_async_context(Newsstand()) for _ in range(HOSTS)]
            entries = ENTRIES
            while True:
                urls = [
                    lay_out(stand, entries, feed=f"/{n}.xml", pages=False)
                    for stand in stands
                    for n in range(FEEDS_A_HOST)
                ]
                ready.send((urls, lay_out(stands[0], ARTICLES, feed="/articles.xml")))
                await asyncio.to_thread(ready.recv)
                entries += 1

    asyncio.run(stay())


def settings(page: Path) -> Settings:
    """No waits between requests: what is measured is our own work."""
    return Settings().model_copy(
        update={
            "allow_private_networks": True,
            "host_spacing": 0.0,
            "host_concurrency": 8,
            "first_poll_shows": 0,
            "page": page,
        }
    )


async def poll_all(bot: Bot) -> float:
    """Seconds for one poll of every feed, all hosts at once."""
    for feed in await bot.storage.feeds():
        await bot.storage.save_feed(replace(feed, next_poll_at=utc_now()))
    hosts = await bot.storage.due_hosts(utc_now(), limit=HOSTS)
    started = time.perf_counter()
    poll = bot.worker.newsroom.collecting.poll
    await asyncio.gather(*(poll(host) for host in hosts))
    return time.perf_counter() - started


async def bare_all(urls: list[str]) -> float:
    """Seconds for one GET of every feed with aiohttp alone, one after the other at each host."""
    by_host = [urls[start : start + FEEDS_A_HOST] for start in range(0, len(urls), FEEDS_A_HOST)]
    async with aiohttp.ClientSession() as session:

        async def visit(addresses: list[str]) -> None:
            for url in addresses:
                async with session.get(url) as response:
                    await response.read()

        started = time.perf_counter()
        await asyncio.gather(*(visit(addresses) for addresses in by_host))
        return time.perf_counter() - started


async def polls(bot: Bot, urls: list[str], change: Callable[[], object]) -> None:
    """New entries in every feed, then 304s, then bodies that are the same as before."""
    for url in urls:
        await bot.storage.add_feed(url, now=utc_now())
    await poll_all(bot)
    change()
    rounds = {"a new entry": await poll_all(bot), "304": await poll_all(bot)}
    for feed in await bot.storage.feeds():
        await bot.storage.save_feed(replace(feed, etag=None, last_modified=None))
    rounds["unchanged body"] = await poll_all(bot)
    bare = await bare_all(urls)
    print(f"{len(urls)} feeds of {ENTRIES} entries on {HOSTS} hosts; polls a second")
    print(f"{'bare aiohttp, body read':<26}{len(urls) / bare:8.0f}")
    for name, seconds in rounds.items():
        print(f"{name:<26}{len(urls) / seconds:8.0f}   {bare / seconds:.2f} of bare")


async def cards(bot: Bot, feed_url: str, shown: list[Card]) -> None:
    """From a feed that nobody knows to cards: poll, pages, summaries, links, deliveries."""
    feed = await bot.storage.add_feed(feed_url, now=utc_now())
    await bot.storage.subscribe(feed.id, SCREEN, guild_id=None, now=utc_now())
    started = time.perf_counter()
    await bot.worker.drain(asyncio.Event())
    seconds = time.perf_counter() - started
    assert len(shown) == ARTICLES
    print(f"{ARTICLES} articles of one feed: {ARTICLES / seconds:.1f} cards a second, end to end")


async def memory(bot: Bot) -> None:
    """What ten thousand followed feeds cost while they wait."""
    process = psutil.Process()
    before = process.memory_info().rss
    for number in range(MANY):
        url = f"https://site{number}.example/feed.xml"
        feed = await bot.storage.add_feed(url, now=utc_now() + DAY)
        await bot.storage.subscribe(feed.id, SCREEN, guild_id=None, now=utc_now())
    added = process.memory_info().rss
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(20, stop.set)
    worked = time.process_time()
    await bot.worker.serve(stop)
    idle = (time.process_time() - worked) / 20
    after = process.memory_info().rss
    print(f"{MANY:,} feeds: {before / 2**20:.0f} MiB before, {added / 2**20:.0f} with them,")
    print(f"{after / 2**20:.0f} after 20 s of waiting, at {idle:.1%} of one core")


async def measure(wanted: str) -> None:
    """Run one of the three, or all, each with a bot and a database of its own."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    urls, articles = ours.recv()

    def change() -> object:
        ours.send("more")
        return ours.recv()

    with tempfile.TemporaryDirectory() as folder:
        for name in ("polls", "cards", "memory"):
            if wanted not in {name, "all"}:
                continue
            shown: list[Card] = []
            chosen = settings(Path(folder) / "page.html")
            if name == "cards":
                chosen = chosen.model_copy(update={"first_poll_shows": ARTICLES})
            front = LocalPublisher(into(shown), utc_now)
            database = f"sqlite:///{folder}/{name}.db"
            async with open_bot(chosen, front, database=database, audience={SCREEN}) as bot:
                if name == "polls":
                    await polls(bot, urls, change)
                elif name == "cards":
                    await cards(bot, articles, shown)
                else:
                    await memory(bot)
    server.kill()


if __name__ == "__main__":
    asyncio.run(measure(sys.argv[1] if len(sys.argv) > 1 else "all"))
