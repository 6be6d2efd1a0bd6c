"""Repeats: texts that come again, as a copy elsewhere, a column's next instalment, or a refrain.

A copy is the same story whatever its headline. An instalment is another story however alike it
looks. A refrain is what an outlet prints under every article, and tells nothing at all.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.news import Candidate
from bot.stories.function_words import FUNCTION_WORDS
from bot.stories.terms import COMPARED
from bot.terms import terms

# Of the runs of three terms in either text, this share stands in both: no two articles of
# different events did so in 8,000 labelled ones, refrains aside.
COPY = 0.5
# An outlet that prints its own text again changes a word or two.
REPRINT = 0.8
# An outlet's same headline this much later is the next instalment; sooner, it is an update.
NEXT_INSTALMENT = timedelta(hours=12)

_RUN = 3
# Runs that a text must have before its likeness means anything: two short sentences.
_LEAST_RUNS = 12
# Characters of a sentence that can be a refrain; shorter ones ("He agreed.") come by chance.
_LEAST_REFRAIN = 20
_PIECE = re.compile(r"[^.!?…\n。！？]+[.!?…\n。！？]*")

# Weekdays and months, as the tokeniser spells them: a headline's date does not make it another.
_DATES = frozenset(
    terms("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mon tue wed thu fri sat sun
    jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz
    mai juni juli oktober dezember heute
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet
    août septembre octobre novembre décembre
    lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio
    julio agosto septiembre octubre noviembre diciembre hoy
    segunda terça quarta quinta sexta feira janeiro fevereiro março maio junho julho setembro
    outubro novembro dezembro hoje
    lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno
    luglio settembre ottobre dicembre oggi
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei
    augustus vandaag
    """)
)


Runs = frozenset[tuple[str, ...]]


def runs(text: str) -> Runs:
    """What of a text is compared word by word: each three terms that stand in a row."""
    found = terms(text[:COMPARED])
    return frozenset(tuple(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1))


def is_copy(one: Runs, other: Runs, *, least: float = COPY) -> bool:
    """Whether two texts are the same but for a few words; never for texts too short to tell."""
    if min(len(one), len(other)) < _LEAST_RUNS:
        return False
    return len(one & other) >= least * len(one | other)


def is_next_instalment(one: Candidate, other: Candidate) -> bool:
    """Whether two articles are instalments of a series: one outlet's headline, used again later.

    Dates and numbers in the headline do not count: "Tuesday's weather", "Harriers 3, Rovers 1".
    A reprint, with nearly the same text and the same numbers in it, is no instalment.
    """
    if one.source != other.source or abs(one.published_at - other.published_at) < NEXT_INSTALMENT:
        return False
    if not one.title or _timeless(one.title) != _timeless(other.title):
        return False
    reprint = is_copy(runs(one.text), runs(other.text), least=REPRINT)
    return not (reprint and _numbers(one.text) == _numbers(other.text))


def refrains(article: Candidate, others: Sequence[Candidate]) -> frozenset[str]:
    """Sentences of an article that its outlet also prints under headlines about other matters.

    A sentence that takes up the article's own headline is no refrain, so that a text printed
    again under a new headline is still known. Without a headline nobody knows what is a refrain.
    """
    title = _matter(article)
    if not title:
        return frozenset()
    shared: set[str] = set()
    for other in others:
        if other.source == article.source and title.isdisjoint(_matter(other) or title):
            shared |= _sentences(other.text)
    shared &= _sentences(article.text)
    return frozenset(each for each in shared if title.isdisjoint(terms(each)))


def without(text: str, left_out: frozenset[str]) -> str:
    """A text less some of its sentences; only what is compared of it."""
    if not left_out:
        return text
    pieces = _PIECE.findall(text[:COMPARED])
    return "".join(piece for piece in pieces if piece.strip() not in left_out)


def _sentences(text: str) -> set[str]:
    stripped = (piece.strip() for piece in _PIECE.findall(text[:COMPARED]))
    return {piece for piece in stripped if len(piece) >= _LEAST_REFRAIN}


def _matter(article: Candidate) -> set[str]:
    """What a headline tells; some end in the outlet's own name."""
    name = terms(article.source[:COMPARED])
    return set(terms(article.title[:COMPARED])) - FUNCTION_WORDS - set(name)


def _timeless(title: str) -> list[str]:
    found = terms(title[:COMPARED])
    return [term for term in found if term not in _DATES and not term[0].isdigit()]


def _numbers(text: str) -> set[str]:
    return {term for term in terms(text[:COMPARED]) if term[0].isdigit()}
