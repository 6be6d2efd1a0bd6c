"""Articles, their versions, and the story that each is placed in."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import Article, ArticleId, EntryId, Happening, Placement, Step, StoredArticle
from bot.storage.archive import file_terms
from bot.storage.database import insert
from bot.storage.owing import shorten, words_in
from bot.storage.placings import grow, join, merge, open_story, take_turn
from bot.storage.rows import article_values, stored_article_of
from bot.storage.shelf import Shelf, whole
from bot.storage.sifting import NO_RULINGS, Rulings, sift
from bot.storage.steps import note, note_again, note_joined
from bot.storage.tables import articles, entries, feeds


def stored_articles() -> Select[Any]:
    """Articles, each with the entry that led to it."""
    return (
        select(articles, entries.c.id, feeds.c.url)
        .join_from(articles, entries, entries.c.article_id == articles.c.id, isouter=True)
        .join(feeds, feeds.c.id == entries.c.feed_id, isouter=True)
    )


class ArticleShelf(Shelf):
    """What was read."""

    @whole
    async def save_article(
        self,
        entry_id: EntryId,
        article: Article,
        placement: Placement,
        *,
        terms: str,
        as_of: int,
        now: datetime,
        edition: int | None = None,
        rulings: Rulings = NO_RULINGS,
    ) -> StoredArticle | None:
        """Saves what was read for an entry and where it belongs, in one transaction.

        What became of it is noted, and whoever does not want it is owed it no more.

        Args:
            entry_id: The entry; it counts as read afterwards.
            article: What was read. Another title or text than before makes a new version.
            placement: The story that it belongs to. An article that is read again keeps its own,
                whatever this says.
            terms: The text's terms for the archive, a blank between two.
            as_of: The moment that the placement was decided at (`Surroundings.as_of`).
            now: When it was read.
            edition: The edition that was read (`FiledEntry.edition`). If the entry has been
                edited since, it stays unread.
            rulings: What the filters say of it, for the subscriptions that have any.

        Returns:
            The article as it is stored; None when the entry is gone, because its feed was removed.

        Raises:
            ChangedError: Something was placed since: the placement must be decided again.
        """
        async with self._database.writing() as connection:
            entry = await _lock_entry(connection, entry_id)
            if entry is None:
                return None
            await take_turn(connection, as_of)
            again = entry.article_id is not None
            if again:
                article_id = ArticleId(entry.article_id)
                await _change(connection, article_id, article, placement, now)
            else:
                article_id = await _add(connection, article, placement, now)
            await file_terms(connection, article_id, terms)
            await connection.execute(
                update(entries)
                .where(entries.c.id == entry_id)
                .values(article_id=article_id, unread=edition not in (None, entry.edition))
            )
            words = words_in(article.text)
            step = _read(article, words, None if again else placement, now)
            if again:
                await note_again(connection, entry_id, step)
            else:
                await note(connection, entry_id, [step])
            await sift(connection, entry_id, rulings, now, again=again)
            await shorten(connection, entry_id, words)
            if not again and placement.story_id is not None:
                await join(connection, placement.story_id, now)
                await note_joined(connection, placement.story_id, now)
            return await _stored(connection, article_id)

    async def article(self, article_id: ArticleId) -> StoredArticle | None:
        """The article with this id, if there is one."""
        async with self._database.reading() as connection:
            return await _stored(connection, article_id)


def _read(article: Article, words: int, placement: Placement | None, now: datetime) -> Step:
    """That an entry was read, and in the same row where it was placed; None for where it was."""
    facts: dict[str, str | int] = {
        "basis": article.basis.value,
        "note": article.note,
        "words": words,
    }
    if placement is not None:
        facts |= {"why": placement.why, "fit": round(placement.fit * 100)}
    return Step(at=now, what=Happening.READ, facts=facts)


async def _stored(connection: AsyncConnection, article_id: ArticleId) -> StoredArticle | None:
    query = stored_articles().where(articles.c.id == article_id)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else stored_article_of(row)


async def _lock_entry(connection: AsyncConnection, entry_id: EntryId) -> Row[Any, Any] | None:
    """The entry's row, which nobody else changes before the transaction ends."""
    query = (
        select(entries.c.article_id, entries.c.edition)
        .where(entries.c.id == entry_id)
        .with_for_update()
    )
    return (await connection.execute(query)).first()


async def _add(
    connection: AsyncConnection, article: Article, placement: Placement, now: datetime
) -> ArticleId:
    """A new article, in its story or in one that begins with it."""
    story_id = placement.story_id
    if story_id is None:
        story_id = await open_story(connection, now)
    else:
        await merge(connection, placement, now)
    added: ArticleId = await connection.scalar(
        insert(connection, articles)
        .values(
            story_id=story_id,
            version=1,
            first_read_at=now,
            placed_for=placement.why,
            fit=placement.fit,
            **article_values(article),
        )
        .returning(articles.c.id)
    )
    return added


async def _change(
    connection: AsyncConnection,
    article_id: ArticleId,
    article: Article,
    placement: Placement,
    now: datetime,
) -> None:
    """What was read again; a new text is a new version of the article, news one of its story."""
    before = await _stored(connection, article_id)
    if before is None:
        return
    same = (articles.c.title == article.title) & (articles.c.text == article.text)
    await connection.execute(
        update(articles)
        .where(articles.c.id == article_id)
        .values(
            version=case((same, articles.c.version), else_=articles.c.version + 1),
            **article_values(article),
        )
    )
    if placement.news or _named(article) != _named(before.article):
        await grow(connection, before.story_id, now, news=placement.news)


def _named(article: Article) -> tuple[object, ...]:
    """What cards show of an article beside the summary."""
    return article.title, article.canonical_url or article.url, article.source, article.notice
