"""Publishing: an article gets its summary, and each channel the cards that it is owed."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.engine import Task, Wake
from bot.news import (
    ArticleId,
    Card,
    ChannelId,
    Delivery,
    DeliveryState,
    OwedDelivery,
    Receipt,
    Related,
    StoredArticle,
)
from bot.storage import Storage
from bot.stories.related import relate
from bot.stories.terms import TermCounts, heaviest
from bot.writing.extractive import write_extractive

# How long a newer card waits for an older one that is still being read, so that a channel stays in
# order: longer than a page may take, shorter than a reader's patience.
PATIENCE = timedelta(seconds=30)
# How long a call may be under way before its outcome counts as unknown. Until then it may be
# another worker's, who is about to note the receipt.
UNDER_WAY = timedelta(seconds=10)


class Publisher(Protocol):
    """Where cards go: a screen, a stream of lines, a channel."""

    async def publish(self, delivery: Delivery, card: Card) -> Receipt:
        """Show a card, once for each delivery id as far as that place allows."""
        ...

    async def find(self, delivery: Delivery) -> Receipt | None:
        """The receipt of a delivery whose outcome is unknown; None if it was never shown."""
        ...


@dataclass(frozen=True, slots=True)
class Publishing:
    """The second half of the path: Article -> Summary -> Card -> Delivery -> Receipt."""

    storage: Storage
    publisher: Publisher
    audience: Collection[ChannelId] | None  # the channels that the publisher serves; None for all
    counts: TermCounts
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]

    async def write(self, key: str) -> None:
        """Write the summary that an article is owed, and wake the channels that wait for it."""
        stored = await self.storage.article(ArticleId(int(key)))
        if stored is None:
            return
        summary = await asyncio.to_thread(write_extractive, stored.article)
        await self.storage.save_summary(stored.id, stored.version, summary, now=self.clock())
        channels = await self.storage.channels_owed(
            self.clock(), among=self.audience, article_id=stored.id
        )
        await self.wake(*(Wake(Task.DELIVER, str(channel)) for channel in channels))

    async def deliver(self, key: str) -> None:
        """Show a channel the cards that it is owed, oldest first, each once."""
        channel_id = ChannelId(int(key))
        while delivery := next_ready(await self.storage.owed(channel_id), now=self.clock()):
            if not await self._deliver(delivery):
                return  # somebody else is at it; the next look brings what is left

    async def _deliver(self, delivery: OwedDelivery) -> bool:
        """Make one delivery; False if it has changed under our hands, and nothing was done."""
        receipt = None
        if delivery.state is DeliveryState.SENDING:
            receipt = await self.publisher.find(delivery)
        if receipt is None:
            card = await self._card(delivery)
            if card is None:  # its article was edited a moment ago, and owes a summary again
                return False
            is_ours = await self.storage.mark_sending(delivery.id, now=self.clock())
            if delivery.state is DeliveryState.OWED and not is_ours:
                return False
            receipt = await self.publisher.publish(delivery, card)
        return await self.storage.mark_sent(delivery.id, receipt)

    async def _card(self, delivery: OwedDelivery) -> Card | None:
        """The card as it stands now: related links are chosen when the channel's turn comes.

        Only then is everything read that was published earlier, so the links do not depend on
        which page was fetched first.
        """
        if delivery.article_id is not None and not delivery.linked:
            stored = await self.storage.article(delivery.article_id)
            if stored is not None:
                await self.storage.save_related(stored.id, await self._related(stored))
        return await self.storage.card(delivery.id)

    async def _related(self, stored: StoredArticle) -> tuple[Related, ...]:
        article = stored.article
        candidates = await self.storage.candidates(
            heaviest(article.title, article.text, self.counts),
            before=article.published_at,
            excluding=stored.id,
        )
        return await asyncio.to_thread(relate, article, candidates, self.counts, now=self.clock())


def next_ready(owed: Sequence[OwedDelivery], *, now: datetime) -> OwedDelivery | None:
    """The delivery to make next: the oldest, unless it is still being read or sent.

    One that is still unwritten after `PATIENCE` is passed over, and shown when it is ready.
    """
    for delivery in owed:
        is_sending = delivery.state is DeliveryState.SENDING
        if is_sending and now - delivery.due_at < UNDER_WAY:
            return None
        if delivery.written:
            return delivery
        if now - delivery.first_seen_at < PATIENCE:
            return None
    return None
