"""What a channel is shown, what it is owed, and the proof that it has it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.news.articles import Article, Basis, Notice
from bot.news.feeds import USUAL, Manner
from bot.news.ids import (
    ArticleId,
    ChannelId,
    DeliveryId,
    EntryId,
    GuildId,
    MessageId,
    StoryId,
    SummaryId,
)
from bot.news.summaries import Summary


@dataclass(frozen=True, slots=True)
class Posted:
    """A card that stands in a channel."""

    guild_id: GuildId | None
    channel_id: ChannelId
    message_id: MessageId


@dataclass(frozen=True, slots=True)
class Related:
    """A link from a card to an earlier story, with a reason that a reader can see."""

    title: str
    url: str  # of the article that is most like it
    score: float  # 0 to 1
    why: str
    story_id: StoryId | None = None
    posted: Posted | None = None  # that story's own card, where the card's guild has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article of a story, as a card names it."""

    article_id: ArticleId
    source: str
    title: str
    url: str
    published_at: datetime
    notice: Notice | None = None
    byline: str | None = None
    basis: Basis | None = None  # None where it is not known here


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one channel is to see, laid out without Discord."""

    feed_url: str
    entry_id: str  # the feed's own id of the entry, or the key made for one without
    story_id: StoryId
    article_id: ArticleId | None = None  # None for one that is not stored
    article: Article  # the one that the channel follows: it leads
    summary: Summary  # of the whole story
    summary_id: SummaryId = SummaryId(0)  # the stored summary, by which a better one is noticed
    version: int = 1  # of the story, that the summary is made from
    edition: int = 1  # of the story, that the card shows
    also: tuple[Telling, ...] = ()  # the story's other articles, the earliest first
    related: tuple[Related, ...] = ()
    manner: Manner = USUAL  # of its channel


class DeliveryState(StrEnum):
    """What became of one card for one channel."""

    OWED = "owed"
    SENDING = "sending"  # the call may have been made; its outcome is not known
    SENT = "sent"
    FAILED = "failed"
    JOINED = "joined"  # another card of the channel tells the same story, and names this article
    FILTERED = "filtered"  # the channel's moderators do not want it
    HIDING = "hiding"  # they want it gone; its message may still be there
    HIDDEN = "hidden"  # it is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The debt of one card to one channel."""

    id: DeliveryId
    channel_id: ChannelId
    entry_id: EntryId
    state: DeliveryState
    attempts: int = 0  # calls that failed; one that a killed process made is none
    called_at: datetime | None = None  # when the first call of unknown outcome began


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedDelivery(Delivery):
    """A delivery that is not settled, and how far the work before it has come."""

    due_at: datetime
    published_at: datetime
    first_seen_at: datetime
    story_id: StoryId | None = None
    read: bool = False  # the entry's present edition has been read
    written: bool = False  # the story's present version has the summary that is wished for here
    linked: bool = False  # the story's related links have been chosen
    told_by: DeliveryId | None = None  # a card that stands in the channel and tells the same story
    undecided: bool = False  # its channel's filters wait for the story's topics
    hidden: bool = False  # its guild's moderators have hidden the story


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedEdit:
    """A posted card whose story, or whose summary, is no longer what it shows."""

    id: DeliveryId
    channel_id: ChannelId
    entry_id: EntryId
    message_id: MessageId
    attempts: int = 0  # calls that failed
    called_at: datetime | None = None  # when the first call of unknown outcome began
    shown: Summary | None = None  # what its message says
    version: int = 1  # of the story, that its message says it of


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A card that is to disappear, since its guild's moderators have hidden its story."""

    id: DeliveryId
    channel_id: ChannelId
    entry_id: EntryId
    message_id: MessageId
    attempts: int = 0  # calls that failed
    followed: bool = True  # whether its channel still follows the feed that brought it


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a delivery reached its channel."""

    message_id: MessageId
    at: datetime
    thread: str = ""  # why the thread that the channel wants with it could not be started


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is stored, and how much is owed."""

    feeds: int = 0
    active: int = 0  # feeds that are polled
    paused: int = 0  # feeds that failed too often
    entries: int = 0
    articles: int = 0
    stories: int = 0
    owed: int = 0  # deliveries, those being sent included
    sent: int = 0
    failed: int = 0
    joined: int = 0  # deliveries that another card made needless
