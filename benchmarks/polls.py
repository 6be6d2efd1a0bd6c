"""Polls per second through the door, against a bare aiohttp loop on the same addresses.

Run it as `.venv/bin/python benchmarks/polls.py`. The server has a process of its own. Each row is
the best of several rounds, the two ways taking turns, so that a busy machine is fair to both. The
CPU time is this process's alone; it says what the door adds where the server is far away.
"""

import asyncio
import multiprocessing
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import aiohttp

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the newsstand of the tests

from bot.web import Manners, Web
from tests.newsstand.stand import Newsstand

HOSTS: Final = 8
AT_ONCE_PER_HOST: Final = 2
POLLS: Final = 1_600  # a round
ROUNDS: Final = 3
ETAG: Final = '"today"'
FEED: Final = b"<rss><channel>" + b"<item><title>A ferry sails</title></item>" * 1_000

Get = Callable[[str], Awaitable[int]]


def serve(ready: Connection) -> None:
    """Open the stands, tell their addresses, and stay until killed."""

    async def stay() -> None:
        async with AsyncExitStack() as stack:
            stands = [await stack.enter_async_context(Newsstand()) for _ in range(HOSTS)]
            ready.send([stand.feed("/feed.xml", FEED, etag=ETAG) for stand in stands])
            await asyncio.Event().wait()

    asyncio.run(stay())


async def pace(get: Get, urls: list[str], status: int) -> tuple[float, float]:
    """Seconds and CPU seconds for one poll, two at a time at each host."""
    share = POLLS // (len(urls) * AT_ONCE_PER_HOST)

    async def visit(url: str) -> None:
        for _ in range(share):
            assert await get(url) == status

    started, worked = time.perf_counter(), time.process_time()
    await asyncio.gather(*(visit(url) for url in urls for _ in range(AT_ONCE_PER_HOST)))
    return (time.perf_counter() - started) / POLLS, (time.process_time() - worked) / POLLS


async def compare(label: str, urls: list[str], headers: Mapping[str, str], status: int) -> None:
    """Print one row."""
    manners = Manners(user_agent="Newsdesk/benchmark", allow_private_networks=True, spacing=0)

    async with (
        Web(manners, robots=lambda *_: True) as web,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):

        async def through_the_door(url: str) -> int:
            return (await web.get(url, headers=headers)).status

        async def bare(url: str) -> int:
            async with session.get(url, headers=headers) as response:
                await response.read()
                return response.status

        doors, loops = [], []
        for _ in range(ROUNDS):
            doors.append(await pace(through_the_door, urls, status))
            loops.append(await pace(bare, urls, status))
    (door, door_cpu), (loop, loop_cpu) = best(doors), best(loops)
    print(
        f"{label:<20} {1 / door:>8.0f} {1 / loop:>8.0f} {loop / door:>6.2f}"
        f" {door_cpu * 1e3:>9.2f} {loop_cpu * 1e3:>9.2f} {loop_cpu / door_cpu:>6.2f}"
    )


def best(rounds: list[tuple[float, float]]) -> tuple[float, float]:
    """The shortest time and the shortest CPU time."""
    return min(each[0] for each in rounds), min(each[1] for each in rounds)


async def main() -> None:
    """Print the table."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    urls = await asyncio.to_thread(ours.recv)
    print(f"{'':<20} {'polls a second':>17} {'':>6} {'CPU ms a poll':>19}")
    names = ("the door", "aiohttp", "ratio")
    print("{:<20} {:>8} {:>8} {:>6} {:>9} {:>9} {:>6}".format("", *names, *names))
    await compare("not modified (304)", urls, {"If-None-Match": ETAG}, 304)
    await compare(f"a body of {len(FEED) // 1024} kB", urls, {}, 200)
    server.terminate()


if __name__ == "__main__":
    asyncio.run(main())
