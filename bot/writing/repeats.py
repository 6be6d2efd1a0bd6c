"""Repeats: which sentences only say again what has been told in the same words.

Outlets print the same agency's text. Word for word it is told once; a sentence of somebody's own is
kept though it says the same, for it bears out the other one.
"""

from collections.abc import Iterable, Sequence

from bot.writing.proof.wording import is_common, is_number

_Run = tuple[str, ...]

# Terms in a row by which words are known again.
_RUN = 3
# The share of a sentence's runs that must have been told.
_TOLD = 0.7


class Told:
    """The words that have been told so far."""

    def __init__(self) -> None:
        self._runs: set[_Run] = set()
        self._terms: set[str] = set()

    def add(self, sentences: Iterable[Sequence[str]]) -> None:
        """Take sentences as told, each as its terms."""
        for sentence in sentences:
            self._runs.update(_runs(sentence))
            self._terms.update(sentence)

    def new(self, sentence: Sequence[str]) -> set[str]:
        """The terms that nobody has used."""
        return set(sentence) - self._terms

    def has(self, sentence: Sequence[str], language: str) -> bool:
        """Whether a sentence has been told: word for word, but for words left out or moved.

        A sentence with a number, a small word ("not", "may") or anything unheard of put in is
        another one.
        """
        runs = _runs(sentence)
        again = [run for run in runs if run in self._runs]
        if len(again) < _TOLD * len(runs):
            return False
        put_in = set(sentence).difference(*again)
        return not any(self._matters(term, language) for term in put_in)

    def _matters(self, term: str, language: str) -> bool:
        return term not in self._terms or is_common(term, language) or is_number(term, language)


def _runs(sentence: Sequence[str]) -> list[_Run]:
    """All terms of a short sentence are one run; of no term there is none."""
    if not sentence:
        return []
    last = max(1, len(sentence) - _RUN + 1)
    return [tuple(sentence[place : place + _RUN]) for place in range(last)]
