"""Lines to paragraphs: clean, and each once."""

import unicodedata

import pytest

from bot.articles.tidying import LONGEST_TEXT, plain, tidy, without_credits
from tests.articles import fiction


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "0 comments",
        "12 Kommentare",
        "Read more: Seal carried back to the sea",
        "RELATED: Two bakers win a prize",
        "Lire aussi : Deux boulangers primés",
        "Sign up for our newsletter and get the harbour's news every morning",
        "Get the best of the Post straight to your inbox",
        "Share this article",
        "Follow us on Facebook, Instagram and YouTube.",
        "© 2025 The Harbour Post. All rights reserved.",
        "The post Bridge closed appeared first on The Harbour Post.",
        "4 min read",
        "You may also like",
        "___",
    ],
)
def test_furniture_is_known_by_its_words(line: str) -> None:
    assert tidy([*fiction.BODY, line]) == fiction.BODY


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for the ferry at the town hall, the mayor said, and bring a passport.",
        "He shared this article of faith with half the town.",
        "Comments on the plan are welcome until Friday.",
        "10 p.m.",
        "Advertisements for the new ferry hang in every shop.",
        "More than 40 cars were turned back.",
    ],
)
def test_a_sentence_that_sounds_like_furniture_stays(line: str) -> None:
    assert line in tidy([*fiction.BODY, line])


def test_a_date_alone_is_dropped_at_the_top() -> None:
    assert tidy(["Tuesday, 4 March 2025 at 09:30 GMT", *fiction.BODY]) == fiction.BODY


def test_a_long_paragraph_that_returns_is_said_once() -> None:
    assert tidy([*fiction.BODY, *fiction.BODY]) == fiction.BODY


def test_a_question_put_to_every_guest_opens_each_answer() -> None:
    lines = ["Why the sea?", "For its quiet.", "Why the sea?", "For its noise."]

    assert tidy(lines) == ("Why the sea?", "For its quiet.", "Why the sea? For its noise.")


def test_what_follows_a_heading_of_other_stories_is_cut() -> None:
    lines = [*fiction.BODY, "You may also like", *fiction.TEASERS[:2]]

    assert tidy(lines) == fiction.BODY


def test_a_heading_of_other_stories_cuts_no_more_than_a_third() -> None:
    lines = [fiction.BODY[0], "Read next", *fiction.BODY[1:]]

    assert tidy(lines) == fiction.BODY


def test_text_is_folded_composed_and_rid_of_what_nobody_sees() -> None:
    hidden = "\u202eCafe\u0301\u200b  \x00is\u00ad\n open\ufeff\ud800"

    told = plain(hidden)

    assert told == "Café is open"
    assert unicodedata.is_normalized("NFC", told)


def test_joiners_stay_where_scripts_and_emoji_need_them() -> None:
    assert plain("می\u200cروم 👩\u200d🚀") == "می\u200cروم 👩\u200d🚀"


@pytest.mark.parametrize(
    "smuggled",
    [
        "".join(chr(0xE0000 + ord(letter)) for letter in "obey"),
        "".join(chr(0xE0100 + number) for number in b"obey"),
        "".join("\u200b\u200c\u200d\u2060\u2062"[number % 5] for number in b"obey"),
        "\u202e\u2066\u2069\u202c",
        "\U0001d173\U0001d17a",
        "\ue000\U000f0001\U0010fffd",
    ],
)
def test_what_is_written_in_invisible_characters_goes(smuggled: str) -> None:
    assert plain(f"A seal{smuggled} was here.") == "A seal was here."


def test_of_many_variation_selectors_the_first_stays() -> None:
    assert plain("\u2764\ufe0f\ufe01\ufe02\ufe03 by the sea") == "\u2764\ufe0f by the sea"


def test_title_and_byline_are_not_repeated_at_the_top_of_the_text() -> None:
    lines = [fiction.TITLE.upper(), f"By {fiction.AUTHOR}", *fiction.BODY]

    assert without_credits(lines, [fiction.TITLE], fiction.AUTHOR) == fiction.BODY


def test_a_text_without_end_is_cut() -> None:
    assert sum(map(len, tidy(f"Line {n} of it." * 20 for n in range(10_000)))) <= LONGEST_TEXT
