"""Windows: the stretches of articles that come nearest to a question, within a budget.

A window is a run of whole sentences of some 90 words. It is worth what the question's terms in it
are worth: each by its rarity, and less each further time that it stands there, as in BM25; all that
times the share of the terms which it has. A term that only the article's title has counts half, and
an article's start a little more than the rest: both say what all of it is about.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, NamedTuple

from bot.news import ArticleId, Near, Passage, Source, Span
from bot.terms import terms
from bot.writing.tokens import estimate_tokens

# Tokens that all passages may take: some 2,500 English words.
BUDGET: Final = 4_100
# Characters of a question that are read, and how many of its terms are looked for.
LONGEST_QUESTION: Final = 4_000
MOST_TERMS: Final = 40
# Characters of an article that are looked through: the longest news article has so many.
LOOKED_THROUGH: Final = 100_000
# Characters of all of them together: some 100 pages of a newspaper, and 0.2 s.
LOOKED_THROUGH_IN_ALL: Final = 1_500_000
# Characters that a word takes at most, on average and with its blank; a run of sentences of words
# that are longer, or of none, is as long as so many characters.
_LONGEST_WORDS: Final = 10
_SHORTEST_CUT: Final = 0.5  # of a piece of an over-long sentence: no blank is looked for before

# What a term is worth that only the title has.
_IN_TITLE: Final = 0.5
# How soon a term that stands there again is worth no more; BM25's k1 is about the same.
_SATURATION: Final = 1.0
# What the start of an article has besides, as a share of all that the question's terms are worth.
_AT_START: Final = 0.1
# What the question is asked under is meant where it says nearly as much as the archive does.
_NEARNESS: Final[Mapping[Near, float]] = {
    Near.PAGE: 1.5,
    Near.STORY: 1.5,
    Near.RELATED: 1.1,
    Near.ARCHIVE: 1.0,
}
_ASKED_ABOUT: Final = (Near.PAGE, Near.STORY)
# The share of the budget that is theirs before anything else is chosen, whatever they say.
_KEPT_FOR_THEM: Final = 1 / 3
# Two windows with so many of their terms in common are one text in two places.
_SAME: Final = 0.8

# Signs that English has beside its letters, and what may stand for them where words are looked for;
# and the one capital letter whose small one is two characters: places must stay what they are.
_TYPOGRAPHY: Final = tuple(zip("‘’“”–—…\xa0İ", "''\"\"--. I", strict=True))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The terms of a question that tell something: what each is worth, and all of them."""

    weights: Mapping[str, float]
    all_of_it: float
    pattern: re.Pattern[str]  # finds them in a text of small English letters


class _Piece(NamedTuple):
    """A sentence, or a part of one that is over-long, with the question's terms in it."""

    span: Span
    words: int
    found: Mapping[str, int]


class _Run(NamedTuple):
    """Pieces that follow one another, by their places, and how often each term stands in them."""

    start: int
    end: int
    found: Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Window:
    """A stretch that may be handed over."""

    source: Source
    sentences: tuple[Span, ...]
    worth: float
    is_due: bool  # has its part whatever it says

    @property
    def text(self) -> str:
        return self.source.article.text[self.sentences[0].start : self.sentences[-1].end]

    @property
    def rank(self) -> tuple[float, int]:
        """What is sorted by: worth, and where that is equal, how near it is."""
        return -self.worth * _NEARNESS[self.source.near], list(Near).index(self.source.near)


def passages(
    question: str,
    sources: Sequence[Source],
    weigh: Callable[[str], float],
    *,
    meant: Collection[ArticleId] = (),
    windows: int = 4,
    words: int = 90,
    budget: int = BUDGET,
) -> tuple[Passage, ...]:
    """The stretches of the sources that come nearest to a question, the best first.

    What the question is asked under always has its part, even where no word of the question stands
    in it: "what happened?" is answered by how the story begins. A window of the archive has
    one of the question's words at least, unless its article is `meant`.

    Args:
        question: Untrusted, and perhaps in another language than the sources.
        sources: What to look through, the nearest and likeliest first; one that comes twice is
            looked through once.
        weigh: What a term tells, from 0 for nothing; such as its rarity.
        meant: Articles that mean what the question does, whatever their words are; the best window
            of each has its part, too.
        windows: How many of one article at most; no two overlap.
        words: How many a window has at most, unless one sentence alone has more. In scripts
            without spaces a pair of neighbouring characters counts as one.
        budget: How many tokens all of them may take, as `estimate_tokens` counts.
    """
    wanted = _wanted(question, weigh)
    ranked = sorted(
        (
            window
            for source, length in _within_reach(sources)
            for window in _best(
                source,
                _pieces(source, wanted, words, length),
                wanted,
                most=windows,
                least=_least(source, meant, windows),
                words=words,
            )
        ),
        key=lambda window: window.rank,
    )
    chosen = _Choice()
    chosen.fill([each for each in ranked if each.is_due], int(budget * _KEPT_FOR_THEM))
    chosen.fill(ranked, budget)
    return tuple(map(_passage, sorted(chosen.windows, key=lambda window: window.rank)))


def _least(source: Source, meant: Collection[ArticleId], windows: int) -> int:
    """How many windows a source has in any case."""
    if source.near in _ASKED_ABOUT:
        return windows
    return int(source.article_id in meant)


class _Choice:
    """The windows that are handed over, as far as they have been chosen."""

    def __init__(self) -> None:
        self.windows: list[_Window] = []
        self._said: list[tuple[Source, AbstractSet[str]]] = []
        self._tokens = 0

    def fill(self, ranked: Sequence[_Window], budget: int) -> None:
        """Takes in what fits into the budget, in tokens, and is not there already."""
        for window in ranked:
            tokens = estimate_tokens(window.text)
            if window in self.windows or self._tokens + tokens > budget:
                continue
            said = frozenset(terms(window.text))
            if not any(
                theirs is not window.source and _is_same(said, other)
                for theirs, other in self._said
            ):
                self.windows.append(window)
                self._said.append((window.source, said))
                self._tokens += tokens


def _is_same(said: AbstractSet[str], other: AbstractSet[str]) -> bool:
    return len(said & other) >= _SAME * max(len(said), len(other))


def _wanted(question: str, weigh: Callable[[str], float]) -> _Wanted:
    weights = {term: weigh(term) for term in set(terms(question[:LONGEST_QUESTION]))}
    telling = sorted(
        (term for term in weights if weights[term] > 0), key=lambda t: (-weights[t], t)
    )
    kept = {term: weights[term] for term in telling[:MOST_TERMS]}
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, kept))})\b")
    return _Wanted(kept, sum(kept.values()), pattern)


def _within_reach(sources: Sequence[Source]) -> Iterator[tuple[Source, int]]:
    """Each source once, with how many characters of it are looked through."""
    left, known = LOOKED_THROUGH_IN_ALL, set()
    for source in sources:
        name = source.article_id or source.article.url
        if name not in known and left > 0:
            known.add(name)
            length = min(len(source.article.text), LOOKED_THROUGH, left)
            left -= length
            yield source, length


def _best(
    source: Source,
    pieces: Sequence[_Piece],
    wanted: _Wanted,
    *,
    most: int,
    least: int,
    words: int,
) -> Iterator[_Window]:
    """An article's best windows; where too few have any of the words, those at its start."""
    titled = wanted.weights.keys() & set(terms(source.article.title))
    runs = _runs(pieces, words, bare=least > 0)
    valued = [(_worth(run, titled, wanted), run) for run in runs]
    taken: list[_Run] = []
    for worth, run in sorted(valued, key=lambda each: (-each[0], each[1].start)):
        if len(taken) == most or (not run.found and len(taken) >= least):
            return
        if all(run.end <= other.start or run.start >= other.end for other in taken):
            taken.append(run)
            inside = tuple(each.span for each in pieces[run.start : run.end])
            yield _Window(source, inside, worth, is_due=len(taken) <= least)


def _worth(run: _Run, titled: AbstractSet[str], wanted: _Wanted) -> float:
    """What the question's terms in a run of pieces come to, and those in the title besides."""
    inside = sum(
        wanted.weights[term] * n * (1 + _SATURATION) / (n + _SATURATION)
        for term, n in run.found.items()
    )
    outside = titled - run.found.keys()
    above = _IN_TITLE * sum(wanted.weights[term] for term in outside)
    share = (len(run.found) + len(outside)) / max(1, len(wanted.weights))
    start = 0.0 if run.start else _AT_START * wanted.all_of_it
    return (inside + above) * share + start


def _runs(pieces: Sequence[_Piece], words: int, *, bare: bool) -> Iterator[_Run]:
    """The longest run that begins at each piece, less those that are worth no more than another.

    Such a one neither begins with one of the question's terms nor has one more than the run before;
    and one without any, unless it is wanted `bare`.
    """
    found: dict[str, int] = {}
    end = length = 0
    is_new = True
    for start, first in enumerate(pieces):
        while end < len(pieces) and (end == start or _fits(first, pieces[end], length, words)):
            for term, n in pieces[end].found.items():
                found[term] = found.get(term, 0) + n
                is_new = True
            length += pieces[end].words
            end += 1
        if (is_new or first.found) if found else bare:
            yield _Run(start, end, dict(found))
        is_new = False
        length -= first.words
        for term, n in first.found.items():
            found[term] -= n
            if not found[term]:
                del found[term]


def _fits(first: _Piece, last: _Piece, length: int, words: int) -> bool:
    is_short = last.span.end - first.span.start <= words * _LONGEST_WORDS
    return is_short and length + last.words <= words


def _pieces(source: Source, wanted: _Wanted, words: int, length: int) -> list[_Piece]:
    """The article's sentences, none longer than a window, as far as it is looked through."""
    text = source.article.text
    spans = source.article.sentences or (Span(0, len(text)),)
    plain = text[:length]
    for curly, straight in _TYPOGRAPHY:
        plain = plain.replace(curly, straight)
    hits = list(wanted.pattern.finditer(plain.lower())) if wanted.weights else []
    starts = [hit.start() for hit in hits]
    return [
        _piece(plain[part.start : part.end], part, hits[first:last], wanted)
        for part in _parts(text[:length], spans, words * _LONGEST_WORDS)
        for first, last in [(bisect_left(starts, part.start), bisect_left(starts, part.end))]
    ]


def _parts(text: str, spans: Sequence[Span], most: int) -> Iterator[Span]:
    """The sentences of a text as far as it goes, the over-long ones in parts."""
    for span in takewhile(lambda span: span.start < len(text), spans):
        if span.end <= len(text) and span.end - span.start <= most:
            yield span
        else:
            yield from _cut(text, Span(span.start, min(span.end, len(text))), most)


def _cut(text: str, span: Span, most: int) -> Iterator[Span]:
    """A span in parts of so many characters at most, where there is a blank if possible."""
    start = span.start
    while span.end - start > most:
        blank = text.rfind(" ", start + int(most * _SHORTEST_CUT), start + most)
        end = start + most if blank < 0 else blank
        yield Span(start, end)
        start = end + (blank >= 0)
    yield Span(start, span.end)


def _piece(said: str, span: Span, hits: Sequence[re.Match[str]], wanted: _Wanted) -> _Piece:
    """A stretch of text, with the question's terms in it; the quick way where it is in English.

    Args:
        said: The stretch.
        span: Where it stands.
        hits: Where the terms' pattern was found in it, if it is in English.
        wanted: All terms of the question.
    """
    if not said.isascii():
        spelled = terms(said)
        return _Piece(span, len(spelled), Counter(t for t in spelled if t in wanted.weights))
    return _Piece(span, said.count(" ") + 1, Counter(hit[0] for hit in hits) if hits else {})


def _passage(window: _Window) -> Passage:
    return Passage(
        source=window.source,
        start=window.sentences[0].start,
        end=window.sentences[-1].end,
        sentences=window.sentences,
        score=window.worth,
    )
