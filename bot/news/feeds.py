"""What is polled, and what a poll brings: Feed -> Page -> Entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.news.ids import ChannelId, EntryId, FeedId, GuildId, RoleId, SubscriptionId
from bot.news.summaries import Style


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


class Summaries(StrEnum):
    """Which of a channel's cards have a summary."""

    ON = "on"
    OFF = "off"  # the headline alone
    REQUEST = "request"  # the headline alone, and a button that shows the summary to who presses it
    LONG = "long"  # those of long articles; of short ones the headline alone


class Threads(StrEnum):
    """When a thread is started under a channel's cards."""

    NEVER = "never"
    QUESTION = "question"  # when somebody asks
    ALWAYS = "always"  # with each card


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a channel wants the cards of a feed, besides how much they say and in which language."""

    name: str = ""  # what the channel calls the feed; empty for what it calls itself
    summaries: Summaries = Summaries.ON
    image: bool = True
    threads: Threads = Threads.QUESTION
    mention: RoleId | None = None  # who is called by each new card


USUAL = Manner()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One channel's wish for one feed. The guild owns it, not the person who asked."""

    id: SubscriptionId
    feed_id: FeedId
    channel_id: ChannelId
    guild_id: GuildId | None = None
    style: Style | None = None  # None for the guild's, else the house's own
    language: str | None = None  # a tag; None for the guild's, else the house's own
    manner: Manner = USUAL
    paused_at: datetime | None = None  # since when a moderator wants nothing new of it
    closed_for: str = ""  # why its channel cannot be written to for now; empty when it can
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """A subscription as its moderators see it: what it follows, and how that goes."""

    subscription: Subscription
    feed: Feed
    last_card_at: datetime | None = None  # None while there is none
    owed: int = 0  # cards that wait
    failed: int = 0  # cards that were given up, in the last week
    filters: int = 0  # that hold for it, the guild's own included

    @property
    def name(self) -> str:
        """What its channel calls the feed."""
        return self.subscription.manner.name or self.feed.title or self.feed.url


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
