"""Answers to people that Discord refuses though its description allows them."""

import pytest

from tests.discord.bodies import (
    CALLBACK,
    Body,
    Case,
    ask,
    choice,
    codes,
    disagreements,
    modal,
    question,
    row,
)
from tests.discord.strictness import EMPTY_MESSAGE, problems

CASES: dict[str, Case] = {
    "message": (
        {"type": 4, "data": {"content": "x"}},
        {"type": 4, "data": {"content": "x" * 2001}},
        "BASE_TYPE_MAX_LENGTH",
    ),
    "no message": ({"type": 5}, {"type": 4}, "BASE_TYPE_REQUIRED"),
    "empty message": ({"type": 7, "data": {}}, {"type": 4, "data": {}}, EMPTY_MESSAGE),
    "later": (
        {"type": 5, "data": {"flags": 64}},
        {"type": 5, "data": {"content": "x"}},
        "UNKNOWN_KEY",
    ),
    "unknown type": ({"type": 1}, {"type": 2}, "UNION_TYPE_CHOICES"),
    "choices": (
        {"type": 8, "data": {"choices": [choice(n) for n in range(25)]}},
        {"type": 8, "data": {"choices": [choice(n) for n in range(26)]}},
        "BASE_TYPE_BAD_LENGTH",
    ),
    "choice": (
        {"type": 8, "data": {"choices": [{"name": "x" * 100, "value": 1}]}},
        {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": 1}]}},
        "BASE_TYPE_BAD_LENGTH",
    ),
    "modal title": (
        modal(question(), title="x" * 45),
        modal(question(), title="x" * 46),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "modal": (
        modal(*map(question, range(5))),
        modal(*map(question, range(6))),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "modal with doubled ids": (
        modal(question(1), question(2)),
        modal(question(1), question(1)),
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "modal with a button": (
        modal(row({"type": 4, "custom_id": "q", "style": 2, "label": "Why?"})),
        modal(row(ask())),
        "UNION_TYPE_CHOICES",
    ),
}


@pytest.mark.parametrize(("at", "past", "code"), CASES.values(), ids=CASES)
def test_a_callback_passes_at_a_limit_and_not_past_it(at: Body, past: Body, code: str) -> None:
    passed, refused = problems("POST", CALLBACK, at), problems("POST", CALLBACK, past)

    assert passed == []
    assert codes(refused) == {code}


def test_what_passes_of_callbacks_is_described_and_so_are_the_errors_of_the_rest() -> None:
    assert disagreements("/interactions/1/token/callback", CASES) == []
