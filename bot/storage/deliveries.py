"""What is owed to which channel, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal, select, update

from bot.news import (
    ArticleId,
    Card,
    ChannelId,
    Delivery,
    DeliveryId,
    DeliveryState,
    MessageId,
    OwedDelivery,
    Receipt,
)
from bot.storage.cards import card_query, cards_of
from bot.storage.conditions import is_open, is_unsettled, is_written
from bot.storage.rows import Values, owed_delivery_of
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import articles, deliveries, entries, summaries

# One article may be owed to very many channels; those beyond are found by the next look.
MOST_CHANNELS = 10_000

_UNSETTLED = (DeliveryState.OWED, DeliveryState.SENDING)


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
        article_id: ArticleId | None = None,
    ) -> list[ChannelId]:
        """Channels that are owed something by now and can be written to, the longest waiting first.

        Args:
            now: The present.
            limit: How many at most.
            among: Only these channels; None for all.
            article_id: Only channels that are owed this article; None for any.
        """
        wanted = [is_unsettled(), is_open(), deliveries.c.due_at <= now]
        if among is not None:
            wanted.append(deliveries.c.channel_id.in_(among))
        if article_id is not None:
            told = select(entries.c.id).where(entries.c.article_id == article_id)
            wanted.append(deliveries.c.entry_id.in_(told))
        query = (
            select(deliveries.c.channel_id)
            .where(*wanted)
            .group_by(deliveries.c.channel_id)
            .order_by(func.min(deliveries.c.due_at), deliveries.c.channel_id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [ChannelId(channel_id) for channel_id in await connection.scalars(query)]

    async def channels_due_again(self, since: datetime, now: datetime) -> list[ChannelId]:
        """Channels with a delivery that was put off and fell due between two moments."""
        query = (
            select(deliveries.c.channel_id)
            .where(is_unsettled(), is_open(), deliveries.c.attempts > 0)
            .where(deliveries.c.due_at > since, deliveries.c.due_at <= now)
            .distinct()
        )
        async with self._database.reading() as connection:
            return [ChannelId(channel_id) for channel_id in await connection.scalars(query)]

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

    async def owed(self, channel_id: ChannelId, *, limit: int = 50) -> list[OwedDelivery]:
        """What a channel is owed, due or not: one whose outcome is unknown, then the oldest."""
        sending = deliveries.c.state == DeliveryState.SENDING.value
        query = (
            select(deliveries, entries, articles.c.linked, is_written().label("written"))
            .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
            .join(articles, articles.c.id == entries.c.article_id, isouter=True)
            .where(deliveries.c.channel_id == channel_id, is_unsettled(), is_open())
            .order_by(sending.desc(), entries.c.published_at, entries.c.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return [owed_delivery_of(row) for row in rows.mappings()]

    async def card(self, delivery_id: DeliveryId) -> Card | None:
        """The card that a delivery owes; None until the article's present version is written."""
        query = card_query().where(
            deliveries.c.id == delivery_id,
            summaries.c.article_version == articles.c.version,
        )
        async with self._database.reading() as connection:
            found = await cards_of(connection, query)
            return found[0][1] if found else None

    async def sent_cards(
        self, channel_id: ChannelId, *, limit: int
    ) -> list[tuple[DeliveryId, Card]]:
        """The cards that reached a channel, newest first.

        A summary that has outlived its article's text comes without its evidence.
        """
        query = (
            card_query()
            .where(deliveries.c.channel_id == channel_id)
            .where(deliveries.c.state == DeliveryState.SENT.value)
            .order_by(deliveries.c.sent_at.desc(), deliveries.c.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return await cards_of(connection, query)

    async def mark_sending(self, delivery: Delivery, *, now: datetime) -> bool:
        """Notes that a call is about to be made, and when. Only a yes allows it.

        It is no if anything became of the delivery since it was read.
        """
        return await self._step(
            delivery.id,
            {
                "state": DeliveryState.SENDING.value,
                "attempts": deliveries.c.attempts + 1,
                # The first call stands: from then on a message may be there.
                "called_at": func.coalesce(
                    deliveries.c.called_at, literal(now, deliveries.c.called_at.type)
                ),
            },
            [delivery.state],
            deliveries.c.attempts == delivery.attempts,
        )

    async def mark_sent(self, delivery_id: DeliveryId, receipt: Receipt) -> bool:
        """Notes the proof that the card is there."""
        return await self._step(
            delivery_id,
            {
                "state": DeliveryState.SENT.value,
                "message_id": receipt.message_id,
                "sent_at": receipt.at,
                "called_at": None,
                "error": "",
            },
            _UNSETTLED,
        )

    async def mark_owed_again(
        self, delivery_id: DeliveryId, *, due_at: datetime, error: str
    ) -> bool:
        """Puts a delivery off, because its call had no effect or could not be made."""
        owed = {"state": DeliveryState.OWED.value, "called_at": None}
        return await self._step(delivery_id, {**owed, "due_at": due_at, "error": error}, _UNSETTLED)

    async def mark_unknown(self, delivery_id: DeliveryId, *, due_at: datetime, error: str) -> bool:
        """Puts a delivery off whose call may have had its effect: it stays to be settled."""
        return await self._step(
            delivery_id, {"due_at": due_at, "error": error}, [DeliveryState.SENDING]
        )

    async def mark_failed(self, delivery_id: DeliveryId, error: str) -> bool:
        """Gives a delivery up."""
        return await self._step(
            delivery_id, {"state": DeliveryState.FAILED.value, "error": error}, _UNSETTLED
        )

    @whole
    async def _step(
        self,
        delivery_id: DeliveryId,
        values: Values,
        allowed: Sequence[DeliveryState],
        *conditions: ColumnElement[bool],
    ) -> bool:
        async with self._database.writing(durable=True) as connection:
            stepped = await connection.execute(
                update(deliveries)
                .where(
                    deliveries.c.id == delivery_id,
                    deliveries.c.state.in_([state.value for state in allowed]),
                    *conditions,
                )
                .values(values)
            )
            return stepped.rowcount > 0
