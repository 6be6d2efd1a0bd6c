"""Scouting over real sockets: what an address leads to, and the card that would come of it."""

import pickle
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.app import open_looking
from bot.errors import GuardError, HostileError, Refusal, SourceError, Trouble
from bot.fronts.words import LANGUAGES, words_for
from bot.news import (
    HERE,
    Actor,
    Assignment,
    Basis,
    ChannelId,
    Feed,
    FeedId,
    Following,
    GuildId,
    Manner,
    Style,
    Subscription,
    SubscriptionId,
    Summaries,
)
from bot.newsroom.addresses import web_address
from bot.newsroom.looking import CHOICES, Looking
from bot.newsroom.rehearsing import Rehearsing
from bot.newsroom.sampling import EMPTY, Sampling
from bot.newsroom.scouting import Scouting
from bot.settings import Settings
from bot.storage import open_storage
from bot.storage.sifting import UNFILTERED, Ruling
from bot.stories.terms import TermCounts
from tests.fiction import headline, lay_out, page, paragraphs
from tests.newsstand.stand import Newsstand, Offer

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUSE = Assignment()
SETTINGS = {"allow_private_networks": True, "host_spacing": 0.0, "readers": 1, "fetch_timeout": 2.0}


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
async def looking() -> AsyncIterator[Looking]:
    async with open_looking(Settings().model_copy(update=SETTINGS)) as looking:
        yield looking


@pytest.fixture
async def scouting(looking: Looking, sqlite_url: str) -> AsyncIterator[Scouting]:
    sampling = Sampling(looking=looking, clock=lambda: NOW, house=HOUSE)
    async with open_storage(sqlite_url) as storage:
        rehearsing = Rehearsing(
            sampling=sampling,
            storage=storage,
            counts=TermCounts(),
            judge=let_through,
            stored=nothing_stored,
        )
        yield Scouting(sampling=sampling, rehearsing=rehearsing)


async def let_through(*_asked: object) -> Ruling:
    return UNFILTERED


async def nothing_stored(*_asked: object) -> None:
    return None


def rss(title: str, *links: str, more: str = "") -> str:
    items = "".join(
        f"<item><title>About {link}</title><link>{link}</link></item>" for link in links
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{more}{items}</channel></rss>'


def atom(title: str, *links: str) -> str:
    entries = "".join(
        f'<entry><id>{link}</id><title>About {link}</title><link href="{link}"/></entry>'
        for link in links
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{entries}</feed>'


def front_page(*paths: str) -> str:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in paths
    )
    return f"<html><head><title>Harbour Post</title>{links}</head><body><p>News</p></body></html>"


# What an address leads to.


async def test_a_feed_leads_to_itself(scouting: Scouting, stand: Newsstand) -> None:
    url = lay_out(stand, 3)

    scouted = await scouting.scout(url)

    assert [feed.url for feed in scouted.feeds] == [url]
    assert scouted.feeds[0].entries == 3
    assert scouted.feeds[0].newest == headline(2)
    assert scouted.feeds[0].newest_at is not None


async def test_a_page_leads_to_all_its_feeds_in_its_own_order(
    scouting: Scouting, stand: Newsstand
) -> None:
    stand.page("/", front_page("/news.xml", "/sport.xml", "/gone.xml"))
    stand.feed("/news.xml", rss("News", "https://a.example/1", more="<language>en</language>"))
    stand.feed("/sport.xml", rss("Sport", "https://a.example/2"))

    scouted = await scouting.scout(stand.url())

    assert [(feed.title, feed.language) for feed in scouted.feeds] == [
        ("News", "en"),
        ("Sport", None),
    ]


async def test_one_feed_under_two_addresses_and_in_two_formats_is_offered_once(
    scouting: Scouting, stand: Newsstand
) -> None:
    stand.page("/", front_page("/rss.xml", "/moved.xml", "/atom.xml", "/sport.xml"))
    stand.feed("/rss.xml", rss("News", "https://a.example/1"))
    stand.redirect("/moved.xml", "/rss.xml")
    stand.feed("/atom.xml", atom("News", "https://a.example/1"))
    stand.feed("/sport.xml", rss("Sport", "https://a.example/1"))

    scouted = await scouting.scout(stand.url())

    assert [feed.url for feed in scouted.feeds] == [stand.url("/rss.xml"), stand.url("/sport.xml")]


async def test_a_feed_without_entries_is_offered_last(scouting: Scouting, stand: Newsstand) -> None:
    stand.page("/", front_page("/empty.xml", "/news.xml"))
    stand.feed("/empty.xml", rss("Empty"))
    stand.feed("/news.xml", rss("News", "https://a.example/1"))

    scouted = await scouting.scout(stand.url())

    assert [feed.title for feed in scouted.feeds] == ["News", "Empty"]
    assert (scouted.feeds[1].entries, scouted.feeds[1].newest_at) == (0, None)


async def test_a_page_that_names_a_hundred_feeds_costs_ten_requests(
    scouting: Scouting, stand: Newsstand
) -> None:
    paths = [f"/{number}.xml" for number in range(100)]
    stand.page("/", front_page(*paths))
    for path in paths:
        stand.feed(path, rss(f"Section {path}", f"https://a.example{path}"))

    scouted = await scouting.scout(stand.url())

    assert len(scouted.feeds) == CHOICES
    assert len(stand.requests) == 1 + CHOICES


async def test_what_a_page_does_not_name_is_found_where_sites_put_it(
    scouting: Scouting, stand: Newsstand
) -> None:
    stand.page("/", front_page())
    stand.feed("/rss.xml", rss("News", "https://a.example/1"))
    stand.feed("/feed.xml", rss("The same again", "https://a.example/1"))

    scouted = await scouting.scout(stand.url())

    assert [feed.title for feed in scouted.feeds] == ["News"]


async def test_the_first_feed_is_found_without_reading_the_others(
    looking: Looking, stand: Newsstand
) -> None:
    stand.page("/", front_page("/news.xml", "/sport.xml"))
    stand.feed("/news.xml", rss("News", "https://a.example/1"))
    stand.feed("/sport.xml", rss("Sport", "https://a.example/2"))

    found = await looking.find_feed(stand.url())

    assert found.document.title == "News"
    assert stand.paths() == ["/", "/news.xml"]


# What somebody types.


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("example.org/news", "https://example.org/news"),
        (" Example.ORG:8443/a?b=c#d ", "https://example.org:8443/a?b=c"),
        ("http://example.org/feed", "http://example.org/feed"),
        ("<https://example.org/feed>", "https://example.org/feed"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("feed:http://example.org/rss", "http://example.org/rss"),
        ("zeitung.example/köln", "https://zeitung.example/k%C3%B6ln"),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed: str, address: str) -> None:
    assert web_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "news", "the harbour post", "somebody@example.org", "mailto:a@b.example"),
        *("javascript:alert(1)", "see: http://a.example", "https://", "http://[::1", "a.b\x00c"),
        *("https://exa mple.org", "https://example.org/\x00", "x." * 5_000, "https://\ud800.org"),
        *("/etc/passwd", "../a.xml", "https://a.example:99999/"),
    ],
)
def test_what_is_no_address_is_refused_in_any_language(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        web_address(typed)

    assert caught.value.name == "address-unreadable"
    assert len(str(caught.value.facts["address"])) <= 100


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "file:///etc/passwd",
            "ftp://a.example/feed",
            "https://a.example:25/",
            "gopher://a.example",
        ),
        "data://text",
    ],
)
def test_an_address_that_nobody_may_ask_for_is_told_as_such(typed: str) -> None:
    with pytest.raises(GuardError) as caught:
        web_address(typed)

    assert caught.value.trouble is Trouble.PRIVATE


def test_a_password_is_not_shown_again() -> None:
    with pytest.raises(Refusal) as caught:
        web_address("https://me:secret@exa mple.org/feed")

    assert "secret" not in str(caught.value)


async def test_a_password_in_an_address_is_in_no_problem(
    looking: Looking, stand: Newsstand
) -> None:
    url = stand.page("/", page(0)).replace("://", "://me:secret@")

    for path in ("", "gone"):
        with pytest.raises(SourceError) as caught:
            await looking.find_feeds(f"{url}{path}")

        assert "secret" not in str(caught.value)


# What is wrong with an address.


async def trouble_at(looking: Looking, url: str) -> Trouble:
    """The trouble that an address gets; fails where it leads to a feed."""
    with pytest.raises(SourceError) as caught:
        await looking.find_feeds(url)
    return caught.value.trouble


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (401, Trouble.LOGIN),
        (402, Trouble.LOGIN),
        (403, Trouble.REFUSED),
        (404, Trouble.MISSING),
        (410, Trouble.MISSING),
        (418, Trouble.OTHER),
        (429, Trouble.BUSY),
        (451, Trouble.REFUSED),
        (500, Trouble.BUSY),
        (503, Trouble.BUSY),
        (599, Trouble.BUSY),
    ],
)
async def test_a_status_tells_what_is_wrong(
    looking: Looking, stand: Newsstand, status: int, trouble: Trouble
) -> None:
    url = stand.page("/feed", "no", status=status)

    assert await trouble_at(looking, url) is trouble


async def test_a_page_without_feeds_is_told_as_no_feed(looking: Looking, stand: Newsstand) -> None:
    url = stand.page("/", page(0))

    assert await trouble_at(looking, url) is Trouble.NOT_A_FEED


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"%PDF-1.7 and so on", Trouble.NOT_A_FEED),
        (b"", Trouble.NOT_A_FEED),
        (b"<rss version='2.0'><channel><ti", Trouble.BROKEN),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', Trouble.BROKEN),
        (b"<opml version='2.0'><body/></opml>", Trouble.NOT_A_FEED),
    ],
)
async def test_bytes_that_are_no_feed_are_told_apart(
    looking: Looking, stand: Newsstand, body: bytes, trouble: Trouble
) -> None:
    url = stand.lay("/feed", Offer(body=body, headers={"Content-Type": "application/rss+xml"}))

    assert await trouble_at(looking, url) is trouble


@pytest.mark.parametrize(
    ("title", "text", "trouble"),
    [
        ("Just a moment...", "Checking your browser. Verify you are human.", Trouble.REFUSED),
        ("Log in", "Please log in to continue.", Trouble.LOGIN),
        ("Page not found", "The page was not found.", Trouble.MISSING),
    ],
)
async def test_a_wall_is_told_from_a_page_without_feeds(
    looking: Looking, stand: Newsstand, title: str, text: str, trouble: Trouble
) -> None:
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p>"
    url = stand.page("/", html)

    assert await trouble_at(looking, url) is trouble


async def test_why_its_own_feed_cannot_be_read_is_told_of_a_page(
    looking: Looking, stand: Newsstand
) -> None:
    stand.page("/", front_page("/members.xml"))
    stand.page("/members.xml", "members only", status=401)

    with pytest.raises(SourceError) as caught:
        await looking.find_feeds(stand.url())

    assert caught.value.trouble is Trouble.LOGIN
    assert caught.value.problem.startswith(f"names the feed {stand.url('/members.xml')}: answered")


async def test_what_the_wire_does_is_told(looking: Looking, stand: Newsstand) -> None:
    stand.redirect("/circle", "/circle")
    stand.redirect("/inside", "http://169.254.169.254/latest")
    stand.hang("/slow")
    stand.bomb("/bomb", 12)
    stand.raw("/noise", b"this is no HTTP\r\n\r\n")

    assert await trouble_at(looking, stand.url("/circle")) is Trouble.CIRCLE
    assert await trouble_at(looking, stand.url("/inside")) is Trouble.PRIVATE
    assert await trouble_at(looking, stand.url("/slow")) is Trouble.SLOW
    assert await trouble_at(looking, stand.url("/bomb")) is Trouble.TOO_LARGE
    assert await trouble_at(looking, stand.url("/noise")) is Trouble.BROKEN
    assert await trouble_at(looking, "http://127.0.0.1:1099/") is Trouble.UNREACHABLE
    assert await trouble_at(looking, "http://no-such-host.invalid/") is Trouble.UNREACHABLE


async def test_a_site_that_leads_from_one_wait_to_the_next_is_given_up(
    looking: Looking, stand: Newsstand
) -> None:
    stand.page("/", front_page("/a", "/b"))
    stand.hang("/a")
    stand.hang("/b")

    with pytest.raises(SourceError, match=r"no feed was found within 0\.5 s") as caught:
        await looking.find_feeds(stand.url(), deadline=0.5)

    assert caught.value.trouble is Trouble.SLOW


async def test_a_host_that_was_down_a_moment_ago_still_has_the_same_trouble(
    looking: Looking,
) -> None:
    url = "http://127.0.0.1:1098/"

    first, second = await trouble_at(looking, url), await trouble_at(looking, url)

    assert (first, second) == (Trouble.UNREACHABLE, Trouble.UNREACHABLE)


async def test_a_certificate_that_nobody_trusts_is_told(looking: Looking) -> None:
    async with Newsstand(tls=True) as stand:
        trouble = await trouble_at(looking, stand.url("/feed"))

    assert trouble is Trouble.BROKEN


async def test_robots_txt_is_told_as_such(looking: Looking, stand: Newsstand) -> None:
    stand.lay("/robots.txt", Offer(body=b"User-agent: *\nDisallow: /"))
    stand.page("/news/0.html", page(0))

    with pytest.raises(SourceError) as caught:
        await looking.article(stand.url("/news/0.html"))

    assert caught.value.trouble is Trouble.ROBOTS


async def test_what_is_wrong_comes_out_of_a_killable_process(
    looking: Looking, stand: Newsstand
) -> None:
    url = stand.lay("/a.pdf", Offer(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"}))

    with pytest.raises(SourceError) as caught:
        await looking.article(url)

    assert caught.value.trouble is Trouble.NOT_A_PAGE


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_is_told_in_every_language(trouble: Trouble, language: str) -> None:
    told = words_for(language)(f"source-{trouble}", url="https://a.example/", problem="is odd")

    assert "https://a.example/" in told
    assert "is odd" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_else_is_wrong_is_told_in_every_language(language: str) -> None:
    words = words_for(language)

    assert "news" in words("address-unreadable", address="news")
    assert words(EMPTY)


def test_the_trouble_comes_along_out_of_a_process() -> None:
    error = HostileError("https://a.example/", "more than 5 tags", Trouble.TOO_LARGE)

    returned = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (type(returned), returned.trouble) == (HostileError, Trouble.TOO_LARGE)


# The card that would come of it.


async def test_a_sample_is_the_newest_entry_as_a_card_of_its_page(
    scouting: Scouting, stand: Newsstand
) -> None:
    url = lay_out(stand, 4)

    sample = await scouting.sample(url)

    assert sample.card is not None
    assert sample.card.summary.headline == headline(3)
    assert sample.card.article.basis is Basis.FULL_TEXT
    assert sample.card.article.text == "\n\n".join(paragraphs(3))
    assert sample.card.summary.points
    assert (sample.card.story_id, sample.card.article_id) == (0, None)
    assert "/news/2.html" not in stand.paths()


async def test_a_sample_of_what_was_just_fetched_costs_one_page(
    scouting: Scouting, stand: Newsstand
) -> None:
    url = lay_out(stand, 2)
    scouted = await scouting.scout(url)

    await scouting.sample(url, document=scouted.feeds[0].document)

    assert stand.paths() == ["/feed.xml", "/robots.txt", "/news/1.html"]


async def test_a_page_that_cannot_be_read_leaves_the_feeds_own_words(
    scouting: Scouting, stand: Newsstand
) -> None:
    url = lay_out(stand, 1)
    stand.page("/news/0.html", "no", status=403)

    sample = await scouting.sample(url)

    assert sample.card is not None
    assert sample.card.article.note == "page could not be read: answered 403 Forbidden"


async def test_an_empty_feed_has_no_sample_and_says_why(
    scouting: Scouting, stand: Newsstand
) -> None:
    url = stand.feed("/feed.xml", rss("Empty"))

    sample = await scouting.sample(url)

    assert (sample.card, sample.reason) == (None, EMPTY)


@pytest.mark.parametrize(
    ("assignment", "manner", "points"),
    [
        (Assignment(Style.BRIEF), Manner(), 2),
        (Assignment(Style.BRIEF), Manner(summaries=Summaries.OFF), 0),
        (Assignment(Style.BRIEF), Manner(summaries=Summaries.REQUEST), 0),
        (Assignment(Style.BRIEF), Manner(summaries=Summaries.LONG), 0),
        (Assignment(Style.HEADLINE), Manner(), 0),
    ],
)
async def test_a_sample_says_as_much_as_its_channel_wants(
    scouting: Scouting, stand: Newsstand, assignment: Assignment, manner: Manner, points: int
) -> None:
    url = lay_out(stand, 1)

    sample = await scouting.sample(url, assignment=assignment, manner=manner)

    assert sample.card is not None
    assert len(sample.card.summary.points) == points
    assert sample.card.manner == manner


async def test_a_sample_in_another_language_says_that_it_is_not_translated(
    scouting: Scouting, stand: Newsstand
) -> None:
    url = lay_out(stand, 1)

    sample = await scouting.sample(url, assignment=Assignment(language="de"))

    assert sample.card is not None
    assert sample.card.summary.note == "not translated"


async def test_an_entry_without_a_link_is_a_card_of_its_feed(
    scouting: Scouting, stand: Newsstand
) -> None:
    item = "<item><title>Ferry is late</title><description>By an hour.</description></item>"
    url = stand.feed("/feed.xml", rss("News", more=item))

    sample = await scouting.sample(url)

    assert sample.card is not None
    assert sample.card.article.title == "Ferry is late"
    assert stand.paths() == ["/feed.xml"]


# What a guild may look at.


def following(url: str, guild: int | None) -> Following:
    feed = Feed(id=FeedId(1), url=url, next_poll_at=NOW)
    wish = Subscription(
        id=SubscriptionId(1),
        feed_id=feed.id,
        channel_id=ChannelId(1),
        guild_id=None if guild is None else GuildId(guild),
    )
    return Following(subscription=wish, feed=feed)


async def test_another_guilds_feed_is_refused_as_if_it_did_not_exist(
    scouting: Scouting, stand: Newsstand
) -> None:
    followed = following(lay_out(stand, 1), guild=2)

    with pytest.raises(Refusal) as caught:
        await scouting.test(Actor(GuildId(1), person=7), followed)

    assert caught.value.name == "feed-unknown"
    assert stand.requests == []


@pytest.mark.parametrize("actor", [Actor(GuildId(1), person=7), HERE])
async def test_a_guild_tests_its_own_feeds_and_the_machine_all(
    scouting: Scouting, stand: Newsstand, actor: Actor
) -> None:
    followed = following(lay_out(stand, 1), guild=1)

    rehearsal = await scouting.test(actor, followed)

    assert rehearsal.is_posted
