"""Cards in a terminal and in a pipe."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from bot.fronts import terminal
from bot.news import Basis, Card, Kind, Manner, Summary
from tests.fronts.desk import (
    EDIT,
    FERRY,
    HOSTILE,
    NOW,
    article_of,
    bare_card,
    card_of,
    hostile_card,
    modelled_card,
    telling,
)

LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")
UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def printed(
    shown: Card | RenderableType, *, width: int = 80, tty: bool = True, encoding: str = "utf-8"
) -> str:
    """What a console writes for a card, or for whatever else it is given."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding)
    console = Console(
        file=stream,
        width=width,
        force_terminal=tty,
        color_system="truecolor" if tty else None,
        legacy_windows=False,
    )
    drawn = terminal.render(shown, now=NOW) if isinstance(shown, Card) else shown
    console.print(drawn, crop=False)
    stream.flush()
    return written.getvalue().decode(encoding)


def rows(written: str) -> list[str]:
    return [row.rstrip() for row in ESCAPE.sub("", written).splitlines()]


def test_a_card_shows_its_story_from_outlet_to_related() -> None:
    shown = rows(printed(card_of()))

    assert shown == [
        "▌ The Harbour Post  ·  3 hours ago, 14:05",
        "▌ Last ferry to Skerry leaves before winter",
        "▌ The last ferry to Skerry left at noon on Sunday, and no other will follow",
        "▌ before spring.",
        "▌",
        "▌ • “We kept the service alive for as long as the pier could bear it,” said pier",
        "▌   master Ona Lind.",
        "▌ • The island council wants a subsidy of 40,000 crowns, paid from the",
        "▌   lighthouse fund.",
        "▌ • Bread, post and the school’s only chemistry teacher will come by helicopter",
        "▌   on Tuesdays.",
        "▌",
        "▌ By Maria Okafor  ·  Summary in the words of the article",
        "▌",
        "▌ ↳ Skerry’s pier fails its inspection",
        "▌   three days earlier; both name Ona Lind and Skerry",
        "",
    ]


def test_a_card_by_a_model_says_what_it_is_and_how_it_was_made() -> None:
    shown = rows(printed(modelled_card(kind=Kind.OPINION)))

    assert shown[:2] == [
        "▌ The Harbour Post  ·  Opinion  ·  3 hours ago, 14:05",
        "▌ Skerry loses its ferry until spring",
    ]
    assert "▌ By Maria Okafor  ·  Summary by small-model, 1,422 tokens" in shown
    assert "▌ Each point checked automatically against the article" in shown


def test_a_pipe_says_what_a_card_is_too() -> None:
    shown = printed(modelled_card(kind=Kind.LISTING), tty=False).splitlines()

    assert shown[1] == "The Harbour Post, Listing, 22 Nov 2026, 14:05"
    assert "Each point checked automatically against the article" in shown


def test_headline_and_related_titles_lead_to_their_articles() -> None:
    links = {address for address in LINK.findall(printed(card_of())) if address}

    assert links == {"https://harbourpost.example/ferry", "https://harbourpost.example/pier"}


@pytest.mark.parametrize("width", [20, 60, 80, 120, 200, 400])
@pytest.mark.parametrize("words", ["a ferry", *HOSTILE])
def test_no_row_is_wider_than_the_terminal(width: int, words: str) -> None:
    shown = rows(printed(hostile_card(words), width=width))

    assert max(map(cell_len, shown)) <= min(width, terminal.WIDEST)


def test_a_wide_terminal_puts_the_points_beside_the_headline() -> None:
    shown = rows(printed(card_of(), width=200))

    assert "Last ferry to Skerry" in shown[1]
    assert "• “We kept the service alive" in shown[1]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("tty", [True, False])
def test_outside_text_cannot_style_link_reorder_or_ring(words: str, *, tty: bool) -> None:
    card = hostile_card(words)
    edits = (EDIT, replace(EDIT, shown=card.summary))

    updates = [printed(terminal.render_update(card, edit), tty=tty) for edit in edits]
    written = "".join((printed(card, tty=tty), *updates))

    assert not [
        address for address in LINK.findall(written) if "evil" in address and ";" in address
    ]
    assert not UNSEEN.search(ESCAPE.sub("", written))


def test_rich_markup_from_outside_is_only_text() -> None:
    shown = printed(hostile_card("[bold red]now[/] [link=https://evil.example/]here[/link]"))

    assert "[bold red]now[/] [link=https://evil.example/]here[/link]" in ESCAPE.sub("", shown)
    assert "https://evil.example/" not in LINK.findall(shown)


def test_an_address_that_must_not_be_followed_is_no_link() -> None:
    card = card_of(
        article_of(FERRY, url="javascript:alert(1)", canonical_url="javascript:x"), related=()
    )

    assert not LINK.findall(printed(card))


def test_a_pipe_gets_plain_paragraphs_with_whole_addresses_and_a_lasting_date() -> None:
    address = "https://harbourpost.example/" + "very-long-" * 12

    written = printed(card_of(article_of(FERRY, canonical_url=address)), width=60, tty=False)

    assert "\x1b" not in written
    assert "▌" not in written
    assert written.splitlines()[:3] == [
        "Last ferry to Skerry leaves before winter",
        "The Harbour Post, 22 Nov 2026, 14:05",
        address,
    ]
    assert "* The island council wants a subsidy" in written


def test_a_terminal_without_unicode_gets_plain_signs() -> None:
    card = card_of(article_of(["Only plain letters stand here.", "And here."]), related=())

    shown = rows(printed(card, encoding="latin-1"))

    assert shown[0].startswith("| The Harbour Post")
    assert "| * And here." in shown


def test_a_card_with_nothing_but_a_headline_is_short() -> None:
    assert rows(printed(bare_card())) == [
        "▌ The Harbour Post  ·  3 hours ago, 14:05",
        "▌ Last ferry to Skerry leaves before winter",
        "▌",
        "▌ Headline only",
        "",
    ]


def test_a_card_of_feed_text_says_why() -> None:
    article = article_of(FERRY, basis=Basis.FEED_TEXT, note="the page asked for a log-in")

    assert "▌ Feed text only: the page asked for a log-in" in rows(printed(card_of(article)))


def test_a_card_without_any_words_still_has_a_headline() -> None:
    card = card_of(article_of([], title=""), summary=Summary(headline="\u200b"))

    assert rows(printed(card))[1] == "▌ Untitled"


def test_other_outlets_lead_to_their_articles() -> None:
    card = card_of(related=(), also=(telling(2, "Courier"), telling(3, "Skerry Coast")))

    written = printed(card)

    assert "▌ Also told by Courier, Skerry Coast" in rows(written)
    assert {address for address in LINK.findall(written) if address} == {
        "https://harbourpost.example/ferry",
        "https://outlet2.example/ferry",
        "https://outlet3.example/ferry",
    }


def test_in_a_pipe_other_outlets_have_their_addresses_below() -> None:
    crowd = tuple(telling(number, f"Outlet {number}") for number in range(2, 12))

    shown = printed(card_of(also=crowd), tty=False).splitlines()

    first = shown.index("Also told by Outlet 2")
    assert shown[first + 1] == "https://outlet2.example/ferry"
    assert shown[first + 14 : first + 18] == [
        "Also told by Outlet 9",
        "https://outlet9.example/ferry",
        "and 2 more",
        "",
    ]


def test_a_card_that_gained_outlets_is_a_line_that_names_them() -> None:
    card = card_of(also=(telling(2, "Courier"), telling(3, "Skerry Coast")))
    edit = replace(EDIT, shown=card.summary)

    assert rows(printed(terminal.render_update(card, edit), width=120)) == [
        "Also told by: Courier, Skerry Coast · Last ferry to Skerry leaves before winter",
        "",
    ]


def test_a_card_that_changed_is_a_line_that_leads_to_its_article() -> None:
    written = printed(terminal.render_update(modelled_card(), EDIT), width=120)

    assert rows(written) == [
        "Updated: Last ferry to Skerry leaves before winter · Summary by small-model, 1,422 tokens",
        "",
    ]
    assert set(filter(None, LINK.findall(written))) == {"https://harbourpost.example/ferry"}


@pytest.mark.parametrize("tty", [True, False])
def test_a_card_says_what_its_channel_calls_the_feed(tty: bool) -> None:  # noqa: FBT001 - a parameter of the test
    card = card_of(manner=Manner(name="Harbour news"))

    assert "Harbour news · The Harbour Post" in "\n".join(rows(printed(card, tty=tty)))


def test_a_headline_alone_has_no_empty_lines_where_its_summary_would_stand() -> None:
    card = card_of(summary=Summary(headline="The ferry stops"), related=())

    assert rows(printed(card)) == [
        "▌ The Harbour Post  ·  3 hours ago, 14:05",
        "▌ The ferry stops",
        "▌",
        "▌ By Maria Okafor",
        "",
    ]
