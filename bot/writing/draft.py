"""What a model says of an article, before anybody has checked it."""

from dataclasses import dataclass

from bot.news import Kind


@dataclass(frozen=True, slots=True)
class Claim:
    """One point, and the numbers of the article's sentences, from 1, that are said to prove it.

    Nobody has looked whether sentences of these numbers exist.
    """

    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary as a model wrote it: one line a text, without links, mentions and markdown.

    A headline or a dek that could not be used is empty.
    """

    headline: str
    dek: str
    points: tuple[Claim, ...]
    labels: tuple[str, ...] = ()
    kind: Kind = Kind.NEWS
    language: str | None = None
