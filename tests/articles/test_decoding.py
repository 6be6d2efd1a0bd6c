"""Bytes to text, whatever the labels say."""

import codecs

import pytest

from bot.articles.decoding import decode

_JAPANESE = "港の橋は月曜日の夜に閉鎖された。潜水士が橋脚にひびを見つけた。"
_RUSSIAN = "Мост в гавани закрыли в понедельник вечером. Водолазы нашли трещины в двух опорах."
_TEXTS = {
    "gb18030": "港口大桥在周一晚上关闭。潜水员在两个桥墩上发现了裂缝。",
    "big5": "港口大橋在週一晚上關閉。潛水員在兩個橋墩上發現了裂縫。",
    "cp932": _JAPANESE,
    "euc_jp": _JAPANESE,
    "cp949": "항구 다리가 월요일 저녁에 폐쇄되었다. 잠수부들이 균열을 발견했다.",
    "cp1251": _RUSSIAN,
    "koi8-r": _RUSSIAN,
    "cp1252": "Die Hafenbrücke wurde am Montag gesperrt. Taucher fanden größere Risse.",
    "utf-8": "Hafenbrücke gesperrt — Мост закрыли — 港口大桥关闭",
}


def _page(text: str, meta: str = "") -> str:
    return (
        f"<html><head>{meta}<title>{text[:20]}</title></head><body><p>{text * 6}</p></body></html>"
    )


@pytest.mark.parametrize("charset", _TEXTS)
def test_a_page_without_any_label_is_detected(charset: str) -> None:
    html = _page(_TEXTS[charset])

    assert decode(html.encode(charset)) == html


@pytest.mark.parametrize("charset", _TEXTS)
def test_a_label_in_the_page_is_believed(charset: str) -> None:
    html = _page(_TEXTS[charset], f"<meta charset='{charset}'>")

    assert decode(html.encode(charset)) == html


@pytest.mark.parametrize("charset", _TEXTS)
@pytest.mark.parametrize("lie", ["utf-8", "iso-8859-1", "base64", "no-such-charset"])
def test_a_lying_header_is_found_out(charset: str, lie: str) -> None:
    html = _page(_TEXTS[charset])

    assert decode(html.encode(charset), f"text/html; charset={lie}") == html


@pytest.mark.parametrize("charset", ["gb18030", "cp932", "cp1251"])
def test_a_lying_meta_is_found_out(charset: str) -> None:
    html = _page(_TEXTS[charset], "<meta charset=utf-8>")

    assert decode(html.encode(charset), "text/html") == html


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("marked", [True, False])
def test_utf_16_is_read_with_and_without_its_mark(charset: str, *, marked: bool) -> None:
    html = _page("Two bakers & a seal. ")
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[charset]

    assert decode((mark if marked else b"") + html.encode(charset)) == html


def test_one_torn_byte_does_not_condemn_a_utf_8_page() -> None:
    html = _page(_TEXTS["utf-8"] * 3)

    text = decode(html.encode() + b"<p>\xe2\x82</p>")

    assert text.startswith(html)


def test_a_seven_bit_japanese_page_is_read() -> None:
    html = _page(_TEXTS["cp932"])

    assert decode(html.encode("iso2022_jp")) == html


def test_nuls_and_the_byte_order_mark_are_dropped() -> None:
    assert decode(codecs.BOM_UTF8 + b"<p>a\x00b</p>") == "<p>ab</p>"
