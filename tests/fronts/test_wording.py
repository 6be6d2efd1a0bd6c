"""The words that every front uses."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.fronts import wording
from bot.news import Basis, Dating, Summary, Tokens
from tests.fronts.desk import FERRY, NOW, article_of


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=6, hours=23), "6 days ago"),
        (timedelta(days=7), ""),
        (timedelta(hours=-2), ""),
    ],
)
def test_an_age_is_told_in_its_largest_unit(age: timedelta, told: str) -> None:
    assert wording.ago(NOW - age, NOW) == told


def test_a_time_is_told_in_the_readers_own_zone() -> None:
    there = timezone(timedelta(hours=5, minutes=30))
    article = article_of(FERRY, published_at=datetime(2026, 11, 22, 14, 5, tzinfo=UTC))

    assert wording.when(article, NOW) == "3 hours ago, 14:05"
    assert wording.when(article, NOW.astimezone(there)) == "3 hours ago, 19:35"


def test_an_old_article_is_told_by_its_date_alone() -> None:
    article = article_of(FERRY, published_at=datetime(2024, 2, 29, 23, 59, tzinfo=UTC))

    assert wording.when(article, NOW) == "29 Feb 2024, 23:59"


def test_a_date_that_nobody_stated_is_told_with_caution() -> None:
    article = article_of(FERRY, dating=Dating.ASSUMED)

    assert wording.when(article, NOW) == "first seen 3 hours ago, 14:05"


def test_a_day_is_written_in_full() -> None:
    assert wording.day(NOW) == "Sunday 22 November 2026"


@pytest.mark.parametrize(
    ("basis", "note", "told"),
    [
        (Basis.FULL_TEXT, "", ""),
        (
            Basis.FEED_TEXT,
            "the page asked for a log-in",
            "Feed text only: the page asked for a log-in",
        ),
        (Basis.HEADLINE_ONLY, "", "Headline only"),
    ],
)
def test_what_could_not_be_read_is_said_with_its_reason(basis: Basis, note: str, told: str) -> None:
    assert wording.shortfall(article_of(FERRY, basis=basis, note=note)) == told


def test_a_model_is_named_with_its_tokens() -> None:
    summary = Summary(headline="H", dek="D", writer="small-model", tokens=Tokens(1_240, 182))

    assert wording.credit(summary) == "Summary by small-model, 1,422 tokens"
    assert wording.credit(Summary(headline="H", dek="D")) == "Summary in the words of the article"
    assert not wording.credit(Summary(headline="H"))


def test_an_outlet_is_known_again_by_its_name() -> None:
    first, again = article_of(FERRY, source="The Post"), article_of([], source=" The\nPost ")
    other = article_of(FERRY, source="The Other Post")

    assert wording.outlet(first) == wording.outlet(again) != wording.outlet(other)
    assert wording.hue(wording.outlet(first)) in range(wording.HUES)


def test_a_byline_loses_its_by() -> None:
    assert wording.byline(article_of(FERRY, byline="by Maria Okafor")) == "Maria Okafor"
