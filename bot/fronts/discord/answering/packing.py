"""Pieces of text as messages: none is cut, and no message is too long."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.fronts.discord.escaping import size

CONTENT_LIMIT = 2_000  # Discord's, for the content of a message


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay together: a sentence with its links, a line of a list, a source.

    Attributes:
        words: Markdown that is complete in itself.
        joined: What parts them from the words before.
        opening: What they begin with where nothing stands before them.
    """

    words: str
    joined: str = " "
    opening: str = ""


def packed(pieces: Iterable[Piece], *, limit: int = CONTENT_LIMIT) -> tuple[str, ...]:
    """The pieces in order, in as few messages as they take.

    Args:
        pieces: Each shorter than a message.
        limit: The most UTF-16 code units of a message.
    """
    messages: list[str] = []
    for piece in pieces:
        longer = f"{messages[-1]}{piece.joined}{piece.words}" if messages else ""
        if longer and size(longer) <= limit:
            messages[-1] = longer
        else:
            messages.append(piece.opening + piece.words)
    return tuple(messages)
