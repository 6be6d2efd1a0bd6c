"""How one model wants to be asked: endpoints speak OpenAI's language with an accent.

Which one is found out by asking: first for all that OpenAI's own endpoint can do, and after each
refusal for a little less. Everything here is a pure decision; the door remembers it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Literal

from bot.llm.asking import Asked, Told, sound
from bot.llm.troubles import OF_FORM

# Low, since a summary is to keep to its article; not 0, which makes some small models loop.
TEMPERATURE: Final = 0.2

# Signs of a refusal that is about the length of this one prompt, not about the way of asking.
OF_LENGTH: Final = ("context length", "context_length", "context window", "context size")


class Form(StrEnum):
    """By which means the answer is held to be JSON."""

    SCHEMA = "JSON schema"
    JSON = "JSON mode"
    TEXT = "plain text"


_LOWER: Final = {Form.SCHEMA: Form.JSON, Form.JSON: Form.TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What one model at one endpoint understands, as far as is known.

    Args:
        form: How JSON is asked for.
        streams: Whether the answer comes word by word.
        counts: Whether a streamed answer may be asked to tell its usage.
        tempered: Whether a temperature may be given; OpenAI's thinking models take none.
        limit: What the limit of the answer's length is called. Old and small servers know the
            first name alone and ignore the second; OpenAI's thinking models refuse the first.
        proven: Whether an answer has come back as it was asked for.
    """

    form: Form = Form.SCHEMA
    streams: bool = True
    counts: bool = True
    tempered: bool = True
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    proven: bool = False

    @property
    def words(self) -> str:
        """What an admin is told of it."""
        return f"{self.form}, {'streamed' if self.streams else 'not streamed'}"

    def request(self, model: str, asked: Asked) -> dict[str, Any]:
        """The question, as the arguments of a chat completion."""
        request: dict[str, Any] = {
            "model": model,
            "messages": [
                {"role": "system", "content": sound(asked.system + self._told_in_words(asked))},
                {"role": "user", "content": sound(asked.user)},
            ],
            self.limit: asked.max_output,
            "stream": self.streams,
        }
        if self.form is not Form.TEXT and asked.schema is not None:
            request["response_format"] = self._response_format(asked.schema, asked.schema_name)
        if self.tempered:
            request["temperature"] = TEMPERATURE
        if self.streams and self.counts:
            request["stream_options"] = {"include_usage": True}
        return request

    def after_refusal(self, said: str) -> "Dialect | None":
        """How to ask after a refusal; None if no other way of asking would help.

        Args:
            said: The endpoint's words.
        """
        said = said.casefold()
        if any(sign in said for sign in OF_LENGTH):
            return None
        if "max_tokens" in said and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "temperature" in said and self.tempered:
            return replace(self, tempered=False)
        if ("stream_options" in said or "include_usage" in said) and self.counts:
            return replace(self, counts=False)
        if any(sign in said for sign in OF_FORM):
            return self.lower()
        if "stream" in said and self.streams:
            return replace(self, streams=False)
        return None if self.proven else self._with_less()

    def after_answer(self, asked: Asked, told: Told) -> "Dialect":
        """What an answer teaches: it is as it was asked for, or the asking was ignored.

        A form that has once been followed is kept: a slip is no accent. An answer that was cut off
        teaches nothing about it, and neither does one that was to be plain text.
        """
        known = self if told.streamed else replace(self, streams=False)
        if known.proven or not told.finished or asked.schema is None:
            return known
        if known.form is Form.TEXT or has_shape(told.text, asked.schema):
            return replace(known, proven=True)
        return known.lower() or known

    def lower(self) -> "Dialect | None":
        """The same with the next weaker form."""
        form = _LOWER.get(self.form)
        return None if form is None else replace(self, form=form, proven=False)

    def _with_less(self) -> "Dialect | None":
        """After a refusal without a telling word: the form goes first, and then the trimmings."""
        bare = replace(self, tempered=False, counts=False)
        return self.lower() or (bare if bare != self else None)

    def _response_format(self, schema: Mapping[str, object], name: str) -> dict[str, Any]:
        if self.form is Form.JSON:
            return {"type": "json_object"}
        told = {"name": name, "schema": dict(schema), "strict": True}
        return {"type": "json_schema", "json_schema": told}

    def _told_in_words(self, asked: Asked) -> str:
        """The schema as a part of the prompt, where nothing else tells it."""
        if self.form is Form.SCHEMA or asked.schema is None:
            return ""
        schema = json.dumps(asked.schema, ensure_ascii=False)
        return (
            "\n\nAnswer with one JSON object and nothing else: no words around it, no code fence. "
            f"It follows this JSON schema:\n{schema}"
        )


def has_shape(text: str, schema: Mapping[str, object]) -> bool:
    """Whether a text is a JSON object with every key that its schema requires."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return False
    required = schema.get("required", ())
    keys = required if isinstance(required, list | tuple) else ()
    return isinstance(answer, dict) and all(key in answer for key in keys)
