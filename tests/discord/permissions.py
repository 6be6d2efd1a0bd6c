"""What a member may do in a channel, by the algorithm that Discord documents."""

from enum import IntFlag
from typing import Final

from tests.discord.world import (
    Channel,
    ChannelType,
    Guild,
    Member,
    Thread,
)


class Permission(IntFlag):
    """Discord's permissions by their documented names."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_GUILD_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    VIEW_CREATOR_MONETIZATION_ANALYTICS = 1 << 41
    USE_SOUNDBOARD = 1 << 42
    CREATE_GUILD_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    USE_EXTERNAL_SOUNDS = 1 << 45
    SEND_VOICE_MESSAGES = 1 << 46
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


ALL: Final = sum(Permission)
# A member who is timed out may look on, and no more.
_TIMED_OUT: Final = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
# What nobody can do who cannot send a message.
_NEEDS_SENDING: Final = (
    Permission.MENTION_EVERYONE
    | Permission.SEND_TTS_MESSAGES
    | Permission.ATTACH_FILES
    | Permission.EMBED_LINKS
)


def permissions_of(member: Member, guild: Guild, channel: Channel | None) -> int:
    """The permissions of a member in a channel, or in the guild as a whole.

    In a thread SEND_MESSAGES stands for what counts there, SEND_MESSAGES_IN_THREADS, so that
    "may write here" is one question in every channel.

    Args:
        member: Of that guild.
        guild: With its roles and, for threads, the channels that they hang from.
        channel: None for the guild as a whole.

    Returns:
        A bit set of `Permission`.
    """
    base = _in_guild(member, guild)
    if base & Permission.ADMINISTRATOR:
        return ALL
    if channel is None:
        return base & _TIMED_OUT if member.timed_out else base
    if isinstance(channel, Thread):
        return _in_thread(member, guild, channel, base)
    return _implied(_in_channel(member, channel, base), member)


def _in_guild(member: Member, guild: Guild) -> int:
    """What the roles give together; the owner and administrators may do everything."""
    if member.user.id == guild.owner_id:
        return ALL
    given = 0
    for role_id in (guild.id, *member.role_ids):  # the role of everyone has the guild's id
        if role_id in guild.roles:
            given |= guild.roles[role_id].permissions
    return ALL if given & Permission.ADMINISTRATOR else given


def _in_channel(member: Member, channel: Channel, base: int) -> int:
    """The overwrites over the roles' sum: everyone's, then all roles' at once, then one's own."""
    for layer in ([channel.guild_id], member.role_ids, [member.user.id]):
        allow = deny = 0
        for overwrite in (channel.overwrites[one] for one in layer if one in channel.overwrites):
            allow |= overwrite.allow
            deny |= overwrite.deny
        base = base & ~deny | allow  # within a layer, allowing outweighs denying
    return base


def _in_thread(member: Member, guild: Guild, thread: Thread, base: int) -> int:
    """A thread has the permissions of its parent, but for sending."""
    parent = guild.channels.get(thread.parent_id) if thread.parent_id is not None else None
    if parent is None:
        return 0
    found = _in_channel(member, parent, base) & ~Permission.SEND_MESSAGES
    if found & Permission.SEND_MESSAGES_IN_THREADS:
        found |= Permission.SEND_MESSAGES
    is_inside = member.user.id in thread.member_ids or found & Permission.MANAGE_THREADS
    if thread.type == ChannelType.PRIVATE_THREAD and not is_inside:
        return 0
    return _implied(found, member)


def _implied(found: int, member: Member) -> int:
    """What is lost with another permission, or for a time."""
    if not found & Permission.VIEW_CHANNEL:
        return 0
    if not found & Permission.SEND_MESSAGES:
        found &= ~_NEEDS_SENDING
    return found & _TIMED_OUT if member.timed_out else found
