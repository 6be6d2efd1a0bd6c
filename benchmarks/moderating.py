"""Moderating on Discord: how soon a command is acknowledged, and what is typed is completed.

Run it as `.venv/bin/python benchmarks/moderating.py`. The whole bot on SQLite with 500 guilds of 20
feeds each, the simulated Discord and the newsstand, all in one process: what is measured is the
most it can be. Last comes the time from /feed add to the card.
"""

import asyncio
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import insert

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the simulated Discord of the tests

from bot.app import utc_now
from bot.storage import migrate
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.tables import feeds, subscriptions
from tests.discord.world import Interaction
from tests.fiction import lay_out
from tests.fronts.discord.moderators.bureau import MONA, Bureau, open_bureau

GUILDS: Final = 500
FEEDS: Final = 20  # of each guild
BATCH: Final = 2_000
TRIED: Final = 100  # commands of each kind
ADDED: Final = 10
WORDS: Final = ("har", "feed 1", "news", "", "zzz")
GLANCE: Final = 0.002  # seconds


async def fill(url: str) -> None:
    """Puts the feeds of all guilds but one in, none of them due."""
    database = Database(parse_address(url))
    now = utc_now()
    later = now.replace(year=now.year + 1)
    numbers = range(1, GUILDS * FEEDS + 1)
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        async with database.writing() as connection:
            await connection.execute(
                insert(feeds),
                [
                    {
                        "id": n,
                        "url": f"https://outlet-{n}.example/feed",
                        "host": f"outlet-{n}.example",
                        "title": f"Harbour news, feed {n}",
                        "state": "active",
                        "reason": "",
                        "interval_s": 1800.0,
                        "next_poll_at": later,
                        "last_polled_at": now,
                        "failures": 0,
                        "moved_seen": 0,
                        "created_at": now,
                    }
                    for n in batch
                ],
            )
            await connection.execute(
                insert(subscriptions),
                [
                    {
                        "feed_id": n,
                        "guild_id": 1_000 + n // FEEDS,
                        "channel_id": 5_000_000 + n // FEEDS,
                        "created_at": now,
                    }
                    for n in batch
                ],
            )
    await database.close()


async def when(happened: Callable[[], object]) -> float:
    """The moment at which something has happened."""
    while not happened():  # noqa: ASYNC110 - nobody tells of it
        await asyncio.sleep(GLANCE)
    return time.monotonic()


async def acknowledged(bureau: Bureau, command: str) -> None:
    """From a command to its first sign, and to its answer."""
    signs, answers = [], []
    for _ in range(TRIED):
        asked = bureau.discord.command(bureau.channel, command, by=MONA)
        begun = time.monotonic()
        signs.append(await when(lambda asked=asked: asked.callback) - begun)  # type: ignore[misc]
        answers.append(await when(lambda asked=asked: is_answered(asked)) - begun)  # type: ignore[misc]
    print(row(f"/{command}: the first sign", signs))
    print(row(f"/{command}: the answer", answers))


def is_answered(asked: Interaction) -> bool:
    """Whether what was promised is there."""
    return asked.original is not None and not asked.is_deferred


async def completed(bureau: Bureau) -> None:
    """From a letter typed to the feeds that are offered."""
    waits = []
    for number in range(TRIED):
        typed = WORDS[number % len(WORDS)]
        begun = time.monotonic()
        await bureau.offered("feed show", "feed", typed)
        waits.append(time.monotonic() - begun)
    print(row("what is typed, completed", waits))


async def first_cards(bureau: Bureau) -> None:
    """From /feed add to its panel, and from Subscribe to the card."""
    panels, cards = [], []
    for number in range(ADDED):
        channel = bureau.station.channel(f"new-{number}")
        url = lay_out(bureau.stand, 3, feed=f"/feed-{number}.xml", first=3 * number)
        begun = time.monotonic()
        panel = await bureau.use("feed add", {"url": url}, channel=channel)
        panels.append(time.monotonic() - begun)
        begun = time.monotonic()
        await bureau.press(panel, "feed-follow")
        cards.append(await when(lambda c=channel: bureau.discord.messages(c)) - begun)  # type: ignore[misc]
    print(row("/feed add: the preview", panels))
    print(row("Subscribe: the first card", cards))


def row(name: str, waits: Sequence[float]) -> str:
    """A line of the table, in milliseconds."""
    return (
        f"{name:<36} p50 {1e3 * statistics.median(waits):6.0f} ms"
        f"   p95 {1e3 * statistics.quantiles(waits, n=20)[-1]:6.0f} ms"
    )


async def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/news.sqlite3"
        await migrate(url)
        await fill(url)
        async with open_bureau(url, guild_feeds=10_000) as bureau:
            for number in range(FEEDS):
                await bureau.station.follow(bureau.channel, f"https://ours-{number}.example/feed")
            for command in ("feed list", "status", "settings", "help"):
                await acknowledged(bureau, command)
            await completed(bureau)
            await first_cards(bureau)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(main())
