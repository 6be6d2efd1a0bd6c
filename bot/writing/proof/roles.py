"""Roles: who does what to whom, and why, where a claim has all the right words in wrong places.

Three plain signs of it: a name where the sentences have another one beside the same word, the words
on both sides of a third one exchanged, and a "because" where the sentences give no reason. English
only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.terms import terms
from bot.writing.proof.names import Known, Name, known_names, names_in
from bot.writing.proof.wording import Wording, is_common, stem, words

# Characters and terms beside a name that are looked at.
_NEAR = 60
_TERMS = 4
# Small words that carry meaning beside a name: who said it matters.
_TELLING = words("said says say saying told tells")
_PREPOSITIONS = words("of in at from to near with for by on between against over under into about")
# What stands before names and is no part of what they do.
_OFFICES = words("""
    mayor governor councillor senator president prime minister chief executive director chairman
    chairwoman spokesman spokeswoman spokesperson captain engineer professor judge king queen
    leader party founder officer secretary lawyer coach striker midfielder defender singer actor
""")
# First words of names that many share: "New York", "New Alderhaven".
_SHARED = words("""
    new old north south east west northern southern eastern western great upper lower saint st port
    fort mount lake san santa la le el al de the sir dame lord lady mr mrs ms dr
""")
_POSSESSIVE = re.compile(r"['’]s?\Z")
# Words of meaning on each side of one that are looked at, to see whether they have been exchanged.
_SIDE = 2
_EITHER_WAY = frozenset(stem(w) for w in words("meet marry face join play draw talk agree match"))
# What stands before a noun, and so not before a verb; and what ends a clause.
_BEFORE_NOUNS = _PREPOSITIONS | words("the an his her its their our your this that these those no")
_CLAUSE = re.compile(r"[.,:;!?()“”\"—–]|\s-\s|\b(?:and|but|while|who|which|that|because|after)\b")
_PASSIVE = words("by be was were been being got")

_CAUSAL = re.compile(
    r"""\bbecause\b | (?<!is\ )(?<!are\ )\bdue\ to\b | \b(?:owing|thanks)\ to\b
    | \bcaus(?:e|es|ed|ing)\b | \b(?:leads?|leading|led)\ to\b | \bas\ a\ result\b
    | \bresult(?:s|ed|ing)?\ (?:in|from)\b | \btherefore\b | \b(?:prompt|trigger)(?:s|ed|ing)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What may give a reason. Much may: a claim is at fault only where nothing of it is there.
_REASON = re.compile(
    r"""\b(?:because|due|owing|thanks|caus\w*|lead\w*|led|result\w*|therefore|so|since|as|after
    |follow\w*|prompt\w*|trigger\w*|spark\w*|reason\w*|why|for|blam\w*|attribut\w*|amid|forc\w*|made
    |mak\w*|mean\w*|over|when|by|hence|thus|stem\w*|from|brought|bring\w*|contribut\w*|with|through
    |in\ response|out\ of|to)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def wrong_roles(claim: Wording, evidence: Wording, whole: Wording) -> Iterator[str]:
    """Who is put in a wrong place by a claim, one complaint for each.

    Args:
        claim: What is said.
        evidence: The sentences that are to prove it.
        whole: The article.
    """
    yield from _swapped_names(claim, evidence)
    yield from _mixed_names(claim, whole)
    yield from _exchanged(claim, evidence)


def made_up_causes(claim: Wording, evidence: Wording) -> Iterator[str]:
    """The cause that a claim gives where the sentences that it names give none, or nothing."""
    cause = _CAUSAL.search(claim.text)
    if cause and not _REASON.search(evidence.text):
        yield f"says “{cause[0]}”, the sentences give no reason"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a sentence a name stands."""

    preposition: str  # before the name; empty where there is none
    before: str  # the stems of the nearest words that bear meaning
    after: str

    def is_like(self, other: "_Place") -> bool:
        """Whether a name here does the same as one there."""
        if self.preposition != other.preposition:
            return False
        same_after = self.after == other.after != "" and not self.preposition
        return self.before == other.before != "" or same_after


def _place(name: Name, text: str) -> _Place:
    before = terms(text[max(0, name.start - _NEAR) : name.start])[: -_TERMS - 1 : -1]
    after = terms(text[name.end : name.end + _NEAR])[:_TERMS]
    preposition = next((w for w in before[:2] if w not in {"the", "a"}), "")
    return _Place(
        preposition if preposition in _PREPOSITIONS else "",
        next((stem(word) for word in before if _tells(word)), ""),
        next((stem(word) for word in after if _tells(word)), ""),
    )


def _tells(word: str) -> bool:
    plain = not is_common(word) and word not in _OFFICES and not word.isdigit()
    return plain or word in _TELLING


def _swapped_names(claim: Wording, evidence: Wording) -> Iterator[str]:
    """Names that stand where the sentences have others, which the claim leaves out."""
    known, said = known_names(evidence), known_names(claim)
    ours = [name for name in names_in(claim) if _is_absent(name, known)]
    theirs = [name for name in names_in(evidence) if _is_absent(name, said)] if ours else []
    for name in ours:
        place = _place(name, claim.text)
        for other in theirs:
            if place.is_like(_place(other, evidence.text)):
                yield f"names {name} where the sentences name {other}"


def _is_absent(name: Name, known: Known) -> bool:
    """Whether a text has no word of a name."""
    return len([*known.missing(name)]) == len(name.words)


def _mixed_names(claim: Wording, whole: Wording) -> Iterator[str]:
    """Names put together from two: "Petra Okoro" of Petra Lindqvist and Tam Okoro."""
    full = [name for name in names_in(claim) if len(name.words) > 1]
    everywhere = [name.words for name in names_in(whole)] if full else []
    for name in full:
        first, last = name.words[-2], _POSSESSIVE.sub("", name.words[-1])
        others = [words for words in everywhere if first in words]
        if first.casefold() in _SHARED | _OFFICES or not others:
            continue
        always_first = all(words[-1] != first and last not in words for words in others)
        if always_first and any(last in words[1:] for words in everywhere):
            yield f"names {name}, who is nobody in the article"


def _exchanged(claim: Wording, evidence: Wording) -> Iterator[str]:
    """Verbs whose neighbours on both sides have changed places."""
    there = _sides(evidence)
    if _PASSIVE.isdisjoint(claim.terms) != _PASSIVE.isdisjoint(evidence.terms):
        return
    for verb, (before, after) in _sides(claim).items():
        theirs_before, theirs_after = there.get(verb, (set[str](), set[str]()))
        first = (before & theirs_after) - theirs_before - after
        second = (after & theirs_before) - theirs_after - before
        if first and second and verb not in _EITHER_WAY:
            yield f"exchanges what stands before and after “{verb}”"


def _sides(wording: Wording) -> dict[str, tuple[set[str], set[str]]]:
    """The words of meaning in a clause on each side of what may be its verb."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for clause in _CLAUSE.split(wording.text):
        said = terms(clause)
        bearing = [i for i, term in enumerate(said) if _tells(term)]
        stems = [stem(said[i]) for i in bearing]
        for place, i in enumerate(bearing):
            if i and said[i - 1] not in _BEFORE_NOUNS:
                before, after = found.setdefault(stems[place], (set(), set()))
                before.update(stems[max(0, place - _SIDE) : place])
                after.update(stems[place + 1 : place + 1 + _SIDE])
    return found
