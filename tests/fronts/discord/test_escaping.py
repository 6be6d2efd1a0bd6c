"""Text and links from outside, as they may stand in the markdown of an embed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fronts.discord.escaping import escaped, fitted, followable, linked, sentences, size
from bot.fronts.outside import line
from tests.fronts.discord.markdown import Piece, read, shown

# Texts that Discord would obey.
MARKUP = (
    "*italics* and _italics_",
    "**bold** __underlined__ ***both***",
    "~~gone~~ ||hidden||",
    "`code` ``code`` ```py\ncode```",
    "# Heading",
    "### Heading",
    "-# small print",
    "> quote",
    ">>> quote to the end",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "2026. A year in news",
    "5.50 crowns",
    "- # - > 1. nested",
    "[click](https://evil.example/)",
    "](https://evil.example/)",
    "[a][b](https://evil.example/ 'title')",
    "https://evil.example/a_b_c*d*",
    "<https://evil.example/> <steam://run/1> discord://x",
    "<mail@evil.example> <tel:+123>",
    "@everyone and @here",
    "<@1> <@!1> <@&1> <#1> <id:customize>",
    "</command:1> </command sub:1>",
    "<t:0> <t:1618953630:R>",
    "<:name:1> <a:name:1> :fox: :100:",
    "\\*half escaped\\*",
    "\\",
    "\\\\",
    "\\\\\\*three*",
    "¯\\_(ツ)_/¯",
)
ANYTHING = st.text() | st.text("\\*_~|`[]()<>@#:-+.!1a \n😀…\u0301\ud800")


@pytest.mark.parametrize("words", MARKUP)
def test_the_tests_reader_would_obey_what_is_not_escaped(words: str) -> None:
    plain = {"\\", "](https://evil.example/)"}

    obeyed = read(words) != [Piece("text", words)]

    assert obeyed or words in plain


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_shown_and_not_obeyed(words: str) -> None:
    one_line = line(words, 300)

    assert shown(escaped(one_line)) == one_line


@pytest.mark.parametrize(
    "words", ["Ferry: 40,000 crowns (paid) for 14 - 15 trips, “why?” & #1; it’s 5% up!", ""]
)
def test_ordinary_text_is_left_alone(words: str) -> None:
    assert escaped(words) == words


@given(ANYTHING)
def test_escaping_never_changes_what_is_shown(words: str) -> None:
    one_line = line(words, 10_000)

    assert shown(escaped(one_line)) == one_line


@given(ANYTHING, st.integers(2, 60))
def test_a_cut_text_keeps_to_its_limit_and_stays_escaped(words: str, room: int) -> None:
    for cut in (fitted(words, room), sentences(words, room)):
        assert size(cut) <= room
        assert size(cut) == len(cut.encode("utf-16-le")) // 2
        assert line(words, 10_000).startswith(shown(cut).removesuffix("…"))


@pytest.mark.parametrize(
    ("words", "room", "left"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("sixteen *** three", 14, "sixteen…"),
        ("sixteen *** three", 15, r"sixteen \*\*\*…"),
        ("*" * 100, 9, r"\*\*\*\*…"),
        ("*" * 100, 10, r"\*\*\*\*…"),
        ("😀" * 100, 10, "😀😀😀😀…"),
        ("港" * 100, 10, "港" * 9 + "…"),
    ],
)
def test_a_title_is_cut_at_a_word(words: str, room: int, left: str) -> None:
    assert fitted(words, room) == left


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("It left at noon. It will not return before the spring.", "It left at noon."),
        ("“It left at noon.” Nobody was on the pier to see it go.", "“It left at noon.”"),
        ("It left, said Dr. Lind. Nobody was there to see.", "It left, said Dr. Lind."),
        ("The fare is 3.5 per cent more this spring", "The fare is 3.5 per cent more this…"),
        ("渡し船は正午に出た。" * 5, "渡し船は正午に出た。" * 3),
        ("Why? Because *** and *** and *** and *** it was late.", "Why?"),
    ],
)  # fmt: skip
def test_a_paragraph_is_cut_where_a_sentence_ends(words: str, left: str) -> None:
    assert sentences(words, 36) == left


@pytest.mark.parametrize("piece", [".", "a.", "*", ":", "\\", "1", "word. ", "😀", '"', "a:b "])
def test_a_million_characters_take_no_time_to_speak_of(piece: str) -> None:
    assert size(sentences(piece * (1_000_000 // len(piece)), 1_200)) <= 1_200


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("https://post.example/a(b)", "https://post.example/a(b)"),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://localhost:8080/a", None),
        ("https://llama_punk.example/a", None),
        ("https://[2001:db8::1]/a", None),
        ("https://post.example/" + "ß" * 1_000, None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_an_address_that_discord_would_refuse_is_none(address: str, taken: str | None) -> None:
    assert followable(address) == taken


def test_words_that_need_no_escape_are_the_label_of_their_link() -> None:
    assert linked("Pier fails", "https://post.example/a") == "[Pier fails](https://post.example/a)"


@pytest.mark.parametrize("words", ["C* wins", "a](https://evil.example/", "https://bank.example"])
def test_words_that_need_escapes_stand_before_their_link(words: str) -> None:
    text, link = read(linked(words, "https://post.example/a"))

    assert text == Piece("text", f"{words} · ")
    assert link == Piece("link", "[read it](https://post.example/a)")


def test_an_address_cannot_end_its_link_early() -> None:
    told = linked("Pier", "https://post.example/a)](https://evil.example/(b)")

    assert read(told) == [
        Piece("link", "[Pier](https://post.example/a%29%5D%28https://evil.example/%28b%29)")
    ]


def test_words_without_an_address_are_text() -> None:
    assert linked("C* wins", None) == r"C\* wins"
