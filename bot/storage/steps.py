"""What became of entries, noted in the transaction in which it happened: `Step` rows.

What a row of an entry or of a delivery says already is not noted again; see `traces.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Update, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    ChannelId,
    DeliveryId,
    DeliveryState,
    EntryId,
    Happening,
    MessageId,
    Step,
    StoryId,
)
from bot.storage.database import insert
from bot.storage.rows import Values
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import articles, deliveries, entries, steps

# The same may happen to an entry again and again: a channel that is put off for a day would fill
# the table. So many rows tell how it began, and the last of them how it goes on.
MOST_ALIKE: Final = 20
LONGEST_FACT: Final = 300  # characters; a rule may be longer, and so may what Discord answers

Facts = Mapping[str, str | int]
Noted = tuple[Happening, Facts]

# Whose step a change of a delivery is.
WHERE = (deliveries.c.entry_id, deliveries.c.channel_id)

_ALIKE = select(func.count(), func.max(steps.c.id)).where(
    steps.c.entry_id == bindparam("entry"),
    steps.c.what == bindparam("happening"),
    steps.c.channel_id.is_not_distinct_from(bindparam("channel", type_=steps.c.channel_id.type)),
)

# A card, by the title of its article and its message.
_card, _its_entry, _its_article = deliveries.alias(), entries.alias(), articles.alias()
_TELLER = (
    select(_its_article.c.title, _card.c.message_id)
    .join_from(_card, _its_entry, _its_entry.c.id == _card.c.entry_id)
    .join(_its_article, _its_article.c.id == _its_entry.c.article_id)
)
_IS_NOTED = (
    select(steps.c.id)
    .where(
        steps.c.entry_id == deliveries.c.entry_id,
        steps.c.channel_id == deliveries.c.channel_id,
        steps.c.what == Happening.JOINED.value,
    )
    .correlate(deliveries)
    .exists()
)
_JOINED = (
    _TELLER.add_columns(deliveries.c.entry_id, deliveries.c.channel_id)
    .join(deliveries, deliveries.c.told_by == _card.c.id)
    .join(entries, entries.c.id == deliveries.c.entry_id)
    .join(articles, articles.c.id == entries.c.article_id)
    .where(articles.c.story_id == bindparam("story"))
    .where(deliveries.c.state == DeliveryState.JOINED.value, ~_IS_NOTED)
)


class NotingShelf(Shelf):
    """A shelf of which changes are noted."""

    @whole
    async def _take(
        self, step: Update, values: Values, noted: Noted, now: datetime, *, durable: bool = True
    ) -> bool:
        """Takes a step of one delivery, and notes it; whether it could be taken."""
        what, facts = noted
        async with self._database.writing(durable=durable) as connection:
            row = (await connection.execute(step.returning(*WHERE), values)).first()
            if row is not None:
                told = Step(at=now, what=what, channel_id=row.channel_id, facts=facts)
                await note_again(connection, row.entry_id, told)
            return row is not None


class StepShelf(NotingShelf):
    """Steps that are noted by whoever does something for an entry elsewhere."""

    @whole
    async def note_thread(
        self, channel_id: ChannelId, message_id: MessageId, *, now: datetime, problem: str = ""
    ) -> bool:
        """Notes that a thread was started under a card, or why it was not.

        Returns:
            Whether there is such a card.
        """
        card = select(deliveries.c.entry_id).where(
            deliveries.c.message_id == message_id, deliveries.c.channel_id == channel_id
        )
        async with self._database.writing() as connection:
            entry_id = await connection.scalar(card)
            if entry_id is None:
                return False
            step = Step(
                at=now,
                what=Happening.THREADED,
                channel_id=channel_id,
                facts={"problem": problem},
            )
            await note_again(connection, EntryId(entry_id), step)
            return True


async def note(connection: AsyncConnection, entry_id: EntryId, noted: Sequence[Step]) -> None:
    """Notes what happens to an entry once, such as a step for each of its channels."""
    if noted:
        await connection.execute(
            insert(connection, steps), [_row(entry_id, each) for each in noted]
        )


async def note_again(connection: AsyncConnection, entry_id: EntryId, step: Step) -> None:
    """Notes what may have happened before; from some twenty times on, the last row is rewritten."""
    row = _row(entry_id, step)
    alike = {"entry": entry_id, "happening": row["what"], "channel": row["channel_id"]}
    count, last = (await connection.execute(_ALIKE, alike)).one()
    if count < MOST_ALIKE:
        await connection.execute(insert(connection, steps), row)
    else:
        again = {"at": row["at"], "facts": row["facts"]}
        await connection.execute(update(steps).where(steps.c.id == last).values(again))


async def note_joined(connection: AsyncConnection, story_id: StoryId, now: datetime) -> None:
    """Notes of what has joined a card of its story that it did, and which card that is."""
    for row in (await connection.execute(_JOINED, {"story": story_id})).all():
        await note(connection, EntryId(row.entry_id), [_joined(row, row.channel_id, now)])


async def note_teller(
    connection: AsyncConnection,
    entry_id: EntryId,
    channel_id: ChannelId,
    teller: DeliveryId,
    now: datetime,
) -> None:
    """Notes that an entry has joined this card of a channel."""
    row = (await connection.execute(_TELLER.where(_card.c.id == teller))).first()
    if row is not None:
        await note(connection, entry_id, [_joined(row, channel_id, now)])


def _joined(row: Row[*tuple[Any, ...]], channel_id: ChannelId, now: datetime) -> Step:
    facts = {"title": row.title, "message": row.message_id or 0}
    return Step(at=now, what=Happening.JOINED, channel_id=channel_id, facts=facts)


def _row(entry_id: EntryId, step: Step) -> Values:
    return {
        "entry_id": entry_id,
        "channel_id": step.channel_id,
        "at": step.at,
        "what": step.what.value,
        "facts": {name: _short(value) for name, value in step.facts.items()},
    }


def _short(fact: str | int) -> str | int:
    return fact[:LONGEST_FACT] if isinstance(fact, str) else fact
