"""Discord's JSON, read with care: what is missing or of another kind is as if it were not there."""

from collections.abc import Mapping
from typing import Any

from bot.fronts.outside import line

Json = Mapping[str, Any]

MOST = 50  # parts of a list; Discord has no list that is longer
LABEL_LIMIT = 300  # characters of what stands on one line; Discord's own limits are below


def part(of: Json, name: str) -> Json:
    """An object inside an object; an empty one if there is none."""
    found = of.get(name)
    return found if isinstance(found, Mapping) else {}


def parts(of: Json, name: str) -> list[Json]:
    """The objects of a list."""
    found = of.get(name)
    listed = found[:MOST] if isinstance(found, list | tuple) else ()
    return [each for each in listed if isinstance(each, Mapping)]


def text(of: Json, name: str) -> str:
    """Words as they are; empty if there are none."""
    found = of.get(name)
    return found if isinstance(found, str) else ""


def label(of: Json, name: str) -> str:
    """Words that are no markdown, on one line."""
    return line(text(of, name), LABEL_LIMIT)


def number(of: Json, name: str) -> int:
    """A whole number; 0 if there is none."""
    found = of.get(name)
    return found if isinstance(found, int) else 0
