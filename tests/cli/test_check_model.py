"""`newsdesk check` and a model: what its endpoint can do, or why it gives no answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model.script import refusal
from tests.model.server import ScriptedModel, model_in_thread
from tests.program import Program

KEY = "planted-key-0123456789"


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with model_in_thread() as model:
        yield model


@pytest.fixture
def newsdesk(tmp_path: Path, model: ScriptedModel) -> Program:
    """The program with an endpoint of our own."""
    settings = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": "scribe-1"}
    return Program(tmp_path, settings)


def test_what_the_endpoint_can_do_is_said(model: ScriptedModel, newsdesk: Program) -> None:
    model.always('{"ready": true}')

    answer = newsdesk.run("check")

    assert "ok   model: scribe-1 answers in " in answer.out
    assert "JSON schema" in answer.out


def test_a_refused_key_is_said_without_it(model: ScriptedModel, newsdesk: Program) -> None:
    model.always(refusal(401, f"Incorrect API key provided: {KEY}"))

    answer = newsdesk.run("check")

    assert answer.code == 1
    assert "FAIL model: " in answer.out
    assert KEY not in answer.out + answer.err


def test_a_dead_endpoint_is_said(tmp_path: Path) -> None:
    settings = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_MODEL": "scribe-1"}

    answer = Program(tmp_path, settings).run("check")

    assert answer.code == 1
    assert "FAIL model: " in answer.out
    assert "Traceback" not in answer.err


def test_a_key_without_a_model_is_said(tmp_path: Path) -> None:
    answer = Program(tmp_path, {"OPENAI_API_KEY": KEY}).run("check")

    assert answer.code == 1
    assert "FAIL model: there is an OPENAI_API_KEY, but no OPENAI_MODEL" in answer.out
