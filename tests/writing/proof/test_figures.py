"""Whether the numbers of a claim are those of the sentences that are to prove it."""

import pytest

from bot.writing.proof.figures import wrong_figures
from bot.writing.proof.wording import read


def wrong(claim: str, sentence: str, *, language: str = "en", elsewhere: str = "") -> list[str]:
    evidence = read(sentence, language)
    whole = read(f"{sentence} {elsewhere}", language)
    return list(wrong_figures(read(claim, language), evidence, whole))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The barrier cost 40 million.", "The barrier cost 40m crowns."),
        ("Seven boats sank.", "The storm sank 7 boats."),
        ("The storm sank 7 boats.", "Seven boats sank."),
        ("It cost 1,200 crowns.", "The bill came to 1,198 crowns."),
        ("It rose to about 40 per cent.", "The share is now 39.7 per cent."),
        ("About 40 boats sank.", "The storm sank 43 boats."),
        ("More than 40 boats sank.", "The storm sank 43 boats."),
        ("Some 23,000 people came.", "The organisers counted 22,873 people."),
        ("The two sides met.", "Ilse Varga met Tam Okoro on Monday."),
        ("One boat sank.", "A boat sank."),
        ("The fair drew 12 thousand.", "The fair drew 12,000."),
        ("It opens at 5:30pm.", "Doors open at 5.30 pm."),
        ("It starts at 2 pm.", "It starts at 14:00."),
        ("It starts at 14:30.", "It starts at 2.30 p.m."),
        ("It is 38 metres high.", "It is 38 m high."),
        ("Half the boats sank.", "Of the boats 48 per cent sank."),
        ("66.7% agreed.", "Two-thirds agreed."),
        ("500,000 came.", "Half a million came."),
        ("It opens on the 22nd.", "It opens on 22 May."),
        ("Polls ask for COVID-19 tests.", "Tests for the virus were asked for."),
    ],
)
def test_a_number_may_be_told_in_another_form(claim: str, sentence: str) -> None:
    assert not wrong(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The barrier cost 40 million.", "The barrier cost 14 million."),
        ("The barrier cost 40 million.", "The barrier cost 40 billion."),
        ("Six boats sank.", "Seven boats sank."),
        ("The barrier was built in 2020.", "The barrier was built in 2019."),
        ("About 40 boats sank.", "The storm sank 57 boats."),
        ("It took 20 minutes.", "It took 20 hours."),
        ("Fewer than 300 came.", "In all, 300 came."),
        ("More than 300 came.", "Fewer than 300 came."),
        ("4 boats and 7 barges sank.", "The storm sank 7 boats and 4 barges."),
        ("The share rose 3.5 points.", "The share rose 3.6 points."),
        ("More than 50 boats sank.", "The storm sank 48 boats."),
        ("Nearly 40 boats sank.", "The storm sank 43 boats."),
        ("Three boats sank.", "Two boats sank."),
        ("The share rose 5 per cent.", "The share rose 5 percentage points."),
        ("It cost €5m.", "It cost £5m."),
        ("It starts at 2 pm.", "It starts at 2 am."),
    ],
)
def test_a_number_that_the_sentences_do_not_bear_out_is_a_fault(claim: str, sentence: str) -> None:
    assert wrong(claim, sentence)


@pytest.mark.parametrize(
    ("language", "claim", "sentence", "lie"),
    [
        ("de", "Rund 3,5 Millionen Kronen", "Es kostet 3.500.000 Kronen.", "Rund 4,5 Millionen"),
        ("fr", "Vingt-cinq bateaux", "On a vu 25 bateaux.", "Trente bateaux"),
        ("es", "Once barcos", "Se vieron 11 barcos.", "Doce barcos"),
        ("ru", "Около 40 лодок", "Утонули 43 лодки.", "Около 60 лодок"),
    ],
)
def test_numbers_are_compared_in_other_languages(
    language: str, claim: str, sentence: str, lie: str
) -> None:
    assert not wrong(claim, sentence, language=language)
    assert wrong(lie, sentence, language=language)


def test_a_table_is_no_claim() -> None:
    assert wrong(" and ".join(map(str, range(10, 60))), "The table is long.") == [
        "holds 50 numbers"
    ]


def test_many_numbers_are_compared_in_no_time() -> None:
    sentence = " ".join(map(str, range(30_000)))

    assert wrong(" and ".join(f"{n}.5 boats" for n in range(10, 40)), sentence)


def test_a_number_may_stand_elsewhere_in_the_article() -> None:
    assert not wrong("Varga, 63, voted.", "Varga voted.", elsewhere="Ilse Varga is 63.")


def test_the_complaint_says_what_the_sentences_say() -> None:
    (complaint,) = wrong("The storm sank 40 boats.", "The storm sank 14 boats.")

    assert complaint == "says 40, the sentences say 14"
