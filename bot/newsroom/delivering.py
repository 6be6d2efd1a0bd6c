"""Delivering: each channel gets the cards that it is owed, and better ones where there are."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Protocol
from weakref import WeakValueDictionary

import structlog
from structlog.contextvars import bound_contextvars

from bot.errors import CardError, ChannelError, DelayError
from bot.meters import Meters
from bot.news import (
    Card,
    ChannelId,
    DeliveryState,
    MessageId,
    OwedDelivery,
    OwedEdit,
    Receipt,
    Related,
    Story,
    StoryId,
    Threads,
    Withdrawal,
)
from bot.newsroom.channels import Channels
from bot.newsroom.desk import Desk
from bot.newsroom.filtering import ruling_on
from bot.newsroom.hearing import Hearing
from bot.newsroom.retrying import retry_at
from bot.storage import Storage
from bot.stories.related import relate
from bot.stories.terms import TermCounts, heaviest
from bot.writing.changes import what_is_new

# How long a newer card waits for an older one that is still being read, so that a channel stays in
# order: longer than a page may take, shorter than a reader's patience. A model's time comes on top.
PATIENCE = timedelta(seconds=30)
# What could not be posted for this long is no longer news: a channel that opens again after its
# holidays is not flooded with all that it missed.
STALE = timedelta(hours=48)
# A call of unknown outcome is certainly over by then, and its front looks for what it has done
# instead of relying on a repetition.
CERTAIN = timedelta(minutes=5)
UNCERTAIN = "whether a hidden card was posted is not certain yet"
TOO_LATE = "no longer news: it could not be posted in two days"
log = structlog.get_logger(__name__)


class Publisher(Protocol):
    """Where cards go: a screen, a stream of lines, a channel."""

    def on_air(
        self, channels: Channels, hearing: Hearing | None, desk: Desk | None
    ) -> AbstractAsyncContextManager[asyncio.Future[None]]:
        """Open while this process is the one that shows cards.

        Args:
            channels: Who is told what becomes of channels.
            hearing: Who is told what readers say.
            desk: Whom moderators ask.

        Yields:
            A future that raises `AdminError` when it can no longer go on.

        Raises:
            AdminError: It cannot begin.
        """
        ...

    async def publish(self, delivery: OwedDelivery, card: Card) -> Receipt:
        """Show a card, once for each delivery id as far as that place allows.

        Raises:
            ChannelError: The channel cannot be written to.
            CardError: The card is refused.
            DelayError: It did not work, or may not have worked, this time.
        """
        ...

    async def find(
        self, delivery: OwedDelivery, card: Card, *, after: MessageId | None
    ) -> Receipt | None:
        """The receipt of a delivery whose outcome is unknown, if it can be found.

        None means that to publish it again is right: it was never shown, or the place would know
        it again.

        Args:
            delivery: What was under way when its outcome was lost.
            card: What was to be shown.
            after: The newest message of the channel that is another delivery's.

        Raises:
            ChannelError: The channel cannot be read.
            DelayError: It cannot be found out for now.
        """
        ...

    async def edit(self, edit: OwedEdit, card: Card, *, news: str) -> None:
        """Show a card where it stood as it was before. Repeating it is harmless.

        Args:
            edit: Which card.
            card: The card as it is now.
            news: What is new in its story, to be told to whoever talks about it; empty for nothing.

        Raises:
            ChannelError: The channel cannot be written to.
            CardError: The card is refused, or the message is gone.
            DelayError: It did not work, or may not have worked, this time.
        """
        ...

    async def withdraw(self, channel_id: ChannelId, message_id: MessageId) -> None:
        """Take a card away; one that is gone already is right, and its thread stays.

        Raises:
            ChannelError: The channel cannot be reached.
            CardError: The message cannot be taken away.
            DelayError: It did not work, or may not have worked, this time.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """The last part of the path: Summary -> Card -> Delivery -> Receipt."""

    storage: Storage
    publisher: Publisher
    audience: Collection[ChannelId] | None  # the channels that the publisher serves; None for all
    counts: TermCounts
    clock: Callable[[], datetime]
    dice: Random
    meters: Meters
    patience: timedelta = PATIENCE
    linking: WeakValueDictionary[StoryId, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def deliver(self, key: str) -> None:
        """Show a channel the cards that it is owed, oldest first, each once; else better ones.

        What moderators have hidden goes before anything else. New cards come next: edits wait for a
        look that finds none to post.
        """
        channel_id = ChannelId(int(key))
        await self._withdraw_all(channel_id)
        if not await self._deliver_all(channel_id):
            await self._edit_all(channel_id)

    async def _deliver_all(self, channel_id: ChannelId) -> int:
        """Show a channel the cards that it is owed; how many there were."""
        posted = 0
        while owed := await self.storage.owed(channel_id, self.clock()):
            if await self._settle(owed):
                continue
            ready = next_ready(owed, self.patience, now=self.clock())
            if ready is None:
                break
            with (
                bound_contextvars(entry=ready.entry_id, delivery=ready.id),
                self.meters.step("deliver"),
            ):
                if not await self._deliver(ready):
                    break  # the next look, or the next try, brings what is left
            posted += 1
        return posted

    async def _settle(self, owed: Sequence[OwedDelivery]) -> bool:
        """Take off the list what needs no card any more; whether there was any."""
        settled = False
        for delivery in owed:
            if is_stale(delivery, now=self.clock()):
                settled |= await self.storage.mark_failed(delivery.id, TOO_LATE, now=self.clock())
            elif delivery.hidden and delivery.state is DeliveryState.OWED:
                settled |= await self.storage.mark_hidden(delivery.id, now=self.clock())
            elif delivery.told_by is not None and delivery.state is DeliveryState.OWED:
                settled |= await self.storage.mark_joined(
                    delivery.id, delivery.told_by, now=self.clock()
                )
        return settled

    async def _deliver(self, delivery: OwedDelivery) -> bool:
        """Make one delivery; False if the channel has to wait, or somebody else is at it."""
        card = await self._card(delivery)
        if card is None:  # its article was edited a moment ago, and owes a summary again
            return False
        if delivery.undecided and not await self._passes(delivery, card):
            return True
        try:
            receipt = await self._published(delivery, card)
        except ChannelError as error:
            await self.storage.close_channel(delivery.channel_id, str(error), now=self.clock())
            await self._release(
                delivery, str(error), had_effect=False, due_at=self.clock(), closed=True
            )
            self.meters.delivered("refused")
            log.warning("channel closed", channel=delivery.channel_id, reason=str(error))
            return False
        except CardError as error:
            self.meters.delivered("failed")
            log.error("card refused", reason=str(error))  # noqa: TRY400 - the message says it all
            return await self.storage.mark_failed(delivery.id, str(error), now=self.clock())
        except DelayError as error:
            due_at = retry_at(
                delivery.attempts + 1, error.retry_after, now=self.clock(), random=self.dice
            )
            await self._release(delivery, str(error), had_effect=error.had_effect, due_at=due_at)
            self.meters.delivered("put_off")
            log.warning("card put off", problem=str(error), until=due_at.isoformat())
            return False
        if receipt is None or not await self.storage.mark_sent(delivery.id, receipt):
            return False
        if card.manner.threads is Threads.ALWAYS:
            await self.storage.note_thread(
                delivery.channel_id, receipt.message_id, now=self.clock(), problem=receipt.thread
            )
        self.meters.delivered("sent")
        self.meters.carded((receipt.at - delivery.first_seen_at).total_seconds())
        log.info("card posted", message=receipt.message_id)
        return True

    async def _published(self, delivery: OwedDelivery, card: Card) -> Receipt | None:
        """The proof that a card is there; None if the delivery changed under our hands."""
        if delivery.state is DeliveryState.SENDING:
            after = await self.storage.last_message(delivery.channel_id)
            receipt = await self.publisher.find(delivery, card, after=after)
            if receipt is not None:
                return receipt
            if delivery.hidden:
                await self._never_mind(delivery)
                return None
        if not await self.storage.mark_sending(delivery, card, now=self.clock()):
            return None
        return await self.publisher.publish(delivery, card)

    async def _never_mind(self, delivery: OwedDelivery) -> None:
        """Give up a hidden card that was not found, once it is certain that it is nowhere."""
        if delivery.called_at is not None and self.clock() - delivery.called_at < CERTAIN:
            raise DelayError(UNCERTAIN)
        await self.storage.mark_hidden(delivery.id, now=self.clock())

    async def _passes(self, delivery: OwedDelivery, card: Card) -> bool:
        """Whether a card that waited for its topics passes the filters of its channel."""
        ruling = await ruling_on(self.storage, delivery, card)
        if ruling.verdict.passes is False:
            await self.storage.mark_filtered(delivery.id, ruling, now=self.clock())
            log.info("card filtered", rule=ruling.rule)
            return False
        topics = card.summary.labels
        return await self.storage.mark_passed(delivery.id, topics, now=self.clock())

    async def _release(
        self,
        delivery: OwedDelivery,
        problem: str,
        *,
        had_effect: bool,
        due_at: datetime,
        closed: bool = False,
    ) -> None:
        """Leave a delivery for later; what may be there already stays to be settled."""
        storage = self.storage
        is_unknown = had_effect or delivery.called_at is not None
        put_off = storage.mark_unknown if is_unknown else storage.mark_owed_again
        await put_off(delivery.id, due_at=due_at, error=problem, now=self.clock(), closed=closed)

    async def _withdraw_all(self, channel_id: ChannelId) -> None:
        """Have the cards disappear from a channel whose stories are hidden there."""
        for withdrawal in await self.storage.withdrawals_owed(channel_id, self.clock()):
            with bound_contextvars(entry=withdrawal.entry_id, delivery=withdrawal.id):
                if not await self._withdraw(withdrawal):
                    return

    async def _withdraw(self, withdrawal: Withdrawal) -> bool:
        """Take one card away; False if the channel has to wait."""
        problem, channel_id = "", withdrawal.channel_id
        try:
            await self.publisher.withdraw(channel_id, withdrawal.message_id)
        except ChannelError as error:
            if withdrawal.followed:
                await self.storage.close_channel(channel_id, str(error), now=self.clock())
                log.warning("channel closed", channel=channel_id, reason=str(error))
                return False
            problem = str(error)  # nobody would hear that it can be reached again
        except CardError as error:
            problem = str(error)
        except DelayError as error:
            due_at = retry_at(
                withdrawal.attempts + 1, error.retry_after, now=self.clock(), random=self.dice
            )
            await self.storage.put_off_withdrawal(
                withdrawal.id, due_at=due_at, error=str(error), now=self.clock()
            )
            log.warning("withdrawal put off", problem=str(error), until=due_at.isoformat())
            return False
        await self.storage.mark_withdrawn(withdrawal.id, now=self.clock(), problem=problem)
        log.info("card withdrawn", message=withdrawal.message_id, problem=problem)
        return True

    async def _edit_all(self, channel_id: ChannelId) -> None:
        """Have the cards that stand in a channel show what is known since."""
        for edit in await self.storage.edits_owed(channel_id, self.clock()):
            with bound_contextvars(entry=edit.entry_id, delivery=edit.id):
                if not await self._edit(edit):
                    return

    async def _edit(self, edit: OwedEdit) -> bool:
        """Make one edit; False if the channel has to wait."""
        card = await self.storage.shown_card(edit.id)
        if card is None:  # its feed was removed a moment ago, or its story waits for a summary
            return True
        problem, news = "", whats_new(edit, card)
        if news:
            await self.storage.mark_editing(edit.id, now=self.clock())
        try:
            await self.publisher.edit(edit, card, news=news)
        except ChannelError as error:
            await self.storage.close_channel(edit.channel_id, str(error), now=self.clock())
            log.warning("channel closed", channel=edit.channel_id, reason=str(error))
            return False
        except CardError as error:
            problem = str(error)
            log.warning("card cannot be edited", reason=problem)
        except DelayError as error:
            due_at = retry_at(
                edit.attempts + 1, error.retry_after, now=self.clock(), random=self.dice
            )
            await self.storage.put_off_edit(
                edit.id, due_at=due_at, error=str(error), now=self.clock()
            )
            log.warning("edit put off", problem=str(error), until=due_at.isoformat())
            return False
        await self.storage.mark_edited(edit.id, card, now=self.clock(), error=problem)
        self.meters.edited(failed=bool(problem))
        if not problem:
            log.info("card edited", message=edit.message_id, writer=card.summary.writer)
        return True

    async def _card(self, delivery: OwedDelivery) -> Card | None:
        """The card as it stands now: related links are chosen when the channel's turn comes.

        Only then is everything read that was published earlier, so the links do not depend on
        which page was fetched first.
        """
        if delivery.story_id is not None and not delivery.linked:
            await self._link(delivery.story_id)
        return await self.storage.card(delivery.id)

    async def _link(self, story_id: StoryId) -> None:
        """Choose a story's links once, however many channels wait for it."""
        async with self.linking.setdefault(story_id, asyncio.Lock()):
            story = await self.storage.story(story_id)
            if story is not None and not story.linked:
                await self.storage.save_related(story.id, await self._related(story))

    async def _related(self, story: Story) -> tuple[Related, ...]:
        article = story.articles[0].article
        candidates = await self.storage.candidates(
            heaviest(article.title, article.text, self.counts),
            before=article.published_at,
            besides=story.id,
        )
        return await asyncio.to_thread(
            partial(
                relate,
                article,
                candidates,
                self.counts,
                now=self.clock(),
                story_id=story.id,
                unrelated=await self.storage.unrelated_to(story.id),
            )
        )


def next_ready(
    owed: Sequence[OwedDelivery], patience: timedelta, *, now: datetime
) -> OwedDelivery | None:
    """The delivery to make next: the oldest, unless it is still being read or was put off.

    One that is still unwritten after so much patience is passed over, and shown when it is ready.
    """
    for delivery in owed:
        if delivery.due_at > now:
            return None
        if delivery.written:
            return delivery
        if now - delivery.first_seen_at < patience:
            return None
    return None


def whats_new(edit: OwedEdit, card: Card) -> str:
    """What a story tells that its card did not, in a line; empty where only the card is better."""
    if edit.shown is None or card.version <= edit.version:
        return ""
    return what_is_new(edit.shown, card.summary)


def is_stale(delivery: OwedDelivery, *, now: datetime) -> bool:
    """Whether a delivery has waited too long to be news, and was certainly never shown."""
    return delivery.state is DeliveryState.OWED and now - delivery.first_seen_at > STALE
