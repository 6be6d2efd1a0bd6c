"""What those who run guilds do while a test watches: found them, open channels, give rights."""

from collections.abc import Iterable
from typing import Final

from tests.discord import shapes
from tests.discord.ids import Snowflakes
from tests.discord.people import People
from tests.discord.permissions import Permission
from tests.discord.routes.messages import drop
from tests.discord.state import Event, State
from tests.discord.world import (
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    OverwriteType,
    Role,
    StoredMessage,
    Thread,
    User,
)

# What the bot's own role gives it when nobody says otherwise: what Newsdesk asks for.
USUAL: Final = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
# What @everyone may in a new guild: little, so that the bot's rights come from its own role.
_EVERYBODY: Final = Permission.USE_APPLICATION_COMMANDS
# What people may besides, by a role that all of them have.
_PEOPLE: Final = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
)
# All guilds were founded in 2020, a millisecond apart, so that shards take them in turn.
_FOUNDED: Final = 1_577_836_800.0  # seconds since 1970


class Hands(People):
    """Everything that a test can do to the simulated Discord's guilds and channels.

    Args:
        state: What exists, and who is told.
    """

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._guild_ids = Snowflakes()
        self._deleted: dict[int, Channel] = {}

    # Guilds

    def add_guild(
        self,
        name: str,
        *,
        permissions: int = USUAL,
        with_bot: bool = True,
        locale: str = "en-US",
    ) -> int:
        """A guild with an owner and, unless told otherwise, the bot; its id."""
        state = self._state
        guild_id = self._guild_ids.next(_FOUNDED + len(state.guilds) / 1000)
        owner = User(state.new_id(), f"Owner of {name}")
        state.users[owner.id] = owner
        guild = Guild(guild_id, name, owner.id, locale=locale)
        guild.roles[guild_id] = Role(guild_id, "@everyone", _EVERYBODY)
        people = Role(state.new_id(), "People", _PEOPLE, position=1, is_for_people=True)
        guild.roles[people.id] = people
        guild.members[owner.id] = Member(owner, state.clock())
        state.guilds[guild_id] = guild
        if with_bot:
            self.add_bot(guild_id, permissions=permissions)
        return guild_id

    def add_bot(self, guild_id: int, *, permissions: int = USUAL) -> None:
        """The bot comes into a guild, with a role of its own."""
        state, guild = self._state, self._state.guilds[guild_id]
        role = Role(state.new_id(), state.bot.name, permissions, position=2, is_bots=True)
        guild.roles[role.id] = role
        guild.members[state.bot.id] = Member(state.bot, state.clock(), [role.id])
        self._tell_guild(guild, is_new=True)

    def remove_bot(self, guild_id: int) -> None:
        """The bot is thrown out, and its role goes with it."""
        guild = self._state.guilds[guild_id]
        del guild.members[self._state.bot.id]
        guild.roles = {one.id: one for one in guild.roles.values() if not one.is_bots}
        self._state.announce(Event("GUILD_DELETE", {"id": str(guild_id)}, guild_id))

    def guild_unavailable(self, guild_id: int) -> None:
        """A guild is down; the gateway says so, and says no more of it."""
        self._state.guilds[guild_id].available = False
        data = {"id": str(guild_id), "unavailable": True}
        self._state.announce(Event("GUILD_DELETE", data, guild_id))

    def guild_available(self, guild_id: int) -> None:
        """A guild is back."""
        self._state.guilds[guild_id].available = True
        self._tell_guild(self._state.guilds[guild_id], is_new=False)

    def _tell_guild(self, guild: Guild, *, is_new: bool) -> None:
        shape = shapes.whole_guild(guild, self._state.bot.id, is_new=is_new)
        self._state.announce(Event("GUILD_CREATE", shape, guild.id))

    # Channels

    def add_channel(
        self,
        guild_id: int,
        name: str,
        *,
        type: int = ChannelType.TEXT,  # noqa: A002 - Discord's word
        parent_id: int | None = None,
    ) -> int:
        """A channel of a guild; its id."""
        guild = self._state.guilds[guild_id]
        place = len(guild.channels)
        channel_id = self._state.new_id()
        kind = ChannelType(type)
        self._open(Channel(channel_id, guild_id, name, kind, parent_id, position=place))
        return channel_id

    def delete_channel(self, channel_id: int) -> None:
        """A channel or thread goes."""
        channel = self._deleted[channel_id] = self._state.channels.pop(channel_id)
        del self._state.guilds[channel.guild_id].channels[channel_id]
        self._tell_channel("DELETE", channel)

    def restore_channel(self, channel_id: int) -> None:
        """A deleted channel comes back as it was, which Discord itself cannot do."""
        self._open(self._deleted.pop(channel_id))

    def delete_message(self, channel_id: int, message_id: int) -> None:
        """A moderator takes a message away."""
        drop(self._state, self._state.channels[channel_id], message_id)

    def close_thread(self, thread_id: int, *, archived: bool = False, locked: bool = False) -> None:
        """A moderator archives a thread, locks it, or both; without either it is open again."""
        thread = self._state.channels[thread_id]
        assert isinstance(thread, Thread)
        thread.archived, thread.locked = archived, locked
        thread.archive_changed_at = self._state.clock()
        self._tell_channel("UPDATE", thread)

    def _open(self, channel: Channel) -> None:
        self._state.channels[channel.id] = channel
        self._state.guilds[channel.guild_id].channels[channel.id] = channel
        self._tell_channel("CREATE", channel)

    def _tell_channel(self, what: str, channel: Channel) -> None:
        kind = "THREAD" if isinstance(channel, Thread) else "CHANNEL"
        event = Event(f"{kind}_{what}", shapes.channel(channel), channel.guild_id)
        self._state.announce(event)

    # Rights

    def deny(self, channel_id: int, permission: int) -> None:
        """The bot's role loses a permission in one channel."""
        self._overwrite(channel_id).deny |= permission
        self._tell_channel("UPDATE", self._state.channels[channel_id])

    def allow_again(self, channel_id: int) -> None:
        """The bot's role is no longer treated specially there."""
        self._state.channels[channel_id].overwrites.pop(self._overwrite(channel_id).id)
        self._tell_channel("UPDATE", self._state.channels[channel_id])

    def set_bot_permissions(self, guild_id: int, permissions: int) -> None:
        """The bot's role gives just this."""
        role = self._bots_role(guild_id)
        role.permissions = permissions
        self._tell_role("UPDATE", guild_id, role)

    def add_role(self, guild_id: int, name: str, *, permissions: int = 0) -> int:
        """A role that nobody has yet; its id."""
        guild = self._state.guilds[guild_id]
        role = Role(self._state.new_id(), name, permissions, position=len(guild.roles))
        guild.roles[role.id] = role
        self._tell_role("CREATE", guild_id, role)
        return role.id

    def delete_role(self, guild_id: int, role_id: int) -> None:
        """A role goes, and is taken from all who have it."""
        guild = self._state.guilds[guild_id]
        del guild.roles[role_id]
        for member in guild.members.values():
            member.role_ids = [one for one in member.role_ids if one != role_id]
        data = {"guild_id": str(guild_id), "role_id": str(role_id)}
        self._state.announce(Event("GUILD_ROLE_DELETE", data, guild_id))

    def add_member(
        self, guild_id: int, name: str, *, role_ids: Iterable[int] = (), locale: str = "en-US"
    ) -> int:
        """A person comes into a guild, or is given roles and a language there; their id."""
        member = self._state.member(self._state.guilds[guild_id], name)
        member.role_ids.extend(role_ids)
        member.user.locale = locale
        return member.user.id

    def remove_member(self, guild_id: int, name: str) -> None:
        """A person leaves a guild."""
        guild = self._state.guilds[guild_id]
        del guild.members[self._state.member(guild, name).user.id]

    def _tell_role(self, what: str, guild_id: int, role: Role) -> None:
        data = {"guild_id": str(guild_id), "role": shapes.role(role, self._state.bot.id)}
        self._state.announce(Event(f"GUILD_ROLE_{what}", data, guild_id))

    def _bots_role(self, guild_id: int) -> Role:
        return next(one for one in self._state.guilds[guild_id].roles.values() if one.is_bots)

    def _overwrite(self, channel_id: int) -> Overwrite:
        channel = self._state.channels[channel_id]
        role_id = self._bots_role(channel.guild_id).id
        return channel.overwrites.setdefault(role_id, Overwrite(role_id, OverwriteType.ROLE))

    # What is there to see

    def messages(self, channel_id: int) -> list[StoredMessage]:
        """What stands in a channel, oldest first; also in one that was deleted."""
        channel = self._state.channels.get(channel_id) or self._deleted[channel_id]
        return list(channel.messages.values())
