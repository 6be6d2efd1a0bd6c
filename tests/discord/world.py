"""The nouns of the simulated Discord: guilds, roles, members, channels, threads, messages,
files, interactions.

They are plain and mutable, ids are ints, and none knows what Discord's JSON looks like: that is
`shapes.py`. The id of a guild is also the id of its @everyone role, as it is at Discord.
"""

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any


class ChannelType(IntEnum):
    """The kinds of channels that a news bot meets."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


class OverwriteType(IntEnum):
    """Whom an overwrite is about."""

    ROLE = 0
    MEMBER = 1


@dataclass(slots=True)
class User:
    """An account: a person or a bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"  # the language that a person has chosen in their client


@dataclass(slots=True)
class Role:
    """A role of a guild, with its permissions as Discord's bit set."""

    id: int
    name: str
    permissions: int
    position: int = 0
    is_bots: bool = False  # came with the bot, and goes with it
    is_for_people: bool = False  # given to everybody but bots


@dataclass(slots=True)
class Member:
    """A user in a guild. @everyone is not among `role_ids`, as in Discord's answers."""

    user: User
    joined_at: float  # seconds since 1970
    role_ids: list[int] = field(default_factory=list)
    timed_out: bool = False


@dataclass(slots=True)
class Overwrite:
    """What a channel allows and denies to one role or one member, as bit sets."""

    id: int  # of the role or the user
    type: OverwriteType
    allow: int = 0
    deny: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody has sent. Messages and interactions name it by its id."""

    id: int
    name: str
    content: bytes
    type: str  # such as text/xml


class MessageFlag(IntFlag):
    """What is special about a message, as far as a news bot meets it."""

    HAS_THREAD = 1 << 5  # set by Discord itself
    EPHEMERAL = 1 << 6  # seen by one person; nothing but an answer to them can be so
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class StoredMessage:
    """A message as it is kept. `payload` is the body that made it, with its edits laid over."""

    id: int
    channel_id: int
    author: User
    payload: dict[str, Any]
    at: float  # seconds since 1970
    nonce: str | None = None
    edited_at: float | None = None
    type: int = 0
    answers: "Interaction | None" = field(default=None, repr=False)  # what somebody did
    seen_by: User | None = None  # the one person who sees it; None for all
    reactions: dict[str, set[int]] = field(default_factory=dict)  # emoji to users
    has_thread: bool = False  # whose id is the message's own
    mentions: frozenset[int] = frozenset()  # people and roles that were called
    mentions_everyone: bool = False
    reply_to: "StoredMessage | None" = None
    forward_of: "StoredMessage | None" = None


@dataclass(slots=True)
class Channel:
    """A channel of a guild, and what was said in it, by id, oldest first.

    Attributes:
        messages: What everybody sees who sees the channel.
        whispers: Answers that one person sees, and no history has.
    """

    id: int
    guild_id: int
    name: str
    type: ChannelType = ChannelType.TEXT
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)  # by role or user
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    whispers: dict[int, StoredMessage] = field(default_factory=dict)


@dataclass(slots=True)
class Thread(Channel):
    """A thread; `parent_id` is the channel that it hangs from, and it has no overwrites."""

    owner_id: int = 0
    archived: bool = False
    locked: bool = False
    auto_archive_duration: int = 1440  # minutes
    archive_changed_at: float = 0.0  # seconds since 1970
    member_ids: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Guild:
    """A guild. `roles` holds @everyone under the guild's own id; `channels` holds threads too."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    available: bool = True
    locale: str = "en-US"


class CommandType(IntEnum):
    """Where a command is found: behind a slash, or in the menu of a person or a message."""

    SLASH = 1
    PERSON = 2
    MESSAGE = 3


class OptionType(IntEnum):
    """What the options of a slash command can be."""

    SUBCOMMAND = 1
    GROUP = 2
    TEXT = 3
    WHOLE = 4
    TRUTH = 5
    PERSON = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9  # a person or a role
    NUMBER = 10
    FILE = 11


class InteractionType(IntEnum):
    """What somebody did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Reply(IntEnum):
    """What the bot may answer at first."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True)
class Interaction:
    """What somebody did, and everything that the bot answered.

    Attributes:
        data: What the bot is told of it, without what it resolves to.
        pressed_on: The message whose button or menu it was.
        opened_by: For a modal, what the bot answered with it.
        callback: The body of the first answer.
        original: The message of that answer, once there is one.
        followups: The further messages.
    """

    id: int
    token: str
    type: InteractionType
    channel: Channel
    user: User
    at: float  # seconds since 1970
    data: dict[str, Any]
    pressed_on: StoredMessage | None = None
    opened_by: "Interaction | None" = None
    acknowledged_at: float | None = None
    callback: dict[str, Any] | None = None
    original: StoredMessage | None = None
    followups: list[StoredMessage] = field(default_factory=list)

    @property
    def acknowledged_after(self) -> float | None:
        """Seconds until the first answer, or None where there is none yet."""
        return None if self.acknowledged_at is None else self.acknowledged_at - self.at

    @property
    def is_deferred(self) -> bool:
        """Whether the person waits for a message that was promised and has not come."""
        promised = self.callback is not None and self.callback["type"] == Reply.DEFERRED_MESSAGE
        return promised and self.original is None
