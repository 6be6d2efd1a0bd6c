"""Endpoints with an accent: what each understands is found out once, and remembered."""

from dataclasses import replace

import pytest

from bot.errors import ModelError
from tests.llm.asking import ANSWER, QUESTION, door
from tests.model.script import Reply, Skill, refusal
from tests.model.server import ScriptedModel


@pytest.mark.parametrize(
    ("schema", "json_mode", "first", "later"),
    [
        (Skill.HAS, Skill.HAS, ["json_schema"], "json_schema"),
        (Skill.REFUSES, Skill.HAS, ["json_schema", "json_object"], "json_object"),
        (Skill.REFUSES, Skill.REFUSES, ["json_schema", "json_object", "text"], "text"),
        (Skill.IGNORES, Skill.HAS, ["json_schema", "json_object"], "json_object"),
        (Skill.IGNORES, Skill.IGNORES, ["json_schema", "json_object", "text"], "text"),
        (Skill.REFUSES, Skill.IGNORES, ["json_schema", "json_object", "text"], "text"),
    ],
)
async def test_the_best_form_that_works_is_found_once_and_kept(
    schema: Skill, json_mode: Skill, first: list[str], later: str
) -> None:
    async with ScriptedModel(schema=schema, json_mode=json_mode).always(ANSWER) as server:
        async with door(server) as model:
            told = [await model.ask(QUESTION) for _ in range(2)]

        assert [prompt.form for prompt in server.prompts] == [*first, later]
    assert [each.text for each in told] == [ANSWER, ANSWER]


async def test_where_no_schema_is_sent_the_prompt_tells_it() -> None:
    async with ScriptedModel(schema=Skill.REFUSES).always(ANSWER) as server, door(server) as model:
        await model.ask(QUESTION)

        _, prompt = server.prompts
    assert prompt.system.startswith(QUESTION.system)
    assert '"headline": {"type": "string"}' in prompt.system
    assert prompt.user == QUESTION.user


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("max_tokens", {"max_completion_tokens": 200}),
        ("temperature", {}),
        ("stream_options", {}),
        ("stream", {"stream": False}),
    ],
)
async def test_a_part_that_is_refused_is_asked_for_otherwise(
    name: str, instead: dict[str, object]
) -> None:
    async with ScriptedModel(refuses=frozenset({name})).always(ANSWER) as server:
        async with door(server) as model:
            told = [await model.ask(QUESTION) for _ in range(2)]

        first, second, third = server.prompts
    assert name in first.body
    assert instead or name not in second.body
    assert instead.items() <= second.body.items()
    assert second.body == third.body
    assert second.form == "json_schema"
    assert told[1].text == ANSWER


async def test_a_refusal_without_a_telling_word_gives_up_one_thing_after_the_other(
    server: ScriptedModel,
) -> None:
    server.then(*[refusal(400, "Bad Request")] * 3, ANSWER)

    async with door(server) as model:
        await model.ask(QUESTION)

    assert [prompt.form for prompt in server.prompts] == [
        "json_schema",
        "json_object",
        "text",
        "text",
    ]
    assert "temperature" not in server.prompts[-1].body


async def test_a_server_that_fails_on_the_schema_with_500_is_asked_in_json_mode(
    server: ScriptedModel,
) -> None:
    server.then(refusal(500, "failed to parse grammar"), ANSWER)

    async with door(server) as model:
        await model.ask(QUESTION)

    assert [prompt.form for prompt in server.prompts] == ["json_schema", "json_object"]


async def test_a_prompt_that_is_refused_for_itself_takes_nothing_from_the_next(
    server: ScriptedModel,
) -> None:
    server.then(*[refusal(400, "I do not like this text")] * 4, ANSWER)

    async with door(server) as model:
        with pytest.raises(ModelError, match="do not like") as caught:
            await model.ask(QUESTION)
        await model.ask(QUESTION)

    assert not caught.value.is_down
    assert server.prompts[-1].form == "json_schema"


async def test_a_prompt_that_is_too_long_is_asked_once(server: ScriptedModel) -> None:
    words = "'max_tokens' is too large: this model's maximum context length is 8192 tokens"
    server.then(refusal(400, words))

    async with door(server) as model:
        with pytest.raises(ModelError, match="maximum context length"):
            await model.ask(QUESTION)

    assert len(server.prompts) == 1


async def test_one_slip_of_a_model_that_follows_the_schema_is_no_accent(
    server: ScriptedModel,
) -> None:
    server.then(ANSWER, "What ferry?", ANSWER)

    async with door(server) as model:
        told = [await model.ask(QUESTION) for _ in range(3)]

    assert told[1].text == "What ferry?"
    assert {prompt.form for prompt in server.prompts} == {"json_schema"}


async def test_an_answer_that_was_cut_off_says_nothing_about_the_form(
    server: ScriptedModel,
) -> None:
    server.then(Reply(text='{"head', finish="length"), ANSWER)

    async with door(server) as model:
        for _ in range(2):
            await model.ask(QUESTION)

    assert [prompt.form for prompt in server.prompts] == ["json_schema", "json_schema"]


async def test_a_fallback_speaks_its_own_dialect(server: ScriptedModel) -> None:
    server.always(
        lambda prompt: (
            refusal(400, "no json_schema here")
            if prompt.model == "large" and prompt.form == "json_schema"
            else Reply(text=ANSWER)
            if prompt.model == "large"
            else Reply(finish="content_filter")
        )
    )

    async with door(server, fallback="large") as model:
        for _ in range(2):
            await model.ask(QUESTION)

    assert [(prompt.model, prompt.form) for prompt in server.prompts] == [
        ("small", "json_schema"),
        ("large", "json_schema"),
        ("large", "json_object"),
        ("small", "json_schema"),
        ("large", "json_object"),
    ]


@pytest.mark.parametrize(
    ("schema", "refuses", "words"),
    [
        (Skill.HAS, frozenset[str](), "JSON schema, streamed"),
        (Skill.REFUSES, frozenset({"stream"}), "JSON mode, not streamed"),
    ],
)
async def test_a_probe_says_what_the_endpoint_can_do(
    schema: Skill, refuses: frozenset[str], words: str
) -> None:
    ready = ScriptedModel(schema=schema, refuses=refuses).always('{"ready": true}')

    async with ready as server, door(server, fallback="large") as model:
        found = await model.probe()

    small, large = found.split("; ")
    assert small.startswith("small answers in ")
    assert small.endswith(f"({words})")
    assert large.startswith("large answers in ")


async def test_a_probe_tells_of_a_fallback_that_fails(server: ScriptedModel) -> None:
    server.then('{"ready": true}', refusal(404, "model 'large' not found"))

    async with door(server, fallback="large") as model:
        found = await model.probe()

    assert "large is not there (404)" in found
    assert "model 'large' not found" in found


async def test_a_probe_of_a_model_that_fails_is_an_error(server: ScriptedModel) -> None:
    server.then(refusal(404, "model 'small' not found"))

    async with door(server) as model:
        with pytest.raises(ModelError, match="small is not there") as caught:
            await model.probe()

    assert caught.value.is_down


async def test_a_schema_is_sent_whatever_mapping_it_is(server: ScriptedModel) -> None:
    server.then(ANSWER)
    assert QUESTION.schema is not None
    question = replace(QUESTION, schema={**QUESTION.schema, "description": "Ein Kärtchen"})

    async with door(server) as model:
        await model.ask(question)

    sent = server.prompts[0].body["response_format"]["json_schema"]
    assert (sent["name"], sent["strict"]) == ("card", True)
    assert sent["schema"]["description"] == "Ein Kärtchen"
