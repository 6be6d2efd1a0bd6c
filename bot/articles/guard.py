"""What is refused before a parser sees it, and what is too costly for the full reader.

An extractor's time grows faster than a page: 10 MB of links cost trafilatura 27 s and 892 MB, and
tags nested past 256 lose their text in libxml2's HTML parser. The limits below stop what was seen
to hurt and none of 1,585 real pages. A page past them is still read, by the plain reader in
`scanning`, in time that grows with its length alone.
"""

import re

from bot.errors import SourceError, Trouble

LARGEST_PAGE = 3_200_000  # characters; honest article pages stay below
MOST_TAGS = 20_000  # counted as "<"
MOST_ATTRIBUTES = 160  # in one tag
LONGEST_TAG = 100_000  # characters between "<" and ">"; inline pictures live in there
DEEPEST_NESTING = 2_000  # more is made to hurt
DEEP_NESTING = 80  # from here on, counted without a parser, text may have been lost at 256

# How files that are no pages begin (their published signatures).
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a media file"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x00\x00\x01\x00", "an image"),
    (b"ID3", "a sound file"),
    (b"OggS", "a media file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"PK\x03\x04", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_MEDIA_TYPES = (
    ("application/pdf", "a PDF"),
    ("image/", "an image"),
    ("audio/", "a sound file"),
    ("video/", "a film"),
    ("font/", "a font"),
    ("application/zip", "an archive"),
    ("application/json", "JSON"),
    ("application/ld+json", "JSON"),
)

# A tag long enough for so many attributes of three letters; the text of a script opens like none.
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{4 * MOST_ATTRIBUTES},}}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BLANK = b" \t\r\n\x00\x0b\x0c"
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|title|meta|div|p|article)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # less the escape of ISO-2022
_SAMPLE = 100_000  # characters looked at
_MOST_CONTROLS = 0.01
_HEAD = 4096  # bytes in which a page shows that it is one
_CONTAINER = re.compile(
    r"<(/?)(?:div|span|section|article|main|ul|ol|dl|table|blockquote|font|center|b|i|em|strong|a"
    r"|u|small|big|form|fieldset|details|aside|header|footer|nav|figure|tr|td)\b",
    re.IGNORECASE,
)


def refuse_what_is_no_page(body: bytes, content_type: str, url: str) -> None:
    """Stop on bytes that are no page, whatever their header says.

    Args:
        body: The answer's bytes.
        content_type: Its Content-Type header, or an empty string.
        url: Where it came from, for the error.

    Raises:
        SourceError: The body is empty, or a PDF, an image, a film, an archive and the like.
    """
    kind = _kind_of(body, content_type.strip().lower())
    if kind:
        raise SourceError(url, f"answered {kind}, not a page", Trouble.NOT_A_PAGE)


def _kind_of(body: bytes, content_type: str) -> str:
    start = body[:_HEAD].lstrip(_BLANK)
    if not start and not body.strip(_BLANK):
        return "nothing"
    if body[4:8] == b"ftyp":
        return "a film"
    # A leading NUL is part of the signature of an icon, so both forms are looked at.
    for signature, kind in _SIGNATURES:
        if start.startswith(signature) or body.startswith(signature):
            return kind
    if not _MARKUP.search(body[:_HEAD]):
        for prefix, kind in _MEDIA_TYPES:
            if content_type.startswith(prefix):
                return kind
    return ""


def is_affordable(html: str) -> bool:
    """Tell whether the full reader can be trusted with a page's markup.

    Args:
        html: The decoded page.

    Returns:
        False for a page that is too large, or has too many tags or attributes. How deep it
        nests, `depth` tells.
    """
    return (
        len(html) <= LARGEST_PAGE and html.count("<") <= MOST_TAGS and not _has_monstrous_tag(html)
    )


def _has_monstrous_tag(html: str) -> bool:
    """Tell whether one tag has more attributes, or more length, than any honest one."""
    return any(
        len(tag[0]) > LONGEST_TAG or _attributes(tag[0]) > MOST_ATTRIBUTES
        for tag in _LONG_TAG.finditer(html)
    )


def _attributes(tag: str) -> int:
    """Count attributes, less what stands inside quotes."""
    return len(_QUOTED.sub('""', tag).split()) - 1


def depth(html: str) -> int:
    """Return how deep containers nest at most.

    Args:
        html: The decoded page. It is counted without a parser, so an end tag that was forgotten
            makes all that follows seem deeper.
    """
    now = deepest = 0
    for end in _CONTAINER.findall(html):
        if end:
            now = max(0, now - 1)
        else:
            now += 1
            deepest = max(deepest, now)
    return deepest


def is_text(html: str) -> bool:
    """Tell whether decoded bytes are text: any charset has hardly a control character."""
    sample = html[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= len(sample) * _MOST_CONTROLS
