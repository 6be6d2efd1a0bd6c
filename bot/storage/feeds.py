"""Feeds and who follows them; which feed is due."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Refusal
from bot.news import (
    ChannelId,
    Feed,
    FeedId,
    FeedState,
    GuildId,
    Style,
    Subscription,
)
from bot.storage.columns import clean
from bot.storage.database import insert
from bot.storage.rows import feed_of, feed_values, host_of, subscription_of
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import feeds, subscriptions

# Bytes. An index row of PostgreSQL holds some 2,700; real addresses stay under 2,000.
MAX_URL = 2_000


class FeedShelf(Shelf):
    """Feeds and subscriptions."""

    @whole
    async def add_feed(self, url: str, *, now: datetime, title: str = "") -> Feed:
        """A new feed, due at once; or the one that has this URL already, as it is.

        Raises:
            Refusal: When the URL is longer than any real feed's.
        """
        if not _fits(url):
            raise Refusal("address-too-long", length=len(clean(url).encode()), most=MAX_URL)
        feed = Feed(id=FeedId(0), url=url, title=title, next_poll_at=now)
        async with self._database.writing() as connection:
            await connection.execute(
                insert(connection, feeds)
                .values(url=url, host=host_of(url), created_at=now, **feed_values(feed))
                .on_conflict_do_nothing(index_elements=[feeds.c.url])
            )
            rows = await connection.execute(select(feeds).where(feeds.c.url == url))
            return feed_of(rows.mappings().one())

    async def feed(self, feed_id: FeedId) -> Feed | None:
        """The feed with this id, if there is one."""
        found = await self._feeds(select(feeds).where(feeds.c.id == feed_id))
        return found[0] if found else None

    async def feed_by_url(self, url: str) -> Feed | None:
        """The feed with exactly this URL, if there is one."""
        found = await self._feeds(select(feeds).where(feeds.c.url == url))
        return found[0] if found else None

    async def feeds(self) -> list[Feed]:
        """Every feed, in the order in which they were added."""
        return await self._feeds(select(feeds).order_by(feeds.c.id))

    @whole
    async def save_feed(self, feed: Feed) -> None:
        """Keeps a feed's new state; does nothing when the feed has been removed."""
        async with self._database.writing() as connection:
            await update_feed(connection, feed)

    @whole
    async def remove_feed(self, feed_id: FeedId) -> bool:
        """Forgets a feed and its entries, unless somebody follows it. Its articles stay.

        Returns:
            Whether the feed was removed.
        """
        followed = select(subscriptions.c.id).where(subscriptions.c.feed_id == feed_id).exists()
        async with self._database.writing() as connection:
            await hold_feed(connection, feed_id)
            removed = await connection.execute(
                delete(feeds).where(feeds.c.id == feed_id, ~followed)
            )
            return removed.rowcount > 0

    @whole
    async def subscribe(
        self,
        feed_id: FeedId,
        channel_id: ChannelId,
        *,
        guild_id: GuildId | None,
        now: datetime,
        style: Style | None = None,
        language: str | None = None,
    ) -> Subscription:
        """A channel's wish for a feed; where it has one already, only what is wished anew changes.

        Args:
            feed_id: The feed.
            channel_id: The channel.
            guild_id: The guild that has the channel, as far as known.
            now: The present.
            style: How much its cards say; None for as much as the house's do.
            language: Which language they speak, a tag; None for the house's, empty for each
                article's own.
        """
        place = {"feed_id": feed_id, "channel_id": channel_id}
        given = {"style": style and style.value, "language": language}
        wished = {name: wish for name, wish in given.items() if wish is not None}
        async with self._database.writing() as connection:
            added = insert(connection, subscriptions).values(
                **place, guild_id=guild_id, created_at=now, **given
            )
            await connection.execute(
                added.on_conflict_do_update(index_elements=[*place], set_=wished)
                if wished
                else added.on_conflict_do_nothing(index_elements=[*place])
            )
            rows = await connection.execute(
                select(subscriptions).where(
                    subscriptions.c.feed_id == feed_id, subscriptions.c.channel_id == channel_id
                )
            )
            return subscription_of(rows.mappings().one())

    async def subscriptions(self, feed_id: FeedId | None = None) -> list[Subscription]:
        """The subscriptions to one feed, or to all, oldest first."""
        query = select(subscriptions).order_by(subscriptions.c.id)
        if feed_id is not None:
            query = query.where(subscriptions.c.feed_id == feed_id)
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return [subscription_of(row) for row in rows.mappings()]

    async def due_hosts(self, now: datetime, limit: int) -> list[str]:
        """The hosts that have a feed to poll, the longest overdue first."""
        query = (
            select(feeds.c.host)
            .where(_active(), feeds.c.next_poll_at <= now)
            .group_by(feeds.c.host)
            .order_by(func.min(feeds.c.next_poll_at), feeds.c.host)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return list(await connection.scalars(query))

    async def due_feeds(self, host: str, now: datetime) -> list[Feed]:
        """The feeds of one host that are to be polled, the longest overdue first."""
        return await self._feeds(
            select(feeds)
            .where(feeds.c.host == host, _active(), feeds.c.next_poll_at <= now)
            .order_by(feeds.c.next_poll_at, feeds.c.id)
        )

    async def next_due_at(self) -> datetime | None:
        """When the next feed is to be polled; None when no feed is active."""
        async with self._database.reading() as connection:
            moment: datetime | None = await connection.scalar(
                select(func.min(feeds.c.next_poll_at)).where(_active())
            )
            return moment

    async def late_feeds(self, due_before: datetime) -> int:
        """How many feeds should have been polled before a moment, and were not."""
        late = (_active(), feeds.c.next_poll_at < due_before)
        async with self._database.reading() as connection:
            return (
                await connection.scalar(select(func.count()).select_from(feeds).where(*late)) or 0
            )

    async def _feeds(self, query: Select[Any]) -> list[Feed]:
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return [feed_of(row) for row in rows.mappings()]


async def hold_feed(connection: AsyncConnection, feed_id: FeedId) -> bool:
    """Keeps a feed from being removed, or followed, until the transaction ends.

    What the next statement sees of its subscriptions holds then.

    Returns:
        Whether the feed is still there.
    """
    query = select(feeds.c.id).where(feeds.c.id == feed_id).with_for_update()
    return await connection.scalar(query) is not None


async def update_feed(connection: AsyncConnection, feed: Feed) -> bool:
    """Writes a feed's state, and locks its row for the rest of the transaction.

    A URL that another feed has, or that is too long to keep, is not taken over.

    Returns:
        Whether the feed is still there.
    """
    other = feeds.alias()
    taken = select(other.c.id).where(other.c.url == feed.url, other.c.id != feed.id).exists()
    kept = taken if _fits(feed.url) else true()
    saved = await connection.execute(
        update(feeds)
        .where(feeds.c.id == feed.id)
        .values(
            url=case((kept, feeds.c.url), else_=feed.url),
            host=case((kept, feeds.c.host), else_=host_of(feed.url)),
            **feed_values(feed),
        )
    )
    return saved.rowcount > 0


def _fits(url: str) -> bool:
    return len(clean(url).encode()) <= MAX_URL


def _active() -> ColumnElement[bool]:
    active: ColumnElement[bool] = feeds.c.state == FeedState.ACTIVE.value
    return active
