"""Weekdays and months are told as the sentences tell them."""

import pytest

from bot.writing.proof.dates import wrong_dates
from bot.writing.proof.wording import read


def wrong(
    claim: str,
    sentence: str,
    *,
    language: str = "en",
    elsewhere: str = "",
    strict: bool = True,
) -> list[str]:
    whole = read(f"{sentence} {elsewhere}", language)
    evidence = read(sentence, language)
    return list(wrong_dates(read(claim, language), evidence, whole, strict=strict))


@pytest.mark.parametrize(
    ("language", "claim", "sentence"),
    [
        ("en", "The vote is on Monday.", "The vote is on Tuesday."),
        ("en", "It opens in May.", "It opens in March."),
        ("en", "It opens on May 2.", "It opens on 2 April."),
        ("de", "Am Montag stimmt der Rat ab.", "Der Rat stimmt am Mittwochabend ab."),
        ("fr", "Le vote aura lieu mardi.", "Le vote aura lieu jeudi."),
        ("es", "La obra empieza en mayo.", "La obra empieza en marzo."),
        ("pt", "A votação é na terça-feira.", "A votação é na quinta-feira."),
        ("it", "Si vota a giugno.", "Si vota a luglio."),
        ("nl", "De stemming is op maandag.", "De stemming is op vrijdag."),
        ("ru", "Голосование в среду.", "Голосование в пятницу."),
        ("zh", "市议会周二投票。", "市议会周一投票。"),
    ],
)
def test_another_date_is_a_fault(language: str, claim: str, sentence: str) -> None:
    assert wrong(claim, sentence, language=language)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("It opens on Monday.", "It opens on Mondays."),
        ("It opens on 14 September.", "It opens on Sept 14."),
        ("It opens in March.", "It opens on 2027-03-02."),
        ("It opens in March.", "It opens on 2/3/2027."),
        ("Boats may sail, and crowds march.", "Boats sail as crowds walk in June."),
        ("Ms May said so.", "Theresa May said so in June."),
    ],
)
def test_a_date_may_be_told_in_another_form(claim: str, sentence: str) -> None:
    assert not wrong(claim, sentence)


def test_what_the_sentences_leave_open_may_stand_elsewhere() -> None:
    assert not wrong("The vote was on Monday.", "The vote was close.", elsewhere="It was Monday.")
    assert wrong("The vote was on Monday.", "The vote was close.")


def test_sentences_that_were_only_guessed_may_date_something_else() -> None:
    claim, sentence, elsewhere = "The vote was on Monday.", "Rain fell on Friday.", "On Monday …"

    assert wrong(claim, sentence, elsewhere=elsewhere)
    assert not wrong(claim, sentence, elsewhere=elsewhere, strict=False)


def test_dates_are_compared_across_languages() -> None:
    sentence = read("The vote is on 2 March.")

    assert not [
        *wrong_dates(read("Am 2. März wird gewählt", "de"), sentence, sentence, strict=True)
    ]
    assert [*wrong_dates(read("Am 2. Mai wird gewählt", "de"), sentence, sentence, strict=True)]
