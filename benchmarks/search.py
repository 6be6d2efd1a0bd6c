"""How long a search of the archive takes on SQLite, in a synthetic archive.

.venv/bin/python benchmarks/search.py [ARTICLES]
"""

import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.storage import migrate, open_storage
from bot.stories.finding import read_question

ARTICLES = 100_000
WORDS = 30_000  # of the synthetic language, by Zipf's law
LENGTH = 250  # terms of an article: title and 2,000 characters
TIMES = 5
QUESTIONS = {
    "common and rare": "w1 w9000",
    "two common": "w1 w2",
    "rare": "w9000",
    "phrase": '"w1 w2"',
    "not all": "w1 w2 unheard",
}


def rows(count: int) -> Iterator[tuple[int, str]]:
    """Ids, and the terms of an article each."""
    dice = random.Random(7)  # noqa: S311 - a sample
    vocabulary = [f"w{n}" for n in range(WORDS)]
    total, heights = 0.0, []
    for n in range(WORDS):
        total += 1 / (n + 3)
        heights.append(total)
    for number in range(1, count + 1):
        chosen = dice.choices(vocabulary, cum_weights=heights, k=LENGTH)
        yield number, " ".join(chosen)


def fill(path: Path, count: int) -> None:
    """Puts the articles in, one a story, the months of a year long."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous = OFF")
    for number, terms in rows(count):
        moment = f"2026-{number * 12 // (count + 1) + 1:02}-01 00:00:00.000000"
        database.execute("INSERT INTO stories (id, created_at) VALUES (?, ?)", (number, moment))
        database.execute(
            "INSERT INTO articles (id, story_id, version, published_at, dating, url,"
            " canonical_url, title, source, basis, note, text, paragraphs, sentences,"
            " first_read_at) VALUES (?, ?, 1, ?, 'stated', '', '', ?, 'a', 'full text', '', ?,"
            " '[]', '[]', ?)",
            (number, number, moment, terms[:60], terms, moment),
        )
        database.execute("INSERT INTO archive (article_id, terms) VALUES (?, ?)", (number, terms))
    database.commit()
    database.close()


async def main() -> None:
    """Print one line a question."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        await migrate(f"sqlite:///{path}")
        await asyncio.to_thread(fill, path, count)
        print(f"{count:,} articles, {path.stat().st_size / 1e6:,.0f} MB")
        async with open_storage(f"sqlite:///{path}") as storage:
            for name, typed in QUESTIONS.items():
                question, took = read_question(typed), []
                found = await storage.find(question)  # once, so that the pages are in memory
                for _ in range(TIMES):
                    started = time.perf_counter()
                    await storage.find(question)
                    took.append(time.perf_counter() - started)
                print(f"{name:16} {1000 * median(took):7.0f} ms {found.total:6,} {found.capped}")


if __name__ == "__main__":
    asyncio.run(main())
