"""Whether the words of a claim stand in its sentences, and together."""

import pytest

from bot.writing.proof.support import closest, unsupported
from bot.writing.proof.wording import read

FAR = " ".join(f"filler{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))
FIRST = "The harbour council of Alderhaven approved a flood barrier after a long debate."
LAST = "A brass band played old songs while children ate herring in the market square."
TOLD = f"{FIRST} On Monday, Mayor Ilse Varga praised the vote."
ARTICLE = f"{FIRST} {FAR} {LAST}"


def lacks(claim: str, sentence: str, article: str = ARTICLE, language: str = "en") -> list[str]:
    whole = read(article, language)
    return list(unsupported(read(claim, language), read(sentence, language), whole))


def test_a_claim_in_the_words_of_its_sentence_is_supported() -> None:
    assert not lacks("The council of Alderhaven approved the flood barrier.", FIRST)


def test_a_claim_about_something_else_is_not() -> None:
    assert lacks("Farmers expect heavy losses from frost in northern orchards.", FIRST)


def test_words_spliced_from_both_ends_of_an_article_are_a_fault() -> None:
    claim = "The harbour council approved brass songs while Alderhaven ate herring."

    assert lacks(claim, f"{FIRST} {LAST}") == ["joins words that stand far apart in the article"]


def test_two_words_are_too_few_to_weigh_but_one_must_be_there() -> None:
    assert not lacks("Council threatens.", FIRST)
    assert lacks("Frost threatens.", FIRST) == ["has no word of the sentences"]


@pytest.mark.parametrize(
    "claim",
    [
        "Frost threatens Alderhaven.",
        "Mayor Ilse Varga was convicted of fraud.",
        "Ilse Varga was jailed.",
        "Varga has resigned and fled.",
    ],
)
def test_a_name_alone_proves_nothing_that_is_said_of_it(claim: str) -> None:
    assert lacks(claim, TOLD, TOLD) == ["has nothing but names of the sentences"]


@pytest.mark.parametrize(
    "claim",
    [
        "Mayor Ilse Varga welcomed the vote.",
        "Alderhaven gets a flood barrier.",
        "The council of Alderhaven backs a barrier.",
    ],
)
def test_other_words_for_the_same_are_put_up_with(claim: str) -> None:
    assert not lacks(claim, TOLD, TOLD)


def test_one_word_tells_nothing() -> None:
    assert not lacks("Frost.", FIRST)


def test_the_closest_sentences_come_in_the_order_of_the_article() -> None:
    sentences = [read(text) for text in (LAST, FAR, FIRST)]

    near = closest(read("The council approved a barrier, and children ate herring."), sentences)

    assert near == [sentences[0], sentences[2]]


def test_without_a_likeness_the_first_sentence_stands_for_all() -> None:
    sentences = [read(FIRST), read(LAST)]

    assert closest(read("Frost"), sentences) == sentences[:1]
