"""Filtering: what a guild's moderators want to be posted, and what not."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.filters.entries import filterable_of
from bot.filters.judging import Readable, explain, judge, readable
from bot.filters.rules import parse, told
from bot.news import (
    Actor,
    Article,
    Card,
    Entry,
    FiledEntry,
    Filter,
    FilterId,
    FilterKind,
    OwedDelivery,
    Subscription,
    SubscriptionId,
    Tried,
)
from bot.newsroom.limits import OFFERED
from bot.storage import Storage
from bot.storage.sifting import NO_RULINGS, UNFILTERED, Ruling, Rulings
from bot.storage.tried import ReadEntry

TRIED = 50  # newest entries that filters are tried on
NO_FILTER = FilterId(0)  # of a rule that is only tried

Topics = frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtering:
    """The filters of guilds. What they decide concerns what is read from then on.

    Attributes:
        most: How many filters a guild may have.
    """

    storage: Storage
    clock: Callable[[], datetime]
    most: int

    async def add(
        self,
        actor: Actor,
        kind: FilterKind,
        rule: str,
        subscription_id: SubscriptionId | None = None,
    ) -> Filter:
        """A new filter, for one subscription or for all of the actor's guild.

        Raises:
            Refusal: The rule cannot be read, the guild has this filter or as many as it may, or
                there is no such subscription.
        """
        parse(rule)
        return await self.storage.add_filter(
            actor, kind, rule.strip(), subscription_id, now=self.clock(), most=self.most
        )

    async def filters(self, actor: Actor) -> Sequence[Filter]:
        """The filters that somebody may change, oldest first."""
        return await self.storage.filters(actor)

    async def remove(self, actor: Actor, filter_id: FilterId) -> Filter:
        """Forget a filter; what it has decided stays. What it was.

        Raises:
            Refusal: The actor has no such filter.
        """
        return await self.storage.remove_filter(actor, filter_id, now=self.clock())

    async def offered(self, actor: Actor, typed: str) -> Sequence[tuple[FilterId, str]]:
        """The filters in whose rules some letters stand."""
        wanted = typed.strip().casefold()
        known = await self.storage.filters(actor)
        fitting = [each for each in known if wanted in f"{each.kind} {each.rule}".casefold()]
        return [(each.id, f"{each.kind}: {each.rule}") for each in fitting[:OFFERED]]

    def told(self, rule: str) -> str:
        """A rule as it was understood, every AND and bracket written out.

        Raises:
            Refusal: It cannot be read.
        """
        return told(parse(rule))

    async def test(
        self,
        actor: Actor,
        *,
        kind: FilterKind = FilterKind.ONLY,
        rule: str = "",
        subscription_id: SubscriptionId | None = None,
    ) -> Sequence[Tried]:
        """What the newest entries of a guild's feeds would come to, newest first.

        Args:
            actor: Whose.
            kind: What the rule would do.
            rule: A rule that is tried alone; the filters that hold, where it is empty.
            subscription_id: The entries of one subscription; None for all.

        Raises:
            Refusal: The rule cannot be read, or there is no such subscription.
        """
        only = Filter(id=NO_FILTER, kind=kind, rule=rule)
        if rule:
            parse(rule)
        entries = await self.storage.read_lately(actor, subscription_id, limit=TRIED)
        known = await self.storage.filters(actor)
        return await asyncio.to_thread(
            lambda: [_tried(each, [only] if rule else _holding(known, each)) for each in entries]
        )

    async def judge(
        self, wish: Subscription, entry: Entry, article: Article, topics: Topics
    ) -> Ruling:
        """What the filters of one subscription say of an entry and its article."""
        held = (await self.storage.filters_for(wish.feed_id)).get(wish.id, ())
        if not held:
            return UNFILTERED
        return await asyncio.to_thread(lambda: _ruling(held, _readable(entry, article, topics)))


async def rulings_on(storage: Storage, filed: FiledEntry, article: Article) -> Rulings:
    """What the filters say of an entry that was read, for each subscription that has any."""
    if not filed.shown:
        return NO_RULINGS
    held = await storage.filters_for(filed.feed_id)
    if not held:
        return NO_RULINGS
    return await asyncio.to_thread(_rulings, held, filed.entry, article)


async def ruling_on(storage: Storage, delivery: OwedDelivery, card: Card) -> Ruling:
    """What the filters of a channel say of a card whose topics are known by now, if ever."""
    held = await storage.filters_on(delivery.id)
    filed = await storage.filed_entry(delivery.entry_id)
    if filed is None or not held:
        return UNFILTERED
    topics = frozenset(card.summary.labels) or None
    return await asyncio.to_thread(
        lambda: _ruling(held, _readable(filed.entry, card.article, topics))
    )


def _rulings(
    held: Mapping[SubscriptionId, Sequence[Filter]], entry: Entry, article: Article
) -> Rulings:
    seen = _readable(entry, article, None)
    return {wish: _ruling(filters, seen) for wish, filters in held.items()}


def _readable(entry: Entry, article: Article, topics: Topics) -> Readable:
    return readable(filterable_of(entry, article, topics=topics))


def _ruling(filters: Sequence[Filter], seen: Readable) -> Ruling:
    """What filters say, with the words of the one that decided, so that it can be told."""
    verdict = judge(filters, seen)
    by = next((each for each in filters if each.id == verdict.by), None)
    if by is None:
        return Ruling(verdict)
    wanted = [by.rule]
    if verdict.passes is False and by.kind is FilterKind.ONLY:  # none of them fits
        wanted = [each.rule for each in filters if each.kind is FilterKind.ONLY]
    return Ruling(verdict, by.kind, " OR ".join(wanted))


def _tried(entry: ReadEntry, filters: Sequence[Filter]) -> Tried:
    seen = _readable(entry.entry, entry.article, entry.topics)
    verdict = judge(filters, seen)
    by = next((each for each in filters if each.id == verdict.by), None)
    return Tried(
        entry_id=entry.id,
        title=entry.article.title,
        url=entry.article.canonical_url or entry.article.url,
        published_at=entry.article.published_at,
        verdict=verdict,
        filter=by,
        explanation=None if by is None else explain(by.rule, seen),
    )


def _holding(filters: Sequence[Filter], entry: ReadEntry) -> list[Filter]:
    """Those that hold for the subscription that an entry is looked at for."""
    return [
        each
        for each in filters
        if each.subscription_id == entry.subscription_id
        or (each.subscription_id is None and each.guild_id == entry.guild_id)
    ]
