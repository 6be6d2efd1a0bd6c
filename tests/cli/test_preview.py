"""`newsdesk preview`: any feed, file or site becomes cards, and nothing else reaches stdout."""

import json
import signal
from pathlib import Path

import pytest

from tests.fiction import headline, lay_out, page, paragraphs
from tests.newsstand.stand import Newsstand
from tests.program import Program, wait_for

SCHEMA = Path(__file__).resolve().parents[2] / "bot" / "fronts" / "card.schema.json"


def test_a_feed_becomes_cards_oldest_first(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 5)

    answer = newsdesk.run("preview", feed, "--once", "--format", "json", "--limit", "3")

    assert answer.code == 0, answer.err
    assert [card["title"] for card in answer.objects] == [headline(n) for n in (2, 3, 4)]
    assert {card["basis"] for card in answer.objects} == {"full text"}
    assert {card["byline"] for card in answer.objects} == {"Nora Quill"}


def test_every_point_is_proved_by_an_exact_slice_of_the_text(
    newsdesk: Program, stand: Newsstand
) -> None:
    feed = lay_out(stand, 1)

    card = newsdesk.run("preview", feed, "--format", "json").objects[0]

    text = "\n\n".join(paragraphs(0))
    assert len(card["points"]) >= 3
    for point in card["points"]:
        (evidence,) = point["evidence"]
        assert evidence["quote"] == text[evidence["start"] : evidence["end"]]
        assert point["text"] == evidence["quote"]


def test_a_card_has_exactly_the_documented_keys(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)

    card = newsdesk.run("preview", feed, "--format", "json").objects[0]

    assert list(card) == list(json.loads(SCHEMA.read_text())["properties"])


def test_a_sites_page_leads_to_its_feed(newsdesk: Program, stand: Newsstand) -> None:
    lay_out(stand, 2)
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    home = stand.page("/", f"<html><head>{link}</head><body><p>Welcome.</p></body></html>")

    answer = newsdesk.run("preview", home, "--format", "json")

    assert [card["feed_url"] for card in answer.objects] == [stand.url("/feed.xml")] * 2


def test_a_file_is_read_as_a_feed(newsdesk: Program, stand: Newsstand, tmp_path: Path) -> None:
    lay_out(stand, 1)
    (tmp_path / "saved feed.xml").write_bytes(stand.body("/feed.xml"))

    answer = newsdesk.run("preview", "saved feed.xml", "--format", "json")

    assert [card["title"] for card in answer.objects] == [headline(0)]


def test_an_entry_whose_page_is_gone_is_shown_from_the_feed(
    newsdesk: Program, stand: Newsstand
) -> None:
    feed = lay_out(stand, 1, pages=False)

    card = newsdesk.run("preview", feed, "--format", "json").objects[0]

    assert card["basis"] == "feed text"
    assert card["dek"] == paragraphs(0)[0]


def test_robots_txt_is_respected(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)
    stand.page("/robots.txt", "User-agent: *\nDisallow: /news/\n")

    card = newsdesk.run("preview", feed, "--format", "json").objects[0]

    assert card["basis"] == "feed text"
    assert "/news/0.html" not in stand.paths()


def test_text_and_html_show_the_same_cards(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 2)

    text = newsdesk.run("preview", feed)
    html = newsdesk.run("preview", feed, "--format", "html")

    for number in range(2):
        assert headline(number) in text.out
        assert headline(number) in html.out
    assert html.out.lstrip().lower().startswith("<!doctype html>")
    assert text.err == html.err == ""


def test_a_database_remembers_what_was_shown(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 2)
    arguments = ("preview", feed, "--format", "json", "--db", "sqlite:///kept.db")

    first = newsdesk.run(*arguments)
    lay_out(stand, 3)
    second = newsdesk.run(*arguments)

    assert [card["title"] for card in first.objects] == [headline(0), headline(1)]
    assert [card["title"] for card in second.objects] == [headline(2)]


def test_watching_shows_what_comes_later_and_stops_cleanly(
    tmp_path: Path, stand: Newsstand
) -> None:
    feed = lay_out(stand, 1)
    newsdesk = Program(tmp_path, {"NEWSDESK_POLL_SHORTEST": "1", "NEWSDESK_POLL_LONGEST": "2"})
    running = newsdesk.start("preview", feed, "--watch", "--format", "json")

    wait_for(lambda: running.out.count("\n") == 1, "the first card")
    lay_out(stand, 2)
    wait_for(lambda: running.out.count("\n") == 2, "the second card")
    answer = running.end(signal.SIGINT)

    assert [card["title"] for card in answer.objects] == [headline(0), headline(1)]
    assert answer.code == 0
    assert answer.err == ""


def test_ctrl_c_ends_a_hanging_fetch_at_once(newsdesk: Program, stand: Newsstand) -> None:
    hanging = stand.hang("/feed.xml")
    running = newsdesk.start("preview", hanging)
    wait_for(lambda: "/feed.xml" in stand.paths(), "the request")

    answer = running.end(signal.SIGINT)

    assert answer.code == 130
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["preview", "--watch"], "name a feed to watch"),
        (["preview", "nowhere.xml"], "nowhere.xml: no such file"),
        (["preview", "example.org"], "did you mean https://example.org?"),
        (["preview", "ftp://example.org/feed"], "only http and https addresses can be read"),
        (["preview", "http://"], "names no host"),
        (["preview", "http://[::1"], "is not an address"),
        (["preview", "."], "is a folder"),
        (["preview", "http://127.0.0.1:1/feed.xml"], "not for the web"),
        (["preview", "x.xml", "--limit", "0"], "--limit"),
        (["preview", "x.xml", "--once", "--watch"], "exclude each other"),
        (["preview", "x.xml", "--format", "yaml"], "--format"),
        (["preview", __file__, "--db", "mongodb://127.0.0.1/x"], "mongodb"),
        (["previw", "x"], "previw"),
    ],
)
def test_wrong_input_gives_one_clear_line(
    words: list[str], complaint: str, newsdesk: Program
) -> None:
    answer = newsdesk.run(*words)

    assert complaint in answer.complaint
    assert answer.code in {1, 2}
    assert answer.out == ""


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_reader_who_has_seen_enough_ends_the_preview(
    format_: str, newsdesk: Program, stand: Newsstand
) -> None:
    feed = lay_out(stand, 30)

    line, code = newsdesk.read_one_line("preview", feed, "--format", format_, "--limit", "30")

    assert headline(0) in line
    assert code == 141


def test_a_page_that_leads_to_no_feed_is_said_to_be_none(
    newsdesk: Program, stand: Newsstand
) -> None:
    home = stand.page("/", page(1))

    answer = newsdesk.run("preview", home)

    assert (answer.code, answer.out) == (2, "")
    assert "no feed" in answer.complaint


def test_one_bad_feed_does_not_stop_a_good_one(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)
    missing = stand.url("/missing.xml")

    answer = newsdesk.run("preview", missing, feed, "--format", "json")

    assert [card["title"] for card in answer.objects] == [headline(0)]
    assert "404" in answer.complaint
    assert answer.code == 2


def test_private_addresses_are_refused_by_default(tmp_path: Path, stand: Newsstand) -> None:
    feed = lay_out(stand, 1)
    newsdesk = Program(tmp_path, {"NEWSDESK_ALLOW_PRIVATE_NETWORKS": "false"})

    answer = newsdesk.run("preview", feed)

    assert answer.code == 2
    assert "NEWSDESK_ALLOW_PRIVATE_NETWORKS" in answer.complaint
    assert stand.requests == []
