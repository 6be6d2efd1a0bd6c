"""The estimate of tokens is the one that was measured, and errs towards too many."""

import time

import pytest

from bot.writing.tokens import estimate_tokens

HANG_S = 10.0
# Counted with o200k, the table of OpenAI's models of 2024 to 2026.
COUNTED = (
    ("The council voted 14 to 9 on Tuesday to close tram line 6 for eleven weeks.", 20),
    ("Der Rat stimmte am Dienstag mit 14 zu 9 Stimmen für die Schließung der Brücke.", 23),
    ("Le conseil a voté mardi la fermeture du pont pendant onze semaines.", 14),
    ("市议会周二以14票对9票通过决议，称不能再等。", 20),
    ("Совет проголосовал во вторник за закрытие моста на одиннадцать недель.", 19),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("a", 1),
        ("x" * 36, 10),
        ("é" * 18, 10),
        ("市" * 10, 15),
        ("かな" * 5, 15),
        ("한글" * 5, 15),
        ("x" * 36 + "市" * 10, 25),
    ],
)
def test_bytes_and_ideographs_are_counted_apart(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


@pytest.mark.parametrize(("text", "tokens"), COUNTED)
def test_the_estimate_is_near_enough_to_plan_with(text: str, tokens: int) -> None:
    assert 0.9 * tokens <= estimate_tokens(text) <= 2.0 * tokens


def test_half_a_surrogate_pair_is_counted_too() -> None:
    assert estimate_tokens("\ud800" * 36) == 10


def test_a_megabyte_is_estimated_in_time() -> None:
    start = time.perf_counter()

    estimate_tokens("市a" * 500_000)

    assert time.perf_counter() - start < HANG_S
