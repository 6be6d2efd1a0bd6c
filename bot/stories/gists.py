"""The gist of a story: what its articles are about, taken together, and how well another fits it.

A story of one article is that article; each further one adds its weights. So what all tell grows
heavy, what one alone tells stays light, and no story drifts away from how it began.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from math import sqrt

from bot.news import Article, Candidate, Gist
from bot.stories.terms import TermCounts, weigh

# Terms that a gist keeps, some 5 kB: five articles' worth. Of a story of 300 headlines it keeps
# nearly all, and of one of thirty texts what at least two of them tell.
MOST_TERMS = 600
# Digits after the point that are worth storing.
_PLACES = 4


def gist_of(weights: Mapping[str, float], published_at: datetime) -> Gist:
    """The gist of a story that one article tells, given the weights of its terms."""
    return Gist(
        weights=_heaviest(weights),
        articles=1,
        breadth=sum(weight > 0 for weight in weights.values()),
        first_at=published_at,
        last_at=published_at,
    )


def gathered(articles: Sequence[Article | Candidate], counts: TermCounts) -> Gist:
    """The gist of a story from all its articles, of which there is at least one."""
    each = (gist_of(weigh(a.title, a.text, counts), a.published_at) for a in articles)
    return reduce(together, each)


def gist_of_story(articles: Sequence[Article], counts: TermCounts) -> Gist | None:
    """The gist to be stored of a story whose articles have changed hands.

    Args:
        articles: All of them.
        counts: How common each term is in the archive.

    Returns:
        None for a story of one article, which stands for itself.
    """
    return gathered(articles, counts) if len(articles) > 1 else None


def together(one: Gist, other: Gist) -> Gist:
    """The gist of what was two stories, or a story and one more article; the order is the same."""
    weights = dict(one.weights)
    for term, weight in other.weights.items():
        weights[term] = weights.get(term, 0.0) + weight
    articles = one.articles + other.articles
    return Gist(
        weights=_heaviest(weights),
        articles=articles,
        breadth=(one.breadth * one.articles + other.breadth * other.articles) / articles,
        first_at=min(one.first_at, other.first_at),
        last_at=max(one.last_at, other.last_at),
    )


def fit(weights: Mapping[str, float], gist: Gist) -> float:
    """How well an article fits a story, 0 to 1, given its weights as a vector of length 1.

    The cosine between the article and the square roots of the story's weights. The root makes
    what a third of the articles tell count for more than a third (docs/decisions/stories.md).
    """
    theirs = gist.weights
    shared = sum(weight * sqrt(theirs[term]) for term, weight in weights.items() if term in theirs)
    return min(1.0, shared / sqrt(_mass(gist))) if shared else 0.0


def alike(one: Gist, other: Gist) -> float:
    """How alike two stories are, 0 to 1: the cosine of the roots of both (Bhattacharyya's)."""
    theirs = other.weights
    shared = sum(sqrt(w * theirs[term]) for term, w in one.weights.items() if term in theirs)
    return min(1.0, shared / sqrt(_mass(one) * _mass(other))) if shared else 0.0


def _mass(gist: Gist) -> float:
    return sum(gist.weights.values())


def _heaviest(weights: Mapping[str, float]) -> dict[str, float]:
    telling = [(term, round(weight, _PLACES)) for term, weight in weights.items() if weight > 0]
    if len(telling) > MOST_TERMS:
        telling.sort(key=lambda each: (-each[1], each[0]))
    return dict(telling[:MOST_TERMS])
