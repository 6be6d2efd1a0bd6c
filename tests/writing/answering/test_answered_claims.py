"""The lies and the honest claims of the summaries' proof, told as answers to a question."""

from dataclasses import replace

import pytest

from bot.writing.answering.reading import read_answer
from tests.writing.answering.asked import courier, harbour, prompt_of, told
from tests.writing.composing import composed
from tests.writing.proof.test_claims import HONEST, STOPPED, STORY, Pair

QUESTIONS = {
    "en": "What happened in the news?",
    "de": "Was ist denn da passiert?",
    "fr": "Qu'est-ce qui est arrivé ?",
    "es": "¿Qué es lo que pasó?",
}
# It has "critics", "loans" and "money" where its sentence has "opponents" and "borrow".
FREE = "Critics say the city will have to take out loans to borrow the money."


def answer_to(pair: Pair) -> list[str]:
    """What is left of a claim that answers a question, beside an article of another outlet."""
    others = STORY if pair.language == "en" else ()
    article = composed(pair.sentence, *others, language=pair.language, title="News")
    question = QUESTIONS.get(pair.language, "What happened?")
    prompt = prompt_of(replace(article, source=harbour().source), courier(), question=question)
    named = [n for n, (_, span) in prompt.sentences.items() if span.end <= len(pair.sentence)]
    marks = "".join(f"[{number}]" for number in named if number < 6)
    return told(read_answer(f"- {pair.claim} {marks}", prompt, question=question))


@pytest.mark.parametrize("pair", STOPPED, ids=str)
def test_a_lie_about_a_sentence_is_not_final(pair: Pair) -> None:
    assert answer_to(pair) == []


@pytest.mark.parametrize("pair", [pair for pair in HONEST if pair.claim != FREE], ids=str)
def test_an_honest_answer_is_final(pair: Pair) -> None:
    assert answer_to(pair)


def test_an_answer_in_words_of_its_own_is_lost() -> None:
    (free,) = (pair for pair in HONEST if pair.claim == FREE)

    assert answer_to(free) == []
