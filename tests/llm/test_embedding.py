"""Vectors over real sockets: what goes out, what is taken for vectors, and what is refused."""

import asyncio
import json
import logging
import random
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from bot.errors import ModelError
from bot.llm import Call, ModelAccess
from bot.llm.embedding import BATCH, Embedding, open_embedding, read_vectors
from bot.llm.troubles import Trouble
from bot.news import Tokens
from tests.llm.asking import KEY
from tests.model.embedder import body_reply, embedder, hashed, vectors_reply
from tests.model.script import Prompt, Reply, refusal
from tests.model.server import ScriptedModel

TEXTS: Final = ["The ferry sails again.", "The ferry lies still.", "The mayor is back."]
HALF: Final = [0.5] * 16


def door(
    server: ScriptedModel,
    *,
    deadline: float = 20.0,
    api_key: str = "",
    clock: Callable[[], float] = time.monotonic,
) -> AbstractAsyncContextManager[Embedding]:
    access = ModelAccess(
        model="small", base_url=server.url, api_key=api_key, deadline=deadline, pause=0.01
    )
    return open_embedding(access, clock=clock, random=random.Random(4))  # noqa: S311 - dice


def row(index: object, embedding: object) -> dict[str, object]:
    return {"index": index, "embedding": embedding}


async def test_each_text_gets_its_vector_of_length_one(server: ScriptedModel) -> None:
    server.embeds(embedder())

    async with door(server) as model:
        vectors = await model.vectors(TEXTS)

    assert [vector @ hashed(text) for vector, text in zip(vectors, TEXTS, strict=True)] == (
        pytest.approx([1.0] * 3, abs=1e-5)
    )
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


async def test_the_texts_go_out_as_they_are(server: ScriptedModel) -> None:
    server.embeds(embedder())

    async with door(server, api_key="key-of-a-test") as model:
        await model.vectors(TEXTS)

    [prompt] = server.embedded
    assert (prompt.model, prompt.texts, prompt.body["encoding_format"]) == ("small", TEXTS, "float")
    assert prompt.headers["authorization"] == "Bearer key-of-a-test"


async def test_vectors_in_base64_are_read_though_not_asked_for(server: ScriptedModel) -> None:
    server.embeds(embedder(as_base64=True))

    async with door(server) as model:
        [vector] = await model.vectors(TEXTS[:1])

    assert vector @ hashed(TEXTS[0]) == pytest.approx(1.0, abs=1e-5)


async def test_many_texts_go_out_in_several_calls(server: ScriptedModel) -> None:
    server.embeds(embedder())
    calls: list[Call] = []
    texts = [f"Ferry number {number}" for number in range(BATCH + 3)]

    async with door(server) as model:
        vectors = await model.vectors(texts, note=calls.append)

    assert vectors[-1] @ hashed(texts[-1]) == pytest.approx(1.0, abs=1e-5)
    assert [len(prompt.texts) for prompt in server.embedded] == [BATCH, 3]
    assert [call.usage for call in calls] == [Tokens(9 * BATCH), Tokens(27)]


async def test_half_a_character_stops_no_text(server: ScriptedModel) -> None:
    server.embeds(embedder())

    async with door(server) as model:
        await model.vectors(["the \ud83d ferry"])

    assert server.embedded[0].texts == ["the ? ferry"]


async def test_a_text_too_long_for_the_model_is_cut_and_that_is_remembered(
    server: ScriptedModel,
) -> None:
    def script(prompt: Prompt) -> Reply:
        if max(map(len, prompt.texts)) > 500:
            return refusal(400, "This model's maximum context length is 128 tokens")
        return embedder()(prompt)

    server.embeds(script)

    async with door(server) as model:
        for _ in range(2):
            await model.vectors(["ferry " * 300])

    assert [len(prompt.texts[0]) for prompt in server.embedded] == [1_800, 900, 450, 450]


async def test_a_text_is_cut_to_an_eighth_at_the_least(server: ScriptedModel) -> None:
    server.embeds(refusal(413, "payload too large"))

    async with door(server) as model:
        with pytest.raises(ModelError, match="413"):
            await model.vectors(["ferry " * 300])

    assert [len(prompt.texts[0]) for prompt in server.embedded] == [1_800, 900, 450, 225]


async def test_a_server_that_takes_few_texts_at_once_gets_few(server: ScriptedModel) -> None:
    def script(prompt: Prompt) -> Reply:
        if len(prompt.texts) > 10:
            return refusal(400, "batch size is invalid, it should not be larger than 10")
        return embedder()(prompt)

    server.embeds(script)

    async with door(server) as model:
        vectors = await model.vectors([f"Ferry {number}" for number in range(32)])

    assert [len(prompt.texts) for prompt in server.embedded] == [32, 16, 8, 8, 8, 8]
    assert vectors[31] @ hashed("Ferry 31") == pytest.approx(1.0, abs=1e-5)


async def test_a_passing_failure_is_tried_again(server: ScriptedModel) -> None:
    replies = [refusal(503, "loading"), vectors_reply([hashed("ferry")])]
    server.embeds(lambda _prompt: replies.pop(0))

    async with door(server) as model:
        vectors = await model.vectors(["ferry"])

    assert len(vectors) == 1


async def test_a_model_that_keeps_failing_is_left_alone(server: ScriptedModel) -> None:
    server.embeds(refusal(500, "out of memory"))

    async with door(server) as model:
        for _ in range(2):
            with pytest.raises(ModelError):
                await model.vectors(["ferry"])
        with pytest.raises(ModelError, match="left alone") as caught:
            await model.vectors(["ferry"])

    assert len(server.embedded) == 5
    assert caught.value.is_down


async def test_an_endpoint_that_hangs_is_left_alone_too(server: ScriptedModel) -> None:
    server.embeds(Reply(wait=30, body=b""))

    async with door(server, deadline=0.1) as model:
        for _ in range(6):
            with pytest.raises(ModelError):
                await model.vectors(["ferry"])

    assert len(server.embedded) == 5


async def test_no_vector_is_waited_for_longer_than_somebody_needs_it(server: ScriptedModel) -> None:
    server.embeds(Reply(wait=30, body=b""))

    async with door(server) as model:
        async with asyncio.timeout(10):
            with pytest.raises(ModelError, match=r"within 0\.1 s"):
                await model.vectors(["ferry"], within=0.1)


@pytest.mark.parametrize(
    "answer",
    [
        {"data": []},
        {"data": [row(0, HALF), row(1, HALF)]},
        {"data": "many"},
        {"data": [row(0, [0.0] * 16)]},
        {"data": [row(0, [float("nan")] * 16)]},
        {"data": [row(0, [float("inf")] * 16)]},
        {"data": [row(0, [10**400] * 16)]},
        {"data": [row(0, ["0.5"] * 16)]},
        {"data": [row(0, [True] * 16)]},
        {"data": [row(0, [HALF] * 16)]},
        {"data": [row(0, [0.5] * 4)]},
        {"data": [row(0, [0.5] * 10_000)]},
        {"data": [row(0, "no base64 at all")]},
        {"data": [row(0, "QUJD")]},
        {"data": [row(0, None)]},
        {"data": [None]},
        {},
        [],
        "vectors",
        {"error": {"message": "no such model"}},
    ],
    ids=lambda answer: json.dumps(answer)[:60],
)
async def test_what_is_no_vector_is_refused(server: ScriptedModel, answer: object) -> None:
    server.embeds(body_reply(answer))

    async with door(server) as model:
        with pytest.raises(ModelError, match=r"^small "):
            await model.vectors(["ferry"])


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 200_000, b"\xff\xfe", b'{"data": [{'])
async def test_what_is_no_json_is_refused(server: ScriptedModel, body: bytes) -> None:
    server.embeds(Reply(body=body))

    async with door(server) as model:
        with pytest.raises(ModelError, match=r"^small "):
            await model.vectors(["ferry"])


async def test_an_answer_of_a_hundred_megabytes_is_not_read_to_its_end(
    server: ScriptedModel,
) -> None:
    server.embeds(Reply(body=b'{"data": [' + b"0.5, " * 20_000_000))

    async with door(server) as model:
        with pytest.raises(ModelError, match="more than 16 MB"):
            await model.vectors(["ferry"])


async def test_a_model_does_not_change_its_dimensions(server: ScriptedModel) -> None:
    replies = [vectors_reply([hashed("ferry", dimensions=size)]) for size in (64, 32)]
    server.embeds(lambda _prompt: replies.pop(0))

    async with door(server) as model:
        await model.vectors(["ferry"])
        with pytest.raises(ModelError, match="32 dimensions, and 64 before"):
            await model.vectors(["ferry"])


@pytest.mark.parametrize("status", [200, 401, 403, 400, 500])
async def test_a_key_that_is_echoed_is_in_no_error_and_no_log(
    server: ScriptedModel, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.embeds(replace(refusal(500, f"no such key: {KEY}"), status=status))
    calls: list[Call] = []

    async with door(server, api_key=KEY) as model:
        with pytest.raises(ModelError) as caught:
            await model.vectors(["ferry"], note=calls.append)

    told = "".join(traceback.format_exception(caught.value)) + repr(calls) + caplog.text
    assert "no such key" in told
    assert not any(KEY[at : at + 8] in told for at in range(len(KEY) - 7))


def test_vectors_are_put_in_the_order_of_their_texts() -> None:
    first, second = [1.0] + [0.0] * 15, [0.0] * 15 + [1.0]
    body = json.dumps({"data": [row(1, second), row(0, first)]}).encode()

    vectors, _usage = read_vectors((body, None), 2)

    assert not isinstance(vectors, Trouble)
    assert [vector.tolist() for vector in vectors] == [first, second]


@pytest.mark.parametrize("number", [1e-300, 1e300, 3])
def test_a_vector_of_any_length_comes_out_as_one_of_length_one(number: float) -> None:
    body = json.dumps({"data": [row(0, [number] * 16)]}).encode()

    vectors, _usage = read_vectors((body, None), 1)

    assert not isinstance(vectors, Trouble)
    assert np.linalg.norm(vectors[0]) == pytest.approx(1.0)
