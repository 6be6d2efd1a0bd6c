"""What a text is about, measured against everything read so far: rare terms weigh more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from bot.stories.function_words import FUNCTION_WORDS
from bot.terms import terms, unit

# A term in the title counts as often as three in the text (docs/decisions/related.md).
TITLE_WEIGHT = 3
# Characters of text that are compared: news says what it is about at the start.
COMPARED = 2_000
# Documents without the term that are taken for read: without them, three articles that tell one
# event and nothing else would make its very words look common; ten would make strangers alike.
_IMAGINED = 3
# Terms counted at most, some 60 MB: a bot that runs for years meets ever new names and numbers.
MOST_TERMS = 500_000
# Articles whose terms are kept, some 17 MB: recent ones are candidates again and again.
_REMEMBERED = 1_000


@dataclass(slots=True)
class TermCounts:
    """In how many documents each term stands; kept in memory and added to as articles come.

    It works from the first article on: nothing about a language has to be shipped.
    """

    count: int = 0
    documents: Counter[str] = field(default_factory=Counter)

    def add(self, document: Iterable[str]) -> None:
        """Count one more document, given its terms; a term that repeats in it counts once."""
        self.documents.update(set(document))
        self.count += 1
        if len(self.documents) > MOST_TERMS:
            self._forget_the_rarest()

    def idf(self, term: str) -> float:
        """How much a term tells: nothing for a function word, more the fewer documents have it."""
        if term in FUNCTION_WORDS:
            return 0.0
        return max(0.0, log((self.count + 1 + _IMAGINED) / (self.documents[term] + 0.5)))

    def _forget_the_rarest(self) -> None:
        """Drop what stood in fewest documents, typing errors above all, until half is free."""
        kept = self.documents.most_common(MOST_TERMS // 2)
        self.documents = Counter(dict(kept))


def weigh(title: str, text: str, counts: TermCounts) -> dict[str, float]:
    """The terms of an article as a unit vector: 1 + log of how often, times how rare.

    Args:
        title: Counts three times.
        text: Only its first 2,000 characters count.
        counts: How common each term is.
    """
    often = _how_often(title[:COMPARED], text[:COMPARED])
    return unit({term: weight * counts.idf(term) for term, weight in often.items()})


@lru_cache(maxsize=_REMEMBERED)
def _how_often(title: str, text: str) -> Mapping[str, float]:
    """The terms of an article, each with 1 + log of how often it stands there."""
    frequencies = Counter(terms(text))
    for term in terms(title):
        frequencies[term] += TITLE_WEIGHT
    return {term: 1 + log(n) for term, n in frequencies.items()}


def heaviest(title: str, text: str, counts: TermCounts, number: int = 12) -> tuple[str, ...]:
    """The terms that tell most about an article, the heaviest first, to search an archive with.

    Args:
        title: Counts three times.
        text: Only its first 2,000 characters count.
        counts: How common each term is.
        number: How many at most; twelve found as much as twenty in half the time.
    """
    weights = weigh(title, text, counts)
    telling = (term for term, weight in weights.items() if weight > 0)
    return tuple(sorted(telling, key=lambda term: (-weights[term], term))[:number])
