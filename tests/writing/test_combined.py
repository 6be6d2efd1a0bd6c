"""Evidence finds its way back into the article that it was taken from."""

import pytest

from bot.news import ArticleId, Evidence, Point, Summary
from bot.writing.combined import Combined, alone, attribute, outlet_of
from bot.writing.combining import combine
from tests.writing.telling import COURIER, GAZETTE, POST, story, told_by


def citing(combined: Combined, *quotes: str) -> Summary:
    """A summary with one point, and evidence in the text of all."""
    text = combined.article.text
    places = [(quote, text.index(quote)) for quote in quotes]
    evidence = tuple(Evidence(quote, at, at + len(quote)) for quote, at in places)
    return Summary(headline="Barrier", points=(Point("It was approved.", evidence),))


def test_evidence_is_a_slice_of_its_own_article() -> None:
    told = story()
    combined = combine(told)
    quotes = (POST[2], COURIER[1], GAZETTE[3])

    (point,) = attribute(citing(combined, *quotes), combined).points

    for stored, quote, evidence in zip(told, quotes, point.evidence, strict=True):
        assert evidence.article_id == stored.id
        assert stored.article.text[evidence.start : evidence.end] == evidence.quote == quote


def test_of_one_article_nothing_changes_but_the_name_of_the_article() -> None:
    combined = combine(story()[:1])
    summary = citing(combined, POST[3])

    attributed = attribute(summary, combined)

    (before,), (after,) = summary.points[0].evidence, attributed.points[0].evidence
    assert (after.quote, after.start, after.end) == (before.quote, before.start, before.end)
    assert after.article_id == ArticleId(1)


def test_of_an_article_that_is_not_stored_nothing_changes_at_all() -> None:
    combined = alone(story()[0].article)
    summary = citing(combined, POST[3])

    assert attribute(summary, combined) == summary


def test_attributing_twice_is_attributing_once() -> None:
    combined = combine(story())
    once = attribute(citing(combined, COURIER[0]), combined)

    assert attribute(once, combined) == once


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (10_000, 10_001), (0, 400), (3, 5)])
def test_what_is_no_slice_of_one_article_is_refused(start: int, end: int) -> None:
    combined = combine(story())
    evidence = Evidence("The council and more", start, end)
    summary = Summary(headline="Barrier", points=(Point("So it is.", (evidence,)),))

    with pytest.raises(ValueError, match=r"articles|one article"):
        attribute(summary, combined)


def test_an_outlets_name_is_bounded() -> None:
    assert len(outlet_of(told_by("Z" * 1_000, *POST).article)) == 100
