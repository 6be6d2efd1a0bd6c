"""Ranking: which sentences say most of what an article says, without saying it twice.

A sentence is good when it is close to the centre of the article (the mean of its sentences as
TF-IDF vectors: Radev et al. 2004, "Centroid-based summarization") and when it comes early, as news
is written. The next one is the best that is least like those chosen (Carbonell and Goldstein 1998,
"maximal marginal relevance").
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from math import log
from typing import Final

from bot.terms import cosine, terms, unit

# Measured on several sets: from .35 to .5 results hardly move, and all stay above the first three
# sentences; below, CNN/DM suffers; above, XSum does (docs/decisions/extractive-summaries.md).
_POSITION_WEIGHT = 0.45
# How much of the choice is the sentence's own worth; the rest is being unlike the chosen ones.
WORTH: Final = 0.7
# The same where several articles tell a story: what two of them say is no vice there, and what
# repeats another one is out already.
SHARED_WORTH: Final = 0.85
# A sentence with this share of its terms in another one repeats it, whatever its worth.
_REPEAT = 0.75
# Characters of a sentence that are compared: what is longer is a list or a broken page.
_COMPARED = 1_000

_Vector = Mapping[str, float]


def best_sentences(sentences: Sequence[str], count: int) -> tuple[int, ...]:
    """The positions of the best sentences, in the order of the text.

    Args:
        sentences: All sentences of an article in its order.
        count: How many at most; fewer come where the rest repeat what is chosen.
    """
    return tuple(sorted(choose(sentences, count, among=range(len(sentences)))))


def choose(
    sentences: Sequence[str],
    count: int,
    *,
    among: Collection[int],
    said: str = "",
    earliness: Sequence[float] = (),
    same: Callable[[int, int], bool] | None = None,
    worth: float = WORTH,
) -> list[int]:
    """The positions of the best sentences, best first.

    Args:
        sentences: All sentences of an article in its order, or of several in turn.
        count: How many at most.
        among: The positions that may be chosen.
        said: What stands on the card already, its headline: no sentence that repeats it comes.
        earliness: How early each sentence stands in its own article, from 1 at its start down to 0;
            by its place among the sentences where it is left out.
        same: Whether a sentence repeats another in other words.
        worth: How much of the choice is a sentence's own worth, 0 to 1.
    """
    counts = [Counter(terms(sentence[:_COMPARED])) for sentence in sentences]
    vectors = _vectors(counts)
    worths = _worths(vectors, earliness or _by_place(len(vectors)))
    headline = set(terms(said[:_COMPARED]))
    likeness = {i: 0.0 for i in sorted(among) if _share(counts[i], headline) < _REPEAT}
    chosen: list[int] = []
    while likeness and len(chosen) < count:
        best = max(likeness, key=lambda i: _margin(worths[i], likeness[i], worth))
        chosen.append(best)
        likeness = {
            i: max(before, cosine(vectors[i], vectors[best]))
            for i, before in likeness.items()
            if not (_repeats(counts[i], counts[best]) or (same and same(i, best)))
        }
    return chosen


def _margin(worth: float, likeness: float, weight: float) -> float:
    return weight * worth - (1 - weight) * likeness


def _repeats(a: Collection[str], b: Collection[str]) -> bool:
    """Whether one of two sentences says next to nothing that the other does not."""
    return max(_share(a, b), _share(b, a)) >= _REPEAT


def _share(part: Collection[str], whole: Collection[str]) -> float:
    """How many of the terms of `part` are in `whole`, 0 to 1; all of none."""
    return sum(term in whole for term in part) / len(part) if part else 1.0


def _vectors(counts: Sequence[Counter[str]]) -> list[_Vector]:
    """Each sentence as a unit vector of TF-IDF weights."""
    holding = Counter(term for count in counts for term in count)
    rarity = {term: log((len(counts) + 1) / (n + 0.5)) for term, n in holding.items()}
    return [unit({term: n * rarity[term] for term, n in count.items()}) for count in counts]


def _by_place(count: int) -> list[float]:
    return [1 - place / count for place in range(count)]


def _worths(vectors: Sequence[_Vector], earliness: Sequence[float]) -> list[float]:
    """Closeness to the centre of all, weighed with how early a sentence stands."""
    sums: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            sums[term] += weight
    centre = unit(sums)
    return [
        (1 - _POSITION_WEIGHT) * cosine(vector, centre) + _POSITION_WEIGHT * early
        for vector, early in zip(vectors, earliness, strict=True)
    ]
