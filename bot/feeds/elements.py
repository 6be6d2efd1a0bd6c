"""What the walks through RSS and Atom share: children by name, markup inside an element, bases."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from lxml import etree

from bot.feeds.dates import parse_date
from bot.feeds.names import XML_BASE, XML_LANG, Names, local_name
from bot.feeds.texts import MAX_NAME, plain_text, whole_html, whole_link

Children = Mapping[str, list[etree._Element]]  # noqa: SLF001 - the class has no public name

_ADDRESS = re.compile(r"[(<]?[^\s<>()]{1,100}@[^\s<>()]{1,100}[)>]?")
_ADDRESS_WITH_NAME = re.compile(r"@[^\s<>()]{1,100}\s?\(([^()]{1,200})\)")
MAX_LANGUAGE = 35  # the length that RFC 5646 asks programs to have room for


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an element needs from the document around it."""

    names: Names
    base: str  # where relative links start from, unless xml:base says otherwise
    has_bases: bool  # whether xml:base occurs at all; asking each element is dear

    def base_of(self, element: etree._Element) -> str:
        """The address that relative links start from in a child of where we are."""
        if not self.has_bases:
            return self.base
        return whole_link(element.get(XML_BASE), self.base) or self.base

    def inside(self, element: etree._Element) -> "Surroundings":
        """The surroundings of what stands in a child of where we are."""
        return self.based_on(self.base_of(element)) if self.has_bases else self

    def based_on(self, base: str | None) -> "Surroundings":
        """The same with another base, if there is one."""
        return replace(self, base=base) if base else self


def children_by_name(element: etree._Element, names: Names) -> dict[str, list[etree._Element]]:
    """An element's children, gathered in one pass under their short names."""
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        name = names[child.tag]
        if name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


def text_of(element: etree._Element) -> str:
    """The text in an element; of markup inside it, the text alone."""
    if len(element):
        return str(etree.tostring(element, encoding="unicode", method="text")).strip()
    return (element.text or "").strip()


def first_text(children: Children, *names: str) -> str:
    """The first text that is not empty, looked for under the names in turn."""
    for name in names:
        for element in children.get(name, ()):
            if text := text_of(element):
                return text
    return ""


def first_title(children: Children, *names: str) -> str:
    """The first title that is not empty, as plain text."""
    for name in names:
        for element in children.get(name, ()):
            if title := plain_text(markup_of(element)):
                return title
    return ""


def markup_of(element: etree._Element) -> str:
    """What stands in an element as HTML: its text, which is escaped HTML, or its naked markup."""
    return inner_html(element) if len(element) else element.text or ""


def inner_html(element: etree._Element) -> str:
    """The markup inside an element, as HTML without namespaces; a lone `<div>` around it goes.

    The `<div>` is what Atom wraps XHTML in; it is no part of the text.
    """
    # A new parent, since otherwise each child would carry the namespaces declared around it.
    holder = etree.Element("div")
    inside = wrapped_in(element)
    holder.text = inside.text
    holder.extend(list(inside))
    for inner in holder.iterdescendants(etree.Element):
        with suppress(ValueError):  # recovered markup may have names that lxml would not write
            inner.tag = local_name(inner.tag)
    etree.cleanup_namespaces(holder)
    markup = etree.tostring(holder, encoding="unicode", method="html")
    return markup.removeprefix("<div>").removesuffix("</div>")


def wrapped_in(element: etree._Element) -> etree._Element:
    """The one `<div>` that is all there is in an element, or the element itself."""
    if len(element) != 1 or (element.text or "").strip():
        return element
    child = element[0]
    is_wrapper = local_name(child.tag) == "div" and not (child.tail or "").strip()
    return child if is_wrapper else element


def first_html(children: Children, names: Iterable[str], around: Surroundings) -> str:
    """The first markup that is not empty, looked for under the names in turn."""
    for name in names:
        for element in children.get(name, ()):
            if html := whole_html(markup_of(element), around.base_of(element)):
                return html
    return ""


def first_date(children: Children, names: Iterable[str]) -> datetime | None:
    """The first date that can be read, looked for under the names in turn."""
    for name in names:
        # Where a date is written twice, the later one corrects the earlier.
        for element in reversed(children.get(name, ())):
            if (date := parse_date(element.text or "")) is not None:
                return date
    return None


def word(markup: str | None) -> str:
    """A category or another short text, plain; the same ones come again and again."""
    return _known_word((markup or "")[:MAX_NAME])


def person(markup: str | None) -> str:
    """A person's name from `name`, `name <address>` or `address (name)`; never the address."""
    return _known_person((markup or "")[: 2 * MAX_NAME])


_known_word = lru_cache(maxsize=4_000)(plain_text)


@lru_cache(maxsize=1_000)
def _known_person(markup: str) -> str:
    text = plain_text(markup)[:MAX_NAME]
    if "@" not in text:
        return text
    if match := _ADDRESS_WITH_NAME.search(text):
        return match[1].strip()
    return _ADDRESS.sub("", text).strip()


def together(names: Iterable[str]) -> str | None:
    """Names in one line, each once, or None where there are none."""
    return ", ".join(filter(None, dict.fromkeys(names)))[:MAX_NAME] or None


def language_of(element: etree._Element, *texts: str) -> str | None:
    """A language tag from the texts in turn, else from xml:lang: `en-GB`, or None."""
    for text in (*texts, element.get(XML_LANG) or ""):
        tag = text.strip().replace("_", "-")
        if tag and len(tag) <= MAX_LANGUAGE and tag.replace("-", "").isalnum():
            return tag
    return None
