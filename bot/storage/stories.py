"""Stories: what they are made of, by what an article is placed, and what is related to them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    ArticleId,
    EntryId,
    Gist,
    Related,
    StoredArticle,
    Story,
    StoryId,
    Surroundings,
)
from bot.storage.archive import search
from bot.storage.articles import stored_articles
from bot.storage.database import insert
from bot.storage.decided import decisions_on
from bot.storage.payloads import quotes_from
from bot.storage.placings import turn
from bot.storage.rows import gist_of, stored_article_of
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import articles, entries, gists, related, stories, summaries

# Asked for each article, so they are put together once: that takes longer than to run them.
_OF_ENTRY = stored_articles().where(entries.c.id == bindparam("entry"))
_GISTS = select(gists).where(gists.c.story_id.in_(bindparam("told", expanding=True)))


class StoryShelf(Shelf):
    """Stories, and what they are made of."""

    async def story(self, story_id: StoryId) -> Story | None:
        """The story with this id, or the one that it has become part of; None without articles."""
        async with self._database.reading() as connection:
            return await story_there(connection, story_id)

    async def turn(self) -> int:
        """The present moment, as a number that grows with every placement."""
        async with self._database.reading() as connection:
            return await turn(connection)

    async def surroundings(
        self,
        entry_id: EntryId,
        terms: Sequence[str],
        *,
        at: datetime,
        within: timedelta,
        nearest: Sequence[ArticleId] = (),
    ) -> Surroundings:
        """What decides in which story an entry's article belongs.

        Args:
            entry_id: The entry. If its article is stored already, only what tells of an edit is
                looked up.
            terms: The terms to search the archive with, as `save_article` is given them.
            at: When the article was published.
            within: How much earlier or later another article of its story may be.
            nearest: Articles that are candidates besides.
        """
        async with self._database.reading() as connection:
            as_of = await turn(connection)
            before = await _article_of(connection, entry_id)
            if before is not None:
                quotes = await _quotes(connection, before)
                return Surroundings(as_of=as_of, before=before, quotes=quotes)
            found = await search(
                connection, terms, after=at - within, before=at + within, nearest=nearest
            )
            told = {each.story_id for each in found if each.story_id is not None}
            return Surroundings(
                as_of=as_of,
                candidates=tuple(found),
                gists=await _gists(connection, told),
                decisions=await decisions_on(connection, told),
            )

    @whole
    async def save_related(self, story_id: StoryId, found: Sequence[Related]) -> None:
        """Keeps the links of a story to earlier ones; those that were chosen first stay."""
        async with self._database.writing() as connection:
            chosen = await connection.execute(
                update(stories)
                .where(stories.c.id == story_id, ~stories.c.linked)
                .values(linked=True)
            )
            if chosen.rowcount > 0:
                await _relate(connection, story_id, found)


async def story_there(connection: AsyncConnection, story_id: StoryId) -> Story | None:
    """As `StoryShelf.story`, for who has a connection."""
    known_as = await current(connection, story_id)
    if known_as is None:
        return None
    row = (await connection.execute(select(stories).where(stories.c.id == known_as))).one()
    query = (
        stored_articles()
        .where(articles.c.story_id == known_as)
        .order_by(articles.c.published_at, articles.c.id)
    )
    told = [stored_article_of(each) for each in (await connection.execute(query)).mappings()]
    if not told:
        return None
    return Story(
        id=known_as,
        version=row.version,
        edition=row.edition,
        linked=row.linked,
        articles=tuple(told),
    )


async def current(connection: AsyncConnection, story_id: StoryId) -> StoryId | None:
    """The story that this one has become part of, or itself."""
    query = select(stories.c.id, stories.c.merged_into).where(stories.c.id == story_id)
    row = (await connection.execute(query)).first()
    return None if row is None else StoryId(row.merged_into or row.id)


async def _article_of(connection: AsyncConnection, entry_id: EntryId) -> StoredArticle | None:
    row = (await connection.execute(_OF_ENTRY, {"entry": entry_id})).mappings().first()
    return None if row is None else stored_article_of(row)


async def _quotes(connection: AsyncConnection, stored: StoredArticle) -> tuple[str, ...]:
    """What the standing summaries of an article's story quote from it."""
    bodies = await connection.scalars(
        select(summaries.c.body)
        .where(summaries.c.story_id == stored.story_id, summaries.c.replaced_by.is_(None))
        .order_by(summaries.c.id)
    )
    return tuple(dict.fromkeys(q for body in bodies for q in quotes_from(body, stored.id)))


async def _gists(connection: AsyncConnection, told: Collection[StoryId]) -> dict[StoryId, Gist]:
    rows = await connection.execute(_GISTS, {"told": sorted(told)})
    return {StoryId(row[gists.c.story_id]): gist_of(row) for row in rows.mappings()}


async def _relate(connection: AsyncConnection, story_id: StoryId, found: Sequence[Related]) -> None:
    """Keeps links; one to a story that was merged since they were chosen leads to the one it is."""
    links: dict[StoryId | str, Related] = {}
    for each in found:
        leads_to = each.story_id and await current(connection, each.story_id)
        if leads_to != story_id:
            links.setdefault(leads_to or each.url, replace(each, story_id=leads_to))
    if not links:
        return
    await connection.execute(
        insert(connection, related),
        [
            {
                "story_id": story_id,
                "position": position,
                "other_id": each.story_id,
                "title": each.title,
                "url": each.url,
                "score": each.score,
                "why": each.why,
            }
            for position, each in enumerate(links.values())
        ],
    )
