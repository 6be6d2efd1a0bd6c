"""Posting to Discord: each card once, whatever becomes of the answer, and better ones in place."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import discord
import structlog
from discord.http import Route

from bot.errors import CardError, ChannelError
from bot.fronts import wording
from bot.fronts.discord.answering.excuses import (
    ARCHIVED,
    GONE,
    code_of,
)
from bot.fronts.discord.answering.speaking import PACE, DiscordSpeaker
from bot.fronts.discord.calling import (
    CALL,
    CLOCKS_DIFFER,
    NONCE_WINDOW,
    Line,
    at_message,
    id_of,
    posting,
)
from bot.fronts.discord.cards import layout, nonce, payload
from bot.fronts.discord.client import Channels
from bot.fronts.discord.connection import Access, connected
from bot.fronts.discord.limits import Allowance
from bot.fronts.discord.moderators.board import NoticeBoard
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.threads import name_after, open_thread
from bot.fronts.discord.troubles import FixedError
from bot.fronts.discord.updates import is_told, thread_of, update
from bot.news import Card, ChannelId, MessageId, OwedDelivery, OwedEdit, Receipt, Threads
from bot.newsroom.desk import Desk

log = structlog.get_logger(__name__)


class DiscordPublisher:
    """Posts cards as messages, and is connected while it is on the air.

    Args:
        access: The way to Discord.
        allowance: What may be asked of Discord at a moment.
        clock: The present.
        call: Seconds that one call may take.
        nonce_window: For how long Discord can be counted on to know a nonce again.
        pace: Seconds from one edit of an answer to the next.

    Attributes:
        board: Tells moderators, over the same connection.
        speaker: Shows answers to questions, the same way.
    """

    def __init__(
        self,
        access: Access,
        *,
        allowance: Allowance,
        clock: Callable[[], datetime],
        call: float = CALL,
        nonce_window: timedelta = NONCE_WINDOW,
        pace: float = PACE,
    ) -> None:
        self._access = access
        self._allowance = allowance
        self._clock = clock
        self._nonce_window = nonce_window
        self._line = Line(call=call)
        self.board = NoticeBoard(self._line, clock=clock, nonce_window=nonce_window)
        self.speaker = DiscordSpeaker(self._line, clock=clock, nonce_window=nonce_window, pace=pace)

    @property
    def connected(self) -> bool:
        """Whether the gateway speaks to us."""
        return self._line.client is not None and self._line.client.is_connected

    @property
    def invalid_requests(self) -> int:
        """Requests that Discord refused in the last ten minutes."""
        return self._allowance.invalid

    @contextlib.asynccontextmanager
    async def on_air(
        self, channels: Channels, hearing: Hearing | None = None, desk: Desk | None = None
    ) -> AsyncIterator[asyncio.Future[None]]:
        """Log in, and keep the gateway connected.

        Args:
            channels: Who is told what becomes of channels.
            hearing: Who is told what readers do; None where nobody is heard.
            desk: Whom moderators ask; None where there is none.

        Raises:
            TokenError: Discord refuses the token.
            AdminError: Discord cannot be reached.
        """
        connecting = connected(self._access, channels, self._allowance, hearing=hearing, desk=desk)
        async with connecting as (client, staying):
            self._line.client = client
            try:
                yield staying
            finally:
                self._line.client = None

    async def publish(self, delivery: OwedDelivery, card: Card) -> Receipt:
        """Post a card, and start its thread where its channel wants one with each.

        A repetition within Discord's memory gives the first message again.

        Raises:
            ChannelError: The channel cannot be written to.
            CardError: The card is refused.
            DelayError: It did not work, or may not have worked, this time.
            TokenError: Discord refuses the token.
        """
        route = posting(delivery.channel_id)
        message = await self._show(route, partial(payload, card, nonce=nonce(delivery)))
        return await self._receipt(message, delivery, card)

    async def edit(self, edit: OwedEdit, card: Card, *, news: str) -> None:
        """Show a card where another one of the same story stands. Repeating it is harmless.

        Where the message has a thread, `news` is told there, in one line.

        Raises:
            ChannelError: The channel cannot be written to.
            CardError: The card is refused, or the message is gone or cannot be edited.
            DelayError: It did not work, or may not have worked, this time.
            TokenError: Discord refuses the token.
        """
        route = at_message("PATCH", edit.channel_id, edit.message_id)
        message = await self._show(route, partial(layout, card))
        thread, told = thread_of(message, edit), update(edit, card, news)
        if thread is None or told is None:
            return
        try:
            await self._tell(thread, edit, told)
        except (CardError, ChannelError) as error:  # locked, gone, forbidden: the card is right
            log.info("thread not told of an update", thread=thread, reason=str(error))

    async def withdraw(self, channel_id: ChannelId, message_id: MessageId) -> None:
        """Delete a card; one that is gone already is right. A thread that hangs from it stays.

        Raises:
            ChannelError: The channel cannot be reached.
            CardError: The message cannot be deleted where it stands.
            DelayError: It did not work, or may not have worked, this time.
            TokenError: Discord refuses the token.
        """
        try:
            await self._line.ask(at_message("DELETE", channel_id, message_id))
        except ChannelError as error:
            if code_of(error) == ARCHIVED:
                raise CardError(str(error)) from error
            if code_of(error) not in GONE:
                raise

    async def _tell(self, thread: ChannelId, edit: OwedEdit, told: dict[str, Any]) -> None:
        """Post a line into a thread, unless an earlier call whose answer was lost has done so."""
        called_at = edit.called_at
        if called_at is not None and self._clock() - called_at >= self._nonce_window:
            since = discord.utils.time_snowflake(called_at - CLOCKS_DIFFER)
            async for message in self._line.history(thread, since):
                if is_told(message, told["content"], author=self._line.me):
                    return
        await self._line.ask(posting(thread), json=told)

    async def _receipt(self, message: object, delivery: OwedDelivery, card: Card) -> Receipt:
        """The proof that a card stands there, and what became of its thread.

        The thread comes before the proof is noted: where both are cut short, the card is posted
        again, which gives the same message, and only the thread is new.
        """
        receipt = receipt_of(message, self._clock())
        if card.manner.threads is not Threads.ALWAYS:
            return receipt
        name = name_after(message, wording.headline(card))
        problem = await open_thread(self._line, delivery, receipt.message_id, name)
        return replace(receipt, thread=problem)

    async def _show(self, route: Route, lay_out: Callable[..., dict[str, Any]]) -> object:
        """Send a card; once more without its links where Discord refuses what it says."""
        try:
            return await self._line.ask(route, json=_body(lay_out))
        except FixedError:
            raise
        except CardError as error:
            log.warning("card refused; tried without its links", reason=str(error))
            return await self._line.ask(route, json=_body(lay_out, plain=True))

    async def find(
        self, delivery: OwedDelivery, card: Card, *, after: MessageId | None
    ) -> Receipt | None:
        """The message of a delivery whose outcome is unknown, from the channel's history.

        While Discord can be counted on to know the nonce again, there is nothing to find out: to
        post again gives the first message, if there is one.

        Raises:
            ChannelError: The channel cannot be read.
            DelayError: It cannot be found out for now.
            TokenError: Discord refuses the token.
        """
        called_at = delivery.called_at
        if called_at is None or self._clock() - called_at < self._nonce_window:
            return None
        since = max(discord.utils.time_snowflake(called_at - CLOCKS_DIFFER), after or 0)
        [embed] = layout(card)["embeds"]
        async for message in self._line.history(delivery.channel_id, since):
            if is_same_card(message, embed, author=self._line.me):
                log.info("lost answer found in the history", message=message["id"])
                return await self._receipt(message, delivery, card)
        return None


def _body(lay_out: Callable[..., dict[str, Any]], *, plain: bool = False) -> dict[str, Any]:
    try:
        return lay_out(plain=plain)
    except Exception as error:
        # Loud, but the channel goes on: what cannot be laid out now never can.
        log.exception("a fault in Newsdesk")
        raise CardError("a fault in Newsdesk: the card cannot be laid out") from error


def receipt_of(answer: object, at: datetime) -> Receipt:
    """The proof in Discord's answer.

    Raises:
        DelayError: It is no message; whether one was made is not known.
    """
    return Receipt(MessageId(id_of(answer)), at)


def is_same_card(message: object, embed: Mapping[str, Any], *, author: int) -> bool:
    """Whether a message of a channel's history is ours and shows this card.

    Discord gives no nonce back in a history. But a channel's cards are posted one after the other,
    and what is known to be another delivery's lies before, so the same link is the same card; where
    there is no link, the title says it.
    """
    match message:
        case {"author": {"id": str(who)}, "embeds": list(shown)} if who == str(author):
            return any(_is_same(each, embed) for each in shown)
    return False


def _is_same(shown: object, embed: Mapping[str, Any]) -> bool:
    match shown:
        case {"url": str(url)} if url:
            return url == embed.get("url")
        case {"title": str(title)}:
            return title == embed.get("title")
    return False
