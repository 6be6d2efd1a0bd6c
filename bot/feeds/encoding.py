"""From a feed's bytes to UTF-8: which encoding they are in, decided in a fixed order."""

import codecs
import re

# Longer marks first: the UTF-32 mark begins like the UTF-16 one.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What "<?", "<r", '{"' and the like look like where a character takes two or four bytes.
WIDE_OPENINGS = (
    (re.compile(rb"[<{\[\s]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[<{\[\s]"), "utf-32-be"),
    (re.compile(rb"[<{\[\s]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[<{\[\s]\0[^\0]"), "utf-16-be"),
)

# Python also has codecs that are no charsets (rot13, idna), and UTF-7, which hides markup.
REFUSED_CODECS = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"})

# As browsers do: who says Latin-1 means windows-1252, and some names mean their larger sibling.
WIDER_SIBLINGS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}

# windows-1252 with its five unassigned bytes read as control characters: it decodes anything.
WINDOWS_1252 = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256)
)

# A document with this many good multi-byte characters for each bad byte is damaged UTF-8.
GOOD_FOR_EACH_BAD = 8

_PROLOG = re.compile(
    rb"""\s{0,100}<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})"""
)
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_ESCAPE = b"\x1b"


def to_utf8(body: bytes, content_type: str = "") -> bytes:
    """Re-encode a feed as UTF-8 without a byte order mark.

    The order is: byte order mark, two- and four-byte characters without one, valid UTF-8, the
    charset in the XML prolog or the HTTP header if all bytes fit, UTF-8 with a few damaged bytes,
    windows-1252.

    Args:
        body: The feed as fetched.
        content_type: The HTTP Content-Type header, or an empty string.

    Returns:
        Valid UTF-8. The prolog, if any, still names the old encoding.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _reencoded(body[len(mark) :], encoding)
    for opening, encoding in WIDE_OPENINGS:
        if opening.match(body):
            return _reencoded(body, encoding)
    # ISO-2022 is ASCII with escape sequences, and so would pass for UTF-8.
    if _ESCAPE not in body and _fits(body, "utf-8"):
        return body
    for encoding in _declared(body, content_type):
        if (text := _strictly(body, encoding)) is not None:
            return text.encode("utf-8", errors="replace")
    return _reencoded(body, "utf-8")


def _reencoded(body: bytes, encoding: str) -> bytes:
    """`body` as UTF-8; its damaged parts become windows-1252 or replacement characters."""
    if encoding != "utf-8":
        return body.decode(encoding, errors="replace").encode("utf-8", errors="replace")
    if _fits(body, "utf-8"):
        return body
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", errors="ignore")) - bad
    if good < bad * GOOD_FOR_EACH_BAD:
        text, _ = codecs.charmap_decode(body, "strict", WINDOWS_1252)
    return text.encode("utf-8")


def _declared(body: bytes, content_type: str) -> list[str]:
    """The charsets that the prolog and the header name, as codecs that may be used."""
    names = [match[1].decode("ascii") for match in [_PROLOG.match(body)] if match]
    names += [match[1] for match in [_CHARSET.search(content_type[:1000])] if match]
    return [codec for name in names if (codec := _codec(name)) is not None]


def _codec(name: str) -> str | None:
    """The codec behind a charset's name, or None where there is none or it is refused."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)  # refuses what is no text encoding, like base64
    except (LookupError, ValueError):
        return None
    codec = WIDER_SIBLINGS.get(found.name, found.name)
    return None if codec in REFUSED_CODECS or codec.startswith("utf-") else codec


def _strictly(body: bytes, encoding: str) -> str | None:
    """The text, or None where a byte does not fit. windows-1252 always fits."""
    if encoding == "cp1252":
        return codecs.charmap_decode(body, "strict", WINDOWS_1252)[0]
    try:
        return body.decode(encoding)
    except UnicodeError:
        return None


def _fits(body: bytes, encoding: str) -> bool:
    """Whether every byte fits the encoding."""
    try:
        body.decode(encoding)
    except UnicodeError:
        return False
    return True
