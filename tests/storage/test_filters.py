"""Filters in the store: a guild has its own, no more than it may, and each change is noted."""

import asyncio
from typing import Final

import pytest

from bot.errors import Refusal
from bot.news import (
    HERE,
    Actor,
    ChannelId,
    FeedId,
    Filter,
    FilterId,
    FilterKind,
    GuildId,
    SubscriptionId,
)
from bot.storage import Storage
from tests.storage.samples import NOW

GUILD, STRANGE = GuildId(7), GuildId(8)
MONA, OTTO = Actor(GUILD, 70), Actor(STRANGE, 80)
ONLY, NEVER = FilterKind.ONLY, FilterKind.NEVER
UNHEARD_OF: Final = 2**62


async def follow(
    storage: Storage, channel: int = 5, guild: GuildId | None = GUILD, name: str = "a"
) -> tuple[FeedId, SubscriptionId]:
    """A feed, and how a channel follows it."""
    feed = await storage.add_feed(f"https://{name}.example/feed", now=NOW)
    await storage.subscribe(feed.id, ChannelId(channel), guild_id=guild, now=NOW)
    [wish] = await storage.subscriptions_in([ChannelId(channel)])
    return feed.id, wish.id


async def add(
    storage: Storage,
    actor: Actor,
    rule: str = "golf",
    wish: SubscriptionId | None = None,
    *,
    kind: FilterKind = NEVER,
) -> Filter:
    """A filter is added."""
    return await storage.add_filter(actor, kind, rule, wish, now=NOW)


async def test_a_filter_of_a_guild_holds_for_all_that_it_follows(storage: Storage) -> None:
    feed, first = await follow(storage, 5)
    _, second = await follow(storage, 6)
    _, strange = await follow(storage, 9, STRANGE)

    general = await add(storage, MONA)

    held = await storage.filters_for(feed)
    assert held == {first: (general,), second: (general,)}
    assert strange not in held


async def test_a_filter_of_one_subscription_holds_for_that_alone(storage: Storage) -> None:
    feed, first = await follow(storage, 5)
    await follow(storage, 6)

    own = await add(storage, MONA, wish=first)

    assert await storage.filters_for(feed) == {first: (own,)}


async def test_filters_are_held_against_an_entry_in_the_order_of_their_age(
    storage: Storage,
) -> None:
    feed, wish = await follow(storage)
    own = await add(storage, MONA, "golf", wish)
    general = await add(storage, MONA, "tennis")

    last = await add(storage, MONA, "chess", wish)

    assert await storage.filters_for(feed) == {wish: (own, general, last)}


async def test_what_is_wanted_at_the_machine_holds_where_no_guild_is_known(
    storage: Storage,
) -> None:
    feed, local = await follow(storage, 5, None)
    await follow(storage, 6)

    general = await add(storage, HERE)

    assert general.guild_id is None
    assert await storage.filters_for(feed) == {local: (general,)}


async def test_the_admin_adds_for_the_guild_whose_subscription_it_is(storage: Storage) -> None:
    _, wish = await follow(storage)

    added = await add(storage, HERE, wish=wish)

    assert added.guild_id == GUILD
    assert await storage.filters(MONA) == [added]
    [noted] = await storage.changes(MONA, limit=9)
    assert (noted.guild_id, noted.person) == (GUILD, None)


async def test_a_filter_from_before_a_channels_guild_was_known_is_that_guilds(
    storage: Storage,
) -> None:
    _, wish = await follow(storage, 5, None)
    added = await add(storage, HERE, wish=wish)

    await storage.place_channels(GUILD, [ChannelId(5)])

    assert await storage.filters(OTTO) == []
    assert await storage.filters(MONA) == [added]
    assert await storage.remove_filter(MONA, added.id, now=NOW) == added


async def test_a_guild_sees_its_own_filters_alone(storage: Storage) -> None:
    mine = await add(storage, MONA)

    theirs = await add(storage, OTTO)

    assert await storage.filters(MONA) == [mine]
    assert await storage.filters(OTTO) == [theirs]
    assert await storage.filters(HERE) == [mine, theirs]


async def test_no_filter_is_added_to_a_subscription_of_another_guild(storage: Storage) -> None:
    _, theirs = await follow(storage, 9, STRANGE)

    with pytest.raises(Refusal) as refused:
        await add(storage, MONA, wish=theirs)

    assert refused.value.name == "feed-unknown"
    assert await storage.filters(HERE) == []


async def test_nobody_adds_a_filter_to_what_nobody_follows(storage: Storage) -> None:
    for actor in (MONA, HERE):
        with pytest.raises(Refusal, match="feed-unknown"):
            await add(storage, actor, wish=SubscriptionId(UNHEARD_OF))

    assert await storage.filters(HERE) == []


async def test_another_guilds_filter_cannot_be_removed(storage: Storage) -> None:
    theirs = await add(storage, OTTO)

    with pytest.raises(Refusal, match="filter-unknown"):
        await storage.remove_filter(MONA, theirs.id, now=NOW)

    assert await storage.filters(OTTO) == [theirs]


async def test_a_removed_filter_is_gone_and_cannot_be_removed_again(storage: Storage) -> None:
    added = await add(storage, MONA)

    gone = await storage.remove_filter(MONA, added.id, now=NOW)

    assert gone == added
    assert await storage.filters(MONA) == []
    with pytest.raises(Refusal, match="filter-unknown"):
        await storage.remove_filter(MONA, added.id, now=NOW)


@pytest.mark.parametrize("number", [0, -1, UNHEARD_OF])
async def test_an_id_that_nobody_gave_is_no_filter(storage: Storage, number: int) -> None:
    with pytest.raises(Refusal, match="filter-unknown"):
        await storage.remove_filter(HERE, FilterId(number), now=NOW)


async def test_who_changed_a_filter_is_noted_with_its_words(storage: Storage) -> None:
    _, wish = await follow(storage)
    added = await add(storage, MONA, wish=wish)

    await storage.remove_filter(MONA, added.id, now=NOW)

    told = {"kind": "never", "rule": "golf", "feed": "https://a.example/feed"}
    removed, made = await storage.changes(MONA, limit=9)
    assert (made.what, made.before, made.after) == ("filter-added", {}, told)
    assert (removed.what, removed.before, removed.after) == ("filter-removed", told, {})
    assert {(each.guild_id, each.person, each.about) for each in (made, removed)} == {
        (GUILD, 70, "https://a.example/feed")
    }


async def test_the_same_filter_is_not_added_twice(storage: Storage) -> None:
    _, wish = await follow(storage)
    await add(storage, MONA, "golf")

    with pytest.raises(Refusal, match="filter-double"):
        await add(storage, MONA, "golf")

    await add(storage, MONA, "golf", wish)
    await add(storage, MONA, "golf", kind=ONLY)
    await add(storage, OTTO, "golf")
    assert len(await storage.filters(MONA)) == 3


async def test_a_guild_has_no_more_filters_than_it_may(storage: Storage) -> None:
    _, wish = await follow(storage)
    for rule, where in (("golf", None), ("tennis", wish)):
        await storage.add_filter(MONA, NEVER, rule, where, now=NOW, most=2)

    with pytest.raises(Refusal, match="filter-limit: most 2"):
        await storage.add_filter(MONA, NEVER, "chess", now=NOW, most=2)

    await storage.add_filter(OTTO, NEVER, "chess", now=NOW, most=2)


async def test_of_many_moderators_at_once_no_more_succeed_than_may(storage: Storage) -> None:
    rules = [f"golf {number}" for number in range(8)]

    done = await asyncio.gather(
        *(storage.add_filter(MONA, NEVER, rule, now=NOW, most=3) for rule in rules),
        return_exceptions=True,
    )

    assert [type(each) for each in done].count(Refusal) == 5
    assert len(await storage.filters(MONA)) == 3


async def test_a_filter_goes_with_its_subscription(storage: Storage) -> None:
    feed, wish = await follow(storage)
    await add(storage, MONA, wish=wish)

    await storage.unfollow(MONA, wish, now=NOW)

    assert await storage.filters(HERE) == []
    assert await storage.filters_for(feed) == {}


async def test_a_rule_with_what_no_database_takes_is_kept_without_it(storage: Storage) -> None:
    added = await add(storage, MONA, 'title:"a\x00b\ud800"')

    assert await storage.filters(MONA) == [added]
    assert "\x00" not in added.rule
