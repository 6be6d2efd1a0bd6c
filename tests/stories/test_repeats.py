"""Texts that come again: copies, instalments, refrains."""

from datetime import timedelta

import pytest

from bot.stories.repeats import REPRINT, is_copy, is_next_instalment, refrains, runs, without
from tests.stories.replay import told

TEXT = (
    "The harbour council of Tern Bay approved a flood barrier on Friday. Mayor Ada Moss said the "
    "barrier would protect the fish market from the sea, and that work would begin in the spring."
)
OTHER = (
    "The council in Tern Bay voted for a flood barrier. Its mayor, Ada Moss, called it the end of "
    "wet feet in the fish market, while fishermen worried about the herring and left the hall."
)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("other", "copied"),
    [
        (TEXT, True),
        (TEXT.replace("Friday", "Nov. 20"), True),
        ("TERN BAY (Wire) - " + TEXT.upper(), True),
        (OTHER, False),
        ("", False),
    ],
)
def test_a_copy_is_the_same_but_for_a_few_words(other: str, copied: bool) -> None:  # noqa: FBT001 - an expectation
    assert is_copy(runs(TEXT), runs(other)) is copied


def test_texts_too_short_to_tell_are_no_copies() -> None:
    assert not is_copy(runs("Read the whole story here."), runs("Read the whole story here."))


@pytest.mark.parametrize(
    ("title", "next_title"),
    [
        ("The weather", "The weather"),
        ("Tuesday's weather", "Wednesday's weather"),
        ("Letters, 3 November", "Letters, 4 November"),
        ("Wetter am Dienstag", "Wetter am Mittwoch"),
    ],
)
def test_the_same_headline_in_an_outlet_the_next_day_is_the_next_instalment(
    title: str, next_title: str
) -> None:
    assert is_next_instalment(told(title, TEXT), told(next_title, OTHER, after=DAY))


@pytest.mark.parametrize(
    "other",
    [
        told("The weather", OTHER, after=timedelta(hours=3)),
        told("The weather", OTHER, after=DAY, source="Bay Radio"),
        told("Storm nears", OTHER, after=DAY),
        told("The weather", TEXT, after=DAY),
    ],
    ids=["an update", "another outlet", "another headline", "a reprint"],
)
def test_what_is_no_next_instalment(other: object) -> None:
    assert not is_next_instalment(told("The weather", TEXT), other)  # type: ignore[arg-type]


def test_a_form_filled_with_other_numbers_is_the_next_instalment() -> None:
    form = TEXT + " The tide stands at {} centimetres."

    assert is_next_instalment(
        told("Tides", form.format(120)), told("Tides", form.format(95), after=DAY)
    )
    assert is_copy(runs(form.format(120)), runs(form.format(95)), least=REPRINT)


def test_headlines_without_words_make_no_series() -> None:
    assert not is_next_instalment(told("", TEXT), told("", OTHER, after=DAY))


def test_a_refrain_is_left_out_and_nothing_else() -> None:
    refrain = "Subscribe to the morning letter and never miss a thing."
    band = told("Brass band wins prize", f"A waltz about goats won. {refrain}")
    crane = told("Harbour crane breaks down", f"The crane stands still. {refrain}")

    left_out = refrains(crane, [band])

    assert left_out == {refrain}
    assert without(crane.text, left_out).strip() == "The crane stands still."
    assert without(crane.text, frozenset()) == crane.text


def test_another_outlets_sentence_or_one_of_the_matter_is_no_refrain() -> None:
    sentence = "The harbour crane of Tern Bay broke down on Friday."
    crane = told("Harbour crane breaks down", sentence)

    assert not refrains(crane, [told("Brass band wins prize", sentence, source="Bay Radio")])
    assert not refrains(crane, [told("Brass band wins prize", sentence)])
    assert not refrains(told("", sentence), [told("Brass band wins prize", sentence)])
