"""Listening to a model: its words are told while they come, and nothing else of it is."""

import asyncio
from dataclasses import replace
from typing import Final

import pytest

from bot.errors import ModelError
from tests.llm.asking import ANSWER, QUESTION, door
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel

WORDS: Final = "The tram depot will be rebuilt in spring, for a hundred million crowns."
ALOUD: Final = replace(QUESTION, schema=None, schema_name="", urgent=True)


async def test_words_are_told_as_they_come_each_time_all_of_them(server: ScriptedModel) -> None:
    server.then(Reply(text=WORDS, trickle=0.06))
    heard: list[str] = []

    async with door(server) as model:
        told = await model.ask(ALOUD, hear=heard.append)

    assert len(heard) > 3
    assert all(WORDS.startswith(each.rstrip()) for each in heard)
    assert sorted(heard, key=len) == heard
    assert heard[-1] == told.text == WORDS


async def test_the_first_word_is_told_before_the_last_has_come(server: ScriptedModel) -> None:
    server.then(Reply(text=WORDS, trickle=0.2))
    first = asyncio.Event()

    async with door(server) as model:
        asking = asyncio.ensure_future(model.ask(ALOUD, hear=lambda _: first.set()))
        async with asyncio.timeout(10):
            await first.wait()
        was_done = asking.done()
        await asking

    assert not was_done


async def test_plain_text_is_asked_for_without_a_word_of_json(server: ScriptedModel) -> None:
    server.then(WORDS)

    async with door(server) as model:
        await model.ask(ALOUD)

    (prompt,) = server.prompts
    assert "response_format" not in prompt.body
    assert prompt.system == ALOUD.system


async def test_plain_text_teaches_nothing_about_json(server: ScriptedModel) -> None:
    server.then(refusal(400, "something is wrong"), WORDS, ANSWER)

    async with door(server) as model:
        await model.ask(ALOUD)
        await model.ask(QUESTION)

    assert server.prompts[-1].form == "json_schema"


@pytest.mark.parametrize(
    "thought",
    ["<think>A depot?</think>\n", "\0 <think>A depot?</think>", "<thi\0nk>\ufeff?</think>", ""],
)
async def test_thoughts_are_not_told(server: ScriptedModel, thought: str) -> None:
    server.then(Reply(text=thought + WORDS, trickle=0.03, thoughts="So, a depot."))
    heard: list[str] = []

    async with door(server) as model:
        await model.ask(ALOUD, hear=heard.append)

    assert all(WORDS.startswith(each.rstrip()) for each in heard)


async def test_an_answer_that_comes_whole_is_told_once(server: ScriptedModel) -> None:
    server.then(Reply(text=WORDS, streams=False))
    heard: list[str] = []

    async with door(server) as model:
        await model.ask(ALOUD, hear=heard.append)

    assert heard == [WORDS]


async def test_after_a_break_the_words_begin_anew(server: ScriptedModel) -> None:
    server.then(Reply(text=WORDS, breaks_off=True), "Something else.")
    heard: list[str] = []

    async with door(server) as model:
        told = await model.ask(ALOUD, hear=heard.append)

    assert told.text == heard[-1] == "Something else."
    assert any(each and WORDS.startswith(each.rstrip()) for each in heard)


async def test_nothing_is_told_after_the_end_of_patience(server: ScriptedModel) -> None:
    server.always(Reply(text=WORDS, trickle=0.1))
    heard: list[str] = []

    async with door(server) as model:
        with pytest.raises(ModelError):
            await model.ask(ALOUD, hear=heard.append, within=0.3)
        known = len(heard)
        await asyncio.sleep(0.3)

    assert len(heard) == known


@pytest.mark.parametrize("error", [ZeroDivisionError(), TimeoutError()])
async def test_a_listener_that_fails_is_a_fault_of_ours_and_is_loud(
    server: ScriptedModel, error: Exception
) -> None:
    server.always(WORDS)

    def fail(_text: str) -> None:
        raise error

    async with door(server) as model:
        with pytest.raises(RuntimeError, match="whoever listens") as caught:
            await model.ask(ALOUD, hear=fail)

    assert caught.value.__cause__ is error


async def test_what_no_database_takes_is_not_told(server: ScriptedModel) -> None:
    server.then(Reply(text="Done\0 \ud800.", trickle=0.001))
    heard: list[str] = []

    async with door(server) as model:
        await model.ask(ALOUD, hear=heard.append)

    assert all("\0" not in each and each.isprintable() for each in heard)


async def test_more_than_anybody_reads_is_not_told(server: ScriptedModel) -> None:
    server.always(Reply(text="x" * 3_000_000, streams=False))
    heard: list[str] = []

    async with door(server) as model:
        with pytest.raises(ModelError, match="more than 256 kB"):
            await model.ask(ALOUD, hear=heard.append)

    assert sum(map(len, heard)) == 0
