"""One event in the world, told by one or more articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.news.articles import StoredArticle
from bot.news.ids import ArticleId, StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event in the world, told by one or more articles."""

    id: StoryId
    version: int = 1  # grows when something new is told: what is summarised
    edition: int = 1  # grows when its cards change in anything but the summary
    linked: bool = False  # its related links have been chosen
    articles: tuple[StoredArticle, ...]  # by when they were published, the earliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What the articles of a story are about, taken together; kept while others may join it."""

    weights: Mapping[str, float]  # of each term, summed over the articles
    articles: int
    breadth: float  # how many different telling terms an article of it has, on average
    first_at: datetime  # when its earliest article was published
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What moderators decided about stories; the matcher never overrules it.

    Attributes:
        split: (article, story) for each article that was taken out of a story.
        merged: For each story that was merged away, the one that it became part of.
        unrelated: Pairs of stories that have nothing to do with each other.
    """

    split: frozenset[tuple[ArticleId, StoryId]] = frozenset()
    merged: Mapping[StoryId, StoryId] = field(default_factory=dict)
    unrelated: frozenset[tuple[StoryId, StoryId]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An archived article that may be related to another one."""

    article_id: ArticleId
    title: str
    text: str  # the first 2,000 characters
    url: str
    published_at: datetime
    source: str = ""
    story_id: StoryId | None = None  # None until it has been placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article belongs.

    Attributes:
        story_id: Its story; None for one that begins with it.
        why: What spoke for it, for whoever asks.
        fit: How well it fits its story, 0 to 1; 0 for a new one.
        merges: Stories that have proved to be the same one, and become part of `story_id`.
        gist: The story's gist with this article in it; None leaves what is kept as it is.
        news: Whether it tells something that the story did not: the story has a new version.
    """

    story_id: StoryId | None
    why: str = ""
    fit: float = 0.0
    merges: tuple[StoryId, ...] = ()
    gist: Gist | None = None
    news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an article is placed by, as it was at one moment.

    Attributes:
        as_of: The moment, as a number that grows with every placement.
        candidates: Articles that may tell the same, each with its story.
        gists: Of their stories, where those have more than one article.
        decisions: Those that touch the article or these stories.
        before: The article as it was, if this is an edit.
        quotes: What the story's summaries quote from it.
    """

    as_of: int
    candidates: tuple[Candidate, ...] = ()
    gists: Mapping[StoryId, Gist] = field(default_factory=dict)
    decisions: Decisions = Decisions()
    before: StoredArticle | None = None
    quotes: tuple[str, ...] = ()
