"""How well earlier articles of the same story are found: recall@5, MRR, and ms an article.

    .venv/bin/python benchmarks/related.py

All sets lie in one archive. Each sampled article asks it with its twelve heaviest terms (FTS5,
bm25, 60 candidates); these are ranked again by likeness. Labels say which articles tell one story.
"""

import gzip
import json
import random
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.news import Article, ArticleId, Candidate, StoryId
from bot.stories.related import likeness, relate
from bot.stories.terms import COMPARED, TermCounts, heaviest
from bot.terms import terms

DATA = Path(__file__).resolve().parents[2] / "shared" / "news"
SETS = ("allsides", "ecb", "basil", "uci")
SAMPLE = 150  # articles a set that ask
CANDIDATES = 60
TOP = 5
RANDOM_PAIRS = 1_000
FLOOR_SAMPLE = 400  # articles with related ones, and as many without
FLOORS = (0.06, 0.08, 0.10, 0.12, 0.14, 0.16, 0.20)
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """An article of the pool, with the set and the story it is labelled with."""

    set: str
    story: str
    candidate: Candidate


def pool() -> list[Told]:
    """All articles: those with a story, and news pages as a haystack."""
    records = [(name, record) for name in SETS for record in lines(DATA / f"stories_{name}.jsonl")]
    records += [("haystack", record) for record in lines(DATA / "rtqa_articles.jsonl.gz")]
    return [
        Told(name, record.get("story", ""), candidate(number, record))
        for number, (name, record) in enumerate(records)
    ]


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The records of a file of JSON lines, packed or not."""
    packed = path.read_bytes()
    text = gzip.decompress(packed) if path.suffix == ".gz" else packed
    yield from map(json.loads, text.decode().splitlines())


def candidate(number: int, record: dict[str, str]) -> Candidate:
    """A record as the archive gives it; real dates would make it too easy (they leak)."""
    return Candidate(
        article_id=ArticleId(number + 1),
        title=record["title"],
        text=record["text"][:COMPARED],
        url=f"https://example.org/{number}",
        published_at=WHEN,
        story_id=StoryId(number + 1),  # the archive knows no stories: each article is its own
    )


def archive(told: Sequence[Told]) -> tuple[sqlite3.Connection, TermCounts]:
    """An index over all, and how common each term is."""
    counts, database = TermCounts(), sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE archive USING fts5(terms, content='')")
    for each in told:
        found = terms(f"{each.candidate.title} {each.candidate.text}")
        counts.add(found)
        database.execute(
            "INSERT INTO archive(rowid, terms) VALUES (?, ?)",
            (each.candidate.article_id, " ".join(found)),
        )
    return database, counts


def asked(database: sqlite3.Connection, asking: Candidate, counts: TermCounts) -> list[int]:
    """Positions in the pool of what full-text search finds for an article, itself left out."""
    query = " OR ".join(f'"{term}"' for term in heaviest(asking.title, asking.text, counts))
    rows = database.execute(
        "SELECT rowid FROM archive WHERE archive MATCH ? AND rowid <> ? "
        "ORDER BY bm25(archive) LIMIT ?",
        (query, asking.article_id, CANDIDATES),
    )
    return [row[0] - 1 for row in rows]


def article(asking: Candidate) -> Article:
    """The asking article as the newsroom has it, a day later than all others."""
    return Article(
        url=asking.url,
        canonical_url=asking.url,
        title=asking.title,
        published_at=WHEN + timedelta(days=1),
        text=asking.text,
    )


def scores(ranked: Sequence[int], same: set[int]) -> tuple[float, float]:
    """Recall among the first five, and the reciprocal rank of the first right one."""
    recall = len(same.intersection(ranked[:TOP])) / min(TOP, len(same))
    hits = (1 / place for place, position in enumerate(ranked, 1) if position in same)
    return recall, next(hits, 0.0)


def measure(told: list[Told], database: sqlite3.Connection, counts: TermCounts, name: str) -> float:
    """Print one set's figures; returns its recall@5 after ranking again."""
    stories: dict[str, set[int]] = defaultdict(set)
    for position, each in enumerate(told):
        if each.set == name:
            stories[each.story].add(position)
    asking = [p for positions in stories.values() if len(positions) > 1 for p in sorted(positions)]
    asking = random.Random(7).sample(asking, min(SAMPLE, len(asking)))  # noqa: S311 - a sample
    found, ranked, shown, took = [], [], [], 0.0
    for position in asking:
        me, same = told[position], stories[told[position].story] - {position}
        started = time.perf_counter()
        first = asked(database, me.candidate, counts)
        links = relate(
            article(me.candidate),
            [told[p].candidate for p in first],
            counts,
            now=WHEN,
            story_id=me.candidate.story_id,
        )
        took += time.perf_counter() - started
        again = sorted(first, key=lambda p: -likeness(me.candidate, told[p].candidate, counts))
        found.append(scores(first, same))
        ranked.append(scores(again, same))
        shown += [int(link.url.rsplit("/", 1)[1]) in same for link in links[:1]]
    print(
        f"{name:9} FTS5 {fmean(r for r, _ in found):.3f}/{fmean(m for _, m in found):.3f}"
        f"  ranked again {fmean(r for r, _ in ranked):.3f}/{fmean(m for _, m in ranked):.3f}"
        f"  first link of the same story {fmean(shown):.3f}  {1000 * took / len(asking):.1f} ms"
    )
    return fmean(r for r, _ in ranked)


def floors(told: list[Told], database: sqlite3.Connection, counts: TermCounts) -> None:
    """Print how often a link is shown, and is right, by the least likeness that it has to have."""
    stories = Counter((each.set, each.story) for each in told)
    dice = random.Random(7)  # noqa: S311 - a sample
    related = [p for p, e in enumerate(told) if e.set in SETS and stories[e.set, e.story] > 1]
    alone = [p for p, each in enumerate(told) if each.set not in SETS]
    with_story, without = (
        [first_link(told, database, counts, p) for p in dice.sample(group, FLOOR_SAMPLE)]
        for group in (related, alone)
    )
    print("floor   with a story of theirs: shown, right of the shown   without one: shown")
    for floor in FLOORS:
        shown = [right for score, right in with_story if score >= floor]
        others = fmean(score >= floor for score, _ in without)
        print(f"{floor:.2f}{len(shown) / FLOOR_SAMPLE:>35.3f}{fmean(shown):>11.3f}{others:>21.3f}")


def first_link(
    told: list[Told], database: sqlite3.Connection, counts: TermCounts, position: int
) -> tuple[float, bool]:
    """The likeness of an article's first link, and whether it is of the same story."""
    me = told[position]
    links = relate(
        article(me.candidate),
        [told[p].candidate for p in asked(database, me.candidate, counts)],
        counts,
        now=WHEN,
        story_id=me.candidate.story_id,
        floor=0.0,
    )
    if not links:
        return 0.0, False
    other = told[int(links[0].url.rsplit("/", 1)[1])]
    return links[0].score, (other.set, other.story) == (me.set, me.story)


def main() -> None:
    """Print recall@5 and MRR a set, and what random pairs look like."""
    if not (DATA / "rtqa_articles.jsonl.gz").exists():
        sys.exit("the shared data is absent: nothing to measure")
    told = pool()
    database, counts = archive(told)
    print(f"{len(told)} articles; recall@{TOP}/MRR")
    recalls = [measure(told, database, counts, name) for name in SETS]
    dice = random.Random(7)  # noqa: S311 - a sample
    pairs = [dice.sample(told, 2) for _ in range(RANDOM_PAIRS)]
    strangers = [likeness(a.candidate, b.candidate, counts) for a, b in pairs]
    print(f"mean recall@{TOP} {fmean(recalls):.3f}; 99 % of random pairs below ", end="")
    print(f"{quantiles(strangers, n=100)[98]:.3f}")
    floors(told, database, counts)


if __name__ == "__main__":
    main()
