"""What a text is about, measured against everything read so far: rare terms weigh more."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from bot.terms import terms, unit

# A term in the title counts as often as three in the text (docs/decisions/related.md).
TITLE_WEIGHT = 3
# Characters of text that are compared: news says what it is about at the start.
COMPARED = 2_000
# Documents without the term that are taken for read: without them, three articles that tell one
# event and nothing else would make its very words look common; ten would make strangers alike.
_IMAGINED = 3


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

    def idf(self, term: str) -> float:
        """How much a term tells: next to nothing where every document has it, else more."""
        return max(0.0, log((self.count + 1 + _IMAGINED) / (self.documents[term] + 0.5)))


def weigh(title: str, text: str, counts: TermCounts) -> dict[str, float]:
    """The terms of an article as a unit vector: 1 + log of how often, times how rare.

    Args:
        title: Counts three times.
        text: Only its first 2,000 characters count.
        counts: How common each term is.
    """
    frequencies = Counter(terms(text[:COMPARED]))
    for term in terms(title[:COMPARED]):
        frequencies[term] += TITLE_WEIGHT
    return unit({term: (1 + log(n)) * counts.idf(term) for term, n in frequencies.items()})


def heaviest(title: str, text: str, counts: TermCounts, number: int = 12) -> tuple[str, ...]:
    """The terms that tell most about an article, the heaviest first, to search an archive with.

    Args:
        title: Counts three times.
        text: Only its first 2,000 characters count.
        counts: How common each term is.
        number: How many at most; twelve found as much as twenty in half the time.
    """
    weights = weigh(title, text, counts)
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:number])
