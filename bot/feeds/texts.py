"""Text out of a feed: HTML to plain text and back, damaged characters, links made whole."""

import html
import re
from functools import lru_cache
from urllib.parse import urljoin

# More than any honest feed has; what is longer is cut, and a longer link is no link.
MAX_TITLE = 1_000
MAX_NAME = 200
MAX_GUID = 2_000
MAX_LINK = 2_000
MAX_HTML = 500_000
# Markup may fill a title several times over before its text does.
MAX_TITLE_MARKUP = 20 * MAX_TITLE

# What browsers read for the control characters from 0x80 to 0x9F; the rest of them are nothing.
WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252", errors="ignore") or None for byte in range(0x80, 0xA0)
}
COMMONEST_C1 = "\x92\x93\x96"  # an apostrophe, an opening quote, a dash

# Only these are taken for markup in a title: "Vec<T>" and "the <blink> tag" are words.
INLINE = (
    "a|abbr|b|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|small|span|strike|strong|sub|"
    "sup|tt|u|var|wbr"
)
BLOCKS = (
    "article|blockquote|br|center|div|figure|h[1-6]|header|hr|li|ol|p|pre|section|table|tbody|td|"
    "th|tr|ul"
)

# To a tag's end; what is quoted may hold ">".
_REST = r"""(?=[\s/>])(?:[^<>"']++|"[^"]*+"|'[^']*+'|["'])*+>"""
_INLINE_TAG = re.compile(rf"</?(?:{INLINE}){_REST}", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{BLOCKS}){_REST}", re.IGNORECASE)
# An element of a title that no reader sees; what hides in longer texts, `articles` knows better.
_UNSEEN = re.compile(
    rf"<({INLINE}|{BLOCKS})(?=\s)[^<>]{{0,300}}?"
    r"(?:\s(?:aria-)?hidden(?:=\W?(?:true|hidden)?\W?)?(?=[\s>])"
    r"|\sstyle=[\"'](?:[^\"'<>]{0,300}[\s;])?"
    r"(?:display|visibility|opacity|font-size)\s?:\s?(?:none|hidden|0(?!\.?[1-9])))"
    r"[^<>]{0,300}>(?:(?!</\1\b).){0,2000}</\1>",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)(?=[\s>])[^<>]*>.*?(?:</\1\s{0,9}>|\Z)|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(rf"</(?:{INLINE}|{BLOCKS})>|<(?:br|hr|img)\b|&#?\w{{1,31}};", re.IGNORECASE)
# An address in an attribute that neither names its scheme nor points into the page itself. What
# most attributes fail by stands first: a look at one letter, and at how nearly all addresses begin.
_RELATIVE = re.compile(
    r"""=(?<=[fc]=)(?!"http)(?:(?<=\shref=)|(?<=\ssrc=))\s{0,9}(?P<quote>["'])\s{0,9}
        (?![A-Za-z][A-Za-z0-9+.-]{0,20}:|\#|["'])(?P<link>[^"'<>]{1,2000})(?P=quote)""",
    re.VERBOSE,
)
# A path that leads down from where it stands, and is nothing but a path.
_BELOW = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_./-]*+\Z")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BREAKS = re.compile(r"[\t\n\r]+")


def plain_text(markup: str) -> str:
    """A title or a name as plain text in one line, from text that may hold HTML.

    Only well-known tags are taken for markup, so that "Vec<T>" survives in a feed that forgot to
    escape it.
    """
    text = markup[:MAX_TITLE_MARKUP]
    if "<" in text:
        text = _BLOCK_TAG.sub(" ", _UNSEEN.sub("", _HIDDEN.sub("", text)))
        text = _INLINE_TAG.sub("", text)
    if "&" in text:
        text = unescape(text)
    return one_line(text)


def one_line(text: str, limit: int = MAX_TITLE) -> str:
    """The text in one line, of `limit` characters at most."""
    if len(text) > MAX_TITLE_MARKUP:
        text = text[:MAX_TITLE_MARKUP]
    text = " ".join(text.split())
    if not text.isascii():
        text = meant(text)
    return text if len(text) <= limit else text[:limit]


def meant(text: str) -> str:
    """The text with windows-1252 quotes and dashes where it has control characters instead.

    They come from feeds that took windows-1252 for Latin-1, as bytes or as references like
    `&#146;`. Where nothing is wrong, which is nearly always, looking for the commonest is enough.
    """
    return text.translate(WINDOWS_1252) if any(mark in text for mark in COMMONEST_C1) else text


def unescape(text: str) -> str:
    """HTML's entities and references as characters."""
    try:
        return html.unescape(text)
    except ValueError:  # a reference of thousands of digits, which Python refuses to count
        return text


def looks_like_html(text: str) -> bool:
    """Whether text that is said to be plain holds closing tags, breaks or entities."""
    return ("<" in text or "&" in text) and _MARKUP.search(text) is not None


def html_from_text(text: str) -> str:
    """Plain text as HTML; blank lines part paragraphs."""
    escaped = html.escape(text.strip(), quote=False)
    if "\n" not in escaped:
        return escaped
    paragraphs = _BLANK_LINE.split(escaped)
    return f"<p>{'</p><p>'.join(paragraphs)}</p>" if len(paragraphs) > 1 else escaped


def whole_html(markup: str, base: str) -> str:
    """HTML as a feed gives it, cut to a bearable length, with the addresses in it made absolute."""
    markup = markup[:MAX_HTML].strip()
    if not markup.isascii():
        markup = meant(markup)
    if not base or "=" not in markup:
        return markup

    def absolute(match: re.Match[str]) -> str:
        quote = match["quote"]
        return f"={quote}{_joined(base, match['link'].strip())}{quote}"

    return _RELATIVE.sub(absolute, markup)


def whole_link(link: str | None, base: str) -> str | None:
    """An absolute http or https address, or None where there is none.

    Args:
        link: What the feed says; may be relative, padded or broken over lines.
        base: The absolute address that relative ones start from.
    """
    if not link or len(link) > MAX_LINK:
        return None
    link = link.strip()
    if not link:
        return None
    if not link.isprintable():
        link = _BREAKS.sub("", link)
    if not link.startswith(("https://", "http://")):
        link = _joined(base, link)
        if not link.lower().startswith(("https://", "http://")):
            return None
    return link


def _joined(base: str, link: str) -> str:
    """The link from the base on, or as it is where the two make no address."""
    if "/." not in link and "//" not in link:  # the usual cases, many times as quick
        if link.startswith("/"):
            return _origin(base) + link
        if base and _BELOW.match(link):
            return _folder(base) + link
    try:
        return urljoin(base, link)
    except ValueError:  # a bracket in the host that is no IPv6 address
        return link


@lru_cache(maxsize=100)
def _origin(base: str) -> str:
    """The scheme and the host of an address; nothing where it has none."""
    scheme, separator, rest = base.partition("://")
    return f"{scheme}://{re.split(r'[/?#]', rest, maxsplit=1)[0]}" if separator else ""


@lru_cache(maxsize=100)
def _folder(base: str) -> str:
    """The address less what follows its last slash."""
    return urljoin(base, ".")
