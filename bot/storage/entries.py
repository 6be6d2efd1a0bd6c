"""What feeds gave: recognising entries, saving a poll, and which entry is to be read next."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    Assignment,
    EditedEntry,
    EntryId,
    Feed,
    FeedId,
    FiledEntry,
    Filing,
    Fingerprint,
    KnownEntry,
    NewEntry,
)
from bot.storage.columns import name
from bot.storage.database import insert
from bot.storage.feeds import update_feed
from bot.storage.owing import owe
from bot.storage.payloads import write_entry
from bot.storage.rows import Values, filed_entry_of
from bot.storage.shelf import Shelf, batches, whole
from bot.storage.tables import entries

HOUSE = Assignment()


class EntryShelf(Shelf):
    """Entries and the polls that brought them."""

    async def known_entries(
        self, feed_id: FeedId, fingerprints: Sequence[Fingerprint]
    ) -> list[KnownEntry]:
        """The feed's stored entries that share a key, a link or a content with any of these."""
        found: dict[EntryId, KnownEntry] = {}
        async with self._database.reading() as connection:
            for batch in batches(fingerprints):
                for known in await _alike(connection, feed_id, batch):
                    found[known.id] = known
        return list(found.values())

    @whole
    async def save_poll(
        self, feed: Feed, filing: Filing, *, house: Assignment = HOUSE, now: datetime
    ) -> list[EntryId]:
        """Saves what one poll found: the feed's state, its entries, and what is owed for them.

        One transaction, and harmless to repeat. Does nothing when the feed has been removed.

        Args:
            feed: The feed as it is to be from now on.
            filing: The new entries, of which the shown ones are owed to every subscription, and
                the edited ones, which are owed another reading.
            house: What a subscription gets that wishes for nothing else.
            now: When the poll was made.

        Returns:
            The new entries that are to be shown, oldest first.
        """
        shown: list[EntryId] = []
        async with self._database.writing() as connection:
            # First the feed: its row makes two polls of one feed wait for each other.
            if not await update_feed(connection, feed):
                return shown
            for new in batches(filing.new):
                shown += await _file_new(connection, feed.id, new, house, now)
            for edited in filing.edited:
                await _file_edited(connection, feed.id, edited)
        return shown

    async def feeds_with_unread(self, limit: int) -> list[FeedId]:
        """Feeds that have an entry to read; first those with one that somebody waits for."""
        awaited = func.max(case((entries.c.shown, 1), else_=0))
        query = (
            select(entries.c.feed_id)
            .where(entries.c.unread)
            .group_by(entries.c.feed_id)
            .order_by(awaited.desc(), func.min(entries.c.published_at), entries.c.feed_id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [FeedId(feed_id) for feed_id in await connection.scalars(query)]

    async def filed_entry(self, entry_id: EntryId) -> FiledEntry | None:
        """The entry with this id, if there is one."""
        query = select(entries).where(entries.c.id == entry_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
            return None if row is None else filed_entry_of(row)

    async def next_unread(self, feed_id: FeedId) -> FiledEntry | None:
        """The feed's next entry to read, the oldest first.

        What is stored silently comes in its turn: it is read from the feed alone, in no time, and
        then the card after it can link to it.
        """
        query = (
            select(entries)
            .where(entries.c.feed_id == feed_id, entries.c.unread)
            .order_by(entries.c.published_at, entries.c.id)
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
            return None if row is None else filed_entry_of(row)


async def _alike(
    connection: AsyncConnection, feed_id: FeedId, fingerprints: Sequence[Fingerprint]
) -> list[KnownEntry]:
    keys = [each.key for each in fingerprints]
    links = [each.link for each in fingerprints if each.link]
    contents = [each.content for each in fingerprints]
    # Three lookups, each by its own index, are steadier than one OR over three columns.
    arms = [
        select(entries.c.id, entries.c.key, entries.c.link, entries.c.content_hash).where(
            entries.c.feed_id == feed_id, column.in_(values)
        )
        for column, values in (
            (entries.c.key, keys),
            (entries.c.link, links),
            (entries.c.content_hash, contents),
        )
    ]
    rows = await connection.execute(union(*arms))
    # What had to be shortened or cleaned to be kept is given back as the caller spells it.
    spelled = {name(each): each for each in (*keys, *links, *contents)}
    return [
        KnownEntry(
            EntryId(entry_id),
            Fingerprint(
                key=spelled.get(key, key),
                link=spelled.get(link, link),
                content=spelled.get(content, content),
            ),
        )
        for entry_id, key, link, content in rows
    ]


async def _file_new(
    connection: AsyncConnection,
    feed_id: FeedId,
    new: Sequence[NewEntry],
    house: Assignment,
    now: datetime,
) -> list[EntryId]:
    """Files new entries and owes them to the channels; the ids of those to be shown."""
    await connection.execute(
        insert(connection, entries).on_conflict_do_nothing(index_elements=["feed_id", "key"]),
        [_new_values(feed_id, each, now) for each in new],
    )
    shown = [each.fingerprint.key for each in new if each.shown]
    if not shown:
        return []
    among_them = and_(entries.c.feed_id == feed_id, entries.c.key.in_(shown))
    await owe(connection, among_them, house, now)
    filed = await connection.scalars(
        select(entries.c.id)
        .where(entries.c.feed_id == feed_id, entries.c.key.in_(shown))
        .order_by(entries.c.published_at, entries.c.id)
    )
    return [EntryId(entry_id) for entry_id in filed]


def _new_values(feed_id: FeedId, new: NewEntry, now: datetime) -> Values:
    return {
        "feed_id": feed_id,
        "key": new.fingerprint.key,
        "link": new.fingerprint.link,
        "content_hash": new.fingerprint.content,
        "published_at": new.published_at,
        "dating": new.dating.value,
        "shown": new.shown,
        "unread": True,
        "edition": 1,
        "first_seen_at": now,
        "payload": write_entry(new.entry),
    }


async def _file_edited(connection: AsyncConnection, feed_id: FeedId, edited: EditedEntry) -> None:
    """Takes over an edit, which owes a reading and no second card; once, if told twice."""
    payload = write_entry(edited.entry)
    content = edited.fingerprint.content
    await connection.execute(
        update(entries)
        .where(entries.c.id == edited.id, entries.c.feed_id == feed_id)
        .where(or_(entries.c.content_hash != content, entries.c.payload != payload))
        .values(
            key=_free_key(feed_id, edited),
            link=edited.fingerprint.link,
            content_hash=content,
            payload=payload,
            unread=true(),
            edition=entries.c.edition + 1,
        )
    )


def _free_key(feed_id: FeedId, edited: EditedEntry) -> ColumnElement[str]:
    """The edited entry's new key, or its old one while another entry has the new."""
    other = entries.alias()
    taken = (
        select(other.c.id)
        .where(other.c.feed_id == feed_id, other.c.key == edited.fingerprint.key)
        .where(other.c.id != edited.id)
        .exists()
    )
    return case((taken, entries.c.key), else_=edited.fingerprint.key)
