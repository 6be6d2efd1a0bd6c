"""Drains what is owed: wakes, looks again, and stops cleanly."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.engine import Engine, Handler, Task
from bot.errors import AdminError, NewsdeskError, TokenError
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
# How often whoever is on the air looks for what is to be tried again.
TRY_EVERY = 1.0  # seconds
# How often an embedding model's vectors are made up for and learned from.
LEARN_EVERY = 60.0  # seconds
# How often it is looked for what has been kept long enough.
FORGET_EVERY = 3_600.0  # seconds
# How often a worker asks whether the air is free.
TURN_EVERY = 2.0  # seconds

Handlers = Mapping[Task, Handler]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Pulse:
    """Signs of life, for whoever watches."""

    turned_at: float | None = None  # the last look for what is owed, on the event loop's clock
    on_air: bool = False
    trouble: str = ""  # why it could not be on the air when it was its turn


@dataclass(frozen=True, slots=True)
class Worker:
    """One process's share of the newsroom's work.

    Any number of workers collect and write. Only one is on the air: it posts, and while it lives
    the others only wait for its place.
    """

    newsroom: Newsroom
    engine: Engine
    pulse: Pulse = field(default_factory=Pulse)

    async def serve(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; survives a database that goes away and comes back.

        Raises:
            TokenError: Discord refuses the bot's token.
            BrokenPipeError: Nobody reads the cards any more.
        """
        await self._work(
            asyncio.gather(self._keep_looking(), self._keep_learning(), self._keep_forgetting()),
            stop,
        )

    async def drain(self, stop: asyncio.Event) -> None:
        """Work until nothing is owed, or `stop` is set.

        Raises:
            AdminError: The database went away.
            BrokenPipeError: Nobody reads the cards any more.
        """
        await self._work(self._look_until_nothing_is_owed(), stop)

    async def _work(self, looking: Awaitable[object], stop: asyncio.Event) -> None:
        closing = asyncio.Event()
        fatal: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        desk = {task: _logged(task, call, fatal) for task, call in self.newsroom.desk.items()}
        air = {task: _logged(task, call, fatal) for task, call in self.newsroom.air.items()}
        working = [
            asyncio.ensure_future(self._collect(desk, closing)),
            asyncio.ensure_future(self._broadcast(air, closing)),
        ]
        waiting = (asyncio.ensure_future(looking), asyncio.ensure_future(stop.wait()))
        ends: list[asyncio.Future[Any]] = [*waiting, fatal, *working]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closing.set()
            await asyncio.wait(working, timeout=GRACE)
            for end in ends:
                end.cancel()
            outcomes = await asyncio.gather(*ends, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome

    async def _collect(self, handlers: Handlers, closing: asyncio.Event) -> None:
        while True:
            try:
                return await self.engine.run(handlers, closing)
            except AdminError as error:
                log.error("engine stopped", problem=str(error), again_in=RETRY_AFTER)  # noqa: TRY400 - the message says it all
                await asyncio.sleep(RETRY_AFTER)

    async def _broadcast(self, handlers: Handlers, closing: asyncio.Event) -> None:
        """Be on the air whenever nobody else is."""
        waited = False
        while not closing.is_set():
            wait = TURN_EVERY
            try:
                async with self.newsroom.delivering.storage.air() as lost:
                    if lost is not None:
                        waited = False
                        await self._on_air(handlers, closing, lost)
                    elif not waited:
                        waited = True
                        log.info("another process is on the air; this one takes over if it ends")
            except TokenError:
                raise
            except AdminError as error:
                wait, self.pulse.trouble = RETRY_AFTER, str(error)
                log.error("off the air", problem=str(error), again_in=wait)  # noqa: TRY400 - the message says it all
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(closing.wait(), wait)

    async def _on_air(
        self, handlers: Handlers, closing: asyncio.Event, lost: asyncio.Future[None]
    ) -> None:
        told = self.newsroom
        publisher = told.delivering.publisher
        async with publisher.on_air(told.channels, told.hearing, told.front_desk) as ended:
            self.pulse.on_air, self.pulse.trouble = True, ""
            await self.engine.forget(*handlers)
            delivering = asyncio.ensure_future(self.engine.run(handlers, closing))
            trying = asyncio.ensure_future(self._keep_trying())
            ends = (delivering, trying, lost, ended)
            try:
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            finally:
                self.pulse.on_air = False
                for task in (delivering, trying):
                    task.cancel()
                await asyncio.gather(delivering, trying, return_exceptions=True)
        for end in ends:
            if end.done() and not end.cancelled():
                end.result()

    async def _keep_looking(self) -> None:
        while True:
            wait = LOOK_EVERY
            try:
                await self._wake_what_is_owed()
                wait = await self.newsroom.rest(LOOK_AGAIN, LOOK_EVERY)
            except AdminError as error:
                log.error("cannot see what is owed", problem=str(error))  # noqa: TRY400 - the message says it all
            self.pulse.turned_at = asyncio.get_running_loop().time()
            await asyncio.sleep(wait)

    async def _keep_learning(self) -> None:
        """Make the vectors that are owed, and learn from all; where there is a model for it."""
        while (meaning := self.newsroom.meaning) is not None:
            try:
                await meaning.catch_up()
            except NewsdeskError as error:
                log.warning("not done", task="learn", problem=str(error))
            except Exception:
                log.exception(FAULT)
            await asyncio.sleep(LEARN_EVERY)

    async def _keep_forgetting(self) -> None:
        """Forget what readers asked when its time is over."""
        while True:
            try:
                if forgotten := await self.newsroom.forget():
                    log.info("readers' words forgotten", number=forgotten)
            except AdminError as error:
                log.warning("not done", task="forget", problem=str(error))
            await asyncio.sleep(FORGET_EVERY)

    async def _keep_trying(self) -> None:
        """Wake channels as their time to try again comes."""
        told = datetime.min.replace(tzinfo=UTC)  # so the first look is at all of them
        while True:
            with contextlib.suppress(AdminError):  # whoever looks for all that is owed says so
                due, told = await self.newsroom.due_again(told)
                await self.engine.wake(*due)
            await asyncio.sleep(TRY_EVERY)

    async def _wake_what_is_owed(self) -> None:
        await self.engine.wake(*await self.newsroom.owed())

    async def _look_until_nothing_is_owed(self) -> None:
        while owed := await self.newsroom.owed():
            await self.engine.wake(*owed)
            await asyncio.sleep(DRAIN_EVERY)


def _logged(
    task: Task, handler: Handler, fatal: asyncio.Future[None]
) -> Callable[[str], Awaitable[None]]:
    """One key's failure is logged and stops no other; its debt stays for the next look.

    Only when nobody can be shown anything any more is there no use in going on: whoever was to read
    the cards has closed the pipe, or Discord refuses the token.
    """

    def stop(error: Exception) -> None:
        if not fatal.done():
            fatal.set_exception(error)

    async def handle(key: str) -> None:
        with structlog.contextvars.bound_contextvars(task=task.value, key=key):
            try:
                await handler(key)
            except TokenError as error:
                stop(error)
            except NewsdeskError as error:
                log.warning("not done", problem=str(error))
            except BrokenPipeError:
                # A new one without a number: the command line's library ends the program by
                # itself when it sees EPIPE, as if something had failed.
                stop(BrokenPipeError())
            except Exception:
                log.exception(FAULT)

    return handle
