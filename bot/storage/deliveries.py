"""What is owed to which channel, and what became of it."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, union, union_all, update

from bot.news import (
    Card,
    ChannelId,
    Delivery,
    DeliveryId,
    DeliveryState,
    Happening,
    MessageId,
    OwedDelivery,
    Receipt,
    StoryId,
)
from bot.storage.cards import card_query, cards_of
from bot.storage.columns import Id, Moment
from bot.storage.conditions import (
    is_behind,
    is_hidden,
    is_hiding,
    is_open,
    is_outdated,
    is_unsettled,
    is_written,
    moments,
    told_by,
)
from bot.storage.hiding import hide_sent
from bot.storage.rows import Values, owed_delivery_of
from bot.storage.shelf import whole
from bot.storage.sifting import KEPT, PASSED, Ruling
from bot.storage.steps import WHERE, Noted, NotingShelf, note_teller
from bot.storage.tables import articles, deliveries, entries, stories, summaries

# One story may be owed to very many channels; those beyond are found by the next look.
MOST_CHANNELS = 10_000

_IS_SENDING = deliveries.c.state == DeliveryState.SENDING.value

# Asked and noted for each card, so they are put together once: that takes longer than to run them.
_OWED = (
    select(
        deliveries,
        entries,
        stories.c.id,
        stories.c.linked,
        is_written().label("written"),
        told_by().label("told"),
        is_hidden().label("hidden"),
    )
    .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
    .join(articles, articles.c.id == entries.c.article_id, isouter=True)
    .join(stories, stories.c.id == articles.c.story_id, isouter=True)
    .where(deliveries.c.channel_id == bindparam("channel"), is_unsettled(), is_open())
    .order_by(_IS_SENDING.desc(), entries.c.published_at, entries.c.id)
    .limit(bindparam("most"))
)
_IS_DUE = deliveries.c.due_at <= bindparam("now", type_=Moment())
# What is owed to a channel: a card, an edit of one, or that one disappears.
_DEBTS = (is_unsettled(), is_outdated(), is_behind(), is_hiding())
_DUE_AGAIN = union(
    *(
        select(deliveries.c.channel_id)
        .where(debt, is_open(), deliveries.c.attempts > 0)
        .where(deliveries.c.due_at > bindparam("after"), _IS_DUE)
        for debt in _DEBTS
    )
)
_CARD = card_query().where(
    deliveries.c.id == bindparam("delivery"),
    summaries.c.story_version == stories.c.version,
)
_STEP = update(deliveries).where(deliveries.c.id == bindparam("delivery"))
_SENDING = _STEP.where(
    deliveries.c.state == bindparam("state_is"), deliveries.c.attempts == bindparam("attempts_are")
).values(
    state=DeliveryState.SENDING.value,
    # The first call stands: from then on a message may be there.
    called_at=func.coalesce(deliveries.c.called_at, bindparam("now", type_=Moment())),
    summary_id=func.coalesce(deliveries.c.summary_id, bindparam("summary", type_=Id)),
    edition=func.coalesce(deliveries.c.edition, bindparam("shown_edition")),
)
_SENT = _STEP.where(is_unsettled()).values(
    state=DeliveryState.SENT.value,
    message_id=bindparam("message"),
    sent_at=bindparam("at"),
    attempts=0,  # from now on, of edits
    called_at=None,
    error="",
)
_OWED_AGAIN = _STEP.where(is_unsettled()).values(
    state=DeliveryState.OWED.value,
    attempts=deliveries.c.attempts + 1,
    due_at=bindparam("due"),
    called_at=None,
    summary_id=None,
    edition=None,
    error=bindparam("why"),
)
_UNKNOWN = _STEP.where(_IS_SENDING).values(
    attempts=deliveries.c.attempts + 1, due_at=bindparam("due"), error=bindparam("why")
)
_FAILED = _STEP.where(is_unsettled()).values(
    state=DeliveryState.FAILED.value, error=bindparam("why")
)
_JOINED = _STEP.where(deliveries.c.state == DeliveryState.OWED.value).values(
    state=DeliveryState.JOINED.value, told_by=bindparam("teller"), error=""
)

_IS_UNDECIDED = (deliveries.c.state == DeliveryState.OWED.value) & deliveries.c.undecided
_KEPT = _STEP.where(_IS_UNDECIDED).values(KEPT)
_PASSED = _STEP.where(_IS_UNDECIDED).values(PASSED)


class DeliveryShelf(NotingShelf):
    """Deliveries and the cards they owe.

    Each step is taken once: a step from a state that the delivery no longer has changes nothing
    and gives False. Steps survive a power cut, since a message cannot be unsent. What no column
    keeps is noted with them, for whoever asks what became of an entry.
    """

    async def channels_owed(
        self,
        now: datetime,
        limit: int = MOST_CHANNELS,
        *,
        among: Collection[ChannelId] | None = None,
        story_id: StoryId | None = None,
    ) -> list[ChannelId]:
        """Channels that are owed something by now and can be written to, the longest waiting first.

        That is a card, an edit of one that was sent within two days, or that one disappears.

        Args:
            now: The present.
            limit: How many at most.
            among: Only these channels; None for all.
            story_id: Only channels that are owed this story; None for any.
        """
        query = _channels_owed(few=among is not None, one=story_id is not None)
        asked: Values = {**moments(now), "most": limit}
        if among is not None:
            asked["few"] = list(among)
        if story_id is not None:
            asked["story"] = story_id
        async with self._database.reading() as connection:
            found = await connection.scalars(query, asked)
            return [ChannelId(channel_id) for channel_id in found]

    async def channels_due_again(self, since: datetime, now: datetime) -> list[ChannelId]:
        """Channels with a card or an edit that was put off and fell due between two moments."""
        asked = {"after": since, **moments(now)}
        async with self._database.reading() as connection:
            found = await connection.scalars(_DUE_AGAIN, asked)
            return [ChannelId(channel_id) for channel_id in found]

    async def last_message(self, channel_id: ChannelId) -> MessageId | None:
        """The newest card that is known to stand in a channel."""
        query = (
            select(deliveries.c.message_id)
            .where(
                deliveries.c.channel_id == channel_id,
                deliveries.c.state == DeliveryState.SENT.value,
            )
            .order_by(deliveries.c.sent_at.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            found = await connection.scalar(query)
            return None if found is None else MessageId(found)

    async def owed(
        self, channel_id: ChannelId, now: datetime, *, limit: int = 50
    ) -> list[OwedDelivery]:
        """What a channel is owed, due or not: one whose outcome is unknown, then the oldest."""
        asked = {"channel": channel_id, "most": limit, **moments(now)}
        async with self._database.reading() as connection:
            rows = await connection.execute(_OWED, asked)
            return [owed_delivery_of(row) for row in rows.mappings()]

    async def card(self, delivery_id: DeliveryId) -> Card | None:
        """The card that a delivery owes; None until the present version is written as it wishes."""
        async with self._database.reading() as connection:
            found = await cards_of(connection, _CARD, {"delivery": delivery_id})
            return found[0][1] if found else None

    async def sent_cards(
        self, channel_id: ChannelId, *, limit: int
    ) -> list[tuple[DeliveryId, Card]]:
        """The cards that reached a channel, newest first."""
        query = (
            card_query()
            .where(deliveries.c.channel_id == channel_id)
            .where(deliveries.c.state == DeliveryState.SENT.value)
            .order_by(deliveries.c.sent_at.desc(), deliveries.c.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return await cards_of(connection, query)

    async def mark_sending(self, delivery: Delivery, card: Card, *, now: datetime) -> bool:
        """Notes that a call is about to be made, when, and what it shows. Only a yes allows it.

        It is no if anything became of the delivery since it was read. Of several calls, the first
        whose outcome is unknown stands: a message that is there shows what it showed.
        """
        known = {"state_is": delivery.state.value, "attempts_are": delivery.attempts}
        call = {"now": now, "summary": card.summary_id, "shown_edition": card.edition}
        return await self._step(_SENDING, _of(delivery.id) | known | call, durable=True)

    @whole
    async def mark_sent(self, delivery_id: DeliveryId, receipt: Receipt) -> bool:
        """Notes the proof that the card is there."""
        proof = {"message": receipt.message_id, "at": receipt.at}
        async with self._database.writing(durable=True) as connection:
            sent = await connection.execute(_SENT, _of(delivery_id) | proof)
            if sent.rowcount > 0:
                await hide_sent(connection, delivery_id, receipt.at)
            return sent.rowcount > 0

    async def mark_owed_again(
        self,
        delivery_id: DeliveryId,
        *,
        due_at: datetime,
        error: str,
        now: datetime,
        closed: bool = False,
    ) -> bool:
        """Puts a delivery off, because its call had no effect or could not be made.

        Args:
            delivery_id: The delivery.
            due_at: When it is tried again.
            error: What went wrong.
            now: The present.
            closed: Whether its channel cannot be written to.
        """
        put_off = {"due": due_at, "why": error}
        noted = _put_off(put_off, closed=closed)
        return await self._take(_OWED_AGAIN, _of(delivery_id) | put_off, noted, now)

    async def mark_unknown(
        self,
        delivery_id: DeliveryId,
        *,
        due_at: datetime,
        error: str,
        now: datetime,
        closed: bool = False,
    ) -> bool:
        """Puts a delivery off whose call may have had its effect: it stays to be settled."""
        put_off = {"due": due_at, "why": error}
        noted = _put_off(put_off, closed=closed)
        return await self._take(_UNKNOWN, _of(delivery_id) | put_off, noted, now)

    async def mark_failed(self, delivery_id: DeliveryId, error: str, *, now: datetime) -> bool:
        """Gives a delivery up."""
        given_up = Happening.FAILED, {"problem": error}
        return await self._take(_FAILED, _of(delivery_id) | {"why": error}, given_up, now)

    async def mark_filtered(
        self, delivery_id: DeliveryId, ruling: Ruling, *, now: datetime
    ) -> bool:
        """Keeps an undecided card from its channel."""
        kept = Happening.FILTERED, ruling.facts
        return await self._take(_KEPT, _of(delivery_id), kept, now)

    async def mark_passed(
        self, delivery_id: DeliveryId, topics: Collection[str], *, now: datetime
    ) -> bool:
        """Lets an undecided card through.

        Args:
            delivery_id: The delivery.
            topics: What its story is about; nothing where nobody knows.
            now: The present.
        """
        facts = {"reason": "topics" if topics else "unknown", "topics": ", ".join(topics)}
        return await self._take(_PASSED, _of(delivery_id), (Happening.PASSED, facts), now)

    @whole
    async def mark_joined(
        self, delivery_id: DeliveryId, teller: DeliveryId, *, now: datetime
    ) -> bool:
        """Notes that another card of its channel tells the story, so that it needs none."""
        asked = _of(delivery_id) | {"teller": teller}
        async with self._database.writing(durable=True) as connection:
            row = (await connection.execute(_JOINED.returning(*WHERE), asked)).first()
            if row is not None:
                await note_teller(connection, row.entry_id, row.channel_id, teller, now)
            return row is not None


def _of(delivery_id: DeliveryId) -> Values:
    return {"delivery": delivery_id}


def _put_off(values: Values, *, closed: bool) -> Noted:
    if closed:
        return Happening.CLOSED, {"problem": values["why"]}
    return Happening.PUT_OFF, {"problem": values["why"], "until": values["due"].isoformat()}


@cache
def _channels_owed(*, few: bool, one: bool) -> Select[Any]:
    """The channels that are owed something, among a few of them or for one story."""
    wanted = [is_open(), _IS_DUE]
    if few:
        wanted.append(deliveries.c.channel_id.in_(bindparam("few", expanding=True)))
    if one:
        told = (
            select(entries.c.id)
            .join_from(articles, entries, entries.c.article_id == articles.c.id)
            .where(articles.c.story_id == bindparam("story"))
        )
        wanted.append(deliveries.c.entry_id.in_(told))
    waiting = union_all(
        *(
            select(deliveries.c.channel_id, func.min(deliveries.c.due_at).label("due_at"))
            .where(debt, *wanted)
            .group_by(deliveries.c.channel_id)
            for debt in _DEBTS
        )
    ).subquery()
    return (
        select(waiting.c.channel_id)
        .group_by(waiting.c.channel_id)
        .order_by(func.min(waiting.c.due_at), waiting.c.channel_id)
        .limit(bindparam("most"))
    )
