"""Cards, put together from a delivery, its article, its summary and what is related."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import ArticleId, Card, DeliveryId, Related, StoryId
from bot.storage.rows import article_of, related_of, summary_of
from bot.storage.tables import articles, deliveries, entries, feeds, related, summaries


def card_query() -> Select[Any]:
    """Deliveries whose article has a summary, each with the newest one of it."""
    newest = (
        select(summaries.c.id)
        .where(summaries.c.article_id == articles.c.id)
        .order_by(summaries.c.article_version.desc(), summaries.c.id.desc())
        .limit(1)
        .correlate(articles)
        .scalar_subquery()
    )
    return (
        select(deliveries.c.id, entries.c.key, entries.c.payload, feeds.c.url, articles, summaries)
        .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .join(articles, articles.c.id == entries.c.article_id)
        .join(summaries, summaries.c.id == newest)
    )


async def cards_of(
    connection: AsyncConnection, query: Select[Any]
) -> list[tuple[DeliveryId, Card]]:
    """The cards of a `card_query`, in its order."""
    rows = (await connection.execute(query)).mappings().all()
    links = await _related(connection, [row[articles.c.id] for row in rows])
    return [
        (DeliveryId(row[deliveries.c.id]), _card(row, links[row[articles.c.id]])) for row in rows
    ]


def _card(row: RowMapping, links: Sequence[Related]) -> Card:
    return Card(
        feed_url=row[feeds.c.url],
        entry_id=row[entries.c.payload].get("guid") or row[entries.c.key],
        story_id=StoryId(row[articles.c.story_id]),
        article=article_of(row),
        summary=summary_of(row),
        related=tuple(links),
    )


async def _related(
    connection: AsyncConnection, article_ids: Sequence[ArticleId]
) -> dict[ArticleId, list[Related]]:
    links: dict[ArticleId, list[Related]] = defaultdict(list)
    query = (
        select(related)
        .where(related.c.article_id.in_(article_ids))
        .order_by(related.c.article_id, related.c.position)
    )
    for row in (await connection.execute(query)).mappings():
        links[row[related.c.article_id]].append(related_of(row))
    return links
