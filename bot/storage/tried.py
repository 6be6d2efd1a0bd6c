"""The newest entries of what a guild follows, for trying filters on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Refusal
from bot.news import Actor, Article, Entry, EntryId, GuildId, SubscriptionId
from bot.storage.payloads import read_entry
from bot.storage.rows import article_of
from bot.storage.shelf import Shelf, batches
from bot.storage.tables import articles, entries, subscriptions, summaries

# SQLite takes 500 arms of a union (its manual, "Limits").
ARMS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEntry:
    """An entry that was read, and the subscription that it is looked at for."""

    id: EntryId
    entry: Entry
    article: Article
    subscription_id: SubscriptionId
    guild_id: GuildId | None
    topics: frozenset[str] | None


class TriedShelf(Shelf):
    """What filters are tried on."""

    async def read_lately(
        self, actor: Actor, subscription_id: SubscriptionId | None, *, limit: int
    ) -> list[ReadEntry]:
        """The newest entries that were read of what somebody's guild follows, newest first.

        Raises:
            Refusal: There is no such subscription.
        """
        wanted = select(subscriptions.c.feed_id, subscriptions.c.id, subscriptions.c.guild_id)
        if not actor.is_admin:
            wanted = wanted.where(subscriptions.c.guild_id == actor.guild_id)
        if subscription_id is not None:
            wanted = wanted.where(subscriptions.c.id == subscription_id)
        async with self._database.reading() as connection:
            # Of several channels that follow a feed, the first to do so.
            followed = await connection.execute(wanted.order_by(subscriptions.c.id.desc()))
            wishes = {row.feed_id: row for row in followed.all()}
            if not wishes and subscription_id is not None:
                raise Refusal("feed-unknown")
            newest = await _newest(connection, list(wishes), limit)
            rows = (await connection.execute(_whole(newest))).mappings().all()
            labels = await _labels(connection, [row[articles.c.story_id] for row in rows])
        return [
            _read_entry(row, wishes[row[entries.c.feed_id]], labels.get(row[articles.c.story_id]))
            for row in rows
        ]


async def _newest(connection: AsyncConnection, feed_ids: Sequence[int], limit: int) -> list[int]:
    """The newest entries of these feeds: of each so many, found by its index, and of all again."""
    found: list[int] = []
    for batch in batches(feed_ids, ARMS):
        arms = [
            select(
                select(entries.c.id)
                .where(entries.c.feed_id == feed_id, entries.c.article_id.is_not(None))
                .order_by(entries.c.id.desc())
                .limit(limit)
                .subquery()
            )
            for feed_id in batch
        ]
        found += list(await connection.scalars(union_all(*arms)))
    return sorted(found, reverse=True)[:limit]


def _whole(ids: Sequence[int]) -> Select[Any]:
    return (
        select(entries, articles)
        .join_from(entries, articles, articles.c.id == entries.c.article_id)
        .where(entries.c.id.in_(ids))
        .order_by(entries.c.id.desc())
    )


async def _labels(connection: AsyncConnection, stories: Sequence[int]) -> dict[int, frozenset[str]]:
    """What a model said that stories are about."""
    query = select(summaries.c.story_id, summaries.c.body).where(summaries.c.story_id.in_(stories))
    rows = (await connection.execute(query.order_by(summaries.c.id))).all()
    return {row.story_id: frozenset(row.body.get("labels") or ()) for row in rows}


def _read_entry(row: RowMapping, wish: Any, labels: frozenset[str] | None) -> ReadEntry:  # noqa: ANN401 - a row
    return ReadEntry(
        id=EntryId(row[entries.c.id]),
        entry=read_entry(row[entries.c.payload]),
        article=article_of(row),
        subscription_id=SubscriptionId(wish.id),
        guild_id=wish.guild_id,
        topics=labels or None,
    )
