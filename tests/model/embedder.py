"""Scripted embedding models: vectors by hashing words, well, badly, or in no sensible way.

model.embeds(embedder(hashed))                      # alike words, alike vectors
model.embeds(embedder(partial(hashed, squeeze=3)))  # all cosines lie near each other
model.embeds(embedder(garbage))                     # vectors that mean nothing
"""

import base64
import json
from collections.abc import Callable, Sequence
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.terms import terms
from tests.model.script import Prompt, Reply, Script

Vector = NDArray[np.float32]
Embed = Callable[[str], Vector]


def hashed(text: str, *, dimensions: int = 512, noise: float = 0.0, squeeze: float = 0.0) -> Vector:
    """The sum of the directions of a text's words, as long as 1.

    Args:
        text: The text.
        dimensions: Of the vector; few make a model that mixes things up.
        noise: How long a vector of chance, always the same for one text, is added.
        squeeze: How long a vector that all texts share is added: models whose cosines all lie
            between .7 and .9 are no rarity.
    """
    found = sum((direction(word, dimensions) for word in set(terms(text))), _none(dimensions))
    sound = unit(found + direction("", dimensions))
    return unit(
        sound
        + noise * unit(direction(f"noise of {text}", dimensions))
        + squeeze * unit(direction("shared", dimensions))
    )


def garbage(text: str, *, dimensions: int = 512) -> Vector:
    """A vector that has nothing to do with what the text says."""
    return unit(direction(f"garbage of {text}", dimensions))


def embedder(embed: Embed = hashed, *, as_base64: bool = False) -> Script:
    """A server that answers with such vectors, whatever format it is asked for."""

    def script(prompt: Prompt) -> Reply:
        return vectors_reply([embed(text) for text in prompt.texts], as_base64=as_base64)

    return script


def vectors_reply(vectors: Sequence[Vector], *, as_base64: bool = False) -> Reply:
    """An honest answer with these vectors."""
    data = [
        {"object": "embedding", "index": index, "embedding": _told(vector, as_base64=as_base64)}
        for index, vector in enumerate(vectors)
    ]
    usage = {"prompt_tokens": 9 * len(vectors), "total_tokens": 9 * len(vectors)}
    return body_reply({"object": "list", "data": data, "model": "small", "usage": usage})


def body_reply(answer: object) -> Reply:
    """Anything as JSON, under a good status."""
    body = json.dumps(answer).encode()
    return Reply(body=body, headers={"Content-Type": "application/json"})


@cache
def direction(word: str, dimensions: int) -> Vector:
    """Where a word points: the same each time, and nearly at right angles to all others."""
    dice = np.random.default_rng(crc32(word.encode()))
    return dice.standard_normal(dimensions).astype(np.float32)


def unit(vector: Vector) -> Vector:
    """The same direction with length 1."""
    whole: Vector = (vector / np.linalg.norm(vector)).astype(np.float32)
    return whole


def _told(vector: Vector, *, as_base64: bool) -> object:
    if as_base64:
        return base64.b64encode(vector.astype("<f4").tobytes()).decode()
    return vector.tolist()


def _none(dimensions: int) -> Vector:
    return np.zeros(dimensions, dtype=np.float32)
