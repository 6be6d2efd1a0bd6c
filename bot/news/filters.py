"""What a moderator wants to be posted and what not: Rule -> Verdict."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.news.ids import EntryId, FilterId, GuildId, SubscriptionId


class FilterKind(StrEnum):
    """What a filter does with the entries that its rule fits."""

    ONLY = "only"  # of several, one that fits is enough
    NEVER = "never"  # one that fits is enough, whatever the others say


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A rule of a guild, for one of its subscriptions or for all of them."""

    id: FilterId
    kind: FilterKind
    rule: str  # as it was typed; `bot.filters` reads it
    guild_id: GuildId | None = None  # None for whoever sits at the machine
    subscription_id: SubscriptionId | None = None  # None for all of the guild's


@dataclass(frozen=True, slots=True, kw_only=True)
class Filterable:
    """What a rule may look at, of one entry and its article."""

    title: str = ""
    body: str = ""  # the article's text, or what the feed gives of it
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()  # hosts of its links, such as news.example.org
    language: str | None = None  # a tag; None where it is not known
    topics: frozenset[str] | None = None  # a model's labels; None while there are none


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an entry passes a subscription's filters, and which of them decided."""

    passes: bool | None  # None where that hangs on topics which are not known
    by: FilterId | None = None  # the filter that decided; None where none fits, or none has to


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a term of a rule was found: the term as told, the field, and what stands there."""

    term: str
    field: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule fits an entry, or does not."""

    fits: bool | None  # None where that hangs on topics which are not known
    found: tuple[Fit, ...] = ()
    missing: tuple[str, ...] = ()  # terms that were not found
    open: tuple[str, ...] = ()  # terms that ask for topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An entry that was held against filters, and what they say of it."""

    entry_id: EntryId
    title: str
    url: str
    published_at: datetime
    verdict: Verdict
    filter: Filter | None = None  # the one that decided; None where none did
    explanation: Explanation | None = None  # of its rule
