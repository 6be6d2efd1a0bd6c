"""A channel of the simulated Discord, and a publisher that posts into it and edits there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.fronts.discord.delivery import DiscordPublisher
from bot.news import (
    Card,
    ChannelId,
    DeliveryId,
    DeliveryState,
    EntryId,
    GuildId,
    MessageId,
    OwedDelivery,
    OwedEdit,
    RoleId,
)
from tests.discord.server import SimulatedDiscord
from tests.discord.world import StoredMessage
from tests.fronts.desk import modelled_card

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Unheard:
    """Channels of which nobody needs to hear."""

    async def seen(
        self, guild_id: GuildId, channels: Collection[ChannelId], missing: Callable[..., str]
    ) -> None:
        pass

    async def closed(self, channel_id: ChannelId, reason: str) -> None:
        pass

    async def left(self, guild_id: GuildId, reason: str) -> None:
        pass

    async def present(self, guild_ids: Collection[GuildId], reason: str) -> None:
        pass

    async def role_gone(self, guild_id: GuildId, role_id: RoleId) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Board:
    """A channel of the simulated Discord, and the publisher that posts into it."""

    discord: SimulatedDiscord
    publisher: DiscordPublisher
    guild: int
    channel: ChannelId

    async def post(self, card: Card, *, channel: ChannelId | None = None) -> MessageId:
        number = len(self.discord.requests)
        delivery = OwedDelivery(
            id=DeliveryId(number),
            channel_id=channel or self.channel,
            entry_id=EntryId(number),
            state=DeliveryState.SENDING,
            due_at=NOON,
            published_at=NOON,
            first_seen_at=NOON,
        )
        return (await self.publisher.publish(delivery, card)).message_id

    async def edit(
        self,
        message: MessageId,
        card: Card | None = None,
        *,
        channel: ChannelId | None = None,
        news: str = "",
        called_at: datetime | None = None,
    ) -> None:
        owed = OwedEdit(
            id=DeliveryId(1),
            channel_id=channel or self.channel,
            entry_id=EntryId(1),
            message_id=message,
            called_at=called_at,
        )
        await self.publisher.edit(owed, card or modelled_card(), news=news)

    def messages(self) -> list[StoredMessage]:
        return self.discord.messages(self.channel)

    def shown(self) -> list[tuple[int, str]]:
        """The messages of the channel from top to bottom: id and title."""
        return [(one.id, one.payload["embeds"][0]["title"]) for one in self.messages()]

    def edits(self) -> list[Any]:
        """The bodies of all edits that were asked for."""
        return [each.body for each in self.discord.requests if each.method == "PATCH"]
