"""What has been told word for word is known again; what says something else is not."""

import pytest

from bot.terms import terms
from bot.writing.repeats import Told

SAID = (
    "The council of Tern Bay approved a flood barrier worth nine million crowns on Monday.",
    "Twelve councillors voted for it and 4 did not, said Mayor Ada Moss.",
)


def told() -> Told:
    known = Told()
    known.add(map(terms, SAID))
    return known


@pytest.mark.parametrize(
    "sentence",
    [*SAID, SAID[0].upper(), SAID[0].replace(" on Monday", ""), "", "…",
     "“Twelve councillors voted for it, and 4 did not,” said Mayor Moss."],
)  # fmt: skip
def test_the_same_words_are_a_repeat(sentence: str) -> None:
    assert told().has(terms(sentence), "en")


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(SAID[0].replace("nine", "ten"), id="another number"),
        pytest.param(SAID[1].replace(" 4 ", " 14 "), id="another number in digits"),
        pytest.param(SAID[1].replace("Ada Moss", "Tam Okoro"), id="another name"),
        pytest.param(SAID[0].replace("approved", "never approved"), id="a denial"),
        pytest.param(SAID[0].replace("approved", "may have approved"), id="a doubt"),
        pytest.param("Monday was cold.", id="something else"),
        pytest.param("A flood barrier was approved by the Tern Bay council.", id="other words"),
    ],
)
def test_what_says_something_else_is_no_repeat(sentence: str) -> None:
    assert not told().has(terms(sentence), "en")


def test_new_terms_are_those_that_nobody_has_used() -> None:
    assert told().new(terms("The council of Skerry on Monday")) == {"skerry"}
