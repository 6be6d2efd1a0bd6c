"""The store as a whole, and how it is opened and closed."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import Counts, DeliveryState, FeedState
from bot.storage import schema
from bot.storage.address import Address, parse_address
from bot.storage.air import Lost, take_air
from bot.storage.archive import ArchiveShelf
from bot.storage.articles import ArticleShelf
from bot.storage.bills import BillShelf
from bot.storage.changes import ChangeShelf
from bot.storage.channels import ChannelShelf
from bot.storage.database import Database
from bot.storage.deliveries import DeliveryShelf
from bot.storage.edits import EditShelf
from bot.storage.entries import EntryShelf
from bot.storage.feeds import FeedShelf
from bot.storage.filters import FilterShelf
from bot.storage.following import FollowingShelf
from bot.storage.guilds import GuildShelf
from bot.storage.hiding import HidingShelf
from bot.storage.house import HouseShelf
from bot.storage.moderating import ModeratorShelf
from bot.storage.panels import PanelShelf
from bot.storage.passages import PassageShelf
from bot.storage.privacy import PrivacyShelf
from bot.storage.questions import QuestionShelf
from bot.storage.readers import ReaderShelf
from bot.storage.reports import ReportShelf
from bot.storage.search import SearchShelf
from bot.storage.steps import StepShelf
from bot.storage.stories import StoryShelf
from bot.storage.summaries import SummaryShelf
from bot.storage.tables import articles, deliveries, entries, feeds, stories
from bot.storage.traces import TraceShelf
from bot.storage.tried import TriedShelf
from bot.storage.uses import UseShelf
from bot.storage.vectors import VectorShelf


class Storage(
    FeedShelf,
    FollowingShelf,
    GuildShelf,
    PanelShelf,
    ChangeShelf,
    ChannelShelf,
    EntryShelf,
    ArticleShelf,
    StoryShelf,
    ModeratorShelf,
    HidingShelf,
    ReportShelf,
    ArchiveShelf,
    SearchShelf,
    SummaryShelf,
    DeliveryShelf,
    EditShelf,
    StepShelf,
    TraceShelf,
    FilterShelf,
    TriedShelf,
    BillShelf,
    VectorShelf,
    QuestionShelf,
    ReaderShelf,
    UseShelf,
    PassageShelf,
    PrivacyShelf,
    HouseShelf,
):
    """Everything that is known, owed and done, in one database."""

    async def ping(self) -> None:
        """Asks the database for a sign of life.

        Raises:
            AdminError: When there is none.
        """
        async with self._database.reading() as connection:
            await connection.execute(select(1))

    def air(self) -> AbstractAsyncContextManager[Lost | None]:
        """Makes this process, for an `async with`, the one that posts; see `air.py`."""
        return take_air(self._database.address)

    async def counts(self) -> Counts:
        """How much is stored and owed, counted row by row."""
        async with self._database.reading() as connection:
            polled = await _by_state(connection, feeds)
            delivered = await _by_state(connection, deliveries)
            return Counts(
                feeds=sum(polled.values()),
                active=polled[FeedState.ACTIVE],
                paused=polled[FeedState.PAUSED],
                entries=await _count(connection, entries),
                articles=await _count(connection, articles),
                stories=await _count(connection, stories, stories.c.merged_into.is_(None)),
                owed=delivered[DeliveryState.OWED] + delivered[DeliveryState.SENDING],
                sent=delivered[DeliveryState.SENT],
                failed=delivered[DeliveryState.FAILED],
                joined=delivered[DeliveryState.JOINED],
            )


@asynccontextmanager
async def open_storage(url: str, *, migrate: bool = False) -> AsyncIterator[Storage]:
    """Opens a database for the time of an `async with`.

    Args:
        url: `sqlite:///news.db`, `sqlite:///:memory:`, a bare path, or
            `postgresql://user:password@host/name`. A missing file is made, and its folder.
        migrate: Whether to make or mend the tables first. In memory this is always done.

    Raises:
        AdminError: When the database cannot be used, or its tables are not this Newsdesk's.
    """
    asked = parse_address(url)
    with _with_file(asked) as address:
        if migrate or not asked.kept:
            await schema.migrate_address(address)
        database = Database(address)
        try:
            async with database.reading() as connection:
                await schema.check_revision(connection, address.shown)
            yield Storage(database)
        finally:
            await database.close()


@contextmanager
def _with_file(address: Address) -> Iterator[Address]:
    """The address with a file, if only for this time.

    A database that is really in memory belongs to one connection, and a call that is cancelled
    half-way costs us that connection. So what is not to be kept lives in a temporary file.
    """
    if address.kept:
        yield address
        return
    with TemporaryDirectory(prefix="newsdesk-") as folder:
        yield replace(address, path=Path(folder) / "news.db")


async def _by_state(connection: AsyncConnection, table: Table) -> Counter[str]:
    rows = await connection.execute(select(table.c.state, func.count()).group_by(table.c.state))
    return Counter(dict(rows.all()))


async def _count(
    connection: AsyncConnection, table: Table, which: ColumnElement[bool] | None = None
) -> int:
    query = select(func.count()).select_from(table)
    return await connection.scalar(query if which is None else query.where(which)) or 0
