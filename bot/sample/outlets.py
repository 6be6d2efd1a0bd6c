"""The six outlets: who they are, and how each one's site and feed differ from the others'."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FeedFormat(StrEnum):
    """A way of writing a feed; the value is its content type."""

    RSS = "application/rss+xml"
    RDF = "application/rdf+xml"  # RSS 1.0
    ATOM = "application/atom+xml"
    JSON = "application/feed+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher of the sample, with a site of its own on a port of its own."""

    key: str  # names its template, and its domain in identifiers
    name: str
    motto: str
    language: str
    feed_format: FeedFormat
    feed_path: str
    article_path: str  # with {slug}
    full_feed: bool = False  # whether the feed carries the articles whole
    paragraph: str = "<p>{}</p>"  # how the pages mark up one paragraph
    charset: str = "utf-8"
    date_format: str = "%d %B %Y, %H:%M"
    hue: float  # of its pictures, 0 to 1

    @property
    def domain(self) -> str:
        """A reserved name that identifies the outlet and leads nowhere."""
        return f"{self.key}.example"


OUTLETS: Final = (
    Outlet(
        key="courier",
        name="The Saltmere Courier",
        motto="News of the harbour and the town",
        language="en",
        feed_format=FeedFormat.RSS,
        feed_path="/feed/",
        article_path="/news/{slug}/",
        full_feed=True,
        hue=0.57,
    ),
    Outlet(
        key="skerry",
        name="Skerry Coast Broadcasting",
        motto="Heard from Hollin to Great Tollan",
        language="en",
        feed_format=FeedFormat.RSS,
        feed_path="/news/rss.xml",
        article_path="/story/{slug}",
        paragraph='<p class="x9d"><span class="_t1">{}</span></p>',
        hue=0.49,
    ),
    Outlet(
        key="fathom",
        name="The Fathom",
        motto="A weekly of science and the sea",
        language="en",
        feed_format=FeedFormat.ATOM,
        feed_path="/atom.xml",
        article_path="/articles/{slug}.html",
        full_feed=True,
        hue=0.74,
    ),
    Outlet(
        key="touchline",
        name="Touchline Daily",
        motto="Every result, every morning",
        language="en",
        feed_format=FeedFormat.RDF,
        feed_path="/index.rdf",
        article_path="/{slug}.html",
        paragraph="{}<br><br>",
        hue=0.31,
    ),
    Outlet(
        key="ledger",
        name="Ledger Wire",
        motto="Business news of Valdren",
        language="en",
        feed_format=FeedFormat.JSON,
        feed_path="/feed.json",
        article_path="/a/{slug}",
        hue=0.09,
    ),
    Outlet(
        key="deichbote",
        name="Der Deichbote",
        motto="Nachrichten aus Altenfluth und Merland",
        language="de",
        feed_format=FeedFormat.RSS,
        feed_path="/rss/alle.xml",
        article_path="/artikel/{slug}.html",
        charset="windows-1252",  # an old house: its readers must decode before they read
        date_format="%d.%m.%Y, %H:%M Uhr",
        hue=0.97,
    ),
)
