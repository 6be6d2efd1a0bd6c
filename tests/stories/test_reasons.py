"""Reasons: what a reader is told of why a link stands there, in a few words that can be checked."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bot.news import Article, ArticleId, Candidate
from bot.stories.reasons import LONGEST, reason
from bot.stories.terms import TermCounts

NOW: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY: Final = timedelta(days=1)
HARMLESS: Final = re.compile(r"[\w ,:·'’-]*")


def told(
    text: str,
    earlier: str,
    shared: dict[str, float] | None = None,
    *,
    ago: timedelta = 3 * DAY,
    is_same_event: bool = False,
    source: str = "Tern Courier",
    title: str = "",
) -> str:
    """The reason for a link from an article with one text to an earlier one."""
    article = Article(
        url="https://harbour.example/a",
        canonical_url="",
        title=title,
        published_at=NOW,
        source="The Harbour Post",
        text=text,
    )
    candidate = Candidate(
        article_id=ArticleId(1),
        title="",
        text=earlier,
        url="https://courier.example/b",
        published_at=NOW - ago,
        source=source,
    )
    return reason(
        article,
        candidate,
        shared or {},
        TermCounts(),
        is_same_event=is_same_event,
        now=NOW,
    )


def test_names_that_both_have_in_running_text_are_named() -> None:
    why = told(
        "On Friday the mayor, Ada Moss, closed the Harbour Authority in the old town.",
        "It was Ada Moss who had opened the Harbour Authority with a song.",
    )

    assert why == "3 days ago · same names: Ada Moss, Harbour Authority"


def test_one_name_alone_is_a_word_among_others() -> None:
    why = told("The mayor Ada Moss sang.", "Old Ada Moss danced.", {"moss": 2.0, "sang": 1.0})

    assert why == "3 days ago · about: Moss, sang"


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("Ada sang. Kessel slept.", "Ada danced. Kessel woke."),  # sentences begin so
        ("It rained on Friday in May all over.", "It snowed on Friday in May here."),
        (
            "as told the Harbour Post and the Tern Courier",
            "as the Harbour Post told Tern Courier",
        ),
        ("no names at all are here", "nor are they here"),
    ],
)
def test_what_is_no_name_is_not_called_one(text: str, earlier: str) -> None:
    assert told(text, earlier, {"rain": 1.0}) == "3 days ago · about: rain"


def test_of_two_forms_of_a_name_the_longer_is_told_once() -> None:
    why = told(
        "They met Ada Moss and, later, Moss again beside the Kessel weir of old Tern Bay.",
        "She saw Ada Moss, and then Moss, at the Kessel weir of old Tern Bay.",
    )

    assert why.count("Moss") == 1
    assert "Ada Moss" in why


def test_where_every_noun_has_a_capital_the_capital_tells_nothing() -> None:
    why = told(
        "Der Rat der Stadt hat die Brücke über den Fluss für alle Wagen gesperrt, und die Bürger"
        " der Stadt fahren nun mit der Fähre über den Fluss, bis die Brücke im Herbst wieder hält.",
        "Der Rat will die Brücke über den Fluss für viele Jahre sperren, und die Fähre soll die"
        " Bürger der Stadt über den Fluss fahren, bis das Geld für die neue Brücke da ist.",
        {"brucke": 2.0, "fluss": 1.0},
    )

    assert why == "3 days ago · about: Brücke, Fluss"


def test_scripts_without_spaces_share_what_both_have() -> None:
    assert told("島の橋が閉鎖された", "島の橋", {"島の": 2.0}) == "3 days ago · about: 島の"


def test_where_nothing_can_be_named_it_lies_behind() -> None:
    assert told("a", "b", ago=40 * DAY) == "14 October 2026 · background"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("Tern Courier", "same event, told by Tern Courier"),
        ("The Harbour Post", "same event, yesterday"),
        ("[@everyone](https://evil.example)", "same event, told by everyone https evil example"),
        ("*" * 9, "same event, yesterday"),
    ],
)
def test_the_same_event_names_who_tells_it(source: str, why: str) -> None:
    assert told("", "", ago=DAY, is_same_event=True, source=source) == why


@pytest.mark.parametrize(
    "hostile",
    [
        "the [Ada](https://evil.example) **Moss** `Bay` @everyone <@&1> of old Kessel Weir",
        "the \u202eadA ssoM\u202c met \u200bKessel\u200b Weir and Zoë\0Bay again",
        "met " + "A" * 100_000 + " and old " + "B" * 100_000 + " there",
        "met " + "Ada Moss-" * 20_000,
        "x " * 200_000 + "Y " * 200_000,
        "Z\u0301" * 50_000,
    ],
)
def test_hostile_texts_leave_letters_alone_and_never_a_long_line(hostile: str) -> None:
    why = told(hostile, hostile, {"a" * 32: 3.0, "moss": 2.0, "kessel": 1.0}, title=hostile)

    assert len(why) <= LONGEST
    assert HARMLESS.fullmatch(why)
