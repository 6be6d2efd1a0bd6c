"""Translations: what can still be compared where an answer and its article share no language.

Numbers and dates are checked as everywhere. Beyond them it is names that stay, and words that two
languages have from a third: "million", "president".
"""

import re
from collections.abc import Iterator

from bot.writing.proof.names import known_names, names_in
from bot.writing.proof.numbers import quantities
from bot.writing.proof.wording import Wording, is_common

# Letters by which words of two languages are known to be one, and those of the shortest: "Moss".
_ROOT = 5
_SHORTEST_ROOT = 4
_LATIN = re.compile("[A-Za-zÀ-ɏ]")


def mistranslations(claim: Wording, evidence: Wording, whole: Wording) -> Iterator[str]:
    """What is wrong with the names and the other lasting words of a translation.

    Between scripts no word stays the same, and nothing is asked for.

    Args:
        claim: The sentence, in its own language.
        evidence: The sentences that are to prove it, in theirs.
        whole: Their article.
    """
    if _LATIN.search(claim.text) and _LATIN.search(whole.text):
        yield from _strangers(claim, whole)
        yield from _unheld(claim, evidence)


def _strangers(claim: Wording, whole: Wording) -> Iterator[str]:
    """The people in a translation whom the article does not have.

    Single names may be translated, as those of countries are; of two words in a row one stays.
    """
    known = known_names(whole)
    for name in names_in(claim):
        if len(name.words) > 1 and len(list(known.missing(name))) == len(name.words):
            yield f"names {name}, who is not in the article"


def _unheld(claim: Wording, evidence: Wording) -> Iterator[str]:
    """Whether a translation has neither a number, nor a name or another word that stays the same.

    It could say anything then.
    """
    counts = [{each.values for each in quantities(wording)} for wording in (claim, evidence)]
    if counts[0].isdisjoint(counts[1]) and _roots(claim).isdisjoint(_roots(evidence)):
        yield "has no number, name or word of the sentences"


def _roots(wording: Wording) -> set[str]:
    """The beginnings of the words by which a name, or a word of two languages, is known again."""
    bearing = (term for term in wording.terms if not is_common(term))
    return {term[:_ROOT] for term in bearing if len(term) >= _SHORTEST_ROOT}
