"""OPML: the lists of feeds that readers export and import.

Written after http://opml.org/spec2.opml, and after what readers really export: they leave out
types and titles, spell attributes as they like, and name encodings that they do not use.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby

from lxml import etree

from bot.errors import Refusal
from bot.feeds.encoding import to_utf8
from bot.feeds.prolog import open_document
from bot.feeds.repair import repair, with_prefixes, with_quotes, without_tail
from bot.feeds.sniffing import FEED_ROOTS

MAX_OPML_BYTES = 2 * 1024 * 1024
# Somebody's list of ten years has a few hundred; a list with more feeds is no one's reading.
MAX_OUTLINES = 2_000
# Above this a document is no list of feeds, and would only cost time.
MAX_TAGS = 20_000
MAX_REFERENCES = 50_000  # ampersands to be mended, a few microseconds each
DEEPEST = 10  # folders in folders; what lies deeper belongs to the last of them
LONGEST_ADDRESS = 8_000  # characters, as the web's guard has it
LONGEST_TITLE = 300
LONGEST_FOLDER = 100

_READ = frozenset({"xmlurl", "htmlurl", "url", "type", "title", "text", "iscomment"})
_FEED_TYPES = frozenset({"rss", "rss1", "rss2", "atom", "rdf", "feed", "pie"})
# What no XML document can hold, not even by reference.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WEB = ("http://", "https://")

_Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed as a list of feeds names it. All but the address is for people.

    Attributes:
        url: As it stands there: not yet checked, and perhaps no address at all.
        title: On one line; empty where the list has none but the address.
        site_url: An http(s) address, or None.
        folder: The names of the folders around it, the outermost first.
    """

    url: str
    title: str = ""
    site_url: str | None = None
    folder: tuple[str, ...] = ()


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """The feeds that a list names, each address once, in the order of the list.

    Args:
        body: The file as it came, in any encoding.

    Raises:
        Refusal: It is no OPML, or is more than a list of feeds can be; see opml.ftl.
    """
    if len(body) > MAX_OPML_BYTES:
        raise Refusal("opml-too-large", most=MAX_OPML_BYTES // 1024**2)
    by_url: dict[str, Outline] = {}
    for outline in _outlines(_root(body)):
        by_url.setdefault(outline.url, outline)
        if len(by_url) > MAX_OUTLINES:
            raise Refusal("opml-too-many", most=MAX_OUTLINES)
    if not by_url:
        raise Refusal("opml-empty")
    return tuple(by_url.values())


def write_opml(outlines: Iterable[Outline], *, title: str, now: datetime) -> bytes:
    """A list of feeds as OPML 2.0, which `read_opml` reads back as it was.

    Args:
        outlines: In their order; neighbours with the same folder share it in the file.
        title: What the list is called.
        now: The present, for its date.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _line(title, LONGEST_TITLE)
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    _write(body, [(_folder(outline), outline) for outline in outlines])
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _root(body: bytes) -> etree._Element:
    """The root of a list of feeds; its DOCTYPE is left out, and so is all that it declares.

    Raises:
        Refusal: It is something else.
    """
    document = to_utf8(body).lstrip(b"\0 \t\r\n\xef\xbb\xbf")
    opened = open_document(document)
    kind = opened.root.rpartition(":")[2].lower()
    if kind in FEED_ROOTS:
        raise Refusal("opml-is-a-feed")
    if kind != "opml":
        raise Refusal("opml-unreadable")
    if document.count(b"<") > MAX_TAGS:
        raise Refusal("opml-too-many", most=MAX_OUTLINES)
    bare = document[opened.start :]
    root = _parsed(bare)
    if root is None and bare.count(b"&") <= MAX_REFERENCES:
        mended = with_prefixes(with_quotes(repair(without_tail(bare, opened.root))))
        root = _parsed(mended, recover=True)
    if root is None:
        raise Refusal("opml-unreadable")
    return root


def _parsed(document: bytes, *, recover: bool = False) -> etree._Element | None:
    """The tree of a document without a DOCTYPE, or None where it cannot be parsed."""
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,  # elements nest 256 deep at most
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(document, parser)
    except etree.XMLSyntaxError:
        return None


def _outlines(root: etree._Element) -> Iterator[Outline]:
    """The feeds in a tree, in the order of the document, without recursion."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folder = waiting.pop()
        attributes = _attributes(element)
        if attributes.get("iscomment", "").lower() == "true":  # and so is all within (OPML 2.0)
            continue
        url = _address(attributes)
        if url:
            yield _outline(url, attributes, folder)
        elif (name := _name(attributes, LONGEST_FOLDER)) and len(folder) < DEEPEST:
            folder = (*folder, name)
        waiting.extend((child, folder) for child in reversed(element))


def _attributes(element: etree._Element) -> _Attributes:
    """An outline's attributes under lower-case names; none for any other element."""
    # Not every node's tag is a name: that of an entity is a function.
    if str(element.tag).rpartition("}")[2].lower() != "outline":
        return {}
    # Each look-up takes as long as the element has attributes, so only a few are made.
    spelt = {str(name).lower(): name for name in element.keys()}  # noqa: SIM118 - else its children
    return {name: str(element.get(spelt[name])) for name in _READ & spelt.keys()}


def _address(attributes: _Attributes) -> str:
    """The feed that an outline names; empty for a folder, a bookmark, or another list."""
    url = attributes.get("xmlurl", "")
    if not url and attributes.get("type", "").strip().lower() in _FEED_TYPES:
        url = attributes.get("url", "")
    return _clean(url).strip()[:LONGEST_ADDRESS]


def _outline(url: str, attributes: _Attributes, folder: tuple[str, ...]) -> Outline:
    title = _name(attributes, LONGEST_TITLE)
    site = _clean(attributes.get("htmlurl", "")).strip()
    is_site = site.lower().startswith(_WEB) and len(site) <= LONGEST_ADDRESS
    return Outline(
        url=url,
        title="" if title == url[:LONGEST_TITLE] else title,
        site_url=site if is_site else None,
        folder=folder,
    )


def _name(attributes: _Attributes, limit: int) -> str:
    return _line(attributes.get("title", ""), limit) or _line(attributes.get("text", ""), limit)


def _line(text: str, limit: int) -> str:
    return " ".join(_clean(text).split())[:limit].rstrip()


def _clean(text: str) -> str:
    return _IMPOSSIBLE.sub("", text)


def _folder(outline: Outline) -> tuple[str, ...]:
    names = (_line(name, LONGEST_FOLDER) for name in outline.folder)
    return tuple(filter(None, names))[:DEEPEST]


def _write(parent: etree._Element, placed: Sequence[tuple[tuple[str, ...], Outline]]) -> None:
    """Write outlines, each with what is left of its folders from here."""
    for name, group in groupby(placed, key=lambda each: each[0][:1]):
        if not name:
            for _, outline in group:
                _write_feed(parent, outline)
            continue
        folder = etree.SubElement(parent, "outline", text=name[0])
        _write(folder, [(path[1:], outline) for path, outline in group])


def _write_feed(parent: etree._Element, outline: Outline) -> None:
    url = _clean(outline.url)
    title = _line(outline.title, LONGEST_TITLE)
    told = {"text": title or url[:LONGEST_TITLE], "title": title, "type": "rss", "xmlUrl": url}
    if outline.site_url:
        told["htmlUrl"] = _clean(outline.site_url)
    etree.SubElement(parent, "outline", {name: text for name, text in told.items() if text})
