"""Which story an article belongs to, decided when it arrives, from what is stored alone.

The archive finds candidates by their words; the stories that these belong to are weighed by their
gists; the best that fits well enough, near enough in time, is the article's story.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import reduce
from math import log, sqrt
from types import MappingProxyType

from bot.news import (
    Article,
    Candidate,
    Decisions,
    Gist,
    Placement,
    StoredArticle,
    StoryId,
    Surroundings,
)
from bot.stories.decisions import are_apart, current, is_barred
from bot.stories.gists import alike, fit, gathered, gist_of, together
from bot.stories.novelty import edit_tells_news, tells_news
from bot.stories.repeats import Runs, is_copy, is_next_instalment, refrains, runs, without
from bot.stories.terms import TermCounts, weigh

NOTHING_MEANT: Mapping[StoryId, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where the lines are drawn; each with its plateau in docs/decisions/stories.md.

    Short texts share fewer words, so less likeness says as much: the fit that is asked for grows
    with the logarithm of how many telling terms the article and the story have (geometric mean).
    Where an article fits a second story, too, its words are those of a subject rather than of an
    event: then more is asked for.

    Attributes:
        headlines: The fit asked for at `few` terms or fewer: headlines without a text.
        texts: The fit asked for at `many` terms or more.
        few: A headline's terms.
        many: A first paragraph's terms.
        rivalry: How much more is asked for, for each step that the best other story fits beyond
            `floor`.
        floor: What shares fewer words than this is joined by nothing, copies and what an
            embedding model means included; 99 of 100 random pairs lie below.
        same: Two stories are one if an article fits both and they are this many times as alike
            as a fit asks for.
        within: How far from a story's first or last article another may be published. Hard:
            any softer decay of time fits the data sets' dates, not the news.
        span: From a story's first article to its last. Beyond it a new story begins, and links
            back: a card that old has scrolled out of sight, and so would whatever is added to it.
    """

    headlines: float = 0.1225
    texts: float = 0.2425
    few: int = 8
    many: int = 50
    rivalry: float = 0.2
    floor: float = 0.10
    same: float = 2.0
    within: timedelta = timedelta(hours=72)
    span: timedelta = timedelta(days=7)

    def needed(self, breadth: float, other: float) -> float:
        """The least fit, for an article and a story of so many telling terms."""
        terms = max(1.0, sqrt(breadth * other))
        way = log(terms / self.few) / log(self.many / self.few)
        return self.headlines + (self.texts - self.headlines) * min(1.0, max(0.0, way))

    def contested(self, rival: float) -> float:
        """How much more is asked for where the best other story fits as well as this."""
        return self.rivalry * max(0.0, rival - self.floor)


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Newcomer:
    """The article that is placed, less what its outlet prints under everything."""

    article: Candidate
    left_out: frozenset[str]
    runs: Runs
    weights: Mapping[str, float]
    gist: Gist


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """A story that the article may belong to, and those of its articles that are known."""

    id: StoryId
    members: Sequence[Candidate]
    gist: Gist
    fit: float
    spare: float  # what its fit has beyond what is asked for


def place(
    article: Candidate,
    surroundings: Surroundings,
    counts: TermCounts,
    *,
    meant: Mapping[StoryId, float] = NOTHING_MEANT,
    thresholds: Thresholds = THRESHOLDS,
) -> Placement:
    """The story that an article belongs to, or a new one.

    The same arguments give the same answer, in whatever order the candidates stand. An article
    whose words nobody else used begins a story; so does one in a language of its own.

    Args:
        article: The newcomer; its id is 0 while it is not stored.
        surroundings: What the archive found for its heaviest terms, published within `span` of
            it, earlier or later. Where a story has no gist, its candidates stand for it.
        counts: How common each term is in the archive.
        meant: How alike a story is by an embedding model, on the scale of `fit`. The mean of
            both then counts: the larger of two guesses would be wrong wherever one of them is.
        thresholds: Where the lines are drawn.
    """
    newcomer = _newcomer(article, surroundings.candidates, counts)
    stories = _open_stories(newcomer, surroundings, counts, meant, thresholds)
    likely = (story for story in stories if story.fit >= thresholds.headlines)
    copied = next((story for story in likely if _has_copy(story, newcomer)), None)
    if copied is not None:
        return _joined(newcomer, [copied], why="a copy", news=False)
    fitting = [
        story
        for story in stories
        if story.spare >= 0 and _gap(newcomer.gist, story.gist) <= thresholds.within
    ]
    if not fitting:
        return Placement(story_id=None, why="a new story")
    one = _proved_one(fitting, surroundings.decisions, thresholds)
    told = [member for story in one for member in story.members]
    return _joined(
        newcomer,
        one,
        why=f"the same event, {one[0].fit:.2f}".replace(" 0.", " ."),
        news=tells_news(newcomer.article, told, counts),
    )


def after_edit(
    before: StoredArticle, article: Article, quotes: Collection[str], counts: TermCounts
) -> Placement:
    """Where an article belongs once its outlet has edited it: always where it was.

    Args:
        before: The article as it is stored.
        article: As it is now.
        quotes: What the story's summaries quote from it.
        counts: How common each term is in the archive.
    """
    return Placement(
        story_id=before.story_id,
        why="an edit",
        news=edit_tells_news(before.article, article, quotes, counts),
    )


def _newcomer(article: Candidate, candidates: Sequence[Candidate], counts: TermCounts) -> _Newcomer:
    left_out = refrains(article, candidates)
    article = replace(article, text=without(article.text, left_out))
    weights = weigh(article.title, article.text, counts)
    return _Newcomer(
        article=article,
        left_out=left_out,
        runs=runs(article.text),
        weights=weights,
        gist=gist_of(weights, article.published_at),
    )


def _open_stories(
    newcomer: _Newcomer,
    surroundings: Surroundings,
    counts: TermCounts,
    meant: Mapping[StoryId, float],
    thresholds: Thresholds,
) -> list[_Story]:
    """The stories that the newcomer may join, if it fits, the best fitting first."""
    stories: list[_Story] = []
    for story_id, members in _by_story(newcomer, surroundings).items():
        if not _may_join(newcomer.article, story_id, members, surroundings.decisions):
            continue
        gist = surroundings.gists.get(story_id) or gathered(members, counts)
        by_words = fit(newcomer.weights, gist)
        if by_words < thresholds.floor or _span(newcomer.gist, gist) > thresholds.span:
            continue
        found = (by_words + meant.get(story_id, by_words)) / 2
        spare = found - thresholds.needed(newcomer.gist.breadth, gist.breadth)
        stories.append(_Story(id=story_id, members=members, gist=gist, fit=found, spare=spare))
    rivals = _rivals([story.fit for story in stories])
    weighed = [
        replace(story, spare=story.spare - thresholds.contested(rival))
        for story, rival in zip(stories, rivals, strict=True)
    ]
    return sorted(weighed, key=lambda story: (-story.spare, story.id))


def _rivals(fits: Sequence[float]) -> list[float]:
    """For each story, how well the best of the others fits; 0 where there is no other."""
    best, second, *_ = [*sorted(fits, reverse=True), 0.0, 0.0]
    return [second if fit == best else best for fit in fits]


def _by_story(newcomer: _Newcomer, surroundings: Surroundings) -> dict[StoryId, list[Candidate]]:
    """The candidates by what their stories are called now, in an order of their own."""
    stories: dict[StoryId, list[Candidate]] = {}
    for candidate in sorted(surroundings.candidates, key=lambda each: each.article_id):
        if candidate.story_id is not None and candidate.article_id != newcomer.article.article_id:
            story_id = current(surroundings.decisions, candidate.story_id)
            stories.setdefault(story_id, []).append(candidate)
    return stories


def _may_join(
    article: Candidate, story_id: StoryId, members: Sequence[Candidate], decisions: Decisions
) -> bool:
    if is_barred(decisions, article.article_id, story_id):
        return False
    return not any(is_next_instalment(article, member) for member in members)


def _has_copy(story: _Story, newcomer: _Newcomer) -> bool:
    texts = (without(member.text, newcomer.left_out) for member in story.members)
    return any(is_copy(newcomer.runs, runs(text)) for text in texts)


def _proved_one(
    fitting: Sequence[_Story], decisions: Decisions, thresholds: Thresholds
) -> list[_Story]:
    """The best fitting story, and any others that are the same one, as the article shows."""
    best, *rest = fitting
    proved, gist = [best], best.gist
    for story in rest:
        asked = thresholds.same * thresholds.needed(gist.breadth, story.gist.breadth)
        if (
            alike(gist, story.gist) >= asked
            and _span(gist, story.gist) <= thresholds.span
            and all(_may_be_one(story, other, decisions) for other in proved)
        ):
            proved.append(story)
            gist = together(gist, story.gist)
    return proved


def _may_be_one(one: _Story, other: _Story, decisions: Decisions) -> bool:
    if are_apart(decisions, one.id, other.id, (*one.members, *other.members)):
        return False
    return not any(is_next_instalment(a, b) for a in one.members for b in other.members)


def _joined(newcomer: _Newcomer, stories: Sequence[_Story], *, why: str, news: bool) -> Placement:
    """The article in the earliest of some stories that are one; the others become part of it."""
    first, *later = sorted(stories, key=lambda story: (story.gist.first_at, story.id))
    return Placement(
        story_id=first.id,
        why=why,
        fit=stories[0].fit,
        merges=tuple(story.id for story in later),
        gist=reduce(together, (story.gist for story in stories), newcomer.gist),
        news=news,
    )


def _span(one: Gist, other: Gist) -> timedelta:
    return max(one.last_at, other.last_at) - min(one.first_at, other.first_at)


def _gap(one: Gist, other: Gist) -> timedelta:
    return max(one.first_at, other.first_at) - min(one.last_at, other.last_at)
