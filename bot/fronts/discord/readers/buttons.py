"""The buttons under messages, as JSON.

All that a press needs is in the button's id and in the message that it stands under, so that one
made before a restart works after it.
"""

import re
from typing import Any

ACTION_ROW, BUTTON = 1, 2  # Discord's "Component Reference"
PRIMARY, SECONDARY = 1, 2  # its styles of buttons

ASK = "nd:ask"
SOURCES = "nd:sources"
GOOD = "nd:good"
BAD = "nd:bad"
ERASE = "nd:erase"

_ID = re.compile(r"nd:([a-z]+)(?::([0-9]{1,20}))?")  # 64 bits have no more digits


def card_row() -> dict[str, Any]:
    """What stands under every card."""
    return _row(
        {"style": PRIMARY, "label": "Ask", "custom_id": ASK},
        {"style": SECONDARY, "label": "Sources", "custom_id": SOURCES},
        {"style": SECONDARY, "emoji": {"name": "👍"}, "custom_id": GOOD},
        {"style": SECONDARY, "emoji": {"name": "👎"}, "custom_id": BAD},
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
