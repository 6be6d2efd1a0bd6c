"""Moderating: what people decide about stories, which the matcher then respects."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.engine import Task, Wake
from bot.errors import ChangedError
from bot.news import ArticleId, Gist, StoredArticle, Story, StoryId
from bot.storage import Storage
from bot.stories.gists import gist_of_story
from bot.stories.terms import TermCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderating:
    """A moderator's hand on stories. Each call may be repeated without harm."""

    storage: Storage
    counts: TermCounts
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]

    async def split(self, article_id: ArticleId, *, by: int | None = None) -> StoryId | None:
        """Take an article out of its story, for good.

        Args:
            article_id: The article.
            by: Who decides, as Discord knows them; None for whoever sits at the machine.

        Returns:
            The story that begins with it; None where it is alone in its story already.
        """
        while True:
            as_of = await self.storage.turn()
            stored = await self.storage.article(article_id)
            story = None if stored is None else await self.storage.story(stored.story_id)
            if story is None:
                return None
            rest = [each for each in story.articles if each.id != article_id]
            try:
                new = await self.storage.split(
                    article_id, rest=await self._gist(rest), as_of=as_of, now=self.clock(), by=by
                )
            except ChangedError:
                continue
            await self._tell(story.id, *([] if new is None else [new]))
            return new

    async def merge(self, story_id: StoryId, other: StoryId) -> StoryId | None:
        """Make two stories one, which the earlier one of them stays.

        Returns:
            The story that both are now; None where one of them is gone.
        """
        while True:
            as_of = await self.storage.turn()
            found = [await self.storage.story(each) for each in (story_id, other)]
            both = sorted(filter(None, found), key=_age)
            if len(both) < len(found):
                return None
            first, second = both
            if first.id == second.id:
                return first.id
            gist = await self._gist([*first.articles, *second.articles])
            try:
                await self.storage.merge(
                    first.id, second.id, gist=gist, as_of=as_of, now=self.clock()
                )
            except ChangedError:
                continue
            await self._tell(first.id)
            return first.id

    async def call_unrelated(
        self, story_id: StoryId, other: StoryId, *, by: int | None = None
    ) -> None:
        """Take away the links between two stories, and let no new ones be made."""
        await self.storage.call_unrelated(story_id, other, now=self.clock(), by=by)

    async def _gist(self, articles: list[StoredArticle]) -> Gist | None:
        told = [each.article for each in articles]
        return await asyncio.to_thread(gist_of_story, told, self.counts)

    async def _tell(self, *stories: StoryId) -> None:
        await self.wake(*(Wake(Task.WRITE, str(story_id)) for story_id in stories))


def _age(story: Story) -> tuple[datetime, StoryId]:
    return story.articles[0].article.published_at, story.id
