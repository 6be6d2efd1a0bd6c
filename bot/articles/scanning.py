"""The plain reader: markup to blocks of text in one pass, in time that grows with length alone.

It builds no tree. Feed fragments are read with it, and pages that are too costly for the full
reader. It knows less than a tree does: which blocks of text there are, how much of each is
linked, and where the links lead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from bot.articles.nesting import BLOCKS, Nesting, attributes_of
from bot.articles.sheets import Sheet
from bot.articles.signs import is_affiliate

# A tag to its end, or to where the next one cuts it off; what is quoted may hold ">".
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})"""
    r"""((?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+)(>?)"""
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RAW = frozenset({"script", "style", "textarea", "title", "xmp"})  # no tags inside
_HREF = re.compile(r"""\bhref\s?=\s?["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_SPONSORED = re.compile(r"""\brel\s?=\s?["'][^"'<>]{0,80}\bsponsored\b""", re.IGNORECASE)
_SHEET = re.compile(r"<style\b([^<>]*)>", re.IGNORECASE)
_SCREENS = frozenset({"", "all", "screen"})
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

    nesting: Nesting
    pieces: list[str] = field(default_factory=list)
    block: Block = field(default_factory=Block)
    in_link: bool = False
    in_advert: bool = False

    def add(self, text: str) -> None:
        if not text or self.nesting.sight.unseen:
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
    at, state = 0, _Scan(Nesting(_own_sheet(html)))
    while match := _TAG.search(html, at):
        state.add(html[at : match.start()])
        name = match[2].lower()
        at = match.end()
        if name in _RAW and not match[1]:
            at = _end_of(name, html, at)
            continue
        if name in BLOCKS and (done := state.finish()).text:
            yield done
        _step(state, name, match)
    state.add(html[at:])
    if (done := state.finish()).text:
        yield done


def _own_sheet(html: str) -> Sheet:
    """The style sheets that the markup brings along."""
    sheets, at = [], 0
    while found := _SHEET.search(html, at):
        at = _end_of("style", html, found.end())
        if attributes_of(found[1]).get("media", "").strip().lower() in _SCREENS:
            sheets.append(html[found.end() : at].rpartition("</")[0])
    return Sheet("\n".join(sheets))


def _step(state: _Scan, name: str, match: re.Match[str]) -> None:
    """Take one tag into account."""
    closing, attributes = bool(match[1]), match[3]
    if closing:
        state.nesting.end(name)
    else:
        state.nesting.begin(name, attributes)
    if name == "a":
        href = _HREF.search(attributes) if not closing else None
        state.in_link = href is not None
        state.in_advert = href is not None and (
            is_affiliate(unescape(href[1])) or bool(_SPONSORED.search(attributes))
        )
    elif name in _HEADINGS:
        state.block.heading = not closing


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
