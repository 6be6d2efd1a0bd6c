"""Entries, summaries and spans as plain JSON structures, bounded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.news import (
    Amendment,
    ArticleId,
    Entry,
    Evidence,
    Kind,
    Media,
    Notice,
    Point,
    Span,
    Summary,
    Tokens,
)

# The longest news article has some 100,000 characters; its HTML, perhaps twice as many. A feed may
# have thousands of entries, and a hostile one ten megabytes in each.
MAX_HTML = 256_000
MAX_LINE = 2_000
MAX_LIST = 50

Payload = dict[str, Any]


def write_entry(entry: Entry) -> Payload:
    """An entry as JSON, without its empty fields and cut to a bounded size."""
    fields = asdict(_bounded(entry))
    for moment in ("published_at", "updated_at"):
        if fields[moment] is not None:
            fields[moment] = fields[moment].isoformat()
    return {field: value for field, value in fields.items() if value not in (None, "", ())}


def read_entry(payload: Mapping[str, Any]) -> Entry:
    """The entry that `write_entry` was given, within the bounds."""
    fields = dict(payload)
    for moment in ("published_at", "updated_at"):
        if moment in fields:
            fields[moment] = datetime.fromisoformat(fields[moment])
    for media in ("enclosures", "media"):
        fields[media] = tuple(Media(**each) for each in fields.get(media, ()))
    return Entry(**fields | {"categories": tuple(fields.get("categories", ()))})


def write_summary(summary: Summary) -> Payload:
    """What a summary says, how, and what it cost; its other fields are columns."""
    return {
        "language": summary.language,
        "headline": summary.headline,
        "dek": summary.dek,
        "points": [
            [
                point.text,
                [[each.quote, each.start, each.end, each.article_id] for each in point.evidence],
            ]
            for point in summary.points
        ],
        "labels": summary.labels,
        "kind": summary.kind.value,
        "tokens": [summary.tokens.input, summary.tokens.output, summary.tokens.cached],
        "note": summary.note,
    }


def read_summary(payload: Mapping[str, Any], *, prompt_version: str, writer: str) -> Summary:
    """The summary that `write_summary` was given.

    Args:
        payload: What `write_summary` gave. Before the writer it gave no labels, kind and note, and
            before stories no article to the evidence.
        prompt_version: The column; empty without a prompt.
        writer: The column.
    """
    return Summary(
        headline=payload["headline"],
        dek=payload["dek"],
        points=tuple(
            Point(text, tuple(Evidence(*each) for each in evidence))
            for text, evidence in payload["points"]
        ),
        labels=tuple(payload.get("labels", ())),
        kind=Kind(payload.get("kind", Kind.NEWS)),
        language=payload.get("language"),
        writer=writer,
        prompt_version=prompt_version or None,
        tokens=Tokens(*payload["tokens"]),
        note=payload.get("note", ""),
    )


def quotes_from(payload: Mapping[str, Any], article_id: ArticleId) -> Iterator[str]:
    """What a summary quotes from an article; before stories it could be of one article alone."""
    for _text, evidence in payload["points"]:
        for quote, _start, _end, *article in evidence:
            if article in ([], [None], [article_id]):
                yield quote


def write_notice(notice: Notice | None) -> list[str] | None:
    """A notice as JSON."""
    return None if notice is None else [notice.amendment.value, notice.words]


def read_notice(payload: Sequence[str] | None) -> Notice | None:
    """The notice that `write_notice` was given."""
    return None if payload is None else Notice(Amendment(payload[0]), payload[1])


def write_spans(spans: Iterable[Span]) -> list[int]:
    """Spans as one flat list of starts and ends."""
    return [offset for span in spans for offset in (span.start, span.end)]


def read_spans(offsets: Sequence[int]) -> tuple[Span, ...]:
    """The spans that `write_spans` was given."""
    return tuple(map(Span, offsets[::2], offsets[1::2]))


def _bounded(entry: Entry) -> Entry:
    return replace(
        entry,
        guid=_cut(entry.guid),
        link=_cut(entry.link),
        title=entry.title[:MAX_LINE],
        author=_cut(entry.author),
        summary=entry.summary[:MAX_HTML],
        content=entry.content[:MAX_HTML],
        language=_cut(entry.language),
        categories=tuple(category[:MAX_LINE] for category in entry.categories[:MAX_LIST]),
        enclosures=tuple(map(_bounded_media, entry.enclosures[:MAX_LIST])),
        media=tuple(map(_bounded_media, entry.media[:MAX_LIST])),
    )


def _bounded_media(media: Media) -> Media:
    return replace(
        media,
        url=media.url[:MAX_LINE],
        type=media.type[:MAX_LINE],
        caption=media.caption[:MAX_LINE],
    )


def _cut(line: str | None) -> str | None:
    return line and line[:MAX_LINE]
