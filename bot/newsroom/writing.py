"""Writing: a story gets the summaries that somebody waits for, each made once for everybody."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from weakref import WeakValueDictionary

import structlog
from structlog.contextvars import bound_contextvars

from bot.engine import Task, Wake
from bot.errors import BudgetError, ModelError
from bot.meters import Meters, Writer
from bot.news import (
    Assignment,
    Card,
    ChannelId,
    MessageId,
    OwedSummary,
    Story,
    StoryId,
    Style,
    Summary,
)
from bot.newsroom.drafting import Drafting
from bot.newsroom.jitter import jitter
from bot.newsroom.spending import Spending
from bot.storage import Storage
from bot.writing.combining import Combined, combine, is_worth_asking
from bot.writing.extractive import write_extractive
from bot.writing.numbering import BUDGET

# After an answer that did not come the model is asked again when the stand-in is as old again, and
# within these limits: an outage is over in a minute, or lasts.
SOONEST = timedelta(seconds=30)
LATEST = timedelta(minutes=10)
LONGEST_WAIT = 86_400.0  # seconds; a longer wish is none that a card can wait for

HOUSE = Assignment()
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
        patience: Seconds that a card waits; then it goes out in the words of its articles.
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
        summary: What the model wrote, as far as it is proved; None where the articles speak.
        note: Why they speak themselves, for the card.
        again_at: When the model is to be asked again; None where that is of no use.
    """

    summary: Summary | None = None
    note: str = ""
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Story -> Summary, by a model where there is one."""

    storage: Storage
    audience: Collection[ChannelId] | None  # the channels that are served; None for all
    author: Author | None
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]
    dice: Random
    meters: Meters
    house: Assignment = HOUSE  # what is written where neither channel nor guild wishes for anything
    asked: WeakValueDictionary[tuple[StoryId, Assignment], asyncio.Lock] = field(
        default_factory=WeakValueDictionary
    )

    async def write(self, key: str) -> None:
        """Write the summaries that a story is owed, and wake the channels that wait for it."""
        story = await self.storage.story(StoryId(int(key)))
        if story is None:
            return
        newest = max(story.articles, key=lambda each: each.id)
        with bound_contextvars(story=story.id, entry=newest.entry_id):
            owed = await self.storage.summaries_owed(story.id, self.clock())
            told = await self._told(story) if owed else None
            writing = (self._write(story, told, each) for each in owed if told is not None)
            outcomes = await asyncio.gather(*writing, return_exceptions=True)
        if not owed:  # all was written, and only the channels are left
            await self._wake_channels(story.id)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def summarised(self, message_id: MessageId) -> Card | None:
        """A card that stands in a channel, with the summary that a reader asks for.

        It is written now unless it is there: in the style and language of the channel, as any
        other, and kept like any other. Several who ask at once cause one call.

        Returns:
            None where the message is no card that is kept.
        """
        found = await self.storage.summary_asked_for(message_id, self.house)
        if found is None:
            return None
        story_id, wish = found
        async with self.asked.setdefault((story_id, wish.assignment), asyncio.Lock()):
            await self._write_for_reader(story_id, wish)
        return await self.storage.card_asked_for(message_id, wish.assignment)

    async def _write_for_reader(self, story_id: StoryId, wish: OwedSummary) -> None:
        owed = await self.storage.still_owed(story_id, wish, self.clock())
        story = None if owed is None else await self.storage.story(story_id)
        if owed is not None and story is not None:
            with bound_contextvars(story=story_id):
                await self._write(story, await self._told(story), owed)

    async def _told(self, story: Story) -> Combined:
        """All that a story's articles tell, as far as a model is to read it."""
        budget = BUDGET if self.author is None else self.author.drafting.article_tokens
        return await asyncio.to_thread(partial(combine, story.articles, budget=budget))

    async def _write(self, story: Story, told: Combined, owed: OwedSummary) -> None:
        with self.meters.step("write"):
            written = await self._written(story, told, owed)
            if owed.stand_in is not None and written.summary is None:
                await self.storage.put_off_summary(owed.stand_in, written.again_at)
                return
            await self._save(story, told, owed, written)
        await self._wake_channels(story.id)

    async def _written(self, story: Story, told: Combined, owed: OwedSummary) -> Written:
        author = self.author
        if author is None or owed.assignment.style is Style.HEADLINE or not is_worth_asking(told):
            return Written()
        ask = author.spending.asking(story.articles[0].id, owed.guilds, patience=author.patience)
        try:
            drafted = await author.drafting.draft(told, owed.assignment, ask)
        except BudgetError as error:
            log.info("summary extracted", why=str(error))
            again_at = self._again_at(author, owed, None) if error.others_may_pay else None
            return Written(note=str(error), again_at=again_at)
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

    async def _save(
        self, story: Story, told: Combined, owed: OwedSummary, written: Written
    ) -> None:
        summary = written.summary
        if summary is None:
            summary = await asyncio.to_thread(_extracted, told, owed.assignment, written.note)
        await self.storage.save_summary(
            story.id,
            story.version,
            owed.assignment,
            summary,
            again_at=written.again_at,
            replaces=owed.stand_in,
            now=self.clock(),
        )
        self.meters.written(_by(written))
        log.info("summary written", writer=summary.writer, note=summary.note)

    async def _wake_channels(self, story_id: StoryId) -> None:
        channels = await self.storage.channels_owed(
            self.clock(), among=self.audience, story_id=story_id
        )
        await self.wake(*(Wake(Task.DELIVER, str(channel)) for channel in channels))


def ask_again_at(
    stood_in_at: datetime,
    retry_after: float | None,
    comeback: timedelta,
    *,
    now: datetime,
    random: Random,
) -> datetime | None:
    """When to ask the model again for articles that speak for themselves; None for never.

    Args:
        stood_in_at: Since when they do.
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


def _extracted(told: Combined, assignment: Assignment, note: str) -> Summary:
    """What the articles say of themselves."""
    summary = write_extractive(told, assignment.style)
    foreign = is_foreign(assignment.language, told.article.language)
    notes = (note, UNTRANSLATED if foreign else "")
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
