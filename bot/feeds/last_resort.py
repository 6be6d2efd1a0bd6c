"""What feedparser can still make of a document that lxml gives up on."""

import io
from calendar import timegm
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser

from bot.feeds.elements import person, together
from bot.feeds.rss import MAX_ENTRIES
from bot.feeds.texts import MAX_GUID, one_line, plain_text, whole_html, whole_link
from bot.news import Entry, FeedDocument


def read_with_feedparser(document: bytes, base: str) -> FeedDocument:
    """Read a document however broken. Slow, and on hostile documents very slow.

    Args:
        document: UTF-8.
        base: The address that relative links start from, or an empty string.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    parsed = feedparser.parse(io.BytesIO(document), response_headers=headers)
    feed = parsed.feed
    return FeedDocument(
        format=parsed.get("version") or "unknown",
        title=plain_text(feed.get("title") or ""),
        site_url=whole_link(feed.get("link"), base),
        entries=tuple(_entry(entry, base) for entry in islice(parsed.entries, MAX_ENTRIES)),
    )


def _entry(entry: dict[str, Any], base: str) -> Entry:
    """One entry, with the fields that decide whether it can be shown at all."""
    contents = entry.get("content") or [{}]
    published = _moment(entry.get("published_parsed") or entry.get("updated_parsed"))
    return Entry(
        guid=one_line(entry.get("id") or "", MAX_GUID) or None,
        link=whole_link(entry.get("link"), base),
        title=plain_text(entry.get("title") or ""),
        author=together([person(entry.get("author"))]),
        published_at=published,
        summary=whole_html(entry.get("summary") or "", base),
        content=whole_html(contents[0].get("value") or "", base),
    )


def _moment(parsed: Any) -> datetime | None:  # noqa: ANN401 - feedparser has no types
    """A time tuple in UTC as a moment."""
    return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
