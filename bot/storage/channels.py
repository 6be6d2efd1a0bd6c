"""Channels that follow feeds: whether they can be written to, and whose they are."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, literal, or_, select, update

from bot.news import ChannelId, DeliveryState, GuildId, Subscription
from bot.storage.rows import Values, subscription_of
from bot.storage.shelf import Shelf, batches, whole
from bot.storage.tables import deliveries, subscriptions


class ChannelShelf(Shelf):
    """What is known of the channels that follow something."""

    async def subscriptions_in(self, channel_ids: Collection[ChannelId]) -> list[Subscription]:
        """The subscriptions of these channels, oldest first."""
        found: list[Subscription] = []
        async with self._database.reading() as connection:
            for batch in batches(list(channel_ids)):
                query = select(subscriptions).where(subscriptions.c.channel_id.in_(batch))
                rows = await connection.execute(query)
                found.extend(subscription_of(row) for row in rows.mappings())
        return sorted(found, key=lambda wish: wish.id)

    async def close_channel(self, channel_id: ChannelId, reason: str, *, now: datetime) -> None:
        """Posts nothing more there until it is opened again; what is owed stays owed."""
        await self._close(subscriptions.c.channel_id == channel_id, reason, now)

    async def close_guild(self, guild_id: GuildId, reason: str, *, now: datetime) -> None:
        """Closes every channel of a guild."""
        await self._close(subscriptions.c.guild_id == guild_id, reason, now)

    async def open_channels(self, channel_ids: Sequence[ChannelId]) -> None:
        """Posts there again."""
        for batch in batches(channel_ids):
            await self._change(batch, {"closed_for": None, "closed_at": None})

    async def place_channels(self, guild_id: GuildId, channel_ids: Sequence[ChannelId]) -> None:
        """Notes which guild these channels belong to."""
        for batch in batches(channel_ids):
            await self._change(batch, {"guild_id": guild_id})

    @whole
    async def forget_channel(self, channel_id: ChannelId) -> int:
        """Ends every subscription of a channel, and drops what is owed to it.

        Returns:
            How many subscriptions there were.
        """
        async with self._database.writing() as connection:
            await connection.execute(
                delete(deliveries).where(
                    deliveries.c.channel_id == channel_id,
                    deliveries.c.state == DeliveryState.OWED.value,
                )
            )
            ended = await connection.execute(
                delete(subscriptions).where(subscriptions.c.channel_id == channel_id)
            )
            return ended.rowcount

    @whole
    async def _close(self, which: ColumnElement[bool], reason: str, now: datetime) -> None:
        moment = literal(now, subscriptions.c.closed_at.type)
        other = subscriptions.c.closed_for
        async with self._database.writing() as connection:
            await connection.execute(
                update(subscriptions)
                .where(which, or_(other.is_(None), other != reason))
                .values(
                    closed_for=reason, closed_at=func.coalesce(subscriptions.c.closed_at, moment)
                )
            )

    @whole
    async def _change(self, channel_ids: Sequence[ChannelId], values: Values) -> None:
        async with self._database.writing() as connection:
            await connection.execute(
                update(subscriptions)
                .where(subscriptions.c.channel_id.in_(channel_ids))
                .values(values)
            )
