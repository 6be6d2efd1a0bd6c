"""Conditions that more than one shelf asks for."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, select

from bot.news import DeliveryState
from bot.storage.tables import articles, deliveries, subscriptions, summaries


def is_unsettled() -> ColumnElement[bool]:
    """A delivery that still has to reach its channel."""
    states = [DeliveryState.OWED.value, DeliveryState.SENDING.value]
    unsettled: ColumnElement[bool] = deliveries.c.state.in_(states)
    return unsettled


def is_open() -> ColumnElement[bool]:
    """A delivery whose channel can be written to, as far as we know."""
    closed = select(subscriptions.c.id).where(
        subscriptions.c.id == deliveries.c.subscription_id, subscriptions.c.closed_for.is_not(None)
    )
    return ~closed.correlate(deliveries).exists()


def is_written(wishes: FromClause = deliveries) -> ColumnElement[bool]:
    """An article whose present version has a summary as it is wished for.

    Args:
        wishes: Something with a `style` and a `language`.
    """
    return (
        select(summaries.c.id)
        .where(
            summaries.c.article_id == articles.c.id,
            summaries.c.article_version == articles.c.version,
            summaries.c.style == wishes.c.style,
            summaries.c.language == wishes.c.language,
        )
        .correlate(articles, wishes)
        .exists()
    )


def is_outdated(since: datetime | BindParameter[Any]) -> ColumnElement[bool]:
    """A delivery made after a moment, whose message shows a summary that has been replaced.

    Its channel still follows, else nobody would hear that it cannot be written to any more.
    """
    replaced = select(summaries.c.id).where(summaries.c.replaced_at > since)
    return and_(
        deliveries.c.summary_id.in_(replaced),
        deliveries.c.sent_at > since,
        deliveries.c.subscription_id.is_not(None),
    )
