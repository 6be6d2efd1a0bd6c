"""What text and links from outside must lose before anybody sees them."""

import re
from urllib.parse import quote, urlsplit

HEADLINE_LIMIT = 300  # characters; the longest of ten thousand real headlines is below this
SENTENCE_LIMIT = 1_200  # a dek, a point or a quote: a long sentence, not a chapter
NAME_LIMIT = 120  # an outlet, a byline, a note
URL_LIMIT = 2_048  # what every browser and every terminal still follows
LANGUAGE_LIMIT = 35  # RFC 5646 asks programs to cope with this many

# Whole escape sequences go, so that no "[31m" stays behind. The eight-bit forms only lose their
# control character: in mis-decoded text they are what is left of a quotation mark.
_ESCAPES = re.compile(r"\x1b\[[0-?]*+[ -/]*+[@-~]?|\x1b\][^\x07\x1b]*+(?:\x07|\x1b\\)|\x1b")

# Scripts that spell with the zero-width joiners; anywhere else these only hide things.
_JOINING = r"\u0600-\u109f\u1780-\u18af"

# Controls, bidi marks and overrides, joiners out of place, fillers, variation selectors, tags:
# everything that takes no ink, and could reorder, split or smuggle text.
_INVISIBLE = re.compile(
    rf"(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])"
    r"|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff"
    r"\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]"
)

# More than three marks on one letter is no spelling: it is a tower that covers other lines.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    r"\u0ec8-\u0ece\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_TOWER = re.compile(rf"([{_MARKS}]{{3}})[{_MARKS}]+")

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_URL_SAFE = "%/:=&?~#+!$,;'()*@[]-._"


def visible(text: str) -> str:
    """The text less everything that takes no ink; line breaks and other white space stay.

    Escape sequences, control characters, bidi overrides and zero-width characters go; lone
    surrogates, which no encoding can write, become U+FFFD.
    """
    text = _ESCAPES.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = _TOWER.sub(r"\1", text)
    return _SURROGATE.sub("\ufffd", text)


def line(text: str, limit: int) -> str:
    """The visible text on one line, cut at a word with an ellipsis if it is longer than allowed.

    Args:
        text: Anything from a feed, a page or a model.
        limit: The most characters to give back, the ellipsis included.
    """
    text = " ".join(visible(text).split())
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    words, space, _ = kept.rpartition(" ")
    # A "word" that takes up half the line is Chinese, Japanese, or no word at all.
    return (words if space and len(words) > limit // 2 else kept).rstrip(" ,;:-\u2013\u2014") + "…"


def link(address: str | None) -> str | None:
    """The address in printable ASCII if a reader may follow it, else None.

    Only http and https, with a host, without a name or password before it (which only ever
    disguise the host), and without white space or control characters inside.
    """
    if not address or len(address) > URL_LIMIT or visible(address) != address:
        return None
    if any(character.isspace() for character in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode() if parts.netloc else ""
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not _HOST.fullmatch(host):
        return None
    safe = quote(parts._replace(netloc=host).geturl(), safe=_URL_SAFE)
    return safe if len(safe) <= URL_LIMIT else None  # what is encoded grows to three times itself


def language(tag: str | None) -> str | None:
    """The language as a BCP 47 tag for `lang=""`, or None if it is none."""
    tag = (tag or "").strip().replace("_", "-")
    return tag if len(tag) <= LANGUAGE_LIMIT and _LANGUAGE.fullmatch(tag) else None
