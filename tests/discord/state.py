"""What exists in the simulated Discord, how it is found, and who is told when it changes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, Final

from tests.discord.ids import Snowflakes
from tests.discord.permissions import Permission, permissions_of
from tests.discord.refusals import Refusal, RefusedError
from tests.discord.world import Channel, File, Guild, Interaction, Member, StoredMessage, User

NONCE_WINDOW: Final = 120.0  # seconds; the documentation says "a few minutes"


class Intent(IntFlag):
    """What a session may ask to hear of."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED: Final = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the gateway tells to the sessions whose shard and intents it concerns."""

    name: str
    data: dict[str, Any]
    guild_id: int
    intent: Intent = Intent.GUILDS  # NONE is heard by all
    unread: dict[str, Any] | None = None  # instead of `data`, without the message-content intent


class State:
    """Everything that exists, by id.

    Args:
        announce: Called with every change that the gateway may tell.
        clock: Seconds since 1970.
    """

    def __init__(
        self, announce: Callable[[Event], None], clock: Callable[[], float] = time.time
    ) -> None:
        self.announce = announce
        self.clock = clock
        self._ids = Snowflakes()
        self.bot = User(self.new_id(), "Newsdesk", bot=True)
        self.application_id = self.bot.id  # the same number at Discord, for bots made since 2016
        self.owner = User(self.new_id(), "Newsdesk's owner")
        self.users: dict[int, User] = {one.id: one for one in (self.bot, self.owner)}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}  # threads too, of all guilds; not the deleted
        self.commands: dict[int | None, dict[int, dict[str, Any]]] = {}  # by guild; None: all
        self.interactions: dict[str, Interaction] = {}  # by token
        self.files: dict[int, File] = {}
        self.address = ""  # host and port, known once the server listens
        self.shards = 1  # that Discord advises to use
        self.concurrency = 1  # how many shards may identify at a time
        self.nonce_window = NONCE_WINDOW
        self._nonces: dict[tuple[int, str], StoredMessage] = {}

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return f"ws://{self.address}"

    @property
    def http_url(self) -> str:
        """Where everything else is: the routes of REST below a prefix, and files."""
        return f"http://{self.address}"

    def new_id(self) -> int:
        """A snowflake of this moment."""
        return self._ids.next(self.clock())

    def guild(self, guild_id: int) -> Guild:
        """A guild that the bot is in, or the refusal that the bot would get."""
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise RefusedError(Refusal.UNKNOWN_GUILD)
        return guild

    def joined(self) -> Iterator[Guild]:
        """The guilds that the bot is in."""
        return (guild for guild in self.guilds.values() if self.bot.id in guild.members)

    def channel(self, channel_id: int, *needs: Permission) -> Channel:
        """A channel where the bot may do what it needs, or the refusal that it would get."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise RefusedError(Refusal.UNKNOWN_CHANNEL)
        held = self.permissions(channel)
        if not held & Permission.VIEW_CHANNEL:
            raise RefusedError(Refusal.MISSING_ACCESS)
        if any(not held & need for need in needs):
            raise RefusedError(Refusal.MISSING_PERMISSIONS)
        return channel

    def message(self, channel: Channel, message_id: int) -> StoredMessage:
        """A message of a channel, or the refusal that the bot would get."""
        if message_id not in channel.messages:
            raise RefusedError(Refusal.UNKNOWN_MESSAGE)
        return channel.messages[message_id]

    def old_message(self, channel: Channel, message_id: int) -> StoredMessage:
        """The same, for what needs the right to read the history."""
        if not self.permissions(channel) & Permission.READ_MESSAGE_HISTORY:
            raise RefusedError(Refusal.MISSING_ACCESS)
        return self.message(channel, message_id)

    def permissions(self, channel: Channel) -> int:
        """What the bot may do in a channel; nothing where it is no member."""
        guild = self.guilds[channel.guild_id]
        member = guild.members.get(self.bot.id)
        return permissions_of(member, guild, channel) if member else 0

    def member(self, guild: Guild, name: str) -> Member:
        """The person of that name in a guild, who comes in when they are first needed."""
        for member in guild.members.values():
            if member.user.name == name:
                return member
        known = (user for user in self.users.values() if user.name == name)
        user = next(known, None) or User(self.new_id(), name)
        self.users[user.id] = user
        roles = [role.id for role in guild.roles.values() if role.is_for_people]
        return guild.members.setdefault(user.id, Member(user, self.clock(), roles))

    def keep_file(self, name: str, content: bytes, kind: str) -> File:
        """A file from now on, with an id."""
        kept = File(self.new_id(), name, content, kind)
        self.files[kept.id] = kept
        return kept

    # Nonces count for an author in all channels together, and for a few minutes.

    def remember_nonce(self, message: StoredMessage) -> None:
        """From now on, a repeat of this message is known by its nonce."""
        if message.nonce is not None:
            self._nonces[message.author.id, message.nonce] = message

    def known_by_nonce(self, author: User, nonce: str) -> StoredMessage | None:
        """The author's message with that nonce, if it was made inside the window."""
        found = self._nonces.get((author.id, nonce))
        recent = found is not None and self.clock() - found.at <= self.nonce_window
        return found if recent else None
