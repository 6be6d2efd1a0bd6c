"""What is asked of a model, what it told, and what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.news import Tokens

A_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAccess:
    """Which model is asked where, and how patiently. Times are in seconds.

    Args:
        model: Its name at the endpoint.
        base_url: The endpoint up to and with its `/v1`; OpenAI's own if left out.
        api_key: Empty for a server that wants none.
        fallback: A second model at the same endpoint, asked when the first fails.
        first_token: How long the first word may take. It covers the time in which a server reads
            the prompt, and a model thinks without saying so.
        deadline: How long a question may take in all: waits for a place, retries and the fallback
            included.
        at_once: Calls in progress, those to the fallback included.
        pause: Before the first retry; twice as long before each further one.
    """

    model: str
    base_url: str | None = None
    api_key: str = field(default="", repr=False)
    fallback: str | None = None
    first_token: float = 30.0
    deadline: float = 60.0
    at_once: int = 4
    pause: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question.

    Args:
        system: What stays the same from question to question, so that providers can cache it.
        user: The rest.
        max_output: Tokens that the answer may have.
        schema_name: A name for the schema, of letters, digits, `_` and `-`.
        schema: The JSON schema of the answer, an object. For OpenAI's strict mode each object
            names all its properties as required and has `additionalProperties: false`. None for an
            answer in plain text.
        urgent: Whether a person waits for it: then it goes before whatever nobody waits for.
    """

    system: str
    user: str
    max_output: int
    schema_name: str = ""
    schema: Mapping[str, object] | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answer: JSON where that was asked for and all went well, else what the model wrote.

    Args:
        text: Without a model's audible thoughts, lone surrogates and NULs.
        model: Which model answered.
        usage: Of the call that brought this answer; zeros from a server that does not count.
        seconds: From the moment that the call was made.
        finished: False for an answer that was cut off at `max_output`.
        streamed: Whether it came word by word.
    """

    text: str
    model: str
    usage: Tokens
    seconds: float
    finished: bool
    streamed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, also one that failed: what budgets and meters count.

    Args:
        model: Which model was asked.
        usage: What the endpoint says that the call cost; zeros where it does not say.
        seconds: How long it took.
        trouble: Why it brought no usable answer; empty if it did.
    """

    model: str
    usage: Tokens
    seconds: float
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a model costs, in any currency, for a million tokens.

    Args:
        input: For what is sent.
        output: For what is answered.
        cached: For the part of the input that was in the provider's cache; as `input` if left out.
    """

    input: float = 0.0
    output: float = 0.0
    cached: float | None = None


def sound(text: str) -> str:
    """The same text without halves of surrogate pairs: JSON can spell them, UTF-8 cannot."""
    return text.encode(errors="replace").decode()


def cost(usage: Tokens, prices: Prices) -> float:
    """What a call cost, in the currency of the prices."""
    cached_price = prices.input if prices.cached is None else prices.cached
    fresh = usage.input - usage.cached
    return (
        fresh * prices.input + usage.cached * cached_price + usage.output * prices.output
    ) / A_MILLION
