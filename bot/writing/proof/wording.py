"""Wording: a text as words that can be compared, whatever their case, accents and endings.

The terms are those of `bot.terms`. English words lose their endings here, words of other languages
keep their first letters: enough to know a word again, too little to know what it means.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from bot.terms import terms
from bot.writing.proof.number_words import factor_words, number_words


def words(text: str) -> frozenset[str]:
    """A list of words as it is written in a program, to look words up in."""
    return frozenset(text.split())


# Characters that are looked at: more than the largest prompt that the settings allow.
LONGEST = 800_000
# Letters of a word that are compared outside English: endings there are many and short. Words
# shorter than four letters carry no meaning there, as far as we know.
_PREFIX = 6
_SHORTEST_FOREIGN = 4
# Stems that are remembered: the words of a few articles, which are compared many times over.
_REMEMBERED = 20_000
# What follows a marker that marks nothing: "not only", "no fewer than", "not until".
_VOIDING = words("""
    only but just least fewer less until even longer doubt matter
    nur zuletzt seulement solo solamente apenas so soltanto alleen slechts только
""")
# From Thai on, scripts say much in few characters.
_TERSE = "\u0e00"
# Words after a marker among which the one that it governs is looked for.
_SCOPE = 5
# Words of meaning on each side of a word that show what it is said of, and the words in all among
# which they are looked for.
_BESIDE = 2
_LOOK = 6
# Letters that an ending must leave of a word, and a vowel among them: "string" is no "str". What a
# verb ends with may leave one less: "ended", but "deal".
_SHORTEST_STEM = 4
_OF_VERBS = words("s ed es ing ied ies")
_VOWELS = frozenset("aeiouy")
# "didn't" is two words, and "won't" is no victory.
_WILL_NOT = re.compile(r"\bwon['’]t\b", re.IGNORECASE)
_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
# Longest first, so that "nations" is not left with "nation".
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers",
    "er", "ors", "or", "ed", "es", "ly", "al", "s", "e", "y",
)  # fmt: skip
# What stays though it looks like an ending: "boss", "delay"; and what an ending doubles: "planned".
_NO_ENDING = re.compile(r"ss\Z|[aeou]y\Z")
_DOUBLED = re.compile(r"([bdgmnprt])\1\Z")


# By what English is known: the share of its smallest words in a text of some length.
_SMALL = words("the of and to in that for with was said")
_SMALL_SHARE = 0.08
TELLING = 20
_GUESSED = 4_000
_UNKNOWN = "und"
_STOPWORDS = words("""
    the an of to in on at by for with from and or but nor as is are was were be been being am
    has have had having he she it they him them his her hers its their theirs this that these those
    who whom whose which will would could may might can shall should must do does did doing done
    not no into onto than then there here when while where why how about out up off over
    said says say saying told tells also more most so such other others own same
    you we us our ours your yours my me mine what all some any each both only just if because
    after before during until since through between among under again further very too even still
    many much few now yet already one ones via per amid against
""")
# Verbs that change within: all of a line of forms are one word.
_IRREGULAR = {
    form: verb.split("/")[0]
    for verb in words("""
    beat/beaten become/became begin/began/begun bite/bit/bitten blow/blew/blown break/broke/broken
    bring/brought build/built burn/burnt buy/bought catch/caught choose/chose/chosen come/came
    dig/dug draw/drew/drawn drink/drank/drunk drive/drove/driven eat/ate/eaten fall/fell/fallen
    feed/fed feel/felt fight/fought find/found flee/fled fly/flew/flown forget/forgot/forgotten
    freeze/froze/frozen get/got/gotten give/gave/given go/goes/went/gone grow/grew/grown hang/hung
    hear/heard hide/hid/hidden hold/held keep/kept know/knew/known lead/led leave/left lend/lent
    lie/lied lose/lost make/made mean/meant meet/met pay/paid ride/rode/ridden ring/rang/rung
    rise/rose/risen run/ran see/saw/seen seek/sought sell/sold send/sent shake/shook/shaken
    shoot/shot show/shown sing/sang/sung sink/sank/sunk sit/sat sleep/slept speak/spoke/spoken
    spend/spent stand/stood steal/stole/stolen stick/stuck strike/struck sue/sues/sued/suing
    swear/swore/sworn sweep/swept swim/swam/swum take/took/taken teach/taught tear/tore/torn
    think/thought throw/threw/thrown understand/understood wake/woke/woken wear/wore/worn
    rebuild/rebuilt overcome/overcame overtake/overtook undergo/underwent uphold/upheld
    withhold/withheld overthrow/overthrew win/won withdraw/withdrew/withdrawn write/wrote/written
    """)
    for form in verb.split("/")
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with its terms in their order."""

    text: str
    language: str
    terms: tuple[str, ...]
    stems: frozenset[str]

    @property
    def is_english(self) -> bool:
        """Whether the finer checks, which know English alone, can read it."""
        return self.language == "en"


def read(text: str, language: str | None = None) -> Wording:
    """The wording of a text; English where no language is named."""
    whole = text[:LONGEST]
    plain = (language or "en").casefold().replace("_", "-").split("-")[0]
    if plain == "en":
        whole = _NOT.sub(" not", _WILL_NOT.sub("will not", whole))
    found = tuple(terms(whole))
    return Wording(whole, plain, found, frozenset(stem(term, plain) for term in found))


def join(wordings: Sequence[Wording]) -> Wording:
    """Several wordings in turn as one; of no language where there are none."""
    return Wording(
        "\n".join(wording.text for wording in wordings),
        wordings[0].language if wordings else "",
        tuple(term for wording in wordings for term in wording.terms),
        frozenset().union(*(wording.stems for wording in wordings)),
    )


def guess(text: str) -> str:
    """The language of a text whose language nobody names: English or not known.

    A text that is too short to tell is taken for English.
    """
    found = terms(text[:_GUESSED])
    small = sum(term in _SMALL for term in found)
    is_english = len(found) < TELLING or small >= _SMALL_SHARE * len(found)
    return "en" if is_english else _UNKNOWN


def content(wording: Wording) -> list[str]:
    """The stems of the words that carry meaning, in their order; numbers are not among them."""
    return [
        stem(term, wording.language) for term in wording.terms if _bears(term, wording.language)
    ]


@lru_cache(_REMEMBERED)
def stem(term: str, language: str = "en") -> str:
    """What is left of a word without its ending."""
    if language != "en":
        return term[:_PREFIX]
    term = _IRREGULAR.get(term, term)
    for ending in _ENDINGS if not _NO_ENDING.search(term) else ():
        left = term.removesuffix(ending)
        if (
            left != term
            and len(left) >= _SHORTEST_STEM - (ending in _OF_VERBS)
            and not _VOWELS.isdisjoint(left)
        ):
            return _DOUBLED.sub(r"\1", left)
    return term


def is_common(term: str, language: str = "en") -> bool:
    """Whether a term is one of the small words that carry no meaning alone."""
    if language == "en":
        return term in _STOPWORDS
    return len(term) < _SHORTEST_FOREIGN and term[:1] < _TERSE


def is_number(term: str, language: str = "en") -> bool:
    """Whether a term is a number, in digits or in words, which other checks compare."""
    return term.isdigit() or term in number_words(language) or term in factor_words(language)


def governed(wording: Wording, markers: frozenset[str]) -> list[str]:
    """What a text says under a marker, such as "not" or "plans to": the next word of meaning.

    Args:
        wording: The text.
        markers: Words, or pairs of words.
    """
    found: list[str] = []
    for place, (word, after) in enumerate(pairwise((*wording.terms, ""))):
        if after not in _VOIDING and (word in markers or f"{word} {after}" in markers):
            scope = wording.terms[place + 1 : place + 1 + _SCOPE]
            found += islice((term for term in scope if _bears(term, wording.language)), 1)
    return found


def without_marker(
    claim: Wording, near: Sequence[Wording], sentences: Sequence[Wording], markers: frozenset[str]
) -> list[str]:
    """The words that sentences have under a marker alone, and that a claim has too.

    Args:
        claim: It has no marker, or so the caller has found.
        near: The sentences whose words count.
        sentences: All of them: where one has a word without a marker, it is free.
        markers: As above.
    """
    governing = dict.fromkeys(word for s in near for word in governed(s, markers))
    return [
        word
        for word in governing
        if stem(word, claim.language) in claim.stems
        and all(_is_always_governed(word, sentence, markers) for sentence in sentences)
    ]


def _is_always_governed(word: str, wording: Wording, markers: frozenset[str]) -> bool:
    language = wording.language
    stems = [stem(other, language) for other in governed(wording, markers)]
    every = [stem(other, language) for other in wording.terms]
    return stems.count(stem(word, language)) == every.count(stem(word, language))


def beside(wording: Wording, word: str) -> frozenset[str]:
    """The stems that stand nearest to a word wherever a text has it, two on each side.

    What two texts have in common here shows that they say it of the same.
    """
    wanted = stem(word, wording.language)
    places = (i for i, term in enumerate(wording.terms) if stem(term, wording.language) == wanted)
    return frozenset(near for place in places for near in neighbours(wording, place)) - {wanted}


def neighbours(wording: Wording, place: int) -> Iterator[str]:
    """The stems of the nearest two words of meaning on each side of a place."""
    before = wording.terms[max(0, place - _LOOK) : place]
    for terms_beside in (reversed(before), wording.terms[place + 1 : place + 1 + _LOOK]):
        matter = (term for term in terms_beside if _bears(term, wording.language))
        yield from (stem(term, wording.language) for term in islice(matter, _BESIDE))


def _bears(term: str, language: str) -> bool:
    return not is_common(term, language) and not is_number(term, language)
