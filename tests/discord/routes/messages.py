"""Routes about messages: making, finding, changing and deleting them, reactions, typing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tests.discord.calls import NOTHING, Answer, Call, Route
from tests.discord.message_shapes import message as shape
from tests.discord.message_shapes import unread
from tests.discord.permissions import Permission
from tests.discord.refusals import InvalidFormError, Refusal, RefusedError
from tests.discord.state import Event, Intent, State
from tests.discord.strict_messages import FORWARD, is_empty
from tests.discord.strictness import Problem
from tests.discord.world import Channel, ChannelType, Interaction, StoredMessage, Thread, User

Json = dict[str, Any]

# The rights that a part of a message needs, besides the one to write.
_NEEDS: Final[Mapping[str, Permission]] = {
    "embeds": Permission.EMBED_LINKS,
    "attachments": Permission.ATTACH_FILES,
}
_TALKLESS: Final = {ChannelType.CATEGORY, ChannelType.FORUM}
_CALLED: Final = re.compile(r"<@([!&]?)([0-9]{1,20})>")
_EVERYONE: Final = re.compile(r"@(?:everyone|here)\b")
_KEPT: Final = {"content", "embeds", "components", "flags", "attachments"}
_MOST: Final = 100  # messages in one answer


def create_message(state: State, call: Call) -> Answer:
    """A message of the bot's; with `enforce_nonce`, a repeat answers the first one."""
    channel = state.channel(call.id("channel_id"), Permission.SEND_MESSAGES)
    if channel.type in _TALKLESS:
        raise RefusedError(Refusal.NOT_A_TEXT_CHANNEL)
    for part, needed in _NEEDS.items():
        if call.body.get(part):
            state.channel(channel.id, needed)
    nonce = None if call.body.get("nonce") is None else str(call.body["nonce"])
    if nonce and call.body.get("enforce_nonce"):
        first = state.known_by_nonce(state.bot, nonce)
        if first is not None:
            return Answer(200, shape(first, state, with_nonce=True))
    asked = call.body.get("message_reference") or {}
    referred = _referred(state, channel, asked) if asked else None
    reply_to, forward_of = (None, referred) if asked.get("type") == FORWARD else (referred, None)
    made = keep(
        state, channel, state.bot, call.body, nonce=nonce, reply_to=reply_to, forward_of=forward_of
    )
    return Answer(200, shape(made, state, with_nonce=True))


def keep(
    state: State,
    channel: Channel,
    author: User,
    payload: Json,
    *,
    message_id: int | None = None,
    kind: int = 0,
    nonce: str | None = None,
    reply_to: StoredMessage | None = None,
    forward_of: StoredMessage | None = None,
    answers: Interaction | None = None,
    seen_by: User | None = None,
) -> StoredMessage:
    """Store a message, and tell those who may hear of it: of a whisper nobody does."""
    if isinstance(channel, Thread):
        _enter(state, channel)
    called, everyone = _called(payload)
    made = StoredMessage(
        id=message_id or state.new_id(),
        channel_id=channel.id,
        author=author,
        payload=dict(payload),
        at=state.clock(),
        type=kind,
        nonce=nonce,
        mentions=called,
        mentions_everyone=everyone,
        reply_to=reply_to,
        forward_of=forward_of,
        answers=answers,
        seen_by=seen_by,
    )
    shape(made, state)  # what cannot be shown is refused before it is kept
    if seen_by is not None:
        channel.whispers[made.id] = made
        return made
    channel.messages[made.id] = made
    state.remember_nonce(made)
    tell(state, channel, "MESSAGE_CREATE", made)
    return made


def tell(state: State, channel: Channel, name: str, message: StoredMessage) -> None:
    """Announce a message, with its content to those who may read it."""
    if not state.permissions(channel) & Permission.VIEW_CHANNEL:
        return
    data = {"guild_id": str(channel.guild_id), **shape(message, state, with_nonce=True)}
    # Without the intent, a bot reads its own words and those that mention it.
    is_open = message.author == state.bot or state.bot.id in message.mentions
    hidden = None if is_open else unread(data)
    state.announce(Event(name, data, channel.guild_id, Intent.GUILD_MESSAGES, hidden))


def _enter(state: State, thread: Thread) -> None:
    """Writing in an archived thread opens it again; a locked one is for moderators alone."""
    if thread.locked and not state.permissions(thread) & Permission.MANAGE_THREADS:
        archived, locked = Refusal.THREAD_ARCHIVED, Refusal.THREAD_LOCKED
        raise RefusedError(archived if thread.archived else locked)
    if thread.archived:
        thread.archived, thread.archive_changed_at = False, state.clock()


def _awake(channel: Channel) -> Channel:
    """The channel, unless it is an archived thread: only a new message opens one again.

    https://github.com/discord/discord-api-docs/pull/2855
    """
    if isinstance(channel, Thread) and channel.archived:
        raise RefusedError(Refusal.THREAD_ARCHIVED)
    return channel


def _called(payload: Mapping[str, Any]) -> tuple[frozenset[int], bool]:
    """Whom a text mentions, as far as its sender allows it: people and roles, and everyone."""
    content = payload.get("content") or ""
    named = {
        ("roles" if mark == "&" else "users", int(one)) for mark, one in _CALLED.findall(content)
    }
    everyone = _EVERYONE.search(content) is not None
    allowed = payload.get("allowed_mentions")
    if allowed is None:
        return frozenset(one for _, one in named), everyone
    kinds = allowed.get("parse") or ()
    listed = {(kind, int(one)) for kind in ("users", "roles") for one in allowed.get(kind) or ()}
    heard = {call for call in named if call[0] in kinds or call in listed}
    return frozenset(one for _, one in heard), everyone and "everyone" in kinds


def _referred(state: State, here: Channel, asked: Json) -> StoredMessage | None:
    """The message that another answers or carries on, in this channel unless it names one.

    Returns:
        None where it is gone and that is fine.
    """
    channel = state.channel(int(asked.get("channel_id") or here.id))
    if not state.permissions(channel) & Permission.READ_MESSAGE_HISTORY:
        raise RefusedError(Refusal.NO_HISTORY_NO_REPLY)
    found = channel.messages.get(int(asked["message_id"]))
    if found is None and asked.get("fail_if_not_exists", True):
        path = ("message_reference",)
        unknown = Problem(path, "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        raise InvalidFormError(unknown)
    return found


def list_messages(state: State, call: Call) -> Answer:
    """A channel's history, newest first; nothing for those who may not read it."""
    channel = state.channel(call.id("channel_id"))
    if not state.permissions(channel) & Permission.READ_MESSAGE_HISTORY:
        return Answer(200, [])
    ids = list(channel.messages)
    chosen = ids[_span(ids, call.query)]
    return Answer(200, [shape(channel.messages[one], state) for one in reversed(chosen)])


def _span(ids: list[int], query: Mapping[str, str]) -> slice:
    """Which part of a history is asked for, which lies oldest first."""
    limit = min(max(int(query.get("limit", 50)), 1), _MOST)
    if "after" in query:
        start = bisect_right(ids, int(query["after"]))
        return slice(start, start + limit)
    if "around" in query:
        middle = bisect_left(ids, int(query["around"]))
        start = max(middle - limit // 2, 0)
        return slice(start, start + limit)
    end = bisect_left(ids, int(query["before"])) if "before" in query else len(ids)
    return slice(max(end - limit, 0), end)


def read_message(state: State, call: Call) -> Answer:
    """One message."""
    channel = state.channel(call.id("channel_id"))
    return Answer(200, shape(state.old_message(channel, call.id("message_id")), state))


def edit_message(state: State, call: Call) -> Answer:
    """The bot's own message, changed in the parts that were sent."""
    channel = _awake(state.channel(call.id("channel_id")))
    message = state.message(channel, call.id("message_id"))
    if message.author != state.bot:
        raise RefusedError(Refusal.NOT_YOURS)
    return Answer(200, change(state, channel, message, call.body))


def change(state: State, channel: Channel, message: StoredMessage, body: Json) -> Json:
    """Lay an edit over a message, tell of it, and give its new shape."""
    changed = message.payload | {key: value for key, value in body.items() if key in _KEPT}
    if is_empty(changed):
        raise RefusedError(Refusal.EMPTY_MESSAGE)
    shape(replace(message, payload=changed), state)  # as above
    message.payload, message.edited_at = changed, state.clock()
    if message.seen_by is None:
        tell(state, channel, "MESSAGE_UPDATE", message)
    return shape(message, state)


def delete_message(state: State, call: Call) -> Answer:
    """A message goes; those of others only with the right to manage."""
    channel = _awake(state.channel(call.id("channel_id")))
    message = state.message(channel, call.id("message_id"))
    if message.author != state.bot:
        state.channel(channel.id, Permission.MANAGE_MESSAGES)
    drop(state, channel, message.id)
    return NOTHING


def drop(state: State, channel: Channel, message_id: int) -> None:
    """Take a message out of its channel, and tell of it unless it was a whisper."""
    if channel.whispers.pop(message_id, None) is not None:
        return
    channel.messages.pop(message_id, None)
    names = {"id": message_id, "channel_id": channel.id, "guild_id": channel.guild_id}
    data = {name: str(one) for name, one in names.items()}
    state.announce(Event("MESSAGE_DELETE", data, channel.guild_id, Intent.GUILD_MESSAGES))


def react(state: State, call: Call) -> Answer:
    """The bot's reaction is put under a message, or taken away."""
    channel = _awake(state.channel(call.id("channel_id")))
    message = state.old_message(channel, call.id("message_id"))
    emoji, adds = call.names["emoji_name"], call.method == "PUT"
    if adds and emoji not in message.reactions:
        state.channel(channel.id, Permission.ADD_REACTIONS)
    who = message.reactions.setdefault(emoji, set())
    who.add(state.bot.id) if adds else who.discard(state.bot.id)
    if not who:
        del message.reactions[emoji]
    _tell_reaction(state, channel, message, emoji, adds=adds)
    return NOTHING


def _tell_reaction(
    state: State, channel: Channel, message: StoredMessage, emoji: str, *, adds: bool
) -> None:
    name, _, snowflake = emoji.partition(":")
    data = {
        "user_id": str(state.bot.id),
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        "guild_id": str(channel.guild_id),
        "emoji": {"id": snowflake or None, "name": name},
        "burst": False,
        "type": 0,
    }
    event = Event("", data, channel.guild_id, Intent.GUILD_MESSAGE_REACTIONS)
    kind = "MESSAGE_REACTION_ADD" if adds else "MESSAGE_REACTION_REMOVE"
    state.announce(replace(event, name=kind))


def type_in(state: State, call: Call) -> Answer:
    """The bot is seen to be typing."""
    state.channel(call.id("channel_id"), Permission.SEND_MESSAGES)
    return NOTHING


_MESSAGES: Final = "/channels/{channel_id}/messages"
_MESSAGE: Final = _MESSAGES + "/{message_id}"
_OWN_REACTION: Final = _MESSAGE + "/reactions/{emoji_name}/@me"
ROUTES: Final[Mapping[tuple[str, str], Route]] = {
    ("POST", _MESSAGES): create_message,
    ("GET", _MESSAGES): list_messages,
    ("GET", _MESSAGE): read_message,
    ("PATCH", _MESSAGE): edit_message,
    ("DELETE", _MESSAGE): delete_message,
    ("PUT", _OWN_REACTION): react,
    ("DELETE", _OWN_REACTION): react,
    ("POST", "/channels/{channel_id}/typing"): type_in,
}
