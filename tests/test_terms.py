"""The one tokeniser: what stands in the index is what is asked for."""

import time

import pytest

from bot.terms import LONGEST_TERM, cosine, terms, unit

HANG_S = 30.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Harbour council's 2nd barrier", ["the", "harbour", "council", "2nd", "barrier"]),
        ("Zürich, ZÜRICH; Zu\u0308rich", ["zurich", "zurich", "zurich"]),
        ("Straße in 2026: 3,5 km", ["strasse", "in", "2026", "km"]),
        ("Ёлка и Йод", ["елка", "иод"]),
        ("港口关闭 today", ["港口", "口关", "关闭", "today"]),
        ("ポート", ["ポー", "ート"]),
        ("ท่าเรือ", ["ท่", "่า", "าเ", "เร", "รื", "ือ"]),
        ("항구 폐쇄", ["항구", "폐쇄"]),
        ("बंदरगाह बंद", ["बंदरगाह", "बंद"]),
        ("snake_case-word", ["snake", "case", "word"]),
        ("港", ["港"]),
        ("", []),
        ("\ud800 … \0", []),
    ],
)
def test_terms_are_words_without_case_and_accents_or_pairs_of_characters(
    text: str, found: list[str]
) -> None:
    assert terms(text) == found


def test_terms_of_terms_are_the_same_terms() -> None:
    once = terms("Zürich 港口关闭 ท่าเรือ हिन्दी ﬁne İstanbul ΣΊΣΥΦΟΣ 2026")

    again = terms(" ".join(once))

    assert again == once


def test_a_term_has_a_bounded_length() -> None:
    assert terms("x" * 1_000) == ["x" * LONGEST_TERM]


@pytest.mark.parametrize("unit_", ["a", "a ", "港", "\u0301", "ﷺ", "क्", "1.", "\ud800"])
def test_hostile_text_takes_linear_time(unit_: str) -> None:
    started = time.monotonic()

    terms(unit_ * (300_000 // len(unit_)))

    assert time.monotonic() - started < HANG_S


def test_a_unit_vector_is_like_itself_and_unlike_a_stranger() -> None:
    vector = unit({"harbour": 3.0, "flood": 4.0})

    assert vector == {"harbour": 0.6, "flood": 0.8}
    assert cosine(vector, vector) == pytest.approx(1.0)
    assert cosine(vector, unit({"herring": 1.0})) == 0.0
    assert unit({"harbour": 0.0}) == {}
