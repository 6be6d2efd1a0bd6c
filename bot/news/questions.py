"""What somebody asks about the news, and what can be answered with proof.

reply     Question + Story -> Passages -> Answer -> Receipt
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.news.articles import Article, Span
from bot.news.cards import Posted
from bot.news.ids import (
    ArticleId,
    Asker,
    ChannelId,
    GuildId,
    MessageId,
    QuestionId,
    StoryId,
)
from bot.news.summaries import EXTRACTIVE, Tokens


class QuestionState(StrEnum):
    """What became of a question."""

    ASKED = "asked"  # an answer is owed
    ANSWERED = "answered"  # also with "the coverage does not say"
    CLOSING = "closing"  # there will be no answer, and its message is to say why
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  # words and answer are gone; what stands on Discord is to be deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """What somebody asks, before it is stored.

    Attributes:
        text: As it was typed, without the bot's own mention; untrusted.
        asker: Who asks; kept as a hash that only this database's key can make.
        channel_id: Where it is answered: a thread or a channel.
        starts: The message that the thread is started from, where there may be none yet; the
            thread's id is the message's own.
        parent_id: The channel of that message, or of the thread; the same as `channel_id` else.
        message_id: The message that asks; None where nobody sees the question but its author.
        story_id: What it is about; None for whatever the archive has.
        pages: Articles that the question brought along; they are no part of the archive.
        name: How the asker is called there, for the quotation; untrusted.
    """

    text: str
    asker: Asker
    guild_id: GuildId | None = None
    channel_id: ChannelId
    starts: MessageId | None = None
    parent_id: ChannelId
    message_id: MessageId | None = None
    story_id: StoryId | None = None
    pages: tuple[Article, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said before in a conversation."""

    question: str
    answer: str


class Near(StrEnum):
    """Why a passage was read for a question; the nearest first."""

    PAGE = "page"  # the question brought it along
    STORY = "story"
    RELATED = "related"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article that an answer may be taken from.

    Attributes:
        article_id: None for a page that the question brought along.
        article: The article.
        near: Why it is read.
        posted: A card of the guild's that tells its story.
    """

    article_id: ArticleId | None
    article: Article
    near: Near
    posted: Posted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an article, as whole sentences: `text == source.article.text[start:end]`."""

    source: Source
    start: int
    end: int
    sentences: tuple[Span, ...]  # offsets into the article's text, as the article has them
    score: float = 0.0  # how well it fits the question; comparable within one question alone

    @property
    def text(self) -> str:
        """The words, as they are stored."""
        return self.source.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words that prove a sentence: an exact slice of a stored article's text."""

    quote: str
    start: int
    end: int
    url: str  # of the article; the deep link is made where it is shown
    outlet: str
    title: str
    published_at: datetime
    article_id: ArticleId | None = None
    posted: Posted | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, or one line of a list, with what proves it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the coverage says to a question.

    Attributes:
        statements: Each is proved; empty where the coverage does not say.
        near: Where the coverage does not say: the passages that come nearest.
        writer: `EXTRACTIVE`, or the name of a model.
        note: What a reader should know of how it was made, such as that a budget is spent.
        language: Of the question, as far as known.
        tokens: What it cost a model.
        prompt_version: Of the prompt; None without one.
        passages: How many passages were read.
        again_at: When asking once more may bring a model's answer; None where that is of no use.
    """

    statements: tuple[Statement, ...] = ()
    near: tuple[Citation, ...] = ()
    writer: str = EXTRACTIVE
    note: str = ""
    language: str | None = None
    tokens: Tokens = Tokens()
    prompt_version: str | None = None
    passages: int = 0
    again_at: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether the coverage says it."""
        return bool(self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(NewQuestion):
    """A stored question, with how far its answer has come."""

    id: QuestionId
    asked_at: datetime
    edition: int = 1  # grows when the words are edited, so that an edit during an answer counts
    state: QuestionState = QuestionState.ASKED
    shown: tuple[MessageId, ...] = ()  # the messages of its answer, in order
    called_at: datetime | None = None  # when the first call to show it began
    attempts: int = 0  # that failed
    answer: Answer | None = None  # once there is one to this edition
    error: str = ""  # why there will be none, or why it was put off


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of a question when it was asked.

    Attributes:
        question_id: Of the stored question.
        before: How many questions are answered before it in the same place.
    """

    question_id: QuestionId
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """How much somebody has asked lately."""

    hour: int = 0  # questions in the last hour
    day: int = 0  # and in the last 24
    tokens: int = 0  # of a model's, in the last 24 hours


class Opinion(StrEnum):
    """What a reader thinks of a card."""

    GOOD = "good"
    BAD = "bad"
