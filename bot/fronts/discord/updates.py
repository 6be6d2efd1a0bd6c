"""One line in a card's thread, for those who talk about a story that has news."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from bot.fronts.discord.cards import NONCE_BYTES
from bot.fronts.discord.escaping import sentences
from bot.news import Card, ChannelId, OwedEdit

UPDATE = "Update: "
CONTENT_LIMIT = 2_000  # Discord's, for the content of a message
# Discord's "Message Flags".
SUPPRESS_EMBEDS = 1 << 2
HAS_THREAD = 1 << 5
SUPPRESS_NOTIFICATIONS = 1 << 12


def update_nonce(edit: OwedEdit, card: Card) -> str:
    """What marks every attempt at one story version's line: at most 25 characters."""
    marked = f"{edit.id} {edit.message_id} {card.version}"
    return "nu" + blake2b(marked.encode(), digest_size=NONCE_BYTES).hexdigest()


def update(edit: OwedEdit, card: Card, news: str) -> dict[str, Any] | None:
    """The JSON body of create-message: it calls nobody, and opens no preview of a link.

    Returns:
        None where nothing of the news can be seen, or the card has no points: another outlet's
        headline is no news.
    """
    words = sentences(news, CONTENT_LIMIT - len(UPDATE))
    if not words or not card.summary.points:
        return None
    return {
        "content": UPDATE + words,
        "allowed_mentions": {"parse": []},
        "flags": SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS,
        "nonce": update_nonce(edit, card),
        "enforce_nonce": True,
    }


def thread_of(message: object, edit: OwedEdit) -> ChannelId | None:
    """The thread that was started from a message: it has the message's own id."""
    match message:
        case {"flags": int(flags)} if flags & HAS_THREAD:
            return ChannelId(edit.message_id)
        case {"thread": Mapping()}:
            return ChannelId(edit.message_id)
    return None


def is_told(message: object, content: str, *, author: int) -> bool:
    """Whether a message of a thread's history is ours, and is this line."""
    match message:
        case {"author": {"id": str(who)}, "content": str(said)}:
            return who == str(author) and said == content
    return False
