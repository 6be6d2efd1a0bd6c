"""A page's bytes to text: byte order mark, UTF-8 by proof, header, meta, then detection.

Charset labels lie. UTF-8 proves itself, so it is tried before any label is believed; other
multi-byte labels are checked by decoding; a single-byte label fits any bytes whatever, so it is
believed only where detection (faust-cchardet) does not contradict it.
"""

import codecs
import re
from contextlib import suppress

import cchardet

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a label means on the web (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "iso8859-8": "cp1255",
}
# Codecs that are no charset of the web, or that take more than linear time.
_UNFIT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"}
_MULTI_BYTE = {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "cp932", "euc_jp",
    "iso2022_jp", "cp949", "big5hkscs", "euc_jis_2004", "shift_jis_2004", "iso2022_kr",
}  # fmt: skip

_HEADER_CHARSET = re.compile(r"charset\s{0,8}=\s{0,8}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"charset\s{0,8}=\s{0,8}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 8192  # bytes; the standard says 1,024, real heads are longer
_SAMPLE = 65_536  # bytes shown to the detector, from the first that is not ASCII
_SURE = 0.6  # a detection below this is a guess
_TOLERABLE_DAMAGE = 0.02  # of the bytes that are not ASCII: one torn character condemns no label
_NUL_SHARE = 0.2  # of every second byte: so many NULs are half of UTF-16, not noise
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def decode(body: bytes, content_type: str = "") -> str:
    """Turn a page's bytes into text, and never fail.

    Args:
        body: The bytes, after decompression.
        content_type: The Content-Type header, if any; its charset may be a lie.

    Returns:
        The text, without byte order mark and NULs. What fits no charset becomes U+FFFD.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(charset, "replace"))
    wide = _unmarked_utf16(body)
    if wide:
        return _clean(body.decode(wide, "replace"))
    return _clean(_without_mark(body, content_type))


def _clean(text: str) -> str:
    return text.replace("\x00", "").removeprefix("\ufeff")


def _unmarked_utf16(body: bytes) -> str:
    """Return the UTF-16 whose NULs stand in every second byte of mostly Latin markup."""
    sample = body[:4096]
    if sample.count(0) < len(sample) * _NUL_SHARE:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _without_mark(body: bytes, content_type: str) -> str:
    first = _NOT_ASCII.search(body)
    labels = _labels(body, content_type)
    if not first:
        escaped = b"\x1b$" in body and next((c for c in labels if c.startswith("iso2022")), "")
        return body.decode(escaped or ("iso2022_jp" if b"\x1b$" in body else "ascii"), "replace")
    with suppress(UnicodeDecodeError):
        return body.decode()
    if _damage(body, "utf-8") <= _TOLERABLE_DAMAGE:
        return body.decode("utf-8", "replace")
    return body.decode(_chosen(body, first.start(), labels), "replace")


def _labels(body: bytes, content_type: str) -> list[str]:
    """Return the charsets that header and meta claim, in that order."""
    claims = [found[1] for found in [_HEADER_CHARSET.search(content_type)] if found]
    claims += [m[1].decode("ascii", "ignore") for m in _META_CHARSET.finditer(body[:_META_WITHIN])]
    return [codec for claim in claims if (codec := _codec(claim))]


def _codec(label: str) -> str:
    """Return Python's name of the widest charset that a label stands for, or nothing."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    # A private flag, but the only one that tells charsets from base64 and zlib.
    if found.name in _UNFIT or not getattr(found, "_is_text_encoding", True):
        return ""
    return _WIDER.get(found.name, found.name)


def _damage(body: bytes, codec: str) -> float:
    """Return which share of the bytes that are not ASCII a charset cannot read."""
    foreign = len(_NOT_ASCII.findall(body[: 4 * _SAMPLE])) or 1
    return body[: 4 * _SAMPLE].decode(codec, "replace").count("\ufffd") / foreign


def _chosen(body: bytes, start: int, labels: list[str]) -> str:
    """Choose among claimed and detected charsets."""
    guess, confidence = _detected(body[start : start + _SAMPLE])
    sound = [label for label in labels if _damage(body, label) <= _TOLERABLE_DAMAGE]
    proved = next((label for label in sound if label in _MULTI_BYTE), "")
    if proved and (guess == proved or confidence < _SURE or guess not in _MULTI_BYTE):
        return proved
    if guess and confidence >= _SURE and (not sound or guess not in sound):
        unsure = len(set(sound)) == 1 and len(sound) > 1 and guess not in _MULTI_BYTE
        return sound[0] if unsure else guess
    return guess if guess in sound else next(iter(sound), guess or "cp1252")


def _detected(sample: bytes) -> tuple[str, float]:
    found = cchardet.detect(sample)
    codec = _codec(found["encoding"] or "")
    if not codec or _damage(sample, codec) > _TOLERABLE_DAMAGE:
        return "", 0.0
    return codec, found["confidence"] or 0.0
