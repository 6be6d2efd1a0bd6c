"""Placing: an article that has been read is saved in the story that it belongs to."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.errors import ChangedError
from bot.news import (
    Article,
    ArticleId,
    Candidate,
    FiledEntry,
    Placement,
    StoredArticle,
    StoryId,
    Surroundings,
)
from bot.storage import Storage
from bot.storage.sifting import NO_RULINGS, Rulings
from bot.stories.placing import THRESHOLDS, after_edit, place
from bot.stories.terms import COMPARED, TermCounts, heaviest
from bot.terms import terms

if TYPE_CHECKING:  # it needs NumPy, which is loaded only for those who want it
    from bot.newsroom.meaning import Meaning, Neighbours

NOT_STORED = ArticleId(0)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Article -> Story.

    What decides is read, the decision made, and both are saved, all as of one moment: where
    another worker has placed something meanwhile, storage refuses, and it is decided again.
    """

    storage: Storage
    counts: TermCounts
    meaning: "Meaning | None"  # where there is a model for it
    clock: Callable[[], datetime]
    # One at a time in this process: of two, the slower one would have decided in vain.
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def place(
        self, filed: FiledEntry, article: Article, rulings: Rulings = NO_RULINGS
    ) -> StoredArticle | None:
        """Save what was read for an entry; None when its feed was removed meanwhile.

        Args:
            filed: The entry.
            article: What was read.
            rulings: What the filters of those who wait for it say.
        """
        found_by = await asyncio.to_thread(terms, f"{article.title} {article.text[:COMPARED]}")
        near = None if self.meaning is None else await self.meaning.near(article)
        async with self.turn:
            stored = await self._placed(filed, article, rulings, " ".join(found_by), near)
        self.counts.add(found_by)
        if self.meaning is not None and near is not None and stored is not None:
            await self.meaning.remember(stored.id, near)
        return stored

    async def _placed(
        self,
        filed: FiledEntry,
        article: Article,
        rulings: Rulings,
        found_by: str,
        near: "Neighbours | None",
    ) -> StoredArticle | None:
        while True:
            surroundings = await self.storage.surroundings(
                filed.id,
                heaviest(article.title, article.text, self.counts),
                at=article.published_at,
                within=THRESHOLDS.span,
                nearest=() if near is None else near.nearest,
            )
            placement = await asyncio.to_thread(
                partial(
                    decide,
                    article,
                    surroundings,
                    self.counts,
                    meant=self._meant(near, surroundings),
                )
            )
            try:
                stored = await self.storage.save_article(
                    filed.id,
                    article,
                    placement,
                    terms=found_by,
                    as_of=surroundings.as_of,
                    edition=filed.edition,
                    rulings=rulings,
                    now=self.clock(),
                )
            except ChangedError:
                continue
            if stored is not None:
                log.debug(
                    "article placed", article=stored.id, story=stored.story_id, why=placement.why
                )
            return stored

    def _meant(
        self, near: "Neighbours | None", surroundings: Surroundings
    ) -> Mapping[StoryId, float]:
        """How alike the stories around are in meaning, as far as there is a model that knows."""
        if self.meaning is None or near is None:
            return {}
        return self.meaning.alike(near, surroundings.candidates)


def decide(
    article: Article,
    surroundings: Surroundings,
    counts: TermCounts,
    *,
    meant: Mapping[StoryId, float],
) -> Placement:
    """Where an article belongs: one that is read again stays where it is."""
    before = surroundings.before
    if before is not None:
        return after_edit(before, article, surroundings.quotes, counts)
    return place(candidate_of(article), surroundings, counts, meant=meant)


def candidate_of(article: Article) -> Candidate:
    """An article that is not stored yet, as those are that are."""
    return Candidate(
        article_id=NOT_STORED,
        title=article.title,
        text=article.text[:COMPARED],
        url=article.canonical_url or article.url,
        published_at=article.published_at,
        source=article.source,
    )
