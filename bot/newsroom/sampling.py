"""Sampling: a feed's newest entry as the card that it would be; nothing is stored or paid for."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.articles.assembling import assemble
from bot.errors import SourceError
from bot.feeds.identity import file_entries
from bot.news import (
    USUAL,
    Article,
    Assignment,
    Card,
    EntryId,
    Feed,
    FeedDocument,
    FeedId,
    FiledEntry,
    Manner,
    NewEntry,
    Reading,
    StoryId,
    Style,
    Summaries,
    Summary,
)
from bot.newsroom.looking import Looking
from bot.newsroom.writing import UNTRANSLATED, is_foreign
from bot.storage.owing import LONG, words_in
from bot.writing.extractive import write_extractive

EMPTY = "source-empty"  # the message that tells of a feed without entries
NO_SUMMARY = (Summaries.OFF, Summaries.REQUEST)
# What is only looked at has no ids.
NO_FEED, NO_ENTRY, NO_STORY = FeedId(0), EntryId(0), StoryId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The newest entry of a feed as the card that it would be."""

    url: str
    card: Card | None
    reason: str = ""  # the name of the message that says why there is no card


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """Feed -> newest entry -> Card.

    Attributes:
        house: What a writer is asked for where nobody wishes for anything else.
    """

    looking: Looking
    clock: Callable[[], datetime]
    house: Assignment

    async def sample(
        self,
        url: str,
        *,
        document: FeedDocument | None = None,
        assignment: Assignment | None = None,
        manner: Manner = USUAL,
    ) -> Sample:
        """The newest entry of a feed as the card that it would be, in the article's own words.

        Args:
            url: The feed's address.
            document: What it gave a moment ago; it is fetched where this is left out.
            assignment: The style and language of the channel; the house's where left out.
            manner: How the channel wants its cards.

        Raises:
            SourceError: The feed cannot be read.
        """
        document = document or await self.looking.feed(url)
        new = await asyncio.to_thread(newest, document, self.clock())
        if new is None:
            return Sample(url=url, card=None, reason=EMPTY)
        feed = described(url, document, self.clock())
        article = await self.article(feed, new)
        wanted = shortened(assignment or self.house, manner, article)
        summary = await asyncio.to_thread(extracted, article, wanted)
        return Sample(url=url, card=card_of(feed, new, article, summary, manner))

    async def article(self, feed: Feed, new: NewEntry) -> Article:
        """The article behind an entry that is not stored, from the better of page and feed."""
        reading, problem = await self._page_of(new.entry.link)
        filed = FiledEntry(
            id=NO_ENTRY,
            feed_id=feed.id,
            entry=new.entry,
            published_at=new.published_at,
            dating=new.dating,
            shown=True,
        )
        return await asyncio.to_thread(
            partial(assemble, filed, reading, feed=feed, problem=problem)
        )

    async def _page_of(self, link: str | None) -> tuple[Reading | None, str]:
        if link is None:
            return None, ""
        try:
            return await self.looking.article(link), ""
        except SourceError as error:
            return None, error.problem


def newest(document: FeedDocument, now: datetime) -> NewEntry | None:
    """The entry that a first poll would show; None where the feed is empty."""
    filing = file_entries(document.entries, (), first=True, first_poll_shows=1, now=now)
    return filing.new[-1] if filing.new else None


def described(url: str, document: FeedDocument, now: datetime) -> Feed:
    """A feed that nobody follows, as it describes itself."""
    return Feed(
        id=NO_FEED,
        url=url,
        title=document.title,
        site_url=document.site_url,
        language=document.language,
        next_poll_at=now,
    )


def shortened(assignment: Assignment, manner: Manner, article: Article) -> Assignment:
    """What a writer is asked for, where the channel wants summaries of long articles or of none."""
    is_short = manner.summaries is Summaries.LONG and words_in(article.text) < LONG
    if is_short or manner.summaries in NO_SUMMARY:
        return replace(assignment, style=Style.HEADLINE)
    return assignment


def extracted(article: Article, assignment: Assignment) -> Summary:
    """What an article says of itself, which costs nothing."""
    summary = write_extractive(article, assignment.style)
    foreign = is_foreign(assignment.language, article.language)
    return replace(summary, note=UNTRANSLATED) if foreign else summary


def card_of(feed: Feed, new: NewEntry, article: Article, summary: Summary, manner: Manner) -> Card:
    """The card of an entry that is not stored."""
    return Card(
        feed_url=feed.url,
        entry_id=new.entry.guid or new.fingerprint.key,
        story_id=NO_STORY,
        article=article,
        summary=summary,
        manner=manner,
    )
