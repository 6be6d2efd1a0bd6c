"""JSON as models write it: found in the text around it, and mended where the intent is plain."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from pydantic_core import from_json

# Characters. A card has 2,000; what is longer has gone round in circles.
_LONGEST = 64_000
# Objects that are looked at, and levels of wrapping ({"result": {"card": {…}}}).
_MOST_TRIES = 20
_DEEPEST = 3
# Of one list, and characters of one text in it: ten times what is asked for.
_MOST_ITEMS = 50
_LONGEST_TEXT = 4_000
# What a number may be, and how many a range may name: "1-400" is no choice of sentences.
_LARGEST = 999_999
_LONGEST_RANGE = 5
_NUMBERS = re.compile(r"(?<!\d)(\d{1,6})(?:\s?[-–]\s?(\d{1,6}))?(?!\d)")

# Control characters are no JSON, and all that one stands for in a card is a blank.
_CONTROL = re.compile(r"[\x00-\x1f]")
# A string, also one without its end, or a comma too many.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z|\\\Z)|,(?=\s*+[}\]])', re.DOTALL)
_NOT_LETTER = re.compile(r"[^a-z]")

Fields = dict[str, object]


def key(name: str) -> str:
    """A field's name without case and underscores: "keyPoints", "Key_Points" are "keypoints"."""
    return _NOT_LETTER.sub("", name.casefold())


def find_object(text: str, wanted: Collection[str]) -> Fields | None:
    """The JSON object in a text that has most of the wanted fields; of equals the last.

    It may stand in a code fence, a list, another object or running text, may have a comma too many
    and controls in its strings. Where it is cut off, what was whole before the cut is kept: half a
    sentence may say the contrary of the whole one. The last one counts because models that think
    aloud try before they answer.

    Args:
        text: What a model wrote; no more than the first 64,000 characters are read.
        wanted: Names of fields, as `key` gives them.

    Returns:
        The object with its fields' names as `key` gives them; None if there is no such object.
    """
    sound = text[:_LONGEST].encode(errors="ignore").decode()
    best: Fields | None = None
    most = 1
    for value in _objects(_CONTROL.sub(" ", sound)):
        for fields in _layers(value, _DEEPEST):
            if (count := len(fields.keys() & wanted)) >= most:
                best, most = fields, count
    return best


def _objects(text: str) -> Iterator[object]:
    """The JSON objects of a text, each as far as it goes."""
    at = -1
    for _ in range(_MOST_TRIES):
        at = text.find("{", at + 1)
        if at < 0:
            return
        rest = _without_spare_commas(text[at:])
        try:
            value, length = json.JSONDecoder().raw_decode(rest)
        except (ValueError, RecursionError):
            yield _beginning(rest)
        else:
            yield value
            at += length - 1  # commas that were dropped make it a little less, which does no harm


def _without_spare_commas(text: str) -> str:
    return _STRING_OR_COMMA.sub(lambda found: found[0] if found[0] != "," else "", text)


def _beginning(text: str) -> object:
    """What can be read of an object that breaks off; None if it is broken in another way."""
    try:
        value: object = from_json(text, allow_partial=True)
    except ValueError:
        return None
    return value


def _layers(value: object, depth: int) -> Iterator[Fields]:
    """An object and those inside of it."""
    inside: Iterable[object] = value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield keyed(value)
        inside = value.values()
    for item in islice(inside, _MOST_ITEMS) if depth else ():
        yield from _layers(item, depth - 1)


def keyed(value: dict[str, object]) -> Fields:
    """The same object with its fields' names as `key` gives them; of two the first counts."""
    return {key(name): value[name] for name in reversed(value)}


def text_in(value: object) -> str:
    """A text, whatever it came as; a list of texts is one text, and empty what is none."""
    if isinstance(value, list):
        value = " ".join(item for item in value[:_MOST_ITEMS] if isinstance(item, str))
    if not isinstance(value, str):
        return ""
    # JSON can spell halves of surrogate pairs, which are no text.
    return value[:_LONGEST_TEXT].encode(errors="ignore").decode()


def items_in(value: object) -> list[object]:
    """A list, also where one thing came without its brackets."""
    if isinstance(value, list):
        return value[:_MOST_ITEMS]
    return [] if value in (None, "") else [value]


def numbers_in(value: object) -> list[int]:
    """Small whole numbers in whatever they came, each once: 3, "3", [3, "4"], "[3], 5-6", 3.0.

    "3-5" names three numbers, a longer range only its ends.
    """
    found: list[int] = []
    for item in items_in(value):
        if isinstance(item, str):
            found += _spelt(item[:_LONGEST_TEXT])
        elif isinstance(item, int | float) and not isinstance(item, bool):
            found += [int(item)] if 0 <= item <= _LARGEST and item == int(item) else []
    return list(dict.fromkeys(found))


def _spelt(text: str) -> Iterator[int]:
    for first, last in _NUMBERS.findall(text):
        start, end = int(first), int(last or first)
        yield from range(start, end + 1) if 0 <= end - start < _LONGEST_RANGE else (start, end)
