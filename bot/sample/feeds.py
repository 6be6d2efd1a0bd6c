"""Feeds: an edition written as RSS 2.0, RSS 1.0, Atom or JSON Feed.

The forms follow the RSS 2.0 and 1.0 specifications, RFC 4287, JSON Feed 1.1, and the content,
dc and media modules.
"""

import json
from email.utils import format_datetime
from html import escape
from typing import Final, cast

from lxml import etree

from bot.sample.edition import Edition, Piece
from bot.sample.outlets import FeedFormat

_RSS: Final = "http://purl.org/rss/1.0/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_MODULES: Final = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def write_feed(edition: Edition) -> bytes:
    """An edition's feed in its outlet's format and charset."""
    match edition.outlet.feed_format:
        case FeedFormat.RSS:
            return _encode(_rss(edition), edition)
        case FeedFormat.RDF:
            return _encode(_rdf(edition), edition)
        case FeedFormat.ATOM:
            return _encode(_atom(edition), edition)
        case FeedFormat.JSON:
            return json.dumps(_json_feed(edition), ensure_ascii=False, indent=2).encode()


def _rss(edition: Edition) -> etree._Element:
    rss = etree.Element("rss", {"version": "2.0"}, nsmap=dict(_MODULES))
    channel = etree.SubElement(rss, "channel")
    _add(channel, "title", edition.outlet.name)
    _add(channel, "link", f"{edition.address}/")
    _add(channel, "description", edition.outlet.motto)
    _add(channel, "language", edition.outlet.language)
    _add(channel, "lastBuildDate", format_datetime(edition.modified_at, usegmt=True))
    for piece in edition.pieces:
        _rss_item(etree.SubElement(channel, "item"), edition, piece)
    return rss


def _rss_item(item: etree._Element, edition: Edition, piece: Piece) -> None:
    _add(item, "title", piece.title)
    _add(item, "link", piece.url)
    _add(item, "guid", piece.guid, isPermaLink="false")
    _add(item, "pubDate", format_datetime(piece.published_at, usegmt=True))
    _add(item, _in("dc", "creator"), piece.byline)
    _add(item, "category", piece.section)
    _add(item, "description", piece.summary)
    if edition.outlet.full_feed:
        _add(item, _in("content", "encoded"), etree.CDATA(_full_text(edition, piece)))
    media = etree.SubElement(item, _in("media", "content"), url=piece.picture_url, medium="image")
    _add(media, _in("media", "description"), f"{edition.outlet.name}: {piece.section}")


def _rdf(edition: Edition) -> etree._Element:
    """RSS 1.0, whose channel lists its items by identifier before they stand beside it."""
    rdf = etree.Element(f"{{{_RDF}}}RDF", nsmap=_default(_RSS, rdf=_RDF, dc=_MODULES["dc"]))
    channel = etree.SubElement(rdf, f"{{{_RSS}}}channel", {f"{{{_RDF}}}about": edition.feed_url})
    _add(channel, f"{{{_RSS}}}title", edition.outlet.name)
    _add(channel, f"{{{_RSS}}}link", f"{edition.address}/")
    _add(channel, f"{{{_RSS}}}description", edition.outlet.motto)
    _add(channel, _in("dc", "language"), edition.outlet.language)
    items = etree.SubElement(channel, f"{{{_RSS}}}items")
    order = etree.SubElement(items, f"{{{_RDF}}}Seq")
    for piece in edition.pieces:
        etree.SubElement(order, f"{{{_RDF}}}li", {f"{{{_RDF}}}resource": piece.guid})
        item = etree.SubElement(rdf, f"{{{_RSS}}}item", {f"{{{_RDF}}}about": piece.guid})
        _add(item, f"{{{_RSS}}}title", piece.title)
        _add(item, f"{{{_RSS}}}link", piece.url)
        _add(item, f"{{{_RSS}}}description", piece.summary)
        _add(item, _in("dc", "creator"), piece.byline)
        _add(item, _in("dc", "subject"), piece.section)
        _add(item, _in("dc", "date"), piece.published_at.isoformat())
    return rdf


def _atom(edition: Edition) -> etree._Element:
    feed = etree.Element("feed", {_XML_LANG: edition.outlet.language}, nsmap=_default(_ATOM))
    _add(feed, "id", f"tag:{edition.outlet.domain},2026:feed")
    _add(feed, "title", edition.outlet.name)
    _add(feed, "subtitle", edition.outlet.motto)
    _add(feed, "updated", edition.modified_at.isoformat())
    etree.SubElement(feed, "link", rel="self", href=edition.feed_url)
    etree.SubElement(feed, "link", rel="alternate", type="text/html", href=f"{edition.address}/")
    for piece in edition.pieces:
        _atom_entry(etree.SubElement(feed, "entry"), edition, piece)
    return feed


def _atom_entry(entry: etree._Element, edition: Edition, piece: Piece) -> None:
    _add(entry, "id", piece.guid)
    _add(entry, "title", piece.title)
    _add(entry, "published", piece.published_at.isoformat())
    _add(entry, "updated", piece.updated_at.isoformat())
    _add(etree.SubElement(entry, "author"), "name", piece.byline or edition.outlet.name)
    etree.SubElement(entry, "category", term=piece.section)
    etree.SubElement(entry, "link", rel="alternate", type="text/html", href=piece.url)
    etree.SubElement(entry, "link", rel="enclosure", type="image/png", href=piece.picture_url)
    _add(entry, "summary", piece.summary)
    if edition.outlet.full_feed:
        _add(entry, "content", _full_text(edition, piece), type="html")


def _json_feed(edition: Edition) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.outlet.name,
        "description": edition.outlet.motto,
        "language": edition.outlet.language,
        "home_page_url": f"{edition.address}/",
        "feed_url": edition.feed_url,
        "items": [_json_item(piece) for piece in edition.pieces],
    }


def _json_item(piece: Piece) -> dict[str, object]:
    return {
        "id": piece.guid,
        "url": piece.url,
        "title": piece.title,
        "summary": piece.summary,
        "content_html": f"<p>{escape(piece.summary)}</p>",
        "image": piece.picture_url,
        "date_published": piece.published_at.isoformat(),
        "date_modified": piece.updated_at.isoformat(),
        "authors": [{"name": piece.byline}] if piece.byline else [],
        "tags": [piece.section],
    }


def _full_text(edition: Edition, piece: Piece) -> str:
    """The article as feeds carry it: HTML, with a trailer that is no part of it."""
    body = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in piece.paragraphs)
    link = f'<a href="{escape(piece.url)}">{escape(piece.title)}</a>'
    return f"{body}\n<p>The post {link} appeared first on {escape(edition.outlet.name)}.</p>"


def _default(namespace: str, **prefixed: str) -> dict[str, str]:
    """A map of namespaces with one that needs no prefix, which lxml's types do not foresee."""
    return cast("dict[str, str]", {None: namespace, **prefixed})


def _in(module: str, name: str) -> str:
    return f"{{{_MODULES[module]}}}{name}"


def _add(
    parent: etree._Element, tag: str, text: "str | etree.CDATA | None", **attributes: str
) -> None:
    """One child with text; none where there is nothing to say."""
    if text:
        etree.SubElement(parent, tag, attributes).text = text


def _encode(root: etree._Element, edition: Edition) -> bytes:
    # lxml's types cannot tell that only the encoding "unicode" gives text.
    return cast(
        "bytes",
        etree.tostring(
            root, encoding=edition.outlet.charset, xml_declaration=True, pretty_print=True
        ),
    )
