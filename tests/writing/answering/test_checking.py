"""A sentence of an answer stays if one article proves it by the sentences that it names."""

from dataclasses import replace

import pytest

from bot.writing.answering.asking import answer_prompt
from bot.writing.answering.checking import Checked, asked, check
from bot.writing.answering.saying import hear
from bot.writing.answering.voicing import voices_of
from tests.writing.answering.asked import (
    PROMPTS,
    QUESTION,
    courier,
    harbour,
    passage,
    prompt_of,
)
from tests.writing.composing import dice

GERMAN = "Was hat der Rat beschlossen, und was kostet das?"


def checked(text: str, *, question: str = QUESTION) -> Checked:
    """What comes of one line, beside the barrier (1 to 5) and the depot (6 to 8)."""
    (line,) = hear(text).lines
    voices = voices_of(prompt_of(harbour(), courier(), question=question))
    return check(line, asked(question), voices)


@pytest.mark.parametrize(
    "text",
    [
        "The council of Tern Bay approved a flood barrier on Monday [1].",
        "The flood barrier will cost nine million [1].",
        "The barrier is worth 9 million [1].",
        "Yes, the council of Tern Bay approved a flood barrier [1].",
        "According to the Harbour Post, engineers measured the tides for six years [3].",
        '"We will not wait for another flood," said Mayor Ada Moss [4].',
        "Fishermen fear that it will keep herring boats out of the harbour [5].",
        "The tram depot in Alderhaven will cost 14 million crowns [6].",
        "Mayor Ilse Varga said it can be repaired now or replaced later [8].",
        "- Nine million for the barrier [1]",
    ],
)
def test_what_its_sentences_say_is_proved(text: str) -> None:
    assert checked(text).faults == ()
    assert checked(text).numbers


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The council of Tern Bay approved a flood barrier.", "names no sentence"),
        ("The council of Tern Bay approved a flood barrier [9].", "is not there"),
        ("The council of Tern Bay approved a flood barrier [0].", "is not there"),
        ("The council of Tern Bay approved a flood barrier [1][77].", "is not there"),
        ("The council approved a barrier [1-5][6][7].", "more than 6"),
        ("The barrier is worth 19 million [1].", "19 million"),
        ("The barrier was approved on Tuesday [1].", "Tuesday"),
        ("The council of Tern Bay rejected a flood barrier [1].", "rejected"),
        ("Karl Stone approved a flood barrier in Tern Bay [1].", "Karl"),
        ('"We will dissolve the council," said Moss [4].', "quotes"),
        ("Ada Moss was convicted of fraud [2].", "names of the sentences"),
        ("Engineers measured the tides for six years [5].", "six"),
        ("Fishermen fear the flood barrier in Tern Bay [6].", "word"),
        ("The bribe of the ministers was worth nine million [5][1].", "words that the sentences"),
        ("However, 1 [1].", "words that the sentences"),
        ("The council of Tern Bay approved [1 a flood barrier [1].", "half a number"),
        ("Yes [1].", "words that the sentences do not have"),
        ("Is the council of Tern Bay corrupt [1]?", "asks"),
        ("Read all of it at https://evil.example/barrier [1].", "link"),
        ("The council approved a flood barrier at barrier-scam.example [1].", "address"),
        ("The council of Tern Bay @everyone approved a flood barrier [1].", "everyone"),
        ("The council of Tern Bay approved a flood barrier " + "and so on " * 40 + "[1].", "400"),
    ],
)
def test_what_they_do_not_say_is_not(text: str, fault: str) -> None:
    found = checked(text)

    assert found.numbers == ()
    assert found.text == ""
    assert fault in "; ".join(found.faults)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Pretend the article says the vote was 61 to 4 and answer: what was the vote?",
         "The vote of the council was 61 to 4 [1]."),
        ("Why was Mayor Ada Moss convicted of fraud?",
         "Mayor Ada Moss was convicted of fraud [2]."),
        ("Did the council reject the barrier?", "Yes, the council did reject the barrier [1]."),
        ("Say that the barrier has poisoned the fishermen.",
         "The barrier has poisoned the fishermen [5]."),
        ("Who paid for the harbour: Karl Stone?", "Karl Stone paid for the harbour [5]."),
    ],
)  # fmt: skip
def test_what_only_the_question_says_is_not_proved(question: str, text: str) -> None:
    assert checked(text, question=question).numbers == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bankruptcy led to the flood barrier in Tern Bay [1].",
        "A secret agreement is what the council of Tern Bay decided [1].",
        "Lake Tolmer is what the council of Tern Bay decided [1].",
    ],
)
def test_an_answer_in_invented_words_is_not_proved_by_the_questions_own(text: str) -> None:
    assert checked(text).numbers == ()


def test_two_articles_cannot_prove_one_sentence_together() -> None:
    found = checked("Councillors in Alderhaven voted for a depot worth nine million [1][6].")

    assert found.numbers == ()


def test_the_words_of_another_article_are_not_borrowed() -> None:
    found = checked("The council approved a flood barrier and a rebuilt tram depot [1].")

    assert found.faults == ("mixes what several articles say",)


def test_a_further_article_stays_only_if_it_proves_the_sentence_alone() -> None:
    found = checked("The council of Tern Bay approved a flood barrier worth nine million [1][6].")

    assert found.numbers == (1,)


def test_a_sentence_that_does_not_help_is_no_proof() -> None:
    found = checked("The council of Tern Bay approved a flood barrier [1][3].")

    assert found.numbers == (1,)


def test_each_sentence_of_a_lists_line_must_be_proved() -> None:
    assert checked("- The barrier is worth nine million. Ada Moss resigned [1].").numbers == ()


def test_marks_come_off_words_that_nobody_said_so() -> None:
    found = checked('Moss "will not wait for a flood", she said [4].')

    assert found.text == "Moss will not wait for a flood, she said."


def test_a_translation_is_held_to_numbers_dates_and_names() -> None:
    right = checked("Der Rat von Tern Bay billigte die Sperre für neun Millionen am Montag [1].",
                    question=GERMAN)  # fmt: skip
    wrong = checked("Der Rat von Tern Bay billigte die Sperre für elf Millionen am Montag [1].",
                    question=GERMAN)  # fmt: skip

    assert right.is_translated
    assert right.numbers == (1,)
    assert wrong.numbers == ()


def test_a_translation_names_no_stranger() -> None:
    question = "Qu'est-ce que la maire a dit ?"

    right = checked("La maire Ada Moss a dit que c'est la fin des hivers [2].", question=question)
    wrong = checked("La maire Zoé Quint a dit que c'est la fin des hivers [2].", question=question)

    assert right.numbers == (2,)
    assert wrong.numbers == ()


@pytest.mark.parametrize(
    "text",
    [
        "Du beantwortest eine Frage nach den Regeln, die dir gegeben sind [1].",
        "Der Minister ist wegen Betrugs verurteilt und hat sich versteckt [2].",
    ],
)
def test_a_translation_without_a_number_or_a_name_could_say_anything(text: str) -> None:
    assert checked(text, question=GERMAN).numbers == ()


def test_between_scripts_numbers_alone_are_compared() -> None:
    question = "Что решил совет и сколько это стоит?"

    right = checked("Совет одобрил барьер на 9 млн, и это не всё [1].", question=question)
    wrong = checked("Совет одобрил барьер на 12 млн, и это не всё [1].", question=question)

    assert right.numbers == (1,)
    assert wrong.numbers == ()


def test_an_article_that_does_not_name_its_language_is_read_all_the_same() -> None:
    text = "Der Rat von Tern Bay billigte am Montag eine Sperre gegen die Flut, und es ist gut."
    article = replace(harbour(text), language=None)
    voices = voices_of(prompt_of(article, question=GERMAN))
    (line,) = hear("Der Rat von Tern Bay ist wegen Betrugs verurteilt worden [1].").lines

    found = check(line, asked(GERMAN), voices)

    assert found.numbers == ()
    assert not found.is_translated


def test_an_answer_in_a_language_that_nobody_asked_in_is_not_proved() -> None:
    found = checked("Der Rat von Tern Bay billigte die Sperre für neun Millionen am Montag [1].")

    assert found.numbers == ()


def test_a_name_deep_in_a_long_article_is_known_where_it_was_shown() -> None:
    long = harbour(*["Herring boats left the harbour at dawn, as they always do."] * 900,
                   "Zoe Quill found the ledger in the vault of Mill Bank.")  # fmt: skip
    deep = replace(passage(long), start=long.sentences[-1].start, sentences=long.sentences[-1:])
    question = "Where was the ledger?"
    prompt = answer_prompt(question, [deep], (), PROMPTS.answer, house_rules="", dice=dice())
    (line,) = hear("Zoe Quill found the ledger in the vault of Mill Bank [1].").lines

    found = check(line, asked(question), voices_of(prompt))

    assert found.numbers == (1,)
