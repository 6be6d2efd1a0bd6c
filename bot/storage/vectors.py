"""Vectors of articles: what an embedding model made of each, for as long as that is news."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam, delete, exists, func, select

from bot.news import ArticleId, Candidate
from bot.storage.archive import LEAD
from bot.storage.columns import Id
from bot.storage.database import insert
from bot.storage.rows import candidate_of
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import articles
from bot.storage.vector_table import vectors

# What is older is neither joined nor compared; 1 kB each at 512 dimensions.
KEPT = timedelta(days=90)
# Vectors are read in pages, so that no connection waits for whoever takes them in.
PAGE = 500
# How many of the newest articles are looked through for those without a vector.
LOOKED_THROUGH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVector:
    """A vector as it lies in the store; its id grows from one to the next."""

    id: int
    article_id: ArticleId
    published_at: datetime
    vector: bytes


class VectorShelf(Shelf):
    """Vectors, by the model that made them."""

    @whole
    async def save_vectors(
        self, model: str, made: Mapping[ArticleId, bytes], now: datetime
    ) -> None:
        """Keeps vectors, those that were kept first for good; forgets those that are no news.

        Args:
            model: Who made them.
            made: Of each article; one that is not there any more is left out.
            now: The present.
        """
        if not made:
            return
        theirs = select(
            articles.c.id, bindparam("model"), articles.c.published_at, bindparam("vector")
        ).where(articles.c.id == bindparam("article", type_=Id))
        columns = ["article_id", "model", "published_at", "vector"]
        async with self._database.writing() as connection:
            kept = insert(connection, vectors).from_select(columns, theirs)
            await connection.execute(
                kept.on_conflict_do_nothing(index_elements=["article_id", "model"]),
                [{"article": each, "model": model, "vector": made[each]} for each in sorted(made)],
            )
            await connection.execute(delete(vectors).where(vectors.c.published_at < now - KEPT))

    async def vectors_after(
        self, model: str, after: int | None = None, *, most: int
    ) -> AsyncIterator[StoredVector]:
        """A model's vectors in the order in which they were kept.

        Args:
            model: Who made them.
            after: The id of the last one that is known; None to begin with the newest `most`.
            most: How many to begin with.
        """
        if after is None:
            after = await self._before_newest(model, most)
        query = select(vectors).where(vectors.c.model == model).order_by(vectors.c.id).limit(PAGE)
        while True:
            async with self._database.reading() as connection:
                page = (await connection.execute(query.where(vectors.c.id > after))).all()
            for row in page:
                after = row.id
                yield StoredVector(
                    id=row.id,
                    article_id=ArticleId(row.article_id),
                    published_at=row.published_at,
                    vector=row.vector,
                )
            if len(page) < PAGE:
                return

    async def owed_vectors(self, model: str, *, since: datetime, limit: int) -> list[Candidate]:
        """Recent articles that the model has made no vector of, the newest first.

        Args:
            model: Who is to make them.
            since: Only articles published after this; `KEPT` is the longest that makes sense.
            limit: How many at most.
        """
        newest = select(func.max(articles.c.id)).scalar_subquery()
        made = exists().where(vectors.c.article_id == articles.c.id, vectors.c.model == model)
        query = _candidates().where(
            articles.c.id > newest - LOOKED_THROUGH, articles.c.published_at > since, ~made
        )
        return await self._found(query, limit)

    async def articles_with_vector(self, model: str, *, limit: int) -> list[Candidate]:
        """Articles that the model has made a vector of, the newest first, as candidates."""
        query = _candidates().join(vectors, vectors.c.article_id == articles.c.id)
        return await self._found(query.where(vectors.c.model == model), limit)

    async def _before_newest(self, model: str, most: int) -> int:
        query = (
            select(vectors.c.id)
            .where(vectors.c.model == model)
            .order_by(vectors.c.id.desc())
            .offset(most)
            .limit(1)
        )
        async with self._database.reading() as connection:
            return await connection.scalar(query) or 0

    async def _found(self, query: Select[tuple[object, ...]], limit: int) -> list[Candidate]:
        newest_first = query.order_by(articles.c.id.desc()).limit(limit)
        async with self._database.reading() as connection:
            rows = (await connection.execute(newest_first)).mappings()
            return [candidate_of(row) for row in rows]


def _candidates() -> Select[tuple[object, ...]]:
    return select(
        articles.c.id,
        articles.c.title,
        articles.c.url,
        articles.c.canonical_url,
        articles.c.published_at,
        articles.c.source,
        articles.c.story_id,
        func.substr(articles.c.text, 1, LEAD).label("lead"),
    )
