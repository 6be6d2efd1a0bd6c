"""A label stays where the card's sentences have it, or where it says nothing of anybody."""

import pytest

from bot.writing.proof.labels import proved_labels
from bot.writing.proof.wording import read

SENTENCES = [
    read(text)
    for text in (
        "Alderhaven closes tram line 6",
        "Councillors in Alderhaven voted to close tram line 6 for repairs on Mill Bridge.",
        "Police arrested a man of 34 near the depot, said mayor Ilse Varga.",
    )
]


@pytest.mark.parametrize(
    "label",
    [
        "trams",
        "Mill Bridge",
        "tram repairs",
        "Alderhaven",
        "public transport",
        "Politics",
        "Line 6",
    ],
)
def test_a_label_that_is_borne_out_stays(label: str) -> None:
    assert proved_labels([label], SENTENCES) == (label,)


@pytest.mark.parametrize(
    "label",
    ["Brackwater", "Varga arrested", "corruption", "breaking", "line 7", "buy now", "Kunst", "?"],
)
def test_a_label_that_nothing_bears_out_goes(label: str) -> None:
    assert proved_labels([label], SENTENCES) == ()


def test_the_names_of_fields_are_known_in_other_languages() -> None:
    assert proved_labels(["Politik", "transporte", "общество"], SENTENCES)


def test_without_sentences_only_fields_are_left() -> None:
    assert proved_labels(["Alderhaven", "sport"], []) == ("sport",)
