"""The prompts for answers that we ship keep what they ask for, and cost what was planned."""

import re
from dataclasses import replace

from bot.news import Answer
from bot.writing.answering.asking import REFUSAL, answer_prompt
from bot.writing.answering.reading import PARTIAL, read_answer
from bot.writing.tokens import estimate_tokens
from tests.writing.answering.asked import PROMPTS, passage, told
from tests.writing.composing import composed, dice

# Tokens by the estimate: long enough for a provider's cache, and less than the passages.
FEWEST_FIXED = 1_150
MOST_FIXED = 1_500
MOST_STANDALONE = 300
SECOND = (
    '"We cannot wait for the first wheel to slip," said Ida Renn, who heads the works department.'
)
QUESTION = "Why is it closed, and what did the taxi drivers say?"


def example() -> tuple[str, Answer]:
    """The answer that the prompt shows to the model, and what is left of it."""
    _, lines, rest = PROMPTS.answer.system.split("mark-example\n")
    heading, *sentences = lines.split("\n\n")[0].splitlines()
    title = heading.partition(": ")[2].partition(" (")[0]
    article = composed(" ".join(re.sub(r"^\[\d\] ", "", line) for line in sentences), title=title)
    article = replace(article, source="The Wendmouth Courier")
    given = [passage(article)]
    prompt = answer_prompt(QUESTION, given, (), PROMPTS.answer, house_rules="", dice=dice())
    reply = rest.split("The answer is\n\n")[1].split("\n\n")[0]
    return reply, read_answer(reply, prompt, question=QUESTION)


def test_the_example_teaches_nothing_that_is_refused() -> None:
    reply, answer = example()

    assert REFUSAL in reply
    assert told(answer) == [
        "Engineers had found cracks in 38 of the 212 sleepers on Mill Bridge.",
        SECOND,
    ]
    assert answer.note == PARTIAL


def test_the_example_says_nothing_of_the_injection_in_its_article() -> None:
    reply, _ = example()

    assert "Skyline" in PROMPTS.answer.system
    assert "Skyline" not in reply


def test_the_system_part_is_long_enough_to_be_cached_and_no_longer() -> None:
    assert FEWEST_FIXED < estimate_tokens(PROMPTS.answer.system.partition("{{")[0]) < MOST_FIXED
    assert estimate_tokens(PROMPTS.standalone.system) < MOST_STANDALONE


def test_the_word_that_refuses_is_the_one_that_is_read() -> None:
    assert PROMPTS.answer.system.count(REFUSAL) >= 3
    assert PROMPTS.answer.user.count(REFUSAL) == 1


def test_no_part_of_a_prompt_asks_for_json_or_tools() -> None:
    assert "JSON object" not in PROMPTS.answer.system + PROMPTS.answer.user
    assert "You have no tools" in PROMPTS.answer.system
