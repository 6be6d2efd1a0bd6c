"""Writing: an article gets the summaries that somebody waits for, each made once for everybody."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import structlog
from structlog.contextvars import bound_contextvars

from bot.engine import Task, Wake
from bot.errors import BudgetError, ModelError
from bot.meters import Meters, Writer
from bot.news import (
    Article,
    ArticleId,
    Assignment,
    Basis,
    ChannelId,
    OwedSummary,
    StoredArticle,
    Summary,
)
from bot.newsroom.drafting import Drafting
from bot.newsroom.jitter import jitter
from bot.newsroom.spending import Spending
from bot.storage import Storage
from bot.writing.extractive import write_extractive

# Sentences below which an article is its own summary: two points and a dek would say it all again.
WORTH_ASKING = 4
# After an answer that did not come the model is asked again when the stand-in is as old again, and
# within these limits: an outage is over in a minute, or lasts.
SOONEST = timedelta(seconds=30)
LATEST = timedelta(minutes=10)
LONGEST_WAIT = 86_400.0  # seconds; a longer wish is none that a card can wait for

AWAY = "the model did not answer"
UNTRANSLATED = "not translated"
UNPROVED = "what the model wrote could not be checked against the article"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A model that writes, and how long it is waited for.

    Attributes:
        drafting: How it is asked.
        spending: What that may cost.
        patience: Seconds that a card waits; then it goes out in the words of the article.
        comeback: For how long such a card is given the model's summary after all.
    """

    drafting: Drafting
    spending: Spending
    patience: float
    comeback: timedelta


@dataclass(frozen=True, slots=True)
class Written:
    """A summary, or why there is none yet.

    Attributes:
        summary: What the model wrote, as far as it is proved; None where the article speaks.
        note: Why it speaks itself, for the card.
        again_at: When the model is to be asked again; None where that is of no use.
    """

    summary: Summary | None = None
    note: str = ""
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Article -> Summary, by a model where there is one."""

    storage: Storage
    audience: Collection[ChannelId] | None  # the channels that are served; None for all
    author: Author | None
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]
    dice: Random
    meters: Meters

    async def write(self, key: str) -> None:
        """Write the summaries that an article is owed, and wake the channels that wait for it."""
        stored = await self.storage.article(ArticleId(int(key)))
        if stored is None:
            return
        with bound_contextvars(entry=stored.entry_id):
            owed = await self.storage.summaries_owed(stored.id, self.clock())
            writing = (self._write(stored, each) for each in owed)
            outcomes = await asyncio.gather(*writing, return_exceptions=True)
        if not owed:  # all was written, and only the channels are left
            await self._wake_channels(stored.id)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _write(self, stored: StoredArticle, owed: OwedSummary) -> None:
        with self.meters.step("write"):
            written = await self._written(stored.article, stored.id, owed)
            if owed.stand_in is not None and written.summary is None:
                await self.storage.put_off_summary(owed.stand_in, written.again_at)
                return
            await self._save(stored, owed, written)
        await self._wake_channels(stored.id)

    async def _written(self, article: Article, article_id: ArticleId, owed: OwedSummary) -> Written:
        author = self.author
        if author is None or not is_worth_asking(article):
            return Written()
        ask = author.spending.asking(article_id, owed.guilds, patience=author.patience)
        try:
            drafted = await author.drafting.draft(article, owed.assignment, ask)
        except BudgetError as error:
            log.info("summary extracted", why=str(error))
            return Written(note=str(error))
        except ModelError as error:
            again_at = self._again_at(author, owed, error.retry_after)
            log.warning("model away", problem=str(error), again_at=again_at)
            return Written(note=AWAY, again_at=again_at)
        self.meters.drafted(drafted.shown, drafted.dropped, drafted.refused)
        for fault in drafted.faults:
            log.info("not proved", part=fault.part, problem=fault.words)
        return Written(drafted.summary, "" if drafted.summary else UNPROVED)

    def _again_at(
        self, author: Author, owed: OwedSummary, retry_after: float | None
    ) -> datetime | None:
        now = self.clock()
        return ask_again_at(
            owed.stood_in_at or now, retry_after, author.comeback, now=now, random=self.dice
        )

    async def _save(self, stored: StoredArticle, owed: OwedSummary, written: Written) -> None:
        summary = written.summary
        if summary is None:
            summary = await asyncio.to_thread(
                _extracted, stored.article, owed.assignment, written.note
            )
        await self.storage.save_summary(
            stored.id,
            stored.version,
            owed.assignment,
            summary,
            again_at=written.again_at,
            replaces=owed.stand_in,
            now=self.clock(),
        )
        self.meters.written(_by(written))
        log.info("summary written", article=stored.id, writer=summary.writer, note=summary.note)

    async def _wake_channels(self, article_id: ArticleId) -> None:
        channels = await self.storage.channels_owed(
            self.clock(), among=self.audience, article_id=article_id
        )
        await self.wake(*(Wake(Task.DELIVER, str(channel)) for channel in channels))


def is_worth_asking(article: Article) -> bool:
    """Whether an article has so much text that a summary says less than it."""
    return article.basis is not Basis.HEADLINE_ONLY and len(article.sentences) >= WORTH_ASKING


def ask_again_at(
    stood_in_at: datetime,
    retry_after: float | None,
    comeback: timedelta,
    *,
    now: datetime,
    random: Random,
) -> datetime | None:
    """When to ask the model again for an article that speaks for itself; None for never.

    Args:
        stood_in_at: Since when it does.
        retry_after: Seconds that the endpoint asks to wait.
        comeback: How long after that a card is still changed.
        now: The present.
        random: Dice for the jitter.
    """
    age = min(max(now - stood_in_at, SOONEST), LATEST)
    again_at = now + max(
        age * jitter(random), timedelta(seconds=min(retry_after or 0.0, LONGEST_WAIT))
    )
    return again_at if again_at <= stood_in_at + comeback else None


def _extracted(article: Article, assignment: Assignment, note: str) -> Summary:
    """What the article says of itself."""
    summary = write_extractive(article, assignment.style)
    notes = (note, UNTRANSLATED if is_foreign(assignment.language, article.language) else "")
    return replace(summary, note="; ".join(filter(None, notes)))


def is_foreign(wanted: str | None, language: str | None) -> bool:
    """Whether an article is known to be in another language than the wanted one."""
    if wanted is None or language is None:
        return False
    return wanted.partition("-")[0].lower() != language.partition("-")[0].lower()


def _by(written: Written) -> Writer:
    if written.summary is not None:
        return "model"
    return "article" if written.again_at is None else "stand_in"
