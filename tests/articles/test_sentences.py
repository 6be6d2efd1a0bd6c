"""Where sentences start and end, in many languages and on hostile text."""

import time
from itertools import pairwise

import pytest

from bot.articles.sentences import split_sentences

HOSTILE_LENGTH = 300_000
# Far above what linear time takes on a busy machine, far below what quadratic time takes.
HANG_S = 30.0


def sentences(text: str, language: str | None = None) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, language)]


def border_kept(marked: str, language: str | None = None) -> None:
    """Check that a text splits at each "|" and nowhere else."""
    expected = [part.strip() for part in marked.split("|")]

    found = sentences(marked.replace("|", ""), language)

    assert found == expected


@pytest.mark.parametrize(
    "marked",
    [
        "The ferry sank. | Nobody was hurt.",
        "Who pays? | The council does! | It said so.",
        "Dr. Ada Moss met Mr. Finn Oakes of Tern Bros. Inc. on Monday. | They agreed.",
        "J. R. Vole, the U.S. envoy, left at 5 p.m. | He was not late.",
        "The mill closed at 9 a.m. on Feb. 3 with a loss of 3.5 million. | Prices fell.",
        "He joined Brook & Co. in May. | See No. 5, e.g. The Heron.",
        "She said no. | The town heard her.",
        '"We are ready." | The captain smiled.',
        '"Are we late?" he asked. | "No," she said.',
        "They waited (it was cold.) | Then the bus came.",
        "It was over … or so they thought... | Then it rained.",
        "Read more at https://harbour.example/a.b?c=1.2 today. | Or do not.",
        "The rule is old [12]. | It holds. [3] | We know.",
        "1. Open the gate. | 2. Close it.",
        "He was born in 1990. | She came later.",
    ],
)
def test_english_borders(marked: str) -> None:
    border_kept(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Am 13. Juni kam z. B. Dr. Falk bzw. Frau Lohe. | Der Hafen blieb zu.",
        "Das war 44 v. Chr. in Rom. | Im 20. Jahrhundert nicht.",
        "„Wir gehen.“ | Dann gingen sie.",
        "M. Dubreuil est né en 50 av. J.-C. à Lutèce. | Il y vécut.",
        "« Je viens. » | Elle partit.",
        "L'eau monte. | L’école ferme.",
        "La Sra. Ruiz viajó a EE. UU. en enero. | ¿Por qué? | ¡No se sabe!",
        "O Sr. Lobo mora na Av. Central. | Ele saiu às 3 p.m. de ontem.",
        "А. С. Лисин жил на ул. Садовой, т.е. рядом. | Он уехал.",
        "— Да. | — Нет.",
        "港口今天关闭。|渡轮停运！|为什么？|没有人知道。",
        "他说：“我们走吧。”|然后他们走了。",
        "“我们走吧。”他说。|雨停了。",
        "港は閉鎖された。|「なぜ？」と彼は言った。|「さあ。」|「ああ。」",
        "बंदरगाह बंद है। | कोई नहीं जानता।",
        "هل أغلق الميناء؟ | نعم.",
    ],
)
def test_borders_in_other_languages(marked: str) -> None:
    border_kept(marked)


def test_a_number_with_a_stop_is_an_ordinal_only_where_the_language_has_them() -> None:
    text = "Er wurde 13. Sieger war Falk."

    assert len(sentences(text, "de-DE")) == 1
    assert len(sentences(text, "en")) == 2


def test_white_space_lies_outside_and_everything_else_inside() -> None:
    text = " \n One here.\n\nTwo\u00a0there.  Three "

    spans = split_sentences(text)

    assert [text[span.start : span.end] for span in spans] == [
        "One here.",
        "Two\u00a0there.",
        "Three",
    ]


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == ()


@pytest.mark.parametrize(
    "unit",
    [
        ". a. ",
        "a.",
        "A. ",
        '"',
        '."',
        ". »",
        ". [1",
        "1. ",
        "?! ",
        "A.-",
        " ",
        ". (",
        "\x00",
        "。",
        "。”",
        "“。",
        "l'",
        "… ",
        "�. ",
        "́.",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (HOSTILE_LENGTH // len(unit))
    started = time.monotonic()

    spans = split_sentences(text)

    assert time.monotonic() - started < HANG_S
    assert all(before.end <= after.start for before, after in pairwise(spans))
