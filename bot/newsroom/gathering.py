"""Gathering: what was read about a question, as passages that an answer can be taken from."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.news import Article, ArticleId, ChannelId, Near, Passage, Source, StoryId
from bot.storage import Storage
from bot.stories.terms import TermCounts, heaviest
from bot.writing.answering.windows import BUDGET, passages

if TYPE_CHECKING:  # it needs NumPy, which is loaded only for those who want it
    from bot.newsroom.meaning import Meaning

# Terms of a question that the archive is searched with; more find no more (benchmarks/passages.py).
SEARCHED_WITH: Final = 8
# Articles of the archive that are looked through for windows.
LOOKED_THROUGH: Final = 25
# Articles that are read whatever their words, because they mean what the question does.
NEAREST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Question + Story -> Passages.

    What the question brought along and its story come first, then what the archive has.
    """

    storage: Storage
    counts: TermCounts
    meaning: "Meaning | None"  # where there is a model for it
    budget: int = BUDGET  # tokens that the passages of a question may take

    async def gather(
        self,
        question: str,
        *,
        story_id: StoryId | None,
        pages: Sequence[Article] = (),
        audible: Collection[ChannelId] | None,
    ) -> tuple[Passage, ...]:
        """The passages that come nearest to a question, the best first.

        Args:
            question: As it was asked, or as it stands alone; untrusted.
            story_id: What it is about; None for whatever the archive has.
            pages: Articles that it brought along.
            audible: The channels whose feeds may be told of at the place of the question; None
                for all.
        """
        brought = [Source(article_id=None, article=each, near=Near.PAGE) for each in pages]
        if story_id is not None:
            brought += await self.storage.sources_of(story_id, audible=audible)
        known = _ids(brought)
        nearest = await self._nearest(question)
        found = await self._archived(question, nearest, audible, besides=known)
        there = {each.article_id for each in found}
        meant = [each for each in nearest if each in there][:NEAREST]
        return await asyncio.to_thread(
            partial(
                passages,
                question,
                [*brought, *found],
                self.counts.idf,
                meant=meant,
                budget=self.budget,
            )
        )

    async def _archived(
        self,
        question: str,
        nearest: Sequence[ArticleId],
        audible: Collection[ChannelId] | None,
        *,
        besides: Sequence[ArticleId],
    ) -> list[Source]:
        """What the archive has, by its words and by what it means, the likeliest first."""
        words = await asyncio.to_thread(heaviest, question, "", self.counts, SEARCHED_WITH)
        by_words = await self.storage.sources_about(
            words, audible=audible, limit=LOOKED_THROUGH, besides=besides
        )
        if not nearest:
            return list(by_words)
        named = [each for each in nearest if each not in besides]
        by_meaning = await self.storage.sources_named(named, audible=audible)
        return _fused(by_words, by_meaning)

    async def _nearest(self, question: str) -> tuple[ArticleId, ...]:
        """The articles that mean nearly what the question does; none without the model."""
        return () if self.meaning is None else await self.meaning.about(question)


def _fused(by_words: Sequence[Source], by_meaning: Sequence[Source]) -> list[Source]:
    """The best of two lists as one."""
    from bot.stories.meaning import fuse  # noqa: PLC0415 - NumPy, for those who want it

    known = {each.article_id: each for each in (*by_words, *by_meaning) if each.article_id}
    ranked = fuse(_ids(by_words), _ids(by_meaning), LOOKED_THROUGH)
    return [known[each] for each in ranked]


def _ids(sources: Sequence[Source]) -> list[ArticleId]:
    return [each.article_id for each in sources if each.article_id is not None]
