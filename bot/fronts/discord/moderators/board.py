"""The moderators' channel: each reported card has one notice there, whatever becomes of a call."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

import discord

from bot.fronts.discord.calling import (
    CLOCKS_DIFFER,
    NONCE_WINDOW,
    Line,
    at_message,
    id_of,
    posting,
)
from bot.fronts.discord.cards import NONCE_BYTES
from bot.fronts.discord.moderators.report_views import is_notice, notice
from bot.fronts.words import words_for
from bot.news import ChannelId, Complaint, MessageId


class NoticeBoard:
    """Posts and edits notices, in the language of their guild.

    Args:
        line: The way to Discord.
        clock: The present.
        nonce_window: For how long Discord can be counted on to know a nonce again.
    """

    def __init__(
        self,
        line: Line,
        *,
        clock: Callable[[], datetime],
        nonce_window: timedelta = NONCE_WINDOW,
    ) -> None:
        self._line = line
        self._clock = clock
        self._nonce_window = nonce_window

    async def tell(self, complaint: Complaint, desk_id: ChannelId) -> MessageId:
        """Show a complaint as it is now, in its notice if it has one; repeating it is harmless.

        Raises:
            ChannelError: The channel cannot be written to.
            CardError: Its notice is gone, or refused.
            DelayError: It did not work, or may not have worked, this time.
            TokenError: Discord refuses the token.
        """
        shown = notice(words_for(complaint.language), complaint)
        body: dict[str, Any] = {**shown, "allowed_mentions": {"parse": []}}
        known = complaint.first.notice_id or await self._lost(complaint, desk_id)
        if known is not None:
            await self._line.ask(at_message("PATCH", desk_id, known), json=body)
            return known
        once = {"nonce": nonce(complaint), "enforce_nonce": True}
        return MessageId(id_of(await self._line.ask(posting(desk_id), json={**body, **once})))

    async def _lost(self, complaint: Complaint, desk_id: ChannelId) -> MessageId | None:
        """The notice that an earlier call has posted without anybody noting it.

        While Discord can be counted on to know the nonce again, to post once more gives it.
        """
        called_at = complaint.called_at
        if called_at is None or self._clock() - called_at < self._nonce_window:
            return None
        since = discord.utils.time_snowflake(called_at - CLOCKS_DIFFER)
        async for message in self._line.history(desk_id, since):
            if is_notice(message, complaint):
                return MessageId(id_of(message))
        return None


def nonce(complaint: Complaint) -> str:
    """What marks every attempt at one notice: at most 25 characters, always the same."""
    first = complaint.first
    marked = f"{first.id} {first.message_id} {first.made_at.isoformat()}"
    return "nr" + blake2b(marked.encode(), digest_size=NONCE_BYTES).hexdigest()
