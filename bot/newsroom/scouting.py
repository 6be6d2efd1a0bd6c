"""Scouting: what an address leads to, and what would be posted of it, before anybody decides."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import Refusal
from bot.news import USUAL, Actor, Assignment, Dating, FeedDocument, Following, Manner
from bot.newsroom.rehearsing import Rehearsal, Rehearsing
from bot.newsroom.sampling import Sample, Sampling, newest


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoutedFeed:
    """A feed that an address leads to, as a person chooses by it."""

    url: str
    title: str
    site_url: str | None
    language: str | None
    entries: int
    newest: str = ""  # the newest entry's title; empty where there is none
    newest_at: datetime | None = None  # None where the feed does not say when, or is empty
    document: FeedDocument = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scouted:
    """Where an address leads: at least one feed, the best first."""

    asked: str  # as it was typed
    feeds: tuple[ScoutedFeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scouting:
    """What a moderator's front asks about feeds that it may follow, or follows."""

    sampling: Sampling
    rehearsing: Rehearsing

    async def scout(self, typed: str) -> Scouted:
        """The feeds that an address leads to.

        Args:
            typed: As a person types it: with or without a scheme, a feed or a site.

        Raises:
            Refusal: It is no address.
            SourceError: There is no feed; the trouble says why.
        """
        found = await self.sampling.looking.find_feeds(typed)
        now = self.sampling.clock()
        feeds = [await asyncio.to_thread(scouted, each.url, each.document, now) for each in found]
        return Scouted(asked=typed, feeds=tuple(feeds))

    async def sample(
        self,
        url: str,
        *,
        document: FeedDocument | None = None,
        assignment: Assignment | None = None,
        manner: Manner = USUAL,
    ) -> Sample:
        """The newest entry of a feed as the card that it would be; see `Sampling.sample`."""
        return await self.sampling.sample(
            url, document=document, assignment=assignment, manner=manner
        )

    async def test(self, actor: Actor, following: Following) -> Rehearsal:
        """What would become of a followed feed's newest entry now; see `Rehearsing.test`.

        Raises:
            Refusal: The feed is followed by another guild.
        """
        if not actor.is_admin and actor.guild_id != following.subscription.guild_id:
            raise Refusal("feed-unknown")
        return await self.rehearsing.test(following)


def scouted(url: str, document: FeedDocument, now: datetime) -> ScoutedFeed:
    """A feed as a person chooses by it."""
    new = newest(document, now)
    return ScoutedFeed(
        url=url,
        title=document.title,
        site_url=document.site_url,
        language=document.language,
        entries=len(document.entries),
        newest="" if new is None else new.entry.title,
        newest_at=new.published_at if new and new.dating is Dating.STATED else None,
        document=document,
    )
