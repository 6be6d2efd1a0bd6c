"""What a moderator does to stories: takes one apart, joins two, says that two are unrelated."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Refusal
from bot.news import (
    HERE,
    Actor,
    ArticleId,
    DeliveryState,
    Gist,
    ReportId,
    ReportState,
    Story,
    StoryId,
)
from bot.storage.changes import note_change
from bot.storage.decided import Verdict, decide, decisions_on
from bot.storage.ownership import channels_of, own_story, shown_story, title_of
from bot.storage.placings import (
    grow,
    join,
    keep_gist,
    let_go,
    merge_into,
    open_story,
    take_turn,
)
from bot.storage.reports import claim
from bot.storage.shelf import Shelf, whole
from bot.storage.steps import note_joined
from bot.storage.stories import current, story_there
from bot.storage.tables import articles, deliveries, entries, gists, related, stories


class ModeratorShelf(Shelf):
    """Stories, as moderators want them. A guild decides about those that it alone is shown."""

    async def story_for(self, actor: Actor, story_id: StoryId) -> Story:
        """A story that the actor's guild has to do with, under whatever name.

        Raises:
            Refusal: There is none, as far as the guild knows.
        """
        async with self._database.reading() as connection:
            told = await shown_story(connection, actor, story_id)
            story = await story_there(connection, told)
            if story is None:
                raise Refusal("story-unknown")
            return story

    async def stories_shown_to(
        self, actor: Actor, typed: str, *, since: datetime, limit: int
    ) -> list[tuple[StoryId, str]]:
        """The stories of a guild's newest cards, with their titles; of all cards for the admin.

        Args:
            actor: Whose guild it is.
            typed: What the title has in it, whatever the case; everything for nothing.
            since: Only cards that were posted after this moment.
            limit: How many at most.
        """
        query = (
            select(articles.c.story_id, func.min(articles.c.title))
            .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
            .join(articles, articles.c.id == entries.c.article_id)
            .where(deliveries.c.state == DeliveryState.SENT.value, deliveries.c.sent_at > since)
            .where(articles.c.title.icontains(typed, autoescape=True))
            .group_by(articles.c.story_id)
            .order_by(func.max(deliveries.c.sent_at).desc(), articles.c.story_id.desc())
            .limit(limit)
        )
        if not actor.is_admin:
            query = query.where(deliveries.c.channel_id.in_(channels_of(actor)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [(StoryId(story_id), title) for story_id, title in rows]

    @whole
    async def split(
        self,
        article_id: ArticleId,
        *,
        rest: Gist | None,
        as_of: int,
        now: datetime,
        actor: Actor = HERE,
        report_id: ReportId | None = None,
    ) -> StoryId | None:
        """Takes an article out of its story; it begins one of its own, and never comes back.

        Args:
            article_id: The article.
            rest: The gist of what is left; None where that is one article.
            as_of: The moment that the story was read at (`Surroundings.as_of`).
            now: The present.
            actor: Who decides.
            report_id: The report that is decided by this, if one is.

        Returns:
            Its new story; None when it is the only article of its story, or there is none.

        Raises:
            ChangedError: Something was placed since.
            Refusal: It is another guild's, too; or somebody has decided the report.
        """
        async with self._database.writing() as connection:
            await take_turn(connection, as_of)
            story = await _story_of(connection, article_id)
            if story is None:
                return None
            await own_story(connection, actor, story.id)
            if len(story.articles) == 1:
                return None
            if report_id is not None:
                await claim(connection, actor, report_id, ReportState.SPLIT, now)
            by = actor.person
            await decide(connection, Verdict.SPLIT, story.id, now=now, by=by, article_id=article_id)
            new = await _take_out(connection, article_id, story, now)
            title = next(each.article.title for each in story.articles if each.id == article_id)
            was, becomes = {"story": story.id}, {"story": new}
            await note_change(connection, actor, "story-split", title, was, becomes, now)
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
        actor: Actor = HERE,
    ) -> bool:
        """Makes one story part of another one; False if there are no two.

        Args:
            story_id: The story that stays.
            other: The story that becomes part of it.
            gist: That of both together.
            as_of: The moment that both were read at.
            now: The present.
            actor: Who decides.

        Raises:
            ChangedError: Something was placed since.
            Refusal: One is another guild's, too.
        """
        async with self._database.writing() as connection:
            await take_turn(connection, as_of)
            found = {await current(connection, each) for each in (story_id, other)}
            if found != {story_id, other} or story_id == other:
                return False
            for each in (story_id, other):
                await own_story(connection, actor, each)
            title = await title_of(connection, story_id)
            was, becomes = {"story": other}, {"story": story_id}
            await note_change(connection, actor, "story-merged", title, was, becomes, now)
            await merge_into(connection, story_id, other)
            if gist is not None:
                await keep_gist(connection, story_id, gist, now)
            await grow(connection, story_id, now, news=True)
            await join(connection, story_id, now)
            await note_joined(connection, story_id, now)
            return True

    @whole
    async def call_unrelated(
        self, story_id: StoryId, other: StoryId, *, now: datetime, actor: Actor = HERE
    ) -> bool:
        """Notes that two stories have nothing to do with each other; links between them go.

        Returns:
            Whether there are two such stories, by whatever names they were called before.

        Raises:
            Refusal: One is another guild's, too.
        """
        async with self._database.writing() as connection:
            # What is being placed must not be decided without this.
            await take_turn(connection)
            one, two = [await current(connection, each) for each in (story_id, other)]
            if one is None or two is None or one == two:
                return False
            for each in (one, two):
                await own_story(connection, actor, each)
            if two not in await _unrelated(connection, one):
                by, facts = actor.person, {"stories": [one, two]}
                await decide(connection, Verdict.UNRELATED, one, now=now, by=by, other_id=two)
                title = await title_of(connection, one)
                await note_change(connection, actor, "story-unrelated", title, {}, facts, now)
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
