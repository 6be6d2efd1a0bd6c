"""A scripted writer: it reads a prompt as a model would, and writes an honest card, or spoils one.

    model.always(scribe())                                      # an honest card
    model.always(scribe(adding("It cost 7,341 lives.")))        # its first point says more
    model.always(scribe(adding(…, to=EVERY), trickle=0.01))     # every point does, and slowly

An honest card says what some sentences say, word for word, with their true numbers.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from tests.model.script import Prompt, Reply, Script

Card = dict[str, Any]
Change = Callable[[Card], Card]

FIRST: Final = slice(0, 1)
EVERY: Final = slice(None)

# How many points the words of each style ask for.
POINTS: Final[Mapping[str, int]] = MappingProxyType({"Brief": 2, "Standard": 3, "Detailed": 5})

_BETWEEN_MARKS = re.compile(r"^(mark-[0-9a-f]{16})\n(.*?)\n\1$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^\[title\] (.*)$", re.MULTILINE)
_SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_POINT = re.compile(r"^\[point (\d+)\]", re.MULTILINE)
_STYLE = re.compile(rf"^({'|'.join(POINTS)}): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Material:
    """An article as a model sees it: a title, and sentences by their numbers."""

    title: str
    sentences: Mapping[int, str]


def material_in(prompt: Prompt) -> Material:
    """What stands between the first two marks of a prompt."""
    text = between_marks(prompt)
    title = _TITLE.search(text)
    sentences = {int(number): said for number, said in _SENTENCE.findall(text)}
    return Material(title[1] if title else "", sentences)


def between_marks(prompt: Prompt) -> str:
    """The foreign text of a prompt, a retry's not included."""
    found = _BETWEEN_MARKS.search(prompt.user)
    assert found is not None, "a prompt without marks"
    return found[2]


def is_retry(prompt: Prompt) -> bool:
    """Whether a prompt tells what was wrong with an answer."""
    return "[what was wrong]" in prompt.user


def is_for_the_judge(prompt: Prompt) -> bool:
    """Whether verdicts are asked for: by the schema's name, else by the schema told in words."""
    schema = prompt.body.get("response_format", {}).get("json_schema")
    return bool(schema["name"] == "verdicts" if schema else '"verdicts"' in prompt.system)


def scribe(*changes: Change, refusing: Collection[int] = (), **manner: Any) -> Script:  # noqa: ANN401 - any field of a Reply
    """A writer of cards, and a judge of them.

    Args:
        changes: What is done to each honest card, one after the other.
        refusing: The points that the judge calls unproved.
        manner: How it is said: fields of a `Reply`.
    """

    def script(prompt: Prompt) -> Reply:
        if is_for_the_judge(prompt):
            answer = verdicts(prompt, refusing)
        else:
            answer = honest_card(prompt)
            for change in changes:
                answer = change(answer)
        return replace(Reply(text=json.dumps(answer, ensure_ascii=False)), **manner)

    return script


def honest_card(prompt: Prompt) -> Card:
    """The title, the first sentence, and as many of those that follow as the style asks for."""
    material = material_in(prompt)
    style = _STYLE.search(prompt.system)
    count = POINTS[style[1] if style else "Standard"]
    dek, *rest = material.sentences.items()
    return {
        "language": "en",
        "kind": "news",
        "points": [{"sentences": [number], "text": text} for number, text in rest[:count]],
        "dek": dek[1],
        "headline": material.title,
        "labels": ["local politics"],
    }


def verdicts(prompt: Prompt, refusing: Collection[int]) -> Card:
    """What a judge says: each point is proved, but for those named."""
    numbers = [int(number) for number in _POINT.findall(between_marks(prompt))]
    return {
        "verdicts": [
            {"point": number, "missing": "", "proved": number not in refusing} for number in numbers
        ]
    }


# --- What can be wrong with a card ---


def adding(words: str, *, to: slice = FIRST) -> Change:
    """Points that say something more."""
    return _to_points(to, lambda point: {**point, "text": f"{point['text']} {words}"})


def replacing(old: str, new: str) -> Change:
    """Other words, wherever they stand on the card."""
    return lambda card: json.loads(json.dumps(card, ensure_ascii=False).replace(old, new))


def citing(*numbers: int, of: slice = FIRST) -> Change:
    """Points that name these sentences as their proof."""
    return _to_points(of, lambda point: {**point, "sentences": list(numbers)})


def saying(*texts: str) -> Change:
    """Points with nothing but these words, each with the sentence of its own number as proof."""
    points = [{"sentences": [number], "text": text} for number, text in enumerate(texts, start=1)]
    return having(points=points)


def having(**fields: object) -> Change:
    """A card with other fields."""
    return lambda card: {**card, **fields}


def lacking(*fields: str) -> Change:
    """A card without some of its fields."""
    return lambda card: {name: value for name, value in card.items() if name not in fields}


def _to_points(which: slice, change: Change) -> Change:
    def changed(card: Card) -> Card:
        points = list(card["points"])
        points[which] = [change(point) for point in points[which]]
        return {**card, "points": points}

    return changed
