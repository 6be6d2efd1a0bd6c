"""A page's own style sheets, read as far as they hide: selectors made of names.

Understood are `p`, `.note`, `#more`, `p.note` and one inside another. What asks for more (a state,
an attribute, a neighbour, another screen or paper) never hides; but what it shows can be seen after
a click or on another screen, so it is not hidden.
"""

import re
from collections.abc import Callable, Container, Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from bot.articles.hiding import Sight, cascade, may_hide

# What selectors know of an element: "p", "#more", ".note".
Names = frozenset[str]

_MOST_CLASSES = 20  # of one element
_LONGEST_NAMES = 500  # characters of an id, or of a class attribute
_MOST_RULES = 30  # that end in one name; the last ones, which are the strongest
_MOST_BLOCKS = 50_000  # the largest library has 20,000
_LONGEST_SELECTORS = 2_000  # characters before one brace

_NO_RULE = re.compile(r"/\*.*?(?:\*/|\Z)|\"[^\"\n]*\"|'[^'\n]*'|<!--|-->", re.DOTALL)
# A rule, or the opening of a block around rules, or the end of one.
_PART = re.compile(r"([^{}]*+)(?:\{([^{}]*+)(\})|([{}])|\Z)")
_LAST_BRACES = "}}}"  # a browser closes what is open at the end
_EVERY_READER = re.compile(r"@(?:media\s+(?:only\s+)?(?:all|screen)|layer\b.*|supports\b.*)\Z")
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]{1,60})")
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!{}]{1,60})")
_PALE = {"#fff", "#ffffff", "white", "transparent"}  # on a page that states no ground
_TOLD = ("display", "visibility", "opacity", "color", "background", "font", "transition")
_SHOWS = re.compile(
    r"(?<![\w-])(?:display\s*:\s*(?!none)|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])"
    r"|max-height\s*:\s*(?!0))"
)
_SCRIPTLESS = frozenset({"no-js", "nojs", "noscript"})  # taken away before anybody looks
_SIMPLE = re.compile(r"[\w.#>\s-]*(?:(?<![\w.#-])|(?=[.#]))([.#]?[a-z_-][\w-]*)")
_CLASS = re.compile(r"\.[a-z_-][\w-]*")
_NAME = re.compile(r"[.#]?[a-z_-][\w-]*")


def names_of(tag: str, identity: str | None, classes: str | None) -> Names:
    """What selectors know of an element, in lower case.

    Args:
        tag: In lower case.
        identity: Its id, if any.
        classes: Its class attribute, if any.
    """
    return _names(tag, (identity or "")[:_LONGEST_NAMES], (classes or "")[:_LONGEST_NAMES])


@lru_cache(maxsize=8192)
def _names(tag: str, identity: str, classes: str) -> Names:
    given = classes.lower().split()[:_MOST_CLASSES]
    own = [f".{name}" for name in given if name not in _SCRIPTLESS]
    return frozenset((tag, *own, f"#{identity.lower()}") if identity else (tag, *own))


class _Block(NamedTuple):
    """A rule as it stands: its selectors, its style, whether every reader's screen follows it."""

    selectors: str
    style: str
    certain: bool


class _Rule(NamedTuple):
    """A rule for one selector."""

    selector: str
    style: str
    place: int  # in the sheet

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """The stronger of two rules is the greater: by ids, by classes, by elements, by place."""
        kinds = [name[0] for names in _path(self.selector) for name in names]
        ids, classes = kinds.count("#"), kinds.count(".")
        return ids, classes, len(kinds) - ids - classes, self.place

    def applies(self, names: Names, around: Names) -> bool:
        """Tell whether an element, and what is around it, is what the selector names."""
        styled, *outer = _path(self.selector)
        return styled <= names and all(part <= around for part in outer)


_Index = dict[str, list[_Rule]]  # by the last name of the selectors


class Sheet:
    """The rules of a page's style sheets.

    Args:
        css: The text of its `style` elements, in order.
        known: All classes in the page; None where they are not known beforehand.
    """

    def __init__(self, css: str, known: Names | None = None) -> None:
        css = _NO_RULE.sub(" ", css.lower())
        self._blocks = list(_blocks(css))
        self._known = known
        grounds = {ground.strip() for ground in _GROUND.findall(css)} | _PALE
        self._hiding = self._indexed(lambda style: _may_hide(style, grounds))
        self._hiding.pop("a", None)  # links are no running text, and menus are full of pale ones

    def _indexed(self, matters: Callable[[str], bool]) -> _Index:
        """The rules for every reader's screen whose styles matter."""
        found: _Index = {}
        for place, block in enumerate(self._blocks):
            if block.certain and matters(block.style):
                for selector in filter(self._occurs, _selectors(block)):
                    if simple := _SIMPLE.fullmatch(selector):
                        rules = found.setdefault(simple[1], [])
                        rules.append(_Rule(selector, block.style, place))
        return {name: rules[-_MOST_RULES:] for name, rules in found.items()}

    def _occurs(self, selector: str) -> bool:
        """Tell whether the classes of a selector are in the page."""
        known = self._known
        return known is None or all(name in known for name in _CLASS.findall(selector))

    @cached_property
    def _rules(self) -> _Index:
        return self._indexed(lambda style: may_hide(style) or any(map(style.__contains__, _TOLD)))

    @cached_property
    def _folded(self) -> frozenset[_Rule]:
        """The rules that hide what another one shows, after a click or on another screen."""
        blocks = (block for block in self._blocks if _SHOWS.search(block.style))
        shown = {name for block in blocks for name in _shown_later(block)}
        rules = (rule for rules in self._hiding.values() for rule in rules)
        return frozenset(r for r in rules if not shown.isdisjoint(_path(r.selector)[0]))

    def __bool__(self) -> bool:
        """Whether there are any rules."""
        return bool(self._blocks)

    @cached_property
    def hiding(self) -> Names:
        """The names by which rules may hide; elements without one are left alone."""
        return frozenset(self._hiding)

    def hider(self, names: Names, around: Names) -> str:
        """The selector of a rule that may hide an element; empty where there is none.

        Args:
            names: Of the element.
            around: Of all the elements around it. That they lie inside one another as a selector
                asks is not looked at.
        """
        return next((rule.selector for rule in self._found(self._hiding, names, around)), "")

    def styles(self, names: Names, around: Names) -> list[str]:
        """The styles that rules give an element, from the weakest to the strongest.

        Args:
            names: Of the element.
            around: Of all the elements around it.
        """
        found = self._found(self._rules, names, around)
        return [rule.style for rule in sorted(found, key=lambda rule: rule.weight)]

    def _found(self, index: _Index, names: Names, around: Names) -> Iterator[_Rule]:
        for rule in (rule for name in names for rule in index.get(name, ())):
            if rule.applies(names, around) and rule not in self._folded:
                yield rule


def _blocks(css: str) -> Iterator[_Block]:
    """Read a sheet's rules in order, out of the blocks around them; the end closes them all."""
    everybody = [True]  # who follows what stands in the open blocks, from the outside in
    for part in islice(_PART.finditer(css + _LAST_BRACES), _MOST_BLOCKS):
        before, style, is_rule, brace = part.groups("")
        if is_rule:
            yield _Block(before, style, everybody[-1])
        elif brace == "{":
            condition = before.rpartition(";")[2].strip()
            everybody.append(everybody[-1] and _EVERY_READER.match(condition) is not None)
        elif len(everybody) > 1:
            everybody.pop()


def _may_hide(style: str, grounds: Container[str]) -> bool:
    """Tell whether a rule hides on a white page, or has its text in some ground's colour."""
    colour = _COLOUR.search(style) if "color" in style else None
    coloured = colour is not None and colour[1].strip() in grounds
    if coloured and "background" not in style:
        return True
    return (coloured or may_hide(style)) and Sight().within(cascade([style])).unseen


def _selectors(block: _Block) -> Iterator[str]:
    """A rule's selectors, less what stands before them without braces."""
    listed = block.selectors.rpartition(";")[2][:_LONGEST_SELECTORS]
    return map(str.strip, listed.split(","))


def _shown_later(block: _Block) -> Iterator[str]:
    """The ids and classes of what a rule shows, if it does not do so always and to all."""
    for selector in _selectors(block):
        names = _NAME.findall(selector)
        if names and not (block.certain and selector == names[0]):
            yield from (name for name in _NAME.findall(selector.split()[-1]) if name[0] in "#.")


@lru_cache(maxsize=8192)
def _path(selector: str) -> tuple[Names, ...]:
    """The names of what a selector styles, then of what must be around that."""
    parts = selector.replace(">", " ").split()
    return tuple(frozenset(_NAME.findall(part)) for part in reversed(parts))
