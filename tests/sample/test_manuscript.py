"""The sample's texts: what is there, and what an editor's slip says."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.sample.manuscript import PageKind, Passage, parse, read_manuscripts
from bot.sample.outlets import OUTLETS
from bot.sample.server import HEAD_START

HEAD = "Outlet: courier\nPublished: -1d 2h\nTitle: Ferry runs again"


def test_there_are_two_dozen_articles_and_every_outlet_has_some() -> None:
    outlets = Counter(manuscript.outlet for manuscript in read_manuscripts())

    assert outlets.total() >= 24
    assert set(outlets) == {outlet.key for outlet in OUTLETS}
    assert min(outlets.values()) >= 2


def test_articles_are_told_in_four_paragraphs_or_more() -> None:
    told = [m for m in read_manuscripts() if m.page in {PageKind.ARTICLE, PageKind.STUB}]

    assert [m.slug for m in told if len(m.passages) < 4] == []
    assert [m.slug for m in told if not m.summary or not m.byline] == []


def test_the_dead_ends_of_the_web_are_in_the_sample() -> None:
    pages = Counter(manuscript.page for manuscript in read_manuscripts())

    assert pages[PageKind.STUB] == pages[PageKind.CONSENT] == pages[PageKind.MISSING] == 1


def test_the_article_without_a_page_is_a_headline_and_no_more() -> None:
    missing = next(m for m in read_manuscripts() if m.page is PageKind.MISSING)

    assert (missing.summary, missing.passages) == ("", ())


def test_texts_reach_back_a_week_and_no_two_are_of_one_moment() -> None:
    moments = [manuscript.published for manuscript in read_manuscripts()]

    assert moments == sorted(set(moments))
    assert timedelta(days=-7) < moments[0] < timedelta(days=-6)
    assert moments[-1] <= HEAD_START


def test_all_that_changes_has_changed_within_the_head_start() -> None:
    marks = [
        mark
        for manuscript in read_manuscripts()
        for passage in manuscript.passages
        for mark in (passage.since, passage.until)
        if mark not in {timedelta.min, timedelta.max}
    ]

    assert marks
    assert timedelta() < min(marks) <= max(marks) < HEAD_START


def test_wrapped_lines_are_one_paragraph() -> None:
    manuscript = parse("ferry", f"{HEAD}\n\nThe ferry\nruns again.\n\nIt is free.\n")

    assert manuscript.passages == (Passage("The ferry runs again."), Passage("It is free."))
    assert manuscript.published == timedelta(hours=-26)


def test_a_mark_gives_a_paragraph_its_time() -> None:
    manuscript = parse("ferry", f"{HEAD}\n\n[until +25s] Nine.\n\n[from +1m 5s] Ten.")

    assert manuscript.passages == (
        Passage("Nine.", until=timedelta(seconds=25)),
        Passage("Ten.", since=timedelta(seconds=65)),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Outlet: courier\nTitle: Ferry", "no header Published"),
        (f"{HEAD}\nAuthor: N. Quill", "unknown header Author"),
        (HEAD.replace("-1d 2h", "yesterday"), "'yesterday' is no offset such as '-1d 3h'"),
        (f"{HEAD}\nPage: wall", "'wall' is not a valid PageKind"),
        (f"{HEAD}\n\n[from soon] Ten.", "'soon' is no offset"),
    ],
)
def test_an_editors_slip_is_named_with_its_file(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=rf"^ferry\.txt: {problem}"):
        parse("ferry", text)
