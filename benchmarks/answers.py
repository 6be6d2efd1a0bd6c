"""How well the articles answer in their own words, and how often they rightly do not.

Questions of ../shared/news/squad2.jsonl, each with its own paragraph as the only article. A
question of another article is one that a paragraph with another title is asked. Half of the
paragraphs chose the floor in `extractive.py`; both halves are printed.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any
from zlib import crc32

from bot.articles.sentences import split_sentences
from bot.news import Answer, Article, ArticleId, Near, Passage, Source, Span
from bot.stories.terms import TermCounts
from bot.terms import terms
from bot.writing.answering.extractive import answer_extractively

DATA = Path(__file__).resolve().parents[2] / "shared" / "news" / "squad2.jsonl"
FEW = 200  # paragraphs that a young archive has read
DICE = Random(11)  # noqa: S311 - the same strangers each time

Row = dict[str, Any]
Weigh = Callable[[str], float]


def passage_of(row: Row) -> Passage:
    """A paragraph as an article of one passage."""
    text = row["context"]
    article = Article(
        url=f"https://reference.example/{crc32(text.encode())}",
        canonical_url="",
        title=row["title"].replace("_", " "),
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
        language="en",
        text=text,
        paragraphs=(Span(0, len(text)),),
        sentences=split_sentences(text, "en"),
    )
    source = Source(article_id=ArticleId(1), article=article, near=Near.STORY)
    return Passage(source=source, start=0, end=len(text), sentences=article.sentences)


def quotes_answer(answer: Answer, row: Row) -> bool:
    """Whether one of the sentences has an answer that people gave."""
    given = [each["text"] if isinstance(each, dict) else each for each in row["answers"]]
    return any(words in each.text for each in answer.statements for words in given)


def share(outcomes: Iterable[bool]) -> float:
    """How many of them are so."""
    known = list(outcomes)
    return sum(known) / len(known) if known else 0.0


def counted(rows: Sequence[Row]) -> TermCounts:
    """How common words are in these paragraphs."""
    counts = TermCounts()
    for text in dict.fromkeys(row["context"] for row in rows):
        counts.add(terms(text))
    return counts


def measure(name: str, rows: Sequence[Row], weigh: Weigh) -> None:
    """One line of the table."""
    answerable = [row for row in rows if not row["impossible"]]
    own = [answer_extractively(row["question"], [passage_of(row)], weigh) for row in answerable]
    strangers = [(row, stranger(row, rows)) for row in answerable]
    foreign = [
        answer_extractively(row["question"], [passage_of(other)], weigh) for row, other in strangers
    ]
    without = [
        answer_extractively(row["question"], [passage_of(row)], weigh)
        for row in rows
        if row["impossible"]
    ]
    found = share(quotes_answer(*pair) for pair in zip(own, answerable, strict=True))
    answered = share(each.answered for each in own)
    refused = share(not each.answered for each in foreign)
    kept = share(not each.answered for each in without)
    print(f"{name:<34}{found:>9.3f}{answered:>10.3f}{refused:>9.3f}{kept:>12.3f}")


def stranger(row: Row, rows: Sequence[Row]) -> Row:
    """A paragraph of another article."""
    while (other := DICE.choice(rows))["title"] == row["title"]:
        pass
    return other


def main() -> None:
    """Print the table."""
    if not DATA.exists():
        sys.exit(f"{DATA.name} is not here: it lies beside the project, see its DATA.md")
    rows = [json.loads(line) for line in DATA.read_text().splitlines()]
    halves = [[r for r in rows if crc32(r["title"].encode()) % 2 == half] for half in (0, 1)]
    warm = counted(rows)
    print(f"{'':<34}{'quoted':>9}{'answered':>10}{'refused':>9}{'unanswer-':>12}")
    print(f"{'':<34}{'':>9}{'':>10}{'(other)':>9}{'able refused':>12}")
    measure("half that chose the floor", halves[0], warm.idf)
    measure("the other half", halves[1], warm.idf)
    measure(f"all, {FEW} paragraphs known", rows, counted(rows[:FEW]).idf)
    measure("all, an empty archive", rows, TermCounts().idf)
    times = []
    for row in rows[:300]:
        began = perf_counter()
        answer_extractively(row["question"], [passage_of(row)], warm.idf)
        times.append((perf_counter() - began) * 1000)
    print(f"median {median(times):.2f} ms a question, its article included")


if __name__ == "__main__":
    main()
