"""Titles and bylines, cleaned."""

import pytest

from bot.articles.naming import byline, without_site


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge closed | The Harbour Post", "Bridge closed"),
        ("Bridge closed - The Harbour Post - News", "Bridge closed - The Harbour Post - News"),
        ("Bridge closed — harbourpost", "Bridge closed"),
        ("The Harbour Post: Bridge closed", "The Harbour Post: Bridge closed"),
        ("The Harbour Post - Bridge closed", "Bridge closed"),
        ("Cracks found - what happens now", "Cracks found - what happens now"),
        (
            "The bridge that cracked in two | Opinion | The Harbour Post",
            "The bridge that cracked in two",
        ),
        ("The Harbour Post", "The Harbour Post"),
        ("A &amp; B", "A & B"),
        ("", ""),
    ],
)
def test_a_title_loses_its_site_and_nothing_else(title: str, expected: str) -> None:
    assert (
        without_site(title, ["The Harbour Post", "harbourpost.example", "harbourpost"]) == expected
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["By Ida Lindqvist"], "Ida Lindqvist"),
        (["Ida Lindqvist and Mats Okoro"], "Ida Lindqvist, Mats Okoro"),
        (["Ida Lindqvist, Mats Okoro"], "Ida Lindqvist, Mats Okoro"),
        (["Ida Lindqvist", "IDA LINDQVIST"], "Ida Lindqvist"),
        (["IDA LINDQVIST"], "Ida Lindqvist"),
        (["Von Ida Lindqvist und Mats Okoro"], "Ida Lindqvist, Mats Okoro"),
        (["Por Inês Duarte e Rui Sá"], "Inês Duarte, Rui Sá"),
        (["Ida Lindqvist, science correspondent"], "Ida Lindqvist"),
        (["Ida Lindqvist Published 4 March 2025"], "Ida Lindqvist"),
        (["Ida Lindqvist (ida@post.example)"], "Ida Lindqvist"),
        (["ida@post.example (Ida Lindqvist)"], "Ida Lindqvist"),
        (["https://post.example/ida"], None),
        (["The Harbour Post"], None),
        (["admin"], None),
        (["4 March 2025"], None),
        (["Staff Writer"], "Staff Writer"),
        (["文／林怡君"], "林怡君"),
        ([], None),
    ],
)
def test_a_byline_is_names_and_nothing_else(names: list[str], expected: str | None) -> None:
    assert byline(names, "The Harbour Post") == expected


def test_names_without_end_are_read_at_once() -> None:
    assert byline(["By and " * 200_000] * 50) is None
    assert without_site("| - " * 300_000, ["x"]) != "x"
