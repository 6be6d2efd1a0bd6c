"""Messages and their embeds: what Discord asks of them beyond its description."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.discord.strict_components import COMPONENTS, Kind
from tests.discord.strict_forms import (
    EMPTY_MESSAGE,
    FILE,
    Address,
    Anything,
    Form,
    Many,
    Number,
    Path,
    Problem,
    Text,
)
from tests.discord.strict_layouts import layout_problems
from tests.discord.world import MessageFlag

MOST_CHARACTERS: Final = 6000  # of all embeds of a message together
LONGEST_NONCE: Final = 25
FORWARD: Final = 1  # a type of references to another message

_ANY: Final = Anything()
_PICTURE: Final = Form(
    {
        "url": Address(FILE, required=True),
        **dict.fromkeys(("width", "height", "placeholder", "placeholder_version"), _ANY),
        **dict.fromkeys(("is_animated", "description"), _ANY),
    }
)
EMBED: Final = Form(
    {
        "type": _ANY,
        "flags": _ANY,  # not in the published description; discord.py sends them with every embed
        "title": Text(256),
        "description": Text(4096),
        "url": Address(),
        "timestamp": _ANY,
        "color": Number(0, 0xFFFFFF),
        "footer": Form({"text": Text(2048, required=True), "icon_url": Address(FILE)}),
        "author": Form(
            {"name": Text(256, required=True), "url": Address(), "icon_url": Address(FILE)}
        ),
        "fields": Many(
            Form(
                {
                    "name": Text(256, required=True),
                    "value": Text(1024, required=True),
                    "inline": _ANY,
                }
            ),
            25,
        ),
        "image": _PICTURE,
        "thumbnail": _PICTURE,
        "video": _PICTURE,
        "provider": Form({"name": Text(256), "url": Address()}),
    }
)
# What makes an embed more than an empty frame.
_SHOWN: Final = ("title", "description", "url", "footer", "author", "fields", "image", "thumbnail")
# What makes a message more than an empty one, besides its embeds.
_SAID: Final = ("attachments", "components", "poll", "sticker_ids", "shared_client_theme")

MESSAGE: Final = Form(
    {
        "content": Text(2000),
        "embeds": Many(EMBED, 10),
        "components": COMPONENTS,
        "allowed_mentions": Form(
            {
                "parse": Many(_ANY, 3),
                "users": Many(_ANY, 100),
                "roles": Many(_ANY, 100),
                "replied_user": _ANY,
            }
        ),
        "attachments": Many(_ANY, 10),
        "sticker_ids": Many(_ANY, 3),
        "flags": Number(0, 2**31 - 1),
        "nonce": _ANY,
        # Webhooks add a name, a picture and a place.
        "username": Text(80),
        "avatar_url": Address(),
        "thread_name": Text(100),
        "applied_tags": Many(_ANY, 5),
        **dict.fromkeys(("message_reference", "poll", "shared_client_theme"), _ANY),
        **dict.fromkeys(("enforce_nonce", "tts"), _ANY),
    },
    required=True,
)


def message_problems(
    message: Mapping[str, Any], path: Path = (), *, is_new: bool
) -> Iterator[Problem]:
    """What is wrong between the parts of a message that fits MESSAGE.

    Args:
        message: The message.
        path: Where in the body it stands.
        is_new: False for an edit, which may leave out what stays as it is.
    """
    if is_new and is_empty(message):
        yield Problem(path, EMPTY_MESSAGE, "Cannot send an empty message")
    yield from _embed_problems(message, path)
    yield from _nonce_problems(message, path)
    yield from _mention_problems(message, path)
    is_v2 = _is_v2(message, is_new=is_new)
    if is_v2:
        yield from _legacy_problems(message, path)
    yield from layout_problems(message.get("components"), (*path, "components"), is_v2=is_v2)


def is_empty(message: Mapping[str, Any]) -> bool:
    """Whether a message that fits MESSAGE has nothing to show."""
    if (message.get("content") or "").strip() or any(map(message.get, _SAID)):
        return False
    reference = message.get("message_reference")
    if isinstance(reference, dict) and reference.get("type") == FORWARD:
        return False
    return not any(embed.get(key) for embed in message.get("embeds") or () for key in _SHOWN)


def _embed_problems(message: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    if sum(map(_size, message.get("embeds") or ())) > MOST_CHARACTERS:
        words = f"Embed size exceeds maximum size of {MOST_CHARACTERS}"
        yield Problem((*path, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", words)


def _size(embed: Mapping[str, Any]) -> int:
    """The characters of an embed that Discord counts."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or ():
        texts += [field["name"], field["value"]]
    return sum(len(text) for text in texts if text)


def _nonce_problems(message: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    nonce = message.get("nonce")
    if nonce is not None and len(str(nonce)) > LONGEST_NONCE:
        words = f"A nonce must be {LONGEST_NONCE} characters or fewer in length."
        yield Problem((*path, "nonce"), "NONCE_TYPE_TOO_LONG", words)
    if message.get("enforce_nonce") and nonce in (None, ""):
        # Discord would pass over it, and whoever relied on it would find out by a second message.
        words = "Without a nonce there is nothing to enforce"
        yield Problem((*path, "enforce_nonce"), "NONCE_REQUIRED", words)


def _mention_problems(message: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    allowed = message.get("allowed_mentions") or {}
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or ()) and allowed.get(kind):
            words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            place = (*path, "allowed_mentions", "parse")
            yield Problem(place, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)


def _is_v2(message: Mapping[str, Any], *, is_new: bool) -> bool:
    """Whether a message has the flag; an edit that is silent about it has what it looks like."""
    if is_new or message.get("flags") is not None:
        return bool((message.get("flags") or 0) & MessageFlag.IS_COMPONENTS_V2)
    tops = message.get("components") or ()
    return any(component["type"] != Kind.ACTION_ROW for component in tops)


def _legacy_problems(message: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if message.get(key):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            words = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            yield Problem((*path, key), code, words)
