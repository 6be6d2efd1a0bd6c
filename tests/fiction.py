"""Invented news for tests: feeds and pages with as many articles as a test wants."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.newsstand.stand import Newsstand

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
TOWNS = ("Alderhaven", "Brackwater", "Corrie Sound", "Dunmarrow", "Eastholm", "Farrow Gate")
ARTICLE = """
Councillors in {town} voted on Monday night to rebuild the {thing}, after a debate that lasted more
than three hours and drew {cost} residents to the public gallery.

The work will cost {cost} million crowns and is expected to begin in the spring. A first estimate,
published two years ago, had put the price at {estimate} million crowns.

Mayor Ilse Varga said the {thing} had been neglected for a generation. “We can repair it now or
replace it later at twice the price,” she told reporters after the vote.

Opponents warned that the city would have to borrow. Councillor Tam Okoro said the plan left no
money for the schools, and promised to ask for a review before the summer.

Builders who want the contract for plan number {number} have until the end of March to hand in their
offers, and a decision is expected by the middle of May.
"""
THINGS = ("tram depot", "flood barrier", "public library", "fish market", "rail bridge", "theatre")


def headline(number: int) -> str:
    """The headline of article `number`; no two are alike."""
    return f"{TOWNS[number % 6]} council approves {THINGS[number // 6 % 6]} plan number {number}"


def paragraphs(number: int) -> list[str]:
    """Five paragraphs about one invented decision."""
    told = ARTICLE.format(
        town=TOWNS[number % 6],
        thing=THINGS[number // 6 % 6],
        number=number,
        cost=100 + number,
        estimate=60 + number,
    )
    return [" ".join(paragraph.split()) for paragraph in told.split("\n\n")]


def lay_out(stand: Newsstand, count: int, *, feed: str = "/feed.xml", pages: bool = True) -> str:
    """Put a feed with `count` entries on the stand, with a page each; the feed's address."""
    items = []
    for number in range(count):
        path = f"/news/{number}.html"
        if pages:
            stand.page(path, page(number))
        published = format_datetime(MONDAY + timedelta(minutes=number))
        items.append(
            f"<item><title>{escape(headline(number))}</title><link>{stand.url(path)}</link>"
            f"<guid isPermaLink='false'>tag:alderhaven.example,{number}</guid>"
            f"<pubDate>{published}</pubDate>"
            f"<description>{escape(paragraphs(number)[0])}</description></item>"
        )
    document = (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
        f"<title>The Alderhaven Post</title><link>{stand.url('/')}</link>"
        f"<description>Invented</description><language>en</language>{''.join(items)}"
        "</channel></rss>"
    )
    return stand.feed(feed, document, etag=f'"{count}"')


def page(number: int) -> str:
    """The page of article `number`."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs(number))
    return (
        f"<html lang='en'><head><title>{escape(headline(number))} | The Alderhaven Post</title>"
        f"<meta name='author' content='Nora Quill'></head><body><article>"
        f"<h1>{escape(headline(number))}</h1>{body}</article></body></html>"
    )
