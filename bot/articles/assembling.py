"""A filed entry and what its page gave, to an article: the better text, and why not the best."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.articles import naming
from bot.articles.metadata import is_same_site, web_address
from bot.articles.notices import notice_of
from bot.articles.reading import read_fragment
from bot.articles.sentences import split_sentences
from bot.articles.tidying import plain, without_credits
from bot.news import Article, Basis, Dating, Entry, EntryId, Feed, FeedId, FiledEntry, Reading, Span

_CUT_SHORT = ("...", "…", "[…]", "[...]")
_MUCH_LESS = 0.9  # of the feed's text: a page with less than this gives less
_ENOUGH = 200  # characters; a shorter page text is a stub unless the feed has less still
_PARAGRAPH_BREAK = "\n\n"
_NOTHING = Reading()


def assemble(
    filed: FiledEntry, reading: Reading | None, *, feed: Feed, problem: str = ""
) -> Article:
    """Make the article that is stored, from the better of page and feed.

    Args:
        filed: The entry as the newsroom stored it.
        reading: What its page gave; None where it has none or could not be fetched.
        feed: The feed that it came by.
        problem: Why there is no reading, to be read after "page could not be read: ".

    Returns:
        The article. Its spans are offsets into its text, and its note says why its basis is
        not the full text.
    """
    entry, page = filed.entry, reading or _NOTHING
    url = entry.link or page.canonical_url or web_address(entry.guid or "", "") or feed.url
    site = page.site or plain(feed.title)
    told = read_fragment(entry.content or entry.summary, url=url)
    told = max(told, read_fragment(entry.summary, url=url), key=_size)
    title = _title(entry, page, [site, feed.title])
    byline = _byline(entry, page, site)
    lines, basis, note = _choose(page, without_credits(told, [title], byline), problem)
    language = _language(page.language or entry.language or feed.language)
    text, paragraphs = _joined(lines)
    assumed = filed.dating is Dating.ASSUMED and page.published_at is not None
    # A page's date after the moment of filing is as absurd as a feed's.
    dated = page.published_at if assumed and page.published_at else None
    trusted = dated is not None and dated <= filed.published_at
    return Article(
        url=url,
        canonical_url=_canonical(page, url),
        title=title,
        byline=byline,
        published_at=dated if dated is not None and trusted else filed.published_at,
        dating=Dating.STATED if trusted else filed.dating,
        source=site or _host(url),
        image=page.image or _picture(entry, url),
        language=language,
        text=text,
        paragraphs=paragraphs,
        sentences=tuple(_sentences(text, paragraphs, language)),
        basis=basis,
        note=note,
        notice=notice_of(title, text, language),
    )


def assemble_page(url: str, reading: Reading, *, now: datetime) -> Article:
    """Make an article of a page that no feed told of.

    Args:
        url: Its address.
        reading: What it gave.
        now: The present; the article is dated so where the page does not say.
    """
    nobodys = Feed(id=FeedId(0), url=url, next_poll_at=now)
    found = FiledEntry(
        id=EntryId(0),
        feed_id=nobodys.id,
        entry=Entry(link=url),
        published_at=now,
        dating=Dating.ASSUMED,
        shown=True,
    )
    return assemble(found, reading, feed=nobodys)


def _size(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def _choose(page: Reading, told: Sequence[str], problem: str) -> tuple[Sequence[str], Basis, str]:
    """Choose the text, and say why it is not the page's."""
    shown, given = _size(page.paragraphs), _size(told)
    if page.wall:
        note = page.wall
    elif not shown:
        note = f"page could not be read: {problem}" if problem else "the page has no text"
    elif given > shown / _MUCH_LESS or (given >= shown and shown < _ENOUGH):
        note = "the page gives less than the feed"
    else:
        return page.paragraphs, Basis.FULL_TEXT, ""
    return told, Basis.FEED_TEXT if told else Basis.HEADLINE_ONLY, note


def _title(entry: Entry, page: Reading, sites: list[str]) -> str:
    """Take the feed's title, unless it is missing or cut short and the page has the whole."""
    given = naming.without_site(entry.title, sites) if entry.title else ""
    cut = given.endswith(_CUT_SHORT)
    whole = page.title if not page.wall else ""
    begins = whole.lower().startswith(given.rstrip(".… []").lower())
    if whole and (not given or (cut and begins and len(whole) >= len(given.rstrip(".… []")))):
        return whole
    return given or whole or plain(entry.link or "")


def _byline(entry: Entry, page: Reading, site: str) -> str | None:
    stated = naming.byline([entry.author], site) if entry.author else None
    shown = None if page.wall else page.byline
    return shown or stated


def _canonical(page: Reading, url: str) -> str:
    address = page.canonical_url
    return address if address and not page.wall and is_same_site(address, url) else url


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _language(tag: str | None) -> str | None:
    """Return the language alone: "en-GB" is "en"."""
    return tag.strip().lower().replace("_", "-").partition("-")[0] or None if tag else None


def _picture(entry: Entry, url: str) -> str | None:
    """Return the first picture that the feed carries with the entry."""
    for media in (*entry.media, *entry.enclosures):
        pictured = media.type.startswith("image") or media.url.lower().partition("?")[0].endswith(
            (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
        )
        if pictured and (address := web_address(media.url, url)):
            return address
    return None


def _joined(lines: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Join paragraphs, and say where each of them stands."""
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + len(_PARAGRAPH_BREAK)
    return _PARAGRAPH_BREAK.join(lines), tuple(spans)


def _sentences(text: str, paragraphs: Sequence[Span], language: str | None) -> Iterator[Span]:
    for paragraph in paragraphs:
        for span in split_sentences(text[paragraph.start : paragraph.end], language):
            yield Span(paragraph.start + span.start, paragraph.start + span.end)
