"""A publisher for one machine: a screen with a page beside it, lines of JSON, or a list."""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, TextIO

from rich.console import Console

from bot.errors import AdminError
from bot.fronts import json_cards, page, terminal
from bot.news import Card, ChannelId, Delivery, DeliveryId, MessageId, OwedEdit, Receipt

# The channel of whoever sits at this machine; Discord's own ids are never 0.
SCREEN = ChannelId(0)
ON_PAGE = 200  # newest cards kept on the page
PAGE_EVERY = 1.0  # seconds between two writings of a page that changes

Clock = Callable[[], datetime]


class Show(Protocol):
    """A way to show a card that is known by its delivery."""

    async def __call__(self, delivery_id: DeliveryId, card: Card, edit: OwedEdit | None) -> None:
        """Show a card; with an edit, in the place of what was shown for that delivery."""
        ...


@dataclass(frozen=True, slots=True)
class LocalPublisher:
    """Shows cards on this machine.

    What was printed cannot be asked for, so a card whose outcome is unknown after a crash is shown
    again. The page is made from what storage knows, and shows it once; a line of JSON carries
    `feed_url` and `entry_id`, by which whoever reads it can tell.
    """

    show: Show
    clock: Clock

    @contextlib.asynccontextmanager
    async def on_air(
        self, channels: object, hearing: object, desk: object
    ) -> AsyncIterator[asyncio.Future[None]]:
        """A machine shows cards for as long as it runs."""
        del channels, hearing, desk
        yield asyncio.get_running_loop().create_future()

    async def publish(self, delivery: Delivery, card: Card) -> Receipt:
        """Show the card; the message's id is the delivery's own."""
        await self.show(delivery.id, card, None)
        return Receipt(MessageId(delivery.id), self.clock())

    async def edit(self, edit: OwedEdit, card: Card, *, news: str) -> None:
        """Show a card in place of the one that was shown; here nobody talks about its news."""
        del news
        await self.show(edit.id, card, edit)

    async def withdraw(self, channel_id: ChannelId, message_id: MessageId) -> None:
        """What was printed stays; the page is made without it the next time."""
        del channel_id, message_id

    async def find(
        self, delivery: Delivery, card: Card, *, after: MessageId | None
    ) -> Receipt | None:
        """Never known."""
        del delivery, card, after
        return None


@dataclass
class PageFile:
    """A local page with the newest cards; each card stands on it once, whatever is repeated."""

    path: Path
    clock: Clock
    cards: dict[DeliveryId, Card] = field(default_factory=dict)  # oldest first
    stale: bool = True  # what is on disk lacks a card

    def put(self, delivery_id: DeliveryId, card: Card, *, updated: bool = False) -> None:
        """Add a card, or replace what this delivery showed before.

        An updated card that has left the page for newer ones stays away.
        """
        if updated and delivery_id not in self.cards:
            return
        self.cards[delivery_id] = card
        for surplus in list(islice(self.cards, max(0, len(self.cards) - ON_PAGE))):
            del self.cards[surplus]
        self.stale = True

    async def write(self) -> None:
        """Write the page whole or not at all, if it is stale.

        Raises:
            AdminError: The file cannot be written.
        """
        if not self.stale:
            return
        self.stale = False
        newest_first = list(self.cards.values())[::-1]
        await asyncio.to_thread(self._write, newest_first)

    async def keep(self) -> None:
        """Write the page again and again, so that two hundred cards cost one writing, not all.

        It rests twice as long as it wrote: a large page takes a third of the time at most.
        """
        now = asyncio.get_running_loop().time
        while True:
            began = now()
            await self.write()
            await asyncio.sleep(max(PAGE_EVERY, 2 * (now() - began)))

    def _write(self, cards: Sequence[Card]) -> None:
        try:
            _replace(self.path, page.render(cards, now=self.clock().astimezone()))
        except OSError as error:
            raise AdminError(f"the page {self.path} cannot be written: {error.strerror}") from error


def on_screen(console: Console, clock: Clock, page_file: PageFile | None = None) -> Show:
    """Print each card, and put it on the page where there is one; of an edit, say what it is."""

    async def show(delivery_id: DeliveryId, card: Card, edit: OwedEdit | None) -> None:
        if page_file is not None:
            page_file.put(delivery_id, card, updated=edit is not None)
        now = clock().astimezone()
        drawn = terminal.render_update(card, edit) if edit else terminal.render(card, now=now)
        # In a pipe, lines are as long as their sentences: whoever reads them may wrap them.
        console.print(drawn, crop=False, soft_wrap=not console.is_terminal)

    return show


def as_json(stream: TextIO) -> Show:
    """Write each card as a line of JSON, at once; an updated one as one more line that says so."""

    async def show(delivery_id: DeliveryId, card: Card, edit: OwedEdit | None) -> None:
        del delivery_id
        stream.write(json_cards.card_line(card, updated=edit is not None) + "\n")
        stream.flush()

    return show


def into(cards: list[Card]) -> Show:
    """Keep the cards, for a page that is written when all are there."""
    places: dict[DeliveryId, int] = {}

    async def show(delivery_id: DeliveryId, card: Card, edit: OwedEdit | None) -> None:
        place = places.get(delivery_id)
        if place is not None:
            cards[place] = card
        elif edit is None:
            places[delivery_id] = len(cards)
            cards.append(card)

    return show


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(draft).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
