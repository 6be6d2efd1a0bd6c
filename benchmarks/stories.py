"""How well articles are placed in stories as they arrive: B-cubed, news, ms an article.

    .venv/bin/python benchmarks/stories.py [--orders 3] [--sweep]

All labelled sets and the RealTimeQA pages go into one archive in the order of their dates, as
they would arrive; each is placed by what the archive holds at that moment. Sets without dates get
none that could help: all of ECB+ arrives at one moment, and AllSides' stories are dealt at random
into moments of 300, far more than two days bring. What arrives at one moment is shuffled, and a
single order says little: the mean of several is what counts.
"""

import argparse
import random
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import related
from bot.news import ArticleId, Candidate, Gist, StoryId, Surroundings
from bot.stories.placing import THRESHOLDS, Thresholds, place
from bot.stories.terms import COMPARED, TermCounts, heaviest
from bot.terms import terms

SETS = related.SETS
BARS = {"allsides": 0.83, "ecb": 0.86, "basil": 0.94, "uci": 0.72}
SWEPT = (0.235, 0.245, 0.2525, 0.26)
A_MOMENT = 300  # stories of AllSides that arrive at one moment
CANDIDATES = 60
UNDATED = datetime(2022, 2, 1, tzinfo=UTC)  # among the haystack's pages
APART = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article with the set and the story that it is labelled with."""

    set: str
    story: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where everything ended, where it was first put, and how long placing took."""

    ended: Mapping[ArticleId, StoryId]
    first: Mapping[ArticleId, StoryId]
    joined: Mapping[ArticleId, bool]  # those that joined a story, and whether it was news to it
    merges: int
    seconds: Sequence[float]  # of `place` alone


def arrivals(seed: int, names: Sequence[str], a_moment: int) -> list[Arrival]:
    """The articles of some sets in the order of their arrival; the seed deals and shuffles."""
    dice = random.Random(seed)  # noqa: S311 - an order
    found: list[Arrival] = []
    for name in names:
        file = "rtqa_articles.jsonl.gz" if name == "haystack" else f"stories_{name}.jsonl"
        records = list(related.lines(related.DATA / file))
        moments = deal(records, a_moment if name == "allsides" else len(records), dice)
        for record in records:
            number = len(found) + 1
            found.append(arrival(name, number, record, moments.get(record.get("story", ""))))
    dice.shuffle(found)
    return sorted(found, key=lambda each: (each.set != "haystack", each.candidate.published_at))


def deal(records: Sequence[Mapping[str, str]], size: int, dice: random.Random) -> dict[str, int]:
    """For each story the number of the moment it arrives at, so many stories a moment."""
    stories = sorted({record.get("story", "") for record in records})
    dice.shuffle(stories)
    return {story: place // size for place, story in enumerate(stories)}


def arrival(name: str, number: int, record: Mapping[str, str], moment: int | None) -> Arrival:
    """A record as the archive would have it."""
    date = record.get("date", "").replace("/", "-")
    when = datetime.fromisoformat(date) if date else UNDATED + (moment or 0) * APART
    candidate = Candidate(
        article_id=ArticleId(number),
        title=record["title"],
        text=record["text"][:COMPARED],
        url=f"https://example.org/{number}",
        published_at=when if when.tzinfo else when.replace(tzinfo=UTC),
        source=record.get("source") or record.get("url", "").removeprefix("https://").split("/")[0],
    )
    return Arrival(name, record.get("story", ""), candidate)


class Archive:
    """What storage will be: a full-text index, the articles, their stories, and the gists."""

    def __init__(self) -> None:
        """An empty archive in memory."""
        self.counts = TermCounts()
        self.stories: dict[ArticleId, StoryId] = {}
        self.gists: dict[StoryId, Gist] = {}
        self._articles: dict[ArticleId, Candidate] = {}
        self._into: dict[StoryId, StoryId] = {}
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE archive USING fts5(terms, content='')")
        self._database.execute("CREATE TABLE dates (id INTEGER PRIMARY KEY, at REAL)")

    def file(self, article: Candidate) -> None:
        """Add an article to the index and to what is counted."""
        found = terms(f"{article.title} {article.text}")
        self.counts.add(found)
        self._articles[article.article_id] = article
        at = article.published_at.timestamp()
        self._database.execute("INSERT INTO dates VALUES (?, ?)", (article.article_id, at))
        self._database.execute(
            "INSERT INTO archive(rowid, terms) VALUES (?, ?)", (article.article_id, " ".join(found))
        )

    def candidates(self, article: Candidate, span: timedelta) -> list[Candidate]:
        """What the index finds for an article's heaviest terms within a span of time."""
        asked = heaviest(article.title, article.text, self.counts)
        at, away = article.published_at.timestamp(), span.total_seconds()
        rows = self._database.execute(
            "SELECT archive.rowid FROM archive JOIN dates ON dates.id = archive.rowid "
            "WHERE archive MATCH ? AND at BETWEEN ? AND ? ORDER BY bm25(archive) LIMIT ?",
            (" OR ".join(f'"{term}"' for term in asked), at - away, at + away, CANDIDATES),
        )
        return [
            replace(self._articles[number], story_id=self.story(self.stories[number]))
            for number in map(ArticleId, (row[0] for row in rows))
        ]

    def story(self, story_id: StoryId) -> StoryId:
        """The story that a story has become part of."""
        while story_id in self._into:
            story_id = self._into[story_id]
        return story_id

    def put(self, article: Candidate, story_id: StoryId, gist: Gist | None) -> None:
        """Store where an article stands."""
        self.stories[article.article_id] = story_id
        if gist is not None:
            self.gists[story_id] = gist

    def merge(self, story_id: StoryId, into: StoryId) -> None:
        """Make a story part of another one."""
        self._into[story_id] = into
        self.gists.pop(story_id, None)


def run(arriving: Sequence[Arrival], thresholds: Thresholds = THRESHOLDS) -> Outcome:
    """Place all articles one after the other."""
    archive, seconds, merges = Archive(), list[float](), 0
    joined: dict[ArticleId, bool] = {}
    for each in arriving:
        article = each.candidate
        found = archive.candidates(article, thresholds.span) if archive.stories else []
        told = {c.story_id for c in found}
        gists = {each: archive.gists[each] for each in told if each in archive.gists}
        surroundings = Surroundings(as_of=0, candidates=tuple(found), gists=gists)
        started = time.perf_counter()
        placed = place(article, surroundings, archive.counts, thresholds=thresholds)
        seconds.append(time.perf_counter() - started)
        for story_id in placed.merges:
            archive.merge(story_id, placed.story_id or StoryId(0))
        merges += len(placed.merges)
        if placed.story_id is not None:
            joined[article.article_id] = placed.news
        archive.put(article, placed.story_id or StoryId(article.article_id), placed.gist)
        archive.file(article)
    ended = {number: archive.story(story_id) for number, story_id in archive.stories.items()}
    return Outcome(ended, archive.stories, joined, merges, seconds)


def b_cubed(
    labels: Mapping[ArticleId, str], placed: Mapping[ArticleId, StoryId]
) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga and Baldwin, 1998), over the labelled articles."""
    both = Counter((label, placed[number]) for number, label in labels.items())
    stories, clusters = Counter(labels.values()), Counter(placed[number] for number in labels)
    precision = sum(n * n / clusters[cluster] for (_, cluster), n in both.items()) / len(labels)
    recall = sum(n * n / stories[label] for (label, _), n in both.items()) / len(labels)
    return precision, recall, 2 * precision * recall / (precision + recall)


def by_set(arriving: Sequence[Arrival]) -> Iterator[tuple[str, dict[ArticleId, str]]]:
    """The labels of each set."""
    labels: dict[str, dict[ArticleId, str]] = defaultdict(dict)
    for each in arriving:
        if each.story:
            labels[each.set][each.candidate.article_id] = each.story
    yield from labels.items()


def news_share(arriving: Sequence[Arrival], outcome: Outcome, name: str) -> float:
    """Of a set's articles that joined a story of their own label, the share taken for news.

    Labels say "the same event", so most of this is false alarm, but some outlets do know more.
    """
    labels = {each.candidate.article_id: each.story for each in arriving if each.set == name}
    met: dict[tuple[StoryId, str], int] = {}
    news = []
    for number, label in labels.items():
        story = outcome.first[number], label
        met[story] = met.get(story, 0) + 1
        if number in outcome.joined and met[story] > 1:
            news.append(outcome.joined[number])
    return fmean(news) if news else 0.0


def show(arriving: Sequence[Arrival], outcome: Outcome) -> None:
    """Print the table of one run."""
    print("set        precision  recall    F1   F1 asked   F1 before merging   news")
    for name, labels in by_set(arriving):
        precision, recall, f1 = b_cubed(labels, outcome.ended)
        before = b_cubed(labels, outcome.first)[2]
        news = news_share(arriving, outcome, name)
        print(
            f"{name:12}{precision:8.3f}{recall:8.3f}{f1:7.3f}{BARS[name]:8.2f}"
            f"{before:18.3f}{news:12.2f}"
        )
    took = [1000 * seconds for seconds in outcome.seconds]
    print(
        f"{len(took)} articles, {len(set(outcome.ended.values()))} stories, "
        f"{outcome.merges} merges; place: median {median(took):.1f} ms, "
        f"p99 {quantiles(took, n=100)[98]:.1f} ms"
    )


def show_mean(scores: Mapping[str, Sequence[tuple[float, float, float]]]) -> None:
    """Print the mean of several orders of arrival."""
    print(f"\nmean of {len(next(iter(scores.values())))} orders")
    for name, orders in scores.items():
        precision, recall, f1 = (fmean(each) for each in zip(*orders, strict=True))
        print(f"{name:12}{precision:8.3f}{recall:8.3f}{f1:7.3f}{BARS[name]:8.2f}")


def sweep(arriving: Sequence[Arrival]) -> None:
    """Print F1 and precision of each set around the shipped `texts`, to see how flat it is."""
    for texts in SWEPT:
        outcome = run(arriving, replace(THRESHOLDS, texts=texts))
        found = [(name, b_cubed(labels, outcome.ended)) for name, labels in by_set(arriving)]
        cells = (f"{name} F1 {f1:.3f} P {precision:.3f}" for name, (precision, _, f1) in found)
        print(f"texts {texts:.3f}: " + "  ".join(cells), flush=True)


def main() -> None:
    """Place everything once, or once for each setting of the sweep."""
    parser = argparse.ArgumentParser(description="How well articles are placed in stories.")
    parser.add_argument("--orders", type=int, default=3, help="of arrival: a minute each")
    parser.add_argument("--sweep", action="store_true", help="try other thresholds: minutes each")
    asked = parser.parse_args()
    if not (related.DATA / "rtqa_articles.jsonl.gz").exists():
        sys.exit("the shared data is absent: nothing to measure")
    scores: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for seed in range(1, asked.orders + 1):
        arriving = arrivals(seed, (*SETS, "haystack"), A_MOMENT)
        print(f"order {seed}")
        if asked.sweep:
            sweep(arriving)
            continue
        outcome = run(arriving)
        show(arriving, outcome)
        for name, labels in by_set(arriving):
            scores[name].append(b_cubed(labels, outcome.ended))
    if scores:
        show_mean(scores)


if __name__ == "__main__":
    main()
