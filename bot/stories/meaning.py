"""What a model's likeness of two articles amounts to, on the scale of the fit by words.

A cosine of .8 means "the same event" in one model and nothing at all in another. So the bot's own
archive tells: pairs of articles that surely tell the same event, by their words, and pairs drawn
at random. A model that does not tell the ones from the others has no say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Final

import numpy as np

from bot.news import ArticleId, Candidate, Gist, StoryId
from bot.stories.gists import fit, gist_of
from bot.stories.nearest import Vector
from bot.stories.terms import TermCounts, weigh
from bot.terms import cosine

# Two articles so alike by their words, so soon after one another, tell the same event: right in
# 94 of 100 cases (docs/decisions/related.md). From `COPY` on they are one text, which any model
# finds like itself.
SURE: Final = 0.35
COPY: Final = 0.80
SURE_WITHIN: Final = timedelta(hours=72)
# Random pairs as alike as this by words may tell the same event by chance.
UNRELATED: Final = 0.10

# Fewer pairs prove nothing: the quartiles of sixty are right to about .06 of their rank.
FEWEST_SURE: Final = 60
FEWEST_RANDOM: Final = 5_000
MOST_SURE: Final = 2_000
RANDOM_PAIRS: Final = 10_000
MOST_OF_ONE_STORY: Final = 6  # pairs; else one great event would speak for the model alone

ROUNDING: Final = 0.001  # what a cosine of two stored vectors is right to

_RANDOM_RANKS: Final = (0.5, 0.9, 0.99, 0.999)
_SURE_RANKS: Final = (0.05, 0.25, 0.5, 0.75)

# How far down a list still counts, in fusing two (Cormack, Clarke and Büttcher, 2009).
_K: Final = 60


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a model's cosines mean: two rising lines of numbers, from the one to the other.

    Attributes:
        cosines: Of the model.
        fits: By words, of as many pairs in a hundred of the same kind.
    """

    cosines: tuple[float, ...]
    fits: tuple[float, ...]

    def fit(self, alike: float) -> float:
        """The fit by words, 0 to 1, that says as much as this cosine; never more than was seen."""
        return float(np.interp(alike, self.cosines, self.fits))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of one kind: how alike the model finds them, and how they fit by words."""

    cosines: Sequence[float]
    fits: Sequence[float]

    def at(self, rank: float) -> tuple[float, float]:
        """How alike this share of them is at the most, by the model and by words."""
        return float(np.quantile(self.cosines, rank)), float(np.quantile(self.fits, rank))


def calibrate(
    articles: Sequence[Candidate],
    vectors: Mapping[ArticleId, Vector],
    counts: TermCounts,
    dice: Random,
) -> Calibration | None:
    """What a model's cosines mean, told by stored articles.

    Where as many random pairs reach a cosine as reach a fit by words, the two say the same; and so
    do they where as many of the sure pairs do.

    Args:
        articles: Stored articles, each with its story; a thousand are enough.
        vectors: Of the articles, by the model.
        counts: How common each term is in the archive.
        dice: Draws pairs at random.

    Returns:
        None where there are too few pairs to tell, or where one sure pair in twenty is no more
        alike to the model than one in a thousand of the random ones is: such a model tells less
        than the words do, and has no say.
    """
    known = [article for article in articles if article.article_id in vectors]
    weights = {each.article_id: weigh(each.title, each.text, counts) for each in known}
    sure = _compared(_sure(known, weights, dice), weights, vectors)
    chance = _compared(_random(known, weights, dice), weights, vectors)
    if len(sure.fits) < FEWEST_SURE or len(chance.fits) < FEWEST_RANDOM:
        return None
    by_chance = [chance.at(rank) for rank in _RANDOM_RANKS]
    surely = [sure.at(rank) for rank in _SURE_RANKS]
    if surely[0][0] < by_chance[-1][0] + ROUNDING:
        return None
    # The middle of the random pairs is where likeness begins.
    line = [(by_chance[0][0], 0.0), *by_chance[1:], *surely]
    cosines, fits = zip(*line, strict=True)
    return Calibration(cosines, tuple(np.maximum.accumulate(fits).tolist()))


def meant(
    vector: Vector, members: Mapping[StoryId, Sequence[Vector]], calibration: Calibration
) -> dict[StoryId, float]:
    """How alike an article and some stories are in what they mean, on the scale of the fit.

    A story's vector is the middle of its articles', as its gist is the sum of their words: what
    each tells besides falls away, so that a story of several is found again more easily.

    Args:
        vector: The article's.
        members: Vectors of each story's articles; a story without any is left out.
        calibration: Of the model that made them.
    """
    return {
        story_id: calibration.fit(float(_middle(theirs) @ vector))
        for story_id, theirs in members.items()
        if theirs
    }


def _middle(vectors: Sequence[Vector]) -> Vector:
    """The direction that some vectors have in common, of length 1 unless they cancel out."""
    total = np.sum(np.stack(vectors), axis=0)
    whole: Vector = total / max(float(np.linalg.norm(total)), ROUNDING)
    return whole


def fuse(
    by_words: Sequence[ArticleId], by_vector: Sequence[ArticleId], limit: int = 60
) -> list[ArticleId]:
    """Two lists as one, each the best first: what stands high in both comes first.

    By reciprocal rank, so that the two scores need not be compared.

    Args:
        by_words: One list.
        by_vector: The other.
        limit: How many of both together.
    """
    scores: dict[ArticleId, float] = {}
    for ranked in (by_words, by_vector):
        for rank, article_id in enumerate(ranked, start=1):
            scores[article_id] = scores.get(article_id, 0.0) + 1 / (_K + rank)
    return sorted(scores, key=lambda each: -scores[each])[:limit]


_Weights = Mapping[ArticleId, Mapping[str, float]]
_Pair = tuple[Candidate, Candidate]


def _sure(articles: Sequence[Candidate], weights: _Weights, dice: Random) -> Iterator[_Pair]:
    """Pairs that tell the same event by their words, a few of each story."""
    stories: dict[StoryId, list[Candidate]] = {}
    for article in articles:
        if article.story_id is not None:
            stories.setdefault(article.story_id, []).append(article)
    found = 0
    for members in stories.values():
        pairs = list(combinations(dice.sample(members, min(len(members), MOST_OF_ONE_STORY)), 2))
        for one, other in pairs[:MOST_OF_ONE_STORY]:
            alike = cosine(weights[one.article_id], weights[other.article_id])
            apart = abs(one.published_at - other.published_at)
            if SURE <= alike < COPY and apart <= SURE_WITHIN and found < MOST_SURE:
                found += 1
                yield one, other


def _random(articles: Sequence[Candidate], weights: _Weights, dice: Random) -> Iterator[_Pair]:
    """Pairs drawn at random, but for those that may tell the same event."""
    if not articles:
        return
    for _ in range(RANDOM_PAIRS):
        one, other = dice.choice(articles), dice.choice(articles)
        if one.story_id == other.story_id:
            continue
        if cosine(weights[one.article_id], weights[other.article_id]) < UNRELATED:
            yield one, other


def _compared(
    pairs: Iterator[_Pair], weights: _Weights, vectors: Mapping[ArticleId, Vector]
) -> _Pairs:
    cosines: list[float] = []
    fits: list[float] = []
    gists: dict[ArticleId, Gist] = {}
    for one, other in pairs:
        theirs = gists.get(other.article_id)
        if theirs is None:
            theirs = gist_of(weights[other.article_id], other.published_at)
            gists[other.article_id] = theirs
        cosines.append(float(vectors[one.article_id] @ vectors[other.article_id]))
        fits.append(fit(weights[one.article_id], theirs))
    return _Pairs(cosines, fits)
