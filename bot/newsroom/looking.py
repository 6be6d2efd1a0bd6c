"""Looking: one source is fetched and read, and nothing is remembered."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

from bot.articles.reading import read_page
from bot.errors import SourceError
from bot.feeds.discovery import feed_links, looks_like_feed, well_known_feeds
from bot.feeds.reading import MAX_FEED_BYTES, NeedsRecovery, read_feed, read_recovering
from bot.files import Source
from bot.news import FeedDocument, Page, Reading
from bot.sandbox import Sandbox

# Seconds that the tolerant readers get for a feed that strict reading cannot read; with the time
# to end a process, any feed is answered in 5 s.
RECOVERY_DEADLINE = 4.5
# Feeds that a page names, tried in its order until one can be read.
CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that could be read, and where it was found."""

    url: str
    document: FeedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Fetches through the guarded door and reads in processes that can be killed."""

    web: Source
    sandbox: Sandbox
    max_page_bytes: int
    page_deadline: float  # seconds

    async def feed(self, url: str) -> FeedDocument:
        """The feed at an address, fetched and read.

        Raises:
            SourceError: It cannot be fetched, is no feed, or takes too much to read.
        """
        page = await self.web.get(url, max_bytes=MAX_FEED_BYTES)
        refuse_failure(page)
        return await self.document(page)

    async def document(self, page: Page) -> FeedDocument:
        """A feed's page, read: strictly, else repaired, else by the tolerant readers.

        Raises:
            SourceError: It is no feed, or takes too much to read.
        """
        arguments = {"url": page.final_url, "content_type": page.content_type}
        try:
            return await asyncio.to_thread(read_feed, page.body, **arguments)
        except NeedsRecovery:
            return await self.sandbox.run(
                read_recovering, page.body, deadline=RECOVERY_DEADLINE, **arguments
            )

    async def article(self, url: str) -> Reading:
        """What extraction sees on the page at an address.

        Raises:
            SourceError: robots.txt forbids it, or it cannot be fetched or read.
        """
        if not await self.web.may_fetch(url):
            raise SourceError(url, "the site's robots.txt asks not to read this page")
        return await self.reading(await self.web.get(url, max_bytes=self.max_page_bytes))

    async def reading(self, page: Page, *, url: str | None = None) -> Reading:
        """What extraction sees on a page that is here.

        Args:
            page: What was fetched.
            url: The address that its links are relative to, if it is not the page's own.

        Raises:
            SourceError: The page is an error, no page at all, or takes too much to read.
        """
        refuse_failure(page)
        return await self.sandbox.run(
            read_page,
            page.body,
            url=url or page.final_url,
            content_type=page.content_type,
            deadline=self.page_deadline,
        )

    async def find_feed(self, url: str) -> FoundFeed:
        """The feed at an address, or else the first one that the page there leads to.

        Raises:
            SourceError: There is no feed that can be read.
        """
        page = await self.web.get(url, max_bytes=MAX_FEED_BYTES)
        refuse_failure(page)
        if looks_like_feed(page.body, page.content_type):
            return FoundFeed(url, await self.document(page))
        links = await asyncio.to_thread(feed_links, page.body, url=page.final_url)
        named = [link.url for link in links[:CANDIDATES]]
        for candidate in dict.fromkeys([*named, *well_known_feeds(page.final_url)]):
            if found := await self._feed_at(candidate):
                return found
        raise SourceError(url, "is no feed, and no feed was found from there")

    async def _feed_at(self, url: str) -> FoundFeed | None:
        try:
            return FoundFeed(url, await self.feed(url))
        except SourceError:
            return None


def refuse_failure(page: Page) -> None:
    """Let only a 200 pass.

    Raises:
        SourceError: With the status in words: "answered 404 Not Found".
    """
    if page.status == HTTPStatus.OK:
        return
    try:
        phrase = f" {HTTPStatus(page.status).phrase}"
    except ValueError:
        phrase = ""
    raise SourceError(page.url, f"answered {page.status}{phrase}")
