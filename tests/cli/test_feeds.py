"""`newsdesk feeds`, `check`, `migrate` and `--version`: set up and looked after by hand."""

import json
import re
from pathlib import Path

import pytest

from bot import __version__
from tests.fiction import lay_out, page
from tests.newsstand.stand import Newsstand
from tests.program import Program


@pytest.fixture
def newsdesk(tmp_path: Path, database_url: str) -> Program:
    return Program(tmp_path, {"DATABASE_URL": database_url})


def listed(newsdesk: Program) -> list[dict[str, object]]:
    feeds: list[dict[str, object]] = json.loads(
        newsdesk.run("feeds", "list", "--format", "json").out
    )
    return feeds


def test_a_feed_is_added_listed_and_removed(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)

    added = newsdesk.run("feeds", "add", feed, "--channel", "81384788765712384", "--guild", "7")
    known = listed(newsdesk)
    removed = newsdesk.run("feeds", "remove", feed)

    assert (added.code, removed.code) == (0, 0)
    assert "The Alderhaven Post" in added.out
    assert [(each["url"], each["channels"]) for each in known] == [(feed, [81384788765712384])]
    assert listed(newsdesk) == []


def test_adding_twice_adds_once(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)

    for channel in ("5", "5", "6"):
        newsdesk.run("feeds", "add", feed, "--channel", channel)

    assert [each["channels"] for each in listed(newsdesk)] == [[5, 6]]


def test_a_channel_may_have_a_style_and_a_language_of_its_own(
    newsdesk: Program, stand: Newsstand
) -> None:
    feed = lay_out(stand, 1)
    newsdesk.run("feeds", "add", feed, "--channel", "5")

    newsdesk.run("feeds", "add", feed, "--channel", "6", "--style", "brief", "--language", "German")
    told = newsdesk.run("feeds", "list").out

    [known] = listed(newsdesk)
    assert (known["styles"], known["languages"]) == ({"6": "brief"}, {"6": "de"})
    assert "channel 6 (brief, de)" in " ".join(told.split())


def test_another_style_for_the_same_channel_takes_the_place_of_the_first(
    newsdesk: Program, stand: Newsstand
) -> None:
    feed = lay_out(stand, 1)
    newsdesk.run("feeds", "add", feed, "--channel", "5", "--style", "brief", "--language", "de")

    newsdesk.run("feeds", "add", feed, "--channel", "5", "--style", "detailed")

    [known] = listed(newsdesk)
    assert (known["styles"], known["languages"]) == ({"5": "detailed"}, {"5": "de"})


def test_a_language_without_a_tag_is_refused(newsdesk: Program, stand: Newsstand) -> None:
    answer = newsdesk.run("feeds", "add", lay_out(stand, 1), "--language", "elvish of old")

    assert answer.code == 2
    assert "is no language I know" in answer.complaint
    assert listed(newsdesk) == []


def test_a_feed_stays_while_another_channel_follows_it(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)
    for channel in ("5", "6"):
        newsdesk.run("feeds", "add", feed, "--channel", channel)

    newsdesk.run("feeds", "remove", feed, "--channel", "5")

    assert [each["channels"] for each in listed(newsdesk)] == [[6]]


def test_a_sites_page_is_enough(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    home = stand.page("/", f"<html><head>{link}</head><body></body></html>")

    newsdesk.run("feeds", "add", home, "--channel", "5")

    assert [each["url"] for each in listed(newsdesk)] == [feed]


def test_what_is_no_feed_is_not_added(newsdesk: Program, stand: Newsstand) -> None:
    home = stand.page("/", page(1))

    answer = newsdesk.run("feeds", "add", home, "--channel", "5")

    assert (answer.code, listed(newsdesk)) == (2, [])
    assert "no feed" in answer.complaint


def test_removing_what_is_not_there_says_where_to_look(newsdesk: Program) -> None:
    answer = newsdesk.run("feeds", "remove", "https://nowhere.example/feed")

    assert answer.code == 2
    assert "newsdesk feeds list" in answer.complaint


def test_what_is_wished_is_shown_and_what_was_changed_is_told(newsdesk: Program) -> None:
    feed = "https://harbour.example/feed"
    newsdesk.run("feeds", "add", feed, "--channel", "5", "--guild", "7", "--unchecked")

    newsdesk.run("feeds", "edit", feed, "--name", "Ferries", "--summaries", "long", "--no-image")
    newsdesk.run("feeds", "pause", feed)
    shown = newsdesk.run("feeds", "show", feed).out
    told = json.loads(newsdesk.run("feeds", "log", "--format", "json").out)

    assert re.search(r"name +Ferries", shown)
    assert re.search(r"summaries +long", shown)
    assert "paused since" in shown
    assert [each["what"] for each in told] == ["feed-paused", "feed-edited", "feed-added"]
    assert told[1]["after"] == {"image": False, "name": "Ferries", "summaries": "long"}
    assert {(each["guild"], each["person"]) for each in told} == {(7, None)}


def test_what_is_paused_is_resumed(newsdesk: Program) -> None:
    feed = "https://harbour.example/feed"
    newsdesk.run("feeds", "add", feed, "--channel", "5", "--unchecked")
    newsdesk.run("feeds", "pause", feed)
    paused = listed(newsdesk)

    newsdesk.run("feeds", "resume", feed, "--channel", "5")

    assert [each["paused"] for each in paused] == [[5]]
    assert [each["paused"] for each in listed(newsdesk)] == [[]]


def test_a_feed_moves_with_what_is_wished_of_it(newsdesk: Program, stand: Newsstand) -> None:
    old = "https://harbour.example/feed"
    newsdesk.run("feeds", "add", old, "--channel", "5", "--style", "brief", "--unchecked")
    new = lay_out(stand, 1)

    moved = newsdesk.run("feeds", "move", old, new)

    assert moved.code == 0
    places = {each["url"]: (each["channels"], each["styles"]) for each in listed(newsdesk)}
    assert places == {old: ([], {}), new: ([5], {"5": "brief"})}


def test_a_channel_that_does_not_follow_a_feed_cannot_pause_it(newsdesk: Program) -> None:
    newsdesk.run("feeds", "add", "https://harbour.example/feed", "--channel", "5", "--unchecked")

    answer = newsdesk.run("feeds", "pause", "https://harbour.example/feed", "--channel", "6")

    assert answer.code == 2
    assert "channel 6 does not follow this feed" in answer.complaint


def test_a_limit_is_told_in_one_line(tmp_path: Path) -> None:
    newsdesk = Program(tmp_path, {"NEWSDESK_GUILD_FEEDS": "1"})
    add = ("feeds", "add", "--channel", "5", "--guild", "7", "--unchecked")
    newsdesk.run(*add, "https://a.example/feed")

    answer = newsdesk.run(*add, "https://b.example/feed")

    assert answer.code == 2
    assert "follows 1 feeds, and may follow no more" in answer.complaint


def test_check_is_content_when_all_works(newsdesk: Program, stand: Newsstand) -> None:
    newsdesk.run("feeds", "add", lay_out(stand, 1), "--channel", "5")

    answer = newsdesk.run("check")

    assert answer.code == 0
    assert "FAIL" not in answer.out
    assert "rss 2.0, 1 entries" in answer.out


def test_check_fails_when_a_feed_does(newsdesk: Program, stand: Newsstand) -> None:
    newsdesk.run("feeds", "add", lay_out(stand, 1), "--channel", "5")
    stand.page("/feed.xml", "gone", status=404)

    answer = newsdesk.run("check")

    assert answer.code == 1
    assert "404" in answer.out


def test_check_fails_without_its_database_and_keeps_the_password(tmp_path: Path) -> None:
    url = "postgresql://newsdesk:hunter2@127.0.0.1:1/news"
    newsdesk = Program(tmp_path, {"DATABASE_URL": url})

    answer = newsdesk.run("check")

    assert answer.code == 1
    assert "FAIL database" in answer.out
    assert "hunter2" not in answer.out + answer.err


def test_migrate_says_what_it_did(tmp_path: Path, empty_database_url: str) -> None:
    newsdesk = Program(tmp_path, {"DATABASE_URL": empty_database_url})

    first, second = newsdesk.run("migrate"), newsdesk.run("migrate")

    assert (first.code, second.code) == (0, 0)
    assert first.out != second.out


def test_the_version_is_told(tmp_path: Path) -> None:
    answer = Program(tmp_path).run("--version")

    assert answer.out == f"newsdesk {__version__}\n"


@pytest.mark.parametrize("command", [["run"], ["feeds", "list"], ["preview", __file__]])
def test_an_unknown_setting_stops_every_command_with_one_line(
    command: list[str], tmp_path: Path
) -> None:
    newsdesk = Program(tmp_path, {"NEWSDESK_READER": "3"})

    answer = newsdesk.run(*command)

    assert answer.code == 1
    assert "did you mean NEWSDESK_READERS?" in answer.complaint


OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline type="rss" text="Harbour" xmlUrl="{}"/>
<outline type="rss" text="Nowhere" xmlUrl="{}"/>
</body></opml>"""


def test_a_list_of_feeds_is_imported_and_exported(
    newsdesk: Program, stand: Newsstand, tmp_path: Path
) -> None:
    feed, nowhere = lay_out(stand, 1), stand.url("/nowhere.xml")
    brought, taken = tmp_path / "brought.opml", tmp_path / "taken.opml"
    brought.write_text(OPML.format(feed, nowhere))

    looked = newsdesk.run("feeds", "import", str(brought), "--channel", "5", "--dry-run")
    before = listed(newsdesk)
    done = newsdesk.run("feeds", "import", str(brought), "--channel", "5")
    again = newsdesk.run("feeds", "import", str(brought), "--channel", "5")
    shown = newsdesk.run("feeds", "export")
    written = newsdesk.run("feeds", "export", str(taken))

    assert (looked.code, done.code, again.code, written.code) == (0, 0, 0, 0)
    assert before == []
    assert re.search(r"new +Harbour", looked.out)
    assert re.search(r"broken +Nowhere .*404", " ".join(looked.out.split()))
    assert "Added 1 feed(s) for channel 5." in done.out
    assert re.search(r"known +Harbour", again.out)
    assert [each["channels"] for each in listed(newsdesk)] == [[5]]
    assert feed in shown.out
    assert taken.read_text() != ""
    assert feed in taken.read_text()


@pytest.mark.parametrize(
    ("body", "told"),
    [(None, "cannot be read"), (b"\x89PNG", "is no OPML list"), (b"x" * 2_100_000, "larger than")],
)
def test_what_is_no_list_of_feeds_is_refused(
    newsdesk: Program, tmp_path: Path, body: bytes | None, told: str
) -> None:
    file = tmp_path / "cat.opml"
    if body is not None:
        file.write_bytes(body)

    answer = newsdesk.run("feeds", "import", str(file), "--channel", "5")

    assert answer.code == 2
    assert told in answer.complaint
