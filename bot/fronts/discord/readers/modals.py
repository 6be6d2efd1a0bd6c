"""The forms that readers fill in, and what they typed.

Like buttons they carry all that is needed in their ids and fields, and outlive a restart.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord.ui import Label, Modal, TextInput

from bot.fronts.discord.readers.buttons import ASK, BAD, custom_id

QUESTION, PAGES, REASON = "question", "pages", "reason"
READ = "nd:read"

SHORTEST_QUESTION, LONGEST_QUESTION = 5, 300  # characters; what one asks in a breath
LONGEST_REASON = 500
FIELD_LIMIT = 4_000  # Discord's, for what stands in a text input


def ask_modal(message_id: int) -> Modal:
    """Asks what a reader would like to know of a card."""
    return _modal("Ask about this story", custom_id(ASK, message_id), _question())


def read_modal(urls: Sequence[str]) -> Modal:
    """Asks what a reader would like to know of pages, whose addresses stand below.

    They come back with the question, for without a privileged intent the message that they stand
    in cannot be read again.
    """
    pages: Label[Modal] = Label(
        text="Pages to read, one a line",
        component=TextInput(
            custom_id=PAGES,
            style=discord.TextStyle.paragraph,
            default="\n".join(urls),
            max_length=FIELD_LIMIT,
        ),
    )
    return _modal("Ask about this", READ, _question(), pages)


def reason_modal(message_id: int) -> Modal:
    """Asks what is wrong with a card."""
    reason: Label[Modal] = Label(
        text="What is wrong with it?",
        description="Your 👎 counts without a reason, too.",
        component=TextInput(
            custom_id=REASON,
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=LONGEST_REASON,
        ),
    )
    return _modal("Thank you", custom_id(BAD, message_id), reason)


def _question() -> Label[Modal]:
    return Label(
        text="What would you like to know?",
        description="The answer comes from the coverage, with links to the words that prove it.",
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
            case {"custom_id": str(name), "value": str(words)}:
                yield name, words
