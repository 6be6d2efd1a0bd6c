"""Mending a document that strict XML refuses, without guessing at its structure."""

import re
from html.entities import html5

from bot.feeds.names import PREFIXES

# What XML forbids even as text, and bytes that UTF-8 never leads with cannot occur any more.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
MAX_PREFIXES = 100
# Before it stands at most a DOCTYPE of our own.
MAX_ROOT_END = 1024 * 1024

# One pass from left to right. What is never closed runs to the end, so that no start is tried twice
# over the same text and the time stays linear.
_TROUBLE = re.compile(
    rb"""<!\[CDATA\[.*?(?:\]\]>|\Z)
    |<!--.*?(?:-->|\Z)
    |&(?!(?:amp|lt|gt|quot|apos|\#(?:3[2-9]|[4-9]\d|\d{3,4}));)  # these are right as they are
     (?:(?P<number>\#\d{1,8}|\#[xX][0-9A-Fa-f]{1,7});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?
    |<(?![A-Za-z_:/!?\x80-\xff])
    |\xef\xbf[\xbe\xbf]""",
    re.VERBOSE | re.DOTALL,
)
_ROOT_TAG = re.compile(rb"""<[^\s<>/!?]{1,100}(?:[^<>"']|"[^"]*"|'[^']*')*+(?=>)""")
_TAG = re.compile(rb"<[A-Za-z_][^<>]*>")
_UNQUOTED = re.compile(rb"""(\s[\w:.-]{1,60}=)([^\s"'<>=]{1,200})(?=[\s/>])""")
_PREFIX = re.compile(
    rb"""<([A-Za-z_][\w.-]{0,40}):[A-Za-z_]|\s([A-Za-z_][\w.-]{0,40}):[A-Za-z_][\w.-]{0,60}=["']"""
)
_DECLARED = re.compile(rb"xmlns:([\w.-]{1,60})\s{0,9}=")
# What XML allows besides tab and line ends: no surrogates, and not the last two of the first plane.
_CHARACTERS = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_HIGH_SURROGATES, _LOW_SURROGATES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_PAIR = re.compile(
    rb"&#(?:x(D[89AB][0-9A-F]{2});&#x(D[C-F][0-9A-F]{2})|(5\d{4});&#(5\d{4}));", re.IGNORECASE
)


def without_tail(document: bytes, root: str) -> bytes:
    """The document up to the end of its root element: counters and adverts like to follow it."""
    end = document.rfind(b"</" + root.encode())
    close = document.find(b">", end) + 1 if end > 0 else 0
    return document[:close] if close else document


def repair(document: bytes, declared: frozenset[bytes] = frozenset()) -> bytes:
    """Make a document well-formed where that takes no guess.

    Control characters go; HTML's entities become characters; a bare `&` or `<` becomes text;
    character references that XML forbids become what was meant or go.

    Args:
        document: UTF-8, from the root element on.
        declared: Entities that the document declares itself.

    Returns:
        UTF-8 that may be well-formed now. What it says inside CDATA is left alone.
    """

    def mended(match: re.Match[bytes]) -> bytes:
        found = match[0]
        if found[0] == ord("<"):
            return found if len(found) > 1 else b"&lt;"
        if number := match["number"]:
            return _character(number)
        if name := match["name"]:
            return found if name in declared else _entity(name)
        return b"&amp;" if found == b"&" else b""

    document = document.translate(None, CONTROLS)
    document = _PAIR.sub(_joined, document)
    return _TROUBLE.sub(mended, document)


def _character(number: bytes) -> bytes:
    """A numeric reference, or nothing where XML has no such character."""
    digits = number[1:].lower()
    code = int(b"0" + digits, 16) if digits.startswith(b"x") else int(digits)
    allowed = code in {0x9, 0xA, 0xD} or any(code in characters for characters in _CHARACTERS)
    return b"&#%d;" % code if allowed else b""


def _joined(match: re.Match[bytes]) -> bytes:
    """One character from two references that are the halves of a UTF-16 pair."""
    high, low = (
        (int(match[1], 16), int(match[2], 16)) if match[1] else (int(match[3]), int(match[4]))
    )
    if high not in _HIGH_SURROGATES or low not in _LOW_SURROGATES:
        return match[0]
    return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _entity(name: bytes) -> bytes:
    """The character that HTML means by an entity; an unknown one stays as it was written."""
    character = html5.get(name.decode("ascii") + ";")
    if character is None:
        return b"&amp;%b;" % name
    return "".join(f"&#{ord(c)};" for c in character).encode("ascii")


def with_quotes(document: bytes) -> bytes:
    """The document with quotes around all attributes' values."""
    return _TAG.sub(lambda tag: _UNQUOTED.sub(rb'\1"\2"', tag[0]), document)


def with_prefixes(document: bytes) -> bytes:
    """The document with all prefixes declared on its root that it uses and declares nowhere."""
    root = _ROOT_TAG.search(document, 0, MAX_ROOT_END)
    if root is None:
        return document
    used = {match[1] or match[2] for match in _PREFIX.finditer(document)}
    missing = used - {match[1] for match in _DECLARED.finditer(document)} - {b"xml", b"xmlns"}
    if not missing or len(missing) > MAX_PREFIXES:
        return document
    declarations = b"".join(
        b' xmlns:%b="%b"' % (prefix, _uri(prefix).encode()) for prefix in sorted(missing)
    )
    end = root.end() - 1 if root[0].endswith(b"/") else root.end()
    return document[:end] + declarations + document[end:]


def _uri(prefix: bytes) -> str:
    """The namespace that a prefix usually stands for, or one that means nothing to us."""
    name = prefix.decode("utf-8", errors="replace")
    return PREFIXES.get(name.lower(), f"urn:undeclared:{name}")
