"""A thread is told in one line what its card now says that it did not."""

import time

import pytest

from bot.news import Point, Summary
from bot.writing.changes import LONGEST, what_is_new

HANG_S = 10.0


def card(*points: str, headline: str = "Tern Bay approves its barrier", dek: str = "") -> Summary:
    return Summary(
        headline=headline, dek=dek, points=tuple(Point(text, ()) for text in points), language="en"
    )


OLD = (
    "The council approved a flood barrier worth nine million crowns.",
    "Mayor Ada Moss said that work on the barrier begins in April.",
)
BEFORE = card(*OLD)


def test_the_point_that_says_most_that_is_new_is_told() -> None:
    news = "Fishermen have gone to court because the gates keep herring boats out."

    assert what_is_new(BEFORE, card(OLD[0], news, OLD[1])) == news


@pytest.mark.parametrize(
    "news",
    [
        "The council approved a flood barrier worth 12 million crowns.",
        "The council approved a flood barrier worth twelve million crowns.",
        "Mayor Ada Moss and Councillor Tam Okoro said that work on the barrier begins in April.",
    ],
)
def test_a_new_number_or_name_among_old_words_is_news(news: str) -> None:
    assert what_is_new(BEFORE, card(*OLD, news)) == news


def test_a_number_weighs_more_than_other_words() -> None:
    words = "Fishermen and shopkeepers quarrel loudly."
    number = "The barrier costs 12 million crowns and wages for 40 engineers."

    assert what_is_new(BEFORE, card(*OLD, words, number)) == number


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        card(*reversed(OLD)),
        card("The council approved a barrier worth 9 million crowns.", OLD[1]),
        card("The council has backed a flood barrier worth nine million crowns.", OLD[1]),
    ],
)
def test_the_same_in_another_order_or_in_other_words_is_no_news(after: Summary) -> None:
    assert what_is_new(BEFORE, after) == ""


def test_without_a_new_point_a_new_headline_is_told() -> None:
    after = card(*OLD, headline="Moss signs the barrier into law")

    assert what_is_new(BEFORE, after) == "Moss signs the barrier into law"


def test_what_the_headline_or_the_dek_said_before_is_no_news() -> None:
    said = "Fishermen went to court over 12 herring boats on Friday."

    assert what_is_new(card(*OLD, dek=said), card(*OLD, said)) == ""


def test_a_long_point_is_cut_at_a_word() -> None:
    line = what_is_new(BEFORE, card(*OLD, "Judges heard 17 witnesses " + "in turn " * 100))

    assert len(line) <= LONGEST
    assert line.endswith(("in…", "turn…"))


def test_the_line_is_plain_text() -> None:
    hostile = "@everyone **17 judges**\nsay [no](https://evil.example) to\u202e the barrier\x00."

    assert what_is_new(BEFORE, card(*OLD, hostile)) == "17 judges say no to the barrier."


def test_empty_cards_have_nothing_to_say() -> None:
    assert what_is_new(card(headline=""), card(headline="")) == ""


@pytest.mark.parametrize("piece", ["9 ", "Moss ", "a-", "[", "市", "\u200b", "not "])
def test_hostile_megabytes_are_compared_in_time(piece: str) -> None:
    long = piece * (1_000_000 // len(piece))
    started = time.monotonic()

    line = what_is_new(card(long, headline=long), card(long[::-1], long, headline=long))

    assert time.monotonic() - started < HANG_S
    assert len(line) <= LONGEST
