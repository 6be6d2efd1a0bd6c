"""Two outlets are said to tell the same only where one sentence bears out the other."""

import pytest

from bot.writing.proof.wording import read
from bot.writing.sameness import tells

CLAIM = "The council of Tern Bay approved a flood barrier worth nine million crowns."


@pytest.mark.parametrize(
    "sentence",
    [
        CLAIM,
        "A flood barrier worth nine million crowns was approved by the council of Tern Bay.",
        "On Monday, the Tern Bay council approved the flood barrier, worth 9 million crowns.",
    ],
)
def test_the_same_in_other_words_is_the_same(sentence: str) -> None:
    assert tells(read(sentence, "en"), read(CLAIM, "en"))


@pytest.mark.parametrize(
    "sentence",
    [
        "The council of Tern Bay approved a flood barrier worth twelve million crowns.",
        "The council of Tern Bay has not approved a flood barrier worth nine million crowns.",
        "The council of Skerry approved a flood barrier worth nine million crowns.",
        "The council of Tern Bay approved a flood barrier.",
        "The council of Tern Bay meets on Monday to speak of crowns, barriers and floods.",
    ],
)
def test_another_number_a_denial_another_place_and_less_are_not(sentence: str) -> None:
    assert not tells(read(sentence, "en"), read(CLAIM, "en"))


def test_a_few_words_prove_nothing() -> None:
    assert not tells(read("He said so.", "en"), read("He said so.", "en"))
