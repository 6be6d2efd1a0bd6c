"""Migrations: one schema on two databases, made once however many ask."""

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.errors import AdminError
from bot.storage import migrate, open_storage
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.tables import metadata

Reference = tuple[str, str, str, str]  # a table, its column, the other table, what a removal does


def differences(connection: Connection) -> list[object]:
    """What alembic would change to make the database like the tables."""
    on_sqlite = connection.dialect.name == "sqlite"

    def named_by_us(name: str | None, _kind: str, _parents: object) -> bool:
        # The full-text index differs between the databases, and stands in its migration alone.
        return not (name or "").startswith("archive_index")

    def legible(_item: object, _name: str | None, kind: str, *_more: object) -> bool:
        # SQLAlchemy cannot read all of a reference that came to SQLite with a later column.
        return not (kind == "foreign_key_constraint" and on_sqlite)

    context = MigrationContext.configure(
        connection,
        opts={
            "include_name": named_by_us,
            "include_object": legible,
            "compare_server_default": True,
        },
    )
    found: list[object] = list(compare_metadata(context, metadata))
    return [*found, *(references() ^ references_there(connection))] if on_sqlite else found


def references() -> set[Reference]:
    """The tables' references to each other."""
    return {
        (table.name, key.parent.name, key.column.table.name, key.ondelete or "NO ACTION")
        for table in metadata.tables.values()
        for key in table.foreign_keys
    }


def references_there(connection: Connection) -> set[Reference]:
    """The same as SQLite has them."""
    query = """
        SELECT tables.name, keys."from", keys."table", keys.on_delete
        FROM sqlite_schema AS tables, pragma_foreign_key_list(tables.name) AS keys
        WHERE tables.type = 'table'
    """
    return {(row[0], row[1], row[2], row[3]) for row in connection.execute(text(query))}


async def test_migrations_make_exactly_the_tables_that_the_code_knows(database_url: str) -> None:
    database = Database(parse_address(database_url))

    async with database.writing() as connection:
        found = await connection.run_sync(differences)
    await database.close()

    assert found == []


async def test_a_table_that_the_migrations_forgot_would_be_noticed(database_url: str) -> None:
    database = Database(parse_address(database_url))

    async with database.writing() as connection:
        await connection.execute(text("DROP INDEX ix_deliveries_owed"))
        await connection.execute(text("ALTER TABLE stories ADD COLUMN mood TEXT"))
        found = await connection.run_sync(differences)
    await database.close()

    assert len(found) == 2


async def test_migrating_says_from_what_to_what(empty_database_url: str) -> None:
    first = await migrate(empty_database_url)
    second = await migrate(empty_database_url)

    assert first == "the database went from revision none to 0008"
    assert second == "the database is at revision 0008: nothing to do"


async def test_many_workers_may_migrate_at_once(empty_database_url: str) -> None:
    done = await asyncio.gather(*(migrate(empty_database_url) for _ in range(5)))

    assert sum("went" in each for each in done) == 1


async def test_a_database_without_our_tables_is_refused_with_what_to_do(
    empty_database_url: str,
) -> None:
    with pytest.raises(AdminError, match="run `newsdesk migrate`"):
        async with open_storage(empty_database_url):
            pass


async def test_an_empty_database_is_migrated_when_that_is_asked_for(
    empty_database_url: str,
) -> None:
    async with open_storage(empty_database_url, migrate=True) as storage:
        found = await storage.feeds()

    assert found == []


@pytest.mark.parametrize("migrating", [False, True])
async def test_a_database_of_a_newer_newsdesk_is_left_alone(
    database_url: str, *, migrating: bool
) -> None:
    database = Database(parse_address(database_url))
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()

    with pytest.raises(AdminError, match="is newer than this Newsdesk: it is at revision 9999"):
        async with open_storage(database_url, migrate=migrating):
            pass
