"""What extraction and the feed reader see, in a terminal and in a pipe."""

import io
from datetime import timedelta

import pytest
from rich.console import Console, RenderableType

from bot.fronts.terminal import render_article, render_entries
from bot.news import Entry, FeedDocument, Reading
from tests.fronts.desk import FERRY, HOSTILE, NOW

READING = Reading(
    title="Last ferry to Skerry leaves before winter",
    byline="Maria Okafor",
    published_at=NOW,
    site="The Harbour Post",
    image="https://harbourpost.example/" + "pier-" * 30 + ".jpg",
    language="en",
    canonical_url="https://harbourpost.example/ferry",
    paragraphs=FERRY,
)
DOCUMENT = FeedDocument(
    format="rss 2.0",
    title="The Harbour Post",
    ttl=timedelta(minutes=30),
    repaired="three bare ampersands",
    entries=(
        Entry(title="Ferry", link="https://harbourpost.example/" + "f" * 90, published_at=NOW),
        Entry(author="Ona Lind"),
    ),
)


def printed(shown: RenderableType, *, width: int = 80, tty: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=tty, color_system="truecolor" if tty else None
    )
    console.print(shown, crop=False)
    return stream.getvalue()


def test_an_article_in_a_pipe_is_labels_and_paragraphs() -> None:
    written = printed(render_article(READING, now=NOW))

    assert written.splitlines()[:10] == [
        "Last ferry to Skerry leaves before winter",
        "",
        "Byline: Maria Okafor",
        "Date: 22 Nov 2026, 17:05",
        "Site: The Harbour Post",
        "Language: en",
        "Address: https://harbourpost.example/ferry",
        f"Image: {READING.image}",
        f"Text: 4 paragraphs, {sum(map(len, FERRY)):,} characters",
        "",
    ]
    assert " ".join(FERRY) in " ".join(written.split())


def test_a_wall_is_a_warning() -> None:
    written = printed(render_article(Reading(wall="consent wall"), now=NOW))

    assert "Warning: this is no article but a consent wall" in written
    assert written.startswith("No title\n")


def test_a_feed_in_a_pipe_is_one_entry_a_paragraph() -> None:
    written = printed(render_entries(DOCUMENT, now=NOW), width=60)

    assert written.splitlines() == [
        "The Harbour Post",
        "",
        "Format: rss 2.0",
        "Refresh: every 30 minutes",
        "Repaired: three bare ampersands",
        "Entries: 2",
        "",
        "Ferry",
        "22 Nov 2026, 17:05",
        DOCUMENT.entries[0].link,
        "",
        "Untitled",
        "no date, Ona Lind",
        "",
    ]


def test_a_feed_without_entries_says_so() -> None:
    assert "Entries: 0" in printed(render_entries(FeedDocument(format="atom 1.0"), now=NOW))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_gets_links_and_no_row_wider_than_it_is(width: int) -> None:
    for shown in (render_article(READING, now=NOW), render_entries(DOCUMENT, now=NOW)):
        console = Console(width=width, force_terminal=True, record=True, file=io.StringIO())
        console.print(shown, crop=False)

        assert max(map(len, console.export_text(clear=False).splitlines())) <= width
        assert "https://harbourpost.example/" in console.export_text(styles=True)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("tty", [True, False])
def test_hostile_pages_and_feeds_stay_text(words: str, *, tty: bool) -> None:
    reading = Reading(title=words, byline=words, site=words, canonical_url=words, wall=words,
                      image=words, language=words, paragraphs=(words,))  # fmt: skip
    entry = Entry(title=words, link=f"javascript:{words}", author=words)
    document = FeedDocument(format=words, title=words, site_url=words, repaired=words,
                            entries=(entry,))  # fmt: skip

    written = printed(render_article(reading, now=NOW), tty=tty)
    written += printed(render_entries(document, now=NOW), tty=tty)

    assert not set("\x07\x08\x00\x9b\u202e\u200b\ufeff\u2028") & set(written)
    assert "]8;;https://evil.example/\x07" not in written
