"""What extraction and the feed reader see, for a terminal or a pipe."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.fronts import wording
from bot.fronts.drawing import READABLE, Fitted, is_plain, linked, whole
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, URL_LIMIT, line, link, visible
from bot.news import Entry, FeedDocument, Reading

Fact = tuple[str, str | None]  # a label, and what there is to say; left out where that is nothing


def render_article(reading: Reading, *, now: datetime) -> RenderableType:
    """What extraction sees on a page; print it with `crop=False`.

    Args:
        reading: The page, read.
        now: The present in the reader's own zone, in which the date is told.
    """
    facts: list[Fact] = [
        ("Warning", reading.wall and f"this is no article but a {line(reading.wall, NAME_LIMIT)}"),
        ("Byline", reading.byline),
        ("Date", _told(reading.published_at, now)),
        ("Site", reading.site),
        ("Language", reading.language),
        ("Address", reading.canonical_url),
        ("Image", reading.image),
        ("Text", _size(reading.paragraphs)),
    ]
    title = line(reading.title, HEADLINE_LIMIT) or "No title"
    return Fitted(partial(_article, title, facts, reading))


def _article(
    title: str, facts: list[Fact], reading: Reading, console: Console, options: ConsoleOptions
) -> RenderableType:
    plain = is_plain(console, options)
    parts: list[RenderableType] = [
        linked(title, link(reading.canonical_url), "bold"),
        Text(),
        *_facts(facts, plain=plain),
    ]
    for paragraph in reading.paragraphs:
        parts += [Text(), Text(line(paragraph, len(paragraph)))]
    body = Group(*parts, Text())
    return body if plain else Padding(body, (0, max(0, options.max_width - READABLE), 0, 0))


def render_entries(document: FeedDocument, *, now: datetime) -> RenderableType:
    """What the feed reader sees: the feed, then its entries; print it with `crop=False`.

    Args:
        document: The feed, read.
        now: The present in the reader's own zone, in which dates are told.
    """
    return Fitted(partial(_entries, document, now))


def _entries(
    document: FeedDocument, now: datetime, console: Console, options: ConsoleOptions
) -> RenderableType:
    plain = is_plain(console, options)
    count = len(document.entries)
    facts: list[Fact] = [
        ("Format", document.format),
        ("Site", document.site_url),
        ("Author", document.author),
        ("Language", document.language),
        ("Refresh", _interval(document.ttl)),
        ("Repaired", document.repaired),
        ("Entries", f"{count:,}"),
    ]
    title = linked(line(document.title, HEADLINE_LIMIT) or "Untitled feed", None, "bold")
    listed = _list(document.entries, now) if plain else [_table(document.entries, now)]
    return Group(title, Text(), *_facts(facts, plain=plain), Text(), *(listed if count else []))


def _table(entries: Iterable[Entry], now: datetime) -> RenderableType:
    """Dates on the left, titles that lead to the articles on the right."""
    rows = _grid()
    for entry in entries:
        title = linked(_title(entry), link(entry.link))
        by = Text(f"  {line(entry.author or '', NAME_LIMIT)}", style="dim")
        rows.add_row(_told(entry.published_at or entry.updated_at, now) or "no date", title + by)
    return Group(rows, Text())


def _list(entries: Iterable[Entry], now: datetime) -> list[RenderableType]:
    """One entry a paragraph: title, then date and author, then the address."""
    parts: list[RenderableType] = []
    for entry in entries:
        date = _told(entry.published_at or entry.updated_at, now) or "no date"
        about = ", ".join(filter(None, (date, line(entry.author or "", NAME_LIMIT))))
        parts += [Text(_title(entry)), Text(about)]
        parts += [whole(_address(entry.link)), Text()] if entry.link else [Text()]
    return parts


def _title(entry: Entry) -> str:
    return line(entry.title, HEADLINE_LIMIT) or "Untitled"


def _told(moment: datetime | None, now: datetime) -> str:
    return wording.date(moment.astimezone(now.tzinfo)) if moment else ""


def _interval(ttl: timedelta | None) -> str:
    return f"every {wording.count(round(ttl.total_seconds() / 60), 'minute')}" if ttl else ""


def _size(paragraphs: Iterable[str]) -> str:
    sizes = [len(paragraph) for paragraph in paragraphs]
    return f"{wording.count(len(sizes), 'paragraph')}, {wording.count(sum(sizes), 'character')}"


def _address(address: str) -> str:
    """An address as it is, followable or not, since this shows what the reader saw."""
    return "".join(visible(address).split())[:URL_LIMIT]


def _facts(facts: Iterable[Fact], *, plain: bool) -> list[RenderableType]:
    """Labels and what they say, one a line: aligned on a terminal, "Label: words" in a pipe."""
    told = [(label, line(words, URL_LIMIT)) for label, words in facts if words]
    if plain:
        return [whole(f"{label}: {words}") for label, words in told]
    rows = _grid()
    for label, words in told:
        rows.add_row(label, linked(words, link(words), "yellow" if label == "Warning" else ""))
    return [rows]


def _grid() -> Table:
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True, style="dim")
    rows.add_column(overflow="fold")
    return rows
