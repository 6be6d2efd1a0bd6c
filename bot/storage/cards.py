"""Cards, put together from a delivery, its article, its summary and what is related."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import ArticleId, Card, DeliveryId, Related, StoryId, SummaryId
from bot.storage.rows import Values, article_of, related_of, summary_of
from bot.storage.tables import articles, deliveries, entries, feeds, related, summaries

_RELATED = (
    select(related)
    .where(related.c.article_id.in_(bindparam("articles", expanding=True)))
    .order_by(related.c.article_id, related.c.position)
)


def card_query() -> Select[Any]:
    """Deliveries whose article has a summary as they wish for it, each with the newest one."""
    newest = (
        select(summaries.c.id)
        .where(
            summaries.c.article_id == articles.c.id,
            summaries.c.style == deliveries.c.style,
            summaries.c.language == deliveries.c.language,
        )
        .order_by(summaries.c.article_version.desc(), summaries.c.id.desc())
        .limit(1)
        .correlate(articles, deliveries)
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
    connection: AsyncConnection, query: Select[Any], values: Values | None = None
) -> list[tuple[DeliveryId, Card]]:
    """The cards of a `card_query` with these values, in its order."""
    rows = (await connection.execute(query, values)).mappings().all()
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
        summary_id=SummaryId(row[summaries.c.id]),
        related=tuple(links),
    )


async def _related(
    connection: AsyncConnection, article_ids: Sequence[ArticleId]
) -> dict[ArticleId, list[Related]]:
    links: dict[ArticleId, list[Related]] = defaultdict(list)
    for row in (await connection.execute(_RELATED, {"articles": article_ids})).mappings():
        links[row[related.c.article_id]].append(related_of(row))
    return links
