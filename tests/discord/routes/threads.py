"""Routes about threads: opening them, joining and leaving, archiving."""

from collections.abc import Mapping
from typing import Any, Final

from tests.discord import shapes
from tests.discord.calls import NOTHING, Answer, Call, Route
from tests.discord.message_shapes import message as message_shape
from tests.discord.permissions import Permission
from tests.discord.refusals import InvalidFormError, Refusal, RefusedError
from tests.discord.routes.messages import keep, tell
from tests.discord.state import Event, State
from tests.discord.strictness import Problem
from tests.discord.world import Channel, ChannelType, Thread

_DAY: Final = 1440  # minutes


def start_from_message(state: State, call: Call) -> Answer:
    """A thread that hangs from a message, and has its id."""
    parent = state.channel(call.id("channel_id"), Permission.CREATE_PUBLIC_THREADS)
    message = state.message(parent, call.id("message_id"))
    if message.has_thread:
        raise RefusedError(Refusal.HAS_A_THREAD)
    announces = parent.type == ChannelType.ANNOUNCEMENT
    kind = ChannelType.ANNOUNCEMENT_THREAD if announces else ChannelType.PUBLIC_THREAD
    message.has_thread = True
    shape = _open(state, parent, message.id, kind, call.body)
    tell(state, parent, "MESSAGE_UPDATE", message)
    return Answer(201, shape)


def start_alone(state: State, call: Call) -> Answer:
    """A thread without a message, private unless asked otherwise; in a forum, a post."""
    parent = state.channel(call.id("channel_id"))
    kind = ChannelType(call.body.get("type") or ChannelType.PRIVATE_THREAD)
    if parent.type == ChannelType.FORUM:
        return _post(state, state.channel(parent.id, Permission.SEND_MESSAGES), call.body)
    is_private = kind == ChannelType.PRIVATE_THREAD
    public, private = Permission.CREATE_PUBLIC_THREADS, Permission.CREATE_PRIVATE_THREADS
    state.channel(parent.id, private if is_private else public)
    return Answer(201, _open(state, parent, state.new_id(), kind, call.body))


def _post(state: State, forum: Channel, body: dict[str, Any]) -> Answer:
    """A forum's post is a thread with a first message; both have one id."""
    if body.get("message") is None:
        missing = Problem(("message",), "BASE_TYPE_REQUIRED", "This field is required")
        raise InvalidFormError(missing)
    post_id = state.new_id()
    shape = _open(state, forum, post_id, ChannelType.PUBLIC_THREAD, body)
    first = keep(state, state.channels[post_id], state.bot, body["message"], message_id=post_id)
    return Answer(201, {**shape, "message": message_shape(first, state)})


def _open(
    state: State, parent: Channel, thread_id: int, kind: ChannelType, body: dict[str, Any]
) -> shapes.Json:
    thread = Thread(
        id=thread_id,
        guild_id=parent.guild_id,
        name=body["name"],
        type=kind,
        parent_id=parent.id,
        owner_id=state.bot.id,
        auto_archive_duration=body.get("auto_archive_duration") or _DAY,
        archive_changed_at=state.clock(),
        member_ids={state.bot.id},
    )
    state.channels[thread.id] = thread
    state.guilds[parent.guild_id].channels[thread.id] = thread
    shape = {**shapes.channel(thread), "member": shapes.thread_member(thread, state.bot.id)}
    state.announce(Event("THREAD_CREATE", {**shape, "newly_created": True}, thread.guild_id))
    return shape


def change_thread(state: State, thread: Thread, body: dict[str, Any]) -> Answer:
    """A thread is renamed, archived or opened again; to lock it needs a right.

    All threads here are the bot's own: those of others it could not even rename without.
    """
    if "locked" in body:
        state.channel(thread.id, Permission.MANAGE_THREADS)
    if thread.archived and body.get("archived", True):
        raise RefusedError(Refusal.THREAD_ARCHIVED)
    if "archived" in body and body["archived"] != thread.archived:
        thread.archived, thread.archive_changed_at = body["archived"], state.clock()
    thread.locked = body.get("locked", thread.locked)
    thread.name = body.get("name") or thread.name
    duration = body.get("auto_archive_duration")
    thread.auto_archive_duration = duration or thread.auto_archive_duration
    shape = shapes.channel(thread)
    state.announce(Event("THREAD_UPDATE", shape, thread.guild_id))
    return Answer(200, shape)


def join_or_leave(state: State, call: Call) -> Answer:
    """The bot comes into a thread, or goes."""
    thread = state.channel(call.id("channel_id"))
    if not isinstance(thread, Thread):
        raise RefusedError(Refusal.UNKNOWN_CHANNEL)
    joins = call.method == "PUT"
    thread.member_ids.add(state.bot.id) if joins else thread.member_ids.discard(state.bot.id)
    own = shapes.thread_member(thread, state.bot.id)
    data = {
        "id": str(thread.id),
        "guild_id": str(thread.guild_id),
        "member_count": len(thread.member_ids),
        **({"added_members": [own]} if joins else {"removed_member_ids": [own["user_id"]]}),
    }
    state.announce(Event("THREAD_MEMBERS_UPDATE", data, thread.guild_id))
    return NOTHING


_JOINED: Final = "/channels/{channel_id}/thread-members/@me"
ROUTES: Final[Mapping[tuple[str, str], Route]] = {
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads"): start_from_message,
    ("POST", "/channels/{channel_id}/threads"): start_alone,
    ("PUT", _JOINED): join_or_leave,
    ("DELETE", _JOINED): join_or_leave,
}
