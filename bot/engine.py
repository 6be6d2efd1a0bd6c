"""Wakes whatever is owed, one key at one worker at a time; holds no truth of its own.

Rows in storage say what is owed. A wake-up only says where to look, so it may be lost, late or
doubled without harm. PgQueuer carries the wake-ups: in memory for one process, through PostgreSQL
for any number of workers on any number of machines.
"""

import asyncio
import contextlib
import functools
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import asyncpg
from pgqueuer.adapters.inmemory import InMemoryDriver, InMemoryQueries
from pgqueuer.models import Job
from pgqueuer.qm import QueueManager
from pgqueuer.queries import Queries
from sqlalchemy.engine import make_url

from bot.errors import AdminError

# One worker's wake-ups in hand at once. Tasks are cheap; the door to the web has its own limit.
IN_HAND = 1_000
# PgQueuer refuses a wake-up for a key that is queued or at work. It is tried again this long after
# its handler has ended here, so that what came while the handler took its last look is seen at once
# and not by a later sweep.
REFUSED_AGAIN = 0.25  # seconds
# The same for a key at work in another process, of whose end we are not told.
REFUSED_ELSEWHERE = 2.0  # seconds
# PgQueuer logs each wake-up; nobody reads that log, and in memory it would grow for years.
FORGET_EVERY = 600.0  # seconds
POOL = 4  # connections to PostgreSQL, one of them listening
CLOSING = 2.0  # seconds that connections may take to say goodbye


class Task(StrEnum):
    """What there is to do; the later on the path, the sooner it is done."""

    POLL = "poll"  # key: a host
    READ = "read"  # key: a feed
    WRITE = "write"  # key: a story
    DELIVER = "deliver"  # key: a channel
    REPORT = "report"  # key: a guild whose members report something
    ANSWER = "answer"  # key: a channel or a thread; somebody sits there and waits


PRIORITY = {task: rank for rank, task in enumerate(Task)}


@dataclass(frozen=True, slots=True)
class Wake:
    """A word to whoever works on `key`: look at what it is owed."""

    task: Task
    key: str

    @property
    def name(self) -> str:
        """The one name under which this wake-up is queued or at work."""
        return f"{self.task}:{self.key}"


Handler = Callable[[str], Awaitable[None]]


class Engine:
    """Spreads wake-ups over workers; made by `open_engine`."""

    def __init__(self, queries: Queries | InMemoryQueries, *, heartbeat: timedelta) -> None:
        self._queries = queries
        self._heartbeat = heartbeat
        self._refused: dict[str, Wake] = {}
        self._ended: set[str] = set()  # of those, whose handler has ended here since

    async def wake(self, *wakes: Wake) -> None:
        """Queue wake-ups; one whose key is at work is kept and tried again.

        Raises:
            AdminError: PostgreSQL went away. Nothing is lost: storage still says what is owed.
        """
        if not wakes:
            return
        distinct = list({wake.name: wake for wake in wakes}.values())
        with _translated("wake-ups cannot be queued"):
            accepted = await self._queries.enqueue(
                [wake.task.value for wake in distinct],
                [wake.key.encode() for wake in distinct],
                [PRIORITY[wake.task] for wake in distinct],
                dedupe_key=[wake.name for wake in distinct],
                on_conflict="skip",
            )
        for wake, job in zip(distinct, accepted, strict=True):
            if job is None:
                self._refused[wake.name] = wake

    async def forget(self, *tasks: Task) -> None:
        """Drop every wake-up for tasks that only this process works on from now on.

        What a killed process had in hand would else hold up its keys until its heartbeat is missed.

        Raises:
            AdminError: PostgreSQL went away.
        """
        with _translated("old wake-ups cannot be dropped"):
            await self._queries.clear_queue([task.value for task in tasks])

    async def run(self, handlers: Mapping[Task, Handler], stop: asyncio.Event) -> None:
        """Call the handlers with the keys that are woken.

        May be called again, and beside another run whose handlers are for other tasks.

        Args:
            handlers: They must not raise: what a failure means is not for the engine to say.
            stop: Once it is set nothing new is taken up, and what is in hand is finished.

        Raises:
            AdminError: PostgreSQL went away.
        """
        queue = QueueManager(self._queries)
        queue.shutdown = stop
        for task, handler in handlers.items():
            queue.entrypoint(task.value, accepts_context=False)(self._job_handler(task, handler))
        upkeep = asyncio.gather(self._wake_refused(), self._forget())
        try:
            with _translated("the queue of wake-ups is lost"):
                await queue.run(
                    max_concurrent_tasks=IN_HAND,
                    heartbeat_timeout=self._heartbeat,
                    log_aggregation_interval=timedelta(0),
                )
        finally:
            upkeep.cancel()
            await asyncio.gather(upkeep, return_exceptions=True)

    def _job_handler(self, task: Task, handler: Handler) -> Callable[[Job], Awaitable[None]]:
        async def handle(job: Job) -> None:
            key = (job.payload or b"").decode()
            try:
                await handler(key)
            finally:
                if (name := Wake(task, key).name) in self._refused:
                    self._ended.add(name)

        return handle

    async def _wake_refused(self) -> None:
        for turn in itertools.count(1):
            await asyncio.sleep(REFUSED_AGAIN)
            ended, self._ended = self._ended, set()
            if turn % round(REFUSED_ELSEWHERE / REFUSED_AGAIN) == 0:
                ended = set(self._refused)
            await self.wake(*(self._refused.pop(name) for name in ended if name in self._refused))

    async def _forget(self) -> None:
        while True:
            await asyncio.sleep(FORGET_EVERY)
            await self._queries.clear_queue_log()


@contextlib.asynccontextmanager
async def open_engine(
    database_url: str, *, heartbeat: timedelta = timedelta(seconds=10)
) -> AsyncIterator[Engine]:
    """An engine in memory, or on PostgreSQL where the URL says so.

    Args:
        database_url: Where storage is; anything but PostgreSQL gives the engine in memory.
        heartbeat: How long a worker may be silent before its wake-ups are taken up by another.

    Raises:
        AdminError: PostgreSQL cannot be reached.
    """
    if not is_postgresql(database_url):
        yield Engine(InMemoryQueries(InMemoryDriver()), heartbeat=heartbeat)
        return
    async with _pool(database_url) as pool:
        yield Engine(Queries.from_asyncpg_pool(pool), heartbeat=heartbeat)


async def prepare_engine(database_url: str) -> None:
    """Make or upgrade PgQueuer's own tables where the database is PostgreSQL.

    Raises:
        AdminError: PostgreSQL cannot be reached.
    """
    if not is_postgresql(database_url):
        return
    connection = await _reached(database_url, asyncpg.connect)
    try:
        queries = Queries.from_asyncpg_connection(connection)
        async with queries.schema_lock():
            if await queries.schema_is_installed():
                await queries.apply_upgrade()
            else:
                await queries.install()
    finally:
        await connection.close()


def is_postgresql(database_url: str) -> bool:
    """Whether a database URL means PostgreSQL."""
    return database_url.startswith(("postgresql:", "postgresql+", "postgres:"))


@contextlib.asynccontextmanager
async def _pool(database_url: str) -> AsyncIterator[Any]:
    make_pool = functools.partial(asyncpg.create_pool, min_size=2, max_size=POOL)
    pool = await _reached(database_url, make_pool)
    try:
        yield pool
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                await pool.close()
        pool.terminate()


async def _reached(database_url: str, connect: Callable[[str], Awaitable[Any]]) -> Any:  # noqa: ANN401 - asyncpg is untyped
    url = make_url(database_url).set(drivername="postgresql")
    with _translated(f"PostgreSQL at {url.host} cannot be reached"):
        return await connect(url.render_as_string(hide_password=False))


@contextlib.contextmanager
def _translated(problem: str) -> Iterator[None]:
    try:
        yield
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise AdminError(f"{problem}: {error or type(error).__name__}") from error
