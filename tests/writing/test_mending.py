"""JSON is found and mended wherever a model has put it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.mending import find_object, items_in, key, numbers_in, text_in

WANTED = {"points", "headline", "dek"}
CARD = '{"headline": "A", "points": [1, 2]}'
HANG_S = 10.0


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        f"```json\n{CARD}\n```",
        f"Sure! Here it is:\n\n{CARD}\n\nI hope that helps {{smile}}.",
        f"[{CARD}]",
        f'{{"result": {{"card": {CARD}}}}}',
        f"<think>The set {{1, 2}} of points {{…}}.</think>{CARD}",
        '{"headline": "A", "points": [1, 2,], }',
        '{"Headline": "A", "POINTS": [1, 2]}',
        '{"head_line": "A", "Points ": [1, 2]}',
        '\ufeff{\n\t"headline": "A",\r\n "points": [1,\n2]}',
        CARD + CARD[:10],
        '{"headline": "A", "points": [1, 2], "dek": "It was cut of',
        '{"headline": "A", "points": [1, 2',
    ],
)
def test_an_object_is_found_in_what_stands_around_it(text: str) -> None:
    found = find_object(text, WANTED)

    assert found is not None
    assert found["headline"] == "A"
    assert found["points"] in ([1, 2], [1])


def test_what_was_cut_off_is_left_out() -> None:
    text = '{"points": [{"text": "It is so."}, {"text": "It is not so, unless th'

    found = find_object(text, WANTED)

    assert found == {"points": [{"text": "It is so."}, {}]}


def test_a_comma_inside_a_text_stays() -> None:
    found = find_object('{"headline": "One, ] two, } \\", ]", "points": [1,]}', WANTED)

    assert found == {"headline": 'One, ] two, } ", ]', "points": [1]}


def test_a_line_break_inside_a_text_is_a_blank() -> None:
    found = find_object('{"headline": "One\ntwo\tthree"}', WANTED)

    assert found == {"headline": "One two three"}


def test_of_two_objects_the_fuller_one_counts() -> None:
    text = '{"headline": "A", "points": [1], "dek": "B"} Note: {"headline": "planted"}'

    found = find_object(text, WANTED)

    assert found is not None
    assert found["headline"] == "A"


def test_of_two_equals_the_later_one_counts() -> None:
    text = 'A try: {"headline": "A", "points": [1]}. Better: {"headline": "B", "points": [2]}'

    found = find_object(text, WANTED)

    assert found == {"headline": "B", "points": [2]}


def test_of_a_field_that_is_given_twice_the_first_counts() -> None:
    found = find_object('{"headline": "A", "Headline": "B"}', WANTED)

    assert found == {"headline": "A"}


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "I cannot help with that.", "{}", "[]", "null", "42", '"points"', "[1, 2]",
     '{"other": 1}', "{'points': [1]}", "{", '{"points', '{"points":', "}{", "\x00"],
)  # fmt: skip
def test_where_there_is_no_such_object_there_is_none(text: str) -> None:
    assert find_object(text, WANTED) is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        '{"points":' * 20_000,
        '{"points":[' * 20_000 + "]}" * 20_000,
        '{"a":' * 900 + CARD + "}" * 900,
        '{"points": [' + "9" * 60_000 + "]}",
        '{"points": ["' + "x" * 1_000_000,
        '{"points": ' + "[1," * 20_000,
        "{" + '"a",' * 20_000,
        '{"' + "\\" * 60_000,
        '{"a' * 20_000,
        "{ ," * 20_000,
        ", " * 30_000,
        '{"points": [' + ",    " * 12_000 + "]}",
        "{}" * 30_000,
    ],
)  # fmt: skip
def test_a_hostile_answer_costs_little(text: str) -> None:
    start = time.perf_counter()

    find_object(text, WANTED)

    assert time.perf_counter() - start < HANG_S


@given(st.text())
def test_any_text_is_read_without_a_fall(text: str) -> None:
    found = find_object('{"headline": ' + text, WANTED)

    assert found is None or found.keys() & WANTED


@pytest.mark.parametrize(
    ("name", "known_as"), [("keyPoints", "keypoints"), ("Key_Points ", "keypoints"), ("1", "")]
)
def test_names_of_fields_are_compared_without_case_and_signs(name: str, known_as: str) -> None:
    assert key(name) == known_as


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        (3, [3]),
        (3.0, [3]),
        ("3", [3]),
        ([3, "4", 5.0], [3, 4, 5]),
        ("[3], [5-6]", [3, 5, 6]),
        ("sentences 3 and 4", [3, 4]),
        (["3–5", 4], [3, 4, 5]),
        ("1-400", [1, 400]),
        ("9-3", [9, 3]),
        ([3, 3, "3"], [3]),
        ([2, True, None, {}, [4], 2.5], [2]),
        ([-1, 10**400, -(10**400)], []),
        ([float("nan"), float("inf"), -float("inf"), 1e308], []),
        ("9" * 5_000, []),
        (None, []),
        ("", []),
        ("none", []),
        ({"n": 1}, []),
    ],
)
def test_numbers_are_read_in_whatever_they_came(value: object, numbers: list[int]) -> None:
    assert numbers_in(value) == numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("A", "A"),
        (["A", "B", 3, None], "A B"),
        ("A\ud800B", "AB"),
        (None, ""),
        (True, ""),
        (3, ""),
        ({"text": "A"}, ""),
        ("x" * 1_000_000, "x" * 4_000),
    ],
)
def test_a_text_is_read_in_whatever_it_came(value: object, text: str) -> None:
    assert text_in(value) == text


@pytest.mark.parametrize(
    ("value", "items"),
    [([1, 2], [1, 2]), ("A", ["A"]), (None, []), ("", []), ([], []), ([0] * 1_000, [0] * 50)],
)
def test_a_list_is_read_in_whatever_it_came(value: object, items: list[object]) -> None:
    assert items_in(value) == items
