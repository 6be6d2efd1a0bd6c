"""The door to files: those that somebody named on the command line, read as if fetched."""

import asyncio
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from bot.errors import SourceError, Trouble
from bot.news import Page

SCHEME = "file:"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Source(Protocol):
    """Whatever pages come from: the web, or files before the web."""

    async def get(
        self, url: str, *, headers: Mapping[str, str] = NO_HEADERS, max_bytes: int
    ) -> Page:
        """One answer, bounded in size and time. Raises SourceError."""
        ...

    async def may_fetch(self, url: str) -> bool:
        """Whether the publisher's robots.txt lets us read this page."""
        ...


class Files:
    """Files first, then the web: a `file:` address is answered only if its file was named.

    Args:
        web: Where every other address leads.
        named: The files that may be read.
    """

    def __init__(self, web: Source, named: frozenset[Path]) -> None:
        self._web = web
        self._named = named

    async def get(
        self, url: str, *, headers: Mapping[str, str] = NO_HEADERS, max_bytes: int
    ) -> Page:
        """A named file's bytes as a page, or what the web answers.

        Raises:
            SourceError: The file cannot be read, is larger than `max_bytes`, or was not named.
        """
        if not url.startswith(SCHEME):
            return await self._web.get(url, headers=headers, max_bytes=max_bytes)
        return await asyncio.to_thread(self._read, url, max_bytes)

    async def may_fetch(self, url: str) -> bool:
        """A named file may be read; the web has its own rules."""
        return url.startswith(SCHEME) or await self._web.may_fetch(url)

    def _read(self, url: str, max_bytes: int) -> Page:
        path = path_of(url)
        if path not in self._named:
            raise SourceError(url, "is a file that nobody named", Trouble.PRIVATE)
        try:
            with path.open("rb") as file:
                body = file.read(max_bytes + 1)
        except OSError as error:
            problem = error.strerror or "cannot be read"
            raise SourceError(str(path), problem, Trouble.UNREACHABLE) from error
        if len(body) > max_bytes:
            problem = f"is larger than {max_bytes // 2**20} MB"
            raise SourceError(str(path), problem, Trouble.TOO_LARGE)
        kind, _ = mimetypes.guess_type(unquote(url))
        return Page(url=url, final_url=url, status=200, headers=_headers(kind), body=body)


def path_of(url: str) -> Path:
    """The path behind a `file:` address."""
    return Path(url2pathname(urlsplit(url).path))


def _headers(kind: str | None) -> dict[str, str]:
    return {"content-type": kind} if kind else {}
