"""Samples: articles to write about, and what a good summary of each has to say.

A sample comes as one JSON object, under the names of fields that public data sets use.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.articles.assembling import assemble
from bot.news import (
    Article,
    Basis,
    Dating,
    Entry,
    EntryId,
    Feed,
    FeedId,
    FiledEntry,
    Reading,
)
from bot.writing.lines import one_line

LONGEST_TEXT: Final = 400_000  # characters: a book; no prompt holds a tenth of it
LONGEST_FACT: Final = 1_000  # characters
MOST_FACTS: Final = 20
_LONGEST_LINE: Final = 2_000  # characters of a title, an address, a date

# Under which names fields are found, the first that says something first.
_TEXT: Final = ("text", "article", "document", "doc", "body", "content", "maintext", "paragraphs")
_TITLE: Final = ("title", "headline")
_URL: Final = ("url", "link")
_LANGUAGE: Final = ("language", "lang")
_DATE: Final = ("published_at", "published", "date_publish", "date")
_REFERENCE: Final = ("reference", "references", "refs", "summary", "highlights")
_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # no writer is told it

_moment: Final = TypeAdapter(datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article to be summarised.

    Attributes:
        name: Its file, with the line in it where there are many.
        article: As the newsroom would store it.
        facts: What a good summary says, in short phrases of the article's language; may be empty.
        trap: What is hard about it, in words; may be empty.
    """

    name: str
    article: Article
    facts: tuple[str, ...] = ()
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is no sample, and why."""

    name: str
    why: str


def sample_of(record: object, name: str) -> Sample | Skipped:
    """The sample that a JSON value describes.

    Args:
        record: Whatever JSON said.
        name: By which people find it again.
    """
    if not isinstance(record, Mapping):
        return Skipped(name, "is no JSON object")
    paragraphs = _paragraphs(_first(record, _TEXT))
    if not paragraphs:
        return Skipped(name, f"has no text under any of {', '.join(_TEXT)}")
    if sum(map(len, paragraphs)) > LONGEST_TEXT:
        return Skipped(name, f"is longer than {LONGEST_TEXT:,} characters")
    reading = Reading(
        title=_line(_first(record, _TITLE)),
        published_at=_date(_first(record, _DATE)),
        language=_line(_first(record, _LANGUAGE)) or None,
        paragraphs=paragraphs,
    )
    return Sample(
        name=name,
        article=article_of(reading, url=_line(_first(record, _URL))),
        facts=tuple(_facts(record.get("facts"))) or _reference(_first(record, _REFERENCE)),
        trap=_line(record.get("trap")),
    )


def sample_of_text(text: str, name: str) -> Sample | Skipped:
    """The sample in a plain text: its first line is the title, each further one a paragraph."""
    title, _, rest = text.strip().partition("\n")
    return sample_of({"title": title, "text": rest}, name)


def sample_of_page(reading: Reading, name: str, *, url: str) -> Sample | Skipped:
    """The sample that extraction saw on a page."""
    if reading.wall:
        return Skipped(name, f"is no article: {reading.wall}")
    if not reading.paragraphs:
        return Skipped(name, "has no text")
    return Sample(name=name, article=article_of(reading, url=url))


def article_of(reading: Reading, *, url: str) -> Article:
    """The article that the newsroom makes of a page, by the newsroom's own hand."""
    moment = reading.published_at or _NO_DATE
    filed = FiledEntry(
        id=EntryId(0),
        feed_id=FeedId(0),
        entry=Entry(link=url or None),
        published_at=moment,
        dating=Dating.STATED if reading.published_at else Dating.ASSUMED,
        shown=True,
    )
    article = assemble(filed, reading, feed=Feed(id=FeedId(0), url=url, next_poll_at=moment))
    assert article.basis is Basis.FULL_TEXT  # noqa: S101 - there is no feed to have more
    return article


def _first(record: Mapping[str, Any], names: Sequence[str]) -> object:
    """The first field that says something."""
    return next((record[name] for name in names if record.get(name)), None)


def _paragraphs(value: object) -> tuple[str, ...]:
    """The paragraphs of a text, or of a list of texts, each on one line."""
    texts = value if isinstance(value, list) else [value]
    lines = (line for text in texts if isinstance(text, str) for line in text.splitlines())
    return tuple(filter(None, map(one_line, lines)))


def _line(value: object) -> str:
    return one_line(value[:_LONGEST_LINE]) if isinstance(value, str) else ""


def _date(value: object) -> datetime | None:
    try:
        moment = _moment.validate_python(value) if isinstance(value, str) else None
    except ValidationError:
        return None
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _facts(value: object) -> Iterator[str]:
    """Phrases; a list of names and numbers is one phrase too."""
    for item in value[:MOST_FACTS] if isinstance(value, list) else ():
        words = item if isinstance(item, list) else [item]
        phrase = " ".join(str(word) for word in words if isinstance(word, str | int | float))
        if line := one_line(phrase[:LONGEST_FACT]):
            yield line


def _reference(value: object) -> tuple[str, ...]:
    """What people wrote as a summary, one fact a line; of several summaries the first."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    return tuple(_facts(value.splitlines())) if isinstance(value, str) else ()
