"""The plain reader: markup to blocks of text in one pass, in time that grows with length alone.

It builds no tree. Feed fragments are read with it, and pages that are too costly for the full
reader. It knows less than a tree does: which blocks of text there are, how much of each is
linked, and where the links lead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from bot.articles.signs import is_affiliate, is_hidden_style

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})([^<>]*)>")
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a reader never sees as text of the article, up to its end tag.
_SKIPPED = frozenset({
    "button", "datalist", "figcaption", "footer", "form", "head", "iframe", "math", "nav",
    "noscript", "object", "select", "svg", "template",
})  # fmt: skip
_RAW = frozenset({"script", "style", "textarea", "title", "xmp"})  # no tags inside
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
_HREF = re.compile(r"""\bhref\s?=\s?["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_SPONSORED = re.compile(r"""\brel\s?=\s?["'][^"'<>]{0,80}\bsponsored\b""", re.IGNORECASE)
_STYLE = re.compile(r"""\bstyle\s?=\s?["']([^"'<>]{1,1000})""", re.IGNORECASE)
_HIDDEN = re.compile(
    r"""(?:^|\s)(?:hidden(?=[\s=/]|$)|aria-hidden\s?=\s?["']?true)""", re.IGNORECASE
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Block:
    """A run of text between two block tags.

    Attributes:
        text: The text, its white space folded.
        linked: How many of its characters are linked.
        sponsored: How many are linked to a shop for a commission.
        heading: Whether it stands in a heading.
    """

    text: str = ""
    linked: int = 0
    sponsored: int = 0
    heading: bool = False


@dataclass(slots=True)
class _Scan:
    """Where the reader stands: the block being gathered, and what it is inside of."""

    pieces: list[str] = field(default_factory=list)
    block: Block = field(default_factory=Block)
    in_link: bool = False
    in_advert: bool = False
    skipping: str = ""  # the tag whose end ends the skipping
    nested: int = 0  # how many more of the same are open

    def add(self, text: str) -> None:
        if self.skipping or not text:
            return
        self.pieces.append(text)
        size = len(text.strip())
        self.block.linked += size if self.in_link else 0
        self.block.sponsored += size if self.in_advert else 0

    def finish(self) -> Block:
        """Hand over the gathered block and begin another."""
        done = self.block
        done.text = _SPACE.sub(" ", unescape("".join(self.pieces))).strip()
        self.pieces = []
        self.block = Block(heading=done.heading)
        return done


def scan(html: str) -> Iterator[Block]:
    """Read markup as blocks of text.

    Args:
        html: Any text; broken markup is read as far as it goes.

    Yields:
        The blocks that have text, in order. Scripts, styles, forms, navigation, captions and
        hidden elements are left out.
    """
    html = _without_comments(html)
    at, state = 0, _Scan()
    while match := _TAG.search(html, at):
        state.add(html[at : match.start()])
        name = match[2].lower()
        at = match.end()
        if name in _RAW and not match[1]:
            at = _end_of(name, html, at)
            continue
        if name in _BLOCKS and (done := state.finish()).text:
            yield done
        _step(state, name, match)
    state.add(html[at:])
    if (done := state.finish()).text:
        yield done


def _step(state: _Scan, name: str, match: re.Match[str]) -> None:
    """Take one tag into account."""
    closing, attributes = bool(match[1]), match[3]
    if state.skipping:
        _count(state, name, closing=closing)
    elif not closing and name not in _VOID and (name in _SKIPPED or _is_hidden(attributes)):
        state.skipping = "" if attributes.endswith("/") else name
    elif name == "a":
        href = _HREF.search(attributes) if not closing else None
        state.in_link = href is not None
        state.in_advert = href is not None and (
            is_affiliate(unescape(href[1])) or bool(_SPONSORED.search(attributes))
        )
    elif name in _HEADINGS:
        state.block.heading = not closing


def _count(state: _Scan, name: str, *, closing: bool) -> None:
    if name != state.skipping:
        return
    state.nested += -1 if closing else 1
    if state.nested < 0:
        state.skipping, state.nested = "", 0


def _is_hidden(attributes: str) -> bool:
    if "hidden" not in attributes.lower() and "style" not in attributes.lower():
        return False
    if _HIDDEN.search(_QUOTED.sub(lambda m: m[0] if m[0][1:-1] == "true" else '""', attributes)):
        return True
    style = _STYLE.search(attributes)
    return style is not None and is_hidden_style(style[1])


def _end_of(name: str, html: str, at: int) -> int:
    """Return where a raw element ends; without an end tag it runs to the end, as in browsers."""
    end = re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE).search(html, at)
    return end.end() if end else len(html)


def _without_comments(html: str) -> str:
    if "<!" not in html and "<?" not in html:
        return html
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    kept.append(html[at:])
    # Declarations, and the marks (not the text) of CDATA sections.
    return re.sub(r"<!\[CDATA\[|\]\]>|<[!?][^<>]*>", " ", "".join(kept))
