"""Novelty: whether an article says something that its story has not said yet.

A guess from words (docs/decisions/stories.md). A wrong alarm costs one call of a model and an edit
that nobody needed; what is missed leaves a card as it was until the next article.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from statistics import fmean

from bot.news import Article, Candidate
from bot.stories.terms import COMPARED, TermCounts
from bot.stories.turns import takes_a_turn
from bot.terms import terms

# Of what an article leads with, weighed by how rare the words are, so much has not been said.
NEWS = 0.60
# Sentences that an article leads with, below its headline.
LEAD = 3

# Letters by which two words are taken for forms of one: "resigned", "resigns".
_STEM = 5
# Words of a sentence that an edit can tell something with: "Last updated 3 hours ago" has five.
_LEAST_WORDS = 6
# A full stop ends a sentence where white space follows; in scripts that set none, everywhere.
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")
# Also single digits, which are no terms: "2 dead". No years, and no times of day.
_NUMBER = re.compile(r"(?<![\d:.,])(?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)*+(?![\d:])")
_WORD = re.compile(r"[^\W_]+")


def tells_news(
    article: Article | Candidate, told: Sequence[Article | Candidate], counts: TermCounts
) -> bool:
    """Whether an article says something that changes the story that it joins.

    Its headline has a number, or a turn of events such as an arrest, that nobody has told; or most
    of what it leads with is new. A summary is proved from the first 2,000 characters of an article,
    so what stands below them has not been told.

    Args:
        article: The newcomer; no copy.
        told: What is known of the story.
        counts: How common each term is in the archive.
    """
    known = [part for each in told for part in _compared(each)]
    title, text = _compared(article)
    if _is_a_fact_of_its_own(title, known):
        return True
    lead = islice(_sentences(text), LEAD)
    return _share_unsaid([title, *lead], known, counts) >= NEWS


def edit_tells_news(
    before: Article, article: Article, quotes: Collection[str], counts: TermCounts
) -> bool:
    """Whether an outlet's edit of its article changes the story.

    It does with another headline, with a notice, with a sentence that is gone though a summary
    quotes it, and with a sentence that says something new. Typing errors and white space that were
    mended elsewhere do not.

    Args:
        before: The article as it was.
        article: As it is now.
        quotes: What the story's summaries quote from it.
        counts: How common each term is in the archive.
    """
    if _words(before.title) != _words(article.title):
        return True
    if article.notice is not None and article.notice != before.notice:
        return True
    if any(quote not in article.text for quote in quotes):
        return True
    known = _compared(before)
    return any(
        _is_a_fact_of_its_own(sentence, known) or _share_unsaid([sentence], known, counts) >= NEWS
        for sentence in _sentences(article.text[:COMPARED])
        if len(_words(sentence)) >= _LEAST_WORDS and sentence not in before.text
    )


def _is_a_fact_of_its_own(sentence: str, known: Sequence[str]) -> bool:
    """Whether it has a number, or a turn of events, that nobody has told."""
    numbers = _numbers(sentence)
    if numbers and not numbers <= {number for text in known for number in _numbers(text)}:
        return True
    return takes_a_turn(sentence, known)


def _share_unsaid(sentences: Iterable[str], known: Sequence[str], counts: TermCounts) -> float:
    """The share of some sentences that nobody has told, 0 to 1: the mean over them."""
    said = {_stem(term) for text in known for term in terms(text)}
    shares = []
    for sentence in sentences:
        weights = {term: counts.idf(term) for term in terms(sentence)}
        if whole := sum(weights.values()):
            new = sum(weight for term, weight in weights.items() if _stem(term) not in said)
            shares.append(new / whole)
    return fmean(shares) if shares else 0.0


def _compared(article: Article | Candidate) -> tuple[str, str]:
    return article.title[:COMPARED], article.text[:COMPARED]


def _sentences(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE_END.split(text) if each.strip()]


def _numbers(text: str) -> set[str]:
    """Numbers without their points and commas, which each language sets in its own way."""
    return {number.replace(",", "").replace(".", "") for number in _NUMBER.findall(text)}


def _stem(term: str) -> str:
    return term if term[0].isdigit() else term[:_STEM]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
