"""What a search in the archive found, for a terminal, a pipe or a program."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from bot.fronts import wording
from bot.fronts.drawing import linked, whole
from bot.fronts.json_cards import Json
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, line, link
from bot.news import Excerpt, Findings, Found, Wanted

SCHEMA_VERSION = 1  # one more whenever a key goes, or means something else; not when one comes


def render(
    findings: Findings, excerpts: Sequence[Excerpt], *, first: int, now: datetime
) -> RenderableType:
    """A ranked list; print it with `crop=False`.

    Args:
        findings: What was found.
        excerpts: One for each of it.
        first: The number that the first one has.
        now: The present in the reader's own zone, in which dates are told.
    """
    parts: list[RenderableType] = []
    pairs = zip(findings.found, excerpts, strict=True)
    for number, (found, shown) in enumerate(pairs, first):
        parts += [*_one(number, found, shown, now), Text()]
    return Group(*parts)


def _one(number: int, found: Found, shown: Excerpt, now: datetime) -> list[RenderableType]:
    title, address = line(found.title, HEADLINE_LIMIT) or wording.UNTITLED, link(found.url)
    when = wording.date(found.published_at.astimezone(now.tzinfo))
    others = f", and {wording.count(found.outlets - 1, 'more outlet')}" if found.outlets > 1 else ""
    about = f"{line(found.source, NAME_LIMIT)}{others}, {when}"
    parts: list[RenderableType] = [Text(f"{number}. ") + linked(title, address), Text(about, "dim")]
    parts += [whole(address)] if address else []
    return [*parts, _snippet(shown)] if shown.text else parts


def _snippet(shown: Excerpt) -> Text:
    """The slice with its marks bold: each piece is cleaned by itself, so that no mark moves."""
    drawn, at = Text(), 0
    for mark in shown.marks:
        drawn.append(_clean(shown.text[at : mark.start]))
        drawn.append(_clean(shown.text[mark.start : mark.end]), "bold")
        at = mark.end
    return drawn.append(_clean(shown.text[at:]))


def _clean(piece: str) -> str:
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() else ""
    said = line(piece, SENTENCE_LIMIT)
    return f"{before}{said}{after}" if said else before


def footing(findings: Findings, wanted: Wanted, *, page: int, limit: int) -> list[str]:
    """What a reader should know besides: missing words, a cut, where the rest is."""
    told: list[str] = []
    if not findings.total and findings.capped:
        return [f"nothing found for {said(wanted)} among the newest matches; try rarer words"]
    if not findings.total:
        return [f"nothing found for {said(wanted)}; try fewer words, or an earlier --since"]
    if findings.least < len(wanted.words):
        told.append(f"no story has all of these words: {said(wanted)}")
    if findings.capped:
        told.append("very common words: only the newest matches were looked at")
    if findings.total > page * limit:
        told.append(f"{findings.total:,} stories; more: --page {page + 1} --as-of {findings.as_of}")
    return told


def said(wanted: Wanted) -> str:
    """The words as they were typed."""
    return line(" ".join(wanted.typed), NAME_LIMIT)


def findings_object(
    findings: Findings, excerpts: Sequence[Excerpt], wanted: Wanted, *, page: int
) -> dict[str, Json]:
    """What was found as `docs/json-search.md` describes it."""
    pairs = zip(findings.found, excerpts, strict=True)
    return {
        "schema": SCHEMA_VERSION,
        "words": list(wanted.typed),
        "least": findings.least,
        "total": findings.total,
        "capped": findings.capped,
        "page": page,
        "as_of": findings.as_of,
        "found": [_object(found, shown) for found, shown in pairs],
    }


def _object(found: Found, shown: Excerpt) -> dict[str, Json]:
    return {
        "story_id": found.story_id,
        "article_id": found.article_id,
        "title": found.title,
        "url": found.url,
        "source": found.source,
        "outlets": found.outlets,
        "published_at": found.published_at.isoformat(timespec="seconds"),
        "snippet": shown.text,
        "start": shown.start,
        "marks": [[mark.start, mark.end] for mark in shown.marks],
    }
