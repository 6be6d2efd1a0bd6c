"""What keeps text from a reader's eyes, told from styles as a browser would follow them.

A box may be gone with all that is in it: not displayed, see-through, cut to nothing, moved out of
the page. Or its own text may be unseen while a part of it shows itself again: type without size,
`visibility`, the colour of what is behind it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.articles.colours import WHITE, Colour, colour_of_text, ground_of, is_lost

Declarations = Mapping[str, str]
_SHORT = 300  # characters of a style that is worth remembering; pages repeat theirs
_LONGEST_VALUE = 200  # characters of one declaration that has a length
# What nobody can read: pixels of type, shares of full opacity or size.
_SMALLEST_TYPE = 2.0
_FAINTEST = 0.05
# Pixels to the left or above. A carousel's track moves too, but not as far as that.
_OUTSIDE = 500.0
_FAR_OUTSIDE = 2_000.0
_NO_EXTENT = 1.0  # pixels of a box that shows nothing of its text

# About how many pixels a unit is; all others (em, vw, cm, …) are near 16 or larger.
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3}
_OTHER_UNIT = 16.0
_PERCENT = 10.0  # of a page some 1,000 pixels wide
_TYPE_PERCENT = 0.16  # of type

# Nothing hides without one of these; most styles have none.
_SUSPECT = re.compile(
    r"(?:display|visibility)\s?:\s*[nhc]|opacity\s?:\s*(?:0(?!\.[1-9])|\.0)|clip(?:-path)?\s?:"
    r"|font(?:-size)?\s?:\s*(?:[012](?:\.\d)?(?:p[xt]|%|[\s;/!]|\Z)|0?\.[01])"
    r"|(?:height|width)\s?:\s*[01.](?!\d)|-\d{2,}[\dervci]|scale|\\|/\*"
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL)
_LENGTH = re.compile(r"(-?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))([a-z]{1,5}|%)?")
_FONT_SIZE = re.compile(r"(?:\A|\s)(\.?\d[\d.]{0,9}(?:[a-z]{2,4}|%)|0)(?=[\s/]|\Z)")
_MOVED = re.compile(r"translate(?:x|y|3d)?\(([^()]{0,100})\)")
_SCALED = re.compile(r"scale[xy]?\(([^()]{0,100})\)")
_CLIPPED = re.compile(
    r"rect\((?:\s?[01]?(?:px)?[\s,]?){4}\)|inset\(\s?(?:[5-9]\d|100)(?:\.\d{0,9})?%"
    r"|(?:circle|ellipse)\(\s?0|polygon\([^1-9()]{0,200}\)"
)
_INVISIBLE = frozenset({"hidden", "collapse"})
_UNSTATED = frozenset({"", "inherit", "initial", "unset", "revert"})


@dataclass(frozen=True, slots=True)
class Sight:
    """How text looks at one place of a page, by all that is declared around it.

    Attributes:
        gone: Whether its box, or one around it, shows nothing at all.
        invisible: Whether `visibility` hides it.
        tiny: Whether its type is too small to be read.
        colour: Of the text.
        ground: What is behind it; white where nothing is stated.
    """

    gone: bool = False
    invisible: bool = False
    tiny: bool = False
    colour: Colour = None
    ground: Colour = WHITE

    @property
    def unseen(self) -> bool:
        """Whether text that stands here is not seen."""
        return self.gone or self.invisible or self.tiny or is_lost(self.colour, self.ground)

    def within(self, told: Declarations) -> "Sight":
        """How text looks inside an element.

        Args:
            told: What is declared for the element, as `cascade` gives it.
        """
        if not told:
            return self
        size = _type_size(told)
        visibility = told.get("visibility", "")
        return Sight(
            gone=self.gone or is_gone(told),
            invisible=self.invisible if visibility in _UNSTATED else visibility in _INVISIBLE,
            tiny=self.tiny if size is None else size <= _SMALLEST_TYPE,
            colour=colour_of_text(told, self.colour),
            ground=ground_of(told, self.ground),
        )


GONE = Sight(gone=True)
UNKNOWN = Sight(ground=None)  # a page that is all unseen has another ground, or waits for a script


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is hidden by its attributes alone.

    Args:
        tag: In lower case.
        attributes: By lower-case names.
    """
    hidden = attributes.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":  # which a search in the page opens
        return True
    closed = tag == "dialog" and attributes.get("open") is None
    return closed or attributes.get("aria-hidden", "").lower() == "true"


def own_styles(tag: str, attributes: Mapping[str, str]) -> list[str]:
    """What an element's attributes declare, those of old included; the strongest last.

    Args:
        tag: In lower case.
        attributes: By lower-case names.
    """
    styles = [attributes.get("style", "")]
    if ground := attributes.get("bgcolor"):
        styles.insert(0, f"background:{ground}")
    if tag == "font" and (colour := attributes.get("color")):
        styles.insert(0, f"color:{colour}")
    return styles


def may_hide(style: str) -> bool:
    """Tell at a glance whether a style could hide anything, colours aside.

    Args:
        style: In lower case.
    """
    return _SUSPECT.search(style) is not None


def _declarations(style: str) -> Iterable[tuple[str, str, bool]]:
    """Names and values of a style, in lower case, and whether they are important."""
    return _remembered(style) if len(style) <= _SHORT else _read(style)


@lru_cache(maxsize=4096)
def _remembered(style: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple(_read(style))


def _read(style: str) -> Iterator[tuple[str, str, bool]]:
    bare = style.lower()
    if "/*" in bare or "\\" in bare:
        bare = _ESCAPE.sub(_unescaped, _COMMENT.sub("", bare))
    for declaration in bare.split(";"):
        name, _, value = declaration.partition(":")
        value, important, _ = value.partition("!")
        if value := " ".join(value.split()):
            yield name.strip(), value, bool(important)


def _unescaped(escape: re.Match[str]) -> str:
    return chr(min(int(escape[1], 16), 0x10FFFF)).lower() if escape[1] else escape[2]


def cascade(styles: Iterable[str]) -> Declarations:
    """Tell what holds where several styles meet.

    Args:
        styles: What style attributes and rules declare, from the weakest to the strongest.
    """
    told: dict[str, str] = {}
    settled: set[str] = set()
    for style in styles:
        for name, value, important in _declarations(style):
            if important or name not in settled:
                told[name] = value
                settled |= {name} if important else set()
    return told


def is_gone(told: Declarations) -> bool:
    """Tell whether nothing of an element shows, whatever is declared inside it.

    Args:
        told: What is declared for the element, as `cascade` gives it.
    """
    if told.get("display") == "none" or told.get("content-visibility") == "hidden":
        return True
    if _is_clipped(told) or _is_outside(told):
        return True
    # What has a transition fades or folds in, when it is scrolled to or clicked.
    if any(name.startswith(("transition", "animation")) for name in told):
        return False
    return _is_faint(told) or _is_shut(told)


def _is_faint(told: Declarations) -> bool:
    moves = told.get("transform", "")
    scales = [abs(share) for scale in _SCALED.findall(moves) for share in _lengths(scale)]
    if "translate" not in moves:  # else a script moves it to its place, and shows it there
        scales.append(_first(told, "opacity", 1.0, percent=0.01))
    return min(scales, default=1.0) <= _FAINTEST


def _is_outside(told: Declarations) -> bool:
    """Tell whether an element, or its text, is moved out of the page."""
    sides = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")
    if any(_first(told, name, 0.0) <= -_OUTSIDE for name in sides if name in told):
        return True
    moves = _MOVED.findall(told.get("transform", ""))
    return any(length <= -_FAR_OUTSIDE for move in moves for length in _lengths(move))


def _is_clipped(told: Declarations) -> bool:
    return any(_CLIPPED.search(told[name]) for name in ("clip", "clip-path") if name in told)


def _is_shut(told: Declarations) -> bool:
    """Tell whether a box has no extent, and does not let its text spill out."""
    cut = (told[name] for name in ("overflow", "overflow-x", "overflow-y") if name in told)
    if not any("hidden" in value or "clip" in value for value in cut):
        return False
    sides = ("height", "max-height", "width", "max-width")
    return any(_first(told, name, _OTHER_UNIT) <= _NO_EXTENT for name in sides if name in told)


def _type_size(told: Declarations) -> float | None:
    """The size of type in pixels, about; None where none is stated."""
    size = told.get("font-size", "")
    if not size and (found := _FONT_SIZE.search(told.get("font", ""))):
        size = found[1]
    if size in _UNSTATED:
        return None
    return next(_lengths(size, percent=_TYPE_PERCENT), _OTHER_UNIT)


def _first(told: Declarations, name: str, otherwise: float, *, percent: float = _PERCENT) -> float:
    """The first length of a declaration, about in pixels."""
    return next(_lengths(told.get(name, ""), percent=percent), otherwise)


def _lengths(value: str, *, percent: float = _PERCENT) -> Iterator[float]:
    """The lengths and numbers in a value, about in pixels."""
    for number, unit in _LENGTH.findall(value[:_LONGEST_VALUE]):
        yield float(number) * (percent if unit == "%" else _PIXELS.get(unit, _OTHER_UNIT))
