"""Discovery: from a site's page to the feeds it has."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.feeds.markup import Tag, start_tags, without_comments

# Feeds are named in a page's head or footer; few pages are longer than this.
_READ = 1_000_000
# A million bytes can hold 300,000 empty links; no page needs so many.
_MOST_TAGS = 10_000
# A feed's root stands behind a prolog, comments and perhaps a server's warnings, no further.
_SNIFFED = 64_000
# So many candidates cover every honest page; each may cost a request.
_MOST_FOUND = 20

_FEED_TYPES = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/feed+json"),
        *("application/rdf+xml", "application/x.atom+xml", "application/x-atom+xml", "text/rss"),
    }
)
# Types of feeds and of much else: the address must look like a feed too.
_VAGUE_TYPES = frozenset({"", "application/json", "application/xml", "text/xml"})
_FEED_PATH = re.compile(
    r"/(?:feeds?|rss2?|atom)/?\Z"
    r"|\.(?:rss|atom|rdf)\Z"
    r"|/(?:rss2?|atom|feeds?|index|news)[\w-]{0,30}\.(?:xml|json)\Z"
    r"|/feeds?/[\w-]{1,60}/?\Z",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(
    r"(?:\A|&)(?:feed|format|type|output)=(?:rss2?|atom|feed|rdf)\b", re.IGNORECASE
)
_FEED_HOSTS = ("feeds.", "feed.", "rss.")

# The root of a feed, or a sign that this is a page; whichever comes first decides.
_ROOT = re.compile(
    rb"<(?:!doctype\s+html|html|head|body)\b|<(?:\w{1,20}:)?(rss|feed|rdf|channel)[\s>]",
    re.IGNORECASE,
)
_JSON_FEED = re.compile(rb"jsonfeed\.org\\?/version")

# Where sites put their feeds when they do not say so, the likeliest first.
_AT_ROOT = ("feed", "rss", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json")
_AT_PATH = ("feed", "rss.xml", "index.xml")


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """An address that may be a feed, with what the page says of it."""

    url: str
    title: str = ""
    type: str = ""


def feed_links(body: bytes, *, url: str) -> tuple[FoundFeed, ...]:
    """The feeds that a page names, the likeliest first.

    First its `<link>`s in their order, then those of comments, then plain links that look like
    feeds. Each still has to be fetched and read to be sure.

    Args:
        body: A page; only its first million bytes are read. Addresses are ASCII, so that its
            charset does not matter.
        url: The page's own address, after redirects.

    Returns:
        At most 20 http(s) addresses, each once.
    """
    markup = body[:_READ].decode("utf-8", "replace")
    tags = list(islice(start_tags(markup, ("base", "link", "a")), _MOST_TAGS))
    base = _base(tags, url)
    links = [feed for tag in tags if tag.name == "link" for feed in _linked(tag, base)]
    anchors = [feed for tag in tags if tag.name == "a" for feed in _anchored(tag, base)]
    return _unique((*sorted(links, key=_is_of_comments), *sorted(anchors, key=_is_of_comments)))


def well_known_feeds(url: str) -> tuple[str, ...]:
    """Where a site's feed may be although no page names it: beside this page, then at the root.

    Args:
        url: The address of a page of the site.

    Returns:
        At most ten addresses, each worth one request.
    """
    parts = urlsplit(url)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    if last and "." not in last:  # a section such as /sport, not a file such as /a.html
        folder = f"{folder}/{last}"
    beside = [f"{folder}/{name}" for name in _AT_PATH] if folder else []
    at_root = [f"/{name}" for name in _AT_ROOT]
    return tuple(
        urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in beside + at_root
    )


def looks_like_feed(body: bytes, content_type: str = "") -> bool:
    """Whether a body is likely a feed, at the cost of a glance.

    Args:
        body: What an address answered.
        content_type: Its Content-Type, which is asked only where the body does not say.
    """
    start = _in_ascii(body[:_SNIFFED])
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return bool(_JSON_FEED.search(body)) or _bare_type(content_type) == "application/feed+json"
    root = _ROOT.search(without_comments(start))
    return bool(root[1]) if root else _bare_type(content_type) in _FEED_TYPES


def _base(tags: Iterable[Tag], url: str) -> str:
    """What relative addresses are relative to: the first `<base href>`, else the page."""
    bases = (
        tag.attributes["href"] for tag in tags if tag.name == "base" and "href" in tag.attributes
    )
    return _absolute(url, next(bases, "")) or url


def _linked(tag: Tag, base: str) -> Iterator[FoundFeed]:
    """The feed that a `<link>` names, if it names one."""
    rel = set(tag.attributes.get("rel", "").lower().split())
    feed = _found(tag, base)
    if feed is None or not rel & {"alternate", "feed"} or "stylesheet" in rel:
        return
    vague = feed.type in _VAGUE_TYPES and _has_feed_address(feed.url)
    if feed.type in _FEED_TYPES or vague or ("feed" in rel and not feed.type):
        yield feed


def _anchored(tag: Tag, base: str) -> Iterator[FoundFeed]:
    """The feed that an `<a>` leads to, if its type or its address looks like one."""
    feed = _found(tag, base)
    if feed and (feed.type in _FEED_TYPES or _has_feed_address(feed.url)):
        yield feed


def _found(tag: Tag, base: str) -> FoundFeed | None:
    """What a tag leads to, where that is an http(s) address."""
    href = re.sub(r"\Afeed:(?://)?(?=https?:)|\Afeed:(?=//)", "", tag.attributes.get("href", ""))
    url = _absolute(base, href)
    title = " ".join(tag.attributes.get("title", "").split())
    return FoundFeed(url, title, _bare_type(tag.attributes.get("type", ""))) if url else None


def _absolute(base: str, href: str) -> str | None:
    """The address that a page means, less its fragment; None where it is none of http(s)."""
    try:
        parts = urlsplit(urljoin(base, href))
        usable = bool(href) and parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # a broken IPv6 literal
        return None
    return urlunsplit(parts._replace(fragment="")) if usable else None


def _has_feed_address(url: str) -> bool:
    parts = urlsplit(url)
    # Somebody else's "subscribe with us" button carries the whole address in its path.
    return "http" not in parts.path and bool(
        _FEED_PATH.search(parts.path)
        or _FEED_QUERY.search(parts.query)
        or parts.netloc.lower().startswith(_FEED_HOSTS)
    )


def _is_of_comments(feed: FoundFeed) -> bool:
    return "comments" in feed.title.lower() or "comments" in feed.url.lower()


def _unique(feeds: Iterable[FoundFeed]) -> tuple[FoundFeed, ...]:
    """The first of each address, as many as are worth a look."""
    by_url: dict[str, FoundFeed] = {}
    for feed in feeds:
        by_url.setdefault(feed.url, feed)
    return tuple(by_url.values())[:_MOST_FOUND]


def _bare_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _in_ascii(body: bytes) -> bytes:
    """A body of 16-bit characters as its ASCII, any other as it is."""
    return body.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
