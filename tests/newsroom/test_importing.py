"""Importing a list of feeds over real sockets: what is new, known, broken, and what is left."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from bot.app import open_looking
from bot.errors import AdminError, NewsdeskError, Refusal, SourceError, Trouble
from bot.feeds.opml import Outline, read_opml, write_opml
from bot.news import (
    ChannelId,
    Feed,
    FeedDocument,
    FeedId,
    Following,
    Manner,
    Subscription,
    SubscriptionId,
)
from bot.newsroom.addresses import same
from bot.newsroom.importing import (
    MOST_TRIED,
    Importing,
    NewFeed,
    Outcome,
    Plan,
    sort_out,
    taking_turns,
)
from bot.newsroom.looking import FoundFeed, Looking
from bot.settings import Settings
from tests.newsstand.stand import Newsstand

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SETTINGS = {"allow_private_networks": True, "host_spacing": 0.0, "readers": 1}


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
async def looking() -> AsyncIterator[Looking]:
    async with open_looking(Settings().model_copy(update=SETTINGS)) as looking:
        yield looking


@pytest.fixture
def importing(looking: Looking) -> Importing:
    return Importing(looking=looking, clock=lambda: NOW)


def rss(title: str) -> str:
    item = "<item><title>A ferry is late</title><link>https://a.example/1</link></item>"
    return f'<rss version="2.0"><channel><title>{title}</title>{item}</channel></rss>'


def listed(*urls: str) -> bytes:
    return write_opml([Outline(url=url) for url in urls], title="Feeds", now=NOW)


def found(url: str, final_url: str = "") -> FoundFeed:
    return FoundFeed(url, FeedDocument(format="rss 2.0", title="Its own"), final_url or url)


def followed(url: str, *, title: str, name: str = "", site_url: str | None = None) -> Following:
    feed = Feed(id=FeedId(1), url=url, title=title, site_url=site_url, next_poll_at=NOW)
    wish = Subscription(
        id=SubscriptionId(1), feed_id=feed.id, channel_id=ChannelId(1), manner=Manner(name=name)
    )
    return Following(subscription=wish, feed=feed)


async def test_a_list_is_sorted_into_new_known_and_broken(
    importing: Importing, stand: Newsstand
) -> None:
    new, known = stand.feed("/new.xml", rss("New")), stand.feed("/known.xml", rss("Known"))
    gone, private = stand.url("/gone.xml"), "http://169.254.169.254/feed"

    plan = await importing.plan([known], listed(new, known, gone, private, "no address"))

    assert plan.new == (NewFeed(url=new, title="New"),)
    assert [outline.url for outline in plan.known] == [known]
    assert [(each.outline.url, each.trouble) for each in plan.broken] == [
        (gone, Trouble.MISSING),
        (private, Trouble.PRIVATE),
        ("no address", Trouble.OTHER),
    ]
    assert plan.untried == ()
    assert "/known.xml" not in stand.paths()


async def test_a_site_in_the_list_becomes_its_feed_under_the_name_that_it_has_there(
    importing: Importing, stand: Newsstand
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site = stand.page("/", f"<html><head>{link}</head><body></body></html>")
    feed = stand.feed("/feed.xml", rss("Its own name"))
    outline = Outline(url=site, title="My name", folder=("News",))

    plan = await importing.plan([], write_opml([outline], title="Feeds", now=NOW))

    assert plan.new == (NewFeed(url=feed, title="My name", folder=("News",)),)


async def test_more_addresses_than_are_tried_are_named(
    importing: Importing, stand: Newsstand
) -> None:
    urls = [stand.url(f"/{number}.xml") for number in range(MOST_TRIED + 5)]

    plan = await importing.plan([], listed(*urls))

    assert len(plan.broken) == MOST_TRIED
    assert [outline.url for outline in plan.untried] == urls[MOST_TRIED:]


async def test_no_more_than_eight_addresses_are_tried_at_once(
    importing: Importing, stand: Newsstand
) -> None:
    async with Newsstand() as other:
        urls = [each.page(f"/{n}", "", delay=0.05) for n in range(8) for each in (stand, other)]

        plan = await importing.plan([], listed(*urls))

        assert len(plan.broken) == 16
        assert stand.most_at_once + other.most_at_once <= 8


async def test_when_the_time_is_up_what_was_tried_counts(
    looking: Looking, stand: Newsstand
) -> None:
    quick, slow = stand.feed("/quick.xml", rss("Quick")), stand.hang("/slow.xml")

    async with asyncio.timeout(20):
        plan = await Importing(looking=looking, clock=lambda: NOW, deadline=1.0).plan(
            [], listed(slow, quick)
        )

    assert [feed.url for feed in plan.new] == [quick]
    assert [outline.url for outline in plan.untried] == [slow]


async def test_who_waits_is_told_how_far_it_has_come(looking: Looking, stand: Newsstand) -> None:
    quick, slow = stand.feed("/quick.xml", rss("Quick")), stand.hang("/slow.xml")
    told: list[tuple[int, int]] = []

    async def tell(done: int, of: int) -> None:
        told.append((done, of))
        raise SourceError("", "the one who waits has gone")

    await Importing(looking=looking, clock=lambda: NOW, deadline=2.5).plan(
        [], listed(slow, quick), tell=tell
    )

    assert told == [(1, 2)]


async def test_a_file_that_is_no_list_is_refused_before_anything_is_fetched(
    importing: Importing,
) -> None:
    with pytest.raises(Refusal) as caught:
        await importing.plan([], b"<html></html>")

    assert caught.value.name == "opml-unreadable"


async def test_a_bug_is_no_broken_feed(stand: Newsstand, looking: Looking) -> None:
    class Faulty(Looking):
        async def find_feed(self, url: str) -> FoundFeed:
            raise ZeroDivisionError(url)

    faulty = Faulty(web=looking.web, sandbox=looking.sandbox, max_page_bytes=1, page_deadline=1.0)

    with pytest.raises(ExceptionGroup) as caught:
        await Importing(looking=faulty, clock=lambda: NOW).plan([], listed(stand.url("/feed.xml")))

    assert caught.group_contains(ZeroDivisionError)


async def test_a_plan_is_carried_out_feed_by_feed(importing: Importing) -> None:
    feeds = tuple(NewFeed(url=f"https://a.example/{n}", title=str(n)) for n in range(3))
    full, followed = Refusal("feeds-too-many", most=2), []

    async def follow(feed: NewFeed) -> None:
        if feed.title == "1":
            raise full
        followed.append(feed.url)

    imported = await importing.carry_out(Plan(new=feeds), follow)

    assert imported.added == (feeds[0], feeds[2])
    assert imported.refused == ((feeds[1], full),)
    assert followed == ["https://a.example/0", "https://a.example/2"]


async def test_what_is_exported_can_be_imported(importing: Importing) -> None:
    named = followed("https://a.example/feed", title="Its own name", name="Our name")
    again = followed("https://a.example/feed", title="Its own name", name="Our name")
    other = followed("https://b.example/feed", title="Harbour", site_url="https://b.example/")

    body = await importing.export([named, again, other], title="Harbourtown")

    assert read_opml(body) == (
        Outline(url="https://a.example/feed", title="Our name"),
        Outline(url="https://b.example/feed", title="Harbour", site_url="https://b.example/"),
    )


# The pure part.


def outlines(*urls: str) -> Sequence[Outline]:
    return [Outline(url=url) for url in urls]


def test_a_feed_that_has_moved_to_a_known_address_is_known() -> None:
    moved, known = "https://a.example/old", "https://a.example/feed"
    outcomes: dict[str, Outcome] = {moved: found(moved, known)}

    plan = sort_out(outlines(moved), [known], outcomes)

    assert ([each.url for each in plan.known], plan.new) == ([moved], ())


def test_two_addresses_of_one_feed_are_one_new_feed() -> None:
    first, second = "https://a.example/rss", "https://a.example/feed"
    outcomes: dict[str, Outcome] = {first: found(first), second: found(second, first)}

    plan = sort_out(outlines(first, second), [], outcomes)

    assert [each.url for each in plan.new] == [first]
    assert [each.url for each in plan.known] == [second]


@pytest.mark.parametrize(
    ("error", "trouble", "problem"),
    [
        (SourceError("", "timed out", Trouble.SLOW), Trouble.SLOW, "timed out"),
        (Refusal("address-unreadable"), Trouble.OTHER, "is no web address"),
        (AdminError("no process can be started"), Trouble.OTHER, "no process can be started"),
    ],
)
def test_what_is_broken_says_how(error: NewsdeskError, trouble: Trouble, problem: str) -> None:
    url = "https://a.example/feed"

    plan = sort_out(outlines(url), [], {url: error})

    assert [(each.trouble, each.problem) for each in plan.broken] == [(trouble, problem)]


@pytest.mark.parametrize(
    "spelling",
    [
        "https://harbour.example/feed",
        "http://harbour.example/feed/",
        "HTTPS://Harbour.Example:443/feed#top",
        "feed://harbour.example/feed",
        "harbour.example/feed",
    ],
)
def test_the_spelling_of_an_address_does_not_count(spelling: str) -> None:
    assert same(spelling) == "harbour.example/feed"


@pytest.mark.parametrize(
    "other",
    [
        "https://harbour.example/feed?all",
        "https://www.harbour.example/feed",
        "https://harbour.example:8443/feed",
        "https://harbour.example/Feed",
        "no address",
    ],
)
def test_addresses_that_may_be_two_feeds_are_two(other: str) -> None:
    assert same(other) != same("https://harbour.example/feed")


def test_hosts_take_turns() -> None:
    urls = ["https://a.example/1", "https://a.example/2", "https://a.example/3"]
    urls += ["https://b.example/1", "not an address", "https://b.example/2"]

    ordered = taking_turns(urls)

    assert [each.removeprefix("https://")[:1] for each in ordered] == ["a", "b", "n", "a", "b", "a"]
    assert sorted(ordered) == sorted(urls)
