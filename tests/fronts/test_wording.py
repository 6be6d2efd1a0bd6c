"""The words that every front uses."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.fronts import wording
from bot.news import Basis, Dating, Evidence, Kind, Manner, Point, Summary, Tokens
from tests.fronts.desk import FERRY, NOW, article_of, card_of, modelled_card


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


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.NEWS, ""),
        (Kind.OPINION, "Opinion"),
        (Kind.ADVERTISEMENT, "Advertisement"),
        (Kind.LISTING, "Listing"),
    ],
)
def test_what_is_no_news_is_called_what_it_is(kind: Kind, told: str) -> None:
    assert wording.kind(Summary(headline="H", kind=kind)) == told


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ({}, "Summary in the words of the article"),
        (
            {"note": "the model did not answer"},
            "Summary in the words of the article: the model did not answer",
        ),
        (
            {"note": "the budget is spent; not translated"},
            "Summary in the words of the article: the budget is spent; not translated",
        ),
        ({"writer": "small-model"}, "Summary by small-model"),
        (
            {"writer": "small-model", "tokens": Tokens(1_240, 182)},
            "Summary by small-model, 1,422 tokens",
        ),
        (
            {
                "writer": "small-model",
                "tokens": Tokens(1_240, 182),
                "note": "written from the first part of the article",
            },
            "Summary by small-model, 1,422 tokens: written from the first part of the article",
        ),
        ({"writer": "\u200b"}, "Summary by an unnamed model"),
        ({"dek": ""}, ""),
        ({"dek": "", "note": "not translated"}, "Not translated"),
    ],
)
def test_a_summary_says_who_wrote_it_and_what_a_reader_should_know(
    summary: dict[str, Any], told: str
) -> None:
    assert wording.credit(Summary(**{"headline": "H", "dek": "D", **summary})) == told


FRENCH, FEED_TEXT = {"language": "fr"}, {"basis": Basis.FEED_TEXT}
SOME_PROVED = (Point("Told.", (Evidence("Told.", 0, 5),)), Point("Told without proof.", ()))


@pytest.mark.parametrize(
    ("article", "summary", "told"),
    [
        ({}, {}, "Each point checked automatically against the article"),
        (FEED_TEXT, {}, "Each point checked automatically against the feed’s text"),
        ({}, FRENCH, "The numbers of each point checked automatically against the article"),
        ({"language": "fr_CA"}, FRENCH, "Each point checked automatically against the article"),
        (
            {"language": None},
            FRENCH,
            "The numbers of each point checked automatically against the article",
        ),
        ({"language": None}, {}, "Each point checked automatically against the article"),
        ({}, {"writer": "extractive"}, ""),
        ({}, {"points": ()}, ""),
        ({}, {"points": SOME_PROVED}, ""),
    ],
)
def test_no_more_is_said_of_the_checks_than_what_they_did(
    article: dict[str, Any], summary: dict[str, Any], told: str
) -> None:
    assert wording.check(modelled_card(article_of(FERRY, **article), **summary)) == told


def test_topics_are_few_short_and_each_named_once() -> None:
    labels = ("ferries", " island\nlife ", "ferries", "", "\u200b", "x" * 90, "too many")

    topics = wording.topics(Summary(headline="H", labels=labels))

    assert topics == ("ferries", "island life")
    assert wording.topics(Summary(headline="H", labels=("y" * 90,))) == ("y" * 39 + "…",)


def test_a_card_that_has_changed_is_called_by_what_was_read() -> None:
    assert wording.rewritten(modelled_card()) == (
        "Updated: Last ferry to Skerry leaves before winter · Summary by small-model, 1,422 tokens"
    )
    assert wording.rewritten(modelled_card(article_of(FERRY, title=""), writer="m")) == (
        "Updated: Skerry loses its ferry until spring · Summary by m, 1,422 tokens"
    )


def test_an_outlet_is_known_again_by_its_name() -> None:
    first, again = article_of(FERRY, source="The Post"), article_of([], source=" The\nPost ")
    other = article_of(FERRY, source="The Other Post")

    assert wording.outlet(first) == wording.outlet(again) != wording.outlet(other)
    assert wording.hue(wording.outlet(first)) in range(wording.HUES)


def test_a_byline_loses_its_by() -> None:
    assert wording.byline(article_of(FERRY, byline="by Maria Okafor")) == "Maria Okafor"


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("", "The Harbour Post"),
        ("The Harbour Post", "The Harbour Post"),
        ("Harbour\nnews\u202e", "Harbour news · The Harbour Post"),
    ],
)
def test_a_feed_is_called_what_its_channel_calls_it(name: str, origin: str) -> None:
    assert wording.origin(card_of(manner=Manner(name=name))) == origin
