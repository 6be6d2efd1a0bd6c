"""Cards that stand in a channel and no longer show what they would show now."""

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from bot.news import Card, ChannelId, DeliveryId, DeliveryState, Happening, OwedEdit
from bot.storage.cards import card_query, cards_of
from bot.storage.columns import Moment
from bot.storage.conditions import is_behind, is_open, is_outdated, moment, moments
from bot.storage.rows import owed_edit_of
from bot.storage.steps import NotingShelf
from bot.storage.tables import deliveries, summaries

_IS_SENT = deliveries.c.state == DeliveryState.SENT.value

# Asked for each channel that is served, so it is put together once.
_OWED = (
    select(deliveries, summaries)
    .join_from(deliveries, summaries, summaries.c.id == deliveries.c.summary_id, isouter=True)
    .where(deliveries.c.channel_id == bindparam("channel"), is_open())
    .where(or_(is_outdated(), is_behind()), deliveries.c.due_at <= moment("now"))
    .order_by(deliveries.c.sent_at, deliveries.c.id)
    .limit(bindparam("most"))
)
_SHOWN = card_query().where(deliveries.c.id == bindparam("delivery"), _IS_SENT)
_STEP = update(deliveries).where(deliveries.c.id == bindparam("delivery"), _IS_SENT)
_EDITING = _STEP.values(
    called_at=func.coalesce(deliveries.c.called_at, bindparam("now", type_=Moment()))
)
_EDITED = _STEP.values(
    summary_id=bindparam("summary"),
    edition=bindparam("shown_edition"),
    edited_at=bindparam("now"),
    called_at=None,
    attempts=0,
    due_at=bindparam("now"),
    error=bindparam("why"),
)
_PUT_OFF = _STEP.values(
    attempts=deliveries.c.attempts + 1, due_at=bindparam("due"), error=bindparam("why")
)


class EditShelf(NotingShelf):
    """Edits of cards that have been sent. A card says once what it shows."""

    async def edits_owed(
        self, channel_id: ChannelId, now: datetime, limit: int = 50
    ) -> list[OwedEdit]:
        """The living cards of an open channel that show too little by now, the oldest first.

        Args:
            channel_id: The channel.
            now: The present.
            limit: How many at most.
        """
        wanted = {"channel": channel_id, "most": limit, **moments(now)}
        async with self._database.reading() as connection:
            rows = await connection.execute(_OWED, wanted)
            return [owed_edit_of(row) for row in rows.mappings()]

    async def shown_card(self, delivery_id: DeliveryId) -> Card | None:
        """The card that was sent, as it would be now; None when there is none."""
        async with self._database.reading() as connection:
            found = await cards_of(connection, _SHOWN, {"delivery": delivery_id})
            return found[0][1] if found else None

    async def mark_editing(self, delivery_id: DeliveryId, *, now: datetime) -> bool:
        """Notes that a call is about to be made which may post something, and when."""
        return await self._step(_EDITING, {"delivery": delivery_id, "now": now}, durable=True)

    async def mark_edited(
        self, delivery_id: DeliveryId, card: Card, *, now: datetime, error: str = ""
    ) -> bool:
        """Notes that a message shows this card now, or why it is left as it is."""
        shown = {"summary": card.summary_id, "shown_edition": card.edition}
        values = {"delivery": delivery_id, "now": now, "why": error, **shown}
        edited = Happening.EDITED, {"problem": error}
        return await self._take(_EDITED, values, edited, now, durable=False)

    async def put_off_edit(
        self, delivery_id: DeliveryId, *, due_at: datetime, error: str, now: datetime
    ) -> bool:
        """Puts an edit off, because its call failed."""
        values = {"delivery": delivery_id, "due": due_at, "why": error}
        put_off = Happening.PUT_OFF, {"problem": error, "until": due_at.isoformat()}
        return await self._take(_PUT_OFF, values, put_off, now, durable=False)
