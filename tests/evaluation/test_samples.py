"""Samples: which JSON is an article, under which names, and what is not."""

from datetime import UTC, datetime

import pytest

from bot.evaluation.samples import (
    LONGEST_TEXT,
    Sample,
    Skipped,
    sample_of,
    sample_of_page,
    sample_of_text,
)
from bot.news import Basis, Reading


def read(record: object) -> Sample:
    sample = sample_of(record, "a.jsonl:1")
    assert isinstance(sample, Sample), sample
    return sample


def test_an_article_is_the_one_that_the_newsroom_would_store() -> None:
    record = {
        "title": "Ferry back",
        "text": "It sails. It returned on 3. Mai.\n\nNobody fell in.",
        "url": "https://example.org/ferry",
        "language": "de-AT",
        "published_at": "2026-05-03T10:00:00+02:00",
    }

    article = read(record).article

    assert article.text == "It sails. It returned on 3. Mai.\n\nNobody fell in."
    assert [article.text[s.start : s.end] for s in article.sentences] == [
        "It sails.",
        "It returned on 3. Mai.",
        "Nobody fell in.",
    ]
    assert (article.title, article.url) == ("Ferry back", "https://example.org/ferry")
    assert (article.language, article.basis) == ("de", Basis.FULL_TEXT)
    assert article.published_at == datetime(2026, 5, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", ["text", "article", "document", "doc", "body", "content"])
def test_the_text_is_found_under_the_names_of_public_data_sets(name: str) -> None:
    assert read({name: "It sails."}).article.text == "It sails."


def test_a_headline_is_a_title_and_paragraphs_may_be_a_list() -> None:
    article = read({"headline": "Ferry back", "text": ["It sails.", "It returns."]}).article

    assert article.title == "Ferry back"
    assert article.text == "It sails.\n\nIt returns."


def test_facts_are_phrases_or_sets_of_names_and_numbers() -> None:
    sample = read({"text": "It sails.", "facts": ["it sails", ["Skerry", 40, "crowns"], 7, {}]})

    assert sample.facts == ("it sails", "Skerry 40 crowns", "7")


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": "It sails.\nNobody fell in."},
        {"highlights": "It sails.\nNobody fell in."},
        {"refs": ["It sails.\nNobody fell in.", "Another one."]},
    ],
)
def test_a_reference_summary_takes_the_place_of_facts(reference: dict[str, object]) -> None:
    assert read({"text": "x", **reference}).facts == ("It sails.", "Nobody fell in.")


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (["a list"], "is no JSON object"),
        ("text", "is no JSON object"),
        (None, "is no JSON object"),
        ({}, "has no text"),
        ({"text": " \n \u200b "}, "has no text"),
        ({"text": 7}, "has no text"),
        ({"text": {"nested": "text"}}, "has no text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "is longer than"),
    ],
)
def test_what_is_no_article_is_skipped_with_the_reason(record: object, why: str) -> None:
    skipped = sample_of(record, "a.jsonl:7")

    assert isinstance(skipped, Skipped)
    assert skipped.name == "a.jsonl:7"
    assert skipped.why.startswith(why)


@pytest.mark.parametrize(
    "record",
    [
        {"text": "It sails \ud800 \x00 on.", "title": "\ud800\x00"},
        {"text": "It sails.", "title": 7, "url": ["x"], "language": {}, "published_at": "soon"},
        {"text": "It sails.", "published_at": "0001-01-01", "facts": "none", "refs": [{}]},
        {"text": "It sails.", "language": "no language at all", "url": "javascript:alert(1)"},
    ],
)
def test_nonsense_in_any_field_is_put_up_with(record: object) -> None:
    assert read(record).article.text.startswith("It sails")


def test_the_first_line_of_a_plain_text_is_its_title() -> None:
    sample = sample_of_text("\ufeffFerry back\n\nIt sails.\nIt returns.\n", "ferry.txt")

    assert isinstance(sample, Sample)
    assert sample.article.title == "Ferry back"
    assert sample.article.text == "It sails.\n\nIt returns."


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (Reading(wall="consent wall", paragraphs=("Accept all?",)), "is no article: consent wall"),
        (Reading(), "has no text"),
    ],
)
def test_a_page_that_is_no_article_is_skipped(reading: Reading, why: str) -> None:
    skipped = sample_of_page(reading, "wall.html", url="file:///wall.html")

    assert skipped == Skipped("wall.html", why)
