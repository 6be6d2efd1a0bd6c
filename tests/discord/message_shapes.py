"""What a message looks like when Discord gives it back: finished, where the bot sent a sketch."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from tests.discord import cdn
from tests.discord.shapes import Json, moment, reaction, user
from tests.discord.shapes import channel as channel_shape
from tests.discord.state import State
from tests.discord.strict_components import SELECTS, Kind
from tests.discord.strict_messages import FORWARD
from tests.discord.world import Interaction, InteractionType, MessageFlag, StoredMessage

_REPLY: Final = 19  # a type of messages
# What a snapshot in a forward shows of the message that it was.
_SNAPSHOT: Final = (
    *("type", "content", "embeds", "attachments", "components", "timestamp", "edited_timestamp"),
    *("flags", "mentions", "mention_roles"),
)
_ANY_ID: Final = "1"  # of a picture; nothing can be asked by it
_UNREAD: Final[Json] = {"content": "", "embeds": [], "attachments": [], "components": []}


def message(
    shown: StoredMessage, state: State, *, with_nonce: bool = False, with_reply: bool = True
) -> Json:
    """A message; only the answer to its making and its event carry the nonce, the history none."""
    payload = shown.payload
    return {
        "id": str(shown.id),
        "channel_id": str(shown.channel_id),
        "type": shown.type,
        "author": user(shown.author),
        "content": (payload.get("content") or "").strip(),
        "embeds": [_embed(one) for one in payload.get("embeds") or ()],
        "components": list(_components(payload.get("components") or (), count(1))),
        "attachments": list(_attachments(payload.get("attachments") or [], state)),
        "timestamp": moment(shown.at),
        "edited_timestamp": None if shown.edited_at is None else moment(shown.edited_at),
        "flags": _flags(shown),
        "tts": bool(payload.get("tts")),
        "pinned": False,
        "mention_everyone": shown.mentions_everyone,
        "mentions": [user(state.users[one]) for one in shown.mentions if one in state.users],
        "mention_roles": [str(one) for one in shown.mentions if one not in state.users],
        **_with(shown, state, with_nonce=with_nonce),
        **(_reply(shown.reply_to, state) if with_reply and shown.reply_to else {}),
        **(_forward(shown.forward_of, state) if shown.forward_of else {}),
    }


def unread(shown: Json) -> Json:
    """The same for a session without the message-content intent."""
    return {**shown, **_UNREAD}


def _with(shown: StoredMessage, state: State, *, with_nonce: bool) -> Json:
    """What only some messages have."""
    extra: Json = {}
    if with_nonce and shown.nonce is not None:
        extra["nonce"] = shown.nonce
    if shown.answers is not None:
        extra["webhook_id"] = extra["application_id"] = str(state.application_id)
        extra["interaction_metadata"] = _metadata(shown.answers, shown)
    if shown.reactions:
        extra["reactions"] = [reaction(shown, emoji, state.bot.id) for emoji in shown.reactions]
    if shown.has_thread and shown.id in state.channels:
        extra["thread"] = channel_shape(state.channels[shown.id])
    return extra


def _flags(shown: StoredMessage) -> int:
    """The flags that were sent, with those that are Discord's to set."""
    flags = (shown.payload.get("flags") or 0) & ~MessageFlag.EPHEMERAL
    flags |= MessageFlag.EPHEMERAL if shown.seen_by else 0
    return int(flags | (MessageFlag.HAS_THREAD if shown.has_thread else 0))


def _attachments(sent: list[Json], state: State) -> Iterator[Json]:
    """The files of a message, as far as they were really sent."""
    for one in sent:
        found = state.files.get(int(one["id"]))
        if found is not None:
            described = {"description": one["description"]} if one.get("description") else {}
            yield {**cdn.shape(found, state), **described}


def _metadata(told: Interaction, shown: StoredMessage | None = None) -> Json:
    """What a message answers, told for everybody who sees it."""
    extra: Json = {}
    if shown is not None and told.original is not None and told.original.id != shown.id:
        extra["original_response_message_id"] = str(told.original.id)
    if told.type == InteractionType.COMPONENT and told.pressed_on is not None:
        extra["interacted_message_id"] = str(told.pressed_on.id)
    if told.opened_by is not None:
        extra["triggering_interaction_metadata"] = _metadata(told.opened_by)
    return {
        "id": str(told.id),
        "type": int(told.type),
        "user": user(told.user),
        "authorizing_integration_owners": {"0": str(told.channel.guild_id)},
        **extra,
    }


def _reply(to: StoredMessage, state: State) -> Json:
    return {
        "type": _REPLY,
        "message_reference": _reference(to, state),
        # One step back, not the whole talk.
        "referenced_message": message(to, state, with_reply=False),
    }


def _forward(of: StoredMessage, state: State) -> Json:
    snapshot = {key: part for key, part in message(of, state).items() if key in _SNAPSHOT}
    return {
        "message_reference": {**_reference(of, state), "type": FORWARD},
        "message_snapshots": [{"message": snapshot}],
    }


def _reference(to: StoredMessage, state: State) -> Json:
    guild_id = str(state.channels[to.channel_id].guild_id)
    names = {"message_id": str(to.id), "channel_id": str(to.channel_id), "guild_id": guild_id}
    return {"type": 0, **names}


def _embed(sent: Json) -> Json:
    """An embed: trimmed, typed, its time in UTC, without what was left empty."""
    shown: Json = {"type": "rich"}
    for key, value in sent.items():
        if value is not None:
            shown[key] = value.strip() if isinstance(value, str) else value
    if "timestamp" in shown:
        shown["timestamp"] = moment(_utc(shown["timestamp"]))
    if "fields" in shown:
        shown["fields"] = [{"inline": False, **one} for one in shown["fields"]]
    for part in ("image", "thumbnail"):
        if part in shown:
            shown[part] = {**shown[part], "proxy_url": shown[part]["url"], "flags": 0}
    return shown


def _utc(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _components(sent: Any, numbers: "count[int]") -> Iterator[Json]:  # noqa: ANN401 - hostile JSON
    """Components, each with the number that Discord gives to those that came without."""
    for one in sent:
        shown = {key: value for key, value in one.items() if value is not None}
        shown["id"] = shown.get("id") or next(numbers)
        if "components" in shown:
            shown["components"] = list(_components(shown["components"], numbers))
        if "accessory" in shown:
            (shown["accessory"],) = _components([shown["accessory"]], numbers)
        if "media" in shown:
            shown["media"] = _picture(shown["media"])
        if "items" in shown:
            given = {"description": None, "spoiler": False}
            shown["items"] = [
                {**given, **one, "media": _picture(one["media"])} for one in shown["items"]
            ]
        yield {**_defaults(shown["type"]), **shown}


def _picture(sent: Json) -> Json:
    """A picture in a component, which Discord numbers and fetches by its own proxy."""
    return {"id": _ANY_ID, "proxy_url": sent["url"], **sent}


def _defaults(kind: int) -> Json:
    """What Discord fills in by the component's type."""
    if kind in SELECTS:
        return {"min_values": 1, "max_values": 1}
    if kind == Kind.CONTAINER:
        return {"accent_color": None, "spoiler": False}
    if kind == Kind.THUMBNAIL:
        return {"description": None, "spoiler": False}
    if kind == Kind.SEPARATOR:
        return {"divider": True, "spacing": 1}
    return {}
