"""`newsdesk article` and `newsdesk entries` show what the bot sees."""

import json
from pathlib import Path

import pytest

from tests.fiction import headline, lay_out, page, paragraphs
from tests.newsstand.stand import Newsstand
from tests.program import Program


def test_an_article_is_shown_with_its_text_and_metadata(
    newsdesk: Program, stand: Newsstand
) -> None:
    address = stand.page("/a", page(1))

    answer = newsdesk.run("article", address, "--format", "json")

    seen = json.loads(answer.out)
    assert (seen["title"], seen["byline"], seen["language"]) == (headline(1), "Nora Quill", "en")
    assert seen["paragraphs"] == paragraphs(1)
    assert seen["text"] == "\n\n".join(paragraphs(1))


def test_a_saved_page_is_read_as_if_from_its_address(newsdesk: Program, tmp_path: Path) -> None:
    html = page(2).replace("</head>", "<link rel=canonical href='/plans/2'></head>")
    (tmp_path / "saved.html").write_text(html)

    answer = newsdesk.run(
        "article", "saved.html", "--url", "https://post.example/x", "--format", "json"
    )

    assert json.loads(answer.out)["canonical_url"] == "https://post.example/plans/2"


def test_an_article_reads_well_in_a_pipe(newsdesk: Program, stand: Newsstand) -> None:
    address = stand.page("/a", page(1))

    answer = newsdesk.run("article", address)

    assert headline(1) in answer.out
    assert all(paragraph in answer.out for paragraph in paragraphs(1))
    assert "\x1b" not in answer.out


def test_entries_are_shown_as_the_feed_has_them(newsdesk: Program, stand: Newsstand) -> None:
    feed = lay_out(stand, 3)

    answer = newsdesk.run("entries", feed, "--format", "json")

    seen = json.loads(answer.out)
    assert seen["title"] == "The Alderhaven Post"
    assert [entry["title"] for entry in seen["entries"]] == [headline(n) for n in range(3)]


@pytest.mark.parametrize("command", ["article", "entries"])
def test_a_page_that_is_gone_is_one_line_and_exit_code_2(
    command: str, newsdesk: Program, stand: Newsstand
) -> None:
    answer = newsdesk.run(command, stand.url("/gone"))

    assert (answer.code, answer.out) == (2, "")
    assert "404" in answer.complaint


def test_a_pdf_is_no_article(newsdesk: Program, stand: Newsstand) -> None:
    address = stand.page("/report", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")

    answer = newsdesk.run("article", address)

    assert answer.code == 2
    assert "PDF" in answer.complaint


def test_a_page_is_no_feed(newsdesk: Program, stand: Newsstand) -> None:
    answer = newsdesk.run("entries", stand.page("/", page(1)))

    assert answer.code == 2
    assert "not a feed" in answer.complaint
