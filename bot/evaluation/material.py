"""Material: the samples in a file, in a folder, or in the set that comes with the bot."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.errors import SourceError, UsageError
from bot.evaluation.samples import (
    Sample,
    Skipped,
    sample_of,
    sample_of_page,
    sample_of_text,
)
from bot.news import Page, Reading

LARGEST_LINE: Final = 2_000_000  # bytes of one line of JSON
MOST_SKIPPED: Final = 1_000  # a file with as many wrong lines is no file of ours
LARGEST_FILE: Final = 20_000_000  # bytes of a file that is read whole
PAGES: Final = frozenset({".html", ".htm"})
KINDS: Final = frozenset({".jsonl", ".json", ".txt"}) | PAGES

ReadPage = Callable[[Page], Awaitable[Reading]]
Found = Sample | Skipped


async def gather_material(place: Path | None, read_page: ReadPage, limit: int) -> list[Found]:
    """The samples at a place, in the order of their files and lines, and what is none there.

    Args:
        place: A file of any kind in `KINDS`, a folder of such files, or None for the bundled set.
            A file of another kind is read as lines of JSON.
        read_page: Reads an HTML page as the bot does.
        limit: How many samples at most; nothing is read beyond, nor after 1,000 that are none.

    Raises:
        UsageError: There is no such place, it cannot be read, or no file in it is of our kinds.
    """
    found: list[Found] = []
    samples = 0
    async for each in _at(place, read_page):
        found.append(each)
        samples += isinstance(each, Sample)
        if samples == limit or len(found) - samples == MOST_SKIPPED:
            break
    return found


async def _at(place: Path | None, read_page: ReadPage) -> AsyncIterator[Found]:
    if place is None:
        for each in bundled():
            yield each
        return
    for path in _paths(place):
        if path.suffix.lower() in PAGES:
            yield await _page(path, read_page)
        else:
            # One at a time and off the event loop: a disk may be slow, and a file long.
            reading = _file(path)
            while (found := await asyncio.to_thread(_next, reading)) is not None:
                yield found


def _next(reading: Iterator[Found]) -> Found | None:
    return next(reading, None)


def bundled() -> Iterator[Found]:
    """Our own small set: fiction, of the kinds that summaries break on."""
    folder = files("bot.evaluation").joinpath("set")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        yield sample_of(json.loads(file.read_text("utf-8")), file.name)


def _paths(place: Path) -> list[Path]:
    try:
        if not place.is_dir():
            with place.open("rb"):
                return [place]
        paths = sorted(each for each in place.iterdir() if each.suffix.lower() in KINDS)
    except OSError as error:
        raise UsageError(f"{place}: {error.strerror or 'cannot be read'}") from error
    if not paths:
        raise UsageError(f"{place}: holds no file that ends in {', '.join(sorted(KINDS))}")
    return paths


def _file(path: Path) -> Iterator[Found]:
    """What a file of text holds; one that cannot be read is skipped, not the end of all."""
    try:
        if path.suffix.lower() == ".txt":
            yield sample_of_text(_whole(path).decode(errors="replace"), path.name)
        elif path.suffix.lower() == ".json":
            yield from _json(path)
        else:
            yield from _lines(path)
    except OSError as error:
        yield Skipped(path.name, error.strerror or "cannot be read")
    except (ValueError, RecursionError) as error:
        yield Skipped(path.name, _reason(error))


def _json(path: Path) -> Iterator[Found]:
    """One object, or a list of them."""
    value = json.loads(_whole(path))
    if not isinstance(value, list):
        yield sample_of(value, path.name)
        return
    for number, each in enumerate(value, 1):
        yield sample_of(each, f"{path.name}:{number}")


def _lines(path: Path) -> Iterator[Found]:
    """An object a line; a wrong line does no harm to the next."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LARGEST_LINE + 1):
            number += 1
            name = f"{path.name}:{number}"
            if len(line) > LARGEST_LINE:
                yield Skipped(name, f"is longer than {LARGEST_LINE:,} bytes")
                _pass_over_line(file.readline)
            elif line.strip():
                yield _line(line, name)


def _pass_over_line(readline: Callable[[int], bytes]) -> None:
    while (rest := readline(LARGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _line(line: bytes, name: str) -> Found:
    try:
        return sample_of(json.loads(line), name)
    except (ValueError, RecursionError) as error:
        return Skipped(name, _reason(error))


async def _page(path: Path, read_page: ReadPage) -> Found:
    try:
        page = await asyncio.to_thread(_saved, path)
        return sample_of_page(await read_page(page), path.name, url=page.url)
    except SourceError as error:
        return Skipped(path.name, error.problem)
    except OSError as error:
        return Skipped(path.name, error.strerror or "cannot be read")
    except ValueError as error:
        return Skipped(path.name, str(error))


def _saved(path: Path) -> Page:
    """A file as the web would have brought it."""
    address = path.resolve().as_uri()
    return Page(url=address, final_url=address, status=200, body=_whole(path))


def _whole(path: Path) -> bytes:
    """All of a file.

    Raises:
        ValueError: It is too large.
    """
    with path.open("rb") as file:
        body = file.read(LARGEST_FILE + 1)
    if len(body) > LARGEST_FILE:
        raise ValueError(f"is larger than {LARGEST_FILE:,} bytes")
    return body


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON: {error.msg} at character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8 text"
    return "is nested too deep" if isinstance(error, RecursionError) else str(error)
