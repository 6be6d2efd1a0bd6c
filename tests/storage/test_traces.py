"""Traces: entries found again by link, card or title, and told to whom they concern."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from bot.news import (
    HERE,
    Actor,
    ChannelId,
    DeliveryId,
    EntryId,
    Filing,
    GuildId,
    Happening,
    MessageId,
    Trace,
)
from bot.storage import Storage
from tests.storage.outlets import post, tell, write
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    NOW,
    OTHER_CHANNEL,
    article,
    followed_feed,
    new_entry,
    polled,
)

STRANGE: Final = GuildId(8)
MONA, OTTO = Actor(GUILD, 70), Actor(STRANGE, 80)
LINK = "harbour.example/news/1"
HIS: Final = ChannelId(9)


async def posted(storage: Storage, *more: ChannelId) -> tuple[EntryId, DeliveryId]:
    """An entry whose card was posted in Mona's channel, and is owed to the other guild's."""
    places = ((CHANNEL, GUILD), *((channel, STRANGE) for channel in more))
    told = await tell(storage, 1, to=places)
    assert told.entry_id is not None
    await write(storage, told.story_id)
    return told.entry_id, await post(storage)


async def trace(storage: Storage, actor: Actor, entry_id: EntryId) -> Trace:
    """A trace that there is."""
    found = await storage.trace(actor, entry_id)
    assert found is not None
    return found


def happenings(told: Trace) -> list[Happening]:
    """What happened, in order."""
    return [step.what for step in told.steps]


async def test_an_entry_is_found_by_its_link(storage: Storage) -> None:
    entry_id, _ = await posted(storage)

    found = [await storage.entry_by_link(actor, LINK) for actor in (MONA, HERE)]

    assert found == [entry_id, entry_id]
    assert await storage.entry_by_link(MONA, "harbour.example/news/2") is None


@pytest.mark.parametrize(
    "stands",
    ["https://post.example/ferry", "http://www.post.example/ferry/"],
    ids=["as it is", "spelled otherwise"],
)
async def test_an_entry_is_found_by_where_its_article_stands(storage: Storage, stands: str) -> None:
    told = await tell(storage, 1, told=replace(article(), canonical_url=stands))

    found = await storage.entry_by_link(MONA, "post.example/ferry")

    assert found == told.entry_id


async def test_of_two_entries_with_one_link_the_newest_is_found(storage: Storage) -> None:
    await tell(storage, 1)
    again = replace(new_entry(2), fingerprint=replace(new_entry(2).fingerprint, link=LINK))
    feed = await followed_feed(storage, "b")
    [second] = await storage.save_poll(feed, Filing(new=(again,)), now=NOW)

    assert await storage.entry_by_link(MONA, LINK) == second


async def test_an_entry_is_found_by_its_card(storage: Storage) -> None:
    entry_id, delivery_id = await posted(storage)

    found = await storage.entry_of_card(MONA, MessageId(1_000 + delivery_id))

    assert found == entry_id
    assert await storage.entry_of_card(MONA, MessageId(5)) is None


async def test_entries_are_found_by_letters_of_their_titles_newest_first(storage: Storage) -> None:
    first = await tell(storage, 1, told=article(title="Ferry 100 % full"))
    second = await tell(storage, 2, told=article(title="The FERRY sails"))
    await tell(storage, 3, told=article(title="Golf"))

    found = await storage.entries_titled(MONA, "ferry", limit=9)

    assert found == [
        (second.entry_id, "The FERRY sails"),
        (first.entry_id, "Ferry 100 % full"),
    ]
    assert await storage.entries_titled(MONA, "0 %", limit=9) == [found[1]]
    assert await storage.entries_titled(HERE, "ferry", limit=1) == [found[0]]


@pytest.mark.parametrize("typed", ["%", "_", "\x00", "\ud800", "x" * 5_000, "'; DROP TABLE"])
async def test_letters_are_letters_whatever_they_are(storage: Storage, typed: str) -> None:
    await tell(storage, 1)

    assert await storage.entries_titled(MONA, typed, limit=9) == []


@pytest.mark.parametrize("link", ["\x00", "a\ud800", "x" * 100_000, "", "%"])
async def test_no_link_is_too_odd_to_be_looked_for(storage: Storage, link: str) -> None:
    await tell(storage, 1)

    assert await storage.entry_by_link(MONA, link) is None


async def test_another_guilds_entries_are_unknown(storage: Storage) -> None:
    entry_id, delivery_id = await posted(storage)

    found = (
        await storage.entry_by_link(OTTO, LINK),
        await storage.entry_of_card(OTTO, MessageId(1_000 + delivery_id)),
        await storage.entries_titled(OTTO, "ferry", limit=9),
        await storage.trace(OTTO, entry_id),
    )

    assert found == (None, None, [], None)


async def test_of_a_feed_that_two_guilds_follow_each_is_told_of_its_own_channels(
    storage: Storage,
) -> None:
    entry_id, delivery_id = await posted(storage, HIS)
    [his] = await storage.owed(HIS, NOW)
    await storage.mark_failed(his.id, "a secret of theirs", now=NOW)

    mine, theirs, all_ = [await trace(storage, actor, entry_id) for actor in (MONA, OTTO, HERE)]

    assert {step.channel_id for step in mine.steps} == {None, CHANNEL}
    assert {step.channel_id for step in theirs.steps} == {None, HIS}
    assert {step.channel_id for step in all_.steps} == {None, CHANNEL, HIS}
    assert mine.cards == {CHANNEL: MessageId(1_000 + delivery_id)}
    assert theirs.cards == {}
    assert "secret" not in str(mine)


async def test_the_card_of_another_guild_is_unknown_though_the_feed_is_not(
    storage: Storage,
) -> None:
    _, delivery_id = await posted(storage, HIS)

    assert await storage.entry_of_card(OTTO, MessageId(1_000 + delivery_id)) is None


async def test_the_way_of_a_card_is_told_in_its_order(storage: Storage) -> None:
    entry_id, _ = await posted(storage)

    told = await trace(storage, MONA, entry_id)

    assert happenings(told) == ["found", "read", "placed", "owed", "written", "posted"]
    written = told.steps[4]
    assert written.facts["writer"] == "a-model"
    assert (told.title, told.url) == ("Ferry sails again", "https://harbour.example/news/1")
    assert told.feed == "https://outlet1.example/feed"


async def test_what_nobody_is_shown_is_told_to_be_silent(storage: Storage) -> None:
    feed = await polled(storage, new_entry(1, shown=False))
    [(entry_id, _)] = [(await read(storage, feed.id), feed)]

    told = await trace(storage, MONA, entry_id)

    assert happenings(told) == ["found", "silent"]


async def read(storage: Storage, feed_id: int) -> EntryId:
    """The next entry of a feed that is unread."""
    filed = await storage.next_unread(feed_id)  # type: ignore[arg-type] # of a stored feed
    assert filed is not None
    return filed.id


async def test_what_came_before_a_guild_followed_is_silent_there(storage: Storage) -> None:
    entry_id, _ = await posted(storage)
    [feed] = await storage.feeds()
    await storage.subscribe(feed.id, HIS, guild_id=STRANGE, now=NOW)

    told = await trace(storage, OTTO, entry_id)

    assert happenings(told) == ["found", "silent", "read", "placed"]


async def test_what_waits_for_a_closed_channel_says_so(storage: Storage) -> None:
    feed = await followed_feed(storage)
    later = NOW + timedelta(minutes=1)
    await storage.close_channel(CHANNEL, "no permission", now=NOW)
    [entry_id] = await storage.save_poll(feed, Filing(new=(new_entry(),)), now=later)

    told = await trace(storage, MONA, entry_id)

    assert happenings(told) == ["found", "owed", "closed"]
    assert (told.steps[-1].at, told.steps[-1].facts) == (later, {"problem": "no permission"})


async def test_a_card_is_known_after_its_feed_was_removed_or_its_subscription_moved(
    storage: Storage,
) -> None:
    entry_id, delivery_id = await posted(storage)
    await followed_feed(storage, "b")
    [known, _] = await storage.subscriptions_in([CHANNEL])
    await storage.unfollow(MONA, known.id, now=NOW)

    found = await storage.entry_of_card(MONA, MessageId(1_000 + delivery_id))

    assert found == entry_id
    assert happenings(await trace(storage, MONA, entry_id))[-1] is Happening.POSTED


async def test_a_card_is_known_where_its_feed_is_posted_no_more(storage: Storage) -> None:
    entry_id, delivery_id = await posted(storage)
    [known] = await storage.subscriptions_in([CHANNEL])
    await storage.change_subscription(
        MONA,
        known.id,
        lambda wish: replace(wish, channel_id=OTHER_CHANNEL),
        what="feed-edited",
        now=NOW,
    )

    told = await trace(storage, MONA, entry_id)

    assert await storage.entry_of_card(MONA, MessageId(1_000 + delivery_id)) == entry_id
    assert told.cards == {CHANNEL: MessageId(1_000 + delivery_id)}
