"""Manuscripts: the sample's articles as readable files, and how they are read.

A file in `articles/` is named by its slug. It opens with headers, one a line; after an empty line
come the paragraphs, wrapped as one likes, with an empty line between them:

    Outlet: courier                  one of the keys in outlets.py
    Published: -1d 2h                from the moment when the server opened; +15s is yet to come
    Title: Ferry runs again
    By: Nessa Quill                  optional, as are Section, Summary and Page
    Page: consent                    what stands at its address, if not the article: see PageKind

    The first paragraph.

    [until +25s] A paragraph that is withdrawn 25 seconds after the server opened.

    [from +25s] The paragraph that takes its place.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

_FROM_THE_START: Final = timedelta.min
_FOR_EVER: Final = timedelta.max
_UNITS: Final = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_OFFSET: Final = re.compile(r"[+-]\d+[dhms](?: \d+[dhms])*")
_MARK: Final = re.compile(r"\[(from|until) ([^\]]+)\] ")
_REQUIRED: Final = frozenset({"Outlet", "Published", "Title"})
_OPTIONAL: Final = frozenset({"By", "Section", "Summary", "Page"})


class PageKind(StrEnum):
    """What a visitor finds at an article's address."""

    ARTICLE = "article"
    STUB = "stub"  # one paragraph, then an offer to subscribe
    CONSENT = "consent"  # a consent wall
    MISSING = "missing"  # a 404 page


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, and when it is shown: offsets from the opening, start inside, end outside."""

    text: str
    since: timedelta = _FROM_THE_START
    until: timedelta = _FOR_EVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """An article as its file gives it, before it has an address or a date."""

    slug: str
    outlet: str
    published: timedelta  # offset from the opening of the server
    title: str
    byline: str | None = None
    section: str = ""
    summary: str = ""
    page: PageKind = PageKind.ARTICLE
    passages: tuple[Passage, ...] = ()


@cache
def read_manuscripts() -> tuple[Manuscript, ...]:
    """All manuscripts of the package, oldest first.

    Raises:
        ValueError: A file breaks the form above; the message names it.
    """
    folder = files("bot.sample") / "articles"
    manuscripts = [
        parse(file.name.removesuffix(".txt"), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".txt")
    ]
    return tuple(sorted(manuscripts, key=lambda manuscript: manuscript.published))


def parse(slug: str, text: str) -> Manuscript:
    """One manuscript from the text of its file.

    Raises:
        ValueError: A header is missing, unknown or unreadable.
    """
    head, _, body = text.strip().partition("\n\n")
    try:
        headers = _headers(head)
        return Manuscript(
            slug=slug,
            outlet=headers["Outlet"],
            published=_offset(headers["Published"]),
            title=headers["Title"],
            byline=headers.get("By"),
            section=headers.get("Section", ""),
            summary=headers.get("Summary", ""),
            page=PageKind(headers.get("Page", PageKind.ARTICLE)),
            passages=tuple(_passage(block) for block in body.split("\n\n") if block.strip()),
        )
    except ValueError as error:
        raise ValueError(f"{slug}.txt: {error}") from error


def _headers(head: str) -> dict[str, str]:
    headers = {}
    for line in head.splitlines():
        name, _, value = line.partition(":")
        headers[name] = value.strip()
    if missing := _REQUIRED - headers.keys():
        raise ValueError(f"no header {', '.join(sorted(missing))}")
    if unknown := headers.keys() - _REQUIRED - _OPTIONAL:
        raise ValueError(f"unknown header {', '.join(sorted(unknown))}")
    return headers


def _passage(block: str) -> Passage:
    text = " ".join(block.split())
    mark = _MARK.match(text)
    if mark is None:
        return Passage(text)
    moment = _offset(mark[2])
    rest = text[mark.end() :]
    return Passage(rest, since=moment) if mark[1] == "from" else Passage(rest, until=moment)


def _offset(words: str) -> timedelta:
    """'-1d 3h' as twenty-seven hours before."""
    if not _OFFSET.fullmatch(words):
        raise ValueError(f"{words!r} is no offset such as '-1d 3h' or '+15s'")
    parts = {_UNITS[part[-1]]: int(part[:-1]) for part in words[1:].split()}
    return timedelta(**parts) * (-1 if words[0] == "-" else 1)
