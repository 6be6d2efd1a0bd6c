"""`newsdesk filters`: what is not to be posted, added, listed, tried and removed by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fiction import lay_out
from tests.newsstand.stand import Newsstand
from tests.program import Program, wait_for

FEED = "https://harbour.example/feed"


@pytest.fixture
def newsdesk(tmp_path: Path) -> Program:
    return Program(tmp_path, {"NEWSDESK_FIRST_POLL_SHOWS": "3"})


def listed(newsdesk: Program) -> list[dict[str, Any]]:
    """The filters that there are."""
    filters: list[dict[str, Any]] = json.loads(
        newsdesk.run("filters", "list", "--format", "json").out
    )
    return filters


def follow(newsdesk: Program, channel: int = 5, guild: int = 7) -> None:
    """A channel follows a feed that is not read."""
    place = ("--channel", str(channel), "--guild", str(guild))
    newsdesk.run("feeds", "add", FEED, *place, "--unchecked")


def test_a_filter_is_added_listed_and_removed(newsdesk: Program) -> None:
    empty = newsdesk.run("filters", "list").out

    added = newsdesk.run("filters", "add", "never", "golf OR  tennis")
    told = newsdesk.run("filters", "list").out
    known = listed(newsdesk)
    removed = newsdesk.run("filters", "remove", "1")

    assert "No filters yet" in empty
    assert added.out == "Added filter 1: never golf OR tennis\n"
    assert "golf OR" in told
    assert [(each["kind"], each["guild"]) for each in known] == [("never", None)]
    assert (removed.code, listed(newsdesk)) == (0, [])


def test_a_filter_may_hold_for_one_feed_in_one_channel_or_for_a_guild(newsdesk: Program) -> None:
    follow(newsdesk, 5)
    follow(newsdesk, 6)

    newsdesk.run("filters", "add", "never", "golf", "--feed", FEED)
    newsdesk.run("filters", "add", "only", "ferry", "--feed", "1", "--channel", "6")
    newsdesk.run("filters", "add", "never", "tennis", "--guild", "7")

    found = [(each["rule"], each["guild"], each["subscription"]) for each in listed(newsdesk)]
    assert found == [("golf", 7, 1), ("golf", 7, 2), ("ferry", 7, 2), ("tennis", 7, None)]
    assert "channel 6" in newsdesk.run("filters", "list").out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["add", "never", "(golf"], "bracket at character 1 is never closed"),
        (["add", "sometimes", "golf"], "sometimes"),
        (["add", "never", "golf", "--feed", "9"], "newsdesk feeds list"),
        (["add", "never", "golf", "--channel", "5"], "name both"),
        (["remove", "9"], "no such filter"),
        (["remove", "99999999999999999999"], "ID"),
        (["test", "only"], "newsdesk filters test only football"),
        (["test", "never", "/(/"], "cannot be used"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    newsdesk: Program, words: list[str], complaint: str
) -> None:
    answer = newsdesk.run("filters", *words)

    assert answer.code == 2
    assert complaint in answer.complaint


def test_a_filter_is_tried_on_what_was_read(newsdesk: Program, stand: Newsstand) -> None:
    nothing = newsdesk.run("filters", "test")
    newsdesk.run("feeds", "add", lay_out(stand, 3))
    newsdesk.run("filters", "add", "never", "depot")
    running = newsdesk.start("run")
    wait_for(lambda: "(2)" in running.out, "the last card")
    running.end()

    told = newsdesk.run("filters", "test").out
    tried = json.loads(
        newsdesk.run("filters", "test", "never", "topic:sport OR depot", "--format", "json").out
    )

    assert "Nothing has been read yet" in nothing.out
    assert "keep back" in told
    assert "filter 1" in told
    assert told.endswith("2 of 3 pass\n")
    assert [each["passes"] for each in tried] == [None, None, False]
    assert tried[2]["found"][0]["field"] == "title"
    assert tried[0]["open"] == ["topic:sport"]
