"""The shapes of a model's answers as JSON schemas, in what all servers understand of them.

Each object names all its properties as required and allows no others, as OpenAI's strict mode
wants it; limits of length and number, which many servers refuse, are in the prompts' words. A
model writes the properties in their order: so it chooses a point's sentences before its words, and
says what is missing before it judges.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.news import Kind

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_NUMBER: Final[Schema] = {"type": "integer"}


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


CARD: Final = _object({
    "language": _TEXT,
    "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
    "points": _list(_object({"sentences": _list(_NUMBER), "text": _TEXT})),
    "dek": _TEXT,
    "headline": _TEXT,
    "labels": _list(_TEXT),
})  # fmt: skip
VERDICTS: Final = _object({
    "verdicts": _list(_object({
        "point": _NUMBER, "missing": _TEXT, "proved": {"type": "boolean"},
    })),
})  # fmt: skip
