"""An answer is what is proved of a reply; nothing else of it is final."""

import re

import pytest

from bot.news import Near
from bot.writing.answering.asking import answer_prompt
from bot.writing.answering.reading import (
    MOST_STATEMENTS,
    PARTIAL,
    REDUCED,
    TRANSLATED,
    read_answer,
)
from tests.writing.answering.asked import (
    PROMPTS,
    QUESTION,
    answered,
    courier,
    harbour,
    passage,
    told,
)
from tests.writing.composing import NEWS, dice

GOOD = "The council of Tern Bay approved a flood barrier on Monday [1]."
LIVE = re.compile(r"https?://|\]\(|@everyone|<@|`|\[\d|[\ue000\ue001\ud800]")
PIECES = (
    "[1]", "[2][3]", "[99]", "【1】", " ", "\n", "- ", "1. ", "2) ", "He", "However,", ".", "!",
    "?",
    "The council of Tern Bay approved a flood barrier", "Ada Moss", "9 million", "14", "“", '"',
    "NOT-IN-COVERAGE", "not in", "[", "]", "](", "https://e.example/y", "@everyone", "{", "```\n",
    "**", "\ue000", "\ue001", "\ud800", "\u200b", "\x00", "市议会。", "&lt;", "<@1>", "Mr.", "…",
)  # fmt: skip
SAID = "The council of Tern Bay approved a flood barrier on Monday."


def test_a_proved_answer_has_its_sentences_with_the_words_that_prove_them() -> None:
    answer = answered(f"{GOOD} The barrier is worth 9 million [1].", harbour(), courier())

    assert answer.answered
    assert told(answer) == [SAID, "The barrier is worth 9 million."]
    (citation,) = answer.statements[0].citations
    article = harbour()
    assert citation.quote == article.text[citation.start : citation.end]
    assert citation.quote.startswith("The council of Tern Bay approved")
    assert (citation.url, citation.outlet) == (article.url, "Harbour Post")
    assert answer.near == ()
    assert answer.note == ""
    assert answer.language == "en"
    assert answer.passages == 2
    assert answer.prompt_version == PROMPTS.answer.version


def test_what_is_not_proved_is_left_out_and_the_note_says_so() -> None:
    answer = answered(f"{GOOD} The barrier is worth 19 million [1].")

    assert told(answer) == [SAID]
    assert answer.note == REDUCED


def test_words_around_an_answer_need_no_note() -> None:
    answer = answered(f"Sure, here is what I found:\n\n{GOOD}\n\nI hope this helps!")

    assert told(answer) == [SAID]
    assert answer.note == ""


@pytest.mark.parametrize(
    "text",
    [
        "NOT-IN-COVERAGE",
        "",
        "\x00\ud800",
        "The mayor was convicted of fraud [2].",
        "I am sorry, but I cannot tell.",
        "NOT-IN-COVERAGE. The council of Tern Bay approved a flood barrier [1].",
    ],
)
def test_where_nothing_is_proved_the_nearest_words_are_offered(text: str) -> None:
    answer = answered(text, harbour(), courier())

    assert not answer.answered
    assert [near.outlet for near in answer.near] == ["Harbour Post", "Courier"]
    assert answer.near[0].quote.startswith("The council of Tern Bay approved")


def test_no_more_than_three_passages_are_offered_in_their_order() -> None:
    passages = [passage(harbour(text), n, Near.ARCHIVE) for n, text in enumerate(NEWS * 2, 1)]
    prompt = answer_prompt(QUESTION, passages, (), PROMPTS.answer, house_rules="", dice=dice())

    answer = read_answer("NOT-IN-COVERAGE", prompt, question=QUESTION)

    assert [near.article_id for near in answer.near] == [1, 2, 3]


def test_without_passages_nothing_is_offered() -> None:
    prompt = answer_prompt(QUESTION, [], (), PROMPTS.answer, house_rules="", dice=dice())

    answer = read_answer(GOOD, prompt, question=QUESTION)

    assert answer.statements == ()
    assert answer.near == ()


def test_what_the_coverage_answers_in_part_says_so() -> None:
    answer = answered(f"{GOOD}\nNOT-IN-COVERAGE")

    assert told(answer) == [SAID]
    assert answer.note == PARTIAL


@pytest.mark.parametrize("opening", ["However, the council", "They", "This council", "But it"])
def test_a_sentence_that_leans_on_one_that_is_gone_goes_too(opening: str) -> None:
    leaning = f"{opening} approved a flood barrier on Monday [1]."

    assert told(answered(f"Karl Stone resigned [1]. {leaning}")) == []
    assert len(told(answered(f"{GOOD} {leaning}"))) == 2


def test_all_that_leans_in_a_row_goes_until_one_stands_by_itself() -> None:
    answer = answered(
        "Karl Stone resigned [1]. He approved a flood barrier [1]. It is worth nine million [1]. "
        "Engineers measured the tides for six years [3]. They are from the Heron Institute [3]."
    )

    assert told(answer) == [
        "Engineers measured the tides for six years.",
        "They are from the Heron Institute.",
    ]


def test_lines_of_a_list_stay_lines_of_a_list() -> None:
    answer = answered("- The council of Tern Bay approved a flood barrier [1]\n"
                      "* Ada Moss resigned [2]\n"
                      "+ Engineers measured the tides for six years [3]")  # fmt: skip

    assert told(answer) == [
        "- The council of Tern Bay approved a flood barrier",
        "- Engineers measured the tides for six years",
    ]


def test_markdown_and_fences_do_not_survive() -> None:
    answer = answered(
        "```\n**The council of Tern Bay** approved a ~~flood~~ `barrier` on Monday [1].\n```"
    )

    assert told(answer) == ["The council of Tern Bay approved a flood barrier on Monday."]


def test_a_translated_answer_says_so() -> None:
    answer = answered(
        "Der Rat von Tern Bay billigte am Montag eine Sperre für neun Millionen [1].",
        question="Was hat der Rat von Tern Bay beschlossen?",
    )

    assert answer.answered
    assert answer.note == TRANSLATED
    assert answer.language == "de"


def test_a_sentence_is_said_once() -> None:
    assert told(answered(f"{GOOD} {GOOD} {GOOD}")) == [SAID]


def test_an_answer_has_twelve_statements_at_most() -> None:
    paragraphs = [f"Ferry {n} of Tern Bay carried {n}00 herring boats." for n in range(11, 41)]
    text = "\n".join(f"Ferry {n} carried {n}00 herring boats [{n - 10}]." for n in range(11, 41))

    answer = answered(text, harbour(*paragraphs), question="What did the ferries carry?")

    assert len(answer.statements) == MOST_STATEMENTS


def test_a_statement_has_three_citations_at_most() -> None:
    same = "The council of Tern Bay approved a flood barrier on Monday."

    answer = answered(f"{same[:-1]} [1][2][3][4][5].", harbour(*[same] * 5))

    assert len(answer.statements[0].citations) == 3


def test_whatever_is_said_what_is_final_has_its_proof_and_nothing_live() -> None:
    die = dice(8)
    for _ in range(200):
        text = "".join(die.choice(PIECES) for _ in range(die.randrange(1, 30)))

        answer = answered(text, harbour(), courier(), question=die.choice((QUESTION, text)))

        assert all(statement.citations for statement in answer.statements)
        assert not [line for line in told(answer) if LIVE.search(line)]


@pytest.mark.parametrize(
    "piece",
    [
        "[1] ", "[", "@everyone ", "https://evil.example/x ", "*", '"a ', "1,000 ", "Aa ", "A.B.",
        "<", "&amp;", "x", "市", "- a b c [1]\n", '{"a":', "```\n", "\ud800", "not may council ",
        "The council of Tern Bay approved a barrier [1]. ",
        "Moss may not wait for 14 “wet” winters [1][2][3][4][5].\n",
    ],
)  # fmt: skip
def test_a_hostile_reply_is_bounded(piece: str) -> None:
    answer = answered(piece * (262_144 // len(piece)))

    assert len(answer.statements) <= MOST_STATEMENTS
    assert all(len(text) <= 402 for text in told(answer))
