"""Feed reading on hostile documents: what is answered, how soon, how long the event loop stood.

Each document takes the path that the newsroom takes: `read_feed` in a thread, and, where that asks
for it, `read_recovering` in a process that can be killed.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the documents of the tests

from bot.errors import SourceError
from bot.feeds.reading import NeedsRecovery, read_feed, read_recovering
from bot.sandbox import Sandbox
from tests.feeds.hostile import HOSTILE

URL = "https://hostile.example/feed"
SECONDS_ALLOWED = 5.0
HOLD_ALLOWED = 0.250
TICK = 0.005
MODULES = ("bot.feeds.reading",)


async def main() -> None:
    """Print a line for each document, slowest first."""
    async with Sandbox(workers=1, modules=MODULES) as sandbox:
        with suppress(SourceError):  # the first job waits for the process to start
            await sandbox.run(read_recovering, b"<", url=URL)
        rows = [await measured(made, sandbox) for made in HOSTILE]
    late = sum(seconds > SECONDS_ALLOWED + 1 for seconds, *_ in rows)
    held = sum(hold > HOLD_ALLOWED for _, hold, *_ in rows)
    for seconds, hold, name, answer in sorted(rows, reverse=True):
        print(f"{seconds:6.2f} s  held {1e3 * hold:4.0f} ms  {name:30} {answer:.90}")
    print(f"{len(rows)} documents; later than {SECONDS_ALLOWED:g} s: {late};", end=" ")
    print(f"event loop held longer than {1e3 * HOLD_ALLOWED:g} ms: {held}")


async def measured(made: Callable[[], bytes], sandbox: Sandbox) -> tuple[float, float, str, str]:
    """The seconds until the answer, the longest standstill, the document's name and the answer."""
    body = made()
    ticker = asyncio.create_task(longest_hold())
    await asyncio.sleep(5 * TICK)
    start = time.perf_counter()
    answer = await answered(body, sandbox)
    seconds = time.perf_counter() - start
    await asyncio.sleep(2 * TICK)
    ticker.cancel()
    return seconds, await ticker, made.__name__, answer


async def longest_hold() -> float:
    """The longest time by which the loop came back late, until cancelled."""
    longest, before = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            longest, before = max(longest, now - before - TICK), now
    except asyncio.CancelledError:
        return longest


async def answered(body: bytes, sandbox: Sandbox) -> str:
    """What comes out, in words."""
    try:
        try:
            feed = await asyncio.to_thread(read_feed, body, url=URL)
        except NeedsRecovery:
            feed = await sandbox.run(read_recovering, body, url=URL, deadline=SECONDS_ALLOWED)
    except SourceError as error:
        return f"{type(error).__name__}: {error.problem}"
    return f"{feed.format}, {len(feed.entries)} entries; {feed.repaired}"


if __name__ == "__main__":
    asyncio.run(main())
