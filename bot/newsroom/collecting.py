"""Collecting: a due feed is polled, its new entries filed, and each read into a story's article."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from random import Random

import structlog
from structlog.contextvars import bound_contextvars

from bot.articles.assembling import assemble
from bot.engine import Task, Wake
from bot.errors import NewsdeskError, SourceError
from bot.feeds.identity import file_entries, fingerprints
from bot.feeds.polling import (
    Bounds,
    after_document,
    after_failure,
    after_unchanged,
    conditional_headers,
    is_unchanged,
)
from bot.feeds.reading import MAX_FEED_BYTES
from bot.meters import Meters
from bot.news import (
    Assignment,
    EntryId,
    Feed,
    FeedDocument,
    FeedId,
    FeedState,
    FiledEntry,
    Filing,
    Page,
    Reading,
)
from bot.newsroom.filtering import rulings_on
from bot.newsroom.looking import Looking, refuse_failure
from bot.newsroom.placing import Placing
from bot.storage import Storage

FAULT = "a fault in Newsdesk"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """The first half of the path: Feed -> Page -> Entry -> Article -> Story."""

    storage: Storage
    looking: Looking
    placing: Placing
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]
    meters: Meters
    dice: Random
    bounds: Bounds
    first_poll_shows: int
    house: Assignment  # what a writer is asked for where a feed says nothing else

    async def poll(self, host: str) -> None:
        """Poll every feed of a host that is due, one after the other."""
        for feed in await self.storage.due_feeds(host, self.clock()):
            try:
                with self.meters.step("poll"):
                    await self._poll(feed)
            except NewsdeskError:
                raise
            except Exception:
                # Loud, but with the same back-off: a document that trips us must not be fetched
                # again and again, nor stop the other feeds of its host.
                log.exception(FAULT, feed=feed.url)
                await self._note_failure(feed, None, SourceError(feed.url, FAULT))

    async def read(self, key: str) -> None:
        """Read every entry of a feed that is unread, oldest first."""
        feed_id = FeedId(int(key))
        while (filed := await self.storage.next_unread(feed_id)) is not None:
            feed = await self.storage.feed(feed_id)
            if feed is None:
                return
            with bound_contextvars(entry=filed.id), self.meters.step("read"):
                await self._read(feed, filed)

    async def _poll(self, feed: Feed) -> None:
        headers = conditional_headers(feed)
        page = None
        try:
            page = await self.looking.web.get(feed.url, headers=headers, max_bytes=MAX_FEED_BYTES)
            known = page.status == HTTPStatus.NOT_MODIFIED
            if not known:
                refuse_failure(page)
            if known or await asyncio.to_thread(is_unchanged, feed, page):
                await self._save(feed, self._decided(after_unchanged, feed, page))
                self.meters.polled("unchanged")
            else:
                await self._file(feed, page, await self.looking.document(page))
        except SourceError as error:
            await self._note_failure(feed, page, error)

    async def _file(self, feed: Feed, page: Page, document: FeedDocument) -> None:
        prints = await asyncio.to_thread(fingerprints, document.entries)
        known = await self.storage.known_entries(feed.id, prints)
        filing = await asyncio.to_thread(
            partial(
                file_entries,
                document.entries,
                known,
                first=feed.last_polled_at is None,
                first_poll_shows=self.first_poll_shows,
                now=self.clock(),
            )
        )
        polled = await asyncio.to_thread(
            partial(self._decided, after_document, feed, page, document, found_new=len(filing.new))
        )
        for entry_id in await self._save(feed, polled, filing):
            log.info("entry filed", entry=entry_id, feed=feed.url)
        self.meters.polled("new" if filing.new else "unchanged")
        if filing.report:
            log.warning("feed absorbed", feed=feed.url, report=filing.report)
        if filing.new or filing.edited:
            await self.wake(Wake(Task.READ, str(feed.id)))

    async def _note_failure(self, feed: Feed, page: Page | None, error: SourceError) -> None:
        failed = self._decided(
            after_failure,
            feed,
            error.problem,
            status=page.status if page else None,
            retry_after=page.headers.get("retry-after") if page else None,
        )
        log.warning("feed failed", feed=feed.url, problem=failed.reason, failures=failed.failures)
        await self._save(feed, failed)
        self.meters.polled("failed")

    def _decided(self, decide: Callable[..., Feed], *what: object, **more: object) -> Feed:
        """What a poll means for its feed, by the rules of the room and the house's dice."""
        return decide(*what, **more, bounds=self.bounds, now=self.clock(), random=self.dice)

    async def _save(self, before: Feed, after: Feed, filing: Filing | None = None) -> list[EntryId]:
        """Keep what a poll means; the new entries that are to be shown."""
        shown = await self.storage.save_poll(
            after, filing or Filing(), house=self.house, now=self.clock()
        )
        if after.state is not before.state and after.state is not FeedState.ACTIVE:
            log.error("feed is no longer polled", feed=after.url, reason=after.reason)
        return shown

    async def _read(self, feed: Feed, filed: FiledEntry) -> None:
        reading, problem = await self._page_of(filed)
        article = await asyncio.to_thread(
            partial(assemble, filed, reading, feed=feed, problem=problem)
        )
        rulings = await rulings_on(self.storage, filed, article)
        stored = await self.placing.place(filed, article, rulings)
        self.meters.read(article.basis)
        if stored is None:
            return
        log.debug("entry read", article=stored.id, basis=article.basis.value)
        if filed.shown:
            await self.wake(Wake(Task.WRITE, str(stored.story_id)))

    async def _page_of(self, filed: FiledEntry) -> tuple[Reading | None, str]:
        """The entry's own page, read, or why there is none.

        Entries that nobody is shown are read from the feed alone: their publisher is not asked
        for thirty pages on the day a feed is added.
        """
        link = filed.entry.link
        if link is None or not filed.shown:
            return None, ""
        try:
            return await self.looking.article(link), ""
        except SourceError as error:
            return None, error.problem
        except Exception:
            # Loud, but the card is made from the feed: one page must not hold up all after it.
            log.exception(FAULT, page=link)
            return None, FAULT
