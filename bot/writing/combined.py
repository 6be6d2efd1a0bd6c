"""A story as one article: what several outlets tell, in one text that knows where it comes from."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from bot.news import Article, ArticleId, Evidence, Point, Span, StoredArticle, Summary

# Characters and sentences of one article that are looked at where others tell the same story: more
# than all of them together may have in a prompt.
_LOOKED_AT: Final = 30_000
_SENTENCES: Final = 300
_LONGEST_NAME = 100  # characters of an outlet's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of one article's text, inside of the text of all.

    Attributes:
        stored: The article.
        span: Where it stands in the text of all.
        origin: Where it begins in the article's own text.
        before: How many of the article's sentences come before it.
    """

    stored: StoredArticle
    span: Span
    origin: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """What a story's articles tell, as one article.

    Attributes:
        article: One text with its paragraphs and sentences; its address, picture and date are those
            of the earliest article in it.
        parts: Which stretch comes from which article, in the order of the text; each sentence lies
            in one of them. Empty for an article that is not stored.
        cut: Whether some of what the articles tell had no room.
    """

    article: Article
    parts: tuple[Part, ...] = ()
    cut: bool = False

    @property
    def tellers(self) -> tuple[StoredArticle, ...]:
        """The articles that the text comes from, each once, in the order of the text."""
        return tuple({part.stored.id: part.stored for part in self.parts}.values())

    @property
    def outlets(self) -> Mapping[int, str]:
        """The name of each outlet, by where its words begin; empty where one article tells all."""
        if len(self.tellers) < 2:  # noqa: PLR2004 - one alone needs no name
            return {}
        first: dict[ArticleId, Part] = {}
        for part in self.parts:
            first.setdefault(part.stored.id, part)
        return {part.span.start: outlet_of(part.stored.article) for part in first.values()}


def alone(article: Article) -> Combined:
    """An article that is not stored, as a story of its own."""
    return Combined(article=article)


def near_sentences(article: Article) -> list[Span]:
    """The sentences of an article that are looked at where others tell the same story."""
    return [span for span in article.sentences[:_SENTENCES] if span.start < _LOOKED_AT]


def outlet_of(article: Article) -> str:
    """What an article's outlet is called: by its name, else by its host. Untrusted."""
    if name := article.source.strip()[:_LONGEST_NAME]:
        return name
    try:
        return (urlsplit(article.canonical_url).hostname or "")[:_LONGEST_NAME]
    except ValueError:
        return ""


def part_at(parts: Sequence[Part], place: int) -> Part:
    """The part that a character of the text of all belongs to.

    Raises:
        ValueError: It belongs to none.
    """
    following = bisect_right(parts, place, key=lambda part: part.span.start)
    if not following or place >= parts[following - 1].span.end:
        raise ValueError(f"character {place} is in none of the articles")
    return parts[following - 1]


def attribute(summary: Summary, combined: Combined) -> Summary:
    """The summary with its evidence as slices of the articles' own texts.

    Args:
        summary: Its evidence has offsets into the text of all; what names its article already
            stays as it is.
        combined: The text of all. Nothing changes where its article is not stored.

    Raises:
        ValueError: There is evidence that is no slice of one article.
    """
    if not combined.parts:
        return summary
    points = tuple(_attributed(point, combined.parts) for point in summary.points)
    return replace(summary, points=points)


def _attributed(point: Point, parts: Sequence[Part]) -> Point:
    evidence = tuple(
        each if each.article_id is not None else _in_its_article(each, parts)
        for each in point.evidence
    )
    return replace(point, evidence=evidence)


def _in_its_article(evidence: Evidence, parts: Sequence[Part]) -> Evidence:
    part = part_at(parts, evidence.start)
    start = evidence.start - part.span.start + part.origin
    end = start + evidence.end - evidence.start
    quote = part.stored.article.text[start:end]
    if evidence.end > part.span.end or quote != evidence.quote:
        raise ValueError(f"{evidence.quote[:40]!r} is no slice of one article")
    return Evidence(quote, start, end, part.stored.id)
