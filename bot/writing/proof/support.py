"""Support: whether the words of a claim stand in its sentences, and stand together in the article.

Three things betray a claim whose every number and name is right: hardly anything of it is in the
sentences that it names; or nothing but its names is; or every word of it is the article's own and
yet they never come together, because it was spliced from the ends of different sentences.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.writing.proof.wording import Wording, content, read, stem, words

# Sentences that a headline or a dek is compared with.
_CLOSEST = 3
# Words of meaning below which shares tell nothing, and below which not even their lack does.
_FEWEST = 4
_FEWER = 2
# The least share of a claim's words that its sentences must have. No summary rated faithful in
# the sets that we looked at has less than .4.
_FLOOR = 0.3
# In the languages where other endings and compounds hide likeness; elsewhere shares tell nothing.
_LOW_FLOOR = 0.2
_INFLECTED = words("de fr es pt it nl ru")
# Terms that a statement spans, about two sentences, and the share of a claim's words that must
# come together in them where all are the article's own.
_SPAN = 40
_TOGETHER = 0.6
# What a claim says of somebody stands in small letters: "Varga was convicted of fraud".
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z'’-]{1,40}(?![\w])")
_WORD = re.compile(r"[^\W\d_]{2,40}")
# Such words of meaning that must not all be new; one alone may be a synonym, unless the whole
# article lacks it.
_FEWEST_SAID = 2


def closest(claim: Wording, sentences: Sequence[Wording]) -> list[Wording]:
    """The sentences that share most with a claim, in their order: each adds words to those before.

    At most three, and the first of all where none shares anything.
    """
    wanted = set(content(claim))
    left, chosen = set(wanted), set[int]()
    while left and len(chosen) < _CLOSEST:
        best = max(
            range(len(sentences)),
            key=lambda i: (len(left & sentences[i].stems), len(wanted & sentences[i].stems), -i),
            default=None,
        )
        if best is None or left.isdisjoint(sentences[best].stems):
            break
        chosen.add(best)
        left -= sentences[best].stems
    return [sentences[i] for i in sorted(chosen)] or list(sentences[:1])


def unsupported(claim: Wording, evidence: Wording, whole: Wording) -> Iterator[str]:
    """What a claim lacks, one complaint or none."""
    stems = content(claim)
    shared = sum(word in evidence.stems for word in stems)
    if len(stems) < _FEWEST:
        if len(stems) >= _FEWER and not shared and _floor(claim):
            yield "has no word of the sentences"
        elif claim.is_english and _says_something_else(claim, evidence, whole):
            yield "has nothing but names of the sentences"
    elif shared < _floor(claim) * len(stems):
        yield "has hardly a word of the sentences"
    elif claim.is_english and _says_something_else(claim, evidence, whole):
        yield "has nothing but names of the sentences"
    elif _may_be_spliced(claim, whole, stems):
        wanted = frozenset(stems)
        if _most_together(whole, wanted) < _TOGETHER * len(wanted):
            yield "joins words that stand far apart in the article"


def _says_something_else(claim: Wording, evidence: Wording, whole: Wording) -> bool:
    """Whether all that a claim says of its names is new: a name alone makes no proof."""
    said = set(content(read(" ".join(_SMALL_WORD.findall(claim.text)), claim.language)))
    if not said or not _names_somebody(claim.text, whole.text):
        return False
    return said.isdisjoint(whole.stems) or (
        len(said) >= _FEWEST_SAID and said.isdisjoint(evidence.stems)
    )


def _names_somebody(text: str, article: str) -> bool:
    """Whether a text has a name: the first word has a capital in any case."""
    first, *rest = _WORD.findall(text) or [""]
    if any(word[0].isupper() for word in rest):
        return True
    return re.search(rf"[a-z,] {re.escape(first)}\b", article) is not None if first else False


def _floor(claim: Wording) -> float:
    if claim.is_english:
        return _FLOOR
    return _LOW_FLOOR if claim.language in _INFLECTED else 0.0


def _may_be_spliced(claim: Wording, whole: Wording, stems: Sequence[str]) -> bool:
    """Whether a claim is one statement, and every word of it the article's own."""
    return claim.is_english and len(claim.terms) <= _SPAN and whole.stems.issuperset(stems)


def _most_together(whole: Wording, wanted: frozenset[str]) -> int:
    """How many of the wanted stems come within one span of a text, at most."""
    stems = ((place, stem(term)) for place, term in enumerate(whole.terms))
    hits = [(place, word) for place, word in stems if word in wanted]
    inside: Counter[str] = Counter()
    most = first = 0
    for place, word in hits:
        inside[word] += 1
        while hits[first][0] < place - _SPAN:
            inside[hits[first][1]] -= 1
            first += 1
        most = max(most, sum(count > 0 for count in inside.values()))
    return most
