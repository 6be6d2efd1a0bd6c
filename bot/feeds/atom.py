"""Atom 0.3 and 1.0: a feed and its entries to a `FeedDocument`."""

import binascii
from base64 import b64decode
from itertools import islice

from lxml import etree

from bot.feeds.elements import (
    Children,
    Surroundings,
    children_by_name,
    first_date,
    first_text,
    inner_html,
    language_of,
    person,
    text_of,
    together,
    word,
    wrapped_in,
)
from bot.feeds.media import enclosure, media_of, unique
from bot.feeds.rss import MAX_CATEGORIES, MAX_ENTRIES, ttl_of
from bot.feeds.texts import (
    MAX_GUID,
    MAX_HTML,
    html_from_text,
    looks_like_html,
    one_line,
    plain_text,
    whole_html,
    whole_link,
)
from bot.news import Entry, FeedDocument, Media

ATOM_03 = frozenset({"0.3", "0.2", "0.1"})
PUBLISHED = ("published", "issued", "dc:date", "created")
UPDATED = ("updated", "modified")
PAGE_TYPES = ("", "text/html", "application/xhtml+xml")


def read_atom(root: etree._Element, around: Surroundings) -> FeedDocument:
    """A whole Atom document, from its root element, which may be a lone entry."""
    children = children_by_name(root, around.names)
    if not around.base:  # a file: only the feed itself knows where it lives
        around = around.based_on(_link_of(children, "self", around))
    is_entry = around.names[root.tag] == "entry"
    entries = [root] if is_entry else children.get("entry", [])
    return FeedDocument(
        format="atom 0.3" if root.get("version") in ATOM_03 else "atom 1.0",
        title=_title(children),
        site_url=_link_of(children, "alternate", around),
        language=language_of(root, first_text(children, "language", "dc:language")),
        author=_authors(children, around),
        ttl=ttl_of(children),
        entries=tuple(read_entry(entry, around) for entry in islice(entries, MAX_ENTRIES)),
    )


def read_entry(entry: etree._Element, around: Surroundings) -> Entry:
    """One entry."""
    around = around.inside(entry)
    children = children_by_name(entry, around.names)
    guid = _guid(children, around)
    published, updated = first_date(children, PUBLISHED), first_date(children, UPDATED)
    return Entry(
        guid=guid,
        link=_link_of(children, "alternate", around) or whole_link(guid, ""),
        title=_title(children),
        author=_authors(children, around),
        published_at=published or updated,
        updated_at=updated,
        summary=_body(children, "summary", around),
        content=_body(children, "content", around),
        language=language_of(entry, first_text(children, "dc:language")),
        categories=_categories(children),
        enclosures=_enclosures(children, around),
        media=media_of(children, around),
    )


def _guid(children: Children, around: Surroundings) -> str | None:
    """The entry's id; one that is written as a path becomes an address, which is unique."""
    guid = one_line(first_text(children, "id"), MAX_GUID)
    return whole_link(guid, around.base) if guid.startswith("/") else guid or None


def _link_of(children: Children, rel: str, around: Surroundings) -> str | None:
    """The first whole link of a kind; one to a page goes before one to a PDF or a feed."""
    links = [link for link in children.get("link", ()) if (link.get("rel") or "alternate") == rel]
    if len(links) > 1:
        links.sort(key=lambda link: (link.get("type") or "") not in PAGE_TYPES)
    for link in links:
        if whole := whole_link(link.get("href") or link.text, around.base_of(link)):
            return whole
    return None


def _title(children: Children) -> str:
    """The first title that is not empty, as plain text."""
    for name in ("title", "dc:title", "media:title"):
        for element in children.get(name, ()):
            text, is_html = _construct(element)
            if title := plain_text(text) if is_html else one_line(text):
                return title
    return ""


def _body(children: Children, name: str, around: Surroundings) -> str:
    """A summary or a content as HTML."""
    for element in children.get(name, ()):
        text, is_html = _construct(element)
        html = text if is_html else html_from_text(text)
        if html := whole_html(html, around.base_of(element)):
            return html
    return ""


def _construct(element: etree._Element) -> tuple[str, bool]:
    """A text construct: what it says, and whether that is HTML.

    The kinds are those of RFC 4287 (`text`, `html`, `xhtml`, a MIME type) and of Atom 0.3 (a MIME
    type and a mode). Many feeds call HTML plain, and are not believed.
    """
    kind = (element.get("type") or "text").strip().lower()
    if len(element):
        inner = wrapped_in(element)
        if kind in {"html", "text/html"} and not len(inner):  # HTML escaped inside a <div>
            return text_of(inner), True
        return inner_html(element), True
    text = (element.text or "")[:MAX_HTML]
    if element.get("mode") == "base64" or kind.startswith("application/octet"):
        text, kind = _from_base64(text), "html"
    is_html = kind not in {"text", "text/plain"} or looks_like_html(text)
    return text, is_html


def _from_base64(text: str) -> str:
    """What the text encodes, or nothing where it encodes no text."""
    try:
        return b64decode(text).decode()
    except (binascii.Error, ValueError):
        return ""


def _authors(children: Children, around: Surroundings) -> str | None:
    """The names of all authors; of one without a name, nothing."""
    people = [
        person(first_text(children_by_name(author, around.names), "name") or author.text or "")
        for author in children.get("author", ())
    ]
    people += [person(text_of(creator)) for creator in children.get("dc:creator", ())]
    return together(people)


def _categories(children: Children) -> tuple[str, ...]:
    """What the entry is filed under: the readable label, else the term."""
    words = dict.fromkeys(
        word(category.get("label") or category.get("term") or category.text)
        for category in children.get("category", ())[:MAX_CATEGORIES]
    )
    return tuple(filter(None, words))


def _enclosures(children: Children, around: Surroundings) -> tuple[Media, ...]:
    """The entry's enclosures, each address once."""
    links = [link for link in children.get("link", ()) if link.get("rel") == "enclosure"]
    found = [enclosure(link, around, "href") for link in links]
    return unique(item for item in found if item is not None)
