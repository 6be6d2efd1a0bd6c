"""Writers over HTTP: what a model said, what of it is shown, and what it cost."""

import pytest

from bot.evaluation.measures import Figures
from bot.evaluation.statements import Share
from bot.llm import cost
from bot.news import Tokens
from tests.evaluation.asking import PRICES, report_of, writing
from tests.evaluation.scripts import INVENTED, faithful, inventing, library, only_inventing
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel

USED = Tokens(input=120, output=30, cached=100)  # what the scripted model counts for each call


async def figures_of(server: ScriptedModel) -> tuple[Figures, Figures, Figures]:
    async with writing(server) as writer:
        report = await report_of([library()], writer)
    model, extractive, lead = report.figures
    return model, extractive, lead


async def test_a_faithful_model_has_nothing_dropped(server: ScriptedModel) -> None:
    server.always(faithful)

    model, _, _ = await figures_of(server)

    assert model.said == Share(4, 4)
    assert model.shown == Share(2, 2)
    assert model.quotes.value == 1.0
    assert (model.dropped, model.retries, model.stand_ins, model.unreadable) == (0, 0, 0, 0)


async def test_what_a_model_invents_is_dropped_and_counted(server: ScriptedModel) -> None:
    server.always(inventing)

    model, _, _ = await figures_of(server)

    assert model.headlines == Share(1, 1)
    assert model.deks == Share(0, 1)
    assert model.points == Share(2, 3)
    assert model.shown == Share(2, 2)
    assert (model.dropped, model.retries, model.stand_ins) == (1, 0, 0)


async def test_what_was_dropped_is_told_with_the_reason(server: ScriptedModel) -> None:
    server.always(inventing)

    async with writing(server) as writer:
        written = await writer.write(library().article)

    assert [(each.part, each.text) for each in written.dropped] == [
        ("dek", INVENTED),
        ("point 3", INVENTED),
    ]
    assert "7,700" in written.dropped[1].faults[0]


async def test_a_model_that_only_invents_is_asked_again_and_stood_in_for(
    server: ScriptedModel,
) -> None:
    server.always(only_inventing)

    model, extractive, _ = await figures_of(server)

    assert (model.retries, model.stand_ins, model.dropped) == (1, 1, 4)
    assert model.shown == extractive.shown
    assert model.coverage == extractive.coverage
    assert (model.p50, model.p95) == (None, None)


async def test_a_mute_model_is_stood_in_for(server: ScriptedModel) -> None:
    server.always(Reply(text="", choices=False))

    async with writing(server) as writer:
        report = await report_of([library()], writer)

    assert report.figures[0].stand_ins == 1
    assert report.figures[0].said == Share(0, 0)
    assert report.results[0].written[0].trouble


async def test_an_answer_without_a_summary_is_counted_as_unreadable(server: ScriptedModel) -> None:
    bare = (
        '{"language": "en", "kind": "news", "points": [], "dek": "", "headline": "", "labels": []}'
    )
    server.then(bare).always(faithful)

    model, _, _ = await figures_of(server)

    assert (model.unreadable, model.retries, model.stand_ins) == (1, 1, 0)


async def test_a_dead_endpoint_is_told_in_words(server: ScriptedModel) -> None:
    server.always(refusal(401, "no such key"))

    async with writing(server) as writer:
        written = await writer.write(library().article)

    assert "no such key" in written.trouble
    assert written.summary.writer == "extractive"


async def test_every_call_is_paid_for_the_second_one_too(server: ScriptedModel) -> None:
    server.always(only_inventing)

    model, extractive, _ = await figures_of(server)

    assert model.tokens == Tokens(input=240, output=60, cached=200)
    assert model.cost == pytest.approx(2 * cost(USED, PRICES["small"]))
    assert extractive.tokens == Tokens()


async def test_points_that_the_judge_refuses_are_told(server: ScriptedModel) -> None:
    refused = Reply(text='{"verdicts": [{"point": 1, "missing": "all", "proved": false}]}')
    server.always(lambda prompt: refused if "[point 1]" in prompt.user else faithful(prompt))

    async with writing(server, judged=True) as writer:
        written = await writer.write(library().article)

    assert [(each.part, each.faults) for each in written.dropped] == [
        ("point 1", ("the judge calls it unproved",))
    ]
    assert written.trouble  # one point is no summary


async def test_the_plain_writers_are_measured_beside_it(server: ScriptedModel) -> None:
    server.always(faithful)

    _, extractive, lead = await figures_of(server)

    assert extractive.said.value == lead.said.value == 1.0
    assert lead.points == Share(3, 3)
    assert extractive.coverage is not None
    assert lead.coverage == 1.0
    assert lead.p50 is not None
