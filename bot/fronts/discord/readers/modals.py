"""The forms that readers fill in, and what they typed.

Like buttons they carry all that is needed in their ids and fields, and outlive a restart.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord.ui import Label, Modal, TextInput

from bot.fronts.discord.readers.buttons import ASK, BAD, custom_id
from bot.fronts.words import Words

QUESTION, PAGES, REASON = "question", "pages", "reason"
READ = "nd:read"

SHORTEST_QUESTION, LONGEST_QUESTION = 5, 300  # characters; what one asks in a breath
LONGEST_REASON = 500
FIELD_LIMIT = 4_000  # Discord's, for what stands in a text input


def ask_modal(words: Words, message_id: int) -> Modal:
    """Asks what a reader would like to know of a card."""
    return _modal(words("form-story-title"), custom_id(ASK, message_id), _question(words))


def read_modal(words: Words, urls: Sequence[str]) -> Modal:
    """Asks what a reader would like to know of pages, whose addresses stand below.

    They come back with the question, for without a privileged intent the message that they stand
    in cannot be read again.
    """
    pages: Label[Modal] = Label(
        text=words("form-pages"),
        component=TextInput(
            custom_id=PAGES,
            style=discord.TextStyle.paragraph,
            default="\n".join(urls),
            max_length=FIELD_LIMIT,
        ),
    )
    return _modal(words("form-pages-title"), READ, _question(words), pages)


def reason_modal(words: Words, message_id: int) -> Modal:
    """Asks what is wrong with a card."""
    reason: Label[Modal] = Label(
        text=words("form-reason"),
        description=words("form-reason-hint"),
        component=TextInput(
            custom_id=REASON,
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=LONGEST_REASON,
        ),
    )
    return _modal(words("form-reason-title"), custom_id(BAD, message_id), reason)


def _question(words: Words) -> Label[Modal]:
    return Label(
        text=words("form-question"),
        description=words("form-question-hint"),
        component=TextInput(
            custom_id=QUESTION,
            style=discord.TextStyle.paragraph,
            min_length=SHORTEST_QUESTION,
            max_length=LONGEST_QUESTION,
        ),
    )


def _modal(title: str, modal_id: str, *labels: Label[Modal]) -> Modal:
    modal = Modal(title=title, custom_id=modal_id)
    for label in labels:
        modal.add_item(label)
    modal.stop()  # discord.py need not wait for it: what is sent is heard by its id
    return modal


def typed(submitted: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields of a modal.

    Args:
        submitted: The data of a modal's interaction.
    """
    return dict(_fields(submitted.get("components") or ()))


def _fields(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for part in components:
        match part:
            case {"component": Mapping() as inside}:
                yield from _fields([inside])
            case {"custom_id": str(name), "value": str(text)}:
                yield name, text
