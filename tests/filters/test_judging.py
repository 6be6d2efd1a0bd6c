"""Rules held against entries: words, fields, patterns, and topics that are not known yet."""

import time
from dataclasses import replace

import pytest

from bot.filters.judging import explain, judge, readable
from bot.news import Filter, Filterable, FilterId, FilterKind, Verdict

ENTRY = Filterable(
    title="Harbour café reopens after the storm",
    body="The CAFÉ in Tern Bay opens on Friday. Climate protesters met the mayor, Ada Moss.",
    authors=("Ida Brandt",),
    categories=("Local news", "Weather"),
    domains=("news.harbour.example",),
    language="de-AT",
)
ONLY, NEVER = FilterKind.ONLY, FilterKind.NEVER


def rules(*given: tuple[FilterKind, str]) -> list[Filter]:
    return [
        Filter(id=FilterId(number), kind=kind, rule=rule)
        for number, (kind, rule) in enumerate(given, 1)
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "cafe",
        "Café storm",
        '"tern bay"',
        "climat*",
        "title:harbour",
        "body:friday",
        'author:"ida brandt"',
        "category:weather",
        "domain:harbour.example",
        "domain:https://harbour.example/feed",
        "language:de",
        "language:de_at",
        "storm OR snow",
        "(storm OR snow) AND NOT flood",
        "-flood",
        r"/open(s|ing)/",
        "/^harbour/",
    ],
)
def test_what_fits(rule: str) -> None:
    assert explain(rule, ENTRY).fits is True


@pytest.mark.parametrize(
    "rule",
    [
        "caf",
        "climat",
        '"bay tern"',
        "title:friday",
        "author:brand",
        "domain:arbour.example",
        "domain:example.org",
        "language:en",
        "storm AND snow",
        "NOT storm",
        "/^storm/",
    ],
)
def test_what_does_not_fit(rule: str) -> None:
    assert explain(rule, ENTRY).fits is False


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("東京", "昨日、東京で会議が開かれた。"),
        ("กรุงเทพ", "ข่าวจากกรุงเทพมหานคร"),
        ("𠮷", "大𠮷田さん"),
    ],
)
def test_scripts_without_spaces_are_searched_anywhere(rule: str, text: str) -> None:
    assert explain(rule, Filterable(body=text)).fits is True


@pytest.mark.parametrize(
    ("rule", "unknown", "sport"),
    [
        ("topic:sport", None, True),
        ("NOT topic:sport", None, False),
        ("topic:sport AND snow", False, False),
        ("topic:sport OR storm", True, True),
        ("topic:sport AND storm", None, True),
    ],
)
def test_topics_that_are_not_known_decide_nothing(
    rule: str, *, unknown: bool | None, sport: bool
) -> None:
    known = replace(ENTRY, topics=frozenset({"Sport"}))

    assert explain(rule, ENTRY).fits is unknown
    assert explain(rule, known).fits is sport


@pytest.mark.parametrize(
    ("filters", "verdict"),
    [
        ([], Verdict(passes=True)),
        ([(NEVER, "snow")], Verdict(passes=True)),
        ([(NEVER, "storm")], Verdict(passes=False, by=FilterId(1))),
        ([(ONLY, "storm")], Verdict(passes=True, by=FilterId(1))),
        ([(ONLY, "snow")], Verdict(passes=False, by=FilterId(1))),
        ([(ONLY, "snow"), (ONLY, "storm")], Verdict(passes=True, by=FilterId(2))),
        ([(ONLY, "storm"), (NEVER, "cafe")], Verdict(passes=False, by=FilterId(2))),
        ([(ONLY, "topic:sport")], Verdict(passes=None, by=FilterId(1))),
        ([(ONLY, "topic:sport"), (ONLY, "storm")], Verdict(passes=True, by=FilterId(2))),
        ([(NEVER, "topic:sport"), (ONLY, "storm")], Verdict(passes=None, by=FilterId(1))),
        ([(NEVER, "topic:sport"), (ONLY, "snow")], Verdict(passes=False, by=FilterId(2))),
        ([(ONLY, '"broken'), (NEVER, "(broken")], Verdict(passes=True)),
        ([(ONLY, '"broken'), (ONLY, "snow")], Verdict(passes=False, by=FilterId(2))),
    ],
)
def test_filters_together(filters: list[tuple[FilterKind, str]], verdict: Verdict) -> None:
    assert judge(rules(*filters), ENTRY) == verdict


def test_what_was_found_and_what_was_not_is_told() -> None:
    told = explain("storm AND snow AND topic:sport", ENTRY)

    assert [(fit.term, fit.field, "storm" in fit.excerpt) for fit in told.found] == [
        ("storm", "title", True)
    ]
    assert told.missing == ("snow",)
    assert told.open == ("topic:sport",)


@pytest.mark.parametrize("pattern", ["/(a+)+$/", "/(a|a)*b/", "/.*.*.*x/", "/(?:a?){30}a{30}/"])
def test_no_pattern_takes_long(pattern: str) -> None:
    entry = readable(Filterable(body="a" * 200_000 + "!"))
    begun = time.monotonic()

    explain(pattern, entry)

    assert time.monotonic() - begun < 5  # a hang bound; it takes milliseconds


@pytest.mark.parametrize(
    "text", ["\0\ud800" * 1_000, "é" * 100_000, "\u0301" * 100_000, "𝕒 " * 9_999]
)
def test_hostile_texts_are_read(text: str) -> None:
    entry = Filterable(title=text, body=text, authors=(text,), domains=(text,), language=text[:20])

    assert judge(rules((NEVER, "storm")), entry).passes is True


@pytest.mark.parametrize(
    ("rule", "entry", "fits"),
    [
        ("कल", Filterable(body="कला की बात"), False),
        ("कला", Filterable(body="कला की बात"), True),
        ("domain:münchen.example", Filterable(domains=("xn--mnchen-3ya.example",)), True),
        ('"storm harbour"', Filterable(title="The storm\nHarbour is shut"), False),
        ("/cup/", Filterable(body="cup \ud800"), True),
        ("last", Filterable(body="a " * 400_000 + "last"), True),
    ],
)
def test_what_is_easily_got_wrong(rule: str, entry: Filterable, *, fits: bool) -> None:
    assert explain(rule, entry).fits is fits


def test_an_excerpt_shows_the_place_whatever_its_accents() -> None:
    entry = Filterable(body="x " * 100 + "the CAFÉ by the sea")

    [fit] = explain("cafe", entry).found

    assert "CAFÉ by the sea" in fit.excerpt
