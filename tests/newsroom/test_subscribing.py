"""Subscribing: what somebody follows comes at once, and what they change holds from then on."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import pytest

from bot.errors import Refusal, SourceError
from bot.fronts.local import SCREEN
from bot.news import (
    HERE,
    USUAL,
    Actor,
    ChannelId,
    FeedState,
    FilterKind,
    GuildId,
    Manner,
    Style,
)
from bot.newsroom.subscribing import Subscribing
from tests.fiction import lay_out
from tests.newsroom.desk import Desk, open_desk
from tests.newsstand.stand import Newsstand

GUILD: Final = GuildId(7)
MONA: Final = Actor(GUILD, 70)
OTTO: Final = Actor(GuildId(8), 80)
PLACE, OTHER = ChannelId(SCREEN), ChannelId(6)


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as opened:
        yield opened


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    async with open_desk(database_url) as opened:
        yield opened


def subscribing(desk: Desk) -> Subscribing:
    """The room at hand."""
    return desk.bot.desk.subscribing


async def test_a_new_feed_is_polled_at_once(desk: Desk, stand: Newsstand) -> None:
    followed = await subscribing(desk).follow(MONA, PLACE, lay_out(stand, 3))

    await desk.work()

    now = await subscribing(desk).following(MONA, followed.subscription.id)
    assert len(desk.cards) == 1
    assert now.last_card_at is not None


async def test_who_follows_what_others_follow_is_shown_its_newest(
    desk: Desk, stand: Newsstand
) -> None:
    url = lay_out(stand, 3)
    await subscribing(desk).follow(OTTO, OTHER, url)
    await desk.work()

    followed = await subscribing(desk).follow(MONA, PLACE, url)
    await desk.work()

    assert followed.owed == 1
    assert len(desk.cards) == 1


async def test_a_feed_that_had_failed_too_often_is_polled_again(
    desk: Desk, stand: Newsstand
) -> None:
    url = lay_out(stand, 1)
    known = await subscribing(desk).follow(OTTO, OTHER, url)
    tired = replace(known.feed, state=FeedState.PAUSED, reason="404", failures=9)
    await desk.bot.storage.save_feed(tired)

    followed = await subscribing(desk).follow(MONA, PLACE, url)
    await desk.work()

    assert (followed.feed.state, followed.feed.failures) == (FeedState.ACTIVE, 0)
    assert len(desk.cards) == 1


async def test_what_comes_during_a_pause_is_not_brought_later(desk: Desk, stand: Newsstand) -> None:
    followed = await subscribing(desk).follow(MONA, PLACE, lay_out(stand, 3))
    await subscribing(desk).pause(MONA, followed.subscription.id)
    await desk.work()

    resumed = await subscribing(desk).resume(MONA, followed.subscription.id)
    await desk.work()

    assert resumed.subscription.paused_at is None
    assert desk.cards == []


async def test_pausing_and_resuming_may_be_repeated(desk: Desk) -> None:
    followed = await subscribing(desk).follow(MONA, PLACE, "https://a.example/feed")
    known = followed.subscription.id

    paused = [await subscribing(desk).pause(MONA, known) for _ in range(2)]
    for _ in range(2):
        await subscribing(desk).resume(MONA, known)

    told = await subscribing(desk).changes(MONA, limit=10)
    assert paused[0] == paused[1]
    assert [each.what for each in told] == ["feed-resumed", "feed-paused", "feed-added"]


async def test_a_moved_subscription_keeps_all_but_its_address(desk: Desk, stand: Newsstand) -> None:
    manner = Manner(name="Ferries", image=False)
    old = await subscribing(desk).follow(
        MONA, PLACE, "https://gone.example/feed", manner=manner, style=Style.BRIEF
    )
    known = old.subscription.id
    await desk.bot.desk.filtering.add(MONA, FilterKind.NEVER, "golf", known)

    moved = await subscribing(desk).move(MONA, known, lay_out(stand, 3))
    await desk.work()

    left = await desk.feed(old.feed.id)
    assert (moved.subscription.id, moved.name, moved.filters) == (known, "Ferries", 1)
    assert (moved.subscription.manner, moved.subscription.style) == (manner, Style.BRIEF)
    assert left.state is FeedState.ENDED
    assert desk.cards == []


async def test_what_a_moved_feed_tells_afterwards_is_shown(desk: Desk, stand: Newsstand) -> None:
    old = await subscribing(desk).follow(MONA, PLACE, "https://gone.example/feed")
    moved = await subscribing(desk).move(MONA, old.subscription.id, lay_out(stand, 3))

    lay_out(stand, 4)
    await desk.poll(moved.feed.id)

    assert len(desk.cards) == 1


async def test_an_address_that_cannot_be_read_moves_nothing(desk: Desk, stand: Newsstand) -> None:
    old = await subscribing(desk).follow(MONA, PLACE, "https://gone.example/feed")
    page = stand.page("/", "<p>No feed</p>")

    with pytest.raises(SourceError):
        await subscribing(desk).move(MONA, old.subscription.id, page)

    assert await subscribing(desk).followings(HERE) == [old]


async def test_another_guilds_feed_cannot_be_moved(desk: Desk, stand: Newsstand) -> None:
    theirs = await subscribing(desk).follow(OTTO, OTHER, "https://a.example/feed")

    with pytest.raises(Refusal, match="feed-unknown"):
        await subscribing(desk).move(MONA, theirs.subscription.id, lay_out(stand, 1))

    assert await subscribing(desk).followings(HERE) == [theirs]


async def test_a_language_is_kept_by_its_tag(desk: Desk) -> None:
    followed = await subscribing(desk).follow(
        MONA, PLACE, "https://a.example/feed", language="German"
    )

    assert followed.subscription.language == "de"


async def test_a_language_that_is_none_changes_nothing(desk: Desk) -> None:
    followed = await subscribing(desk).follow(MONA, PLACE, "https://a.example/feed")

    with pytest.raises(Refusal, match="language-unknown"):
        await subscribing(desk).edit(
            MONA,
            followed.subscription.id,
            manner=USUAL,
            style=None,
            language="elvish of old",
            channel_id=PLACE,
        )

    assert await subscribing(desk).followings(MONA) == [followed]


async def test_a_feed_goes_with_its_last_follower(desk: Desk) -> None:
    url = "https://a.example/feed"
    pair = [await subscribing(desk).follow(MONA, place, url) for place in (PLACE, OTHER)]

    await subscribing(desk).remove(MONA, pair[0].subscription.id)
    kept = await desk.bot.storage.feed_by_url(url)
    await subscribing(desk).remove(MONA, pair[1].subscription.id)

    assert kept is not None
    assert await desk.bot.storage.feed_by_url(url) is None


async def test_feeds_of_one_name_are_offered_with_their_channels(desk: Desk) -> None:
    for number, place in ((1, PLACE), (2, OTHER), (3, OTHER)):
        name = "Ferries" if number < 3 else "Trains"
        await subscribing(desk).follow(
            MONA, place, f"https://{number}.example/feed", manner=Manner(name=name)
        )

    offered = await subscribing(desk).offered(MONA, " ")

    assert [label for _, label in offered] == [f"Ferries ({PLACE})", f"Ferries ({OTHER})", "Trains"]
