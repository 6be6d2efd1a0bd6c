"""An answer as it comes in: bytes to words, whatever the server calls them.

Fed with bytes, without I/O. Events of a stream (server-sent events, as the WHATWG's HTML standard
describes them, each a chat.completion.chunk) and a whole chat.completion are told apart by how
they begin: servers that ignore the wish for a stream, and wrong content types, are common.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.llm.asking import sound
from bot.llm.troubles import Trouble, of_status, said_by
from bot.news import Tokens

LONGEST_TEXT: Final = 256 * 1024  # characters; a summary has 2,000
MOST_TOKENS: Final = 10**9  # an endpoint that claims more does not count, it errs
FIELDS: Final = (b"data:", b"event:", b"id:", b"retry:", b":")  # what a stream's lines begin with
HEAD: Final = 64  # bytes within which one of them is to be found
# Models that think aloud do it before the answer, between these.
THOUGHT_BEGINS, THOUGHT_ENDS = "<think>", "</think>"


class Transcript:
    """What has been heard of one answer. `done` says that nothing more is to be read."""

    def __init__(self) -> None:
        self.begun = False  # a word has been heard, be it a thought
        self.done = False
        self.streamed = False
        self.usage = Tokens()
        self._heard = bytearray()  # what is not yet read
        self._words: list[str] = []
        self._length = 0
        self._finish: str | None = None
        self._refusal = ""
        self._trouble: Trouble | None = None

    @property
    def text(self) -> str:
        """The answer, fit to be stored."""
        text = "".join(self._words).strip()
        # Some templates put the beginning of the thoughts into the prompt.
        if text.startswith(THOUGHT_BEGINS) or (THOUGHT_ENDS in text and not text.startswith("{")):
            text = text.partition(THOUGHT_ENDS)[2].strip()
        return sound(text)

    @property
    def readable(self) -> str:
        """What may be read of an answer that still comes in: without thoughts, as far as told.

        A model whose template begins inside of a thought says only at its end that it was one.
        """
        so_far = "".join(self._words).lstrip()
        if not THOUGHT_BEGINS.startswith(so_far[: len(THOUGHT_BEGINS)]) or THOUGHT_ENDS in so_far:
            return self.text
        return ""

    @property
    def finished(self) -> bool:
        """Whether the model came to its end, rather than to the limit."""
        return self._finish != "length"

    def feed(self, heard: bytes) -> None:
        """Take in the next bytes."""
        self._heard += heard
        self.streamed = self.streamed or self._heard[:HEAD].lstrip().startswith(FIELDS)
        if self.streamed and b"\n" in heard:
            *lines, rest = self._heard.split(b"\n")
            self._heard = rest
            for line in lines:
                self._read_line(bytes(line))

    def close(self) -> Trouble | None:
        """Take in the end, and say what is wrong with the answer as a whole."""
        if self.streamed:
            self._read_line(bytes(self._heard))
        else:
            self._read_whole(bytes(self._heard))
        return self._trouble or self._fault()

    def _read_line(self, line: bytes) -> None:
        name, _, words = line.partition(b":")
        if self.done or name != b"data":
            return
        if words.strip() == b"[DONE]":
            self.done = True
        elif not words.strip():
            return  # a sign of life
        elif (event := _json(words)) is None:
            self._fail(Trouble("sent an event that is no JSON", again=True, down=True))
        else:
            self._read(event)

    def _read_whole(self, body: bytes) -> None:
        answer = _json(body)
        if answer is not None:
            self._read(answer)
            self.done = True
        elif body.lstrip().startswith(b"<"):
            words = "answered with a web page: does OPENAI_BASE_URL end as the server wants?"
            self._fail(Trouble(words, down=True))
        elif body.strip():
            self._fail(Trouble("answered with what is no model's answer", again=True, down=True))

    def _read(self, answer: Mapping[str, Any]) -> None:
        if answer.get("error"):
            self._fail(_in_band(answer["error"]))
        if isinstance(usage := answer.get("usage"), dict):
            self.usage = _tokens(usage)
        choices = answer.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            return
        choice = choices[0]
        self._finish = choice.get("finish_reason") or self._finish
        message = choice.get("delta") or choice.get("message")
        if isinstance(message, dict):
            self._hear(message)

    def _hear(self, message: Mapping[str, Any]) -> None:
        word, refusal = message.get("content"), message.get("refusal")
        thought = message.get("reasoning_content") or message.get("reasoning")
        self.begun = self.begun or bool(word or thought or refusal)
        if isinstance(refusal, str):
            self._refusal += refusal
        if isinstance(word, str):
            self._length += len(word)
        if self._length > LONGEST_TEXT:
            self._fail(Trouble(f"answered more than {LONGEST_TEXT // 1024} kB of text"))
        elif isinstance(word, str):
            self._words.append(word.replace("\0", "").replace("\ufeff", ""))

    def _fail(self, trouble: Trouble) -> None:
        self._trouble = self._trouble or trouble
        self.done = True

    def _fault(self) -> Trouble | None:
        if self._refusal or self._finish == "content_filter":
            return Trouble("refuses to answer this, or its provider does", self._refusal)
        if not self.done and self._finish is None:
            what = "broke off in the middle" if self._words else "answered nothing at all"
            return Trouble(what, again=True, down=True)
        if not self.text and self._finish == "length":
            return Trouble("spent its whole answer on thinking; it needs a higher limit")
        if not self.text:
            return Trouble("answered with nothing in it", again=True)
        return None


# What was heard of one call, and its trouble.
Heard = tuple[Transcript, Trouble | None]
# Told of an answer while it comes in, each time of all that may be read so far.
Hear = Callable[[str], None]
# One call: a request, how many seconds its first word may take, and who listens.
Exchange = Callable[[Mapping[str, Any], float, Hear | None], Awaitable[Heard]]
# The body that came for one call, or its trouble; and such a call.
Fetched = tuple[bytes, Trouble | None]
Fetch = Callable[[Mapping[str, Any]], Awaitable[Fetched]]


def _json(text: bytes) -> dict[str, Any] | None:
    """A JSON object; None for anything else, such as one nested too deep to be read."""
    try:
        answer = json.loads(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _in_band(error: object) -> Trouble:
    """An error told after a good status, as gateways do when their own source fails."""
    code = error.get("code") if isinstance(error, dict) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 500  # noqa: PLR2004 - as HTTP
    return of_status(status, said=said_by(error))


def _tokens(usage: Mapping[str, Any]) -> Tokens:
    details = usage.get("prompt_tokens_details")
    sent = _count(usage.get("prompt_tokens"))
    cached = _count(details.get("cached_tokens")) if isinstance(details, dict) else 0
    return Tokens(sent, _count(usage.get("completion_tokens")), min(cached, sent))


def _count(number: object) -> int:
    return number if isinstance(number, int) and 0 <= number <= MOST_TOKENS else 0
