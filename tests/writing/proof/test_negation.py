"""Whether a claim denies what is said, or says what is denied."""

import pytest

from bot.writing.proof.negation import reversals
from bot.writing.proof.wording import read


def reversed_in(claim: str, *sentences: str, language: str = "en") -> list[str]:
    there = [read(sentence, language) for sentence in sentences]
    return list(reversals(read(claim, language), there))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The barrier did not protect the harbour.", "The barrier protects the harbour well."),
        ("The captain pleaded not guilty to fraud.", "The captain pleaded guilty to fraud."),
        ("The harbour was deemed safe in storms.", "The harbour wasn't deemed safe in storms."),
        ("The plan leaves money for schools.", "The plan leaves no money for the schools."),
    ],
)
def test_a_denial_on_one_side_alone_is_a_fault(claim: str, sentence: str) -> None:
    assert reversed_in(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The barrier didn't protect the harbour.", "The barrier does not protect the harbour."),
        ("The barrier did not protect the harbour.", "The barrier failed to protect the harbour."),
        ("The barrier protects the harbour.", "The barrier not only protects the harbour."),
        ("The mayor did not resign.", "The mayor spoke of herring."),
        ("The barrier fails to protect the port.", "The barrier does not protect the port."),
    ],
)
def test_a_denial_told_in_other_words_is_none(claim: str, sentence: str) -> None:
    assert not reversed_in(claim, sentence)


def test_what_one_sentence_denies_and_another_says_is_no_fault() -> None:
    sentences = (
        "The old barrier did not protect the harbour.",
        "The new barrier will protect the harbour.",
    )

    assert not reversed_in("The new barrier will protect the harbour.", *sentences)


@pytest.mark.parametrize(
    ("language", "claim", "sentence"),
    [
        (
            "de",
            "Der Stadtrat hat den Neubau genehmigt",
            "Der Stadtrat hat den Neubau nicht genehmigt",
        ),
        ("fr", "Le conseil a approuvé la vente", "Le conseil n'a pas approuvé la vente"),
        ("es", "El consejo aprobó la venta", "El consejo no aprobó la venta"),
        ("pt", "O conselho aprovou a venda", "O conselho não aprovou a venda"),
        ("it", "Il consiglio ha approvato la vendita", "Il consiglio non ha approvato la vendita"),
        ("nl", "De raad heeft de verkoop goedgekeurd", "De raad heeft de verkoop niet goedgekeurd"),
        ("ru", "Совет одобрил продажу порта", "Совет не одобрил продажу порта"),
    ],
)
def test_denials_are_known_in_eight_languages(language: str, claim: str, sentence: str) -> None:
    assert reversed_in(claim, sentence, language=language)
    assert reversed_in(sentence, claim, language=language)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The firm paid its dockers in May.", "The firm failed to pay its dockers in May."),
        ("The clerk stole two cars in May.", "The clerk denied stealing two cars in May."),
    ],
)
def test_what_was_not_done_is_not_told_as_done(claim: str, sentence: str) -> None:
    assert reversed_in(claim, sentence)
