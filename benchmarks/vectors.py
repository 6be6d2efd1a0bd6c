"""What vectors cost: a search among them, memory, ms a placement; and whether garbage does harm.

    .venv/bin/python benchmarks/vectors.py
    .venv/bin/python benchmarks/vectors.py --harm [allsides ecb basil uci haystack]

The vectors are drawn at random or made by hashing words: no model can be reached from here. So this
shows what they cost, and that a bad model does no harm, not what a good one brings.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import psutil

from benchmarks import stories
from benchmarks.stories import Archive
from bot.llm import ModelAccess
from bot.llm.embedding import open_embedding
from bot.meters import Meters
from bot.news import Article, ArticleId, Candidate, StoryId, Surroundings
from bot.newsroom.meaning import JUDGED_BY, NEAREST, Meaning
from bot.storage import open_storage
from bot.stories.meaning import Calibration, calibrate, meant
from bot.stories.nearest import MEBIBYTE, Matrix, Vector, packed, unpacked
from bot.stories.placing import THRESHOLDS, place
from bot.stories.terms import TermCounts, weigh
from bot.terms import terms
from tests.model.embedder import direction, embedder, garbage, hashed, unit
from tests.model.server import ScriptedModel

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 90
SHAPES = ((20_000, 1_536), (65_536, 512), (100_000, 512))
TRIES = 15
JUDGED_EVERY = 250  # articles, in the test for harm
MODELS: dict[str, Callable[[str], Vector]] = {
    "garbage": garbage,
    "tiny (16 dimensions)": partial(hashed, dimensions=16),
    "noisy": partial(hashed, noise=0.7),
    "hashed words": hashed,
    "hashed words, cosines all high": partial(hashed, squeeze=2.0),
}


def milliseconds(work: Callable[[], object], tries: int = TRIES) -> float:
    """The median time of some tries."""
    taken = []
    for _ in range(tries):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return 1_000 * median(taken)


def resident() -> float:
    """MiB of memory that this process takes."""
    taken: int = psutil.Process().memory_info().rss
    return taken / MEBIBYTE


def filled(rows: int, dimensions: int) -> Matrix:
    """A matrix with so many articles, evenly over ninety days."""
    dice = np.random.default_rng(1)
    matrix = Matrix(dimensions, room=rows * dimensions * 4)
    for number in range(rows):
        vector = dice.standard_normal(dimensions).astype(np.float32)
        at = NOW - timedelta(days=DAYS * (1 - number / rows))
        matrix.add(ArticleId(number + 1), at, vector / np.linalg.norm(vector))
    return matrix


def costs() -> None:
    """Print what searches and storing cost."""
    print("articles  dimensions   all 90 days    7 days    memory    on disk    load")
    for rows, dimensions in SHAPES:
        before = resident()
        matrix = filled(rows, dimensions)
        taken = resident() - before
        vector = next(iter(matrix.vectors([ArticleId(rows)]).values()))
        all_days = milliseconds(
            lambda m=matrix, v=vector: m.nearest(v, NOW, within=timedelta(days=DAYS), limit=20)  # type: ignore[misc]
        )
        week = milliseconds(
            lambda m=matrix, v=vector: m.nearest(v, NOW, within=timedelta(days=7), limit=20)  # type: ignore[misc]
        )
        stored = packed(vector)
        load = milliseconds(lambda s=stored: [unpacked(s) for _ in range(1_000)])  # type: ignore[misc]
        print(
            f"{rows:8,} {dimensions:11,} {all_days:10.1f} ms {week:6.1f} ms {taken:6.0f} MiB "
            f"{rows * len(stored) / MEBIBYTE:6.0f} MiB {load * rows / 1e6:5.1f} s"
        )
        del matrix


async def placement() -> None:
    """Print what `near` and `remember` add to a placement, the endpoint's own time apart."""
    dice = random.Random(1)  # noqa: S311 - dice
    read = Article(
        url="", canonical_url="", title="The ferry", text="sails " * 300, published_at=NOW
    )
    async with ScriptedModel().embeds(embedder()) as server, open_storage(":memory:") as storage:
        access = ModelAccess(model="small", base_url=server.url)
        async with open_embedding(access, clock=time.monotonic, random=dice) as embedding:
            meaning = Meaning(
                storage=storage,
                embedding=embedding,
                counts=TermCounts(),
                clock=lambda: NOW,
                meters=Meters(),
                dice=dice,
            )
            meaning.known.matrix = filled(100_000, 512)
            whole, asked = [], []
            for _ in range(TRIES):
                started = time.perf_counter()
                await meaning.near(read)
                between = time.perf_counter()
                await embedding.vectors([read.text])
                whole.append(between - started)
                asked.append(time.perf_counter() - between)
    print(
        f"near, among 100,000 articles: {1_000 * median(whole):.1f} ms, "
        f"{1_000 * median(asked):.1f} ms of them for a scripted endpoint on loopback"
    )


@dataclass(slots=True)
class Senses:
    """A scripted model with what the newsroom would know of it."""

    embed: Callable[[str], Vector]
    dice: random.Random
    matrix: Matrix | None = None
    calibration: Calibration | None = None
    judged: int = 0
    placed: list[Candidate] = field(default_factory=list)

    def near(self, article: Candidate, span: timedelta) -> tuple[Vector, list[ArticleId]]:
        """The article's vector, and the articles that are near to it."""
        vector = self.embed(f"{article.title}\n{article.text}")
        if self.matrix is None:
            self.matrix = Matrix(len(vector))
        at = article.published_at
        return vector, self.matrix.nearest(vector, at, within=span, limit=NEAREST)

    def meant(self, vector: Vector, candidates: Sequence[Candidate]) -> Mapping[StoryId, float]:
        """How alike the candidates' stories are."""
        if self.calibration is None or self.matrix is None:
            return {}
        known = self.matrix.vectors(each.article_id for each in candidates)
        members: dict[StoryId, list[Vector]] = {}
        for each in candidates:
            if each.story_id is not None:
                members.setdefault(each.story_id, []).append(known[each.article_id])
        return meant(vector, members, self.calibration)

    def remember(self, article: Candidate, vector: Vector, archive: Archive) -> None:
        """Take in an article, and judge the model now and then."""
        assert self.matrix is not None
        self.matrix.add(article.article_id, article.published_at, vector)
        self.placed.append(article)
        if len(self.placed) % JUDGED_EVERY == 0:
            told = [
                replace(each, story_id=archive.story(archive.stories[each.article_id]))
                for each in self.placed[-JUDGED_BY:]
            ]
            vectors = self.matrix.vectors(each.article_id for each in told)
            self.calibration = calibrate(told, vectors, archive.counts, self.dice)
            self.judged += self.calibration is not None


def placed_by(arriving: Sequence[stories.Arrival], senses: Senses) -> dict[ArticleId, StoryId]:
    """Place all articles one after the other, as the newsroom does with an embedding model."""
    archive, span = Archive(), THRESHOLDS.span
    candidates = {each.candidate.article_id: each.candidate for each in arriving}
    for each in arriving:
        article = each.candidate
        vector, nearest = senses.near(article, span)
        found = archive.candidates(article, span) if archive.stories else []
        known = {candidate.article_id for candidate in found}
        found += [
            replace(candidates[number], story_id=archive.story(archive.stories[number]))
            for number in nearest
            if number not in known
        ]
        told = {c.story_id for c in found}
        gists = {
            story_id: archive.gists[story_id] for story_id in told if story_id in archive.gists
        }
        surroundings = Surroundings(as_of=0, candidates=tuple(found), gists=gists)
        placed = place(article, surroundings, archive.counts, meant=senses.meant(vector, found))
        for story_id in placed.merges:
            archive.merge(story_id, placed.story_id or StoryId(0))
        archive.put(article, placed.story_id or StoryId(article.article_id), placed.gist)
        archive.file(article)
        senses.remember(article, vector, archive)
    return {number: archive.story(story_id) for number, story_id in archive.stories.items()}


def harm(names: Sequence[str]) -> None:
    """Print B-cubed (precision, recall, F1) of each set without vectors and with bad models'."""
    arriving = stories.arrivals(1, names, stories.A_MOMENT)
    print(f"{'precision, recall, F1 of':36}", " | ".join(names))
    show("no vectors", arriving, stories.run(arriving).ended)
    for name, embed in {**MODELS, "as good as words": by_rarity(arriving)}.items():
        senses = Senses(embed, random.Random(1))  # noqa: S311 - draws pairs
        ended = placed_by(arriving, senses)
        times = len(arriving) // JUDGED_EVERY
        show(f"{name} ({senses.judged}/{times})", arriving, ended)


def by_rarity(arriving: Sequence[stories.Arrival]) -> Callable[[str], Vector]:
    """A scripted model that weighs words by their rarity, as the fit by words does."""
    counts = TermCounts()
    for each in arriving:
        counts.add(terms(f"{each.candidate.title} {each.candidate.text}"))

    def embed(text: str) -> Vector:
        weights = weigh("", text, counts)
        directions = (weight * direction(term, 512) for term, weight in weights.items())
        return unit(sum(directions, np.zeros(512, dtype=np.float32)))

    return embed


def show(
    name: str, arriving: Sequence[stories.Arrival], ended: Mapping[ArticleId, StoryId]
) -> None:
    """Print one line of the table."""
    found = (stories.b_cubed(labels, ended) for _, labels in stories.by_set(arriving))
    print(f"{name:36}", " | ".join(f"{p:.3f} {r:.3f} {f:.3f}" for p, r, f in found), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--harm", nargs="*", help="sets of articles to place with bad models")
    asked = parser.parse_args()
    if asked.harm is None:
        costs()
        asyncio.run(placement())
    else:
        harm(asked.harm or ("ecb", "basil"))
