"""Places among the calls in progress: people go before machines."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# With so many places, one is kept for people: a person never waits for a summary to be finished.
ENOUGH = 2


class Places:
    """So many calls may be under way at once.

    Whoever waits comes in the order of arrival, but all who are urgent before all who are not.

    Args:
        number: How many places there are. Of two and more, one is for those who are urgent.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._for_all = number - 1 if number >= ENOUGH else number
        self._taken = {True: 0, False: 0}
        self._waiting: dict[bool, deque[asyncio.Future[None]]] = {True: deque(), False: deque()}

    @asynccontextmanager
    async def place(self, *, urgent: bool) -> AsyncIterator[None]:
        """A place for the time of an `async with`."""
        await self._take(urgent)
        try:
            yield
        finally:
            self._give(urgent)

    async def _take(self, urgent: bool) -> None:  # noqa: FBT001 - private, and one of two queues
        turn = asyncio.get_running_loop().create_future()
        self._waiting[urgent].append(turn)
        self._call()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._waiting[urgent].remove(turn)
            else:  # called in the very moment in which nobody wanted the place any more
                self._give(urgent)
            raise

    def _give(self, urgent: bool) -> None:  # noqa: FBT001 - as above
        self._taken[urgent] -= 1
        self._call()

    def _call(self) -> None:
        """Call those whose turn it is."""
        for urgent in (True, False):
            while self._waiting[urgent] and self._has_room(urgent):
                self._taken[urgent] += 1
                self._waiting[urgent].popleft().set_result(None)

    def _has_room(self, urgent: bool) -> bool:  # noqa: FBT001 - as above
        free = sum(self._taken.values()) < self._number
        return free and (urgent or self._taken[False] < self._for_all)
