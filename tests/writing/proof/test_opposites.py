"""Words that cannot both be true of one thing."""

import pytest

from bot.writing.proof.opposites import contradictions
from bot.writing.proof.wording import read


def against(claim: str, sentence: str) -> list[str]:
    return list(contradictions(read(claim), read(sentence)))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Herring prices rose sharply.", "The price of herring fell sharply."),
        ("The council approved the barrier.", "The barrier was rejected by the council."),
        ("Alderhaven lost the cup final.", "The cup final was won by Alderhaven."),
        ("The council votes in the evening.", "The council is to vote in the morning."),
        ("The men were acquitted of murder.", "The men were convicted of murder."),
        ("The mayor's brother sold the depot.", "The mayor's sister sold the depot."),
        ("Police arrested the captain.", "Police released the captain."),
    ],
)
def test_an_opposite_beside_the_same_words_is_a_fault(claim: str, sentence: str) -> None:
    assert against(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Herring prices climbed sharply.", "Herring prices rose sharply."),
        ("Herring prices did not rise.", "Herring prices fell."),
        ("Herring prices rose.", "Taxes fell, and herring prices rose."),
        ("Herring prices rose.", "The rain fell on Sunday."),
        ("Herring rose while cod fell.", "Cod fell while herring rose."),
        ("Alderhaven won't vote.", "Alderhaven lost interest in the vote."),
    ],
)
def test_other_words_for_the_same_are_no_fault(claim: str, sentence: str) -> None:
    assert not against(claim, sentence)
