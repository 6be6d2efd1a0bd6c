"""What moderators do not want to be posted: the filters of guilds, and for what they hold."""

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    RowMapping,
    Select,
    bindparam,
    delete,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Refusal
from bot.news import (
    Actor,
    DeliveryId,
    FeedId,
    Filter,
    FilterId,
    FilterKind,
    GuildId,
    SubscriptionId,
)
from bot.storage.changes import Facts, note_change
from bot.storage.columns import Id
from bot.storage.database import insert
from bot.storage.guilds import hold_guild
from bot.storage.rows import Values
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import deliveries, feeds, filters, subscriptions

# Of a guild, its feeds' filters included. Each is held against each article.
MOST: Final = 50

_FEED: BindParameter[int] = bindparam("feed", type_=Id)
_DELIVERY: BindParameter[int] = bindparam("delivery", type_=Id)
_GENERAL = filters.c.subscription_id.is_(None)


def _holding(which: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Filters beside the subscriptions that they hold for: its own, and those of all its guild.

    What whoever sits at the machine wants in general holds where no guild is known.
    """
    arms = (
        filters.c.subscription_id == subscriptions.c.id,
        _GENERAL & (filters.c.guild_id == subscriptions.c.guild_id),
        _GENERAL & filters.c.guild_id.is_(None) & subscriptions.c.guild_id.is_(None),
    )
    wishes = select(subscriptions.c.id.label("holds_for"), filters)
    return union_all(*(wishes.join(filters, arm).where(which) for arm in arms))


# Asked for each article that is read, so it is put together once.
_OF_FEED = _holding(subscriptions.c.feed_id == _FEED)
_OF_DELIVERY = _holding(
    subscriptions.c.id
    == select(deliveries.c.subscription_id).where(deliveries.c.id == _DELIVERY).scalar_subquery()
)


class FilterShelf(Shelf):
    """Filters. A guild sees and changes its own alone."""

    async def filters(self, actor: Actor) -> list[Filter]:
        """The filters that somebody may change, oldest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(_theirs(actor).order_by(filters.c.id))
            return [_filter_of(row) for row in rows.mappings()]

    async def filters_for(self, feed_id: FeedId) -> dict[SubscriptionId, tuple[Filter, ...]]:
        """The filters that hold for a feed's subscriptions; none is named without any."""
        found: defaultdict[SubscriptionId, list[Filter]] = defaultdict(list)
        async with self._database.reading() as connection:
            for row in (await connection.execute(_OF_FEED, {"feed": feed_id})).mappings():
                found[SubscriptionId(row["holds_for"])].append(_filter_of(row))
        return {wish: tuple(sorted(held, key=_age)) for wish, held in found.items()}

    async def filters_on(self, delivery_id: DeliveryId) -> tuple[Filter, ...]:
        """The filters that hold for what one delivery brings."""
        async with self._database.reading() as connection:
            rows = await connection.execute(_OF_DELIVERY, {"delivery": delivery_id})
            return tuple(sorted((_filter_of(row) for row in rows.mappings()), key=_age))

    @whole
    async def add_filter(
        self,
        actor: Actor,
        kind: FilterKind,
        rule: str,
        subscription_id: SubscriptionId | None = None,
        *,
        now: datetime,
        most: int = MOST,
    ) -> Filter:
        """A new filter. It decides what is read from now on.

        Args:
            actor: Who wants it.
            kind: What it does.
            rule: One that can be read.
            subscription_id: What it holds for; None for all of the actor's guild.
            now: The present.
            most: How many a guild may have.

        Raises:
            Refusal: The guild has no such subscription, this filter already, or too many.
        """
        async with self._database.writing() as connection:
            guild_id, feed = await _held(connection, actor, subscription_id)
            wanted: Values = {
                "guild_id": guild_id,
                "subscription_id": subscription_id,
                "kind": kind.value,
                "rule": rule,
            }
            await _refuse(connection, wanted, most)
            made = insert(connection, filters).values(wanted | {"created_at": now})
            row = (await connection.execute(made.returning(filters))).mappings().one()
            added = _filter_of(row)
            about, told = feed or rule, _told(added, feed)
            await note_change(
                connection, actor, "filter-added", about, {}, told, now, guild_id=guild_id
            )
        return added

    @whole
    async def remove_filter(self, actor: Actor, filter_id: FilterId, *, now: datetime) -> Filter:
        """Forgets a filter; what it has decided stays.

        Returns:
            What it was.

        Raises:
            Refusal: The actor has no such filter.
        """
        async with self._database.writing() as connection:
            query = _theirs(actor).where(filters.c.id == filter_id)
            row = (await connection.execute(query)).mappings().first()
            if row is None:
                raise Refusal("filter-unknown")
            gone = _filter_of(row)
            await connection.execute(delete(filters).where(filters.c.id == filter_id))
            feed = (await _follower(connection, gone.subscription_id))[1]
            about, told, owner = feed or gone.rule, _told(gone, feed), gone.guild_id
            await note_change(
                connection, actor, "filter-removed", about, told, {}, now, guild_id=owner
            )
        return gone


def _theirs(actor: Actor) -> Select[Any]:
    """The filters of somebody's guild.

    One may have been added at the machine for a channel before its guild was known.
    """
    query = select(filters)
    if actor.is_admin:
        return query
    followed = select(subscriptions.c.id).where(subscriptions.c.guild_id == actor.guild_id)
    its_own = filters.c.guild_id == actor.guild_id
    return query.where(or_(its_own, filters.c.subscription_id.in_(followed)))


async def _held(
    connection: AsyncConnection, actor: Actor, subscription_id: SubscriptionId | None
) -> tuple[GuildId | None, str]:
    """Whose filter it is to be, and what the feed is called that it holds for.

    Nobody else adds to that guild's filters before the transaction ends.

    Raises:
        Refusal: The actor has no such subscription.
    """
    guild_id = actor.guild_id
    if actor.is_admin:
        guild_id = (await _follower(connection, subscription_id))[0]
    if guild_id is not None:
        await hold_guild(connection, guild_id)
    owner, feed = await _follower(connection, subscription_id)
    if subscription_id is not None and (not feed or owner != guild_id):
        raise Refusal("feed-unknown")
    return guild_id, feed


async def _follower(
    connection: AsyncConnection, subscription_id: SubscriptionId | None
) -> tuple[GuildId | None, str]:
    """The guild of a subscription, and its name; nothing where there is none."""
    query = (
        select(subscriptions.c.guild_id, subscriptions.c.name, feeds.c.title, feeds.c.url)
        .join_from(subscriptions, feeds, feeds.c.id == subscriptions.c.feed_id)
        .where(subscriptions.c.id == subscription_id)
        # It must not go before the filter is there.
        .with_for_update(read=True, of=subscriptions)
    )
    row = (await connection.execute(query)).first()
    return (None, "") if row is None else (row.guild_id, row.name or row.title or row.url)


async def _refuse(connection: AsyncConnection, wanted: Values, most: int) -> None:
    """Refuses what a guild has, or may not have."""
    same = [filters.c[column].is_not_distinct_from(value) for column, value in wanted.items()]
    if await connection.scalar(select(filters.c.id).where(*same)) is not None:
        raise Refusal("filter-double", rule=wanted["rule"])
    its_own = filters.c.guild_id.is_not_distinct_from(wanted["guild_id"])
    count = await connection.scalar(select(func.count()).select_from(filters).where(its_own))
    if (count or 0) >= most:
        raise Refusal("filter-limit", most=most)


def _told(of: Filter, feed: str) -> Facts:
    """A filter in the audit."""
    return {"kind": of.kind.value, "rule": of.rule, "feed": feed}


def _filter_of(row: RowMapping) -> Filter:
    guild_id, wish = row["guild_id"], row["subscription_id"]
    return Filter(
        id=FilterId(row["id"]),
        kind=FilterKind(row["kind"]),
        rule=row["rule"],
        guild_id=None if guild_id is None else GuildId(guild_id),
        subscription_id=None if wish is None else SubscriptionId(wish),
    )


def _age(held: Filter) -> FilterId:
    return held.id
