"""What a message looks like when Discord gives it back: finished, where the bot sent a sketch."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from tests.discord.shapes import Json, moment, reaction, user
from tests.discord.shapes import channel as channel_shape
from tests.discord.state import State
from tests.discord.world import StoredMessage

HAS_THREAD: Final = 1 << 5  # a flag that Discord sets by itself
_REPLY: Final = 19
_CONTAINER, _THUMBNAIL, _SEPARATOR = 17, 11, 14
_SELECTS: Final = (3, *range(5, 9))
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
        "attachments": payload.get("attachments") or [],
        "timestamp": moment(shown.at),
        "edited_timestamp": None if shown.edited_at is None else moment(shown.edited_at),
        "flags": (payload.get("flags") or 0) | (HAS_THREAD if shown.has_thread else 0),
        "tts": bool(payload.get("tts")),
        "pinned": False,
        "mention_everyone": shown.mentions_everyone,
        "mentions": [user(state.users[one]) for one in shown.mentions if one in state.users],
        "mention_roles": [str(one) for one in shown.mentions if one not in state.users],
        **_with(shown, state, with_nonce=with_nonce),
        **(_reply(shown.reply_to, state) if with_reply and shown.reply_to else {}),
    }


def unread(shown: Json) -> Json:
    """The same for a session without the message-content intent."""
    return {**shown, **_UNREAD}


def _with(shown: StoredMessage, state: State, *, with_nonce: bool) -> Json:
    """What only some messages have."""
    extra: Json = {}
    if with_nonce and shown.nonce is not None:
        extra["nonce"] = shown.nonce
    if shown.webhook_id is not None:
        extra["webhook_id"] = extra["application_id"] = str(shown.webhook_id)
    if shown.reactions:
        extra["reactions"] = [reaction(shown, emoji, state.bot.id) for emoji in shown.reactions]
    if shown.has_thread and shown.id in state.channels:
        extra["thread"] = channel_shape(state.channels[shown.id])
    return extra


def _reply(to: StoredMessage, state: State) -> Json:
    guild_id = state.channels[to.channel_id].guild_id
    reference = {"message_id": str(to.id), "channel_id": str(to.channel_id)}
    return {
        "type": _REPLY,
        "message_reference": {"type": 0, "guild_id": str(guild_id), **reference},
        # One step back, not the whole talk.
        "referenced_message": message(to, state, with_reply=False),
    }


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
    if kind in _SELECTS:
        return {"min_values": 1, "max_values": 1}
    if kind == _CONTAINER:
        return {"accent_color": None, "spoiler": False}
    if kind == _THUMBNAIL:
        return {"description": None, "spoiler": False}
    if kind == _SEPARATOR:
        return {"divider": True, "spacing": 1}
    return {}
