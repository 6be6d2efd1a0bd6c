"""Who follows, and how: guilds, what they have set, and who changed what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.news.feeds import Following
from bot.news.ids import ChannelId, GuildId, RoleId
from bot.news.summaries import Style


@dataclass(frozen=True, slots=True)
class Actor:
    """Who wants something changed; the guild of a person is all that they may change."""

    guild_id: GuildId | None = None
    person: int | None = None  # as Discord knows them

    @property
    def is_admin(self) -> bool:
        """Whether it is whoever sits at the machine, who may change everything."""
        return self.guild_id is None


HERE = Actor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guild:
    """A community, and what it has set for all of its channels. None is as the house has it."""

    id: GuildId
    style: Style | None = None
    language: str | None = None  # a tag; empty for each article's own
    managers: frozenset[RoleId] = frozenset()  # who may change things without Manage Server
    desk_id: ChannelId | None = None  # the moderators' channel, where reports go
    person_day: int | None = None  # questions that one person may ask in a day
    guild_day: int | None = None  # and all of them together
    kept_days: int | None = None  # for how long questions are kept; at most as the house does
    left_at: datetime | None = None  # since when the bot is no longer in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the audit: what somebody changed."""

    at: datetime
    what: str  # such as "feed-paused"; the name of a message in the catalogue, after "change-"
    about: str  # what it is called, such as a feed's name
    guild_id: GuildId | None = None
    person: int | None = None  # None for whoever sat at the machine
    before: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    after: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How things are for a guild, or for the whole house."""

    feeds: int = 0
    paused: int = 0
    closed: tuple[Following, ...] = ()  # their channels cannot be written to
    failing: tuple[Following, ...] = ()  # they cannot be read
    cards: int = 0  # posted within a day
    last_card_at: datetime | None = None
    owed: int = 0
    failed: int = 0  # given up within a week
    questions: int = 0  # of readers, that wait for an answer
    reports: int = 0  # of members, that nobody has decided
    model: str = ""  # the writer; empty where articles speak for themselves
    model_trouble: str = ""  # why it is not asked, or did not answer lately
