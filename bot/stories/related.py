"""Which earlier stories have to do with a new article, and why: likeness by the words that matter.

Likeness S is the cosine of two articles' TF-IDF vectors. What its values mean was measured on five
sets of labelled stories (docs/decisions/related.md).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.news import Article, Candidate, Related, StoryId
from bot.stories.reasons import reason
from bot.stories.terms import TermCounts, weigh
from bot.terms import cosine

# The least likeness of a link. 99 of 100 random pairs lie under .09. Up to .14 no article that has
# a related story loses its link, but a young archive knows less (docs/decisions/related.md).
FLOOR = 0.12
# From here on, and within three days, they tell of the same event.
SAME_EVENT = 0.27
SAME_EVENT_WITHIN = timedelta(hours=72)
# From here on two links would lead to the same news: right in 94 of 100 cases.
SAME_NEWS = 0.35
# From here on one is a copy of the other.
COPY = 0.80


_Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Match:
    """A candidate with its weights and its likeness to the article in question."""

    candidate: Candidate
    weights: _Weights
    likeness: float


def likeness(a: Article | Candidate, b: Article | Candidate, counts: TermCounts) -> float:
    """S, 0 to 1: the cosine of the TF-IDF weights of title (three times) and 2,000 characters.

    Below .10 two articles are unrelated; from .27 on, within 72 hours, they tell the same story;
    from .35 on they can be merged with caution; from .80 on one is a copy of the other.
    """
    return cosine(weigh(a.title, a.text, counts), weigh(b.title, b.text, counts))


def relate(
    article: Article,
    candidates: Sequence[Candidate],
    counts: TermCounts,
    *,
    now: datetime,
    story_id: StoryId | None,
    unrelated: Collection[StoryId] = (),
    limit: int = 3,
    floor: float = FLOOR,
) -> tuple[Related, ...]:
    """The earlier stories that a reader of this article would open, the most alike first.

    Never its own story nor the article itself under another address; one link a story, to the
    article of it that is most alike; and never two that tell the same news: of those the best
    stays. Where two are equally alike, the newer one comes first.

    Args:
        article: The article that the links are for.
        candidates: What the archive found for its heaviest terms.
        counts: How common each term is in the archive.
        now: For reasons such as "earlier today".
        story_id: The story that the article belongs to; None while it has none.
        unrelated: Stories that a moderator called unrelated to it.
        limit: How many links at most.
        floor: The least likeness of a link.
    """
    weights = weigh(article.title, article.text, counts)
    barred = {*unrelated, *(() if story_id is None else (story_id,))}
    matches = [
        _Match(candidate, theirs, cosine(weights, theirs))
        for candidate in candidates
        if candidate.published_at < article.published_at and candidate.story_id not in barred
        for theirs in [weigh(candidate.title, candidate.text, counts)]
    ]
    kept = (m for m in matches if m.likeness >= floor and not _is_itself(article, m))
    ranked = sorted(kept, key=_rank, reverse=True)
    return tuple(_link(article, weights, match, counts, now) for match in _diverse(ranked, limit))


def _rank(match: _Match) -> tuple[float, datetime]:
    """What is sorted by: likeness as far as its second digit, then how new."""
    return round(match.likeness, 2), match.candidate.published_at


def _diverse(ranked: Sequence[_Match], limit: int) -> list[_Match]:
    """The best matches, each of another story and telling other news than those before it."""
    chosen: list[_Match] = []
    for match in ranked:
        if len(chosen) == limit:
            break
        if not any(_tell_the_same(match, other) for other in chosen):
            chosen.append(match)
    return chosen


def _tell_the_same(one: _Match, other: _Match) -> bool:
    """Whether two matches belong to one story, or would have if they had met in time."""
    story = one.candidate.story_id
    if story is not None and story == other.candidate.story_id:
        return True
    return cosine(one.weights, other.weights) >= SAME_NEWS


def _is_itself(article: Article, match: _Match) -> bool:
    """Whether the match is the very article, at its own or at another address of its outlet."""
    candidate = match.candidate
    if _address(candidate.url) in {_address(article.url), _address(article.canonical_url)}:
        return True
    return match.likeness >= COPY and candidate.source == article.source


def _address(url: str) -> tuple[str, str, str]:
    """What tells two addresses apart: no scheme, no fragment, no closing slash."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": kept as it is
        return "", url, ""
    return parts.netloc.casefold().removeprefix("www."), parts.path.rstrip("/"), parts.query


def _link(
    article: Article, weights: _Weights, match: _Match, counts: TermCounts, now: datetime
) -> Related:
    candidate = match.candidate
    return Related(
        title=candidate.title or candidate.url,
        url=candidate.url,
        score=min(1.0, round(match.likeness, 3)),
        why=_why(article, weights, match, counts, now),
        story_id=candidate.story_id,
    )


def _why(
    article: Article, weights: _Weights, match: _Match, counts: TermCounts, now: datetime
) -> str:
    near = article.published_at - match.candidate.published_at <= SAME_EVENT_WITHIN
    shared = {
        term: weights[term] * theirs for term, theirs in match.weights.items() if term in weights
    }
    return reason(
        article,
        match.candidate,
        shared,
        counts,
        is_same_event=near and match.likeness >= SAME_EVENT,
        now=now,
    )
