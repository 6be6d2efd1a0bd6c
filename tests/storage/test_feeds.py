"""Feeds and subscriptions in the store."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.errors import Refusal
from bot.news import HERE as ADMIN
from bot.news import FeedState, Filing
from bot.storage import Storage
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    NOW,
    OTHER_CHANNEL,
    begin,
    followed_feed,
    new_entry,
    polled,
    ready,
)


async def test_a_feed_is_added_once(storage: Storage) -> None:
    first = await storage.add_feed("https://a.example/feed", now=NOW, title="A")
    again = await storage.add_feed("https://a.example/feed", now=NOW + timedelta(1), title="B")

    assert again == first
    assert await storage.feeds() == [first]


async def test_a_feed_comes_back_as_it_was_saved(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    changed = replace(
        feed,
        title="Häfen & Fähren",
        site_url="https://a.example",
        language="de",
        state=FeedState.PAUSED,
        reason="eleven failures",
        etag='W/"x"',
        last_modified="Sun, 01 Mar 2026 09:00:00 GMT",
        body_hash="abc",
        interval=timedelta(minutes=7, microseconds=123_457),
        next_poll_at=NOW + timedelta(microseconds=1),
        last_polled_at=NOW,
        failures=11,
        moved_to="https://b.example/feed",
        moved_seen=2,
    )

    await storage.save_feed(changed)

    assert await storage.feed(feed.id) == changed
    assert await storage.feed_by_url("https://a.example/feed") == changed


async def test_moments_come_back_in_utc_whatever_zone_they_went_in_with(storage: Storage) -> None:
    elsewhere = timezone(timedelta(hours=-7))

    feed = await storage.add_feed("https://a.example/feed", now=NOW.astimezone(elsewhere))

    assert feed.next_poll_at == NOW
    assert feed.next_poll_at.utcoffset() == timedelta(0)


async def test_a_feed_that_is_not_there_is_none(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)

    assert await storage.feed(type(feed.id)(feed.id + 1)) is None
    assert await storage.feed_by_url("https://b.example/feed") is None


async def test_an_endless_address_is_refused_with_words(storage: Storage) -> None:
    with pytest.raises(Refusal, match="address-too-long"):
        await storage.add_feed("https://a.example/" + "x" * 5000, now=NOW)


async def test_a_feed_that_moves_gets_its_new_address_and_host(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)

    await storage.save_feed(replace(feed, url="https://B.example:8080/feed"))

    assert await storage.due_hosts(NOW, 10) == ["b.example:8080"]


async def test_a_feed_that_moves_to_the_address_of_another_stays_where_it_is(
    storage: Storage,
) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    await storage.add_feed("https://b.example/feed", now=NOW)

    await storage.save_feed(replace(feed, url="https://b.example/feed", title="Moved"))

    saved = await storage.feed(feed.id)
    assert saved == replace(feed, title="Moved")


async def test_hosts_come_longest_overdue_first_and_each_once(storage: Storage) -> None:
    for number, (host, minutes) in enumerate(
        [("late", -5), ("later", -9), ("late", -1), ("soon", 5), ("now", 0)]
    ):
        moment = NOW + timedelta(minutes=minutes)
        await storage.add_feed(f"https://me:secret@{host}.example/{number}", now=moment)

    hosts = await storage.due_hosts(NOW, 10)

    assert hosts == ["later.example", "late.example", "now.example"]
    assert await storage.due_hosts(NOW, 1) == ["later.example"]


async def test_only_active_feeds_of_the_host_are_due(storage: Storage) -> None:
    first = await storage.add_feed("https://a.example/1", now=NOW - timedelta(minutes=1))
    second = await storage.add_feed("https://a.example/2", now=NOW - timedelta(minutes=2))
    paused = await storage.add_feed("https://a.example/3", now=NOW)
    await storage.save_feed(replace(paused, state=FeedState.PAUSED))
    await storage.add_feed("https://a.example/4", now=NOW + timedelta(minutes=1))
    await storage.add_feed("https://b.example/5", now=NOW)

    due = await storage.due_feeds("a.example", NOW)

    assert due == [second, first]


async def test_the_next_due_moment_is_that_of_the_first_active_feed(storage: Storage) -> None:
    nothing = await storage.next_due_at()
    later = datetime(2026, 3, 2, tzinfo=NOW.tzinfo)
    feed = await storage.add_feed("https://a.example/1", now=NOW)
    await storage.add_feed("https://a.example/2", now=later)

    await storage.save_feed(replace(feed, state=FeedState.ENDED))

    assert nothing is None
    assert await storage.next_due_at() == later


async def test_a_channel_follows_a_feed_once(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)

    first = await storage.subscribe(feed.id, CHANNEL, guild_id=GUILD, now=NOW)
    again = await storage.subscribe(feed.id, CHANNEL, guild_id=None, now=NOW)
    other = await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=None, now=NOW)

    assert again == first
    assert first.guild_id == GUILD
    assert other.guild_id is None
    assert await storage.subscriptions(feed.id) == [first, other]


async def test_subscriptions_are_told_apart_by_feed(storage: Storage) -> None:
    first, second = [await followed_feed(storage, name) for name in "ab"]

    assert [each.feed_id for each in await storage.subscriptions()] == [first.id, second.id]
    assert [each.feed_id for each in await storage.subscriptions(second.id)] == [second.id]


async def test_an_ended_subscription_owes_nothing_but_keeps_what_was_sent(
    storage: Storage,
) -> None:
    sending = await ready(storage)
    await begin(storage, sending)
    feed = (await storage.feeds())[0]
    await storage.save_poll(feed, Filing(new=(new_entry(2),)), now=NOW)
    [subscription] = await storage.subscriptions()

    ended = await storage.unfollow(ADMIN, subscription.id, now=NOW)

    assert ended.subscription == subscription
    assert [each.id for each in await storage.owed(CHANNEL, NOW)] == [sending.id]
    with pytest.raises(Refusal, match="feed-unknown"):
        await storage.unfollow(ADMIN, subscription.id, now=NOW)


async def test_a_followed_feed_is_not_removed(storage: Storage) -> None:
    feed = await followed_feed(storage)

    removed = await storage.remove_feed(feed.id)

    assert not removed
    assert await storage.feed(feed.id) == feed


async def test_a_feed_that_nobody_follows_goes_with_its_entries_and_leaves_its_articles(
    storage: Storage,
) -> None:
    await ready(storage)
    [subscription] = await storage.subscriptions()
    await storage.unfollow(ADMIN, subscription.id, now=NOW)

    removed = await storage.remove_feed(subscription.feed_id)

    counts = await storage.counts()
    assert removed
    assert (counts.feeds, counts.entries, counts.articles) == (0, 0, 1)


async def test_a_poll_that_ends_after_its_feed_was_removed_changes_nothing(
    storage: Storage,
) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    await storage.remove_feed(feed.id)

    await storage.save_poll(feed, Filing(new=(new_entry(),)), now=NOW)

    assert await storage.feeds() == []
    assert (await storage.counts()).entries == 0


async def test_ids_are_not_given_twice(storage: Storage) -> None:
    first = await storage.add_feed("https://a.example/feed", now=NOW)
    await storage.remove_feed(first.id)

    second = await storage.add_feed("https://a.example/feed", now=NOW)

    assert second.id > first.id


async def test_counts_tell_states_apart(storage: Storage) -> None:
    feed = await polled(storage, new_entry(1), new_entry(2, shown=False))
    await storage.save_feed(replace(feed, state=FeedState.PAUSED))
    await storage.add_feed("https://b.example/feed", now=NOW)

    counts = await storage.counts()

    assert (counts.feeds, counts.active, counts.paused) == (2, 1, 1)
    assert (counts.entries, counts.owed, counts.sent, counts.failed) == (2, 1, 0, 0)
