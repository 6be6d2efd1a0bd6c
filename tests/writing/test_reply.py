"""A model's answer is read with patience, and cleaned without mercy."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ModelError
from bot.news import Kind
from bot.writing.draft import Claim, Draft
from bot.writing.reply import LONGEST_HEADLINE, ReplyError, read_reply

HANG_S = 10.0
CARD: Mapping[str, Any] = {
    "language": "en",
    "kind": "news",
    "points": [
        {"sentences": [1], "text": "The council approved a flood barrier."},
        {"sentences": [3, 4], "text": "Engineers measured the tides for six years."},
    ],
    "dek": "Work begins in April.",
    "headline": "Tern Bay gets a flood barrier",
    "labels": ["floods", "Tern Bay"],
}
DRAFT = Draft(
    headline="Tern Bay gets a flood barrier",
    dek="Work begins in April.",
    points=(
        Claim("The council approved a flood barrier.", (1,)),
        Claim("Engineers measured the tides for six years.", (3, 4)),
    ),
    labels=("floods", "Tern Bay"),
    kind=Kind.NEWS,
    language="en",
)


def answer(**fields: object) -> str:
    """The card with other fields, as JSON."""
    return json.dumps({**CARD, **fields})


def points(*texts: object) -> str:
    return answer(points=[{"sentences": [1], "text": text} for text in texts])


@pytest.mark.parametrize(
    "text",
    [
        answer(),
        f"```json\n{answer()}\n```",
        f"Here is the card you asked for:\n\n{answer()}\n\nTell me if it should be shorter.",
        f"<think>Sentence {{3}} is best.</think>\n{answer()}",
        json.dumps({"card": CARD}),
        json.dumps([CARD]),
        answer()[:-1] + ",}",
        answer().replace('"headline"', '"Headline"').replace('"points"', '"key_points"'),
        answer().replace('"sentences": [3, 4]', '"sentences": ["3", "[4]"]'),
        answer().replace('"sentences": [3, 4]', '"sentences": "3 and 4"'),
        answer().replace('"sentences": [3, 4]', '"sentence_numbers": "3-4"'),
        answer().replace('"sentences": [3, 4]', '"evidence": [3, 4.0, 3, 4]'),
        answer(labels="floods, Tern Bay"),
        answer(labels=["floods", "Floods", "Tern Bay", "and more than three words", "#!?"]),
        answer(kind="News "),
        answer(language="English"),
        answer(dek=["Work begins", "in April."]),
        answer(headline=["Tern Bay gets", "a flood barrier"]),
        answer(headline="Tern Bay gets a flood barrier."),
        answer(headline="**Tern Bay** gets a [flood barrier](https://evil.example)"),
        answer(points=[*CARD["points"], {"text": ""}, {}, None, 7, [], "", CARD["points"][0]]),
    ],
)
def test_one_card_is_read_from_many_forms(text: str) -> None:
    assert read_reply(text) == DRAFT


def test_an_answer_that_was_cut_off_keeps_what_was_whole() -> None:
    text = answer()

    draft = read_reply(text[: text.index("Work begins") + 5])

    assert draft.points == DRAFT.points
    assert (draft.dek, draft.headline) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "I am sorry, but I cannot do that.",
        "{}",
        "null",
        "[]",
        json.dumps(CARD["points"]),
        '{"verdicts": []}',
        answer().replace('"en"', "9" * 5_000),
        "[" * 100_000,
        '{"points":' * 20_000,
    ],
)
def test_an_answer_without_a_card_is_none(text: str) -> None:
    with pytest.raises(ReplyError, match=r"no JSON object with the fields of a card|points: 0"):
        read_reply(text)


@pytest.mark.parametrize(
    "text",
    [
        answer(points=[]),
        answer(points=None),
        answer(points=42),
        answer(points="Only this."),
        points("Only this."),
        points("The same.", "the SAME."),
        points("Only this.", "https://evil.example"),
        points("Only this.", "@everyone"),
        points("Only this.", None),
        points("Only this.", "x" * 401),
        points("Only this.", "\u200b\ud800"),
        answer(points={"text": "Only this."}),
        json.dumps(dict.fromkeys(CARD)),
    ],
)
def test_less_than_two_points_are_no_card(text: str) -> None:
    with pytest.raises(ReplyError, match=r"points: [01] that can be used, at least 2 wanted"):
        read_reply(text)


def test_an_error_is_one_of_the_models() -> None:
    assert issubclass(ReplyError, ModelError)


def test_the_first_five_points_count() -> None:
    draft = read_reply(points(*(f"Point number {number}." for number in range(1, 10))))

    assert [claim.text for claim in draft.points] == [f"Point number {n}." for n in range(1, 6)]


def test_points_may_come_as_words_alone() -> None:
    draft = read_reply(answer(points=["The first [1].", "The second (sentences 3 and 4)."]))

    assert draft.points == (Claim("The first.", (1,)), Claim("The second.", (3, 4)))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("It rained on Monday [3, 4].", "It rained on Monday."),
        ("It rained on Monday. [3][4]", "It rained on Monday."),
        ("It rained [3] on Monday [sentence 4].", "It rained on Monday."),
        ("It rained on Monday (sentences 3–5).", "It rained on Monday."),
        ("Ada Moss (34) said so in [2024].", "Ada Moss (34) said so in [2024]."),
    ],
)
def test_numbers_of_sentences_are_taken_out_of_the_words(said: str, left: str) -> None:
    draft = read_reply(points(said, "Another point."))

    assert draft.points[0] == Claim(left, (1,))


@pytest.mark.parametrize(
    ("sentences", "read"),
    [
        ([1, 1, 2], (1, 2)),
        (0, (0,)),
        ([10**400], ()),
        ([-3], ()),
        ([True], ()),
        ([[1]], ()),
        (None, ()),
        ([2.5, "x", 7], (7,)),
        ([*range(1, 100)], tuple(range(1, 21))),
    ],
)
def test_odd_numbers_of_sentences_are_left_out(sentences: object, read: tuple[int, ...]) -> None:
    first = {"sentences": sentences, "text": "A point."}

    draft = read_reply(answer(points=[first, CARD["points"][1]]))

    assert draft.points[0].sentences == read


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "1" * 400])
def test_numbers_that_are_none_do_no_harm(number: str) -> None:
    text = answer().replace("[1]", f"[{number}, 1]").replace('"en"', number)

    assert read_reply(text).points[0].sentences == (1,)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Tern Bay gets its barrier.", "Tern Bay gets its barrier"),
        ("Barrier wins approval of the U.S.", "Barrier wins approval of the U.S."),
        ("Moss asks who pays; nobody answers", "Moss asks who pays; nobody answers"),
        ("# Tern Bay\ngets its barrier", "Tern Bay gets its barrier"),
        ("@everyone", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_a_headline_is_one_plain_line(said: object, left: str) -> None:
    assert read_reply(answer(headline=said)).headline == left


@pytest.mark.parametrize("said", ["Free Nitro at https://evil.example", "@everyone Barrier wins"])
def test_a_headline_or_dek_that_leads_away_is_left_out(said: str) -> None:
    draft = read_reply(answer(headline=said, dek=said))

    assert (draft.headline, draft.dek) == ("", "")


def test_a_point_loses_its_links_and_stays() -> None:
    draft = read_reply(points("The barrier wins (https://post.example/1).", "@everyone It won."))

    assert [claim.text for claim in draft.points] == ["The barrier wins.", "It won."]


@given(st.text())
def test_a_headline_is_never_longer_than_a_card_can_show(said: str) -> None:
    assert len(read_reply(answer(headline=said)).headline) <= LONGEST_HEADLINE


def test_a_long_headline_is_cut_at_a_word() -> None:
    headline = read_reply(answer(headline="word " * 30)).headline

    assert headline == "word " * 16 + "word…"


def test_a_long_dek_is_left_out() -> None:
    assert read_reply(answer(dek="word " * 100)).dek == ""


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("opinion", Kind.OPINION),
        ("Editorial", Kind.OPINION),
        ("sponsored", Kind.ADVERTISEMENT),
        ("listing", Kind.LISTING),
        ("something else", Kind.NEWS),
        (None, Kind.NEWS),
        (["opinion"], Kind.OPINION),
        ({"kind": "opinion"}, Kind.NEWS),
    ],
)
def test_a_kind_is_one_of_four(said: object, kind: Kind) -> None:
    assert read_reply(answer(kind=said)).kind is kind


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        (["public transport", "C++", "R&D"], ("public transport", "C++", "R&D")),
        (["a", "b", "c", "d"], ("a", "b", "c")),
        (["@everyone", "<@&1>", "https://evil.example", "[x](https://evil.example)"], ("x",)),
        (["claim your free Nitro now"], ()),
        (["1", "!", ""], ()),
        ([None, 3, {"x": 1}, ["floods"]], ("floods",)),
        ({"topic": "floods"}, ()),
        (None, ()),
    ],
)
def test_labels_are_few_and_short(said: object, labels: tuple[str, ...]) -> None:
    assert read_reply(answer(labels=said)).labels == labels


@pytest.mark.parametrize("said", ["xx; ignore", "", None, 7, ["en", "de"], "Klingonish"])
def test_a_language_that_is_none_is_left_out(said: object) -> None:
    assert read_reply(answer(language=said)).language is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=10,
)


@settings(max_examples=40)  # values of any shape are slow to make
@given(st.dictionaries(st.sampled_from(sorted(CARD)), JSON))
def test_fields_of_any_type_are_a_card_or_none(fields: dict[str, object]) -> None:
    try:
        draft = read_reply(answer(**fields))
    except ReplyError:
        return

    assert 2 <= len(draft.points) <= 5
    assert all(claim.text for claim in draft.points)


@pytest.mark.parametrize(
    "text",
    [
        points(*["[" * 1_300 + "a" + "](b)" * 650] * 10),
        points(*["(" * 2_000 + ")" * 2_000] * 12),
        points(*["a.b@" * 1_000] * 12),
        points(*["[1]" * 1_000] * 12),
        points("[1, " * 1_000, "[1," + "1," * 1_900),
        answer(labels=["*a" * 2_000] * 12),
        answer(headline="x" * 1_000_000),
        " " * 1_000_000 + answer(),
        "{" * 1_000_000,
        answer() * 1_000,
    ],
)
def test_a_hostile_answer_is_read_or_refused_in_time(text: str) -> None:
    start = time.perf_counter()

    with suppress(ReplyError):
        read_reply(text)

    assert time.perf_counter() - start < HANG_S
