"""Headlines say what happened: they do not ask, and they do not tease."""

import time

import pytest

from bot.writing.headlines import best_title, cut_title, teases


@pytest.mark.parametrize(
    "headline",
    [
        "Will Alderhaven lose its tram?",
        "“Who pays?” asks mayor of Alderhaven",
        "市议会会批准吗？",
        "هل توافق المدينة؟",
        "Θα εγκριθεί το σχέδιο;",
        "Θα εγκριθεί το σχέδιο\u037e",
    ],
)
def test_a_question_is_no_headline(headline: str) -> None:
    assert list(teases(headline)) == ["is a question"]


@pytest.mark.parametrize(
    "headline",
    [
        "You won't believe what the council did",
        "This is why the tram stopped",
        "The tram stopped, and here’s what we know",
        "Why the tram stopped",
        "HOW THE TRAM STOPPED",
        "The tram stopped. What happened next stunned the town",
        "7 things you should know of the new barrier",
        "Everything you need to know about the barrier",
        "One simple trick saved the harbour",
        "Mind-blowing vote in Alderhaven",
    ],
)
def test_a_headline_does_not_tease(headline: str) -> None:
    assert [complaint[:6] for complaint in teases(headline)] == ["teases"]


@pytest.mark.parametrize(
    "headline",
    [
        "Alderhaven closes tram line 6 for eleven weeks",
        "WHO warns of bird flu in Alderhaven",
        "Mayor says how much the barrier will cost; council agrees",
        "Council explains why 7 boats sank",
        "Howard Weller wins Alderhaven regatta",
        "Rat stimmt für die Mauer; Bau beginnt im Mai",
    ],
)
def test_what_says_what_happened_is_a_headline(headline: str) -> None:
    assert not list(teases(headline))


def test_a_title_is_cut_at_a_word_and_shows_nothing_unseen() -> None:
    title = cut_title("Tide\n\u202eturns\x00 \x1b[0m" + "again " * 100)

    assert title.startswith("Tide turns [0m")
    assert title.endswith("again…")
    assert len(title) <= 256
    assert title.isprintable()


@pytest.mark.parametrize("text", ["a" * 200_000, "you need " * 20_000, "α" * 200_000 + "!"])
def test_a_long_headline_is_read_in_no_time(text: str) -> None:
    assert not list(teases(text))


@pytest.mark.parametrize(
    ("titles", "best"),
    [
        ([], ""),
        (["", "\u200b", "Barrier approved"], "Barrier approved"),
        (["Council approves", "Tern Bay council approves barrier", "Barrier for Tern Bay"],
         "Tern Bay council approves barrier"),
        (["Barrier approved", "Barrier approved"], "Barrier approved"),
        (["How Tern Bay got its barrier", "Tern Bay barrier approved",
          "Why Tern Bay barrier matters"], "Tern Bay barrier approved"),
        (["Will the barrier come?", "Will it?"], "Will the barrier come?"),
        (["!!"], "!!"),
    ],
)  # fmt: skip
def test_the_best_title_is_like_most_others_and_does_not_tease(
    titles: list[str], best: str
) -> None:
    assert best_title(titles) == best


def test_three_hundred_long_titles_are_compared_in_time() -> None:
    started = time.monotonic()

    best_title([f"{number} word " * 20_000 for number in range(300)])

    assert time.monotonic() - started < 10.0
