"""The encoding of a feed is decided in a fixed order, and decoding never fails."""

import codecs

import pytest

from bot.feeds.encoding import to_utf8

TEXT = "<rss><title>Überfahrt nach Ærø: 5 €</title></rss>"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_before_all(encoding: str) -> None:
    body = TEXT.encode(encoding)

    assert to_utf8(body, "text/xml; charset=koi8-r") == TEXT.encode()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_are_seen_without_a_mark(encoding: str) -> None:
    assert to_utf8(TEXT.encode(encoding)) == TEXT.encode()


def test_valid_utf8_is_utf8_whatever_is_declared() -> None:
    body = b'<?xml version="1.0" encoding="iso-8859-1"?>' + TEXT.encode()

    assert to_utf8(body, "text/xml; charset=windows-1251") == body


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "<rss>Паром опаздывает</rss>"),
        ("shift_jis", "<rss>連絡船は遅れる</rss>"),
        ("gb2312", "<rss>渡轮晚点</rss>"),
        ("euc-kr", "<rss>여객선 지연</rss>"),
        ("big5", "<rss>渡輪誤點</rss>"),
        ("koi8-r", "<rss>Паром опаздывает</rss>"),
        ("iso-2022-jp", "<rss>連絡船は遅れる</rss>"),
    ],
)
def test_a_charset_is_believed_from_the_prolog_or_the_header(encoding: str, text: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = text.encode(encoding)

    assert to_utf8(prolog.encode() + body) == (prolog + text).encode()
    assert to_utf8(body, f'text/xml; charset="{encoding}"') == text.encode()


def test_what_says_latin_1_means_windows_1252() -> None:
    body = b'<?xml version="1.0" encoding="iso-8859-1"?><rss>\x93Quay\x94</rss>'

    assert "<rss>“Quay”</rss>".encode() in to_utf8(body)


def test_a_charset_that_does_not_fit_gives_way_to_the_next() -> None:
    body = b'<?xml version="1.0" encoding="shift_jis"?><rss>\x85\xfe</rss>'

    assert "<rss>…ю</rss>".encode() in to_utf8(body, "text/xml; charset=windows-1251")


def test_bytes_that_nothing_declares_are_windows_1252() -> None:
    assert to_utf8(b"<rss>5 \x80</rss>") == "<rss>5 €</rss>".encode()


def test_utf8_with_a_damaged_byte_stays_utf8() -> None:
    body = b"<rss>" + "Ærø und Föhr, größer und schöner\n".encode() * 10 + b"\xff</rss>"

    assert "Ærø und Föhr".encode() in to_utf8(body)


@pytest.mark.parametrize(
    "codec", ["utf-7", "rot13", "zlib_codec", "idna", "unicode_escape", "no-such"]
)
def test_codecs_that_are_no_charsets_are_refused(codec: str) -> None:
    body = f'<?xml version="1.0" encoding="{codec}"?><rss>+ADw-</rss>'.encode() + b"\xff"

    assert b"+ADw-" in to_utf8(body)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b""])
def test_any_bytes_become_valid_utf8(mark: bytes) -> None:
    body = mark + bytes(range(256)) * 3 + b"\xd8"

    assert to_utf8(body).decode("utf-8")
