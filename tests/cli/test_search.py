"""`newsdesk search`: stories are found again, and what it says when there are none."""

import json
from pathlib import Path

import pytest

from tests.fiction import headline, lay_out
from tests.newsstand.stand import Newsstand
from tests.program import Program


def test_nothing_found_is_said_and_ends_as_grep_does(newsdesk: Program) -> None:
    answer = newsdesk.run("search", "ferry")

    assert (answer.code, answer.out) == (1, "")
    assert "nothing found for ferry" in answer.complaint


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["the"], "name a word"),
        (["ferry", "--since", "soon"], "such as 2026-11-01"),
        (["ferry", "--feed", "nobody's"], "no such feed"),
        (["ferry", "--sinse", "3d"], "--sinse is no option of this command"),
    ],
)
def test_what_cannot_be_done_is_one_line(newsdesk: Program, asked: list[str], told: str) -> None:
    answer = newsdesk.run("search", *asked)

    assert answer.code == 2
    assert told in answer.complaint


def test_a_program_gets_one_object_whatever_was_found(newsdesk: Program) -> None:
    answer = newsdesk.run("search", "ferry", "-strike", "--format", "json")

    told = json.loads(answer.out)
    assert (told["schema"], told["words"], told["total"], told["found"]) == (1, ["ferry"], 0, [])


def test_a_story_is_found_again_by_its_words_its_time_and_its_feed(
    tmp_path: Path, stand: Newsstand
) -> None:
    newsdesk = Program(tmp_path, {"NEWSDESK_FIRST_POLL_SHOWS": "3"})
    feed = lay_out(stand, 3)
    newsdesk.run("feeds", "add", feed)
    newsdesk.run("preview", feed, "--db", f"sqlite:///{tmp_path}/news.db")
    archive = Program(tmp_path, {"DATABASE_URL": f"sqlite:///{tmp_path}/news.db"})

    found = archive.run("search", "tram depot", "--feed", feed, "--since", "2026-11-01")
    told = archive.run("search", '"tram depot"', "--format", "json")
    later = archive.run("search", "tram depot", "--since", "2099-01-01")

    assert found.code == 0
    assert headline(0) in found.out
    [story] = json.loads(told.out)["found"]
    assert story["title"] == headline(0)
    assert (later.code, later.out) == (1, "")
