"""Whether the passages for a question have its answer, and how long it takes to find them.

    .venv/bin/python benchmarks/passages.py [--articles 20000] [--budget TOKENS]

The pages of RealTimeQA are stored in a SQLite archive, each as the article of a followed feed; all
its questions are asked, none about a story. With more articles than there are pages the rest are
made of the pages' sentences, shuffled: for the time alone.

A question has its answer when all words of the right choice stand in the passages' texts, without
case and accents; function words do not count unless there is nothing else. Only questions count
whose right choice is one of several ("All of the above" is not), and whose words stand somewhere in
the pages that were collected for it: other pages can only have them by chance.
"""

import argparse
import asyncio
import gzip
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import Any

from bot.articles.sentences import split_sentences
from bot.news import (
    Article,
    ChannelId,
    Dating,
    Entry,
    Filing,
    Fingerprint,
    GuildId,
    NewEntry,
    Passage,
    Placement,
    Span,
)
from bot.newsroom.gathering import Gathering
from bot.storage import Storage, migrate, open_storage
from bot.stories.function_words import FUNCTION_WORDS
from bot.stories.terms import COMPARED, TermCounts
from bot.terms import terms
from bot.writing.answering.windows import BUDGET

NEWS = Path(__file__).resolve().parents[1] / ".." / "shared" / "news"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
CHANNEL = ChannelId(1)
AT_ONCE = 100  # entries of a poll
BAR, BAR_MS = 0.87, 50
_NO_CHOICE = re.compile(r"(?:all|none|both|neither) of (?:the above|these|them)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words of its right choice."""

    question: str
    words: frozenset[str]


def words_of(text: str) -> frozenset[str]:
    """The words of a text that count."""
    found = frozenset(_WORD.findall(text.casefold()))
    return found - FUNCTION_WORDS or found


def read_pages() -> list[dict[str, Any]]:
    """The pages, each with a title, a text and an address."""
    with gzip.open(NEWS / "rtqa_articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_questions(pages: Sequence[dict[str, Any]]) -> tuple[list[Asked], int]:
    """The questions whose answer their own pages have, and how many there are besides."""
    said = {page["url"]: frozenset(_WORD.findall(page["text"].casefold())) for page in pages}
    found, others = [], 0
    for line in (NEWS / "rtqa_questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        choice = row["choices"][int(row["answer"][0])] if row["answer"] else ""
        own = frozenset[str]().union(*(said.get(url, ()) for url in row["urls"]))
        if choice and not _NO_CHOICE.fullmatch(choice.strip()) and words_of(choice) <= own:
            found.append(Asked(row["question_sentence"], words_of(choice)))
        else:
            others += 1
    return found, others


def articles(pages: Sequence[dict[str, Any]], count: int) -> Iterator[Article]:
    """The pages as articles, and further ones of their sentences."""
    dice = random.Random(7)  # noqa: S311 - a sample
    told = []
    for number, page in enumerate(pages):
        made = article(number, page["title"], page["text"].split("\n"))
        told.append(made)
        yield made
    for number in range(len(pages), count):
        one, other = dice.choice(told), dice.choice(told)
        lines = [one.text[span.start : span.end] for span in one.sentences]
        dice.shuffle(lines)
        yield article(number, other.title, lines)


def article(number: int, title: str, lines: Sequence[str]) -> Article:
    """An article of these paragraphs."""
    kept, sentences, at = [line.strip() for line in lines if line.strip()], [], 0
    for line in kept:
        sentences += [Span(at + each.start, at + each.end) for each in split_sentences(line, "en")]
        at += len(line) + 2
    return Article(
        url=f"https://outlet.example/{number}",
        canonical_url="",
        title=title,
        published_at=NOW - timedelta(days=1),
        source="Outlet",
        language="en",
        text="\n\n".join(kept),
        sentences=tuple(sentences),
    )


async def fill(storage: Storage, told: Iterator[Article]) -> TermCounts:
    """Stores the articles, each a story of its own, and counts their terms."""
    counts, number = TermCounts(), 0
    feed = await storage.add_feed("https://outlet.example/feed", now=NOW)
    await storage.subscribe(feed.id, CHANNEL, guild_id=GuildId(1), now=NOW)
    while batch := list(islice(told, AT_ONCE)):
        new = [entry(number + place) for place in range(len(batch))]
        number += len(batch)
        await storage.save_poll(feed, Filing(new=tuple(new)), now=NOW)
        for each in batch:
            filed = await storage.next_unread(feed.id)
            assert filed is not None
            found_by = terms(f"{each.title} {each.text[:COMPARED]}")
            counts.add(found_by)
            await storage.save_article(
                filed.id,
                each,
                Placement(story_id=None),
                terms=" ".join(found_by),
                as_of=await storage.turn(),
                now=NOW,
            )
    return counts


def entry(number: int) -> NewEntry:
    """An entry that nobody is shown."""
    mark = Fingerprint(key=str(number), link=None, content=str(number))
    return NewEntry(
        entry=replace(EMPTY, guid=str(number)),
        fingerprint=mark,
        published_at=NOW,
        dating=Dating.STATED,
        shown=False,
    )


EMPTY = Entry()


async def ask(desk: Gathering, questions: Sequence[Asked]) -> None:
    """Asks all and prints what was found."""
    had, handed, took = [], [], []
    for asked in questions:
        start = time.perf_counter()
        found = await desk.gather(asked.question, story_id=None, audible=[CHANNEL])
        took.append((time.perf_counter() - start) * 1e3)
        had.append(asked.words <= said(found))
        handed.append(sum(len(each.text.split()) for each in found))
    took.sort()
    print(f"answer's words present   {mean(had):8.3f}   bar {BAR}")
    print(f"words handed over, mean  {mean(handed):8.0f}   most {max(handed)}")
    p95 = took[len(took) * 95 // 100]
    print(f"ms, median               {median(took):8.1f}   p95 {p95:.1f}   bar {BAR_MS}")


def said(found: Sequence[Passage]) -> frozenset[str]:
    """All words of some passages."""
    return frozenset(word for each in found for word in _WORD.findall(each.text.casefold()))


async def measure(count: int, budget: int) -> None:
    """Fills an archive and asks."""
    pages = read_pages()
    questions, others = read_questions(pages)
    print(f"{len(questions)} questions; {others} have no answer in their own pages")
    with tempfile.TemporaryDirectory(prefix="newsdesk-passages-") as folder:
        url = f"sqlite:///{folder}/news.db"
        await migrate(url)
        async with open_storage(url) as storage:
            start = time.perf_counter()
            counts = await fill(storage, articles(pages, count))
            size = (Path(folder) / "news.db").stat().st_size / 1e6
            print(f"{counts.count:,} articles, {size:,.0f} MB, {time.perf_counter() - start:.0f} s")
            desk = Gathering(storage=storage, counts=counts, meaning=None, budget=budget)
            await ask(desk, questions)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--budget", type=int, default=BUDGET)
    asked = parser.parse_args()
    if not NEWS.exists():
        sys.exit("the shared data is not here: nothing to measure")
    asyncio.run(measure(asked.articles, asked.budget))


if __name__ == "__main__":
    main()
