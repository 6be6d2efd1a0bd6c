"""What somebody looks for in the archive, and what is found."""

from dataclasses import dataclass
from datetime import datetime

from bot.news.articles import Span
from bot.news.cards import Posted
from bot.news.ids import ArticleId, StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody searches the archive for.

    A word is the terms that stand together in a text for it: one for most, two for "covid-19",
    and as many as it takes for a quoted phrase or for a script without spaces.
    """

    words: tuple[tuple[str, ...], ...]
    typed: tuple[str, ...] = ()  # the same words as they were typed, for messages
    without: tuple[tuple[str, ...], ...] = ()  # what no result may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A story that a search found, shown by the best article of it."""

    story_id: StoryId
    article_id: ArticleId
    title: str
    url: str
    source: str
    published_at: datetime
    text: str
    sentences: tuple[Span, ...] = ()
    outlets: int = 1  # that tell the story


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """One page of what a search found, the best first."""

    found: tuple[Found, ...] = ()
    total: int = 0  # stories on all pages
    least: int = 0  # how many of the words each of them has; fewer than asked if none has all
    capped: bool = False  # more articles match than were ranked: the newest alone were
    as_of: ArticleId = ArticleId(0)  # the newest article then; a later page asks for the same


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An exact slice of a text, with the found words in it; `marks` count from its start."""

    text: str
    start: int = 0
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story that somebody found, as they may see it: with its card, where they can."""

    title: str
    url: str
    source: str
    published_at: datetime
    excerpt: str = ""
    outlets: int = 1
    posted: Posted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of what was found, the best first."""

    hits: tuple[Hit, ...] = ()
    total: int = 0  # stories on all pages
    as_of: ArticleId = ArticleId(0)
