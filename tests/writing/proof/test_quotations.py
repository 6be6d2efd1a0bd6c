"""What stands between quotation marks must stand in the article."""

import pytest

from bot.writing.proof.quotations import misquotations, unquoted
from bot.writing.proof.wording import read

ARTICLE = read(
    "Ilse Varga said: “We can’t repair it now, and we won’t replace it later at twice the price.” "
    "She called the plan ‘a gift to the sea’. The council failed to get the balance right."
)


def wrong(claim: str) -> list[str]:
    return list(misquotations(read(claim), ARTICLE, ARTICLE))


@pytest.mark.parametrize(
    "claim",
    [
        'Varga said: "we can\'t repair it now".',
        "Varga said they «won't replace it later».",
        "Varga: „We can’t repair it … at twice the price“",
        "It is 'a gift to the sea'.",
        "Varga said “we can't repair it [the barrier] now”.",
        "Varga called it `a gift to the sea'.",
        "“Twice the price,” said Varga.",
        "Varga’s plan and the councillors’ plan",
        'She wrote that the barrier is 5" high.',
    ],
)
def test_typography_is_no_misquotation(claim: str) -> None:
    assert not wrong(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Varga said: “The sea will take us all.”",
        'Varga said: "we will repair it tomorrow".',
        "It is ‘a present to the river’.",
        "Varga: 「The sea will take us all」",
    ],
)
def test_words_that_nobody_said_are_a_fault(claim: str) -> None:
    assert wrong(claim)


def test_words_without_spaces_between_them_may_be_quoted() -> None:
    article = read("市长说洪水很危险。", "zh")

    assert not list(misquotations(read("市长：「洪水」", "zh"), article, article))
    assert list(misquotations(read("市长：「火灾」", "zh"), article, article))


def test_a_bent_quotation_is_told_without_its_marks() -> None:
    claim = "The council “did not get the balance right”, and Varga named “a gift to the sea”."

    plain = unquoted(claim, ARTICLE)

    assert not wrong(claim)
    assert (
        plain == "The council did not get the balance right, and Varga named “a gift to the sea”."
    )


def test_a_quotation_that_differs_by_one_letter_loses_its_marks() -> None:
    assert (
        unquoted("She said “I can't repair it now”.", ARTICLE) == "She said I can't repair it now."
    )


def test_a_million_marks_are_read_in_no_time() -> None:
    claim = read("“" * 1_000 + "'a" * 500)

    assert not list(misquotations(claim, read("“" * 1_000_000), read("'a " * 300_000)))
