"""The text behind an entry, and what its outlet says of it later."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.news.feeds import Dating
from bot.news.ids import ArticleId, EntryId, StoryId


@dataclass(frozen=True, slots=True)
class Span:
    """Character offsets into an article's text: start inside, end outside."""

    start: int
    end: int


class Basis(StrEnum):
    """How much of an article could be read; shown on its card."""

    FULL_TEXT = "full text"
    FEED_TEXT = "feed text"
    HEADLINE_ONLY = "headline only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What extraction sees on one page, before it is anybody's article."""

    title: str = ""
    byline: str | None = None
    published_at: datetime | None = None
    site: str | None = None
    image: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    paragraphs: tuple[str, ...] = ()
    wall: str = ""  # why this is no article: "consent wall", "log-in page", …; else empty


class Amendment(StrEnum):
    """What an outlet did to an article of its own that was wrong."""

    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Notice:
    """What an outlet says of its own mistake; `words` stand in the article as they are here."""

    amendment: Amendment
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text behind an entry, as paragraphs and sentences with offsets into `text`."""

    url: str
    canonical_url: str
    title: str
    byline: str | None = None
    published_at: datetime
    dating: Dating = Dating.STATED
    source: str = ""  # the outlet's name
    image: str | None = None
    language: str | None = None
    text: str = ""
    paragraphs: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()
    basis: Basis = Basis.FULL_TEXT
    note: str = ""  # why the basis is not the full text; empty when it is
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article in the store, with the entry that led to it."""

    id: ArticleId
    story_id: StoryId
    version: int  # grows when an edit changes the title or the text
    article: Article
    entry_id: EntryId | None = None  # None once its feed has been removed
    feed_url: str = ""
