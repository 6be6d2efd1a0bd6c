"""Looking: one source is fetched and read, and nothing is remembered."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from bot.articles.reading import read_page
from bot.articles.wall_words import CAPTCHA, DENIED, LOGIN, NOT_FOUND
from bot.errors import SourceError, Trouble
from bot.feeds.discovery import feed_links, looks_like_feed, well_known_feeds
from bot.feeds.reading import MAX_FEED_BYTES, NeedsRecovery, read_feed, read_recovering
from bot.files import Source
from bot.news import FeedDocument, Page, Reading
from bot.newsroom.addresses import web_address
from bot.sandbox import Sandbox
from bot.web.guard import redacted

# Seconds that the tolerant readers get for a feed that strict reading cannot read; with the time
# to end a process, any feed is answered in 5 s.
RECOVERY_DEADLINE = 4.5
# Feeds that a page names, tried in its order until one can be read.
CANDIDATES = 5
# The same where somebody waits for a choice: more are no choice, but a directory.
CHOICES = 10
# Seconds for all of them together; a person waits, and a host may be asked once a second.
FINDING_DEADLINE = 60.0
_WALLS: Mapping[str, Trouble] = MappingProxyType(
    {
        CAPTCHA: Trouble.REFUSED,
        DENIED: Trouble.REFUSED,
        LOGIN: Trouble.LOGIN,
        NOT_FOUND: Trouble.MISSING,
    }
)
_STATUSES: Mapping[int, Trouble] = MappingProxyType(
    {
        HTTPStatus.UNAUTHORIZED: Trouble.LOGIN,
        HTTPStatus.PAYMENT_REQUIRED: Trouble.LOGIN,
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: Trouble.LOGIN,
        HTTPStatus.FORBIDDEN: Trouble.REFUSED,
        HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: Trouble.REFUSED,
        HTTPStatus.NOT_FOUND: Trouble.MISSING,
        HTTPStatus.GONE: Trouble.MISSING,
        HTTPStatus.REQUEST_TIMEOUT: Trouble.SLOW,
        HTTPStatus.TOO_MANY_REQUESTS: Trouble.BUSY,
    }
)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that could be read, and where it was found.

    Attributes:
        url: As it was named.
        document: What it gave.
        final_url: Where redirects led.
    """

    url: str
    document: FeedDocument
    final_url: str


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
            problem = "the site's robots.txt asks not to read this page"
            raise SourceError(redacted(url), problem, Trouble.ROBOTS)
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
        page = await self._page(url)
        if looks_like_feed(page.body, page.content_type):
            return await self._read(page)
        named = await self._named_by(page)
        for candidate in dict.fromkeys([*named[:CANDIDATES], *well_known_feeds(page.final_url)]):
            found = await self._feed_at(candidate)
            if isinstance(found, FoundFeed):
                return found
        raise _none_found(url)

    async def find_feeds(
        self, typed: str, *, deadline: float = FINDING_DEADLINE
    ) -> tuple[FoundFeed, ...]:
        """Every feed that an address leads to: itself, else those that its page names.

        Only where none of those can be read, the places are tried where sites put their feeds.

        Args:
            typed: An address; without a scheme it is taken for https.
            deadline: Seconds for all of it, waits for turns at a host included.

        Returns:
            At least one and at most ten, each feed once, in the order of the page; feeds without
            entries stand last.

        Raises:
            Refusal: What was typed is no address.
            SourceError: There is no feed that can be read; the trouble says why.
        """
        url = web_address(typed)
        try:
            async with asyncio.timeout(deadline):
                return await self._find_feeds(url)
        except TimeoutError as error:
            problem = f"no feed was found within {deadline:g} s"
            raise SourceError(redacted(url), problem, Trouble.SLOW) from error

    async def _find_feeds(self, url: str) -> tuple[FoundFeed, ...]:
        page = await self._page(url)
        if looks_like_feed(page.body, page.content_type):
            return (await self._read(page),)
        named = (await self._named_by(page))[:CHOICES]
        tried = await asyncio.gather(*map(self._feed_at, named))
        if found := tuple(different(each for each in tried if isinstance(each, FoundFeed))):
            return found
        for candidate in well_known_feeds(page.final_url):
            guessed = candidate not in named and await self._feed_at(candidate)
            if isinstance(guessed, FoundFeed):
                return (guessed,)
        raise await self._why_none(page, [each for each in tried if isinstance(each, SourceError)])

    async def _page(self, url: str) -> Page:
        page = await self.web.get(url, max_bytes=MAX_FEED_BYTES)
        refuse_failure(page)
        return page

    async def _read(self, page: Page) -> FoundFeed:
        return FoundFeed(page.url, await self.document(page), page.final_url)

    async def _named_by(self, page: Page) -> list[str]:
        links = await asyncio.to_thread(feed_links, page.body, url=page.final_url)
        return [link.url for link in links]

    async def _feed_at(self, url: str) -> FoundFeed | SourceError:
        try:
            return await self._read(await self._page(url))
        except SourceError as error:
            return error

    async def _why_none(self, page: Page, failed: Sequence[SourceError]) -> SourceError:
        """Why a page leads to no feed: what its own feeds answered, or that it is a wall."""
        if failed:
            problem = f"names the feed {failed[0].url}: {failed[0].problem}"
            return SourceError(redacted(page.url), problem, failed[0].trouble)
        try:
            reading = await self.reading(page)
        except SourceError:
            return _none_found(page.url)
        trouble = trouble_behind(reading.wall)
        if trouble is Trouble.OTHER:
            return _none_found(page.url)
        return SourceError(redacted(page.url), f"answered with a wall: {reading.wall}", trouble)


def different(found: Iterable[FoundFeed]) -> Iterator[FoundFeed]:
    """Feeds, each once: neither two addresses of one, nor one in two formats; empty ones last."""
    seen: set[object] = set()
    for each in sorted(found, key=lambda feed: not feed.document.entries):
        told = tuple(entry.link or entry.guid or entry.title for entry in each.document.entries)
        marks = {each.final_url, (each.document.title, told)}
        if seen.isdisjoint(marks):
            yield each
        seen |= marks


def _none_found(url: str) -> SourceError:
    problem = "is no feed, and no feed was found from there"
    return SourceError(redacted(url), problem, Trouble.NOT_A_FEED)


def trouble_behind(wall: str) -> Trouble:
    """What a wall in front of a page says about what is wrong; `wall` as a `Reading` names it."""
    return _WALLS.get(wall, Trouble.OTHER)


def trouble_of(status: int) -> Trouble:
    """What an answer's status says about what is wrong."""
    if status in _STATUSES:
        return _STATUSES[status]
    is_theirs = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Trouble.BUSY if is_theirs else Trouble.OTHER


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
    problem = f"answered {page.status}{phrase}"
    raise SourceError(redacted(page.url), problem, trouble_of(page.status))
