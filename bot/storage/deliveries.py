"""What is owed to which channel, and what became of it."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, bindparam, func, select, union, union_all, update

from bot.news import (
    Card,
    ChannelId,
    Delivery,
    DeliveryId,
    DeliveryState,
    MessageId,
    OwedDelivery,
    Receipt,
    StoryId,
)
from bot.storage.cards import card_query, cards_of
from bot.storage.columns import Id, Moment
from bot.storage.conditions import (
    is_behind,
    is_open,
    is_outdated,
    is_unsettled,
    is_written,
    moments,
    told_by,
)
from bot.storage.rows import Values, owed_delivery_of
from bot.storage.shelf import Shelf
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
    )
    .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
    .join(articles, articles.c.id == entries.c.article_id, isouter=True)
    .join(stories, stories.c.id == articles.c.story_id, isouter=True)
    .where(deliveries.c.channel_id == bindparam("channel"), is_unsettled(), is_open())
    .order_by(_IS_SENDING.desc(), entries.c.published_at, entries.c.id)
    .limit(bindparam("most"))
)
_IS_DUE = deliveries.c.due_at <= bindparam("now", type_=Moment())
# What is owed to a channel: a card, or an edit of one.
_DEBTS = (is_unsettled(), is_outdated(), is_behind())
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


class DeliveryShelf(Shelf):
    """Deliveries and the cards they owe.

    Each step is taken once: a step from a state that the delivery no longer has changes nothing
    and gives False. Steps survive a power cut, since a message cannot be unsent.
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

        That is a card, or an edit of one that was sent within two days.

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
        return await self._take(_SENDING, delivery.id, known | call)

    async def mark_sent(self, delivery_id: DeliveryId, receipt: Receipt) -> bool:
        """Notes the proof that the card is there."""
        proof = {"message": receipt.message_id, "at": receipt.at}
        return await self._take(_SENT, delivery_id, proof)

    async def mark_owed_again(
        self, delivery_id: DeliveryId, *, due_at: datetime, error: str
    ) -> bool:
        """Puts a delivery off, because its call had no effect or could not be made."""
        return await self._take(_OWED_AGAIN, delivery_id, {"due": due_at, "why": error})

    async def mark_unknown(self, delivery_id: DeliveryId, *, due_at: datetime, error: str) -> bool:
        """Puts a delivery off whose call may have had its effect: it stays to be settled."""
        return await self._take(_UNKNOWN, delivery_id, {"due": due_at, "why": error})

    async def mark_joined(self, delivery_id: DeliveryId, teller: DeliveryId) -> bool:
        """Notes that another card of its channel tells the story, so that it needs none."""
        return await self._take(_JOINED, delivery_id, {"teller": teller})

    async def mark_failed(self, delivery_id: DeliveryId, error: str) -> bool:
        """Gives a delivery up."""
        return await self._take(_FAILED, delivery_id, {"why": error})

    async def _take(self, step: Update, delivery_id: DeliveryId, values: Values) -> bool:
        return await self._step(step, {"delivery": delivery_id, **values}, durable=True)


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
