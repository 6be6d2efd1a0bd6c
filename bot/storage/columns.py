"""The kinds of column that both databases share: moments, texts, names and JSON.

Text from outside is cleaned on its way in. PostgreSQL refuses NUL characters, and no encoding takes
a lone surrogate; each becomes one replacement character, so that offsets into a text still hold.
"""

import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator

# A PostgreSQL index row holds about 2,700 bytes, and a character takes up to four.
MAX_NAME = 500

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with what no database takes replaced, character by character."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def name(text: str) -> str:
    """The text as a name that an index can hold: a long one keeps its start and gains a hash."""
    text = clean(text)
    if len(text) <= MAX_NAME:
        return text
    digest = sha256(text.encode()).hexdigest()
    return f"{text[: MAX_NAME - len(digest) - 1]}~{digest}"


class CleanText(TypeDecorator[str]):
    """Text of any length, cleaned on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Cleans what is stored or compared."""
        return None if value is None else clean(value)


class Name(TypeDecorator[str]):
    """Text that an index holds: keys, links, hashes. Over-long ones are stored shortened."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Cleans and shortens what is stored or compared."""
        return None if value is None else name(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment; SQLite, which knows no time zones, keeps it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turns an aware moment into what the database keeps."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A plain structure as compact JSON text, the same on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's signature
        """Writes the structure; a NUL inside stays an escape, which both databases take."""
        return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - JSON is what it is; SQLAlchemy's signature
        """Reads the structure."""
        return None if value is None else json.loads(value)


# SQLite counts up only what it calls INTEGER, which holds 64 bits there.
Id = BigInteger().with_variant(Integer(), "sqlite")
