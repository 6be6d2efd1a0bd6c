"""A wall for cards and a board for notices, in memory: what hangs there, and what goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.app import open_bot
from bot.errors import NewsdeskError
from bot.meters import Meters
from bot.news import (
    Card,
    ChannelId,
    Complaint,
    MessageId,
    OwedDelivery,
    OwedEdit,
    Receipt,
    ReportState,
)
from bot.newsroom.channels import Channels
from bot.newsroom.hearing import Hearing
from bot.settings import Settings
from tests.newsroom.desk import Desk, Wristwatch


@dataclass
class Wall:
    """Where cards hang.

    Attributes:
        cards: What hangs there, by message.
        troubles: What the next calls fail with; a card may hang all the same.
        lost: Whether what is published hangs there although the call fails.
    """

    clock: Wristwatch
    cards: dict[MessageId, Card] = field(default_factory=dict)
    troubles: list[NewsdeskError] = field(default_factory=list)
    withdrawn: list[MessageId] = field(default_factory=list)
    lost: bool = False

    @asynccontextmanager
    async def on_air(
        self, channels: Channels, hearing: Hearing | None, desk: object = None
    ) -> AsyncIterator[asyncio.Future[None]]:
        del channels, hearing, desk
        yield asyncio.get_running_loop().create_future()

    async def publish(self, delivery: OwedDelivery, card: Card) -> Receipt:
        message = MessageId(1_000 + delivery.id)
        if self.lost or not self.troubles:
            self.cards[message] = card
        self._fail()
        return Receipt(message, self.clock())

    async def find(
        self, delivery: OwedDelivery, card: Card, *, after: MessageId | None
    ) -> Receipt | None:
        del card, after
        message = MessageId(1_000 + delivery.id)
        return Receipt(message, self.clock()) if message in self.cards else None

    async def edit(self, edit: OwedEdit, card: Card, *, news: str) -> None:
        del news
        self.cards[edit.message_id] = card

    async def withdraw(self, channel_id: ChannelId, message_id: MessageId) -> None:
        del channel_id
        self._fail()
        self.withdrawn.append(message_id)
        self.cards.pop(message_id, None)

    def _fail(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class Pinboard:
    """Where notices hang, by message: the state of each, and what members say."""

    notices: dict[MessageId, tuple[ReportState, list[str]]] = field(default_factory=dict)
    troubles: list[NewsdeskError] = field(default_factory=list)
    calls: int = 0
    meanwhile: Callable[[], Awaitable[object]] | None = None  # what happens during the next call

    async def tell(self, complaint: Complaint, desk_id: ChannelId) -> MessageId:
        self.calls += 1
        if self.troubles:
            raise self.troubles.pop(0)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile()
        first = complaint.first
        message = first.notice_id or MessageId(desk_id + len(self.notices))
        self.notices[message] = (first.state, [each.reason for each in complaint.reports])
        return message


@dataclass
class Office:
    """A bot at work, the wall that it hangs cards on, and its moderators' board."""

    desk: Desk
    wall: Wall
    board: Pinboard


@asynccontextmanager
async def open_office(database_url: str, **settings: Any) -> AsyncIterator[Office]:  # noqa: ANN401 - any setting
    """A bot that posts to any channel."""
    changed = {
        "allow_private_networks": True,
        "host_spacing": 0.0,
        "first_poll_shows": 9,
        "readers": 1,
        **settings,
    }
    meters, clock, board = Meters(), Wristwatch(), Pinboard()
    wall = Wall(clock)
    opening = open_bot(
        Settings().model_copy(update=changed),
        wall,
        database=database_url,
        board=board,
        meters=meters,
        clock=clock,
    )
    async with opening as bot:
        yield Office(Desk(bot, [], meters, clock), wall, board)
