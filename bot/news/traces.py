"""What became of an entry, step by step, as it was noted when it happened: Entry -> Steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.news.ids import ArticleId, ChannelId, EntryId, FeedId, MessageId, StoryId


class Happening(StrEnum):
    """What can become of an entry. The facts that come along stand behind each."""

    FOUND = "found"  # in its feed; edited: how often its publisher changed it since
    SILENT = "silent"  # stored without a card: it was there before anybody followed, or is too old
    READ = "read"  # basis, note, and words: the length of its text
    PLACED = "placed"  # in a story; why: as the matcher says it, fit in percent
    OWED = "owed"  # to a channel
    PAUSED = "paused"  # not owed to a channel, since the feed is paused there
    FILTERED = "filtered"  # kept from a channel; filter: its id, rule: its words, kind
    PASSED = "passed"  # let through by filters, after one had kept it or was undecided
    WRITTEN = "written"  # its summary; writer, and note: what is to be known of it
    JOINED = "joined"  # another card of the channel tells its story
    PUT_OFF = "put-off"  # problem; until: a moment, ISO 8601
    CLOSED = "closed"  # the channel cannot be written to; problem
    FAILED = "failed"  # given up; problem
    POSTED = "posted"
    EDITED = "edited"
    HIDDEN = "hidden"  # by a moderator
    THREADED = "threaded"  # a thread was started under its card; problem where that failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to an entry."""

    at: datetime
    what: Happening
    channel_id: ChannelId | None = None  # None where it concerns all
    facts: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All that became of one entry, as one guild may see it."""

    entry_id: EntryId
    feed_id: FeedId
    feed: str  # its title, or its address
    title: str
    url: str
    published_at: datetime
    first_seen_at: datetime
    steps: tuple[Step, ...]  # the oldest first
    article_id: ArticleId | None = None  # None until it was read
    story_id: StoryId | None = None
    cards: Mapping[ChannelId, MessageId] = field(default_factory=lambda: MappingProxyType({}))
