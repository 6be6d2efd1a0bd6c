"""Outlets that tell events of the sample newsroom, each on a newsstand of its own."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Self

from bot.app import utc_now
from bot.sample.manuscript import read_manuscripts
from tests.newsstand.stand import Newsstand

# One event of the sample, told by three outlets of one language.
COLLISION = (
    "freighter-hits-bridge-saltmere",
    "margit-oll-lantern-bridge",
    "river-blocked-saltmere",
)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as an outlet prints it."""

    title: str
    paragraphs: Sequence[str]
    published_at: datetime


@dataclass
class Outlet(AbstractAsyncContextManager["Outlet"]):
    """A feed, and a page for each of its articles; used as an async context."""

    name: str
    stand: Newsstand = field(default_factory=Newsstand)
    copies: dict[str, Copy] = field(default_factory=dict)  # by their slug

    async def __aenter__(self) -> Self:
        await self.stand.__aenter__()
        self._print()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stand.__aexit__(*error)

    @property
    def feed(self) -> str:
        """Where its feed is."""
        return self.stand.url("/feed.xml")

    def tell(
        self,
        slug: str,
        *,
        title: str = "",
        paragraphs: Sequence[str] = (),
        ago: timedelta = timedelta(minutes=10),
    ) -> str:
        """Print a manuscript of the sample, or something else under its name; its address.

        Args:
            slug: The manuscript.
            title: Its headline; the manuscript's own by default.
            paragraphs: Its text; the manuscript's own by default.
            ago: How long ago it was published.
        """
        drafts = {each.slug: each for each in read_manuscripts()}
        texts = [passage.text for passage in drafts[slug].passages] if slug in drafts else []
        published_at = self.copies[slug].published_at if slug in self.copies else utc_now() - ago
        self.copies[slug] = Copy(
            title or drafts[slug].title, tuple(paragraphs or texts), published_at
        )
        self._print()
        return self.stand.url(f"/{slug}.html")

    def _print(self) -> None:
        items = []
        for slug, copy in self.copies.items():
            self.stand.page(f"/{slug}.html", self._page(copy))
            items.append(
                f"<item><title>{escape(copy.title)}</title>"
                f"<link>{self.stand.url(f'/{slug}.html')}</link>"
                f"<guid isPermaLink='false'>{slug}</guid>"
                f"<pubDate>{format_datetime(copy.published_at)}</pubDate>"
                f"<description>{escape(copy.paragraphs[0])}</description></item>"
            )
        self.stand.feed(
            "/feed.xml",
            f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
            f"<title>{escape(self.name)}</title><link>{self.stand.url('/')}</link>"
            f"<description>Invented</description><language>en</language>"
            f"{''.join(items)}</channel></rss>",
        )

    def _page(self, copy: Copy) -> str:
        body = "".join(f"<p>{escape(text)}</p>" for text in copy.paragraphs)
        return (
            f"<html lang='en'><head><title>{escape(copy.title)}</title>"
            f"<meta property='og:site_name' content='{escape(self.name)}'></head>"
            f"<body><article><h1>{escape(copy.title)}</h1>{body}</article></body></html>"
        )
