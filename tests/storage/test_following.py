"""Who follows what: whose it is, how many there may be, and what becomes of what is owed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.errors import ChangedError, Refusal
from bot.news import (
    HERE,
    USUAL,
    Actor,
    ChannelId,
    FeedId,
    FeedState,
    Filing,
    FilterKind,
    Following,
    GuildId,
    Manner,
    RoleId,
    Style,
    Subscription,
    SubscriptionId,
    Summaries,
    Threads,
)
from bot.storage import Storage
from tests.storage.samples import HOUSE, NOW, new_entry

ALDER, BIRCH = GuildId(7), GuildId(8)
MONA, NILS = Actor(ALDER, 70), Actor(ALDER, 71)
OTTO = Actor(BIRCH, 80)
HERON, EGRET = ChannelId(5), ChannelId(6)


async def follow(
    storage: Storage,
    actor: Actor = MONA,
    *,
    url: str = "https://a.example/feed",
    channel_id: ChannelId = HERON,
    most: int = 100,
    now: datetime = NOW,
    **wishes: Any,  # noqa: ANN401 - whatever a subscription wishes for
) -> Following:
    """The feed at an address, followed."""
    feed = await storage.add_feed(url, now=now, title=url)
    wish = Subscription(
        id=SubscriptionId(0),
        feed_id=feed.id,
        channel_id=channel_id,
        guild_id=actor.guild_id,
        **wishes,
    )
    return await storage.follow(actor, wish, house=HOUSE, shows=1, most=most, now=now)


async def change(
    storage: Storage,
    followed: Following,
    how: Callable[[Subscription], Subscription],
    actor: Actor = MONA,
) -> Following:
    """A subscription, changed."""
    return await storage.change_subscription(
        actor, followed.subscription.id, how, what="feed-edited", now=NOW
    )


async def owed_to(storage: Storage, channel_id: ChannelId) -> int:
    """How many cards a channel waits for."""
    return len(await storage.owed(channel_id, NOW + timedelta(days=1)))


async def test_what_a_subscription_wishes_for_is_kept(storage: Storage) -> None:
    manner = Manner(
        name="Ferries",
        summaries=Summaries.LONG,
        image=False,
        threads=Threads.ALWAYS,
        mention=RoleId(2**62),
    )

    made = await follow(storage, manner=manner, style=Style.BRIEF, language="de")

    [kept] = await storage.followings(MONA, now=NOW)
    assert kept == made
    assert kept.name == "Ferries"
    assert kept.subscription.manner == manner
    assert (kept.subscription.style, kept.subscription.language) == (Style.BRIEF, "de")


async def test_a_guild_sees_its_own_alone_and_the_admin_everything(storage: Storage) -> None:
    ours = await follow(storage, MONA)
    theirs = await follow(storage, OTTO, channel_id=EGRET)

    seen = [await storage.followings(actor, now=NOW) for actor in (MONA, OTTO, HERE)]

    assert seen == [[ours], [theirs], [ours, theirs]]


async def test_another_guilds_subscription_is_as_if_it_did_not_exist(storage: Storage) -> None:
    theirs = (await follow(storage, OTTO)).subscription.id
    before = await storage.followings(HERE, now=NOW)

    tried = (
        storage.following(MONA, theirs, now=NOW),
        storage.unfollow(MONA, theirs, now=NOW),
        storage.change_subscription(
            MONA, theirs, lambda wish: replace(wish, style=Style.BRIEF), what="x", now=NOW
        ),
    )
    for each in tried:
        with pytest.raises(Refusal) as refused:
            await each
        assert refused.value.name == "feed-unknown"

    assert await storage.followings(HERE, now=NOW) == before


async def test_a_channel_of_another_guild_is_refused(storage: Storage) -> None:
    await follow(storage, OTTO, channel_id=EGRET)

    with pytest.raises(Refusal, match="place-unknown"):
        await follow(storage, MONA, channel_id=EGRET, url="https://b.example/feed")


async def test_a_subscription_is_not_moved_to_another_guilds_channel(storage: Storage) -> None:
    await follow(storage, OTTO, channel_id=EGRET)
    ours = await follow(storage, MONA)

    with pytest.raises(Refusal, match="place-unknown"):
        await change(storage, ours, lambda wish: replace(wish, channel_id=EGRET))


async def test_a_channel_follows_a_feed_once(storage: Storage) -> None:
    await follow(storage)

    with pytest.raises(Refusal, match="feed-follows-already"):
        await follow(storage, NILS)


async def test_no_card_mentions_everybody(storage: Storage) -> None:
    everybody = replace(USUAL, mention=RoleId(ALDER))
    ours = await follow(storage)

    with pytest.raises(Refusal, match="feed-mentions-everyone"):
        await change(storage, ours, lambda wish: replace(wish, manner=everybody))
    with pytest.raises(Refusal, match="feed-mentions-everyone"):
        await follow(storage, channel_id=EGRET, manner=everybody)


async def test_two_moderators_who_add_the_same_feed_at_once_add_it_once(storage: Storage) -> None:
    told = await asyncio.gather(
        *(follow(storage, actor) for actor in (MONA, NILS) * 3), return_exceptions=True
    )

    assert sum(isinstance(each, Following) for each in told) == 1
    assert {each.name for each in told if isinstance(each, Refusal)} == {"feed-follows-already"}
    assert len(await storage.followings(MONA, now=NOW)) == 1


async def test_many_at_once_do_not_pass_the_guilds_limit(storage: Storage) -> None:
    urls = [f"https://{number}.example/feed" for number in range(6)]

    told = await asyncio.gather(
        *(follow(storage, url=url, most=3) for url in urls), return_exceptions=True
    )

    refused = [each for each in told if isinstance(each, Refusal)]
    assert {each.name for each in refused} == {"feed-limit"}
    assert refused[0].facts["most"] == 3
    assert len(await storage.followings(MONA, now=NOW)) == 3


async def test_two_guilds_do_not_share_a_limit(storage: Storage) -> None:
    await follow(storage, MONA, most=1)

    await follow(storage, OTTO, channel_id=EGRET, most=1)

    assert len(await storage.followings(HERE, now=NOW)) == 2


async def test_two_moderators_at_once_lose_neither_change(storage: Storage) -> None:
    followed = await follow(storage)
    pause = change(storage, followed, lambda wish: replace(wish, paused_at=NOW))
    restyle = change(storage, followed, lambda wish: replace(wish, style=Style.BRIEF), NILS)

    await asyncio.gather(pause, restyle)

    [kept] = await storage.followings(MONA, now=NOW)
    assert (kept.subscription.paused_at, kept.subscription.style) == (NOW, Style.BRIEF)


async def test_two_subscriptions_do_not_become_the_same_at_once(storage: Storage) -> None:
    pair = [await follow(storage, channel_id=ChannelId(number)) for number in (5, 6)]
    there = ChannelId(9)

    told = await asyncio.gather(
        *(change(storage, each, lambda wish: replace(wish, channel_id=there)) for each in pair),
        return_exceptions=True,
    )

    assert sum(isinstance(each, Refusal) for each in told) == 1


async def test_a_feed_that_has_been_removed_cannot_be_followed(storage: Storage) -> None:
    wish = Subscription(id=SubscriptionId(0), feed_id=FeedId(99), channel_id=HERON, guild_id=ALDER)

    with pytest.raises(ChangedError):
        await storage.follow(MONA, wish, house=HOUSE, shows=1, most=9, now=NOW)


async def test_a_feed_is_never_removed_from_under_its_new_follower(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)

    await asyncio.gather(follow(storage), storage.remove_feed(feed.id), return_exceptions=True)

    followed = await storage.followings(MONA, now=NOW)
    assert bool(followed) == bool(await storage.feed(feed.id))


async def test_a_new_channel_is_owed_the_newest_that_others_were_shown(storage: Storage) -> None:
    first = await follow(storage, OTTO, channel_id=EGRET)
    shown = (new_entry(3), new_entry(2), new_entry(1, shown=False))
    await storage.save_poll(first.feed, Filing(new=shown), now=NOW)

    made = await follow(storage, MONA)

    [owed] = await storage.owed(HERON, NOW)
    assert made.owed == 1
    assert owed.published_at == new_entry(2).published_at


async def test_a_new_channel_is_not_owed_what_is_no_news(storage: Storage) -> None:
    first = await follow(storage, OTTO, channel_id=EGRET)
    await storage.save_poll(first.feed, Filing(new=(new_entry(),)), now=NOW)

    made = await follow(storage, MONA, now=NOW + timedelta(hours=49))

    assert made.owed == 0


async def test_what_waits_goes_along_to_another_channel(storage: Storage) -> None:
    followed = await follow(storage)
    await storage.save_poll(followed.feed, Filing(new=(new_entry(),)), now=NOW)

    await change(storage, followed, lambda wish: replace(wish, channel_id=EGRET))

    assert (await owed_to(storage, HERON), await owed_to(storage, EGRET)) == (0, 1)


async def test_what_waits_is_dropped_by_a_pause_and_not_brought_back(storage: Storage) -> None:
    followed = await follow(storage)
    await storage.save_poll(followed.feed, Filing(new=(new_entry(2),)), now=NOW)

    await change(storage, followed, lambda wish: replace(wish, paused_at=NOW))
    await storage.save_poll(followed.feed, Filing(new=(new_entry(1),)), now=NOW)
    resumed = await change(storage, followed, lambda wish: replace(wish, paused_at=None))

    assert resumed.owed == 0
    assert await owed_to(storage, HERON) == 0


async def test_a_subscription_ends_with_what_it_is_owed_and_its_filters(storage: Storage) -> None:
    followed = await follow(storage)
    await storage.save_poll(followed.feed, Filing(new=(new_entry(),)), now=NOW)
    await storage.add_filter(MONA, FilterKind.NEVER, "golf", followed.subscription.id, now=NOW)

    gone = await storage.unfollow(MONA, followed.subscription.id, now=NOW)

    assert (gone.owed, gone.filters) == (1, 1)
    assert await owed_to(storage, HERON) == 0
    assert await storage.filters(MONA) == []


async def test_a_subscription_counts_its_own_filters_and_its_guilds(storage: Storage) -> None:
    ours, other = await follow(storage), await follow(storage, url="https://b.example/feed")
    await storage.add_filter(MONA, FilterKind.NEVER, "golf", ours.subscription.id, now=NOW)
    await storage.add_filter(MONA, FilterKind.NEVER, "polo", now=NOW)
    await storage.add_filter(OTTO, FilterKind.NEVER, "chess", now=NOW)

    seen = {each.subscription.id: each.filters for each in await storage.followings(MONA, now=NOW)}

    assert seen == {ours.subscription.id: 2, other.subscription.id: 1}


async def test_the_old_feed_is_ended_when_nobody_is_left(storage: Storage) -> None:
    followed = await follow(storage)
    await storage.save_poll(followed.feed, Filing(new=(new_entry(),)), now=NOW)
    other = await storage.add_feed("https://b.example/feed", now=NOW)
    await change(storage, followed, lambda wish: replace(wish, feed_id=other.id))

    ended = await storage.end_feed(followed.feed.id, "moved")

    old = await storage.feed(followed.feed.id)
    assert ended
    assert old is not None
    assert (old.state, old.reason) == (FeedState.ENDED, "moved")
    assert await owed_to(storage, HERON) == 1


async def test_a_feed_that_others_follow_is_not_ended(storage: Storage) -> None:
    followed = await follow(storage)

    assert not await storage.end_feed(followed.feed.id, "moved")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", {"a", "b", "c"}), ("A.EXAMPLE", {"a"}), ("%", set()), ("quay", {"c"}), ("zzz", set())],
)
async def test_feeds_are_offered_by_what_they_are_called(
    storage: Storage, typed: str, found: set[str]
) -> None:
    for name in "ab":
        await follow(storage, url=f"https://{name}.example/feed")
    await follow(storage, url="https://c.example/feed", manner=Manner(name="Quay news"))
    await follow(storage, OTTO, url="https://d.example/feed", channel_id=EGRET)

    offered = await storage.feeds_offered(MONA, typed, limit=25)

    urls = {each.subscription.id: each.feed.url for each in await storage.followings(HERE, now=NOW)}
    assert {urls[each[0]].removeprefix("https://")[0] for each in offered} == found


async def test_each_change_is_noted_with_what_it_changed(storage: Storage) -> None:
    followed = await follow(storage)
    await change(storage, followed, lambda wish: replace(wish, style=Style.BRIEF), NILS)
    await change(storage, followed, lambda wish: wish, NILS)
    await storage.unfollow(HERE, followed.subscription.id, now=NOW)

    removed, edited, added = await storage.changes(MONA, limit=10)

    assert [each.what for each in (added, edited, removed)] == [
        "feed-added",
        "feed-edited",
        "feed-removed",
    ]
    assert (edited.before, edited.after) == ({"style": None}, {"style": "brief"})
    assert (edited.person, edited.about) == (71, "https://a.example/feed")
    assert (removed.person, removed.guild_id) == (None, ALDER)


async def test_a_guild_does_not_see_what_another_changed(storage: Storage) -> None:
    await follow(storage, OTTO)

    assert await storage.changes(MONA, limit=10) == []


async def test_what_is_refused_is_not_noted(storage: Storage) -> None:
    await follow(storage)

    with pytest.raises(Refusal):
        await follow(storage, NILS)

    assert len(await storage.changes(HERE, limit=10)) == 1
