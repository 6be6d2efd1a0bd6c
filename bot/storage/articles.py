"""Articles, their versions, and their links to earlier ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import Article, ArticleId, EntryId, Related, StoredArticle, StoryId
from bot.storage.archive import file_terms
from bot.storage.database import insert
from bot.storage.rows import article_values, stored_article_of
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import articles, entries, feeds, related, stories


class ArticleShelf(Shelf):
    """What was read."""

    @whole
    async def save_article(
        self,
        entry_id: EntryId,
        article: Article,
        *,
        terms: str,
        now: datetime,
        edition: int | None = None,
    ) -> ArticleId | None:
        """Saves what was read for an entry, in one transaction with the archive.

        Args:
            entry_id: The entry; it counts as read afterwards.
            article: What was read. Another title or text than before makes a new version.
            terms: The text's terms for the archive, a blank between two.
            now: When it was read.
            edition: The edition that was read (`FiledEntry.edition`). If the entry has been
                edited since, it stays unread.

        Returns:
            The article's id; None when the entry is gone, because its feed was removed.
        """
        async with self._database.writing() as connection:
            entry = await _lock_entry(connection, entry_id)
            if entry is None:
                return None
            if entry.article_id is None:
                article_id = await _add(connection, article, now)
            else:
                article_id = ArticleId(entry.article_id)
                await _change(connection, article_id, article)
            await file_terms(connection, article_id, terms)
            await connection.execute(
                update(entries)
                .where(entries.c.id == entry_id)
                .values(article_id=article_id, unread=edition not in (None, entry.edition))
            )
            return article_id

    async def article(self, article_id: ArticleId) -> StoredArticle | None:
        """The article with this id, if there is one."""
        query = (
            select(articles, entries.c.id, feeds.c.url)
            .join_from(articles, entries, entries.c.article_id == articles.c.id, isouter=True)
            .join(feeds, feeds.c.id == entries.c.feed_id, isouter=True)
            .where(articles.c.id == article_id)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
            return None if row is None else stored_article_of(row)

    @whole
    async def save_related(self, article_id: ArticleId, found: Sequence[Related]) -> None:
        """Keeps the links of an article to earlier ones; those that were chosen first stay."""
        async with self._database.writing() as connection:
            chosen = await connection.execute(
                update(articles)
                .where(articles.c.id == article_id, ~articles.c.linked)
                .values(linked=True)
            )
            if chosen.rowcount > 0 and found:
                await _relate(connection, article_id, found)


async def _lock_entry(connection: AsyncConnection, entry_id: EntryId) -> Row[Any, Any] | None:
    """The entry's row, which nobody else changes before the transaction ends."""
    query = (
        select(entries.c.article_id, entries.c.edition)
        .where(entries.c.id == entry_id)
        .with_for_update()
    )
    return (await connection.execute(query)).first()


async def _add(connection: AsyncConnection, article: Article, now: datetime) -> ArticleId:
    """A new article, for now the only one of its story."""
    story_id: StoryId = await connection.scalar(
        insert(connection, stories).values(created_at=now).returning(stories.c.id)
    )
    added: ArticleId = await connection.scalar(
        insert(connection, articles)
        .values(
            story_id=story_id,
            version=1,
            first_read_at=now,
            linked=False,
            **article_values(article),
        )
        .returning(articles.c.id)
    )
    return added


async def _change(connection: AsyncConnection, article_id: ArticleId, article: Article) -> None:
    """What was read again; only another title or text makes the summary stale."""
    same = (articles.c.title == article.title) & (articles.c.text == article.text)
    await connection.execute(
        update(articles)
        .where(articles.c.id == article_id)
        .values(
            version=case((same, articles.c.version), else_=articles.c.version + 1),
            **article_values(article),
        )
    )


async def _relate(
    connection: AsyncConnection, article_id: ArticleId, found: Sequence[Related]
) -> None:
    await connection.execute(
        insert(connection, related),
        [
            {
                "article_id": article_id,
                "position": position,
                "title": each.title,
                "url": each.url,
                "score": each.score,
                "why": each.why,
            }
            for position, each in enumerate(found)
        ],
    )
