"""The right words stand in the right places: who did what to whom, and why."""

import pytest

from bot.writing.proof.roles import made_up_causes, wrong_roles
from bot.writing.proof.wording import read

REST = (
    "The engineer, Petra Lindqvist, then met councillors Tam Okoro and Ilse Varga near Brackwater."
)


def wrong(claim: str, sentence: str) -> list[str]:
    return list(wrong_roles(read(claim), read(sentence), read(f"{sentence} {REST}")))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Tam Okoro signed the plan.", "Ilse Varga signed the plan."),
        ("“No,” said Tam Okoro.", "“No,” said mayor Ilse Varga."),
        ("It rained in Brackwater.", "It rained in Alderhaven."),
        ("Petra Okoro signed it.", "Petra Lindqvist signed it."),
        ("The bank sued the city.", "The city sued the bank."),
        ("Okoro beat Varga in the race.", "Varga beat Okoro in the race."),
    ],
)
def test_a_changed_role_is_a_fault(claim: str, sentence: str) -> None:
    assert wrong(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The bank was sued by the city.", "The city sued the bank."),
        ("The mayor of Alderhaven signed the plan.", "Ilse Varga signed the plan."),
        ("Ilse Varga told the council so.", "She told the council of Brackwater so."),
        ("Varga met Okoro.", "Okoro met Varga."),
        ("Mayor Varga signed the plan.", "Ilse Varga signed the plan."),
        ("The fire in the depot lasted.", "The depot fire lasted."),
    ],
)
def test_the_same_role_in_other_words_is_none(claim: str, sentence: str) -> None:
    assert not wrong(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence", "made_up"),
    [
        ("It shut because of rain.", "Rain fell. It shut.", True),
        ("It shut because of rain.", "It shut as rain fell.", False),
        ("It is due to open in May.", "It opens in May.", False),
        ("It opens in May.", "It opens in May.", False),
    ],
)
def test_a_cause_needs_a_reason(claim: str, sentence: str, made_up: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool([*made_up_causes(read(claim), read(sentence))]) is made_up
