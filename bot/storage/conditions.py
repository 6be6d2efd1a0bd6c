"""Conditions that more than one shelf asks for."""

from sqlalchemy import ColumnElement, select

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


def is_written() -> ColumnElement[bool]:
    """An article whose present version has a summary."""
    return (
        select(summaries.c.id)
        .where(
            summaries.c.article_id == articles.c.id,
            summaries.c.article_version == articles.c.version,
        )
        .correlate(articles)
        .exists()
    )
