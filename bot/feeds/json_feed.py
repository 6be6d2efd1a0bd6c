"""JSON Feed 1 and 1.1: one JSON object to a `FeedDocument`."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.feeds.dates import parse_date
from bot.feeds.elements import MAX_LANGUAGE, person, together
from bot.feeds.media import unique
from bot.feeds.rss import MAX_CATEGORIES, MAX_ENTRIES
from bot.feeds.texts import (
    MAX_GUID,
    MAX_HTML,
    MAX_NAME,
    html_from_text,
    one_line,
    plain_text,
    whole_html,
    whole_link,
)
from bot.news import Entry, FeedDocument, Media

# Python refuses to count more digits than 4,300, and no number in a feed has more than these.
MAX_DIGITS = 18

# XML cannot hold these, JSON can: controls, and lone halves of UTF-16 pairs.
_NO_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Fields = dict[str, Any]


def read_json(document: bytes, base: str) -> FeedDocument | None:
    """A JSON Feed, or None where the object is something else.

    Args:
        document: UTF-8.
        base: The address that relative links start from.

    Raises:
        ValueError: The document is no JSON.
        RecursionError: It is nested deeper than anything honest.
    """
    feed = _fields(json.loads(document, parse_int=_integer))
    version, items = _text(feed.get("version")), feed.get("items")
    if "jsonfeed.org/version/" not in version and not isinstance(items, list):
        return None
    base = base if base.startswith("http") else whole_link(_text(feed.get("feed_url")), "") or base
    return FeedDocument(
        format=f"json feed {version.rpartition('/')[2][:10] or '1'}",
        title=one_line(_text(feed.get("title"))),
        site_url=whole_link(_text(feed.get("home_page_url")), base),
        language=_language(feed),
        author=_authors(feed),
        entries=tuple(_entry(_fields(item), base) for item in _list(items)[:MAX_ENTRIES]),
    )


def _entry(item: Fields, base: str) -> Entry:
    """One item. Its title is plain text by the format's own rule, yet some write entities."""
    published, updated = _date(item, "date_published"), _date(item, "date_modified")
    return Entry(
        guid=one_line(_text(item.get("id")), MAX_GUID) or None,
        link=whole_link(_text(item.get("url")) or _text(item.get("external_url")), base),
        title=plain_text(_text(item.get("title"))),
        author=_authors(item),
        published_at=published or updated,
        updated_at=updated,
        summary=html_from_text(one_line(_text(item.get("summary")), MAX_HTML)),
        content=whole_html(_content(item), base),
        language=_language(item),
        categories=tuple(
            word
            for tag in _list(item.get("tags"))[:MAX_CATEGORIES]
            if (word := one_line(_text(tag)))
        ),
        enclosures=unique(_attachments(item, base)),
        media=unique(_images(item, base)),
    )


def _content(item: Fields) -> str:
    """The item's text as HTML."""
    return _text(item.get("content_html")) or html_from_text(
        _text(item.get("content_text"))[:MAX_HTML]
    )


def _authors(fields: Fields) -> str | None:
    """The names of `authors` (1.1) or of `author` (1)."""
    authors = _list(fields.get("authors")) or [fields.get("author")]
    return together(person(_text(_fields(author).get("name"))) for author in authors)


def _attachments(item: Fields, base: str) -> Iterable[Media]:
    """Sounds and films that belong to the item."""
    for attachment in map(_fields, _list(item.get("attachments"))):
        if url := whole_link(_text(attachment.get("url")), base):
            size = attachment.get("size_in_bytes")
            kind = one_line(_text(attachment.get("mime_type")), MAX_NAME)
            yield Media(url=url, type=kind, length=size if isinstance(size, int) else None)


def _images(item: Fields, base: str) -> Iterable[Media]:
    """The item's pictures."""
    for name in ("image", "banner_image"):
        if url := whole_link(_text(item.get(name)), base):
            yield Media(url=url, type="image")


def _language(fields: Fields) -> str | None:
    """The language tag, if it is of a believable length."""
    language = one_line(_text(fields.get("language")))
    return language if 0 < len(language) <= MAX_LANGUAGE else None


def _date(item: Fields, name: str) -> datetime | None:
    """A moment, or None."""
    return parse_date(_text(item.get(name)))


def _integer(digits: str) -> int | str:
    """A number, or its digits where they are too many: an id may be any number."""
    return int(digits) if len(digits) <= MAX_DIGITS else digits[:MAX_GUID]


def _text(value: object) -> str:
    """A string, or a number as one; anything else is no text."""
    if isinstance(value, str):
        return _NO_TEXT.sub("", value)
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _fields(value: object) -> Fields:
    """An object's fields; anything else has none."""
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    """A list's items; anything else has none."""
    return value if isinstance(value, list) else []
