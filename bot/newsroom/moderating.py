"""Moderating: what people decide about stories, which the matcher then respects."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.engine import Task, Wake
from bot.errors import ChangedError, Refusal
from bot.news import (
    Actor,
    ArticleId,
    ChannelId,
    Gist,
    ReportId,
    StoredArticle,
    Story,
    StoryId,
)
from bot.newsroom.limits import OFFERED
from bot.storage import Storage
from bot.stories.gists import gist_of_story
from bot.stories.terms import TermCounts

LONGEST_TYPED = 100  # characters; longer than any choice
# What is older has scrolled out of sight, and a guild's cards of all years are not looked through.
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderating:
    """A moderator's hand on stories. Each call may be repeated without harm.

    A guild's moderators know the stories that it is shown. They hide any of these for their guild,
    and take apart, join or call unrelated those that no other guild is shown; whoever sits at the
    machine does so with all. Everything else is a `Refusal`: "story-unknown", "story-shared".
    """

    storage: Storage
    counts: TermCounts
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]

    async def offered(self, actor: Actor, typed: str) -> Sequence[tuple[StoryId, str]]:
        """The stories of a guild's newest cards, by what was typed of their titles."""
        words, since = typed.strip()[:LONGEST_TYPED], self.clock() - RECENT
        return await self.storage.stories_shown_to(actor, words, since=since, limit=OFFERED)

    async def title(self, actor: Actor, story_id: StoryId) -> str:
        """What a story is called.

        Raises:
            Refusal: There is none, as far as the actor's guild knows.
        """
        return _title(await self.storage.story_for(actor, story_id))

    async def articles(self, actor: Actor, story_id: StoryId) -> tuple[tuple[ArticleId, str], ...]:
        """A story's articles, each as its outlet and title; the earliest first.

        Raises:
            Refusal: There is no such story, as far as the actor's guild knows.
        """
        story = await self.storage.story_for(actor, story_id)
        return tuple((each.id, _named(each)) for each in story.articles)

    async def hide(
        self,
        actor: Actor,
        story_id: StoryId,
        *,
        report_id: ReportId | None = None,
        besides: Collection[ChannelId] = (),
    ) -> None:
        """Have a story's cards disappear in a guild, and none of it be posted there any more.

        Threads below the cards stay, with what people wrote.

        Args:
            actor: Who wants that; it is hidden in their guild.
            story_id: The story.
            report_id: The report that is decided by this, if one is.
            besides: Channels of the guild that follow nothing any more.

        Raises:
            Refusal: The guild is not shown it; or somebody has decided the report.
        """
        channels = await self.storage.hide(
            actor, story_id, now=self.clock(), report_id=report_id, besides=besides
        )
        await self.wake(*(Wake(Task.DELIVER, str(each)) for each in channels))

    async def hidden(self, actor: Actor, typed: str) -> Sequence[tuple[StoryId, str]]:
        """The stories that a guild has hidden, by what was typed of their titles."""
        words = typed.strip()[:LONGEST_TYPED]
        return await self.storage.stories_hidden(actor, words, limit=OFFERED)

    async def unhide(self, actor: Actor, story_id: StoryId) -> bool:
        """Let a story be posted again; what is gone stays gone. Whether it was hidden."""
        return await self.storage.unhide(actor, story_id, now=self.clock())

    async def split(
        self, actor: Actor, article_id: ArticleId, *, report_id: ReportId | None = None
    ) -> StoryId:
        """Take an article out of its story, for good.

        Args:
            actor: Who decides.
            article_id: The article.
            report_id: The report that is decided by this, if one is.

        Returns:
            The story that begins with it.

        Raises:
            Refusal: It is alone in its story, or unknown; another guild is shown the story, too;
                or somebody has decided the report.
        """
        while True:
            as_of = await self.storage.turn()
            stored = await self.storage.article(article_id)
            if stored is None:
                raise Refusal("story-unknown")
            story = await self.storage.story_for(actor, stored.story_id)
            rest = [each for each in story.articles if each.id != article_id]
            if not rest:
                raise Refusal("story-alone", title=_title(story))
            try:
                new = await self.storage.split(
                    article_id,
                    rest=await self._gist(rest),
                    as_of=as_of,
                    now=self.clock(),
                    actor=actor,
                    report_id=report_id,
                )
            except ChangedError:
                continue
            if new is not None:
                await self._tell([story.id, new])
                return new

    async def merge(self, actor: Actor, story_id: StoryId, other: StoryId) -> StoryId:
        """Make two stories one, which the earlier one of them stays.

        Returns:
            The story that both are now.

        Raises:
            Refusal: One of them is unknown, or another guild is shown it, too.
        """
        while True:
            as_of = await self.storage.turn()
            found = [await self.storage.story_for(actor, each) for each in (story_id, other)]
            first, second = sorted(found, key=_age)
            if first.id == second.id:
                return first.id
            gist = await self._gist([*first.articles, *second.articles])
            try:
                await self.storage.merge(
                    first.id, second.id, gist=gist, as_of=as_of, now=self.clock(), actor=actor
                )
            except ChangedError:
                continue
            await self._tell([first.id])
            return first.id

    async def call_unrelated(self, actor: Actor, story_id: StoryId, other: StoryId) -> None:
        """Take away the links between two stories, and let no new ones be made.

        Raises:
            Refusal: One of them is unknown, or another guild is shown it, too; or both are one.
        """
        now = self.clock()
        if not await self.storage.call_unrelated(story_id, other, now=now, actor=actor):
            raise Refusal("story-unknown")

    async def _gist(self, articles: Iterable[StoredArticle]) -> Gist | None:
        told = [each.article for each in articles]
        return await asyncio.to_thread(gist_of_story, told, self.counts)

    async def _tell(self, stories: Iterable[StoryId]) -> None:
        await self.wake(*(Wake(Task.WRITE, str(story_id)) for story_id in stories))


def _age(story: Story) -> tuple[datetime, StoryId]:
    return story.articles[0].article.published_at, story.id


def _title(story: Story) -> str:
    return story.articles[0].article.title


def _named(stored: StoredArticle) -> str:
    return ": ".join(filter(None, (stored.article.source, stored.article.title)))
