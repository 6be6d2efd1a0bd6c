"""A rule is read as it is meant, or refused with the place and a way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.filters.rules import DEEPEST, LONGEST, MOST_TERMS, parse, told

MEANT = {
    "cup final": "cup AND final",
    "cup OR final youth": "cup OR (final AND youth)",
    "(cup OR final) youth": "(cup OR final) AND youth",
    "cup -youth": "cup AND NOT youth",
    'title:(cup OR "grand final")': 'title:cup OR title:"grand final"',
    "NOT title:cup": "NOT title:cup",
    "title:NOT cup": "NOT title:cup",
    "Category:Sport": "category:Sport",
    "covid-19": "covid-19",
    r"/20[0-9]{2}\/21/ climat*": r"/20[0-9]{2}\/21/ AND climat*",
    "“grand final”": '"grand final"',
    "https://news.example/a": "https://news.example/a",
    "10:30": "10:30",
    "android and oregon": "android AND and AND oregon",
}


@pytest.mark.parametrize("typed", MEANT)
def test_a_rule_is_told_as_it_was_understood(typed: str) -> None:
    assert told(parse(typed)) == MEANT[typed]


@pytest.mark.parametrize(
    ("typed", "name", "position"),
    [
        ("  ", "rule-empty", None),
        ('cup "final', "rule-unclosed-phrase", 5),
        ("cup /final", "rule-unclosed-pattern", 5),
        ("cup (final", "rule-unclosed-bracket", 5),
        ("cup) final", "rule-stray-bracket", 4),
        ("cup AND", "rule-missing-term", 8),
        ("OR cup", "rule-missing-term", 1),
        ("title:", "rule-missing-term", 6),
        ("cup ... final", "rule-without-words", 5),
        ("titel:cup", "rule-unknown-field", 1),
        ("domain:example.*", "rule-no-domain", 8),
        ("language:German!", "rule-no-language", 10),
        ("/[/", "rule-bad-pattern", 1),
        (r"/(a)\1/", "rule-bad-pattern", 1),
        (f"/{'a' * 201}/", "rule-pattern-too-long", 1),
        ("/((a{100}){100}){100}/", "rule-bad-pattern", 1),
        ("a" * (LONGEST + 1), "rule-too-long", None),
        ("a " * (MOST_TERMS + 1), "rule-too-many-terms", None),
        ("(" * (DEEPEST + 2) + "a" + ")" * (DEEPEST + 2), "rule-too-deep", None),
        ("NOT " * 100 + "a", "rule-too-deep", None),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(
    typed: str, name: str, position: int | None
) -> None:
    with pytest.raises(Refusal) as refused:
        parse(typed)

    assert refused.value.name == name
    assert refused.value.facts.get("position") == position


@given(st.text(max_size=LONGEST))
def test_anything_is_read_or_refused(typed: str) -> None:
    try:
        meant = parse(typed)
    except Refusal:
        return

    assert parse(told(meant)) == meant if len(told(meant)) <= LONGEST else True


@given(
    st.lists(
        st.sampled_from(["cup", "AND", "OR", "NOT", "(", ")", "title:", '"a b"', "-x", "/y/"]),
        max_size=12,
    )
)
def test_what_is_told_is_read_as_the_same(parts: list[str]) -> None:
    try:
        meant = parse(" ".join(parts))
    except Refusal:
        return

    assert parse(told(meant)) == meant
