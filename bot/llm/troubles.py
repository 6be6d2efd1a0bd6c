"""What an endpoint can answer instead of an answer, in words, and whether to ask again."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = 300  # characters of an endpoint's own words that are shown
READ: Final = 4_000  # characters of them that are looked at
LONGEST_WAIT: Final = 3_600.0  # seconds that an endpoint may ask for; more is a mistake
# A word that shares so many characters with the key is taken for a piece of it.
TELLING: Final = 8
# Shorter keys are fillers ("none", "ollama") for servers that want no key.
SHORTEST_KEY: Final = 4

NO_CREDIT: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
PAYMENT_REQUIRED: Final = 402
TOO_MANY: Final = 429
BAD_REQUEST: Final = 400
SERVER_ERROR: Final = 500
# What nothing but the admin's hand can change.
FINAL: Final = {
    401: "refuses the key (401), see OPENAI_API_KEY",
    PAYMENT_REQUIRED: "wants to be paid",
    404: "is not there (404): see its name, and whether OPENAI_BASE_URL ends with /v1",
}
REFUSALS: Final = frozenset({BAD_REQUEST, 422, 501})
TOO_SOON: Final = frozenset({408, 425})
# Words about the form of an answer. Servers that make a grammar of a schema fail on one that they
# cannot do with 500, where others say 400.
OF_FORM: Final = ("response_format", "schema", "json_object", "grammar")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a call brought no usable answer.

    Args:
        words: To be read after the model's name and a space.
        said: The endpoint's own words, if there were any.
        again: Whether the same call may succeed in a moment.
        down: Whether the endpoint failed, rather than this one question.
        retry_after: Seconds that the endpoint asks to wait.
        refused: Whether it may be the way of asking that is refused.
    """

    words: str
    said: str = ""
    again: bool = False
    down: bool = False
    retry_after: float | None = None
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.words}: {self.said}" if self.said else self.words


def of_status(
    status: int, *, said: str, code: str = "", headers: Mapping[str, str] | None = None
) -> Trouble:
    """What a status other than 200 means.

    Args:
        status: The HTTP status, or the same number in an error within a stream.
        said: The endpoint's own words, without secrets.
        code: Its own code for the error.
        headers: Its headers.
    """
    wait = asked_to_wait(headers or {})
    if status in FINAL:
        return Trouble(FINAL[status], said, down=True)
    if status == TOO_MANY:
        unpaid = code in NO_CREDIT
        words = FINAL[PAYMENT_REQUIRED] if unpaid else "is asked too much (429)"
        return Trouble(words, said, again=not unpaid, down=unpaid, retry_after=wait)
    if status < BAD_REQUEST:
        words = f"redirects elsewhere ({status}): OPENAI_BASE_URL must be the final address"
        return Trouble(words, down=True)
    words = f"answered {status}"
    of_form = status >= SERVER_ERROR and any(sign in said.casefold() for sign in OF_FORM)
    if status in REFUSALS or of_form:
        return Trouble(words, said, refused=True)
    late = status >= SERVER_ERROR or status in TOO_SOON
    return Trouble(words, said, again=late, down=late, retry_after=wait)


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """How many seconds an answer asks to wait; None where it does not say so intelligibly.

    Reads `retry-after-ms`, as OpenAI and Azure send it, and `Retry-After` (RFC 9110, 10.2.3) in
    both of its forms. A date is compared to the answer's own date, whatever the time is here.

    Args:
        headers: With lower-case names, or of a kind that does not mind.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        if math.isfinite(seconds):
            return min(max(seconds, 0.0), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(headers["retry-after"])
        seconds = (until - parsedate_to_datetime(headers["date"])).total_seconds()
    except (KeyError, ValueError, TypeError, OverflowError):  # TypeError: one is without a zone
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


def said_by(body: object) -> str:
    """The words in an error's body, whichever of the usual shapes it has."""
    for _ in range(3):  # {"error": {"message": …}} at the deepest
        if isinstance(body, dict):
            body = body.get("message") or body.get("error") or body.get("detail")
    if body is None or isinstance(body, str):
        return body or ""
    try:
        return json.dumps(body, ensure_ascii=False)  # such as FastAPI's list of what is wrong where
    except RecursionError:  # nested as deep as it could just be read
        return ""


def plain(words: str, key: str) -> str:
    """An endpoint's own words in one line, cut, without the key or a piece of it."""
    open_words = (_shown(word, key) for word in words[:READ].split())
    line = "".join(sign for sign in " ".join(open_words) if sign.isprintable())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _shown(word: str, key: str) -> str:
    if "sk-" in word:  # anybody's
        return "[key]"
    if len(key) < TELLING:
        return word.replace(key, "[key]") if len(key) >= SHORTEST_KEY else word
    pieces = (key[at : at + TELLING] for at in range(len(key) - TELLING + 1))
    return "[key]" if any(piece in word for piece in pieces) else word
