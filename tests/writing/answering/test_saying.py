"""A reply is read as sentences, each with the numbers that stand at its end."""

import pytest

from bot.writing.answering.saying import MOST_LINES, hear


def heard(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(said.text, said.numbers) for line in hear(text).lines for said in line.sentences]


@pytest.mark.parametrize(
    "text",
    [
        "The barrier was approved [1]. It costs nine million [2][3].",
        "The barrier was approved. [1] It costs nine million. [2] [3]",
        "The barrier was approved【1】. It costs nine million [2, 3].",
        "The barrier was approved [^1]. It costs nine million [2-3].",
        "The barrier was approved [1†source]. It costs nine million [#2; 3].",
        "The barrier was approved [1].\nIt costs nine million [2][3].",
    ],
)
def test_numbers_belong_to_the_sentence_that_they_end(text: str) -> None:
    assert heard(text) == [
        ("The barrier was approved.", (1,)),
        ("It costs nine million.", (2, 3)),
    ]


def test_a_sentence_without_numbers_stays_without() -> None:
    assert heard("Here is what I know. It costs nine million [2].") == [
        ("Here is what I know.", ()),
        ("It costs nine million.", (2,)),
    ]


def test_numbers_inside_a_sentence_are_its_own() -> None:
    assert heard("Moss [1] called it an end [2], and Renn agreed [3].") == [
        ("Moss called it an end, and Renn agreed.", (1, 2, 3))
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Smith of U.S. Steel paid 4.5 million on Jan. 5 to J. Moss.",
        "“We will not wait. Not again!” said Moss.",
        "Die Sperre kostet z.B. ca. 9 Mio. Kronen.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    found = heard(f"{sentence[:-1]} [7].")

    assert found[-1][1] == (7,)
    assert "".join(text for text, _ in found).replace(" ", "") == sentence.replace(" ", "")
    assert len(found) == 1 or sentence.startswith("“")


def test_sentences_without_spaces_between_are_told_apart() -> None:
    assert heard("市议会批准了。[1]他说不。[2]") == [("市议会批准了。", (1,)), ("他说不。", (2,))]


def test_a_line_of_a_list_stands_as_a_whole_and_shares_its_numbers() -> None:
    lines = hear("- Moss agreed. Renn did not [2].\n* Okoro left [3].\n+ Varga stayed [4].").lines

    assert [line.is_item for line in lines] == [True, True, True]
    assert [said.numbers for said in lines[0].sentences] == [(2,), (2,)]


def test_numbers_that_count_begin_lines_of_a_list() -> None:
    lines = hear("1. Moss agreed [2].\n2) Renn did not [3].").lines

    assert [line.is_item for line in lines] == [True, True]
    assert [line.sentences[0].text for line in lines] == ["Moss agreed.", "Renn did not."]


def test_a_date_begins_no_list() -> None:
    assert heard("2. März 2026 ist der Tag [1].") == [("2. März 2026 ist der Tag.", (1,))]


@pytest.mark.parametrize(
    "text",
    [
        "NOT-IN-COVERAGE",
        "not-in-coverage.",
        "**NOT-IN-COVERAGE**",
        "NOT IN THE COVERAGE",
        "\n\n NOT_IN_COVERAGE\nThe mayor was convicted [1].",
    ],
)
def test_the_word_that_refuses_ends_it_however_it_is_bent(text: str) -> None:
    reply = hear(text)

    assert reply.is_refusal
    assert reply.lines == ()


def test_the_word_behind_sentences_says_that_they_are_a_part() -> None:
    reply = hear("It costs nine million [1].\nNOT-IN-COVERAGE")

    assert reply.is_partial
    assert [line.sentences[0].text for line in reply.lines] == ["It costs nine million."]


def test_a_sentence_around_the_word_that_refuses_is_none() -> None:
    assert heard("It costs nine million [1]. The date is NOT-IN-COVERAGE [2].") == [
        ("It costs nine million.", (1,))
    ]


def test_a_long_range_names_its_ends_alone() -> None:
    assert heard("All of it is true [1-40].") == [("All of it is true.", (1, 40))]


@pytest.mark.parametrize(
    "piece",
    ["[", "[1]", ".", ". ", "a. ", "- ", "\n", "[1, ", "NOT-", "not in the ", " ", "\"'", ". [1] ",
     "【1", "\ue000", "\ud800.", "[1]\n- "],
)  # fmt: skip
def test_a_hostile_reply_is_bounded(piece: str) -> None:
    reply = hear(piece * (262_144 // len(piece)))

    assert len(reply.lines) <= MOST_LINES
    assert sum(len(text) for text, _ in heard(piece * 100_000)) <= 20_000
