"""A page's bytes to a reading: guarded, decoded, cleaned, extracted, named, and told from walls."""

from dataclasses import replace
from html import unescape
from itertools import islice

from lxml.html import HtmlElement
from trafilatura import extract
from trafilatura.utils import load_html

from bot.articles import scanning
from bot.articles.boxes import boxed_notices, with_notices
from bot.articles.cleaning import clean
from bot.articles.decoding import decode
from bot.articles.guard import (
    DEEP_NESTING,
    DEEPEST_NESTING,
    LARGEST_PAGE,
    depth,
    is_affordable,
    is_text,
    refuse_what_is_no_page,
)
from bot.articles.metadata import Metadata, read_metadata
from bot.articles.tidying import tidy, without_credits
from bot.articles.unseen import drop_unseen
from bot.articles.walls import find_wall, marks_of
from bot.errors import SourceError, Trouble
from bot.news import Reading

LARGEST_FRAGMENT = 300_000  # characters of a feed entry's text; a long article is 60,000
_LARGEST_BODY = 4 * LARGEST_PAGE  # bytes decoded; no charset needs more for as many characters
_LARGEST_HEAD = 200_000  # characters searched for a costly page's metadata
_TOP_LINES = 5  # of a page without markup, where its title stands
_TITLE_WORDS = 4
_MOST_FRAGMENT_BLOCKS = 5_000  # of a feed's text; keeps the pass short
_FEW_LINES = 2  # of extracted text: what a page without text, or without structure, comes to
_MOST_BLOCKS = 20_000  # read of a costly page
_DROWNED = 3  # times as much text without the tree: nesting has swallowed the rest
_MOSTLY = 0.6  # of a block linked: a list of links, not text
_SHORTEST_BLOCK = 60  # characters of a block that counts as text in a page without structure
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "”", "»", "。", "！", "？", ":")


def read_page(body: bytes, *, url: str, content_type: str = "") -> Reading:
    """Read a page as an article, or tell why it is none.

    Runs in a process that can be killed: what the guard lets through has still hung extractors.

    Args:
        body: The answer's bytes, after decompression.
        url: Where it came from in the end.
        content_type: Its Content-Type header, if any.

    Returns:
        What the page says. A page too costly for the full reader is read by the plain one.

    Raises:
        SourceError: The answer is a PDF, an image and the like, binary data, or empty.
    """
    refuse_what_is_no_page(body, content_type, url)
    html = decode(body[:_LARGEST_BODY], content_type)
    if not is_text(html):
        raise SourceError(url, "answered binary data, not a page", Trouble.NOT_A_PAGE)
    if "<" not in html:
        return _read_plain_text(html)
    if not is_affordable(html) or (nesting := depth(html)) > DEEPEST_NESTING:
        return _read_costly(html, url)
    tree = load_html(html)
    reading = _read_costly(html, url) if tree is None else _read_tree(tree, url)
    return _undrowned(reading, html) if nesting > DEEP_NESTING else reading


def _read_tree(tree: HtmlElement, url: str) -> Reading:
    drop_unseen(tree)
    meta = read_metadata(tree, url)
    titles = [meta.title, *(" ".join((t.text or "").split()) for t in tree.iter("title", "h1"))]
    marks = marks_of(tree)
    notices = boxed_notices(tree)
    clean(tree)
    lines = (extract(tree, include_comments=False) or "").split("\n")
    paragraphs = without_credits(tidy(_better(lines, meta.body)), titles, meta.byline)
    dated = meta.is_article or meta.published_at is not None
    wall = find_wall(marks, paragraphs, titles[:6], is_article=dated)
    return _reading(meta, with_notices(paragraphs, notices), wall)


def _better(lines: list[str], told: str) -> list[str]:
    """Take the text of JSON-LD where the page itself gives less, or the same without paragraphs."""
    if len(lines) > _FEW_LINES or len(told) < sum(map(len, lines)):
        return lines
    return [block.text for part in told.splitlines() for block in scanning.scan(part)]


def _reading(meta: Metadata, paragraphs: tuple[str, ...], wall: str = "") -> Reading:
    return Reading(
        title=meta.title,
        byline=meta.byline,
        published_at=meta.published_at,
        site=meta.site,
        image=meta.image,
        language=meta.language,
        canonical_url=meta.canonical_url,
        paragraphs=paragraphs,
        wall=wall,
    )


def _read_costly(html: str, url: str) -> Reading:
    """Read what is too much for the full reader: metadata from the head, text in one pass."""
    end = html.find("<body", 0, _LARGEST_HEAD)
    head = html[: end if end >= 0 else _LARGEST_HEAD]
    tree = load_html(f"{head}<body><p></p></body></html>") if is_affordable(head) else None
    meta = read_metadata(tree, url) if tree is not None else Metadata()
    return _reading(meta, tidy(_running_text(html[:LARGEST_PAGE])))


def _undrowned(reading: Reading, html: str) -> Reading:
    """Take the plain reader's text where nesting has cost the tree most of its own."""
    paragraphs = tidy(_running_text(html))
    if sum(map(len, paragraphs)) > _DROWNED * sum(map(len, reading.paragraphs)):
        return replace(reading, paragraphs=paragraphs, wall="")
    return reading


def _running_text(html: str) -> list[str]:
    """Return the blocks that are text rather than links or labels."""
    blocks = list(islice(scanning.scan(html), _MOST_BLOCKS))
    told = [block for block in blocks if block.linked < _MOSTLY * len(block.text)]
    long = [block.text for block in told if len(block.text) >= _SHORTEST_BLOCK]
    return long or [block.text for block in told if block.text.endswith(_SENTENCE_ENDS)]


def _read_plain_text(text: str) -> Reading:
    """Read a page that has no markup: paragraphs stand between blank lines, the title first."""
    paragraphs = tidy(text[:LARGEST_PAGE].splitlines())
    heads = (line for line in paragraphs[:_TOP_LINES] if not line.endswith(_SENTENCE_ENDS))
    title = next((line for line in heads if len(line.split()) >= _TITLE_WORDS), "")
    return Reading(title=title, paragraphs=without_credits(paragraphs, [title], None))


def read_fragment(html: str, *, url: str) -> tuple[str, ...]:
    """Read the text that a feed gives with an entry.

    Builds no tree and runs in one short pass, so a thread of the bot's own process can do it.

    Args:
        html: An entry's summary or content: untrusted HTML, or plain text.
        url: Where the entry leads; a line that is only this address is dropped.

    Returns:
        Its paragraphs without adverts, "read more", "appeared first on", share links, captions.
    """
    html = html[:LARGEST_FRAGMENT]
    if "<" not in html:
        return tidy(unescape(html).split("\n\n"))
    blocks = islice(scanning.scan(html), _MOST_FRAGMENT_BLOCKS)
    return tidy(block.text for block in blocks if not _leads_elsewhere(block, url))


def _leads_elsewhere(block: scanning.Block, url: str) -> bool:
    """Tell whether a block of a fragment is a link or an advert instead of text."""
    size = len(block.text)
    if block.sponsored > _MOSTLY * size or block.text == url:
        return True
    linked = block.linked > _MOSTLY * size
    return linked and size < _SHORTEST_BLOCK and not block.text.endswith(_SENTENCE_ENDS)
