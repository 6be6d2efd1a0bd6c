"""What a scripted model is given to say, and what it was asked."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

USAGE: Final[Mapping[str, object]] = {
    "prompt_tokens": 120,
    "completion_tokens": 30,
    "total_tokens": 150,
    "prompt_tokens_details": {"cached_tokens": 100},
}


class Skill(StrEnum):
    """What the server does with a wish for JSON."""

    HAS = "has"
    REFUSES = "refuses"  # with 400, as the wish of a request that it does not know
    IGNORES = "ignores"  # and wraps its answer into words, as a model does by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A request as it arrived; header names in lower case, `at` from a monotonic clock."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]
    at: float

    @property
    def model(self) -> str:
        return str(self.body["model"])

    @property
    def system(self) -> str:
        return self._said_by("system")

    @property
    def user(self) -> str:
        return self._said_by("user")

    @property
    def texts(self) -> list[str]:
        """What vectors are asked for."""
        return list(self.body["input"])

    @property
    def form(self) -> str:
        """The type of the answer that is asked for: json_schema, json_object or text."""
        return str(self.body.get("response_format", {}).get("type", "text"))

    def _said_by(self, role: str) -> str:
        return "\n".join(each["content"] for each in self.body["messages"] if each["role"] == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server says next, well or badly. Times are in seconds.

    Args:
        text: The model's words.
        finish: Why it stopped, "length" for an answer that was cut off; None for no word on it.
        thoughts: What it says to itself before, as servers of thinking models send it.
        refusal: Words in which OpenAI's models refuse.
        usage: None for a server that does not count.
        choices: False for an answer without any.
        wait: Before the status line.
        hang: After the headers, before the first word.
        trickle: Between two pieces of the answer.
        breaks_off: Whether the connection is cut after half of the words.
        lingers: Whether a stream stays open after its end.
        streams: False to answer whole though asked for a stream.
        status: With `body`, an error or anything else.
        body: Sent as it is instead of an answer, where it is given.
        headers: Sent along.
    """

    text: str = ""
    finish: str | None = "stop"
    thoughts: str = ""
    refusal: str = ""
    usage: Mapping[str, object] | None = field(default_factory=lambda: USAGE)
    choices: bool = True
    wait: float = 0.0
    hang: float = 0.0
    trickle: float = 0.0
    breaks_off: bool = False
    lingers: bool = False
    streams: bool = True
    status: int = 200
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Script = Callable[[Prompt], Reply]


def refusal(
    status: int, message: str, *, code: str = "", headers: Mapping[str, str] | None = None
) -> Reply:
    """An error in OpenAI's words."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": code or None}})
    return Reply(
        status=status,
        body=body.encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )
