"""Why a card links to an earlier story, in a few words that a reader can check.

The same event; names that both articles have in running text; else what both are about; else only
that it lies behind. Nothing but letters, digits, blanks, hyphens and apostrophes of an article ever
gets here, whatever its title holds.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.news import Article, Candidate
from bot.stories.terms import COMPARED, TermCounts
from bot.terms import terms

LONGEST = 60  # characters; a longer one would break its line on a telephone
# Names and words that a reason has at most. One name alone is a word among others.
_MOST_NAMES = 3
_FEWEST_NAMES = 2
_MOST_WORDS = 3
_LONGEST_NAME = 30  # characters; what is longer is a headline without small letters
# Characters of a term of a script without spaces.
_PAIR = 2
# Letters by which two words are taken for forms of one: "council", "councillor".
_STEM = 5
# Days that are counted ("3 days ago"); before that the date itself says more, and never ages.
_DAYS_COUNTED = 7
_WORD = re.compile(r"[^\W_]+")
# A run of capitalised words that begins no sentence; and the first letter of any such word.
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][^\W_]*(?:['’-][^\W_]+)*"
_NAME = re.compile(rf"(?<=[\w,;] )({_CAPITAL}(?: {_CAPITAL}){{0,3}})")
_INNER = re.compile(r"(?<=\w )([^\W\d_])")
# Where more of the words inside sentences are capitalised, the capital tells nothing: German.
_MOST_CAPITALS = 0.25
_ENOUGH_TO_TELL = 15  # words; of fewer nobody knows
_DAYS_AND_MONTHS = frozenset(
    terms(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May"
        " June July August September October November December"
    )
)


def reason(
    article: Article,
    candidate: Candidate,
    shared: Mapping[str, float],
    counts: TermCounts,
    *,
    is_same_event: bool,
    now: datetime,
) -> str:
    """Why a link stands there, in at most 60 characters.

    Args:
        article: What the link is for.
        candidate: What it leads to.
        shared: The terms of both, by what they weigh in both.
        counts: How common each term is in the archive.
        is_same_event: Whether both tell of one event.
        now: The present, from which days are counted.
    """
    when = _when(candidate.published_at, now)
    if is_same_event:
        outlet = " ".join(_WORD.findall(candidate.source))[:_LONGEST_NAME].strip()
        is_other = outlet and candidate.source != article.source
        return f"same event, {f'told by {outlet}' if is_other else when}"
    names = _shared_names(article, candidate, counts)
    if len(names) >= _FEWEST_NAMES:
        return _fitting(when, "same names: ", names[:_MOST_NAMES])
    words = _telling(f"{article.title} {article.text[:COMPARED]}", shared)
    return _fitting(when, "about: ", words) if words else f"{when} · background"


def _fitting(when: str, kind: str, parts: Sequence[str]) -> str:
    """As many of the parts as have room; the time goes before the last of them does."""
    for known in (parts[:number] for number in range(len(parts), 0, -1)):
        told = f"{when} · {kind}{', '.join(known)}"
        if len(told) <= LONGEST:
            return told
    return f"{when} · background"


def _shared_names(article: Article, candidate: Candidate, counts: TermCounts) -> list[str]:
    """Names that both have in running text, the rarest first, the longer of two forms."""
    mine, theirs = _names(article.text[:COMPARED]), _names(candidate.text[:COMPARED])
    outlets = set(terms(f"{article.source} {candidate.source}"))
    known = {
        folded: name
        for folded, name in mine.items()
        if folded in theirs and not outlets.issuperset(terms(name))
    }
    ranked = sorted(known, key=lambda folded: (-_rarity(known[folded], counts), folded))
    chosen: list[str] = []
    for folded in ranked:
        words = set(terms(known[folded]))
        if not any(words & set(terms(other)) for other in chosen):
            longest = max((n for n in known.values() if words <= set(terms(n))), key=len)
            chosen.append(longest)
    return chosen


def _names(text: str) -> dict[str, str]:
    """The names in a text by their terms, as it spells them; none where all nouns have capitals."""
    inner = _INNER.findall(text)
    capitals = sum(letter.isupper() for letter in inner)
    if len(inner) >= _ENOUGH_TO_TELL and capitals > _MOST_CAPITALS * len(inner):
        return {}
    found = (match[1] for match in _NAME.finditer(text))
    return {" ".join(terms(name)): name for name in found if _is_name(name)}


def _is_name(name: str) -> bool:
    words = terms(name)
    is_day = any(word in _DAYS_AND_MONTHS for word in words)
    return bool(words) and not is_day and len(name) <= _LONGEST_NAME


def _rarity(name: str, counts: TermCounts) -> float:
    return max(counts.idf(term) for term in terms(name))


def _telling(text: str, shared: Mapping[str, float]) -> list[str]:
    """The words of the text that weigh most in both articles, spelled as it spells them."""
    spelled = _spellings(text)
    chosen: list[str] = []
    for term in sorted(shared, key=lambda term: (-shared[term], term)):
        if len(chosen) == _MOST_WORDS or not shared[term]:
            break
        if not term.isdecimal() and not any(_akin(term, other) for other in chosen):
            chosen.append(term)
    return [spelled.get(term, term) for term in chosen]


def _spellings(text: str) -> dict[str, str]:
    """How the text spells its terms, in small letters where it does so anywhere."""
    spelled: dict[str, str] = {}
    for word in _WORD.findall(text):
        found = terms(word)
        if len(found) == 1 and (word.islower() or found[0] not in spelled):
            spelled[found[0]] = word
    return spelled


def _akin(a: str, b: str) -> bool:
    """Whether two terms are forms of one word, or neighbouring pairs of characters."""
    if len(a) == len(b) == _PAIR:
        return not set(a).isdisjoint(b)
    return a[:_STEM] == b[:_STEM]


def _when(then: datetime, now: datetime) -> str:
    """How long ago, in the words of somebody who looks at the calendar."""
    days = (now.date() - then.date()).days
    if days < 1:
        return "earlier today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < _DAYS_COUNTED else f"{then.day} {then:%B %Y}"
