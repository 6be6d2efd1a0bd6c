"""The air: of all processes on one database, the one that posts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from filelock import FileLock, Timeout

from bot.errors import AdminError
from bot.storage.address import Address
from bot.storage.troubles import translated

# Any number will do that no other program on the same server takes ("on air", as ASCII).
_AIR_LOCK = int.from_bytes(b"on air")
CONNECT_S = 10.0
# How often a holder makes sure that PostgreSQL still knows it, and how long that may take.
ASK_EVERY = 2.0  # seconds
ANSWER_IN = 5.0  # seconds
# When PostgreSQL takes a holder for dead whose machine went away without a word. It must come later
# than the holder's own discovery, so that two are never on the air: 10 + 3 * 5 s against 2 + 5 s.
KEEPALIVE = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}

Lost = asyncio.Future[None]


@asynccontextmanager
async def take_air(address: Address) -> AsyncIterator[Lost | None]:
    """Takes the air for an `async with`, if nobody has it.

    It comes free when its holder lets go or ends, however it ends.

    Yields:
        None when another process has it; else a future that raises `AdminError` if it is lost.

    Raises:
        AdminError: The database cannot be asked.
    """
    if address.dsn is not None:
        async with _on_postgresql(address.dsn, address.shown) as lost:
            yield lost
    elif address.path is not None:
        async with _beside_file(address.path) as lost:
            yield lost
    else:  # nobody else can know a database that is in our memory
        yield _never()


@asynccontextmanager
async def _beside_file(path: Path) -> AsyncIterator[Lost | None]:
    # A soft lock would outlive a killed process, and nobody would ever be on the air again.
    lock = FileLock(f"{path}.air", timeout=0, mode=0o600, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        yield None
        return
    except (OSError, NotImplementedError) as error:
        raise AdminError(f"{path}.air cannot be locked: {error}") from error
    try:
        yield _never()
    finally:
        lock.release()


@asynccontextmanager
async def _on_postgresql(dsn: str, shown: str) -> AsyncIterator[Lost | None]:
    with translated(shown):
        connection = await asyncpg.connect(dsn, timeout=CONNECT_S, server_settings=KEEPALIVE)
    try:
        with translated(shown):
            taken = await connection.fetchval("SELECT pg_try_advisory_lock($1)", _AIR_LOCK)
        if not taken:
            yield None
            return
        keeping = asyncio.ensure_future(_keep(connection, shown))
        try:
            yield keeping
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
    finally:
        connection.terminate()


async def _keep(connection: asyncpg.Connection, shown: str) -> None:
    while True:
        await asyncio.sleep(ASK_EVERY)
        try:
            async with asyncio.timeout(ANSWER_IN):
                await connection.execute("SELECT 1")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise AdminError(f"the database {shown} has let go of this process") from error


def _never() -> Lost:
    return asyncio.get_running_loop().create_future()
