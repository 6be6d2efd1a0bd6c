"""The archive as a reader searches it: ranked, one result a story, paged.

Only the newest matches are ranked, so that a word that stands everywhere costs no more than one
that is rare; `Findings.capped` says when there were more.
"""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from math import comb
from typing import Any

from sqlalchemy import (
    BigInteger,
    Row,
    Text,
    TextClause,
    bindparam,
    distinct,
    func,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import ArticleId, ChannelId, FeedId, Findings, Found, StoryId, Wanted
from bot.storage.archive import BLOCKED, LONG_AGO, split
from bot.storage.columns import Moment
from bot.storage.payloads import read_spans
from bot.storage.shelf import Shelf
from bot.storage.tables import archive, articles
from bot.terms import terms

# Articles that are ranked at most: beyond some thousands nobody turns the page.
RANKED = 3_000
# Matches that are walked through at most where only those of a time or of a feed are wanted.
WALKED = 30_000
# Ways to choose some words out of all; more would make a statement that nobody plans well.
MOST_CHOICES = 70
# What a title with all the words gains over one with none, and the newest over the oldest.
TITLE_BONUS = 0.5
NEW_BONUS = 0.1
FRESH_S = 30 * 86_400.0  # seconds after which the second is half as much

Words = tuple[tuple[str, ...], ...]
Scope = dict[str, Any]

# Both give the columns of `_hits`, and read articles without their texts.
_QUERY = """
    WITH hits AS MATERIALIZED ({hits})
    SELECT {score} AS score,
      articles.id, articles.story_id, articles.published_at, articles.title
    FROM hits JOIN articles ON articles.id = hits.article_id
    WHERE articles.published_at >= :since AND (:feed = 0 OR EXISTS (
      SELECT 1 FROM entries WHERE entries.article_id = articles.id AND entries.feed_id = :feed))
      AND {shown} AND {refined}
"""
_SHOWN = """EXISTS (
      SELECT 1 FROM entries JOIN deliveries ON deliveries.entry_id = entries.id
      WHERE entries.article_id = articles.id AND deliveries.state IN ('sent', 'joined')
      AND deliveries.channel_id IN :channels)
"""
_COUNTED = "SELECT count(*) FROM ({hits}) AS hits"
# The index gives the newest matches first, and nothing is read beyond them.
_SQLITE_HITS = """
    SELECT rowid AS article_id, -bm25(archive_index) AS relevance FROM archive_index
    WHERE archive_index MATCH :match AND rowid <= :as_of ORDER BY rowid DESC LIMIT :ranked
"""
# The blocks of 20,000 articles are walked from the newest on, and no further than is wanted: a word
# that stands everywhere would else be looked up in all of them. (A join whose right side asks for
# the left one's row can only be walked in the left side's order, which is what LIMIT rests on.) The
# fence (OFFSET 0) has the index used, see `archive.py`. Blanks are doubled, so that two neighbours
# do not share the one between them when terms are counted.
_POSTGRESQL_HITS = """
    SELECT article_id, ' ' || replace(terms, ' ', '  ') || ' ' AS terms FROM (
      SELECT found.article_id, found.terms
      FROM (
        SELECT CAST(number AS text) || '\\:' AS block
        FROM generate_series(CAST(:as_of AS bigint) / 20000, 0, -1) AS number
      ) AS blocks
      CROSS JOIN LATERAL (
        SELECT article_id, terms
        FROM (SELECT article_id, terms FROM archive WHERE {choices} OFFSET 0) AS fenced
        WHERE article_id <= :as_of ORDER BY article_id DESC
      ) AS found
      LIMIT :ranked
    ) AS newest ORDER BY article_id DESC
"""
# One choice of terms, each with its block before it, as the index has them.
_CHOICE = """
    {blocked} @> string_to_array(
      blocks.block || replace(:chosen{number}, ' ', ' ' || blocks.block), ' ')
"""


class SearchShelf(Shelf):
    """The archive, searched."""

    async def find(
        self,
        wanted: Wanted,
        *,
        since: datetime = LONG_AGO,
        feed_id: FeedId | None = None,
        channels: Collection[ChannelId] | None = None,
        page: int = 1,
        limit: int = 10,
        as_of: ArticleId | None = None,
    ) -> Findings:
        """One page of the stories that have all the words in one article, or else most of them.

        Args:
            wanted: The words; at least one.
            since: Only articles published then or later.
            feed_id: Only articles that this feed brought.
            channels: Only articles that have a card in these, or are told by one; None for all.
            page: Which page, from 1.
            limit: How many stories a page has.
            as_of: `Findings.as_of` of the first page, so that what came since moves nothing.
        """
        async with self._database.reading() as connection:
            if as_of is None:
                newest = await connection.scalar(select(func.max(archive.c.article_id)))
                as_of = ArticleId(newest or 0)
            few = (
                since > LONG_AGO
                or feed_id is not None
                or channels is not None
                or bool(wanted.without)
            )
            scope = {
                "as_of": as_of,
                "since": since,
                "feed": feed_id or 0,
                "ranked": WALKED if few else RANKED,
                **({} if channels is None else {"channels": list(channels)}),
            }
            least, rows, capped = await _most(connection, wanted, scope)
            best = await asyncio.to_thread(_ranked, rows, wanted)
            shown = best[(page - 1) * limit : page * limit]
            return Findings(
                found=tuple(await _found(connection, shown)),
                total=len(best),
                least=least,
                capped=capped,
                as_of=as_of,
            )


async def _most(
    connection: AsyncConnection, wanted: Wanted, scope: Scope
) -> tuple[int, Sequence[Row[Any]], bool]:
    """What has the most of the words, how many that is, and whether there may be more of it.

    Where not all that has so many of the words was looked at, nothing with fewer takes its place.
    """
    for least in range(len(wanted.words), 0, -1):
        if comb(len(wanted.words), least) > MOST_CHOICES:
            continue
        rows, capped = await _hits(connection, wanted, least, scope)
        if rows or capped:
            return least, rows, capped
    return 0, [], False


async def _hits(
    connection: AsyncConnection, wanted: Wanted, least: int, scope: Scope
) -> tuple[Sequence[Row[Any]], bool]:
    """The newest articles with at least so many of the words, and whether the walk was cut."""
    choices = list(combinations(range(len(wanted.words)), least))
    build = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql
    shown = "channels" in scope
    query, counted, more = build(_kept(wanted.words), _kept(wanted.without), choices, shown=shown)
    typed = query.bindparams(bindparam("since", type_=Moment())).columns(published_at=Moment())
    if shown:
        typed = typed.bindparams(bindparam("channels", expanding=True, type_=BigInteger()))
    rows = (await connection.execute(typed, scope | more)).all()
    among = len(rows) if len(rows) >= scope["ranked"] else None
    if among is None:
        among = await connection.scalar(counted, scope | more)
    return rows, (among or 0) >= scope["ranked"]


def _kept(words: Words) -> Words:
    """The words as the archive holds them."""
    return tuple(tuple(split(" ".join(word))) for word in words)


def _on_sqlite(
    words: Words, without: Words, choices: list[tuple[int, ...]], *, shown: bool
) -> tuple[TextClause, TextClause, Scope]:
    """A string in FTS5's language is terms that stand together."""
    spelled = [_string(word) for word in words]
    match = " OR ".join("(" + " AND ".join(spelled[i] for i in choice) + ")" for choice in choices)
    if without:
        match = f"({match}) NOT ({' OR '.join(map(_string, without))})"
    query = _QUERY.format(
        hits=_SQLITE_HITS,
        score="hits.relevance",
        shown=_SHOWN if shown else "true",
        refined="true",
    )
    return text(query), text(_COUNTED.format(hits=_SQLITE_HITS)), {"match": match}


def _string(word: tuple[str, ...]) -> str:
    return '"' + " ".join(word).replace('"', '""') + '"'


def _on_postgresql(
    words: Words, without: Words, choices: list[tuple[int, ...]], *, shown: bool
) -> tuple[TextClause, TextClause, Scope]:
    """The index finds the terms; that they stand together is seen in the few that are ranked."""
    scope: Scope = {f"chosen{n}": _together(words, choice) for n, choice in enumerate(choices)}
    binds = [bindparam(name, type_=Text()) for name in scope]
    for name, group in (("word", words), ("not", without)):
        for n, word in enumerate(group):
            scope[f"{name}{n}"] = f" {'  '.join(word)} "
            binds.append(bindparam(f"{name}{n}", type_=Text()))
    has = [f"strpos(hits.terms, :word{n}) > 0" for n in range(len(words))]
    refined = " OR ".join("(" + " AND ".join(has[i] for i in choice) + ")" for choice in choices)
    refused = "".join(f" AND strpos(hits.terms, :not{n}) = 0" for n in range(len(without)))
    found = " OR ".join(_CHOICE.format(blocked=BLOCKED, number=n) for n in range(len(choices)))
    hits = _POSTGRESQL_HITS.format(choices=found)
    query = _QUERY.format(
        hits=hits,
        score=" + ".join(_saturated(f":word{n}") for n in range(len(words))),
        shown=_SHOWN if shown else "true",
        refined=f"({refined}){refused}",
    )
    needed = [bind for bind in binds if bind.key.startswith("chosen")]
    counted = text(_COUNTED.format(hits=hits)).bindparams(*needed)
    return text(query).bindparams(*binds), counted, scope


def _together(words: Words, choice: tuple[int, ...]) -> str:
    return " ".join(sorted({term for i in choice for term in words[i]}))


def _saturated(word: str) -> str:
    """How often a word stands in an article, where each time tells less than the one before."""
    gone = f"(length(hits.terms) - length(replace(hits.terms, {word}, '')))"
    often = f"({gone} / length({word})::double precision)"
    return f"{often} / ({often} + 1.2)"  # the usual constant of BM25


def _ranked(rows: Sequence[Row[Any]], wanted: Wanted) -> list[Row[Any]]:
    """The best article of each story, the best story first."""
    if not rows:
        return []
    # Not the present, which moves on from page to page.
    newest = max(row.published_at for row in rows)
    looked_for = {term for word in wanted.words for term in word}
    scored = sorted(
        rows, key=lambda row: (_worth(row, looked_for, newest), row.published_at, row.id)
    )
    best: dict[int, Row[Any]] = {}
    for row in reversed(scored):
        best.setdefault(row.story_id, row)
    return list(best.values())


def _worth(row: Row[Any], looked_for: set[str], newest: datetime) -> float:
    in_title = len(looked_for.intersection(terms(row.title))) / len(looked_for)
    age = (newest - row.published_at).total_seconds()
    fresh: float = 0.5 ** (age / FRESH_S)
    relevance: float = row.score
    return relevance * (1 + TITLE_BONUS * in_title) * (1 + NEW_BONUS * fresh)


async def _found(connection: AsyncConnection, shown: Sequence[Row[Any]]) -> Iterator[Found]:
    """What a page shows, with the texts and the number of outlets of each story."""
    ids, stories = [row.id for row in shown], [row.story_id for row in shown]
    whole = await connection.execute(select(articles).where(articles.c.id.in_(ids)))
    told = await connection.execute(
        select(articles.c.story_id, func.count(distinct(articles.c.source)))
        .where(articles.c.story_id.in_(stories))
        .group_by(articles.c.story_id)
    )
    by_id, outlets = {row.id: row for row in whole}, {row[0]: row[1] for row in told}
    return (_of(by_id[row.id], outlets[row.story_id]) for row in shown)


def _of(row: Row[Any], outlets: int) -> Found:
    return Found(
        story_id=StoryId(row.story_id),
        article_id=ArticleId(row.id),
        title=row.title,
        url=row.canonical_url or row.url,
        source=row.source,
        published_at=row.published_at,
        text=row.text,
        sentences=read_spans(row.sentences),
        outlets=outlets,
    )
