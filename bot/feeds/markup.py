"""Markup read without a tree: start tags in order, and what stands outside comments.

A tree of a hostile page can cost a minute and a gigabyte; this reads every character once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

# Longer values are no address and no title; and `unescape` fails on numbers of 4,300 digits.
_LONGEST_VALUE = 2_000
# Elements whose content is no markup.
_OPAQUE = frozenset({"script", "style", "textarea"})
_OPENING = re.compile(r"<(?:!--|([a-zA-Z][a-zA-Z0-9:-]*+))")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>=]++)"""
    r"""(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+"""
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its name and its attributes, both in lower case, values unescaped."""

    name: str
    attributes: dict[str, str]


def start_tags(markup: str, names: Iterable[str]) -> Iterator[Tag]:
    """The start tags with these names, outside comments, scripts and the like.

    Args:
        markup: HTML of any quality.
        names: Lower-case names of the elements that matter.
    """
    wanted = frozenset(names)
    at = 0
    while opening := _OPENING.search(markup, at):
        at = opening.end()
        name = (opening[1] or "").lower()
        if not name:
            at = _after("-->", markup, at)
        elif name in wanted:
            attributes, at = _attributes(markup, at)
            yield Tag(name, attributes)
        elif name in _OPAQUE:
            at = _after(f"</{name}", markup, at)


def without_comments(markup: bytes) -> bytes:
    """Markup less its comments; less all that follows one without an end."""
    before, *commented = markup.split(b"<!--")
    return b"".join((before, *(piece.partition(b"-->")[2] for piece in commented)))


def _attributes(markup: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes that stand at a place, the first of each name, and where they end."""
    attributes: dict[str, str] = {}
    while found := _ATTRIBUTE.match(markup, at):
        at = found.end()
        value = next((group for group in found.groups()[1:] if group is not None), "")
        if len(value) <= _LONGEST_VALUE:
            attributes.setdefault(found[1].lower(), unescape(value).strip())
    return attributes, at


def _after(end: str, markup: str, at: int) -> int:
    """Where the text goes on after an end mark; at the page's end where that is missing."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(markup, at)
    return found.end() if found else len(markup)
