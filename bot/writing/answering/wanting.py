"""What a question is about: its words of meaning and its numbers, each by its rarity."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.writing.answering.tongues import tongue_of
from bot.writing.proof.wording import is_common, read, stem, words

LONGEST: Final = 2_000  # characters of a question that are read
# What asks, and tells nothing of what is asked for.
_ASKING: Final = words("what who whom whose which when where how why kind type sort name")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question, without their endings.

    Attributes:
        weights: What each of them is worth.
        language: By which words are read, as a tag.
    """

    weights: Mapping[str, float]
    language: str

    def stems(self, text: str) -> frozenset[str]:
        """The words of another text, as they are compared with those of the question."""
        return read(text, self.language).stems

    def share(self, stems: Iterable[str]) -> float:
        """How much of what is wanted is among these words, 0 to 1."""
        whole = sum(self.weights.values())
        there = self.weights.keys() & set(stems)
        return sum(self.weights[each] for each in there) / whole if whole else 0.0


def wanted_by(question: str, weigh: Callable[[str], float]) -> Wanted:
    """What a question is about.

    Args:
        question: Untrusted; its first 2,000 characters count.
        weigh: How much a term tells; nothing for a function word.
    """
    text = question[:LONGEST]
    language = tongue_of(text) or "en"
    weights: dict[str, float] = {}
    for term in read(text, language).terms:
        if is_common(term, language) or term in _ASKING:
            continue
        root = stem(term, language)
        weights[root] = max(weights.get(root, 0.0), weigh(term))
    return Wanted({root: weight for root, weight in weights.items() if weight > 0}, language)
