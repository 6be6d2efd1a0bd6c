"""Cards, articles and feeds as JSON; `card.schema.json` and `docs/json-cards.md` describe them."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from bot.news import (
    Card,
    Entry,
    Evidence,
    FeedDocument,
    Media,
    Notice,
    Point,
    Reading,
    Related,
    Telling,
)

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

SCHEMA_VERSION = 1  # one more whenever a key goes, or means something else; not when one comes

_PARAGRAPH_BREAK = "\n\n"  # between the paragraphs of a stored article text
_DIGITS = 3  # of a score; more would only look exact

# What takes no ink is spelt as an escape: the same string for a program, but nothing that could
# reorder or hide text when a person prints the line on a terminal.
_UNSEEN = re.compile(
    r"[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]"
)
# JSON could spell half a surrogate pair, but UTF-8 cannot, and strict readers refuse it.
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def card_object(card: Card, *, updated: bool = False) -> dict[str, Json]:
    """A card as `card.schema.json` describes it.

    `start` and `end` of evidence are offsets in characters (Unicode code points, from 0, the end
    outside) into the stored article text.

    Args:
        card: What to show.
        updated: Whether it takes the place of one that was shown.
    """
    article, summary = card.article, card.summary
    return {
        "schema": SCHEMA_VERSION,
        "feed_url": card.feed_url,
        "entry_id": card.entry_id,
        "updated": updated,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "feed_name": card.manner.name,
        "source": article.source,
        "byline": article.byline,
        "published_at": _moment(article.published_at),
        "language": summary.language or article.language,
        "title": article.title,
        "headline": summary.headline,
        "dek": summary.dek,
        "points": [_point(point) for point in summary.points],
        "labels": list(summary.labels),
        "kind": summary.kind.value,
        "basis": article.basis.value,
        "related": [_related(related) for related in card.related],
        "story_id": card.story_id,
        "version": card.version,
        "edition": card.edition,
        "article_id": card.article_id,
        "notice": _notice(article.notice),
        "also": [_telling(telling) for telling in card.also],
        "writer": summary.writer,
        "note": summary.note,
        "prompt_version": summary.prompt_version,
        "tokens": {"input": summary.tokens.input, "output": summary.tokens.output},
        "image": article.image if card.manner.image else None,
    }


def article_object(reading: Reading) -> dict[str, Json]:
    """What extraction sees on one page; `text` is what would be stored as the article's text."""
    return {
        "schema": SCHEMA_VERSION,
        "title": reading.title,
        "byline": reading.byline,
        "date": _moment(reading.published_at),
        "site": reading.site,
        "image": reading.image,
        "language": reading.language,
        "canonical_url": reading.canonical_url,
        "paragraphs": list(reading.paragraphs),
        "text": _PARAGRAPH_BREAK.join(reading.paragraphs),
        "wall": reading.wall,
    }


def entries_object(document: FeedDocument) -> dict[str, Json]:
    """What the feed reader sees: the feed, and its entries in the feed's order."""
    return {
        "schema": SCHEMA_VERSION,
        "format": document.format,
        "title": document.title,
        "site_url": document.site_url,
        "language": document.language,
        "author": document.author,
        "ttl_seconds": None if document.ttl is None else round(document.ttl.total_seconds()),
        "repaired": document.repaired,
        "entries": [_entry(entry) for entry in document.entries],
    }


def card_line(card: Card, *, updated: bool = False) -> str:
    """The card as one line of JSON, without the line break."""
    return written(card_object(card, updated=updated))


def written(answer: Mapping[str, Json], *, indent: int | None = None) -> str:
    """JSON that any UTF-8 stream takes and any terminal shows as it is.

    Args:
        answer: What one of the functions above gives.
        indent: Spaces a level, for people; None for one line.

    Raises:
        ValueError: A number is not finite, which JSON cannot say.
    """
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=indent)
    text = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return _SURROGATE.sub("\ufffd", text)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _point(point: Point) -> Json:
    return {"text": point.text, "evidence": [_evidence(proof) for proof in point.evidence]}


def _evidence(evidence: Evidence) -> Json:
    return {
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "article_id": evidence.article_id,
    }


def _notice(notice: Notice | None) -> Json:
    if notice is None:
        return None
    return {"amendment": notice.amendment.value, "words": notice.words}


def _telling(telling: Telling) -> Json:
    return {
        "article_id": telling.article_id,
        "source": telling.source,
        "title": telling.title,
        "url": telling.url,
        "published_at": _moment(telling.published_at),
        "notice": _notice(telling.notice),
    }


def _related(related: Related) -> Json:
    return {
        "title": related.title,
        "url": related.url,
        "score": round(related.score, _DIGITS),
        "why": related.why,
        "story_id": related.story_id,
    }


def _entry(entry: Entry) -> Json:
    return {
        "guid": entry.guid,
        "link": entry.link,
        "title": entry.title,
        "author": entry.author,
        "published_at": _moment(entry.published_at),
        "updated_at": _moment(entry.updated_at),
        "summary": entry.summary,
        "content": entry.content,
        "language": entry.language,
        "categories": list(entry.categories),
        "enclosures": [_media(media) for media in entry.enclosures],
        "media": [_media(media) for media in entry.media],
    }


def _media(media: Media) -> Json:
    return {
        "url": media.url,
        "type": media.type,
        "length": media.length,
        "width": media.width,
        "height": media.height,
        "caption": media.caption,
    }
