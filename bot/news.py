"""The nouns of Newsdesk: what is collected, what is owed, what is shown.

    collect   Feed -> Page -> Entry -> Article -> Story
    publish   Story -> Summary -> Card -> Delivery -> Receipt

All are frozen, and every moment is an aware `datetime` in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

FeedId = NewType("FeedId", int)
EntryId = NewType("EntryId", int)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
SubscriptionId = NewType("SubscriptionId", int)
SummaryId = NewType("SummaryId", int)
DeliveryId = NewType("DeliveryId", int)
BillId = NewType("BillId", int)
GuildId = NewType("GuildId", int)
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)


class FeedState(StrEnum):
    """Whether a feed is still polled."""

    ACTIVE = "active"
    PAUSED = "paused"  # too many failures in a row; somebody must look
    ENDED = "ended"  # the publisher said that it is gone (410)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source that is polled, shared by every guild that follows it."""

    id: FeedId
    url: str
    title: str = ""
    site_url: str | None = None
    language: str | None = None
    state: FeedState = FeedState.ACTIVE
    reason: str = ""  # what went wrong last, or why it is not polled; empty when all is well
    etag: str | None = None  # verbatim, with W/ and quotes
    last_modified: str | None = None  # verbatim
    body_hash: str | None = None  # of the last body less its build dates
    interval: timedelta = timedelta(minutes=30)
    next_poll_at: datetime
    last_polled_at: datetime | None = None  # None until the first poll that could be read
    failures: int = 0  # in a row
    moved_to: str | None = None  # where an all-permanent redirect chain led
    moved_seen: int = 0  # how often in a row it led there


class Style(StrEnum):
    """How much a card says."""

    BRIEF = "brief"
    STANDARD = "standard"
    DETAILED = "detailed"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a writer is asked for, whatever the article."""

    style: Style = Style.STANDARD
    language: str | None = None  # a tag such as "de"; None for the article's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One channel's wish for one feed. The guild owns it, not the person who asked."""

    id: SubscriptionId
    feed_id: FeedId
    channel_id: ChannelId
    guild_id: GuildId | None = None
    style: Style | None = None  # None for the house's own
    language: str | None = None  # a tag; None for the house's own
    closed_for: str = ""  # why its channel cannot be written to for now; empty when it can
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one GET brought: a status, headers with lower-case names, and a bounded body."""

    url: str  # as asked
    final_url: str  # after redirects
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    permanent_url: str | None = None  # the end of a chain of nothing but 301s and 308s

    @property
    def content_type(self) -> str:
        """The Content-Type header as sent, or an empty string."""
        return self.headers.get("content-type", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture, sound or film that an entry carries."""

    url: str
    type: str = ""
    length: int | None = None  # bytes
    width: int | None = None  # pixels
    height: int | None = None  # pixels
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed as the feed gives it. `summary` and `content` are untrusted HTML."""

    guid: str | None = None
    link: str | None = None
    title: str = ""  # plain text
    author: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: str = ""
    content: str = ""
    language: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Media, ...] = ()
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A feed's bytes, read: what it says of itself, and its entries in the feed's order."""

    format: str  # "rss 2.0", "atom 1.0", "json feed 1.1", …
    title: str = ""
    site_url: str | None = None
    language: str | None = None
    author: str | None = None
    ttl: timedelta | None = None  # the publisher's own wish, from <ttl> or the sy module
    entries: tuple[Entry, ...] = ()
    repaired: str = ""  # what had to be done to read it; empty for a well-formed feed


class Dating(StrEnum):
    """How far an entry's date can be believed."""

    STATED = "stated"
    ASSUMED = "assumed"  # missing, in the future or absurd: the moment it was first seen


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By what an entry is known again; dates never count."""

    key: str  # the feed's id, else the link, else title and content; at most 200 characters
    link: str | None  # normalised for comparison
    content: str  # a hash of title and text: sameness under a new id, and edits


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What storage remembers of an entry, for telling new from known."""

    id: EntryId
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry never seen before, dated, and with the word whether anybody is to see it."""

    entry: Entry
    fingerprint: Fingerprint
    published_at: datetime
    dating: Dating
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedEntry:
    """A known entry whose text has changed: its article is read again, no second card is made."""

    id: EntryId
    entry: Entry
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What one poll adds to the newsroom's files; `new` is oldest first."""

    new: tuple[NewEntry, ...] = ()
    edited: tuple[EditedEntry, ...] = ()
    report: str = ""  # what somebody should know: "18 of 20 entries looked new at once: …"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledEntry:
    """An entry that the newsroom has stored, and owes a reading."""

    id: EntryId
    feed_id: FeedId
    entry: Entry
    published_at: datetime
    dating: Dating
    shown: bool  # False for what a first poll or an absorbed feed stores silently
    edition: int = 1  # grows with each edit, so that an edit during a reading is not lost


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
    writer: str = "extractive"  # or the name of a model
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


class DeliveryState(StrEnum):
    """What became of one card for one channel."""

    OWED = "owed"
    SENDING = "sending"  # the call may have been made; its outcome is not known
    SENT = "sent"
    FAILED = "failed"
    JOINED = "joined"  # another card of the channel tells the same story, and names this article


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a delivery reached its channel."""

    message_id: MessageId
    at: datetime


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
