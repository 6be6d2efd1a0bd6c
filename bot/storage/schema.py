"""Which revision of the tables a database has, and how it gets the newest."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import AdminError
from bot.storage.address import Address, parse_address
from bot.storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"

# Any number will do that no other program on the same server takes ("newsdesk", as ASCII).
_MIGRATION_LOCK = int.from_bytes(b"newsdesk")


async def migrate(url: str) -> str:
    """Brings a database to this Newsdesk's tables, or leaves it as it was.

    Many workers may call this at once: one migrates, the others wait and find it done.

    Returns:
        What was done, in words.

    Raises:
        AdminError: When the database cannot be used, or is newer than this Newsdesk.
    """
    return await migrate_address(parse_address(url))


async def migrate_address(address: Address) -> str:
    """As `migrate`, for an address that has been read."""
    if not address.kept:
        return "a database in memory needs no migration"
    database = Database(address, statement_s=None)  # an index over years of news takes its time
    try:
        async with database.writing() as connection:
            await _lock(connection)
            return await connection.run_sync(_upgrade, address.shown)
    finally:
        await database.close()


async def check_revision(connection: AsyncConnection, shown: str) -> None:
    """Makes sure that the tables are those this Newsdesk knows.

    Raises:
        AdminError: When they are older or newer.
    """
    revision = await connection.run_sync(_revision)
    newest = _refuse_newer(revision, shown)
    if revision != newest:
        raise AdminError(
            f"the database {shown} is at revision {revision or 'none'}, and this Newsdesk "
            f"needs {newest}: run `newsdesk migrate`"
        )


async def _lock(connection: AsyncConnection) -> None:
    # SQLite's transaction has the write lock already.
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))


def _upgrade(connection: Connection, shown: str) -> str:
    revision = _revision(connection)
    newest = _refuse_newer(revision, shown)
    if revision == newest:
        return f"the database is at revision {newest}: nothing to do"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return f"the database went from revision {revision or 'none'} to {newest}"


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(revision: str | None, shown: str) -> str | None:
    """The newest revision of this Newsdesk.

    Raises:
        AdminError: When the database's revision is none of ours.
    """
    scripts = ScriptDirectory(str(MIGRATIONS))
    known = {script.revision for script in scripts.walk_revisions()}
    if revision is not None and revision not in known:
        raise AdminError(
            f"the database {shown} is newer than this Newsdesk: it is at revision {revision}"
        )
    return scripts.get_current_head()
