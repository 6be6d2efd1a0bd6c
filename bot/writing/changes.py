"""Changes: what a new version of a story's summary says that the old one did not, in one line."""

from typing import Final

from bot.news import Summary
from bot.terms import terms
from bot.writing.lines import spoken
from bot.writing.proof.names import Known, names_in
from bot.writing.proof.numbers import quantities
from bot.writing.proof.wording import Wording, content, guess, join, read

LONGEST: Final = 300  # characters

# What a new number and a new name weigh beside a new word: they are what changes in a story.
_NUMBER = 4.0
_NAME = 2.0
_WORD = 1.0
# What a point has to bring at least: a new number, or more new words than a synonym or two.
_FEWEST = 4.0
# The share of a point's words that must be new where no number and no name is.
_NEW_WORDS = 0.5
_COMPARED = 2_000  # characters of one line


def what_is_new(before: Summary, after: Summary) -> str:
    """What a thread is told after its card has changed.

    Args:
        before: What the card said.
        after: What it says now.

    Returns:
        The point that says most that the card did not say, else the headline if it has other
        words, else nothing. One line of plain text, at most 300 characters.
    """
    language = after.language or guess(" ".join(_lines(after)))
    known = join([read(line, language) for line in _lines(before)] or [read("", language)])
    points = [spoken(point.text[:_COMPARED]) for point in after.points]
    news = {point: _news(read(point, language), known) for point in points}
    best = max(news, key=lambda point: news[point], default="")
    if best and news[best] >= _FEWEST:
        return _cut(best)
    headline = spoken(after.headline[:_COMPARED])
    return "" if sorted(terms(headline)) == sorted(terms(before.headline)) else _cut(headline)


def _lines(summary: Summary) -> list[str]:
    lines = (summary.headline, summary.dek, *(point.text for point in summary.points))
    return [spoken(line[:_COMPARED]) for line in lines if line]


def _news(point: Wording, known: Wording) -> float:
    """What a point says that is not known; nothing where that may only be other words for it."""
    values = frozenset[float]().union(*_numbers(known))
    numbers = sum(values.isdisjoint(each) for each in _numbers(point))
    there = Known(known)
    names = {word for name in names_in(point) for word in there.missing(name)}
    stems = set(content(point))
    words = stems - known.stems
    if not (numbers or names) and len(words) < _NEW_WORDS * len(stems):
        return 0.0
    return _NUMBER * numbers + _NAME * len(names) + _WORD * len(words)


def _numbers(wording: Wording) -> list[frozenset[float]]:
    """What each number of a text can mean."""
    told = (each for each in quantities(wording) if not each.is_loose)
    return [each.values for each in told if each.values != {1.0}]


def _cut(line: str) -> str:
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
