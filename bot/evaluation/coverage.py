"""Coverage: how much of what an article leads with is found in a summary.

It counts words and numbers, and knows nothing of meaning: a summary that says the contrary in the
same words covers as much. It tells what was left out, not what is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.evaluation.samples import Sample
from bot.news import Article, Span, Summary
from bot.writing.proof.number_words import factor_words, number_words
from bot.writing.proof.numbers import Quantity, quantities
from bot.writing.proof.wording import Wording, content, guess, read

_LEAD: Final = 3  # sentences, as many as lead-3 has
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be found: the stems of words, and numbers, each in every way to read it."""

    words: frozenset[str]
    numbers: tuple[frozenset[float], ...] = ()


def coverage(sample: Sample, summary: Summary) -> float | None:
    """The share of the leading facts that a summary has, 0 to 1: the mean over the facts.

    A fact is covered in part where the summary has a part of its words of meaning and numbers. Of
    a summary in another language than its article, only the numbers can be looked for.

    Returns:
        None where there is nothing to look for.
    """
    article = sample.article
    language = article.language or guess(article.text)
    facts = [_fact(read(text, language)) for text in sample.facts] or [_lead(article, language)]
    lines = (summary.headline, summary.dek, *(point.text for point in summary.points))
    said = read("\n".join(lines), language)
    if summary.language and summary.language.split("-")[0] != language:
        facts = [Fact(frozenset(), fact.numbers) for fact in facts]
    shares = [_share(fact, said) for fact in facts if fact.words or fact.numbers]
    return sum(shares) / len(shares) if shares else None


def _fact(wording: Wording) -> Fact:
    """A phrase as what is to be found of it; words that are numbers are looked for as numbers."""
    spelt = number_words(wording.language).keys() | factor_words(wording.language).keys()
    terms = tuple(term for term in wording.terms if term not in spelt and not _is_figure(term))
    words = frozenset(content(Wording(wording.text, wording.language, terms, frozenset())))
    return Fact(words, tuple(_values(number) for number in quantities(wording)))


def _values(number: Quantity) -> frozenset[float]:
    """All that a number can mean, with as many digits as survive a multiplication by a million."""
    return frozenset(float(f"{value:.{_DIGITS}g}") for value in number.values)


def _is_figure(term: str) -> bool:
    """Whether a term is a number, or one with Chinese signs around it."""
    return any(letter.isdigit() for letter in term)


def _lead(article: Article, language: str) -> Fact:
    """What an article without facts leads with.

    The numbers of its first three sentences, and their words that title or rest repeat.
    """
    lead = _fact(read(_text(article, article.sentences[:_LEAD]), language))
    rest = read(f"{article.title}\n{_text(article, article.sentences[_LEAD:])}", language)
    return Fact(lead.words & rest.stems, lead.numbers)


def _text(article: Article, spans: Sequence[Span]) -> str:
    return "\n".join(article.text[span.start : span.end] for span in spans)


def _share(fact: Fact, said: Wording) -> float:
    values = {value for number in quantities(said) for value in _values(number)}
    found = len(fact.words & said.stems)
    found += sum(not number.isdisjoint(values) for number in fact.numbers)
    return found / (len(fact.words) + len(fact.numbers))
