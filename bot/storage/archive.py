"""The archive: full-text search over the terms of every article.

Terms come in ready-made, so that both databases split and fold them alike: not at all. SQLite
ranks by FTS5's bm25. PostgreSQL ranks by the sum of the found terms' rarities: its own `ts_rank`
knows no rarity, and this needs the index alone, not the articles' texts.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import ARRAY, Text, TextClause, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import ArticleId, Candidate, StoryId
from bot.storage.columns import Moment, clean
from bot.storage.database import insert
from bot.storage.rows import candidate_of
from bot.storage.shelf import Shelf
from bot.storage.tables import archive, articles

# Characters. No word of any language is longer, and PostgreSQL's index takes about 2,700 bytes.
MAX_TERM = 100
# Terms that one article leaves in the archive; more is a list, not a text.
MAX_TERMS = 20_000
# Characters of a candidate's text: enough to be compared, and all that is read from disk.
LEAD = 2_000
# The archive is walked in pages, so that no connection waits for whoever counts its terms.
PAGE = 100

# A common term stands in a hundredth of all articles, and the index would give every one of them.
# So each term is indexed with its block of 20,000 articles, too (migration 0007), and only those
# blocks are asked for that are wanted. This is what is indexed, for statements of `text()`.
BLOCKED = """string_to_array(
          CAST(article_id / 20000 AS text) || '\\:'
          || replace(terms, ' ', ' ' || CAST(article_id / 20000 AS text) || '\\:'), ' '
        )"""

_ON_SQLITE = text("""
    SELECT archive_index.rowid AS article_id
    FROM archive_index JOIN articles ON articles.id = archive_index.rowid
    WHERE archive_index MATCH :terms
      AND archive_index.rowid > (SELECT max(article_id) FROM archive) - :window
      AND articles.published_at > :after AND articles.published_at < :before
      AND articles.story_id <> :story
    ORDER BY bm25(archive_index), archive_index.rowid DESC
    LIMIT :limit
""").bindparams(bindparam("after", type_=Moment()), bindparam("before", type_=Moment()))

# The fence (OFFSET 0) keeps the planner from looking through the newest articles' texts instead: it
# takes splitting a text for free, and that took 5 s where the index takes 20 ms.
_NEWEST_BLOCKS = """
    WITH newest AS (SELECT max(article_id) AS id FROM archive),
    blocks AS (
      SELECT CAST(block AS text) || '\\:' AS block
      FROM newest, generate_series(greatest(0, (id - :window) / 20000), id / 20000) AS block
    ),
    hits AS (
      SELECT found.article_id, count(*) OVER (PARTITION BY wanted.term) AS found_in
      FROM unnest(:terms) AS wanted (term) CROSS JOIN blocks
      CROSS JOIN LATERAL (
        SELECT article_id FROM archive
        WHERE {blocked} @> ARRAY[blocks.block || wanted.term] OFFSET 0
      ) AS found
      JOIN articles ON articles.id = found.article_id
      WHERE found.article_id > (SELECT id FROM newest) - :window
        AND articles.published_at > :after AND articles.published_at < :before
        AND articles.story_id <> :story
    )
    SELECT article_id FROM hits
    GROUP BY article_id
    ORDER BY sum(ln(1 + CAST(:window AS double precision) / found_in)) DESC, article_id DESC
    LIMIT :limit
"""
_ON_POSTGRESQL = text(_NEWEST_BLOCKS.format(blocked=BLOCKED)).bindparams(
    bindparam("after", type_=Moment()),
    bindparam("before", type_=Moment()),
    bindparam("terms", type_=ARRAY(Text)),
)

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
NONE = StoryId(0)


class ArchiveShelf(Shelf):
    """Every article's terms, to be searched and counted."""

    async def candidates(
        self,
        terms: Sequence[str],
        *,
        before: datetime,
        after: datetime = LONG_AGO,
        besides: StoryId = NONE,
        limit: int = 60,
        window: int = 20_000,
    ) -> list[Candidate]:
        """Archived articles that have any of the terms, the likeliest first.

        Args:
            terms: Terms as `save_article` was given them.
            before: Only articles published earlier than this.
            after: Only articles published later than this.
            besides: A story whose articles are no candidates: the one that asks.
            limit: How many at most.
            window: How many of the newest articles to look through.
        """
        async with self._database.reading() as connection:
            return await search(
                connection,
                terms,
                before=before,
                after=after,
                besides=besides,
                limit=limit,
                window=window,
            )

    async def recent_terms(self, limit: int = 20_000) -> AsyncIterator[str]:
        """The terms of the newest articles, one string an article, newest first."""
        below: int | None = None
        for left in range(limit, 0, -PAGE):
            query = select(archive).order_by(archive.c.article_id.desc()).limit(min(left, PAGE))
            if below is not None:
                query = query.where(archive.c.article_id < below)
            async with self._database.reading() as connection:
                page = (await connection.execute(query)).all()
            for row in page:
                yield row.terms
            if len(page) < PAGE:
                return
            below = page[-1].article_id


async def search(
    connection: AsyncConnection,
    terms: Sequence[str],
    *,
    before: datetime,
    after: datetime = LONG_AGO,
    besides: StoryId = NONE,
    limit: int = 60,
    window: int = 20_000,
    nearest: Sequence[ArticleId] = (),
) -> list[Candidate]:
    """As `ArchiveShelf.candidates`, for who has a connection.

    Args:
        connection: A connection.
        terms: As there, and so are the next five.
        before: As there.
        after: As there.
        besides: As there.
        limit: As there.
        window: As there.
        nearest: Articles that are candidates whatever their terms.
    """
    wanted = sorted({term for each in terms for term in split(each)})
    ranked: list[int] = []
    if wanted:
        query, spelled = _search(connection.dialect.name, wanted)
        scope = {
            "terms": spelled,
            "after": after,
            "before": before,
            "story": besides,
            "limit": limit,
            "window": window,
        }
        ranked += await connection.scalars(query, scope)
    return await _candidates(connection, list(dict.fromkeys([*ranked, *nearest])))


def split(terms: str) -> list[str]:
    """The terms in a string, each as the archive can hold it."""
    return [term[:MAX_TERM] for term in clean(terms).split()[:MAX_TERMS]]


async def file_terms(connection: AsyncConnection, article_id: ArticleId, terms: str) -> None:
    """Puts an article's terms into the archive, in the place of any it had."""
    kept = " ".join(split(terms))
    filed = insert(connection, archive).values(article_id=article_id, terms=kept)
    await connection.execute(
        filed.on_conflict_do_update(index_elements=["article_id"], set_={"terms": kept})
    )


def _search(dialect: str, terms: list[str]) -> tuple[TextClause, str | list[str]]:
    """The query for one dialect, and the terms as it wants them."""
    if dialect != "sqlite":
        return _ON_POSTGRESQL, terms
    # A string in FTS5's query language stands in double quotes, its own ones doubled.
    doubled = (term.replace('"', '""') for term in terms)
    return _ON_SQLITE, " OR ".join(f'"{term}"' for term in doubled)


async def _candidates(connection: AsyncConnection, ranked: Sequence[int]) -> list[Candidate]:
    query = select(
        articles.c.id,
        articles.c.title,
        articles.c.url,
        articles.c.canonical_url,
        articles.c.published_at,
        articles.c.source,
        articles.c.story_id,
        func.substr(articles.c.text, 1, LEAD).label("lead"),
    ).where(articles.c.id.in_(ranked))
    rows = (await connection.execute(query)).mappings()
    found = {row[articles.c.id]: candidate_of(row) for row in rows}
    return [found[article_id] for article_id in ranked if article_id in found]
