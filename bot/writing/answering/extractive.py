"""Answers in the articles' own words: the sentences that come nearest, or an honest refusal.

No sentence is changed. One is as near as the share of the question's words that it has, each by its
rarity, and a little nearer for what stands beside it. Where no article has enough of them, the
coverage does not say (docs/decisions/answers.md, with what was measured).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Final

from bot.news import Answer, Near, Passage, Span, Statement
from bot.writing.answering.citing import cite
from bot.writing.answering.wanting import Wanted, wanted_by
from bot.writing.lines import one_line
from bot.writing.readable import Fitness, fitness

MOST_STATEMENTS: Final = 3
MOST_NEAR: Final = 3
# How much of a question an article must have, as the mean of what all its passages have together
# and what its best sentence has alone. What nobody asked about has to have more: among thousands of
# articles, one has a third of any question by chance.
FLOORS: Final[Mapping[Near, float]] = MappingProxyType(
    {Near.PAGE: 0.28, Near.STORY: 0.28, Near.RELATED: 0.4, Near.ARCHIVE: 0.5}
)
# And what nobody asked about, so many of its words: another captain is no answer to "how old is the
# captain".
_ASKED_ABOUT: Final = (Near.PAGE, Near.STORY)
_FEWEST_WORDS: Final = 2
# What the sentences around it add to a sentence, as a share of what they have.
_BESIDE: Final = 0.3
# Beside the best sentence, those are quoted that are nearly as near, or that have so much of the
# question which the others lack: "rebuild the depot" and "will cost 100 million".
_NEARLY: Final = 0.6
_MISSING: Final = 0.15
# Two sentences with so many of their words in common say the same.
_SAME: Final = 0.7
# Sentences that are looked at: more than all passages of a question have.
_MOST_SENTENCES: Final = 500
# What speaks to a reader's machine. It catches the crude alone; what it misses is quoted as what it
# is, a sentence of the article.
_TO_MACHINES: Final = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\bsystem (?:prompt|override|message)\b|\b(?:as|you are) (?:a|an) (?:ai|language model)\b"
    r"|\bai (?:readers?|assistants?|models?|summari[sz]ers?)\b",
    re.IGNORECASE | re.DOTALL,  # an order may be broken over lines
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer.

    Attributes:
        passage: Where it stands.
        span: Which it is.
        stems: Its words.
        nearness: To the question, its neighbours counted; 0 to 1.3.
        share: Of the question's words that it has itself, 0 to 1.
    """

    passage: Passage
    span: Span
    stems: frozenset[str]
    nearness: float
    share: float


def answer_extractively(
    question: str, passages: Sequence[Passage], weigh: Callable[[str], float]
) -> Answer:
    """Answer in the words of the articles, or not at all.

    Args:
        question: As it was asked; untrusted.
        passages: What was found for it, the best first.
        weigh: How much a term tells.

    Returns:
        Up to three sentences, the nearest first, each quoted as it stands; without any where the
        coverage does not say, and then with what comes nearest.
    """
    wanted = wanted_by(question, weigh)
    answering: list[_Candidate] = []
    near: list[_Candidate] = []
    for own in _by_article(passages):
        candidates = sorted(_candidates(own, wanted), key=lambda each: -each.nearness)
        if not candidates:
            continue
        near.append(candidates[0])
        if _says_enough(own, candidates, wanted):
            answering += candidates
    chosen = _chosen(answering, wanted)
    return Answer(
        statements=tuple(_quoted(each) for each in chosen),
        near=() if chosen else tuple(cite(each.passage, each.span) for each in near[:MOST_NEAR]),
        language=wanted.language,
        passages=len(passages),
    )


def _by_article(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """The passages of each article together, in the order of the best of them."""
    order = {url: place for place, url in enumerate(dict.fromkeys(map(_url, passages)))}
    for _, own in groupby(sorted(passages, key=lambda each: order[_url(each)]), key=_url):
        yield list(own)


def _url(passage: Passage) -> str:
    return passage.source.article.url


def _candidates(passages: Sequence[Passage], wanted: Wanted) -> Iterator[_Candidate]:
    """The sentences of an article's passages that are news, with how near they are."""
    article = passages[0].source.article
    for passage in passages:
        spans = passage.sentences[:_MOST_SENTENCES]
        quotes = [article.text[span.start : span.end] for span in spans]
        stems = [wanted.stems(quote) for quote in quotes]
        for place, (span, quote) in enumerate(zip(spans, quotes, strict=True)):
            if not _is_news(quote, article.language):
                continue
            beside = frozenset().union(*stems[max(0, place - 1) : place + 2])
            share = wanted.share(stems[place])
            nearness = share + _BESIDE * wanted.share(beside)
            if share:
                yield _Candidate(passage, span, stems[place], nearness, share)


def _is_news(quote: str, language: str | None) -> bool:
    return fitness(quote, language) is not Fitness.NEVER and not _TO_MACHINES.search(quote)


def _says_enough(
    passages: Sequence[Passage], candidates: Sequence[_Candidate], wanted: Wanted
) -> bool:
    """Whether an article has so much of a question that it is taken to answer it."""
    source = passages[0].source
    told = wanted.stems(" ".join(passage.text for passage in passages))
    fewest = 1 if source.near in _ASKED_ABOUT else min(_FEWEST_WORDS, len(wanted.weights))
    if len(told & wanted.weights.keys()) < fewest:
        return False
    best = max(each.share for each in candidates)
    return (wanted.share(told) + best) / 2 >= FLOORS[source.near]


def _chosen(candidates: Sequence[_Candidate], wanted: Wanted) -> list[_Candidate]:
    """The nearest sentence, and up to two more that are near or have what it lacks."""
    chosen: list[_Candidate] = []
    left = list(candidates)
    while left and len(chosen) < MOST_STATEMENTS:
        known = frozenset().union(*(each.stems for each in chosen))

        def worth(each: _Candidate, known: frozenset[str] = known) -> float:
            return each.nearness + wanted.share(each.stems - known)

        best = max(left, key=worth)
        is_near = not chosen or best.nearness >= _NEARLY * chosen[0].nearness
        if not is_near and wanted.share(best.stems - known) < _MISSING:
            break
        chosen.append(best)
        left = [each for each in left if not _is_same(each, best)]
    return chosen


def _is_same(one: _Candidate, other: _Candidate) -> bool:
    shared = len(one.stems & other.stems)
    return shared >= _SAME * min(len(one.stems), len(other.stems))


def _quoted(candidate: _Candidate) -> Statement:
    citation = cite(candidate.passage, candidate.span)
    return Statement(one_line(citation.quote), (citation,))
