"""What a text counts: the ways to read a number, and what stands around it."""

import pytest

from bot.writing.proof.numbers import quantities
from bot.writing.proof.wording import read


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,300 crowns", "en", 1300),
        ("1.300 Kronen", "de", 1300),
        ("1 300 couronnes", "fr", 1300),
        ("1\u202f300 couronnes", "fr", 1300),
        ("1'300 Franken", "de", 1300),
        ("1, 300 years", "en", 1300),
        ("12,34,567 rupees", "en", 1_234_567),
        ("3.5 metres", "en", 3.5),
        ("3,5 Meter", "de", 3.5),
        ("1,234.5 tonnes", "en", 1234.5),
        ("98. 7 per cent", "en", 98.7),
        ("$1.2bn", "en", 1.2e9),
        ("two hundred thousand people", "en", 200_000),
        ("forty-three boats", "en", 43),
        ("three dozen", "en", 36),
        ("a third boat", "en", 3),
        ("einundzwanzig Boote", "de", 21),
        ("3,5 Millionen Kronen", "de", 3.5e6),
        ("deux mille bateaux", "fr", 2000),
        ("cinco barcos", "es", 5),
        ("doze barcos", "pt", 12),
        ("dodici barche", "it", 12),
        ("drieëntwintig boten", "nl", 23),
        ("двенадцать лодок", "ru", 12),
        ("5 млн крон", "ru", 5e6),
        ("3万人", "zh", 30_000),
        ("三十五万人", "zh", 350_000),
        ("二零二六年", "zh", 2026),
        ("a quarter", "en", 25),
        ("die Hälfte", "de", 50),
        ("12 pm", "en", 12),
        ("12.15 am", "en", 0),
        ("٣ قوارب", "ar", 3),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, language: str, value: float) -> None:
    found = quantities(read(text, language))

    assert value in found[0].values


def test_a_score_is_two_numbers() -> None:
    found = quantities(read("They won 28-24 on the day."))

    assert [quantity.written for quantity in found] == ["28", "24"]


def test_a_date_in_figures_is_its_parts() -> None:
    (date,) = quantities(read("am 7.6.2022", "de"))

    assert date.readings == ((7.0, 6.0, 2022.0),)


@pytest.mark.parametrize("text", ["H5N1", "COVID-19", "the F-16"])
def test_a_number_inside_a_name_is_marked_as_one(text: str) -> None:
    assert all(quantity.is_name for quantity in quantities(read(text)))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("20%", "percent"),
        ("20 per cent", "percent"),
        ("$20", "dollar"),
        ("20 dollars", "dollar"),
        ("a 20-minute walk", "minute"),
        ("15km", "km"),
        ("£15", "pound"),
        ("15 percentage points", "points"),
        ("15 crowns", "crown"),
        ("2 p.m.", "pm"),
        ("20 herring", ""),
    ],
)
def test_a_number_has_the_unit_beside_it(text: str, unit: str) -> None:
    (quantity,) = quantities(read(text))

    assert quantity.unit == unit


def test_a_word_of_another_language_is_no_number() -> None:
    assert not quantities(read("once upon a time, sei dix", "en"))


def test_numbers_of_any_length_are_read_in_no_time() -> None:
    assert quantities(read("1,000 " * 40_000 + "9" * 100_000 + " two hundred million" * 1_000))
