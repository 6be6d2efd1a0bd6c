"""Who follows what, as moderators see and change it: each change with its check and its audit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ChangedError, Refusal
from bot.news import (
    Actor,
    Assignment,
    ChannelId,
    DeliveryState,
    EntryId,
    FeedId,
    FeedState,
    Following,
    GuildId,
    Happening,
    RoleId,
    Step,
    StoryId,
    Subscription,
    SubscriptionId,
)
from bot.storage.changes import Facts, differing, note_change
from bot.storage.database import insert
from bot.storage.feeds import hold_feed
from bot.storage.guilds import hold_guild
from bot.storage.owing import owe
from bot.storage.rows import Values, feed_of, subscription_of, wish_values
from bot.storage.shelf import Shelf, whole
from bot.storage.steps import note
from bot.storage.tables import articles, deliveries, entries, feeds, filters, subscriptions

# What could not be posted is told of for so long.
LATELY = timedelta(days=7)
# What a new channel is given of a feed that is polled already may be so old: later it is no news.
NEWS = timedelta(hours=48)

NOTHING: Facts = MappingProxyType({})

_WAITING = (DeliveryState.OWED.value, DeliveryState.SENDING.value)
_NAME = func.coalesce(func.nullif(subscriptions.c.name, ""), func.nullif(feeds.c.title, ""),
                      feeds.c.url)  # fmt: skip


class FollowingShelf(Shelf):
    """Subscriptions as their guilds have them. Another guild's are unknown to an actor."""

    async def followings(
        self, actor: Actor, channel_id: ChannelId | None = None, *, now: datetime
    ) -> list[Following]:
        """What somebody's guild follows, by channel and name; everything for the admin."""
        query = _followings(actor, now).order_by(
            subscriptions.c.channel_id, func.lower(_NAME), subscriptions.c.id
        )
        if channel_id is not None:
            query = query.where(subscriptions.c.channel_id == channel_id)
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return [_following_of(row) for row in rows.mappings()]

    async def following(
        self, actor: Actor, subscription_id: SubscriptionId, *, now: datetime
    ) -> Following:
        """One of them.

        Raises:
            Refusal: There is none, or it is another guild's.
        """
        async with self._database.reading() as connection:
            return await _one(connection, actor, subscription_id, now)

    async def feeds_offered(
        self, actor: Actor, typed: str, *, limit: int
    ) -> list[tuple[SubscriptionId, str, ChannelId]]:
        """What fits some letters of a name or an address, by name: id, name and channel."""
        query = (
            select(subscriptions.c.id, _NAME, subscriptions.c.channel_id)
            .join_from(subscriptions, feeds, feeds.c.id == subscriptions.c.feed_id)
            .where(_theirs(actor))
            .order_by(func.lower(_NAME), subscriptions.c.id)
            .limit(limit)
        )
        if typed:
            columns = (subscriptions.c.name, feeds.c.title, feeds.c.url)
            query = query.where(or_(*(each.icontains(typed, autoescape=True) for each in columns)))
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return [(SubscriptionId(row[0]), row[1], ChannelId(row[2])) for row in rows]

    @whole
    async def follow(
        self,
        actor: Actor,
        wish: Subscription,
        *,
        house: Assignment,
        shows: int,
        most: int,
        now: datetime,
    ) -> Following:
        """A channel follows a feed from now on, and is owed what is newest of it.

        Args:
            actor: Who wants it.
            wish: What is wanted; its id does not count.
            house: What a channel gets that wishes for nothing else.
            shows: How many entries, which others were shown within two days, it is given at once.
            most: How many feeds a guild may follow.
            now: The present.

        Raises:
            Refusal: The channel follows it already or is another guild's, the guild follows as
                many as it may, or everybody would be mentioned.
            ChangedError: The feed has been removed meanwhile.
        """
        async with self._database.writing() as connection:
            if wish.guild_id is not None:
                await hold_guild(connection, wish.guild_id)
                await _refuse_more(connection, wish.guild_id, most)
            await _refuse_wish(connection, wish)
            values = {
                "feed_id": wish.feed_id,
                "guild_id": wish.guild_id,
                "created_at": now,
                **wish_values(wish),
            }
            made = await connection.scalar(
                insert(connection, subscriptions).values(values).returning(subscriptions.c.id)
            )
            newest = await _newest(connection, wish.feed_id, shows, now)
            which = and_(entries.c.id.in_(newest), subscriptions.c.id == made)
            await owe(connection, which, house, now)
            following = await _one(connection, actor, SubscriptionId(made), now)
            told = {"url": following.feed.url, "channel": str(wish.channel_id)}
            await _note(connection, actor, "feed-added", following, after=told, now=now)
            return following

    @whole
    async def change_subscription(
        self,
        actor: Actor,
        subscription_id: SubscriptionId,
        change: Callable[[Subscription], Subscription],
        *,
        what: str,
        now: datetime,
    ) -> Following:
        """Has a subscription be as it is wished from now on; what waits comes along.

        Args:
            actor: Who wants it.
            subscription_id: Which.
            change: What it is to be, from what it is: whatever else somebody else changes at the
                same time stays.
            what: Names the change in the audit.
            now: The present.

        Raises:
            Refusal: There is none, it is another guild's, its channel follows that feed already
                or is another guild's, or everybody would be mentioned.
            ChangedError: The feed that it is to follow has been removed meanwhile.
        """
        async with self._database.writing() as connection:
            known = await _held(connection, actor, subscription_id, now)
            wish = change(known.subscription)
            before, after = differing(_told(known.subscription), _told(wish))
            if not after:
                return known
            await _refuse_wish(connection, wish)
            moved = wish.channel_id != known.subscription.channel_id
            await connection.execute(
                update(subscriptions)
                .where(subscriptions.c.id == wish.id)
                .values(
                    feed_id=wish.feed_id,
                    **wish_values(wish),
                    **({"closed_for": None, "closed_at": None} if moved else {}),
                )
            )
            if moved:
                await _redirect(connection, wish)
            if wish.paused_at is not None and known.subscription.paused_at is None:
                await _drop_owed(connection, wish, now)
            following = await _one(connection, actor, wish.id, now)
            await _note(connection, actor, what, following, before=before, after=after, now=now)
            return following

    @whole
    async def unfollow(
        self, actor: Actor, subscription_id: SubscriptionId, *, now: datetime
    ) -> Following:
        """Ends a subscription with its filters and what it is owed; what it was.

        Raises:
            Refusal: There is none, or it is another guild's.
        """
        async with self._database.writing() as connection:
            known = await _held(connection, actor, subscription_id, now)
            await connection.execute(delete(deliveries).where(*_owed_by(subscription_id)))
            await connection.execute(
                delete(subscriptions).where(subscriptions.c.id == subscription_id)
            )
            await _note(
                connection, actor, "feed-removed", known, before=_told(known.subscription), now=now
            )
            return known

    async def host_to_poll(self, feed_id: FeedId, now: datetime) -> str | None:
        """The host that a feed is due at; None where it need not be polled now."""
        query = select(feeds.c.host).where(
            feeds.c.id == feed_id,
            feeds.c.state == FeedState.ACTIVE.value,
            feeds.c.next_poll_at <= now,
        )
        async with self._database.reading() as connection:
            host: str | None = await connection.scalar(query)
            return host

    async def stories_owed_to(self, channel_id: ChannelId) -> list[StoryId]:
        """The stories that have been read and that a channel waits for."""
        query = (
            select(articles.c.story_id)
            .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
            .join(articles, articles.c.id == entries.c.article_id)
            .where(deliveries.c.channel_id == channel_id)
            .where(deliveries.c.state == DeliveryState.OWED.value)
            .distinct()
        )
        async with self._database.reading() as connection:
            return [StoryId(each) for each in await connection.scalars(query)]

    @whole
    async def end_feed(self, feed_id: FeedId, reason: str) -> bool:
        """Polls a feed no more that nobody follows; what it brought stays."""
        followed = select(subscriptions.c.id).where(subscriptions.c.feed_id == feed_id).exists()
        async with self._database.writing() as connection:
            await hold_feed(connection, feed_id)
            ended = await connection.execute(
                update(feeds)
                .where(feeds.c.id == feed_id, ~followed)
                .values(state=FeedState.ENDED.value, reason=reason)
            )
            return ended.rowcount > 0


def _theirs(actor: Actor) -> ColumnElement[bool]:
    if actor.is_admin:
        return subscriptions.c.id.is_not(None)
    return subscriptions.c.guild_id == actor.guild_id


def _followings(actor: Actor, now: datetime) -> Select[Any]:
    """Subscriptions with their feeds, their last card, what waits, failed, and is filtered."""
    sent = deliveries.alias()
    last = (
        select(func.max(sent.c.sent_at))
        .where(sent.c.subscription_id == subscriptions.c.id)
        .where(sent.c.state == DeliveryState.SENT.value)
        .correlate(subscriptions)
        .scalar_subquery()
    )
    holding = or_(
        filters.c.subscription_id == subscriptions.c.id,
        and_(
            filters.c.subscription_id.is_(None),
            filters.c.guild_id.is_not_distinct_from(subscriptions.c.guild_id),
        ),
    )
    return (
        select(
            subscriptions,
            feeds,
            last.label("last_card_at"),
            _count(deliveries.c.id, _of_state(*_WAITING)).label("owed"),
            _count(
                deliveries.c.id,
                _of_state(DeliveryState.FAILED.value),
                deliveries.c.created_at > now - LATELY,
            ).label("failed"),
            _count(filters.c.id, holding).label("filters"),
        )
        .join_from(subscriptions, feeds, feeds.c.id == subscriptions.c.feed_id)
        .where(_theirs(actor))
    )


def _of_state(*states: str) -> ColumnElement[bool]:
    return and_(deliveries.c.subscription_id == subscriptions.c.id, deliveries.c.state.in_(states))


def _count(column: ColumnElement[Any], *which: ColumnElement[bool]) -> ColumnElement[int]:
    counted = select(func.count(column)).where(*which).correlate(subscriptions)
    return counted.scalar_subquery()


async def _one(
    connection: AsyncConnection, actor: Actor, subscription_id: SubscriptionId, now: datetime
) -> Following:
    query = _followings(actor, now).where(subscriptions.c.id == subscription_id)
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        raise Refusal("feed-unknown")
    return _following_of(row)


async def _held(
    connection: AsyncConnection, actor: Actor, subscription_id: SubscriptionId, now: datetime
) -> Following:
    """One of them, which nobody else changes before the transaction ends.

    Its guild is held first, as by whoever adds one: two subscriptions of one guild cannot become
    the same at once.
    """
    guild_id = (await _one(connection, actor, subscription_id, now)).subscription.guild_id
    if guild_id is not None:
        await hold_guild(connection, guild_id)
    row = select(subscriptions.c.id).where(subscriptions.c.id == subscription_id)
    await connection.execute(row.with_for_update())
    return await _one(connection, actor, subscription_id, now)


async def _refuse_more(connection: AsyncConnection, guild_id: GuildId, most: int) -> None:
    query = select(func.count()).where(subscriptions.c.guild_id == guild_id)
    if (await connection.scalar(query) or 0) >= most:
        raise Refusal("feed-limit", most=most)


async def _refuse_wish(connection: AsyncConnection, wish: Subscription) -> None:
    """A channel follows a feed once, is of one guild, and no card mentions all of that.

    Nobody removes the feed meanwhile.
    """
    if wish.guild_id is not None and wish.manner.mention == RoleId(wish.guild_id):
        raise Refusal("feed-mentions-everyone")  # the role of everybody has the guild's id
    if not await hold_feed(connection, wish.feed_id):
        raise ChangedError(f"feed {wish.feed_id} has been removed")
    others = select(subscriptions.c.id).where(
        subscriptions.c.channel_id == wish.channel_id, subscriptions.c.id != wish.id
    )
    strange = others.where(subscriptions.c.guild_id != wish.guild_id)
    if wish.guild_id is not None and await connection.scalar(strange) is not None:
        raise Refusal("place-unknown")
    same = others.where(subscriptions.c.feed_id == wish.feed_id)
    if await connection.scalar(same) is not None:
        raise Refusal("feed-follows-already", channel=f"<#{wish.channel_id}>")


async def _newest(
    connection: AsyncConnection, feed_id: FeedId, shows: int, now: datetime
) -> list[EntryId]:
    query = (
        select(entries.c.id)
        .where(entries.c.feed_id == feed_id, entries.c.shown)
        .where(entries.c.first_seen_at > now - NEWS)
        .order_by(entries.c.published_at.desc(), entries.c.id.desc())
        .limit(shows)
    )
    return [EntryId(each) for each in await connection.scalars(query)]


def _owed_by(subscription_id: SubscriptionId) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.subscription_id == subscription_id,
        deliveries.c.state == DeliveryState.OWED.value,
    )


async def _redirect(connection: AsyncConnection, wish: Subscription) -> None:
    """Owes what waits to the new channel, unless that one has it already."""
    other = deliveries.alias()
    there = (
        select(other.c.id)
        .where(other.c.channel_id == wish.channel_id, other.c.entry_id == deliveries.c.entry_id)
        .correlate(deliveries)
        .exists()
    )
    await connection.execute(
        update(deliveries).where(*_owed_by(wish.id), ~there).values(channel_id=wish.channel_id)
    )
    await connection.execute(
        delete(deliveries).where(*_owed_by(wish.id), deliveries.c.channel_id != wish.channel_id)
    )


async def _drop_owed(connection: AsyncConnection, wish: Subscription, now: datetime) -> None:
    """What waits while a feed is paused is not posted later; that is noted."""
    query = select(deliveries.c.entry_id).where(*_owed_by(wish.id))
    waiting = [EntryId(each) for each in await connection.scalars(query)]
    await connection.execute(delete(deliveries).where(*_owed_by(wish.id)))
    for entry_id in waiting:
        paused = Step(at=now, what=Happening.PAUSED, channel_id=wish.channel_id)
        await note(connection, entry_id, [paused])


async def _note(
    connection: AsyncConnection,
    actor: Actor,
    what: str,
    following: Following,
    *,
    before: Facts = NOTHING,
    after: Facts = NOTHING,
    now: datetime,
) -> None:
    await note_change(
        connection,
        actor,
        what,
        following.name,
        before,
        after,
        now,
        guild_id=following.subscription.guild_id,
    )


def _told(wish: Subscription) -> Values:
    """A subscription as the audit tells of it; ids as text, since JSON readers round them."""
    told = {**wish_values(wish), "feed": wish.feed_id}
    told["paused_at"] = wish.paused_at and wish.paused_at.isoformat()
    for name in ("channel_id", "mention"):
        told[name] = told[name] and str(told[name])
    return told


def _following_of(row: RowMapping) -> Following:
    return Following(
        subscription=subscription_of(row),
        feed=feed_of(row),
        last_card_at=row["last_card_at"],
        owed=row["owed"],
        failed=row["failed"],
        filters=row["filters"],
    )
