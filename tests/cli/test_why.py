"""`newsdesk why`: what became of an article is told at the machine, and never made up."""

import json
from pathlib import Path

import pytest

from tests.fiction import headline, lay_out
from tests.newsstand.stand import Newsstand
from tests.program import Program, wait_for


@pytest.fixture
def newsdesk(tmp_path: Path) -> Program:
    return Program(tmp_path, {"NEWSDESK_FIRST_POLL_SHOWS": "2", "TZ": "Asia/Kolkata"})


def bring(newsdesk: Program, stand: Newsstand) -> None:
    """Three articles are read, two of them posted, one of these kept back."""
    newsdesk.run("feeds", "add", lay_out(stand, 3))
    newsdesk.run("filters", "add", "never", '"(1)"', "--feed", "1")
    running = newsdesk.start("run")
    wait_for(lambda: "(2)" in running.out, "the last card")
    running.end()


def test_each_article_is_told_of_by_its_link_or_its_title(
    newsdesk: Program, stand: Newsstand
) -> None:
    bring(newsdesk, stand)

    posted = newsdesk.run("why", stand.url("/news/2.html?utm_source=a")).out
    kept = newsdesk.run("why", *headline(1).split()[:4]).out
    silent = newsdesk.run("why", "depot plan").out

    assert headline(2) in posted
    assert "Posted" in posted
    assert "this screen" in posted
    assert "16 Nov 2026, 13:32" in posted  # 08:02 in UTC
    assert "Not posted: a filter of what never to post fits it" in " ".join(kept.split())
    assert "Stored without a card" in silent
    told = json.loads(newsdesk.run("why", "depot plan", "--format", "json").out)
    assert [step["what"] for step in told["steps"]] == ["found", "silent", "read", "placed"]
    assert told["cards"] == {}


@pytest.mark.parametrize(
    "about", ["golf", "https://[broken", "https://harbour.example/", "", "x" * 100_000]
)
def test_what_is_unknown_is_told_in_one_line(newsdesk: Program, about: str) -> None:
    answer = newsdesk.run("why", about)

    assert answer.code == 2
    assert "Nothing of what this server follows is known by that" in answer.complaint
