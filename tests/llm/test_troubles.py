"""When it goes wrong: what is tried again, for how long, what is left alone, and in which words."""

import json
import time
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import pytest

from bot.errors import ModelError
from bot.llm import Model
from bot.llm.troubles import asked_to_wait
from tests.llm.asking import ANSWER, QUESTION, door
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel

JSON: Final = {"Content-Type": "application/json"}


async def refusal_of(model: Model) -> ModelError:
    """The error that asking ends in."""
    with pytest.raises(ModelError) as caught:
        await model.ask(QUESTION)
    return caught.value


@pytest.mark.parametrize(
    "reply",
    [
        refusal(429, "slow down"),
        refusal(500, "oh"),
        refusal(503, "loading the model"),
        refusal(408, "too slow"),
        Reply(text=ANSWER, breaks_off=True),
        Reply(text=ANSWER, breaks_off=True, streams=False),
        Reply(text=ANSWER, choices=False),
        Reply(text=""),
        Reply(body=b"", headers=JSON),
        Reply(body=b'data: {"choices": [{"delta": {"content": "\n\n'),
        Reply(body=b'{"choices": [{"message": ', headers=JSON),
        Reply(body=b'data: {"error": {"code": 502, "message": "upstream is gone"}}\n\n'),
        Reply(body=b'{"a": ' * 100_000, headers=JSON),
        Reply(body=b"data: " + b"[" * 100_000 + b"\n\n"),
        Reply(body=b"\x00\xff\xfe", headers={"Content-Type": "image/png"}),
    ],
    ids=lambda reply: f"{reply.status} {(reply.body or reply.text.encode())[:30]!r}",
)
async def test_what_may_pass_is_asked_again(server: ScriptedModel, reply: Reply) -> None:
    server.then(reply, reply, ANSWER)

    async with door(server) as model:
        told = await model.ask(QUESTION)

    assert told.text == ANSWER
    assert len(server.prompts) == 3


@pytest.mark.parametrize(
    ("reply", "words", "is_down"),
    [
        (refusal(401, "no such key"), "refuses the key (401), see OPENAI_API_KEY", True),
        (refusal(402, "add credits"), "wants to be paid", True),
        (refusal(429, "no quota", code="insufficient_quota"), "wants to be paid", True),
        (refusal(403, "this was flagged"), "answered 403: this was flagged", False),
        (refusal(404, "no such model"), "OPENAI_BASE_URL", True),
        (refusal(413, "too large"), "answered 413", False),
        (Reply(status=307, body=b"", headers={"Location": "/v2"}), "redirects elsewhere", True),
        (Reply(body=b"<!doctype html><p>Log in", headers=JSON), "a web page", True),
        (Reply(refusal="I cannot help with that."), "does: I cannot help with that.", False),
        (Reply(finish="content_filter"), "refuses to answer this", False),
        (Reply(thoughts="Hm. " * 50, finish="length"), "on thinking", False),
        (Reply(text="long " * 60_000, streams=False), "answered more than 256 kB", False),
        (Reply(body=b" " * 17 * 1024 * 1024, headers=JSON), "answered more than 16 MB", False),
        (Reply(body=b"{}", headers={"Content-Encoding": "gzip"}), "DecodingError", True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_will_not_pass_is_said_in_words(
    server: ScriptedModel, reply: Reply, words: str, *, is_down: bool
) -> None:
    server.always(reply)

    async with door(server) as model:
        with pytest.raises(ModelError) as caught:
            await model.ask(QUESTION)

    assert words in str(caught.value)
    assert str(caught.value).startswith("small ")
    assert caught.value.is_down is is_down


async def test_a_model_that_keeps_failing_is_asked_four_times(server: ScriptedModel) -> None:
    server.always(refusal(500, "oh"))

    async with door(server) as model:
        with pytest.raises(ModelError, match="answered 500: oh") as caught:
            await model.ask(QUESTION)

    assert len(server.prompts) == 4
    assert caught.value.is_down


@pytest.mark.parametrize("headers", [{"Retry-After": "1"}, {"retry-after-ms": "1000"}])
async def test_a_wait_that_is_asked_for_is_kept(
    server: ScriptedModel, headers: Mapping[str, str]
) -> None:
    server.then(refusal(429, "slow down", headers=headers), ANSWER)

    async with door(server) as model:
        await model.ask(QUESTION)

    first, second = server.prompts
    assert second.at - first.at >= 1.0


async def test_others_keep_the_wait_too(server: ScriptedModel) -> None:
    server.then(refusal(429, "slow down", headers={"Retry-After": "1"}))

    async with door(server, deadline=0.5) as model:
        first, second = [await refusal_of(model) for _ in range(2)]

    assert "asked too much" in str(first)
    assert "asked for a rest" in str(second)
    assert second.retry_after == pytest.approx(1.0, abs=0.9)
    assert len(server.prompts) == 1


async def test_a_wait_beyond_the_deadline_is_not_begun(server: ScriptedModel) -> None:
    server.then(refusal(429, "slow down", headers={"Retry-After": "3000"}))

    began = time.monotonic()
    async with door(server) as model:
        with pytest.raises(ModelError, match="asked too much") as caught:
            await model.ask(QUESTION)

    assert caught.value.retry_after == 3000
    assert not caught.value.is_down
    assert time.monotonic() - began < 10


async def test_pauses_differ_and_grow(server: ScriptedModel) -> None:
    server.always(refusal(500, "oh"))

    async with door(server) as model:
        with pytest.raises(ModelError):
            await model.ask(QUESTION)

    # Half of 10, 20 and 40 ms at least; how much more, the machine decides.
    gaps = [later.at - earlier.at for earlier, later in pairwise(server.prompts)]
    assert [gap >= least for gap, least in zip(gaps, (0.005, 0.01, 0.02), strict=True)]
    assert len(set(gaps)) == 3


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "99999999"}, 3_600.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
        (
            {
                "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT",
                "date": "Sun, 22 Nov 2026 10:00:00 GMT",
            },
            30.0,
        ),
        ({"retry-after": "Sun, 22 Nov 2026 10:00:30 GMT"}, None),
        (
            {
                "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT",
                "date": "Sun, 22 Nov 2026 10:00:00 -0000",
            },
            None,
        ),
    ],
)
def test_a_wait_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_to_wait(headers) == seconds


# Deadlines.


async def test_a_hang_costs_the_wait_for_the_first_word_and_no_more(server: ScriptedModel) -> None:
    server.always(Reply(text=ANSWER, hang=30))

    async with door(server, first_token=0.2) as model:
        with pytest.raises(ModelError, match=r"did not begin to answer within 0.2 s") as caught:
            await model.ask(QUESTION)

    assert caught.value.is_down
    assert len(server.prompts) == 1


async def test_a_server_that_never_answers_at_all_is_a_hang_too(server: ScriptedModel) -> None:
    server.always(Reply(wait=30))

    async with door(server, first_token=0.2) as model:
        with pytest.raises(ModelError, match="did not begin"):
            await model.ask(QUESTION)


@pytest.mark.parametrize("thoughts", ["", "Hm. " * 6], ids=["an answer's", "a thought's"])
async def test_a_first_word_in_time_gives_the_rest_its_time(
    server: ScriptedModel, thoughts: str
) -> None:
    server.then(Reply(text=ANSWER, thoughts=thoughts, trickle=0.3))

    async with door(server, first_token=1) as model:
        told = await model.ask(QUESTION)

    assert told.text == ANSWER
    assert told.seconds > 1


async def test_a_trickle_ends_with_the_deadline(server: ScriptedModel) -> None:
    server.always(Reply(text=ANSWER * 100, trickle=0.05))

    async with door(server, first_token=0.3, deadline=0.4) as model:
        with pytest.raises(ModelError, match=r"did not finish its answer within 0.4 s") as caught:
            await model.ask(QUESTION)

    assert caught.value.is_down


# The fallback.


@pytest.mark.parametrize(
    "reply",
    [
        refusal(401, "not for you"),
        refusal(404, "no such model"),
        refusal(429, "slow down", headers={"Retry-After": "3000"}),
        Reply(finish="content_filter"),
        Reply(hang=30),
    ],
    ids=lambda reply: f"{reply.status} {reply.finish} {reply.hang:g}",
)
async def test_a_fallback_is_asked_when_the_first_is_refused_or_fails(
    server: ScriptedModel, reply: Reply
) -> None:
    server.always(lambda prompt: reply if prompt.model == "small" else Reply(text=ANSWER))

    async with door(server, fallback="large", first_token=1) as model:
        told = await model.ask(QUESTION)

    assert (told.text, told.model) == (ANSWER, "large")
    assert [prompt.model for prompt in server.prompts] == ["small", "large"]


async def test_when_both_fail_both_are_told_of(server: ScriptedModel) -> None:
    server.then(refusal(403, "not this"), refusal(404, "who?"))

    async with door(server, fallback="large") as model:
        with pytest.raises(ModelError) as caught:
            await model.ask(QUESTION)

    assert str(caught.value).startswith("small answered 403: not this; large is not there (404)")
    assert not caught.value.is_down


async def test_a_fallback_is_not_asked_when_no_time_is_left(server: ScriptedModel) -> None:
    server.always(Reply(text=ANSWER, hang=30))

    async with door(server, fallback="large", deadline=0.2) as model:
        error = await refusal_of(model)

    assert str(error) == "small did not finish its answer within 0.2 s"
    assert [prompt.model for prompt in server.prompts] == ["small"]


# The circuit.


async def test_a_circuit_opens_and_lets_one_through_after_a_while(server: ScriptedModel) -> None:
    now = 1_000.0
    server.always(refusal(500, "oh"))

    async with door(server, clock=lambda: now) as model:
        errors = [await refusal_of(model) for _ in range(3)]
        asked_while_open = len(server.prompts)
        now += 31
        await refusal_of(model)
        asked_on_trial = len(server.prompts) - asked_while_open
        now += 31
        server.always(ANSWER)
        told = [await model.ask(QUESTION) for _ in range(2)]

    assert asked_while_open == 5
    assert "left alone" in str(errors[-1])
    assert (errors[-1].is_down, errors[-1].retry_after) == (True, 30.0)
    assert asked_on_trial == 1
    assert [each.text for each in told] == [ANSWER, ANSWER]


async def test_a_model_that_is_asked_too_much_is_not_down(server: ScriptedModel) -> None:
    server.always(refusal(429, "slow down"))

    async with door(server) as model:
        for _ in range(3):
            with pytest.raises(ModelError, match="asked too much"):
                await model.ask(QUESTION)

    assert len(server.prompts) == 12


async def test_a_server_that_is_gone_is_down_in_words() -> None:
    async with ScriptedModel() as server:
        pass

    async with door(server) as model:
        with pytest.raises(ModelError, match="cannot be reached, see OPENAI_BASE_URL") as caught:
            await model.ask(QUESTION)

    assert caught.value.is_down


@pytest.mark.parametrize(
    "body", [b'{"detail": %s1%s}' % (b"[" * depth, b"]" * depth) for depth in (300, 960, 50_000)]
)
@pytest.mark.parametrize("kind", ["application/json", "text/plain; charset=rot13", "/;=;", ""])
async def test_no_refusal_is_too_odd_to_be_read(
    server: ScriptedModel, body: bytes, kind: str
) -> None:
    server.always(Reply(status=403, body=body, headers={"Content-Type": kind}))

    async with door(server) as model:
        error = await refusal_of(model)

    assert str(error).startswith("small answered 403")


async def test_no_server_makes_a_message_long_or_strange(server: ScriptedModel) -> None:
    said = json.dumps({"detail": [{"loc": ["\x1b[31m\nbody"], "msg": "no " * 100_000}]})
    server.always(Reply(status=403, body=said.encode(), headers=JSON))

    async with door(server) as model:
        with pytest.raises(ModelError) as caught:
            await model.ask(QUESTION)

    assert len(str(caught.value)) < 400
    assert str(caught.value).isprintable()


async def test_a_call_that_began_too_late_proves_nothing_against_the_endpoint(
    server: ScriptedModel,
) -> None:
    server.always(Reply(text=ANSWER, hang=30))

    async with door(server, first_token=10, deadline=0.2) as model:
        error = await refusal_of(model)

    assert "did not finish" in str(error)
    assert not error.is_down
