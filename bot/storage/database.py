"""Connections and transactions: one writer and a few readers on SQLite, a pool on PostgreSQL."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import asyncpg
from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.address import Address
from bot.storage.troubles import translated

# Another process may hold SQLite's write lock for one transaction, not for longer than this.
BUSY_S = 30.0
PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
# How long a call waits for a free connection; on SQLite, for its turn to write.
TURN_S = 60.0
CONNECT_S = 10.0
STATEMENT_S = 60.0
READERS = 4
# So a dozen workers stay inside PostgreSQL's usual hundred connections.
POOL_SIZE = 8


class Database:
    """The open engines of one database. Close it to let go of every connection.

    Args:
        address: Where the database is; a SQLite address needs a path.
        statement_s: How long PostgreSQL may work on one statement, in seconds; None for ever.
        busy_s: How long another process may hold SQLite's write lock, in seconds.
    """

    def __init__(
        self,
        address: Address,
        *,
        statement_s: float | None = STATEMENT_S,
        busy_s: float = BUSY_S,
    ) -> None:
        self.address = address
        self.shown = address.shown
        if address.path is not None:
            with translated(self.shown):
                _make_file(address.path)
            self._writer = _sqlite_engine(address.path, 1, busy_s)
            event.listen(self._writer.sync_engine, "begin", _begin_writing)
            self._reader = _sqlite_engine(address.path, READERS, busy_s, "query_only = ON")
        else:
            self._writer = _postgresql_engine(address.dsn, statement_s)
            self._reader = self._writer.execution_options(isolation_level="AUTOCOMMIT")
        self._durable_writer = self._writer.execution_options(durable=True)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for statements that change nothing; each one sees what is committed."""
        with translated(self.shown):
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        """One transaction, committed at the end and rolled back on any exception.

        Args:
            durable: Whether it must survive a power cut, too. What is not durable may be lost
                with the power, whole and in order, and is then collected again.
        """
        engine = self._durable_writer if durable else self._writer
        with translated(self.shown):
            async with engine.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Closes every connection."""
        await self._reader.dispose()
        await self._writer.dispose()


def insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say `on_conflict_…`, which both databases spell alike."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _make_file(path: Path) -> None:
    """Makes the file and its folder before SQLite does, for the owner's eyes alone.

    Raises:
        OSError: With a better reason than SQLite's when the file cannot be opened.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.open("r+b").close()


def _sqlite_engine(path: Path, connections: int, busy_s: float, *pragmas: str) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        # With one connection, the pool is also the queue in which writers wait for their turn.
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=TURN_S,
        hide_parameters=True,  # an error must not put whole articles into a log
        # Transactions begin where we say so, not before the first change.
        connect_args={"timeout": busy_s, "isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _preparing(*PRAGMAS, *pragmas))
    return engine


def _preparing(*pragmas: str) -> Callable[[DBAPIConnection, object], None]:
    """What is to be said to each new SQLite connection."""

    def prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        try:
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()  # nobody else knows of it yet, and it has a thread
            raise
        cursor.close()

    return prepare


def _begin_writing(connection: Connection) -> None:
    """Takes the write lock at once: a reader that turns writer half-way could be refused."""
    level = "FULL" if connection.get_execution_options().get("durable") else "NORMAL"
    if connection.info.get("synchronous") != level:
        connection.exec_driver_sql(f"PRAGMA synchronous = {level}")
        connection.info["synchronous"] = level
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql_engine(dsn: str | None, statement_s: float | None) -> AsyncEngine:
    return create_async_engine(
        "postgresql+asyncpg://",
        # asyncpg reads the address itself, and with it all that libpq's users expect to work.
        async_creator=partial(asyncpg.connect, dsn, timeout=CONNECT_S, command_timeout=statement_s),
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=TURN_S,
        pool_pre_ping=True,
        hide_parameters=True,
        skip_autocommit_rollback=True,
    )
