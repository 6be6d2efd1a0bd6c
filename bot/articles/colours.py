"""Colours of text and of the ground behind it, and whether the one stands out from the other."""

import re
from collections.abc import Mapping
from functools import lru_cache

# Red, green and blue from 0 to 255; a name where that is all we know; None for unknown.
Colour = tuple[int, ...] | str | None

WHITE = (255, 255, 255)
_PICTURE = "a picture"
_TRANSPARENT = "transparent"
_LONGEST = 80  # characters in which a colour stands
_SAME = 16  # how far two colours may differ in red, green or blue and look the same
_FAINTEST = 0.05  # of full opacity

_SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])([0-9a-f]?)(?![0-9a-f])")
_LONG_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{8})(?![0-9a-f])")
_RGB = re.compile(r"rgba?\(([^()]{1,60})\)")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}")
_WORD = re.compile(r"[a-z]+|var\([^()]{1,60}\)")
_NAMED: dict[str, Colour] = {"white": WHITE, "black": (0, 0, 0)}
_UNSTATED = frozenset({"", "inherit", "initial", "unset", "revert", "none"})


def colour_of_text(told: Mapping[str, str], around: Colour) -> Colour:
    """The colour of an element's text.

    Args:
        told: What is declared for the element.
        around: The colour of the text around it.
    """
    stated = told.get("color", "")
    return around if stated in _UNSTATED else _colour(stated[:_LONGEST])


def ground_of(told: Mapping[str, str], around: Colour) -> Colour:
    """The colour behind an element; a picture is one that nothing is like.

    Args:
        told: What is declared for the element.
        around: The colour behind what is around it.
    """
    stated = told.get("background-color") or told.get("background", "")
    pictured = told.get("background-image", "none") != "none"
    clipped = told.get("background-clip", "") + told.get("-webkit-background-clip", "")
    if pictured or "url(" in stated or "gradient" in stated or "text" in clipped:
        return _PICTURE  # or it shows through the letters
    colour = around if stated in _UNSTATED else _colour(stated[:_LONGEST])
    return around if colour == _TRANSPARENT else colour


def is_lost(text: Colour, ground: Colour) -> bool:
    """Tell whether text in a colour does not stand out from its ground."""
    if text == _TRANSPARENT:
        return ground != _PICTURE
    if isinstance(text, tuple) and isinstance(ground, tuple):
        return all(abs(one - other) <= _SAME for one, other in zip(text, ground, strict=True))
    return text is not None and text == ground


@lru_cache(maxsize=4096)
def _colour(value: str) -> Colour:
    """Read the colour that a value begins with."""
    if found := _SHORT_HEX.match(value):
        return _solid([int(2 * digit, 16) for digit in found.groups() if digit], of=255)
    if found := _LONG_HEX.match(value):
        return _solid(list(bytes.fromhex(found[0][1:])), of=255)
    if found := _RGB.match(value):
        return _solid([float(number) for number in _NUMBER.findall(found[1])], of=1)
    word = _WORD.match(value)
    return _NAMED.get(word[0], word[0]) if word else None


def _solid(parts: list[int] | list[float], *, of: int) -> Colour:
    """Red, green and blue, unless a fourth part says that hardly anything of them shows."""
    *colour, opacity = (*parts, of) if len(parts) == len(WHITE) else parts
    if len(colour) != len(WHITE):
        return None
    return _TRANSPARENT if opacity / of <= _FAINTEST else tuple(round(part) for part in colour)
