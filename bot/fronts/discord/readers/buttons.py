"""The buttons under messages, as JSON.

All that a press needs is in the button's id and in the message that it stands under, so that one
made before a restart works after it.
"""

import re
from typing import Any

from bot.fronts.words import words_for
from bot.news import USUAL, Manner, Summaries, Threads

ACTION_ROW, BUTTON = 1, 2  # Discord's "Component Reference"
PRIMARY, SECONDARY = 1, 2  # its styles of buttons

ASK = "nd:ask"
SOURCES = "nd:sources"
SUMMARY = "nd:summary"
GOOD = "nd:good"
BAD = "nd:bad"
REPORT = "nd:report"
ERASE = "nd:erase"

_ID = re.compile(r"nd:([a-z]+)(?::([0-9]{1,20}))?")  # 64 bits have no more digits


def card_row(manner: Manner = USUAL) -> dict[str, Any]:
    """What stands under a card; Discord lets five buttons stand in a row.

    Nobody can be answered under a card where no threads are wanted. A summary on request brings
    its sources along, so it stands in their place.

    Args:
        manner: How the card's channel wants its cards.
    """
    words = words_for(None)  # everybody in the channel sees them, whatever their language
    asking = {"style": PRIMARY, "label": words("button-ask"), "custom_id": ASK}
    summary = {"style": SECONDARY, "label": words("button-summary"), "custom_id": SUMMARY}
    sources = {"style": SECONDARY, "label": words("button-sources"), "custom_id": SOURCES}
    return _row(
        *([] if manner.threads is Threads.NEVER else [asking]),
        summary if manner.summaries is Summaries.REQUEST else sources,
        {"style": SECONDARY, "emoji": {"name": "👍"}, "custom_id": GOOD},
        {"style": SECONDARY, "emoji": {"name": "👎"}, "custom_id": BAD},
        {"style": SECONDARY, "emoji": {"name": "🚩"}, "custom_id": REPORT},
    )


def custom_id(of: str, number: int) -> str:
    """An id with a number in it: of a question, a message or a person."""
    return f"{of}:{number}"


def read_id(custom_id: str) -> tuple[str, int | None]:
    """What an id names, "ask", and the number in it if it has one; "" for one that is not ours."""
    found = _ID.fullmatch(custom_id)
    if not found:
        return "", None
    return found[1], int(found[2]) if found[2] else None


def _row(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": ACTION_ROW, "components": [{"type": BUTTON, **each} for each in buttons]}
