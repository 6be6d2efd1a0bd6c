"""Entries found again by their link, their card or their title, with all that became of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    RowMapping,
    Select,
    Subquery,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import Actor, EntryId, MessageId, Trace
from bot.storage.columns import clean
from bot.storage.happenings import trace_of
from bot.storage.shelf import Shelf, batches
from bot.storage.tables import (
    articles,
    deliveries,
    entries,
    feeds,
    steps,
    subscriptions,
    summaries,
)
from bot.storage.tried import ARMS

# Of each feed, so many newest entries are looked through; for the admin, so many of all feeds.
LOOKED_THROUGH = 200
EVERYWHERE = 20_000
_SPELLINGS = [
    f"{scheme}://{www}{{link}}{slash}"
    for scheme in ("https", "http")
    for www in ("", "www.")
    for slash in ("", "/")
]


class TraceShelf(Shelf):
    """Entries of what somebody's guild follows, and what became of them there."""

    async def entry_by_link(self, actor: Actor, link: str) -> EntryId | None:
        """The newest entry with this comparable link, else one whose article stands there.

        A feed's links may lead to other addresses than they name. Those of the articles have no
        index, so that only what is new is looked through for them.
        """
        async with self._database.reading() as connection:
            found = await _linked(connection, actor, link)
            if not found:
                spelled = [each.format(link=link) for each in _SPELLINGS]
                stands = or_(articles.c.canonical_url.in_(spelled), articles.c.url.in_(spelled))
                found = [row.id for row in await _lately(connection, actor, stands, limit=1)]
        return EntryId(max(found)) if found else None

    async def entry_of_card(self, actor: Actor, message_id: MessageId) -> EntryId | None:
        """The entry whose card a message is."""
        query = select(deliveries.c.entry_id).where(
            deliveries.c.message_id == message_id, _is_theirs(actor)
        )
        async with self._database.reading() as connection:
            found = await connection.scalar(query.limit(1))
            return None if found is None else EntryId(found)

    async def entries_titled(
        self, actor: Actor, typed: str, *, limit: int
    ) -> list[tuple[EntryId, str]]:
        """The newest entries in whose titles some letters stand, among the newest of each feed."""
        fits = articles.c.title.icontains(clean(typed), autoescape=True)
        async with self._database.reading() as connection:
            found = await _lately(connection, actor, fits, limit=limit)
        return [(EntryId(row.id), row.title) for row in found]

    async def trace(self, actor: Actor, entry_id: EntryId) -> Trace | None:
        """All that became of an entry, as far as it is the actor's to know; None for no such."""
        query = (
            select(entries, feeds.c.title, feeds.c.url, articles.c.title, articles.c.story_id)
            .join_from(entries, feeds, feeds.c.id == entries.c.feed_id)
            .join(articles, articles.c.id == entries.c.article_id, isouter=True)
            .where(entries.c.id == entry_id, _is_known(actor))
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
            if row is None:
                return None
            noted = await _noted(connection, actor, entry_id)
            owed = await _owed(connection, actor, entry_id)
        return trace_of(row, noted, owed)


def _followed(actor: Actor) -> Select[Any]:
    """The feeds that somebody may know of."""
    if actor.is_admin:
        return select(feeds.c.id)
    return select(subscriptions.c.feed_id).where(subscriptions.c.guild_id == actor.guild_id)


def _is_theirs(actor: Actor) -> ColumnElement[bool]:
    """A delivery to a channel of somebody's guild, though nothing may be followed there by now."""
    if actor.is_admin:
        return true()
    wishes = subscriptions.c.guild_id == actor.guild_id
    return or_(
        deliveries.c.channel_id.in_(select(subscriptions.c.channel_id).where(wishes)),
        deliveries.c.subscription_id.in_(select(subscriptions.c.id).where(wishes)),
    )


def _is_known(actor: Actor) -> ColumnElement[bool]:
    """An entry of what somebody's guild follows, or that it was owed before its feed moved."""
    if actor.is_admin:
        return true()
    owed = select(deliveries.c.id).where(deliveries.c.entry_id == entries.c.id, _is_theirs(actor))
    return or_(entries.c.feed_id.in_(_followed(actor)), owed.correlate(entries).exists())


async def _linked(connection: AsyncConnection, actor: Actor, link: str) -> list[int]:
    """The entries with a comparable link, found in each feed by its index."""
    found: list[int] = []
    for batch in batches(list(await connection.scalars(_followed(actor)))):
        query = select(entries.c.id).where(entries.c.feed_id.in_(batch), entries.c.link == link)
        found += await connection.scalars(query)
    return found


async def _lately(
    connection: AsyncConnection, actor: Actor, wanted: ColumnElement[bool], *, limit: int
) -> list[Row[int, str]]:
    """The newest entries, by id and title, whose articles are wanted; newest first."""
    found: list[Row[int, str]] = []
    for newest in await _newest(connection, actor):
        query = (
            select(newest.c.id, articles.c.title)
            .join_from(newest, articles, articles.c.id == newest.c.article_id)
            .where(wanted)
            .order_by(newest.c.id.desc())
            .limit(limit)
        )
        found += (await connection.execute(query)).all()
    return sorted(found, key=lambda row: -row.id)[:limit]


async def _newest(connection: AsyncConnection, actor: Actor) -> list[Subquery]:
    """What is looked through for an actor, in as many statements as it takes."""
    read = select(entries.c.id, entries.c.article_id).where(entries.c.article_id.is_not(None))
    if actor.is_admin:
        last = await connection.scalar(select(func.max(entries.c.id))) or 0
        return [read.where(entries.c.id > last - EVERYWHERE).subquery()]
    feed_ids = list(await connection.scalars(_followed(actor)))
    return [
        union_all(*(_of_feed(read, feed_id) for feed_id in batch)).subquery()
        for batch in batches(feed_ids, ARMS)
    ]


def _of_feed(read: Select[Any], feed_id: int) -> Select[Any]:
    newest = read.where(entries.c.feed_id == feed_id).order_by(entries.c.id.desc())
    return select(newest.limit(LOOKED_THROUGH).subquery())


async def _noted(
    connection: AsyncConnection, actor: Actor, entry_id: EntryId
) -> Sequence[Row[Any]]:
    query = select(steps).where(steps.c.entry_id == entry_id)
    if not actor.is_admin:
        owed = select(deliveries.c.channel_id).where(
            deliveries.c.entry_id == entry_id, _is_theirs(actor)
        )
        wished = select(subscriptions.c.channel_id).where(
            subscriptions.c.guild_id == actor.guild_id
        )
        channel = steps.c.channel_id
        query = query.where(or_(channel.is_(None), channel.in_(owed), channel.in_(wished)))
    return (await connection.execute(query.order_by(steps.c.id))).all()


async def _owed(
    connection: AsyncConnection, actor: Actor, entry_id: EntryId
) -> Sequence[RowMapping]:
    query = (
        select(
            deliveries,
            summaries.c.writer,
            summaries.c.created_at,
            summaries.c.body,
            subscriptions.c.closed_for,
            subscriptions.c.closed_at,
        )
        .join_from(deliveries, summaries, summaries.c.id == deliveries.c.summary_id, isouter=True)
        .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id, isouter=True)
        .where(deliveries.c.entry_id == entry_id, _is_theirs(actor))
    )
    return (await connection.execute(query.order_by(deliveries.c.id))).mappings().all()
