"""Drains what is owed: wakes, looks again, and stops cleanly."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog

from bot.engine import Engine, Handler, Task
from bot.errors import AdminError, NewsdeskError
from bot.newsroom import Newsroom
from bot.newsroom.collecting import FAULT

# How often to look for what is owed, for wake-ups may be lost; sooner when a feed becomes due.
LOOK_EVERY = 15.0  # seconds
# A feed that is due may still wait its turn: no reason to look without pause.
LOOK_AGAIN = 1.0  # seconds
# How often to look while draining, when somebody waits for the end.
DRAIN_EVERY = 0.1  # seconds
# After `stop`, how long work in hand may take before it is cut off. Its debt stays in storage.
GRACE = 5.0  # seconds
# When the database is away, how long to wait before trying again.
RETRY_AFTER = 5.0  # seconds

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """One process's share of the newsroom's work."""

    newsroom: Newsroom
    engine: Engine

    async def serve(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; survives a database that goes away and comes back."""
        await self._work(self._keep_looking(), stop)

    async def drain(self, stop: asyncio.Event) -> None:
        """Work until nothing is owed, or `stop` is set.

        Raises:
            AdminError: The database went away.
            BrokenPipeError: Nobody reads the cards any more.
        """
        await self._work(self._look_until_nothing_is_owed(), stop)

    async def _work(self, looking: Awaitable[None], stop: asyncio.Event) -> None:
        closing = asyncio.Event()
        unheard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        working = asyncio.ensure_future(self._run_engine(closing, unheard))
        waiting = (asyncio.ensure_future(looking), asyncio.ensure_future(stop.wait()))
        ends: list[asyncio.Future[Any]] = [*waiting, unheard, working]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closing.set()
            await asyncio.wait([working], timeout=GRACE)
            for end in ends:
                end.cancel()
            outcomes = await asyncio.gather(*ends, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome

    async def _run_engine(self, closing: asyncio.Event, unheard: asyncio.Future[None]) -> None:
        handlers = {
            task: _logged(task, call, unheard) for task, call in self.newsroom.handlers.items()
        }
        while True:
            try:
                return await self.engine.run(handlers, closing)
            except AdminError as error:
                log.error("engine stopped", problem=str(error), again_in=RETRY_AFTER)  # noqa: TRY400 - the message says it all
                await asyncio.sleep(RETRY_AFTER)

    async def _keep_looking(self) -> None:
        while True:
            wait = LOOK_EVERY
            try:
                await self.engine.wake(*await self.newsroom.owed())
                wait = await self.newsroom.rest(LOOK_AGAIN, LOOK_EVERY)
            except AdminError as error:
                log.error("cannot see what is owed", problem=str(error))  # noqa: TRY400 - the message says it all
            await asyncio.sleep(wait)

    async def _look_until_nothing_is_owed(self) -> None:
        while owed := await self.newsroom.owed():
            await self.engine.wake(*owed)
            await asyncio.sleep(DRAIN_EVERY)


def _logged(
    task: Task, handler: Handler, unheard: asyncio.Future[None]
) -> Callable[[str], Awaitable[None]]:
    """One key's failure is logged and stops no other; its debt stays for the next look.

    Only when whoever was to read the cards has closed the pipe is there no use in going on.
    """

    async def handle(key: str) -> None:
        with structlog.contextvars.bound_contextvars(task=task.value, key=key):
            try:
                await handler(key)
            except NewsdeskError as error:
                log.warning("not done", problem=str(error))
            except BrokenPipeError:
                if not unheard.done():
                    # A new one without a number: the command line's library ends the program
                    # by itself when it sees EPIPE, as if something had failed.
                    unheard.set_exception(BrokenPipeError())
            except Exception:
                log.exception(FAULT)

    return handle
