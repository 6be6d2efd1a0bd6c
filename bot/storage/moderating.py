"""What a moderator does to stories: takes one apart, joins two, says that two are unrelated."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import ArticleId, Gist, Story, StoryId
from bot.storage.decided import Verdict, decide, decisions_on
from bot.storage.placings import (
    grow,
    join,
    keep_gist,
    let_go,
    merge_into,
    open_story,
    take_turn,
)
from bot.storage.shelf import Shelf, whole
from bot.storage.stories import current, story_there
from bot.storage.tables import articles, gists, related, stories


class ModeratorShelf(Shelf):
    """Stories, as moderators want them."""

    @whole
    async def split(
        self,
        article_id: ArticleId,
        *,
        rest: Gist | None,
        as_of: int,
        now: datetime,
        by: int | None = None,
    ) -> StoryId | None:
        """Takes an article out of its story; it begins one of its own, and never comes back.

        Args:
            article_id: The article.
            rest: The gist of what is left; None where that is one article.
            as_of: The moment that the story was read at (`Surroundings.as_of`).
            now: The present.
            by: Who decided.

        Returns:
            Its new story; None when it is the only article of its story, or there is none.

        Raises:
            ChangedError: Something was placed since.
        """
        async with self._database.writing() as connection:
            await take_turn(connection, as_of)
            story = await _story_of(connection, article_id)
            if story is None or len(story.articles) == 1:
                return None
            await decide(connection, Verdict.SPLIT, story.id, now=now, by=by, article_id=article_id)
            new = await _take_out(connection, article_id, story, now)
            await connection.execute(delete(gists).where(gists.c.story_id == story.id))
            if rest is not None:
                await keep_gist(connection, story.id, rest, now)
            for each in (story.id, new):
                await grow(connection, each, now, news=True)
                await let_go(connection, each, now)
            return new

    @whole
    async def merge(
        self,
        story_id: StoryId,
        other: StoryId,
        *,
        gist: Gist | None,
        as_of: int,
        now: datetime,
    ) -> bool:
        """Makes one story part of another one; False if there are no two.

        Args:
            story_id: The story that stays.
            other: The story that becomes part of it.
            gist: That of both together.
            as_of: The moment that both were read at.
            now: The present.

        Raises:
            ChangedError: Something was placed since.
        """
        async with self._database.writing() as connection:
            await take_turn(connection, as_of)
            found = {await current(connection, each) for each in (story_id, other)}
            if found != {story_id, other} or story_id == other:
                return False
            await merge_into(connection, story_id, other)
            if gist is not None:
                await keep_gist(connection, story_id, gist, now)
            await grow(connection, story_id, now, news=True)
            await join(connection, story_id, now)
            return True

    @whole
    async def call_unrelated(
        self, story_id: StoryId, other: StoryId, *, now: datetime, by: int | None = None
    ) -> bool:
        """Notes that two stories have nothing to do with each other; links between them go.

        Returns:
            Whether there are two such stories, by whatever names they were called before.
        """
        async with self._database.writing() as connection:
            # What is being placed must not be decided without this.
            await take_turn(connection)
            one, two = [await current(connection, each) for each in (story_id, other)]
            if one is None or two is None or one == two:
                return False
            if two not in await _unrelated(connection, one):
                await decide(connection, Verdict.UNRELATED, one, now=now, by=by, other_id=two)
            for each, linked in ((one, two), (two, one)):
                await _unlink(connection, each, linked, now)
            return True

    async def unrelated_to(self, story_id: StoryId) -> list[StoryId]:
        """Stories that a moderator has called unrelated to this one, as they are called now."""
        async with self._database.reading() as connection:
            return await _unrelated(connection, story_id)


async def _story_of(connection: AsyncConnection, article_id: ArticleId) -> Story | None:
    story_id = await connection.scalar(
        select(articles.c.story_id).where(articles.c.id == article_id)
    )
    return None if story_id is None else await story_there(connection, StoryId(story_id))


async def _take_out(
    connection: AsyncConnection, article_id: ArticleId, story: Story, now: datetime
) -> StoryId:
    """A new story of this article alone.

    Its cards show an edition of the old story: the new one counts on from there.
    """
    new = await open_story(connection, now)
    await connection.execute(
        update(articles).where(articles.c.id == article_id).values(story_id=new)
    )
    await connection.execute(
        update(stories)
        .where(stories.c.id == new)
        .values(version=story.version, edition=story.edition)
    )
    return new


async def _unrelated(connection: AsyncConnection, story_id: StoryId) -> list[StoryId]:
    decided = await decisions_on(connection, [story_id])
    pairs = {tuple(decided.merged.get(each, each) for each in pair) for pair in decided.unrelated}
    return sorted(each for pair in pairs if story_id in pair for each in pair if each != story_id)


async def _unlink(
    connection: AsyncConnection, story_id: StoryId, linked: StoryId, now: datetime
) -> None:
    gone = await connection.execute(
        delete(related).where(related.c.story_id == story_id, related.c.other_id == linked)
    )
    if gone.rowcount > 0:
        await grow(connection, story_id, now)
