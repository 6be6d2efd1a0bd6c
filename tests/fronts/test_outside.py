"""What outside text and links lose before anybody sees them."""

import unicodedata

import pytest

from bot.fronts.outside import language, line, link, visible
from tests.fronts.desk import HOSTILE


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_takes_no_ink_is_left(words: str) -> None:
    shown = line(words, 300)

    assert len(shown) <= 300
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl"}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x1b]0;window title\x07headline", "headline"),
        ("\x1b]never ended", "]never ended"),
        ("quoted \x9d mojibake", "quoted mojibake"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("pass\u200bword pass\u00adword", "password password"),
        ("tag\U000e0041\U000e0042ged", "tagged"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        (" two\t\nlines\u2028more ", "two lines more"),
        ("e\u0301tude", "e\u0301tude"),
        ("Z\u0300\u0301\u0302\u0303\u0304\u0305", "Z\u0300\u0301\u0302"),
        ("ก" + "\u0e47" * 20, "ก" + "\u0e47" * 3),
        ("ที่อยู่ น้ำ مُحَمَّدٌ", "ที่อยู่ น้ำ مُحَمَّدٌ"),
    ],
)
def test_what_hides_or_moves_text_goes_and_the_rest_stays(words: str, shown: str) -> None:
    assert line(words, 100) == shown


def test_joiners_stay_where_a_script_spells_with_them() -> None:
    persian, hindi = "می\u200cخواهم", "क\u094d\u200dष"

    assert (visible(persian), visible(hindi)) == (persian, hindi)
    assert visible("pay\u200cpal \u200d") == "paypal "


def test_a_long_line_is_cut_at_a_word() -> None:
    assert line("one two three four", 12) == "one two…"
    assert line("港" * 50, 10) == "港" * 9 + "…"


@pytest.mark.parametrize("piece", ["\x1b]", "\x1b[", "\u200d", "\u0301", "\x1b]a", "a\x1b[0", " "])
def test_a_million_characters_take_no_time_to_speak_of(piece: str) -> None:
    assert len(line(piece * (1_000_000 // len(piece)), 300)) <= 300


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://post.example/a?b=c&d=e#f", "https://post.example/a?b=c&d=e#f"),
        ("HTTP://Post.example:8080/a", "http://Post.example:8080/a"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://post.example/%20a-b,c", "https://post.example/%20a-b,c"),
        ("https://post.example/\"><script>'", "https://post.example/%22%3E%3Cscript%3E'"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_an_address_comes_out_in_printable_ascii(address: str, shown: str) -> None:
    assert link(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//post.example/a",
        "https:post.example",
        "https://",
        "https://bank.example@evil.example/",
        "https://user:secret@post.example/",
        "https://post.example/a b",
        "https://post.example/\x1b]8;;",
        "https://post.example/\u202ea",
        "https://post.example/\ud800",
        "https://post.example:port/",
        "https://post..example/",
        "https://[::1/",
        "https://post.example/" + "a" * 3000,
        "https://post.example/" + "ß" * 1000,
    ],
)
def test_what_a_reader_must_not_follow_is_no_link(address: str | None) -> None:
    assert link(address) is None


@pytest.mark.parametrize(
    ("tag", "shown"),
    [("en", "en"), ("pt_BR", "pt-BR"), ("zh-Hant-TW", "zh-Hant-TW"), ('en" onclick="', None),
     ("english language", None), ("", None), (None, None), ("x" * 40, None)],
)  # fmt: skip
def test_only_a_language_tag_passes_for_one(tag: str | None, shown: str | None) -> None:
    assert language(tag) == shown
