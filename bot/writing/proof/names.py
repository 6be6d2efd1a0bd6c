"""Names: whether whoever and whatever a claim names is in the article at all.

A name is a capitalised word that does not open a sentence. It counts as known in any form that an
article may give it: split, hyphenated, possessive, shortened to its initials or spelt out from
them, as a country or as its people.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from bot.terms import terms
from bot.writing.proof.wording import Wording, is_common, words

# A word with what may stand inside a name: "O'Neill", "al-Sisi", "U.S.".
_WORD = re.compile(r"\w(?:[\w'’.&-]{0,60}\w)?")
# Characters before a word that are looked at.
_GAP = 20
# What a sentence, a quotation or a list item may open with.
_OPENS = re.compile(r"[.!?…:;\n\"“”„«»‘`(\[•|/—–-]")
# Languages that write every noun with a capital.
_ALL_NOUNS = frozenset({"de", "lb"})
# Words of a headline that are capitalised when all are, as a share, and how many it takes to tell.
_TITLE_CASE = 0.6
_TELLING = 4
_LONG_WORD = 4
# The share of a word's letters, and how many, that another form of it keeps: "Canada", "Canadian".
# Just above what Austria shares with Australia.
_KEPT = 0.57
_FEWEST_KEPT = 4
# Words before names that are written with a stop.
_SHORTENED = words("Mr Mrs Ms Dr St Prof Gen Col Sgt Lt Sen Rep Gov Rev Sr Jr")
# Texts whose names are remembered: an article, and the sentences that are at hand.
_ARTICLES = 4
# Letters of the shortest abbreviation that may be spelt out.
_ABBREVIATION = 2
_JOINT = re.compile(r"[-–/&]|['’]s?\Z")

# Peoples and countries that share too few letters; all on one line are one.
_SAME = {
    name: line.split()[0]
    for line in """
    uk british britain briton britons; us usa american americans america states; eu european europe
    french france; dutch netherlands holland; spanish spain; welsh wales; irish ireland
    scottish scotland scots; polish poland poles; danish denmark danes; swiss switzerland
    thai thailand; finnish finland finns; filipino philippines; uae emirates emirati
    united un utd; television tv; company co; government govt
    man manchester; nz zealand; prc china chinese; rok korea korean; uyghur uighur
    """.replace("\n", ";").split(";")
    for name in line.split()
}
# Capitalised words that name nobody: how people are addressed, days that other checks look at, and
# what opens a sentence before a name.
_NO_NAMES = words("""
    mr mrs ms dr sir president prime minister chief executive officer ceo chairman professor
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    spring summer autumn winter internet
    former first second last previous current new old young top star veteran late fellow rival local
    police officials scientists researchers doctors lawyers witnesses residents
""")


class _Word(NamedTuple):
    """A word of a text, where it starts, and what stands between it and the one before."""

    gap: str
    text: str
    start: int


class Name(NamedTuple):
    """Capitalised words in a row, and where in the text they stand."""

    words: tuple[str, ...]
    start: int
    end: int

    def __str__(self) -> str:
        return " ".join(self.words)


def unknown_names(claim: Wording, whole: Wording) -> Iterator[str]:
    """What a claim names and the article does not, one complaint for each."""
    names = names_in(claim)
    known = known_names(whole) if names else None
    missing = (word for name in names for word in known.missing(name)) if known else ()
    for word in dict.fromkeys(missing):
        yield f"names {word}, which is not in the article"


def names_in(wording: Wording) -> list[Name]:
    """The names in a text; none where capitals tell nothing."""
    words = list(_words(wording.text))
    if wording.language in _ALL_NOUNS or _is_title_case([word.text for word in words]):
        return []
    names: list[Name] = []
    for place, word in enumerate(words):
        if not word.text[0].isupper() or (_opens(words, place) and not _is_named(words, place)):
            continue
        end = word.start + len(word.text)
        last = names[-1] if names else None
        if last is not None and last.end + 1 == word.start and word.gap == " ":
            names[-1] = Name((*last.words, word.text), last.start, end)
        else:
            names.append(Name((word.text,), word.start, end))
    return names


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for word in _WORD.finditer(text):
        yield _Word(text[max(end, word.start() - _GAP) : word.start()], word[0], word.start())
        end = word.end()


def _is_title_case(words: Sequence[str]) -> bool:
    """Whether a text is a headline in which a capital tells nothing."""
    long = [word for word in words[1:] if len(word) >= _LONG_WORD]
    return len(long) >= _TELLING and sum(w[0].isupper() for w in long) >= _TITLE_CASE * len(long)


def _opens(words: Sequence[_Word], place: int) -> bool:
    """Whether a word would have a capital in any case; the stop of "J. Smith" ends nothing."""
    if place == 0:
        return True
    before = words[place - 1].text
    is_initial = words[place].gap == ". " and (len(before) == 1 or before in _SHORTENED)
    return not is_initial and bool(_OPENS.search(words[place].gap))


def _is_named(words: Sequence[_Word], place: int) -> bool:
    """Whether a word that opens a sentence is a name all the same."""
    word = words[place].text
    if any(letter.isupper() for letter in word[1:]):
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    is_first_of_two = following is not None and following.gap == " " and following.text[0].isupper()
    return is_first_of_two and not is_common(word.casefold())


class Known:
    """The names that a text has, in all their forms."""

    def __init__(self, whole: Wording) -> None:
        self._terms = frozenset(_SAME.get(term, term) for term in whole.terms)
        self._beginnings = {start for term in set(whole.terms) for start in _beginnings(term)}
        self._initials = _initials(whole.text)
        self._abbreviations = {
            word.text.replace(".", "")
            for word in _words(whole.text)
            if word.text.isupper() and len(word.text) >= _ABBREVIATION
        }

    def missing(self, name: Name) -> Iterator[str]:
        """The words of a name that the text does not have in any form."""
        if "".join(word[0] for word in name.words) in self._abbreviations:
            return
        for word in name.words:
            parts = [part for part in _JOINT.split(word) if part[:1].isupper()]
            if any(
                term not in _NO_NAMES and not self._has(term) for term in terms(" ".join(parts))
            ):
                yield word

    def _has(self, term: str) -> bool:
        return (
            _SAME.get(term, term) in self._terms
            or (len(term) >= _ABBREVIATION and term in self._initials)
            or not self._beginnings.isdisjoint(_beginnings(term))
        )


@lru_cache(_ARTICLES)
def known_names(wording: Wording) -> Known:
    """The names that a text has; remembered, for each point of a draft asks for the article's."""
    return Known(wording)


def _beginnings(term: str) -> list[str]:
    """The beginnings of a word by which another form of it is known."""
    fewest = max(_FEWEST_KEPT, ceil(_KEPT * len(term)))
    return [term[:length] for length in range(fewest, len(term) + 1)]


def _initials(text: str) -> str:
    """The first letters of capitalised words in a row, small words between them left out."""
    letters: list[str] = []
    for word in _words(text):
        if _OPENS.search(word.gap) or not word.text[0].isupper():
            letters.append("" if is_common(word.text) and word.gap == " " else " ")
        if word.text[0].isupper():
            letters.extend(part[0] for part in word.text.split("-") if part)
    return "".join(letters).casefold()
