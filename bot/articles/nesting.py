"""Which elements are open where markup is read without a tree, and what they hide."""

import re
from html import unescape
from itertools import islice
from typing import NamedTuple

from bot.articles.hiding import GONE, UNKNOWN, Sight, cascade, is_hidden, own_styles
from bot.articles.sheets import Names, Sheet, names_of

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
# What a reader never sees as text of the article, up to its end tag.
_SKIPPED = frozenset({
    "audio", "button", "canvas", "datalist", "figcaption", "footer", "form", "head", "iframe",
    "math", "nav", "noembed", "noframes", "noscript", "object", "select", "svg", "template",
    "video",
})  # fmt: skip
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
# What a start tag ends, where the end tag was left out.
_CELLS = frozenset({"p", "td", "th"})
_TERMS = frozenset({"p", "dt", "dd"})
_ENDS = dict.fromkeys(BLOCKS, frozenset({"p"})) | {
    "body": frozenset({"head"}), "li": frozenset({"p", "li"}), "dt": _TERMS, "dd": _TERMS,
    "td": _CELLS, "th": _CELLS, "tr": _CELLS | {"tr"},
}  # fmt: skip
_PAGE = frozenset({"html", "body", "main"})
_NEAREST = 200  # elements among which an end tag finds its own
_MOST_NAMES = 500  # known of what is around an element
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))?+)?+"""
)
_PLAIN = Sight()
_TELLS = re.compile(r"hidden|style|color|dialog", re.IGNORECASE)


class _Open(NamedTuple):
    """An open element."""

    name: str
    sight: Sight
    names: Names  # its own, and of all around it


class Nesting:
    """The open elements.

    Args:
        sheet: The rules of the markup's own style sheets.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._open: list[_Open] = []

    @property
    def sight(self) -> Sight:
        """How text looks that stands here."""
        return self._open[-1].sight if self._open else _PLAIN

    def begin(self, name: str, written: str) -> None:
        """Take a start tag into account.

        Args:
            name: Of the element, in lower case.
            written: Its attributes, as they stand.
        """
        while self._open and self._open[-1].name in _ENDS.get(name, ()):
            self._open.pop()
        if name in _VOID or (name in _SKIPPED and written.endswith("/")):
            return
        ruled = bool(self._sheet)
        attributes = attributes_of(written) if ruled or _TELLS.search(written) else {}
        names = (
            names_of(name, attributes.get("id"), attributes.get("class")) if ruled else frozenset()
        )
        around = self._open[-1].names if self._open else frozenset()
        styles = self._sheet.styles(names, around) if ruled else []
        sight = self.sight.within(cascade([*styles, *own_styles(name, attributes)]))
        if name in _SKIPPED or is_hidden(name, attributes):
            sight = GONE
        elif name in _PAGE and sight.unseen:
            sight = UNKNOWN
        known = names | around if len(around) < _MOST_NAMES else around
        self._open.append(_Open(name, sight, known))

    def end(self, name: str) -> None:
        """Take an end tag into account; one that is not open, or lies across a block, is none."""
        for above, element in enumerate(islice(reversed(self._open), _NEAREST), 1):
            if element.name == name:
                del self._open[-above:]
                return
            if element.name in BLOCKS and name not in BLOCKS:
                return


def attributes_of(written: str) -> dict[str, str]:
    """A tag's attributes, the first of each name, their values without references."""
    attributes: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        attributes.setdefault(name.lower(), unescape("".join(values)))
    return attributes
