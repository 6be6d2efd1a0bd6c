"""Cards that stand in a channel and have a better summary by now."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.news import Card, ChannelId, DeliveryId, DeliveryState, OwedEdit, SummaryId
from bot.storage.cards import card_query, cards_of
from bot.storage.conditions import is_open, is_outdated
from bot.storage.rows import owed_edit_of
from bot.storage.shelf import Shelf
from bot.storage.tables import deliveries

_IS_SENT = deliveries.c.state == DeliveryState.SENT.value

# Asked for each channel that is served, so it is put together once.
_OWED = (
    select(deliveries)
    .where(deliveries.c.channel_id == bindparam("channel"), is_open())
    .where(is_outdated(bindparam("since")), deliveries.c.due_at <= bindparam("now"))
    .order_by(deliveries.c.sent_at, deliveries.c.id)
    .limit(bindparam("most"))
)
_SHOWN = card_query().where(deliveries.c.id == bindparam("delivery"), _IS_SENT)
_STEP = update(deliveries).where(deliveries.c.id == bindparam("delivery"), _IS_SENT)
_EDITED = _STEP.values(
    summary_id=bindparam("summary"), attempts=0, due_at=bindparam("now"), error=bindparam("why")
)
_PUT_OFF = _STEP.values(
    attempts=deliveries.c.attempts + 1, due_at=bindparam("due"), error=bindparam("why")
)


class EditShelf(Shelf):
    """Edits of cards that have been sent. A card says once which summary it shows."""

    async def edits_owed(
        self, channel_id: ChannelId, now: datetime, limit: int = 50, *, since: datetime
    ) -> list[OwedEdit]:
        """The cards of an open channel whose summary has been replaced, the oldest first.

        Args:
            channel_id: The channel.
            now: The present.
            limit: How many at most.
            since: Only cards that were sent after this.
        """
        wanted = {"channel": channel_id, "now": now, "since": since, "most": limit}
        async with self._database.reading() as connection:
            rows = await connection.execute(_OWED, wanted)
            return [owed_edit_of(row) for row in rows.mappings()]

    async def shown_card(self, delivery_id: DeliveryId) -> Card | None:
        """The card that was sent, as it would be now; None when there is none.

        A summary that has outlived its article's text comes without its evidence.
        """
        async with self._database.reading() as connection:
            found = await cards_of(connection, _SHOWN, {"delivery": delivery_id})
            return found[0][1] if found else None

    async def mark_edited(
        self, delivery_id: DeliveryId, summary_id: SummaryId, *, now: datetime, error: str = ""
    ) -> bool:
        """Notes that a message shows this summary now, or why it is left as it is."""
        shown = {"summary": summary_id, "now": now, "why": error}
        return await self._step(_EDITED, {"delivery": delivery_id, **shown})

    async def put_off_edit(self, delivery_id: DeliveryId, *, due_at: datetime, error: str) -> bool:
        """Puts an edit off, because its call failed."""
        return await self._step(_PUT_OFF, {"delivery": delivery_id, "due": due_at, "why": error})
