"""What is owed for a feed's entries: a delivery to each channel that follows it and wants it."""

import re
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import Assignment, DeliveryState, EntryId, Happening, Style, Summaries
from bot.storage.database import insert
from bot.storage.rows import Values, assignment_values
from bot.storage.tables import deliveries, entries, filters, guilds, steps, subscriptions

# From so many words on an article is long: about what is read in a minute and a half.
LONG: Final = 300

# A word of a script without spaces has two characters or so: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)
_NO_SUMMARY = (Summaries.OFF.value, Summaries.REQUEST.value)


async def owe(
    connection: AsyncConnection, which: ColumnElement[bool], house: Assignment, now: datetime
) -> None:
    """Makes the deliveries that do not exist yet of shown entries to the channels that follow.

    A channel gets them as it wishes, else as its guild does, else as the house does. Where it has
    paused the feed, that is noted instead. What was read before is held against the channel's
    filters when its turn comes.

    Args:
        connection: A connection that writes.
        which: Which `entries`, and for which `subscriptions` of their feeds.
        house: What a channel gets that wishes for nothing else.
        now: The present.
    """
    usual = assignment_values(house)
    style = func.coalesce(subscriptions.c.style, guilds.c.style, usual["style"])
    owed: Values = {
        "channel_id": subscriptions.c.channel_id,
        "entry_id": entries.c.id,
        "subscription_id": subscriptions.c.id,
        "state": literal(DeliveryState.OWED.value),
        "attempts": literal(0),
        "due_at": literal(now, deliveries.c.due_at.type),
        "error": literal(""),
        "created_at": literal(now, deliveries.c.created_at.type),
        "style": case(
            (subscriptions.c.summaries.in_(_NO_SUMMARY), Style.HEADLINE.value), else_=style
        ),
        "language": func.coalesce(subscriptions.c.language, guilds.c.language, usual["language"]),
        "undecided": and_(entries.c.article_id.is_not(None), _is_filtered()),
    }
    wanted = (
        select(*owed.values())
        .join_from(entries, subscriptions, subscriptions.c.feed_id == entries.c.feed_id)
        .join(guilds, guilds.c.id == subscriptions.c.guild_id, isouter=True)
        .where(entries.c.shown, subscriptions.c.paused_at.is_(None), which)
    )
    await connection.execute(
        insert(connection, deliveries)
        .from_select(list(owed), wanted)
        .on_conflict_do_nothing(index_elements=["channel_id", "entry_id"])
    )
    await _note_paused(connection, which, now)


async def shorten(connection: AsyncConnection, entry_id: EntryId, words: int) -> None:
    """Leaves the summary of a short article out where only those of long ones are wanted.

    Args:
        connection: A connection that writes.
        entry_id: The entry that the article was read for.
        words: How many the article has.
    """
    if words >= LONG:
        return
    choosy = (
        select(subscriptions.c.id)
        .join_from(entries, subscriptions, subscriptions.c.feed_id == entries.c.feed_id)
        .where(entries.c.id == entry_id, subscriptions.c.summaries == Summaries.LONG.value)
    )
    await connection.execute(
        update(deliveries)
        .where(
            deliveries.c.entry_id == entry_id,
            deliveries.c.state == DeliveryState.OWED.value,
            deliveries.c.subscription_id.in_(choosy),
        )
        .values(style=Style.HEADLINE.value)
    )


def words_in(text: str) -> int:
    """How many words a text has, roughly so where its script sets no spaces between them."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // 2


def _is_filtered() -> ColumnElement[bool]:
    """A subscription for which filters hold, be they its own or its guild's."""
    general = filters.c.subscription_id.is_(None)
    arms = (
        (filters.c.subscription_id == subscriptions.c.id,),
        (general, filters.c.guild_id == subscriptions.c.guild_id),
        (general, filters.c.guild_id.is_(None), subscriptions.c.guild_id.is_(None)),
    )
    return or_(
        *(select(filters.c.id).where(*arm).correlate(subscriptions).exists() for arm in arms)
    )


async def _note_paused(
    connection: AsyncConnection, which: ColumnElement[bool], now: datetime
) -> None:
    known = steps.alias()
    noted = (
        select(known.c.id)
        .where(
            known.c.entry_id == entries.c.id,
            known.c.channel_id == subscriptions.c.channel_id,
            known.c.what == Happening.PAUSED.value,
        )
        .correlate(entries, subscriptions)
        .exists()
    )
    row: Values = {
        "entry_id": entries.c.id,
        "channel_id": subscriptions.c.channel_id,
        "at": literal(now, steps.c.at.type),
        "what": literal(Happening.PAUSED.value),
        "facts": literal({}, steps.c.facts.type),
    }
    paused = (
        select(*row.values())
        .join_from(entries, subscriptions, subscriptions.c.feed_id == entries.c.feed_id)
        .where(entries.c.shown, subscriptions.c.paused_at.is_not(None), which, ~noted)
    )
    await connection.execute(insert(connection, steps).from_select(list(row), paused))
