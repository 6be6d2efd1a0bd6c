"""What became of an entry, told from its own row, from what was noted, and from what was owed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, RowMapping

from bot.news import (
    ArticleId,
    ChannelId,
    DeliveryState,
    EntryId,
    FeedId,
    Happening,
    MessageId,
    Step,
    StoryId,
    Trace,
)
from bot.storage.payloads import read_entry
from bot.storage.tables import articles, deliveries, entries, feeds, subscriptions, summaries

# What happened in one moment is told in this order.
_ORDER = list(Happening)
# A step that is noted in the same transaction as another may bear a moment that is a little older.
_SAME = timedelta(milliseconds=1)
_POSTED = (DeliveryState.SENT.value, DeliveryState.HIDING.value, DeliveryState.HIDDEN.value)
_WAITING = (DeliveryState.OWED.value, DeliveryState.SENDING.value)


def trace_of(row: RowMapping, noted: Sequence[Row[Any]], owed: Sequence[RowMapping]) -> Trace:
    """All that is known of an entry, in the order in which it happened.

    Args:
        row: Its own row, with its feed and its article.
        noted: What was noted of it, in the order in which that was done.
        owed: Its deliveries, each with its summary and its subscription.
    """
    entry = read_entry(row[entries.c.payload])
    article_id, story_id = row[entries.c.article_id], row[articles.c.story_id]
    told = [*_of_entry(row), *_of_steps(noted), *_of_deliveries(owed), *_of_closed(noted, owed)]
    if row[entries.c.shown] and all(each.channel_id is None for each in told):
        told.append(_silent(row))  # whoever follows its feed did so later
    return Trace(
        entry_id=EntryId(row[entries.c.id]),
        feed_id=FeedId(row[entries.c.feed_id]),
        feed=row[feeds.c.title] or row[feeds.c.url],
        title=row[articles.c.title] or entry.title,
        url=entry.link or "",
        published_at=row[entries.c.published_at],
        first_seen_at=row[entries.c.first_seen_at],
        steps=tuple(sorted(told, key=lambda step: (step.at, _ORDER.index(step.what)))),
        article_id=None if article_id is None else ArticleId(article_id),
        story_id=None if story_id is None else StoryId(story_id),
        cards=MappingProxyType(
            {
                ChannelId(each[deliveries.c.channel_id]): MessageId(each[deliveries.c.message_id])
                for each in owed
                if each[deliveries.c.state] == DeliveryState.SENT.value
            }
        ),
    )


def _of_entry(row: RowMapping) -> Iterator[Step]:
    seen = row[entries.c.first_seen_at]
    edited = row[entries.c.edition] - 1
    yield Step(at=seen - _SAME, what=Happening.FOUND, facts={"edited": edited})
    if not row[entries.c.shown]:
        yield _silent(row)


def _silent(row: RowMapping) -> Step:
    return Step(at=row[entries.c.first_seen_at], what=Happening.SILENT)


def _of_steps(noted: Sequence[Row[Any]]) -> Iterator[Step]:
    """The rows; that an entry was read and placed stands in one."""
    for row in noted:
        channel_id = None if row.channel_id is None else ChannelId(row.channel_id)
        facts = row.facts
        yield Step(at=row.at, what=Happening(row.what), channel_id=channel_id, facts=facts)
        if "why" in facts:
            yield Step(at=row.at, what=Happening.PLACED, channel_id=channel_id, facts=facts)


def _of_deliveries(owed: Sequence[RowMapping]) -> Iterator[Step]:
    written: set[Any] = set()
    for row in owed:
        channel_id = ChannelId(row[deliveries.c.channel_id])
        yield Step(at=row[deliveries.c.created_at], what=Happening.OWED, channel_id=channel_id)
        if row[deliveries.c.sent_at] is not None and row[deliveries.c.state] in _POSTED:
            yield Step(at=row[deliveries.c.sent_at], what=Happening.POSTED, channel_id=channel_id)
        summary_id = row[deliveries.c.summary_id]
        if summary_id is not None and summary_id not in written and row[summaries.c.body]:
            written.add(summary_id)
            facts = {
                "writer": row[summaries.c.writer],
                "note": row[summaries.c.body].get("note", ""),
            }
            yield Step(at=row[summaries.c.created_at], what=Happening.WRITTEN, facts=facts)


def _of_closed(noted: Sequence[Row[Any]], owed: Sequence[RowMapping]) -> Iterator[Step]:
    """What waits for a channel that is closed; what was tried there has noted that."""
    known = {each.channel_id for each in noted if each.what == Happening.CLOSED.value}
    for row in owed:
        channel_id, problem = row[deliveries.c.channel_id], row[subscriptions.c.closed_for]
        if row[deliveries.c.state] in _WAITING and problem is not None and channel_id not in known:
            yield Step(
                at=max(row[deliveries.c.created_at], row[subscriptions.c.closed_at]),
                what=Happening.CLOSED,
                channel_id=ChannelId(channel_id),
                facts={"problem": problem},
            )
