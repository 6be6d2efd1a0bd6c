"""Pages made to hurt: each ends soon, in a reading or a clear refusal."""

from collections.abc import Callable

import pytest

from bot.articles.reading import read_page
from bot.errors import SourceError
from tests.articles import fiction

_STORY = "".join(f"<p>{line}</p>" for line in fiction.BODY)
_HEAD = f"<html><head><title>{fiction.TITLE}</title>"
_LD = "<script type='application/ld+json'>"


def _with(body: str, head: str = "") -> bytes:
    return f"{_HEAD}{head}</head><body>{body}".encode()


_READABLE: dict[str, Callable[[], bytes]] = {
    "ten megabytes of text": lambda: _with(_STORY + "<p>One more line of it.</p>" * 400_000),
    "half a million paragraphs": lambda: _with(_STORY + "<p>short" * 500_000),
    "a hundred thousand nested blocks": lambda: _with("<div>" * 100_000 + _STORY),
    "nesting just past the parser's depth": lambda: _with("<div>" * 300 + _STORY + "</div>" * 300),
    "nested layout tables": lambda: _with("<table><tr><td>" * 200 + _STORY),
    "a hundred thousand attributes": lambda: _with(
        "<p " + " ".join(f"a{n}='{n}'" for n in range(100_000)) + ">Hello.</p>" + _STORY
    ),
    "two megabytes of JSON-LD": lambda: _with(
        _STORY, _LD + '{"@type":"NewsArticle","headline":"' + "x " * 1_000_000 + '"}</script>'
    ),
    "JSON-LD that never closes": lambda: _with(_STORY, _LD + '{"author":{ ' * 30_000 + "</script>"),
    "JSON-LD nested without end": lambda: _with(_STORY, _LD + "[" * 200_000 + "</script>"),
    "NULs between all letters": lambda: _with(_STORY.replace("a", "a\x00")),
    "thousands of headings of other stories": lambda: _with(
        _STORY + "<h3>You may also like</h3>" * 6_000
    ),
    "thousands of adverts": lambda: _with(_STORY + f"<a href='{fiction.SHOP}'>x</a>" * 6_000),
    "thousands of hidden blocks": lambda: _with(
        _STORY + "<div hidden>" * 200 + "<p hidden>x" * 5_000
    ),
    "a million invisible characters": lambda: _with(f"<p>{chr(0x200B) * 1_000_000}</p>{_STORY}"),
    "a style without end": lambda: _with(f"<p style='{'display : ' * 9_000}'>Hello.</p>{_STORY}"),
}
_EMPTY: dict[str, Callable[[], bytes]] = {
    "ten megabytes of links": lambda: _with("<a href='/x'>link text</a> " * 370_000),
    "a million brackets": lambda: _with("<" * 1_000_000),
    "comments that never end": lambda: _with("<!--" * 500_000),
    "three megabytes of blanks": lambda: _with("<p>" + " " * 3_000_000 + "x"),
    "titles inside titles": lambda: _with("<title>" * 9_000),
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("kind", _READABLE)
def test_a_hostile_page_with_an_honest_story_is_still_read(kind: str) -> None:
    reading = read_page(_READABLE[kind](), url=fiction.URL)

    assert fiction.BODY[0] in reading.paragraphs
    assert sum(map(len, reading.paragraphs)) <= 400_000


@pytest.mark.timeout(10)
@pytest.mark.parametrize("kind", _EMPTY)
def test_a_hostile_page_without_a_story_gives_none(kind: str) -> None:
    reading = read_page(_EMPTY[kind](), url=fiction.URL)

    assert sum(map(len, reading.paragraphs)) < 100


def test_noise_without_markup_is_refused() -> None:
    noise = bytes((n * 7919 + 13) % 251 for n in range(500_000))

    with pytest.raises(SourceError, match="binary data"):
        read_page(noise, url=fiction.URL)
