"""The door to an embeddings endpoint: texts go in, and vectors of what they mean come out.

Loaded only where an embedding model is set: it needs NumPy, and the openai package.
"""

import asyncio
import base64
import binascii
import json
import math
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from random import Random
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelError
from bot.llm.asking import Call, ModelAccess, sound
from bot.llm.circuit import Circuit
from bot.llm.dialect import OF_LENGTH
from bot.llm.transcript import MOST_TOKENS, Fetch, Fetched
from bot.llm.troubles import Trouble, of_status, plain, said_by
from bot.news import Tokens

Vector: TypeAlias = NDArray[np.float32]  # of length 1
Note = Callable[[Call], None]

BATCH: Final = 32  # texts in one call, at first: a server that wants fewer says so
TRIES: Final = 3  # calls in the same words
FAIR: Final = 3.0  # seconds in which an endpoint that is well gives some vectors
FEWEST_DIMENSIONS, MOST_DIMENSIONS = 8, 8_192  # models have 256 to 4,096
# What is left of each text at the worst; 2,000 characters become 250, and few models take less.
SHORTEST: Final = 1 / 8
TOO_MANY: Final = ("batch",)  # what a refusal of so many texts speaks of
# Signs of a text that is too long for the model, besides those that all models share.
TOO_LONG: Final = (*OF_LENGTH, "too long", "too large", "max_seq", "answered 413")


@asynccontextmanager
async def open_embedding(
    access: ModelAccess, *, clock: Callable[[], float], random: Random
) -> AsyncIterator["Embedding"]:
    """A model that turns texts into vectors. Nothing is sent before the first texts.

    Args:
        access: Which one, where, and how patiently; `fallback` and `first_token` mean nothing
            here: the vectors of two models cannot be compared.
        clock: A monotonic clock, in seconds.
        random: Dice for the pauses between retries.

    Raises:
        AdminError: The key cannot be a key.
    """
    from bot.llm.wire import open_embedding_wire  # noqa: PLC0415 - it takes a second to load

    async with open_embedding_wire(access) as fetch:
        yield Embedding(access, fetch, clock=clock, random=random)


class Embedding:
    """An embedding model, with what was found out about it; made by `open_embedding`."""

    def __init__(
        self,
        access: ModelAccess,
        fetch: Fetch,
        *,
        clock: Callable[[], float],
        random: Random,
    ) -> None:
        self._access = access
        self._fetch = fetch
        self._clock = clock
        self._random = random
        self._places = asyncio.Semaphore(access.at_once)
        self._circuit = Circuit()
        self._share = 1.0  # of each text that the model takes
        self._most = BATCH
        self._dimensions: int | None = None

    @property
    def name(self) -> str:
        """The model's name at the endpoint."""
        return self._access.model

    async def vectors(
        self, texts: Sequence[str], *, within: float | None = None, note: Note | None = None
    ) -> list[Vector]:
        """A vector of length 1 for each text, all with as many dimensions.

        A text that is too long for the model is cut by halves, to an eighth at the least; what
        the model takes is remembered.

        Args:
            texts: The texts, none of them blank.
            within: Seconds until somebody needs them, if that is sooner than the deadline.
            note: Told of each call when it ends.

        Raises:
            ModelError: There are no usable vectors.
        """
        patience = min(self._access.deadline, math.inf if within is None else within)
        found: list[Vector] = []
        try:
            async with asyncio.timeout(patience):
                while rest := texts[len(found) : len(found) + self._most]:
                    found += await self._batch(rest, note)
        except TimeoutError:
            # Who was in a hurry proves nothing against the endpoint.
            down = patience >= min(FAIR, self._access.deadline)
            trouble = Trouble(f"gave no vectors within {patience:g} s", down=down)
            self._circuit = self._circuit.after(trouble, self._clock())
            raise _error(self.name, trouble) from None
        return found

    async def _batch(self, texts: Sequence[str], note: Note | None) -> list[Vector]:
        tried = 0
        while True:
            outcome = await self._try(texts, note)
            if not isinstance(outcome, Trouble):
                return outcome
            if _speaks_of(outcome, TOO_LONG) and self._share > SHORTEST:
                self._share /= 2
                continue
            if _speaks_of(outcome, TOO_MANY) and len(texts) > 1:
                self._most = len(texts) // 2
                return await self._batch(texts[: self._most], note)
            tried += 1
            if not outcome.again or tried == TRIES:
                raise _error(self.name, outcome)
            longest: float = self._access.pause * 2**tried
            pause = self._random.uniform(longest / 2, longest)
            await asyncio.sleep(pause + (outcome.retry_after or 0.0))

    async def _try(self, texts: Sequence[str], note: Note | None) -> list[Vector] | Trouble:
        """One call, once there is a place for it. A vector for each text, or what is wrong."""
        async with self._places:
            began = self._clock()
            if objection := self._circuit.objection(began):
                return objection
            self._circuit = self._circuit.entered(began)
            fetched = await self._fetch(self._request(texts))
            outcome, usage = await asyncio.to_thread(read_vectors, fetched, len(texts))
            trouble = self._fault(outcome)
            now = self._clock()
            self._circuit = self._circuit.after(trouble, now)
            if note is not None:
                words = str(trouble) if trouble else ""
                note(Call(model=self.name, usage=usage, seconds=now - began, trouble=words))
            return trouble or outcome

    def _fault(self, outcome: list[Vector] | Trouble) -> Trouble | None:
        """What is wrong, in words without a key."""
        if isinstance(outcome, Trouble):
            return replace(outcome, said=plain(outcome.said, self._access.api_key))
        dimensions = len(outcome[0])
        self._dimensions = self._dimensions or dimensions
        if dimensions != self._dimensions:
            return Trouble(f"gave {dimensions} dimensions, and {self._dimensions} before")
        return None

    def _request(self, texts: Sequence[str]) -> dict[str, Any]:
        cut = [sound(text[: max(1, round(len(text) * self._share))]) for text in texts]
        # The only format that all servers know; those that answer in base64 all the same are read.
        return {"model": self.name, "input": cut, "encoding_format": "float"}


def read_vectors(fetched: Fetched, count: int) -> tuple[list[Vector] | Trouble, Tokens]:
    """What came for a call, as vectors of length 1 in the order of the texts, and what it cost.

    Args:
        fetched: The body, or the trouble instead.
        count: How many texts were sent.
    """
    body, trouble = fetched
    if trouble is not None:
        return trouble, Tokens()
    answer = _json(body)
    if isinstance(answer, Trouble):
        return answer, Tokens()
    rows = answer.get("data")
    if not isinstance(rows, list) or len(rows) != count:
        number = len(rows) if isinstance(rows, list) else "no"
        return Trouble(f"gave {number} vectors for {count} texts"), _tokens(answer)
    vectors = [_vector(row.get("embedding")) for row in _in_order(rows)]
    sound_ones = [vector for vector in vectors if vector is not None]
    if len(sound_ones) < count or len({len(vector) for vector in sound_ones}) > 1:
        return Trouble("gave what are no vectors of numbers, all of one size"), _tokens(answer)
    return sound_ones, _tokens(answer)


def _json(body: bytes) -> Mapping[str, Any] | Trouble:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return Trouble("answered with what are no vectors", again=True, down=True)
    if not isinstance(answer, dict):
        return Trouble("answered with what are no vectors", again=True, down=True)
    if error := answer.get("error"):  # told after a good status, as gateways do
        return of_status(500, said=said_by(error))
    return answer


def _in_order(rows: Sequence[object]) -> list[Mapping[str, Any]]:
    """The vectors by the index that each states; as they stand where those are no such indexes."""
    stated: list[Mapping[str, Any]] = [row if isinstance(row, dict) else {} for row in rows]
    indexes = [row.get("index") for row in stated]
    if all(type(index) is int for index in indexes) and set(indexes) == set(range(len(rows))):
        return sorted(stated, key=lambda row: row["index"])
    return stated


def _vector(told: object) -> Vector | None:
    """A vector of length 1; None for what has none, such as one with an infinity or all zeros."""
    numbers = _numbers(told)
    if numbers is None or not FEWEST_DIMENSIONS <= len(numbers) <= MOST_DIMENSIONS:
        return None
    largest = np.max(np.abs(numbers))
    if not np.isfinite(largest) or not largest:
        return None
    scaled = numbers / largest  # first, so that squares neither overflow nor vanish
    vector: Vector = (scaled / np.linalg.norm(scaled)).astype(np.float32)
    return vector


def _numbers(told: object) -> NDArray[np.float64] | None:
    if isinstance(told, str):
        try:
            raw = base64.b64decode(told, validate=True)
            return np.frombuffer(raw, dtype="<f4").astype(np.float64)
        except (ValueError, binascii.Error):
            return None
    if not isinstance(told, list) or any(type(number) not in {int, float} for number in told):
        return None
    try:
        return np.array(told, dtype=np.float64)
    except OverflowError:  # an integer of 400 digits
        return None


def _tokens(answer: Mapping[str, Any]) -> Tokens:
    usage = answer.get("usage")
    sent = usage.get("prompt_tokens") if isinstance(usage, dict) else None
    return Tokens(sent if type(sent) is int and 0 <= sent <= MOST_TOKENS else 0)


def _speaks_of(trouble: Trouble, signs: Sequence[str]) -> bool:
    said = str(trouble).casefold()
    return any(sign in said for sign in signs)


def _error(model: str, trouble: Trouble) -> ModelError:
    return ModelError(f"{model} {trouble}", retry_after=trouble.retry_after, is_down=trouble.down)
