"""What of a page's tree no reader sees, taken out.

Attributes, inline styles and the page's own style sheets are followed as a browser follows them.
Two things stay: what opens on a click, and what cannot be meant to stay hidden, since too much of
the page would go with it.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from bot.articles.hiding import (
    UNKNOWN,
    Declarations,
    Sight,
    cascade,
    is_gone,
    is_hidden,
    may_hide,
    own_styles,
)
from bot.articles.sheets import Names, Sheet, names_of

_MOST_BY_SHEET = 1 / 3  # of a page's text: a rule that hides more waits for a script
_WRAPPER_SHARE = 2 / 3  # of a page's text: what holds more may be the page
_ENOUGH_LEFT = 200  # characters of paragraphs beside it, with which it is not
# Characters of style sheets, the small ones first: the large are libraries.
_MOST_STYLES = 50_000
_SHORTEST_PROSE = 20  # characters; icons, labels and menus need no look
_LONGEST_LABEL = 150  # characters of what is clicked to fold something out

_STATED = XPath("descendant::*[@hidden|@aria-hidden|@style]")
_NAMED = XPath("descendant::*[@class or @id]")
_CLASSES = XPath("descendant-or-self::*/@class", smart_strings=False)
_NO_PROSE = XPath(
    "descendant::*[self::a or self::script or self::style]/descendant::text()", smart_strings=False
)
_CONTROLLING = XPath("descendant::*[@aria-controls]")
_SCREENS = frozenset({"", "all", "screen"})
_PAGE = frozenset({"html", "body"})


def _style_sheets(tree: HtmlElement) -> str:
    """The text of a page's own style sheets for screens, in order, as far as there is room."""
    sheets = [style.text or "" for style in tree.iter("style") if _is_for_screens(style)]
    room = _MOST_STYLES
    read: set[str] = set()
    for sheet in sorted(sheets, key=len):
        room -= len(sheet)
        if room >= 0:
            read.add(sheet)
    return "\n".join(sheet for sheet in sheets if sheet in read)


def _is_for_screens(style: HtmlElement) -> bool:
    media = (style.get("media") or "").strip().lower()
    return (
        media in _SCREENS and next(style.iterancestors("noscript", "svg", "template"), None) is None
    )


def drop_unseen(tree: HtmlElement) -> None:
    """Take out of a page, in place, what its readers do not see.

    Args:
        tree: The page as it came; afterwards it has no style attributes, of which extractors have
            opinions of their own.
    """
    view = _View(tree)
    whole = _prose(tree)
    stated = cast("list[HtmlElement]", _STATED(tree))
    for element in [*stated, *tree.iter("font", "dialog")]:
        if _is_suspect(element) and _has_text(element) and view.hides(element):
            view.settle([element], kept=_is_the_page(element, tree, whole))
    for group in view.ruled():
        hidden = [element for element in group if view.hides(element)]
        view.settle(hidden, kept=sum(map(_prose, hidden)) > whole * _MOST_BY_SHEET)
    for element in stated:
        element.attrib.pop("style", None)


def _is_suspect(element: HtmlElement) -> bool:
    """Tell whether an element may hide by what it says of itself."""
    if is_hidden(element.tag, element.attrib):
        return True
    style = (element.get("style") or "").lower()
    return may_hide(style) or "color" in style or element.get("color") is not None


def _names(element: HtmlElement) -> Names:
    return names_of(element.tag, element.get("id"), element.get("class"))


def _classes(tree: HtmlElement) -> Names:
    """All classes of a page, as selectors have them."""
    given = " ".join(set(cast("list[str]", _CLASSES(tree)))).lower()
    return frozenset(f".{name}" for name in given.split())


def _named(tree: HtmlElement, hiding: Names) -> Iterator[HtmlElement]:
    """The elements that have one of some names."""
    tags = [name for name in hiding if name[0] not in "#."]
    if tags:
        yield from tree.iter(*tags)
    if len(tags) < len(hiding):
        for element in cast("list[HtmlElement]", _NAMED(tree)):
            if not hiding.isdisjoint(_names(element)) and element.tag not in tags:
                yield element


def _has_text(element: HtmlElement) -> bool:
    return any(map(str.strip, element.itertext()))


def _prose(element: HtmlElement) -> int:
    """How many characters of an element's text are neither links nor code."""
    if element.tag == "a":
        return 0
    if not len(element):  # spares half the time
        return len(element.text or "")
    other = sum(map(len, cast("list[str]", _NO_PROSE(element))))
    return len(element.text_content()) - other


def _is_the_page(element: HtmlElement, tree: HtmlElement, whole: int) -> bool:
    """Tell whether an element is the page itself, hidden until a script has run."""
    if _prose(element) <= whole * _WRAPPER_SHARE:
        return False
    if next(element.iter("h1", "main", "article"), None) is not None:
        return True
    beside = (p for p in tree.iter("p") if element not in p.iterancestors())
    return sum(map(_prose, beside)) < _ENOUGH_LEFT


class _View:
    """How a page looks to its readers.

    Args:
        tree: The page.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        css = _style_sheets(tree)
        self._sheet = Sheet(css, _classes(tree) if css else frozenset())
        self._names_around: dict[HtmlElement, Names] = {}
        self._sights: dict[HtmlElement, Sight] = {}
        self._gone: set[HtmlElement] = set()

    @cached_property
    def _opened(self) -> frozenset[str]:
        """The ids of what buttons open."""
        buttons = cast("list[HtmlElement]", _CONTROLLING(self._tree))
        return frozenset(name for button in buttons for name in button.get("aria-controls").split())

    def ruled(self) -> Iterable[list[HtmlElement]]:
        """The elements that rules may hide, those of one rule together."""
        groups: dict[str, list[HtmlElement]] = {}
        for element in _named(self._tree, self._sheet.hiding):
            if _prose(element) < _SHORTEST_PROSE:
                continue
            if rule := self._sheet.hider(_names(element), self._around(element)):
                groups.setdefault(rule, []).append(element)
        return groups.values()

    def hides(self, element: HtmlElement) -> bool:
        """Tell whether an element hides its text, and no click shows it."""
        above = element.getparent()
        if above is None or element.tag in _PAGE:
            return False
        own = cascade(own_styles(element.tag, element.attrib))
        gone = is_hidden(element.tag, element.attrib) or is_gone(own)
        told = own if gone else self._told(element)
        if gone or is_gone(told):
            if self._opens(element):
                self._reveal(element)
                return False
            self._gone.add(element)
            return True
        around = self._sight(above)
        return not around.unseen and around.within(told).unseen

    def settle(self, elements: Iterable[HtmlElement], *, kept: bool) -> None:
        """Take out hidden elements, or from now on take them to look like what is around them."""
        for element in elements:
            if kept:
                self._reveal(element)
            else:
                self._take_out(element)

    def _reveal(self, element: HtmlElement) -> None:
        above = element.getparent()
        self._sights[element] = Sight() if above is None else self._sight(above)

    def _take_out(self, element: HtmlElement) -> None:
        """Remove an element, or as much of its text as is unseen."""
        parts = list(element.iter("*"))
        if element in self._gone or all(self._sight(part).unseen for part in parts):
            element.drop_tree()
            return
        for part in parts:
            if self._sight(part).unseen:
                part.text = None
                for inner in part:
                    inner.tail = None

    def _opens(self, element: HtmlElement) -> bool:
        """Tell whether an element folds out: a button stands before it, or names it."""
        if element.get("id") in self._opened:
            return True
        before = element.getprevious()
        if before is None or len(before.text_content()) > _LONGEST_LABEL:
            return False
        return next(before.iter("button", "summary"), None) is not None

    def _told(self, element: HtmlElement) -> Declarations:
        """All that is declared for an element."""
        sheet = self._sheet
        styles = sheet.styles(_names(element), self._around(element)) if sheet else []
        return cascade([*styles, *own_styles(element.tag, element.attrib)])

    def _around(self, element: HtmlElement) -> Names:
        """The names of all that is around an element."""
        above = element.getparent()
        if above is None:
            return frozenset()
        if above not in self._names_around:
            self._names_around[above] = self._around(above) | _names(above)
        return self._names_around[above]

    def _sight(self, element: HtmlElement) -> Sight:
        """How text looks that stands in an element."""
        if element not in self._sights:
            above = element.getparent()
            around = Sight() if above is None else self._sight(above)
            inside = around.within(self._told(element))
            page = element.tag in _PAGE and inside.unseen
            self._sights[element] = UNKNOWN if page else inside
        return self._sights[element]
