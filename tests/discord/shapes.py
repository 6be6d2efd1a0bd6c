"""What Discord's JSON looks like for users, roles, members, channels and guilds."""

from datetime import UTC, datetime
from typing import Any, Final

from tests.discord.ids import born
from tests.discord.world import (
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    Role,
    StoredMessage,
    Thread,
    User,
)

Json = dict[str, Any]

_NOTHING_SET: Final = (
    *("icon", "description", "home_header", "splash", "discovery_splash", "banner"),
    *("application_id", "afk_channel_id", "system_channel_id", "widget_channel_id"),
    *("max_presences", "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id"),
    *("public_updates_channel_id", "incidents_data"),
)
_NOTHING_ASKED: Final = (
    *("system_channel_flags", "verification_level", "default_message_notifications"),
    *("mfa_level", "explicit_content_filter", "nsfw_level"),
    *("premium_tier", "premium_subscription_count"),
)


def moment(at: float | datetime) -> str:
    """A time as Discord writes it; seconds since 1970 or an aware datetime."""
    when = at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC)
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def optional(snowflake: int | None) -> str | None:
    """An id that may be missing."""
    return None if snowflake is None else str(snowflake)


def user(shown: User) -> Json:
    """A person, or a bot."""
    return {
        "id": str(shown.id),
        "username": shown.name,
        "global_name": None,
        "discriminator": "0000" if shown.bot else "0",
        "avatar": None,
        "primary_guild": None,
        "public_flags": 0,
        "flags": 0,
        "bot": shown.bot,
    }


def oneself(shown: User) -> Json:
    """The bot, as it sees itself."""
    own = {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}
    return {**user(shown), **own}


def role(shown: Role, bot_id: int) -> Json:
    """A role; the one that came with the bot says so."""
    colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    return {
        "id": str(shown.id),
        "name": shown.name,
        "permissions": str(int(shown.permissions)),
        "position": shown.position,
        "color": 0,
        "colors": colours,
        "hoist": False,
        "managed": shown.is_bots,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
        **({"tags": {"bot_id": str(bot_id)}} if shown.is_bots else {}),
    }


def member(shown: Member, *, with_user: bool = True) -> Json:
    """A member; in messages the user stands beside it."""
    no_end = moment(datetime(2100, 1, 1, tzinfo=UTC)) if shown.timed_out else None
    return {
        **({"user": user(shown.user)} if with_user else {}),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(one) for one in shown.role_ids],
        "joined_at": moment(shown.joined_at),
        "premium_since": None,
        "communication_disabled_until": no_end,
        "pending": False,
        "mute": False,
        "deaf": False,
        "flags": 0,
    }


def overwrite(shown: Overwrite) -> Json:
    """An overwrite; its bit sets are text."""
    return {
        "id": str(shown.id),
        "type": int(shown.type),
        "allow": str(int(shown.allow)),
        "deny": str(int(shown.deny)),
    }


def channel(shown: Channel) -> Json:
    """A channel or a thread."""
    common = {
        "id": str(shown.id),
        "type": int(shown.type),
        "guild_id": str(shown.guild_id),
        "name": shown.name,
        "parent_id": optional(shown.parent_id),
        "last_message_id": optional(next(reversed(shown.messages), None)),
        "rate_limit_per_user": 0,
        "flags": 0,
    }
    if isinstance(shown, Thread):
        return {**common, **_of_thread(shown)}
    forum: Json = {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
    voice = {"bitrate": 64_000, "user_limit": 0, "rtc_region": None}
    return {
        **common,
        "position": shown.position,
        "topic": shown.topic,
        "nsfw": False,
        "permission_overwrites": [overwrite(one) for one in shown.overwrites.values()],
        **(forum if shown.type == ChannelType.FORUM else {}),
        **(voice if shown.type in {ChannelType.VOICE, ChannelType.STAGE} else {}),
    }


def _of_thread(shown: Thread) -> Json:
    said = len(shown.messages)
    return {
        "owner_id": str(shown.owner_id),
        "message_count": said,
        "total_message_sent": said,
        "member_count": len(shown.member_ids),
        "thread_metadata": {
            "archived": shown.archived,
            "archive_timestamp": moment(shown.archive_changed_at),
            "auto_archive_duration": shown.auto_archive_duration,
            "locked": shown.locked,
            "create_timestamp": moment(born(shown.id)),
        },
    }


def thread_member(thread: Thread, user_id: int) -> Json:
    """Somebody who is in a thread, from its beginning."""
    return {
        "id": str(thread.id),
        "user_id": str(user_id),
        "join_timestamp": moment(born(thread.id)),
        "flags": 0,
    }


def guild(shown: Guild, bot_id: int) -> Json:
    """A guild, as REST gives it."""
    return {
        "id": str(shown.id),
        "name": shown.name,
        "owner_id": str(shown.owner_id),
        "region": "deprecated",
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role(one, bot_id) for one in shown.roles.values()],
        "preferred_locale": shown.locale,
        "afk_timeout": 300,
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "widget_enabled": False,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        **dict.fromkeys(_NOTHING_SET),
        **dict.fromkeys(_NOTHING_ASKED, 0),
    }


def whole_guild(shown: Guild, bot_id: int, *, is_new: bool = False) -> Json:
    """A guild, as the gateway gives it: with its channels, its active threads and the bot.

    One that the bot has just come into says nothing of being available; clients tell by that.
    """
    threads = [one for one in shown.channels.values() if isinstance(one, Thread)]
    channels = [one for one in shown.channels.values() if not isinstance(one, Thread)]
    me = shown.members[bot_id]
    empty: tuple[str, ...] = (
        *("voice_states", "presences", "stage_instances"),
        *("guild_scheduled_events", "soundboard_sounds"),
    )
    return {
        **guild(shown, bot_id),
        "joined_at": moment(me.joined_at),
        "large": False,
        **({} if is_new else {"unavailable": False}),
        "member_count": len(shown.members),
        "members": [member(me)],
        "channels": [channel(one) for one in channels],
        "threads": [channel(one) for one in threads if not one.archived],
        **{name: [] for name in empty},
    }


def reaction(shown: StoredMessage, emoji: str, bot_id: int) -> Json:
    """How often one emoji stands under a message; custom emoji are `name:id`."""
    name, _, snowflake = emoji.partition(":")
    who = shown.reactions[emoji]
    return {
        "emoji": {"id": snowflake or None, "name": name},
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me": bot_id in who,
        "me_burst": False,
    }
