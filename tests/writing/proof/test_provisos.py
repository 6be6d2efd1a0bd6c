"""What may be, is alleged or planned is not told as a fact."""

import pytest

from bot.writing.proof.provisos import lost_provisos
from bot.writing.proof.wording import read


def lost(claim: str, *sentences: str) -> list[str]:
    return list(lost_provisos(read(claim), [read(sentence) for sentence in sentences]))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The barrier will fail in a storm.", "The barrier may fail in a storm."),
        ("The clerk forged two permits.", "The clerk allegedly forged two permits."),
        ("The port built a crane.", "The port plans to build a crane."),
        ("The mayor opened the depot.", "The former mayor opened the depot."),
    ],
)
def test_a_lost_proviso_is_a_fault(claim: str, sentence: str) -> None:
    assert lost(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The barrier could fail in a storm.", "The barrier may fail in a storm."),
        ("The clerk is suspected of forging permits.", "The clerk allegedly forged permits."),
        ("The port is to build a crane.", "The port plans to build a crane."),
        ("The old mayor, once in office, came.", "The former mayor came."),
        ("The club has a new coach.", "The former club of the player was relegated."),
    ],
)
def test_a_proviso_in_other_words_is_kept(claim: str, sentence: str) -> None:
    assert not lost(claim, sentence)


def test_what_another_sentence_says_outright_needs_no_proviso() -> None:
    sentences = ("The port plans to build a crane.", "The port built a crane in 2019.")

    assert not lost("The port built a crane.", *sentences)
