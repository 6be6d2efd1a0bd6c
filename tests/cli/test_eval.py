"""`newsdesk eval`: what a person sees who measures a model, two models, or none."""

import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.evaluation.scripts import ARTICLE, faithful, inventing
from tests.model.script import Prompt, Reply, refusal
from tests.model.server import ScriptedModel, model_in_thread
from tests.program import PROJECT, Program, wait_for

PRICES = json.dumps({"scribe-1": {"input": 2, "cached": 1, "output": 10}})


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with model_in_thread() as model:
        yield model


@pytest.fixture
def desk(tmp_path: Path, model: ScriptedModel) -> Program:
    """The program with an endpoint of our own."""
    settings = {
        "OPENAI_BASE_URL": model.url,
        "OPENAI_API_KEY": "none",
        "OPENAI_MODEL": "scribe-1",
        "NEWSDESK_PRICES": PRICES,
    }
    return Program(tmp_path, settings)


@pytest.fixture
def articles(tmp_path: Path) -> str:
    """Two articles in a file, and a line that is none."""
    file = tmp_path / "articles.jsonl"
    file.write_text(f"{json.dumps(ARTICLE)}\n{{oops\n{json.dumps(ARTICLE)}\n")
    return str(file)


def test_without_a_model_the_bundled_set_is_measured_all_the_same(newsdesk: Program) -> None:
    answer = newsdesk.run("eval", "--format", "json")

    found = json.loads(answer.out)
    assert answer.code == 0
    assert found["articles"] == 16
    assert [writer["name"] for writer in found["writers"]] == ["extractive", "lead-3"]
    assert answer.complaint == "newsdesk: no model is set: OPENAI_MODEL names one, see .env.example"


def test_a_model_stands_beside_the_others(
    desk: Program, model: ScriptedModel, articles: str
) -> None:
    model.always(inventing)

    answer = desk.run("eval", articles)

    assert answer.code == 0
    rows = {row[:30].strip(): row[30:].split("  ") for row in answer.out.splitlines()}
    assert "scribe-1" in answer.out.splitlines()[0]
    assert "4/6 (66 %)" in "  ".join(rows["· points"])
    assert answer.complaint.startswith("newsdesk: left out: articles.jsonl:2 is no JSON")


def test_tokens_and_cost_are_counted(desk: Program, model: ScriptedModel, articles: str) -> None:
    model.always(faithful)

    answer = desk.run("eval", articles, "--limit", "1", "--format", "json")

    found = json.loads(answer.out)["writers"][0]
    assert found["tokens"] == {"input": 120, "output": 30, "cached": 100}
    assert found["cost"] == pytest.approx((20 * 2 + 100 * 1 + 30 * 10) / 1e6)


def test_two_models_are_compared(desk: Program, model: ScriptedModel, articles: str) -> None:
    def by_model(prompt: Prompt) -> Reply:
        return inventing(prompt) if prompt.model == "old" else faithful(prompt)

    model.always(by_model)

    answer = desk.run("eval", articles, "--compare", "old", "vendor/new", "--format", "json")

    found = json.loads(answer.out)
    assert [writer["name"] for writer in found["writers"][:2]] == ["A old", "B vendor/new"]
    (faith,) = [each for each in found["differences"] if each["measure"] == "faithful"]
    assert (faith["first"], faith["second"]) == (pytest.approx(3 / 5), 1.0)


def test_two_versions_of_the_prompts_are_compared(
    desk: Program, model: ScriptedModel, articles: str, tmp_path: Path
) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    for file in (PROJECT / "prompts").glob("*.md"):
        (ours / file.name).write_text(file.read_text().replace("short card", "terse card"))
    model.always(faithful)

    answer = desk.run("eval", articles, "--compare", str(PROJECT / "prompts"), f"scribe-2@{ours}")

    assert answer.code == 0
    told = {(prompt.model, "terse card" in prompt.system) for prompt in model.prompts}
    assert told == {("scribe-1", False), ("scribe-2", True)}


def test_a_dead_endpoint_is_told_once_and_is_a_failure(tmp_path: Path, articles: str) -> None:
    settings = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_MODEL": "scribe-1"}

    answer = Program(tmp_path, settings).run("eval", articles, "--format", "json")

    assert answer.code == 1
    assert json.loads(answer.out)["writers"][0]["stood_in_for"] == 2
    _left_out, told = answer.err.splitlines()
    assert told.startswith("newsdesk: scribe-1: stood in for 2 of 2 times, the first time because")


def test_the_report_is_one_file(
    desk: Program, model: ScriptedModel, articles: str, tmp_path: Path
) -> None:
    model.always(faithful)
    file = tmp_path / "report.html"

    answer = desk.run("eval", articles, "--report", str(file))

    assert answer.code == 0
    assert "Alderhaven library reopens after the flood" in file.read_text(encoding="utf-8")
    assert "<script" not in file.read_text(encoding="utf-8")


def test_ctrl_c_gives_what_was_measured_so_far(
    desk: Program, model: ScriptedModel, articles: str
) -> None:
    def slow_after_the_first(prompt: Prompt) -> Reply:
        return replace(faithful(prompt), trickle=0 if len(model.prompts) == 1 else 0.2)

    model.always(slow_after_the_first)
    running = desk.start("eval", articles, "--at-once", "1", "--format", "json")
    wait_for(lambda: len(model.prompts) == 2, "the second article")

    answer = running.end(signal.SIGINT)

    assert answer.code == 130
    assert (json.loads(answer.out)["articles"], json.loads(answer.out)["missing"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("nowhere",), "nowhere: No such file or directory"),
        (("--report", "nowhere/r.html"), "--report nowhere/r.html: there is no folder nowhere"),
        (("--compare", "./none", "x"), "is neither a folder of prompts nor a model's name"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_asked(
    desk: Program, model: ScriptedModel, words: tuple[str, ...], complaint: str
) -> None:
    answer = desk.run("eval", *words)

    assert answer.code == 2
    assert complaint in answer.complaint
    assert model.prompts == []


def test_a_refused_key_is_told_without_it(
    desk: Program, model: ScriptedModel, articles: str
) -> None:
    model.always(refusal(401, "Incorrect API key provided: none"))

    answer = desk.run("eval", articles)

    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert "stood in for 2 of 2" in answer.err
