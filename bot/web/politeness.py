"""Turns at a host: few requests at once, spaced in time, and none at all while it is down."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from yarl import URL

from bot.errors import SourceError, Trouble
from bot.web.guard import redacted

MAX_HOSTS: Final = 2_000  # remembered while idle; a forgotten host only loses its last start
DOWN_FOR: Final = 60.0  # seconds: twenty pages of a dead host fail at once; the next poll tries


@dataclass(slots=True)
class _Queue:
    """Those who wait for one host, and what is known of it."""

    slots: asyncio.Semaphore
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)  # one by one to the next start
    next_start: float = 0.0
    waiting_or_inside: int = 0
    down_until: float = 0.0
    problem: str = ""
    trouble: Trouble = Trouble.UNREACHABLE


class Turns:
    """Who may ask which host when. A host is a name with a port.

    Args:
        at_once: Requests in progress over all hosts.
        at_once_per_host: Requests in progress at one host.
        spacing: Least time between the starts of two requests to one host, in seconds.
        patience: Longest wait for a turn, in seconds.
        clock: A monotonic clock, in seconds.
    """

    def __init__(
        self,
        *,
        at_once: int,
        at_once_per_host: int,
        spacing: float,
        patience: float,
        clock: Callable[[], float],
    ) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._at_once_per_host = at_once_per_host
        self._spacing = spacing
        self._patience = patience
        self._clock = clock
        self._queues: OrderedDict[str, _Queue] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many hosts are held in memory."""
        return len(self._queues)

    @asynccontextmanager
    async def turn(self, url: URL) -> AsyncIterator[None]:
        """Wait for a turn at the URL's host, and hold it while the block runs.

        Raises:
            SourceError: The host was found to be down a moment ago, or the wait got too long.
        """
        queue = self._queue(url)
        queue.waiting_or_inside += 1
        try:
            await self._wait(queue, url)
            try:
                yield
            finally:
                queue.slots.release()
                self._room.release()
        finally:
            queue.waiting_or_inside -= 1

    def note_down(self, url: URL, problem: str, trouble: Trouble) -> None:
        """Remember for a minute that a host cannot be reached, and why."""
        queue = self._queue(url)
        queue.down_until = self._clock() + DOWN_FOR
        queue.problem = problem
        queue.trouble = trouble

    async def _wait(self, queue: _Queue, url: URL) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await queue.slots.acquire()
                try:
                    await self._start(queue, url)
                except BaseException:
                    queue.slots.release()
                    raise
        except TimeoutError as error:
            problem = f"its host was busy for {self._patience:.0f} s"
            raise SourceError(redacted(str(url)), problem, Trouble.SLOW) from error

    async def _start(self, queue: _Queue, url: URL) -> None:
        async with queue.gate:
            if queue.down_until > self._clock():
                raise SourceError(redacted(str(url)), queue.problem, queue.trouble)
            if (pause := queue.next_start - self._clock()) > 0:
                await asyncio.sleep(pause)
            await self._room.acquire()
            queue.next_start = self._clock() + self._spacing

    def _queue(self, url: URL) -> _Queue:
        host = f"{url.raw_host}:{url.port}"
        queue = self._queues.get(host)
        if queue is None:
            self._forget_idle()
            queue = self._queues[host] = _Queue(asyncio.Semaphore(self._at_once_per_host))
        self._queues.move_to_end(host)
        return queue

    def _forget_idle(self) -> None:
        while len(self._queues) >= MAX_HOSTS:
            host, queue = next(iter(self._queues.items()))
            if queue.waiting_or_inside:
                return  # as many hosts at once as this are worth remembering
            del self._queues[host]
