"""Cards of several outlets, written without a model."""

from dataclasses import replace

import pytest

from bot.news import Article, Summary
from bot.writing.combining import combine
from bot.writing.extractive import write_extractive
from tests.writing.composing import composed
from tests.writing.telling import COURIER, GAZETTE, POST, in_pairs, story, told_by


def texts(summary: Summary) -> list[str]:
    return [summary.dek, *(point.text for point in summary.points)]


def test_one_article_has_the_card_that_it_has_alone() -> None:
    stored = story()[0]

    alone, combined = write_extractive(stored.article), write_extractive(combine([stored]))

    assert texts(combined) == texts(alone)
    assert {e.article_id for p in combined.points for e in p.evidence} == {stored.id}
    assert {e.article_id for p in alone.points for e in p.evidence} == {None}


def test_the_card_of_a_story_has_sentences_of_several_outlets() -> None:
    told = story()
    own = {stored.id: stored.article.text for stored in told}

    summary = write_extractive(combine(told))

    evidence = [each for point in summary.points for each in point.evidence]
    assert len({each.article_id for each in evidence}) > 1
    for each in evidence:
        assert each.article_id is not None
        assert own[each.article_id][each.start : each.end] == each.quote


def test_what_two_outlets_tell_is_one_point_with_a_sentence_of_each() -> None:
    told = [
        replace(each, article=replace(each.article, title="A vote on Monday")) for each in story()
    ]
    both = {POST[0], COURIER[0]}

    summary = write_extractive(combine(told))

    assert len(both.intersection(texts(summary))) == 1
    for point in summary.points:
        assert point.text not in both or {e.quote for e in point.evidence} == both


def test_a_point_names_three_outlets_at_most() -> None:
    agreed = (
        "On {} the herring fleet of Tern Bay landed 900 tonnes of fish in the old harbour.",
        "The herring fleet of Tern Bay landed 900 tonnes of fish in the old harbour{}.",
    )
    days = (" on Monday", " on Monday morning", " on Monday night", " early on Monday",
            " late on Monday", "")  # fmt: skip
    told = [
        told_by(f"Outlet {n}", GAZETTE[n % 4], agreed[1].format(day), number=n, title="Fish")
        for n, day in enumerate(days, start=1)
    ]

    summary = write_extractive(combine(told))

    assert all(1 <= len(point.evidence) <= 3 for point in summary.points)
    assert agreed[0] not in texts(summary)


def test_a_copy_is_no_second_witness() -> None:
    copy = told_by("The Echo", *in_pairs(POST), number=2)

    summary = write_extractive(combine([story()[0], copy]))

    assert {e.article_id for p in summary.points for e in p.evidence} == {1}
    assert len(set(texts(summary))) == len(texts(summary))


@pytest.mark.parametrize("first", [POST, GAZETTE])
def test_a_sentence_is_as_early_as_it_stands_in_its_own_article(first: tuple[str, ...]) -> None:
    filler = [f"Harbour notes, number {n}, tell of rope, tar and salted fish." for n in range(30)]
    told = [
        told_by("The Post", *first, *filler, title="Tern Bay"),
        told_by("The Courier", *COURIER, number=2, title="Tern Bay"),
    ]

    summary = write_extractive(combine(told))

    assert set(texts(summary)) & set(COURIER)


def test_a_text_without_an_article_in_the_store_is_summarised_as_before() -> None:
    article: Article = composed(*in_pairs(POST))

    assert write_extractive(article).points


def test_the_same_story_gives_the_same_card() -> None:
    assert write_extractive(combine(story())) == write_extractive(combine(story()))
