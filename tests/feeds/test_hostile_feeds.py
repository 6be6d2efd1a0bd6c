"""Hostile documents get a clear answer soon, and the event loop goes on beside them.

They take the newsroom's path: `read_feed` in a thread, then `read_recovering` in a process that can
be killed. The bounds here only tell a hang from a busy machine; the figures are measured by
`benchmarks/feeds_hostile.py`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from bot.errors import SourceError
from bot.feeds.reading import NeedsRecovery, read_feed, read_recovering
from bot.news import FeedDocument
from bot.sandbox import Sandbox
from tests.feeds.hostile import HOSTILE

URL = "https://hostile.example/feed"
DEADLINE = 5.0  # seconds in the killable process
PATIENCE = 30.0  # seconds until a test calls it a hang
HOLD = 2.0  # seconds; on an idle machine a twentieth of this
TICK = 0.01


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(workers=1, modules=("bot.feeds.reading",)) as started:
        yield started


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("made", HOSTILE, ids=lambda made: made.__name__)
async def test_every_hostile_document_gets_a_clear_answer(
    made: Callable[[], bytes], sandbox: Sandbox
) -> None:
    body = made()
    holds = asyncio.create_task(longest_hold())

    async with asyncio.timeout(PATIENCE):
        answer = await answered(body, sandbox)
    holds.cancel()

    assert answer.entries or answer.format if isinstance(answer, FeedDocument) else answer.problem
    assert await holds < HOLD


async def answered(body: bytes, sandbox: Sandbox) -> FeedDocument | SourceError:
    """What the newsroom gets: a document, or an error that says what is wrong."""
    try:
        try:
            return await asyncio.to_thread(read_feed, body, url=URL)
        except NeedsRecovery:
            return await sandbox.run(read_recovering, body, url=URL, deadline=DEADLINE)
    except SourceError as error:
        return error


async def longest_hold() -> float:
    """The longest time in seconds by which the loop came back late, until cancelled."""
    longest, before = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            longest, before = max(longest, now - before - TICK), now
    except asyncio.CancelledError:
        return longest


def test_there_are_enough_hostile_documents() -> None:
    assert len(HOSTILE) >= 30
