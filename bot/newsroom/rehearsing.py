"""Rehearsing: a followed feed's newest entry goes the whole way, and nobody sees or keeps it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.errors import SourceError
from bot.news import (
    Article,
    Assignment,
    Card,
    Entry,
    EntryId,
    Following,
    Happening,
    NewEntry,
    Placement,
    Step,
    StoredArticle,
    StoryId,
    Subscription,
    Summary,
)
from bot.newsroom.placing import decide
from bot.newsroom.sampling import (
    EMPTY,
    NO_ENTRY,
    Sampling,
    card_of,
    described,
    extracted,
    newest,
    shortened,
)
from bot.storage import Storage
from bot.storage.owing import words_in
from bot.storage.sifting import Ruling
from bot.stories.placing import THRESHOLDS
from bot.stories.terms import TermCounts, heaviest

UNDECIDED = "its topics are not known yet, and a filter asks for them"
# An entry does not get as far as a card where one of these happens to it.
STOPPED_BY = frozenset(
    {
        *(Happening.FAILED, Happening.PAUSED, Happening.FILTERED, Happening.PUT_OFF),
        *(Happening.JOINED, Happening.CLOSED),
    }
)

Facts = Mapping[str, str | int]
# What a subscription's filters say of an entry, its article and its topics (None where these are
# not known).
Judge = Callable[[Subscription, Entry, Article, frozenset[str] | None], Awaitable[Ruling]]
# The summary of a story that is stored for an assignment, if one is.
Stored = Callable[[StoryId, Assignment], Awaitable[Summary | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What would become of the newest entry now.

    Attributes:
        card: What would be posted, if anything were; None where there is no entry to be had.
        steps: What was decided on the way, in its order.
        reason: The name of the message that says why there is no card.
        entry_id: The entry, where it is stored already.
        error: Why the feed cannot be read.
    """

    card: Card | None = None
    steps: tuple[Step, ...] = ()
    reason: str = ""
    entry_id: EntryId | None = None
    error: SourceError | None = None

    @property
    def is_posted(self) -> bool:
        """Whether nothing would keep the card from its channel."""
        return self.card is not None and STOPPED_BY.isdisjoint(step.what for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """All that was decided on an entry's way.

    Attributes:
        wish: The subscription that it is for.
        article: What was read.
        placement: The story that it would belong to, or does.
        ruling: What the channel's filters say.
        summary: What its card would say.
        is_told: Whether a card of the channel tells the same story already.
    """

    wish: Subscription
    article: Article
    placement: Placement
    ruling: Ruling
    summary: Summary
    is_told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsing:
    """Following -> Rehearsal: each decision as it would be taken, on what is stored now.

    Attributes:
        judge: What filters say.
        stored: Looks up a summary; none is paid for.
    """

    sampling: Sampling
    storage: Storage
    counts: TermCounts
    judge: Judge
    stored: Stored

    async def test(self, following: Following) -> Rehearsal:
        """Send the newest entry of a feed the whole way to one channel, and stop before it.

        Args:
            following: The subscription that is tested, with its feed.
        """
        feed, now = following.feed, self.sampling.clock()
        try:
            document = await self.sampling.looking.feed(feed.url)
        except SourceError as error:
            failed = Step(at=now, what=Happening.FAILED, facts={"problem": error.problem})
            return Rehearsal(steps=(failed,), reason=f"source-{error.trouble}", error=error)
        new = await asyncio.to_thread(newest, document, now)
        if new is None:
            return Rehearsal(reason=EMPTY)
        article = await self.sampling.article(described(feed.url, document, now), new)
        return await self._rehearsed(following, new, article)

    async def _rehearsed(self, following: Following, new: NewEntry, article: Article) -> Rehearsal:
        wish = following.subscription
        wanted = shortened(await self._assignment(wish), wish.manner, article)
        entry_id = await self._known_as(following, new)
        before, placement = await self._placed(entry_id, article)
        written = None if before is None else await self.stored(before.story_id, wanted)
        ruling = await self.judge(wish, new.entry, article, _topics(written))
        extract = partial(extracted, article, wanted)
        summary = await asyncio.to_thread(extract) if written is None else written
        decided = Decided(
            wish=wish,
            article=article,
            placement=placement,
            ruling=ruling,
            summary=summary,
            is_told=entry_id is None and await self._is_told(wish, placement),
        )
        card = card_of(following.feed, new, article, summary, wish.manner)
        return Rehearsal(
            card=card if before is None else _stored_as(card, before, quotes=written is not None),
            steps=tuple(steps_of(decided, self.sampling.clock())),
            entry_id=entry_id,
        )

    async def _assignment(self, wish: Subscription) -> Assignment:
        """What a channel wishes for, or else its guild, or else the house."""
        house, guild_id = self.sampling.house, wish.guild_id
        guild = None if guild_id is None else await self.storage.guild(guild_id)
        style = wish.style or (guild and guild.style) or house.style
        wishes = (wish.language, guild and guild.language, house.language)
        language = next((each for each in wishes if each is not None), None)
        return Assignment(style, language or None)

    async def _known_as(self, following: Following, new: NewEntry) -> EntryId | None:
        known = await self.storage.known_entries(following.feed.id, [new.fingerprint])
        return known[0].id if known else None

    async def _placed(
        self, entry_id: EntryId | None, article: Article
    ) -> tuple[StoredArticle | None, Placement]:
        """The entry's article as it is stored, and the story that it belongs to by its words.

        What a model means by it is left out: that would have to be paid for.
        """
        surroundings = await self.storage.surroundings(
            entry_id or NO_ENTRY,
            heaviest(article.title, article.text, self.counts),
            at=article.published_at,
            within=THRESHOLDS.span,
        )
        placed = partial(decide, article, surroundings, self.counts, meant={})
        return surroundings.before, await asyncio.to_thread(placed)

    async def _is_told(self, wish: Subscription, placement: Placement) -> bool:
        if placement.story_id is None:
            return False
        return await self.storage.posted(placement.story_id, [wish.channel_id]) is not None


def steps_of(decided: Decided, now: datetime) -> Iterator[Step]:
    """What was decided, as the steps of a trace; the one that stops an entry is among them."""
    article, placement, wish = decided.article, decided.placement, decided.wish
    here = partial(Step, at=now, channel_id=wish.channel_id)
    yield Step(at=now, what=Happening.FOUND)
    yield here(what=Happening.PAUSED if wish.paused_at else Happening.OWED)
    words = words_in(article.text)
    read: Facts = {"basis": article.basis.value, "note": article.note, "words": words}
    yield Step(at=now, what=Happening.READ, facts=read)
    placed: Facts = {"why": placement.why, "fit": round(100 * placement.fit)}
    yield Step(at=now, what=Happening.PLACED, facts=placed)
    passes = decided.ruling.verdict.passes
    if passes is None:
        yield here(what=Happening.PUT_OFF, facts={"problem": UNDECIDED})
    elif not passes:
        yield here(what=Happening.FILTERED, facts=decided.ruling.facts)
    if decided.is_told:
        yield here(what=Happening.JOINED)
    written = {"writer": decided.summary.writer, "note": decided.summary.note}
    yield Step(at=now, what=Happening.WRITTEN, facts=written)
    if wish.closed_for:
        yield here(what=Happening.CLOSED, facts={"problem": wish.closed_for})


def _stored_as(card: Card, before: StoredArticle, *, quotes: bool) -> Card:
    """The card of an article that is stored; a stored summary quotes it as it is there."""
    article = before.article if quotes else card.article
    return replace(card, article=article, article_id=before.id, story_id=before.story_id)


def _topics(summary: Summary | None) -> frozenset[str] | None:
    """A model's labels; none where no model wrote."""
    return None if summary is None else frozenset(summary.labels) or None
