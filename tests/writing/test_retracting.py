"""What its outlet has taken back has a headline that says so, and nothing else to tell."""

from dataclasses import replace

import pytest

from bot.news import Amendment, Article, Notice
from bot.writing.combining import combine
from bot.writing.extractive import write_extractive
from bot.writing.retracting import retracted
from tests.writing.telling import POST, told_by

STORED = told_by("The Post", *POST, amendment=Amendment.RETRACTED)


def titled(title: str, words: str = "We regret it.") -> Article:
    return replace(STORED.article, title=title, notice=Notice(Amendment.RETRACTED, words))


def test_a_retracted_article_has_the_outlets_words_and_no_points() -> None:
    summary = write_extractive(combine([STORED]))

    assert summary.headline == "Retracted: Tern Bay gets its barrier"
    assert summary.dek == "The Post regrets its report."
    assert summary.points == ()


@pytest.mark.parametrize(
    "title",
    ["Retraction: Tern Bay gets no barrier", "This report has been withdrawn",
     "Zurückgezogen: Bericht über das Sperrwerk"],
)  # fmt: skip
def test_a_title_that_says_so_already_stays_as_it_is(title: str) -> None:
    assert retracted(titled(title)).headline == title


def test_a_long_notice_is_cut_at_a_word() -> None:
    summary = retracted(titled("Barrier", "We\u202e are sorry.\n" * 100_000))

    assert len(summary.dek) <= 350
    assert summary.dek.endswith("sorry.…") or summary.dek.endswith("are…")
    assert summary.dek.startswith("We are sorry. We")


def test_a_corrected_article_is_summarised_as_it_stands() -> None:
    corrected = told_by("The Post", *POST, amendment=Amendment.CORRECTED)

    summary = write_extractive(combine([corrected]))

    assert summary.headline == "Tern Bay gets its barrier"
    assert summary.points
