"""What is written of a story, with its proof."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.news.ids import ArticleId, GuildId, SummaryId

EXTRACTIVE: Final = "extractive"  # the writer that is no model


class Style(StrEnum):
    """How much a card says."""

    HEADLINE = "headline"  # nothing but that, so no model is asked
    BRIEF = "brief"
    STANDARD = "standard"
    DETAILED = "detailed"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a writer is asked for, whatever the article."""

    style: Style = Style.STANDARD
    language: str | None = None  # a tag such as "de"; None for the article's own


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact slice of the stored article text: `quote == text[start:end]`."""

    quote: str
    start: int
    end: int
    article_id: ArticleId | None = None  # None where it can only be the article at hand


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the article says, with the sentences that prove it."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a summary cost a model; nothing for the extractive writer."""

    input: int = 0
    output: int = 0
    cached: int = 0  # of the input, what the provider had in its cache and sells for less


class Purpose(StrEnum):
    """What a model is asked for."""

    SUMMARY = "summary"
    RETRY = "retry"  # the summary once more, with what was wrong
    JUDGE = "judge"
    EMBEDDING = "embedding"  # vectors of what articles mean
    ANSWER = "answer"  # to a reader's question
    STANDALONE = "standalone"  # a question in words that need no conversation before them


class Kind(StrEnum):
    """What an article is, by a model's word."""

    NEWS = "news"
    OPINION = "opinion"
    ADVERTISEMENT = "advertisement"
    LISTING = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a card says of an article. Made once, shared by every channel."""

    headline: str
    dek: str = ""
    points: tuple[Point, ...] = ()
    labels: tuple[str, ...] = ()  # topics, by a model's word
    kind: Kind = Kind.NEWS
    language: str | None = None
    writer: str = EXTRACTIVE  # or the name of a model
    prompt_version: str | None = None
    tokens: Tokens = Tokens()
    note: str = ""  # what a reader should know of how it was made; empty when all went as it should


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedSummary:
    """A summary that an article owes, and to whom."""

    assignment: Assignment
    guilds: tuple[GuildId, ...] = ()  # those whose channels wait for it, as far as known
    stand_in: SummaryId | None = None  # what was shown instead while the model was away
    stood_in_at: datetime | None = None
