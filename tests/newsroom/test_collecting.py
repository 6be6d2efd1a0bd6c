"""The path from a feed to cards, over real sockets, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.app import utc_now
from bot.fronts.local import SCREEN
from bot.news import Basis, FeedDocument, FeedState, Page, Reading
from bot.newsroom.looking import Looking
from tests.fiction import headline, lay_out, page, paragraphs
from tests.newsroom.desk import Desk, open_desk
from tests.newsstand.stand import Newsstand


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


class FaultyLooking(Looking):
    """Looking with a bug in it, which shows on some addresses only."""

    def __init__(self, sound: Looking) -> None:
        super().__init__(
            web=sound.web,
            sandbox=sound.sandbox,
            max_page_bytes=sound.max_page_bytes,
            page_deadline=sound.page_deadline,
        )

    async def document(self, page: Page) -> FeedDocument:
        if "faulty" in page.url:
            raise ZeroDivisionError
        return await super().document(page)

    async def article(self, url: str) -> Reading:
        raise ZeroDivisionError(url)


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    async with open_desk(database_url) as desk:
        yield desk


async def test_a_first_poll_stores_all_and_shows_the_newest(desk: Desk, stand: Newsstand) -> None:
    feed_id = await desk.follow(lay_out(stand, 7))

    await desk.poll(feed_id)

    assert desk.titles == [headline(6)]
    assert (await desk.bot.storage.counts()).articles == 7
    assert [path for path in stand.paths() if path.startswith("/news")] == ["/news/6.html"]


async def test_what_comes_later_is_shown_once_and_oldest_first(
    desk: Desk, stand: Newsstand
) -> None:
    feed_id = await desk.follow(lay_out(stand, 5))
    await desk.poll(feed_id)
    lay_out(stand, 8)

    for _ in range(3):
        await desk.poll(feed_id)

    assert desk.titles == [headline(number) for number in (4, 5, 6, 7)]


async def test_a_validator_is_echoed_and_a_304_reads_nothing(desk: Desk, stand: Newsstand) -> None:
    feed_id = await desk.follow(lay_out(stand, 2))
    await desk.poll(feed_id)

    polled = await desk.poll(feed_id)

    feeds = [seen for seen in stand.requests if seen.path == "/feed.xml"]
    assert [seen.headers.get("if-none-match") for seen in feeds] == [None, '"2"']
    assert (polled.etag, polled.failures, polled.reason) == ('"2"', 0, "")


async def test_an_edited_entry_changes_its_article_and_makes_no_second_card(
    desk: Desk, stand: Newsstand
) -> None:
    feed_id = await desk.follow(lay_out(stand, 1))
    await desk.poll(feed_id)
    corrected = "Correction: the work will cost 90 million crowns, not 100 million."
    stand.page("/news/0.html", page(0).replace("</article>", f"<p>{corrected}</p></article>"))
    document = stand.body("/feed.xml").replace(b"</title><link>", b" (corrected)</title><link>")
    stand.feed("/feed.xml", document.replace(b"Post (corrected)", b"Post"), etag='"edited"')

    await desk.poll(feed_id)

    [(_, card)] = await desk.bot.storage.sent_cards(SCREEN, limit=10)
    assert len(desk.cards) == 1
    assert corrected in card.article.text


async def test_a_summary_is_written_once_however_often_its_article_is_woken(
    database_url: str, stand: Newsstand
) -> None:
    async with open_desk(database_url, shows=3) as desk:
        await desk.poll(await desk.follow(lay_out(stand, 3)))

        await desk.bot.worker.newsroom.writing.write("1")

        assert b'newsdesk_summaries_total{by="article"} 3.0' in desk.meters.text()


async def test_a_flood_is_absorbed_and_said(desk: Desk, stand: Newsstand) -> None:
    feed_id = await desk.follow(lay_out(stand, 6))
    await desk.poll(feed_id)
    moved = stand.body("/feed.xml").replace(b"alderhaven.example,", b"new-system.example,9")
    moved = moved.replace(b"/news/", b"/archive/").replace(
        b"<item><title>", b"<item><title>Again: "
    )
    stand.feed("/feed.xml", moved, etag='"flood"')

    await desk.poll(feed_id)

    assert desk.titles == [headline(5)]


async def test_a_feed_that_is_gone_ends_and_says_so(desk: Desk, stand: Newsstand) -> None:
    feed_id = await desk.follow(stand.page("/feed.xml", "", status=410))

    polled = await desk.poll(feed_id)

    assert polled.state is FeedState.ENDED
    assert "gone for good" in polled.reason


async def test_a_failing_feed_backs_off_and_one_good_answer_heals_it(
    desk: Desk, stand: Newsstand
) -> None:
    feed_id = await desk.follow(stand.page("/feed.xml", "", status=503))

    waits = []
    polled = await desk.feed(feed_id)
    for _ in range(3):
        polled = await desk.poll(feed_id)
        waits.append(polled.next_poll_at - utc_now())
    lay_out(stand, 1)
    healed = await desk.poll(feed_id)

    assert waits[0] < waits[1] < waits[2] < timedelta(hours=1)
    assert "503" in polled.reason
    assert (healed.failures, healed.reason, desk.titles) == (0, "", [headline(0)])


async def test_a_permanent_move_is_adopted_when_it_repeats(desk: Desk, stand: Newsstand) -> None:
    lay_out(stand, 1, feed="/new.xml")
    feed_id = await desk.follow(stand.redirect("/old.xml", "/new.xml", status=301))

    once = await desk.poll(feed_id)
    again = await desk.poll(feed_id)

    assert once.url == stand.url("/old.xml")
    assert again.url == stand.url("/new.xml")


async def test_a_broken_feed_is_read_elsewhere_and_shown(desk: Desk, stand: Newsstand) -> None:
    lay_out(stand, 1)
    broken = stand.body("/feed.xml").replace(b"</channel></rss>", b"<i><b>")
    feed_id = await desk.follow(stand.feed("/feed.xml", broken))

    await desk.poll(feed_id)

    assert desk.titles == [headline(0)]


async def test_a_bomb_of_a_page_costs_the_card_its_full_text_only(
    desk: Desk, stand: Newsstand
) -> None:
    feed_id = await desk.follow(lay_out(stand, 1))
    stand.bomb("/news/0.html", megabytes=200)

    await desk.poll(feed_id)

    [card] = desk.cards
    assert card.article.basis is Basis.FEED_TEXT
    assert card.article.text == paragraphs(0)[0]


async def test_the_follow_up_links_to_what_came_before(desk: Desk, stand: Newsstand) -> None:
    feed_id = await desk.follow(lay_out(stand, 20))
    await desk.poll(feed_id)
    text = f"{paragraphs(13)[0]} {paragraphs(20)[0]}"
    published = format_datetime(datetime(2026, 11, 20, tzinfo=UTC))
    item = (
        f"<item><title>A day later: {headline(13)}</title>"
        f"<guid>tag:alderhaven.example,review</guid><pubDate>{published}</pubDate>"
        f"<description>{text}</description></item>"
    ).encode()
    stand.feed("/feed.xml", stand.body("/feed.xml").replace(b"<item>", item + b"<item>", 1))

    await desk.poll(feed_id)

    follow_up = desk.cards[-1]
    assert follow_up.article.title.startswith("A day later")
    assert follow_up.related[0].title == headline(13)


async def test_two_followers_of_one_feed_cost_one_poll_and_one_reading(
    desk: Desk, stand: Newsstand
) -> None:
    first = await desk.follow(lay_out(stand, 1))
    second = await desk.follow(stand.url("/feed.xml"))

    await desk.poll(first)

    assert first == second
    assert stand.paths().count("/feed.xml") == stand.paths().count("/news/0.html") == 1


async def test_two_processes_on_one_database_show_each_card_once(
    database_url: str, desk: Desk, stand: Newsstand
) -> None:
    feed_id = await desk.follow(lay_out(stand, 12))
    async with open_desk(database_url, shows=12) as first, open_desk(database_url) as second:
        stop = asyncio.Event()

        await asyncio.gather(first.bot.worker.drain(stop), second.bot.worker.drain(stop))

    shown = first.titles + second.titles
    assert sorted(shown) == sorted(set(shown))
    assert (await desk.feed(feed_id)).failures == 0
    assert (await desk.bot.storage.counts()).sent == len(shown) > 0


async def test_a_fault_of_ours_neither_loops_nor_stops_the_other_feeds_of_a_host(
    desk: Desk, stand: Newsstand
) -> None:
    faulty = await desk.follow(lay_out(stand, 1, feed="/faulty.xml"))
    sound = await desk.follow(lay_out(stand, 1, feed="/sound.xml"))
    collecting = desk.bot.worker.newsroom.collecting
    broken = replace(collecting, looking=FaultyLooking(collecting.looking))

    await broken.poll(f"127.0.0.1:{stand.port}")

    failed = await desk.feed(faulty)
    assert (failed.failures, failed.reason) == (1, "a fault in Newsdesk")
    assert failed.next_poll_at > utc_now()
    assert (await desk.feed(sound)).failures == 0


async def test_a_fault_on_a_page_leaves_the_card_its_feed_text(
    desk: Desk, stand: Newsstand
) -> None:
    feed_id = await desk.follow(lay_out(stand, 1))
    collecting = desk.bot.worker.newsroom.collecting
    broken = replace(collecting, looking=FaultyLooking(collecting.looking))

    await broken.poll(f"127.0.0.1:{stand.port}")
    await broken.read(str(feed_id))
    await desk.poll(feed_id)

    [card] = desk.cards
    assert card.article.basis is Basis.FEED_TEXT
    assert "a fault in Newsdesk" in card.article.note
