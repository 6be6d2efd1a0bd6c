"""Answers for a terminal, a pipe, a page and a program."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml.html import HtmlElement, fromstring
from rich.console import Console, RenderableType

from bot.fronts import page
from bot.fronts.answers import Thread, answer_object, render, render_draft, render_thread
from bot.news import Answer, Statement, StoryId, Tokens
from tests.fronts.desk import HOSTILE, NOW, card_of
from tests.fronts.discord.asking import ASKED, SAYS, WHY, answer_of, citation_of, courier

DEEP = "https://harbourpost.example/ferry#:~:text=The%20last%20ferry%20to,Sunday%20before%20the%20storm"
REFUSAL = Answer(near=(citation_of(),), note="the model did not answer", language="en")
INVISIBLE = set("\x07\x08\x00\x9b\u202e\u200b\ufeff\u2028")


def printed(drawn: RenderableType, *, tty: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=200, force_terminal=tty, color_system="truecolor" if tty else None
    )
    console.print(drawn, crop=False)
    return stream.getvalue()


def tree(markup: str) -> HtmlElement:
    found = fromstring(markup)
    assert isinstance(found, HtmlElement)
    return found


def test_a_pipe_gets_the_sentences_and_below_them_where_each_stands() -> None:
    lines = printed(render(answer_of(), now=NOW)).splitlines()

    assert lines[0] == f"{SAYS} [1] {WHY} [2]"
    assert lines[1].startswith("[1] The Harbour Post, 23 Nov 2026, ")
    assert lines[2] == DEEP
    assert lines[3].startswith("[2] Skerry Courier, ")
    assert lines[-2:] == ["Quoted from the articles; no model was asked", ""]


def test_a_terminal_gets_links_behind_the_numbers() -> None:
    assert f";{DEEP}\x1b\\" in printed(render(answer_of(), now=NOW), tty=True)


def test_one_sentence_has_one_number_wherever_it_is_cited() -> None:
    twice = answer_of(
        Statement("It left at noon.", (citation_of(),)),
        Statement("It stopped for the pier.", (courier(), citation_of())),
    )

    first = printed(render(twice, now=NOW)).splitlines()[0]

    assert first == "It left at noon. [1] It stopped for the pier. [2] [1]"


def test_lists_keep_their_lines() -> None:
    listed = answer_of(
        Statement("Two things are closed:", (citation_of(),)),
        Statement("- the pier", (citation_of(),)),
        Statement("- the ferry", (courier(),)),
        Statement("Both open in May.", (courier(),)),
    )

    lines = printed(render(listed, now=NOW)).splitlines()

    assert lines[:4] == [
        "Two things are closed: [1]",
        "- the pier [1]",
        "- the ferry [2]",
        "Both open in May. [2]",
    ]


def test_a_refusal_says_so_and_offers_what_comes_nearest() -> None:
    lines = printed(render(REFUSAL, now=NOW)).splitlines()

    assert lines[:3] == ["The coverage does not say.", "What comes nearest:", f"- “{SAYS}”"]
    assert lines[-2] == "the model did not answer"


def test_a_model_is_named_with_what_was_checked() -> None:
    written = replace(answer_of(), writer="scribe-2", note="translated")

    assert printed(render(written, now=NOW)).splitlines()[-2] == (
        "Written by scribe-2; each sentence was checked against the words that it links to; "
        "translated"
    )


def test_words_that_are_not_checked_are_marked() -> None:
    assert "not checked yet" in printed(render_draft("The ferry left"))


def test_a_thread_shows_what_was_asked_before_what_was_answered() -> None:
    thread = Thread(StoryId(7), ((ASKED, answer_of()), ("And the mayor?", REFUSAL)))

    shown = printed(render_thread(thread, now=NOW))

    order = [shown.index(words) for words in (ASKED, SAYS, "And the mayor?", "does not say")]
    assert order == sorted(order)


def test_a_program_gets_exact_slices_and_links() -> None:
    told = answer_object(ASKED, replace(answer_of(), tokens=Tokens(900, 30, 600)))

    assert json.loads(json.dumps(told)) == told
    assert (told["answered"], told["model"], told["passages"]) == (True, None, 4)
    assert told["tokens"] == {"input": 900, "cached": 600, "output": 30}
    first: dict[str, Any] = json.loads(json.dumps(told["answer"]))[0]["citations"][0]
    assert (first["link"], first["quote"], first["end"]) == (DEEP, SAYS, len(SAYS))


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(
    "hostile",
    [
        lambda words: answer_of(Statement(words, (citation_of(words, url=words, outlet=words),))),
        lambda words: Answer(near=(citation_of(words, title=words),), note=words, writer=words),
    ],
    ids=["answered", "refused"],
)
def test_hostile_words_stay_text(words: str, hostile: Callable[[str], Answer]) -> None:
    answer = hostile(words)
    thread = Thread(StoryId(7), ((words, answer),))

    written = printed(render(answer, now=NOW), tty=True)
    shown = tree(page.render([card_of()], now=NOW, threads=[thread]))

    assert not INVISIBLE & set(written)
    [talk] = shown.find_class("thread")
    assert {found.tag for found in talk.iter()} <= {
        *("section", "article", "div", "p", "span", "b", "bdi", "time", "a", "ul", "li", "code")
    }
    links = [each.get("href") or "" for each in talk.iter("a")]
    assert all(each.startswith("https://") for each in links)
