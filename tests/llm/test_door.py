"""Asking a model over real sockets: what goes out, what comes back, and what it cost."""

import asyncio
from dataclasses import replace
from random import Random
from typing import Final

import pytest

from bot.errors import AdminError, ModelError
from bot.llm import Call, ModelAccess, Prices, cost, open_model
from bot.news import Tokens
from tests.llm.asking import ANSWER, QUESTION, door
from tests.model.loopback import refused
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel

DICE: Final = Random(7)  # noqa: S311 - for pauses


async def test_an_answer_carries_its_text_its_model_and_its_usage(server: ScriptedModel) -> None:
    server.then(ANSWER)

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert (told.text, told.model, told.finished) == (ANSWER, "small", True)
    assert told.usage == Tokens(120, 30, cached=100)
    assert told.seconds > 0


async def test_the_question_goes_out_as_it_is(server: ScriptedModel) -> None:
    server.then(ANSWER)

    async with door(server, api_key="key-of-a-test") as model:
        await model.ask(QUESTION)

    (prompt,) = server.prompts
    assert (prompt.model, prompt.system, prompt.user) == ("small", QUESTION.system, QUESTION.user)
    assert prompt.body["max_tokens"] == 200
    assert prompt.body["response_format"]["json_schema"]["schema"] == QUESTION.schema
    assert prompt.headers["authorization"] == "Bearer key-of-a-test"


async def test_nothing_is_sent_before_the_first_question(server: ScriptedModel) -> None:
    async with door(server):
        pass

    assert server.prompts == []


async def test_nothing_outside_the_machine_can_be_reached_from_here() -> None:
    access = ModelAccess(model="small", deadline=0.2, pause=0.01)

    async with open_model(access, clock=lambda: 0.0, random=DICE) as model:
        with pytest.raises(ModelError, match="cannot be reached"):
            await model.ask(QUESTION)

    assert refused[-1] == "api.openai.com"


async def test_a_server_that_does_not_stream_is_heard_and_remembered(server: ScriptedModel) -> None:
    server.always(Reply(text=ANSWER, streams=False))

    async with door(server) as model:
        first, second = [await model.ask(QUESTION) for _ in range(2)]

    assert (first.text, second.text) == (ANSWER, ANSWER)
    assert [prompt.body["stream"] for prompt in server.prompts] == [True, False]


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "image/png"])
@pytest.mark.parametrize("streams", [True, False])
async def test_a_wrong_content_type_does_not_matter(
    server: ScriptedModel, kind: str, *, streams: bool
) -> None:
    server.then(Reply(text=ANSWER, streams=streams, headers={"Content-Type": kind}))

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert told.text == ANSWER


async def test_a_proxy_of_the_environment_sees_neither_key_nor_prompt(
    server: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.then(ANSWER)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert told.text == ANSWER


async def test_an_answer_cut_at_its_limit_says_so(server: ScriptedModel) -> None:
    server.then(Reply(text=ANSWER[:20], finish="length"))

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert (told.text, told.finished) == (ANSWER[:20], False)


async def test_thoughts_are_not_part_of_the_answer(server: ScriptedModel) -> None:
    server.then(
        Reply(text=ANSWER, thoughts="The ferry, then."),
        f"<think>What is a ferry?</think>\n{ANSWER}",
        f"A ferry? A ship.</think>{ANSWER}",
    )

    async with door(server) as model:
        told = [await model.ask(QUESTION) for _ in range(3)]

    assert [each.text for each in told] == [ANSWER] * 3


async def test_half_a_character_in_an_article_stops_no_question(server: ScriptedModel) -> None:
    server.then(ANSWER)

    async with door(server) as model:
        await model.ask(replace(QUESTION, user="A ferry \ud83d sails."))

    assert server.prompts[0].user == "A ferry ? sails."


async def test_what_no_database_can_store_does_not_come_in(server: ScriptedModel) -> None:
    server.then('{"headline": "a\0b\ud800c"}')

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert told.text == '{"headline": "ab?c"}'


async def test_a_stream_that_stays_open_after_its_end_holds_nobody_up(
    server: ScriptedModel,
) -> None:
    server.then(Reply(text=ANSWER, lingers=True))

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert told.text == ANSWER


async def test_a_server_that_does_not_count_costs_nothing(server: ScriptedModel) -> None:
    server.then(Reply(text=ANSWER, usage=None))

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert told.usage == Tokens()


async def test_each_call_is_noted_also_one_that_failed(server: ScriptedModel) -> None:
    server.then(Reply(finish="content_filter"), ANSWER)
    calls: list[Call] = []

    async with door(server, fallback="large") as model:
        await model.ask(QUESTION, note=calls.append)

    assert [(call.model, call.usage.input) for call in calls] == [("small", 120), ("large", 120)]
    assert [bool(call.trouble) for call in calls] == [True, False]


async def test_no_more_calls_than_allowed_are_in_progress(server: ScriptedModel) -> None:
    server.always(Reply(text=ANSWER, hang=0.05))

    async with door(server, at_once=2) as model:
        await asyncio.gather(*(model.ask(replace(QUESTION, urgent=True)) for _ in range(6)))

    assert (server.most_at_once, len(server.prompts)) == (2, 6)


async def test_one_place_is_kept_for_people(server: ScriptedModel) -> None:
    server.always(Reply(text=ANSWER, hang=0.05))

    async with door(server, at_once=3) as model:
        await asyncio.gather(*(model.ask(QUESTION) for _ in range(6)))

    assert (server.most_at_once, len(server.prompts)) == (2, 6)


async def test_who_finds_no_place_in_time_is_told_so(server: ScriptedModel) -> None:
    server.then(refusal(500, "try again"), Reply(text=ANSWER, hang=5))

    async with door(server, at_once=1, deadline=0.3) as model:
        # While the first makes a pause, the second takes its place and keeps it.
        first, second = await asyncio.gather(
            model.ask(QUESTION), model.ask(QUESTION), return_exceptions=True
        )

    assert isinstance(first, ModelError)
    assert "had no place free in time" in str(first)
    assert not first.is_down
    assert "did not finish" in str(second)


async def test_who_needs_the_answer_sooner_than_the_deadline_says_so(server: ScriptedModel) -> None:
    server.always(Reply(text=ANSWER, hang=5))

    async with door(server) as model:
        with pytest.raises(ModelError, match=r"did not finish its answer within 0.2 s"):
            await model.ask(QUESTION, within=0.2)


@pytest.mark.parametrize("key", ["line\nbreak-in-a-key", "schlüssel-für-alles"])
async def test_a_key_that_cannot_be_one_is_the_admins_to_mend(
    server: ScriptedModel, key: str
) -> None:
    with pytest.raises(AdminError, match="OPENAI_API_KEY") as caught:
        async with door(server, api_key=key):
            pass

    assert key not in str(caught.value)


@pytest.mark.parametrize(
    ("prices", "price"),
    [
        (Prices(input=2.0, output=8.0, cached=0.5), 0.004 + 0.004 + 0.004),
        (Prices(input=2.0, output=8.0), 0.020 + 0.004),
        (Prices(), 0.0),
    ],
)
def test_cached_input_has_its_own_price_where_there_is_one(prices: Prices, price: float) -> None:
    usage = Tokens(input=10_000, output=500, cached=8_000)

    assert cost(usage, prices) == pytest.approx(price)
