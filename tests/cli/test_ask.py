"""`newsdesk ask`: what the articles say, each sentence with its proof, or that they do not say."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fiction import lay_out, page, paragraphs
from tests.model.answerer import answerer
from tests.model.server import ScriptedModel, model_in_thread
from tests.newsstand.stand import Newsstand
from tests.program import Program

COST = "What will the rebuilding of the tram depot cost?"
UNTOLD = "How many astronauts orbit Jupiter in the purple submarine?"
DEAD = "http://127.0.0.1:9/v1"  # nobody listens at the port to throw things away
KEYS = {"schema", "question", "answered", "answer", "near", "model", "note", "language", "tokens",
        "passages"}  # fmt: skip


@pytest.fixture
def article(stand: Newsstand) -> str:
    """The address of an article about a tram depot."""
    return stand.page("/depot", page(0))


def test_an_article_answers_with_an_exact_slice_of_its_text(
    newsdesk: Program, article: str
) -> None:
    answer = newsdesk.run("ask", COST, "--url", article, "--format", "json")

    assert answer.code == 0, answer.err
    [told] = answer.objects
    assert set(told) == KEYS
    assert (told["answered"], told["model"]) == (True, None)
    text = "\n\n".join(paragraphs(0))
    for statement in told["answer"]:
        for citation in statement["citations"]:
            assert citation["quote"] == text[citation["start"] : citation["end"]]
            assert citation["url"] == article
            assert citation["link"].startswith(f"{article}#:~:text=")


def test_what_the_article_does_not_say_is_refused_with_an_exit_code(
    newsdesk: Program, article: str
) -> None:
    answer = newsdesk.run("ask", UNTOLD, "--url", article)

    assert answer.code == 1
    assert answer.out.startswith("The coverage does not say.")


def test_the_archive_answers_where_no_page_is_named(
    newsdesk: Program, stand: Newsstand, tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path / 'news.db'}"
    shown = newsdesk.run("preview", lay_out(stand, 3), "--db", database, "--format", "json")

    answer = newsdesk.run("ask", COST, "--db", database)

    assert shown.code == 0
    assert answer.code == 0, answer.err
    assert "100 million crowns" in answer.out
    assert "Quoted from the articles; no model was asked" in answer.out


def test_a_model_answers_and_is_named(newsdesk: Program, article: str) -> None:
    script = ScriptedModel().always(answerer("It will cost 100 million crowns {100 million}."))
    with model_in_thread(script) as model:
        settings = {"OPENAI_BASE_URL": model.url, "OPENAI_MODEL": "scribe"}
        written = replace(newsdesk, settings={**newsdesk.settings, **settings})
        answer = written.run("ask", COST, "--url", article, "--format", "json")

    assert answer.code == 0, answer.err
    [told] = answer.objects
    assert (told["model"], told["tokens"]["output"] > 0) == ("scribe", True)


def test_a_dead_endpoint_leaves_the_articles_own_words(newsdesk: Program, article: str) -> None:
    settings = {"OPENAI_BASE_URL": DEAD, "OPENAI_MODEL": "scribe", "NEWSDESK_MODEL_WAIT": "3"}
    written = replace(newsdesk, settings={**newsdesk.settings, **settings})

    answer = written.run("ask", COST, "--url", article)

    assert answer.code == 0
    assert "100 million crowns" in answer.out
    assert "the model did not answer" in answer.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", " "), "ask in 1 to 1,000 characters"),
        (("ask", "x" * 1_001), "ask in 1 to 1,000 characters"),
        (("ask", COST, "--url", "no-such-file"), "no such file"),
        (("ask", COST), "the archive is empty"),
        (("ask", COST, "--url", "{stand}/nothing"), "404"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(
    newsdesk: Program, stand: Newsstand, arguments: tuple[str, ...], words: str
) -> None:
    answer = newsdesk.run(*(each.replace("{stand}", stand.url("")) for each in arguments))

    assert answer.code == 2
    assert words in answer.err
    assert answer.err.count("\n") == 1


def test_the_samples_preview_has_a_conversation_under_its_story(newsdesk: Program) -> None:
    answer = newsdesk.run("preview", "--format", "json")

    assert answer.code == 0, answer.err
    kinds = ["question" if "question" in each else "card" for each in answer.objects]
    at = kinds.index("question")
    told, refused = answer.objects[at : at + 2]
    assert kinds.count("question") == 2
    assert "margit-oll" in json.dumps(answer.objects[at - 1])
    assert "14 centimetres" in told["answer"][0]["text"]
    assert (told["answered"], refused["answered"]) == (True, False)


@pytest.mark.parametrize("format_", ["text", "html"])
def test_the_conversation_is_shown_to_people_too(newsdesk: Program, format_: str) -> None:
    answer = newsdesk.run("preview", "--format", format_)

    assert answer.code == 0, answer.err
    assert "How far was the second pier pushed out of line?" in answer.out
    assert "14 centimetres" in answer.out
    assert "The coverage does not say." in answer.out
