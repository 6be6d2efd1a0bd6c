"""Whether those whom a claim names are in the article."""

import pytest

from bot.writing.proof.names import unknown_names
from bot.writing.proof.wording import read

ARTICLE = read(
    "Ilse Varga, a councillor of Alderhaven since 2011, met O'Brien-Stone in Canada. "
    "The World Harbour Organization and the EU sent Jean-Luc Moreau to the Irish coast. "
    "Brazilian boats came too, and the flood barrier was blessed by the bishop."
)


def unknown(claim: str, language: str = "en") -> list[str]:
    return list(unknown_names(read(claim, language), ARTICLE))


@pytest.mark.parametrize(
    "claim",
    [
        "The plan is Varga's.",
        "It was the Vargas who voted.",
        "The boats were met by O’Brien and by Stone.",
        "It was sent by the WHO, and by the European Union.",
        "She went to Ireland with a Canadian and somebody from Brazil.",
        "He met Jean Luc Moreau there, on a Monday in May, says Mr. Moreau.",
        "Harbour of Alderhaven: Officials look on. Previously, nobody did.",
        "Mayor Varga Wins Vote Over New Flood Barrier After Long Debate",
        "the BISHOP blessed it",
    ],
)
def test_a_name_is_known_in_every_form(claim: str) -> None:
    assert not unknown(claim)


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("The plan is Okoro's.", "Okoro's"),
        ("She went to Austria.", "Austria"),
        ("It was sent by NATO.", "NATO"),
        ("Tam Okoro voted.", "Tam"),
        ("They met J. Weller there.", "Weller"),
        ("She met Ilse Weller.", "Weller"),
    ],
)
def test_a_name_that_the_article_does_not_have_is_a_fault(claim: str, name: str) -> None:
    assert f"names {name}, which is not in the article" in unknown(claim)


def test_where_every_noun_has_a_capital_none_is_taken_for_a_name() -> None:
    assert not unknown("Sie sah das Gebäude und den Turm", "de")


def test_scripts_without_capitals_have_no_names_to_check() -> None:
    assert not unknown("市长说防洪堤很好", "zh")
