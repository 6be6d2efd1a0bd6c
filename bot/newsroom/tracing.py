"""Tracing: what became of an entry, and why, from what was noted when it happened."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Refusal
from bot.feeds.links import comparable_link
from bot.news import Actor, EntryId, MessageId, Trace
from bot.newsroom.limits import OFFERED
from bot.storage import Storage

LONGEST = 200  # characters of a title that are looked for
LARGEST_ID = 2**63 - 1  # that a database can compare
_CARD = re.compile(
    r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/channels/(?:@me|[0-9]{1,20})"
    r"/[0-9]{1,20}/([0-9]{1,19})/?"
)


@dataclass(frozen=True, slots=True)
class Tracing:
    """Why something was posted, or was not. A guild is told of its own channels alone."""

    storage: Storage

    async def why(self, actor: Actor, about: str) -> Trace:
        """What became of what somebody names.

        Args:
            actor: Who asks.
            about: The address of an article or of a card, or some of a title.

        Raises:
            Refusal: There is no such entry in what their guild follows.
        """
        text = about.strip()
        card = _CARD.fullmatch(text)
        if card is not None:
            return await self.why_card(actor, MessageId(int(card[1])))
        if text.startswith(("http://", "https://")):
            link = comparable_link(text)
            entry_id = None if link is None else await self.storage.entry_by_link(actor, link)
            return await self._trace(actor, entry_id)
        found = await self.storage.entries_titled(actor, _short(text), limit=1) if text else []
        return await self._trace(actor, found[0][0] if found else None)

    async def why_card(self, actor: Actor, message_id: MessageId) -> Trace:
        """What became of the entry whose card a message is.

        Raises:
            Refusal: The message is no card, or not one of theirs.
        """
        if message_id > LARGEST_ID:
            return await self._trace(actor, None)
        return await self._trace(actor, await self.storage.entry_of_card(actor, message_id))

    async def trace(self, actor: Actor, entry_id: EntryId) -> Trace:
        """What became of an entry.

        Raises:
            Refusal: There is none in what their guild follows.
        """
        return await self._trace(actor, entry_id)

    async def offered(self, actor: Actor, typed: str) -> Sequence[tuple[EntryId, str]]:
        """The newest entries in whose titles some letters stand."""
        return await self.storage.entries_titled(actor, _short(typed), limit=OFFERED)

    async def _trace(self, actor: Actor, entry_id: EntryId | None) -> Trace:
        found = None
        if entry_id is not None and entry_id <= LARGEST_ID:
            found = await self.storage.trace(actor, entry_id)
        if found is None:
            raise Refusal("why-unknown")
        return found


def _short(typed: str) -> str:
    return " ".join(typed[: 2 * LONGEST].split())[:LONGEST]
