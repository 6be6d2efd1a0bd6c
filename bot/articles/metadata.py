"""What a page says of itself: title, byline, date, site, image, language, canonical address.

Our own rules over JSON-LD, OpenGraph, meta tags and the page: they find more titles and authors
than trafilatura's reader in a quarter of its time, and do not hang on long JSON-LD.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from bot.articles import jsonld, naming
from bot.articles.tidying import plain

_LONGEST_ADDRESS = 2_000  # characters
_LONGEST_SITE = 100  # characters
_ALIKE = 0.6  # of the words shared, a headline is the page's title
_SHORTEST_TITLE = 3  # characters
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # the web is not older

_AUTHOR_META = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator",
    "parsely-author", "sailthru.author", "byl", "citation_author", "og:article:author",
    "cxenseparse:author",
)  # fmt: skip
_DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published",
    "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date", "pubdate",
    "article.published", "published-date", "publication_date", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "citation_publication_date", "cxenseparse:recs:publishtime", "date",
    "originalpublicationdate", "ptime",
)  # fmt: skip
_IMAGE_META = (
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
)
_SITE_META = ("og:site_name", "application-name", "apple-mobile-web-app-title", "cre", "publisher")
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:authors?(?:[\s_-]*(?:name|link|url|fn))?|by-?line(?:[\s_-]*(?:name|author"
    r"|link))?|p-author"
    r"|posted-by|writer|journalist|reporter|fn|contributor|entry-author|post-author)(?:[\s_]|$)",
    re.IGNORECASE,
)
_BYLINE_START = re.compile(r"\s*(?:[Bb]y|BY|Von|Por|Par|Di)\s+[A-ZÀ-ÞА-Я]\S*\s")
_BYLINE_ROOM = 120  # characters of a byline's element
_BYLINES_READ = 12
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_TIMES_READ = 30
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-zA-Z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself; what it does not say is empty or None."""

    title: str = ""
    byline: str | None = None
    published_at: datetime | None = None
    site: str | None = None
    image: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    body: str = ""  # the text that JSON-LD gives
    is_article: bool = False  # it calls itself one, in JSON-LD or OpenGraph


def read_metadata(tree: HtmlElement, url: str) -> Metadata:
    """Read a page's metadata.

    Args:
        tree: The whole page, before any cleaning.
        url: Where it came from, to complete addresses and to know the site by.

    Returns:
        What was found. Moments are in UTC; a date without a zone is taken as UTC.
    """
    meta, node = _meta(tree), jsonld.article_node(tree)
    site = _site(meta, node)
    return Metadata(
        title=_title(tree, meta, node, [site, *_host_names(url)]),
        byline=_byline(tree, meta, node, site),
        published_at=_published(tree, meta, node, url),
        site=site or None,
        image=_image(meta, node, url),
        language=_language(tree, meta, node),
        canonical_url=_canonical(tree, meta, url),
        body=jsonld.text_of(node.get("articleBody")),
        is_article=bool(node) or meta.get("og:type", "").lower() == "article",
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the page's meta tags by lower-case name, the first of each name."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if content and name:
            found.setdefault(name.strip().lower(), content[:_LONGEST_ADDRESS])
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _site(meta: dict[str, str], node: jsonld.Node) -> str:
    name = plain(_first(meta, _SITE_META[:1]) or jsonld.text_of(node.get("publisher")))
    name = name or plain(_first(meta, _SITE_META[1:]))
    name = name.partition(" | ")[0].lstrip("@")
    return "" if name.startswith("http") else name[:_LONGEST_SITE]


def _host_names(url: str) -> list[str]:
    """Return the names that a host suggests: "harbourpost" and "harbourpost.example"."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return [host, *host.split(".")[:-1]]


def _title(tree: HtmlElement, meta: dict[str, str], node: jsonld.Node, sites: list[str]) -> str:
    """Choose the headline that readers see, where it is the one that the page is named after."""
    named = [
        meta.get("og:title", ""),
        jsonld.text_of(node.get("headline")),
        meta.get("twitter:title", ""),
    ]
    named += [" ".join((tag.text or "").split()) for tag in list(tree.iter("title"))[:1]]
    names = [title for given in named if (title := naming.without_site(given, sites))]
    shown = [plain(" ".join(tag.itertext())) for tag in list(tree.iter("h1"))[:5]]
    for heading in shown:
        fits = _SHORTEST_TITLE < len(heading) <= naming.LONGEST_TITLE
        if fits and any(naming.likeness(heading, name) >= _ALIKE for name in names):
            return heading
    return next(iter(names), "") or next(iter(shown), "")[: naming.LONGEST_TITLE]


def _byline(tree: HtmlElement, meta: dict[str, str], node: jsonld.Node, site: str) -> str | None:
    """Ask JSON-LD, then meta tags, then the page; a site's own name is no byline."""
    claims = [
        jsonld.names_of(node.get("author")) or jsonld.names_of(node.get("creator")),
        *([meta[name]] for name in _AUTHOR_META if name in meta and "://" not in meta[name]),
    ]
    for names in claims:
        if line := naming.byline(names, site):
            return line
    for element_names in _shown_authors(tree):
        if line := naming.byline(element_names, site):
            return line
    return None


def _shown_authors(tree: HtmlElement) -> Iterator[list[str]]:
    """Yield the names that the page shows, the surest signs first."""
    linked = [a for a in tree.iter("a") if "author" in (a.get("rel") or "").lower().split()]
    yield _short_texts(linked)
    marked = tree.iter("a", "span", "div", "p", "address", "li", "cite", "h3", "h4", "strong")
    tagged = [e for e in marked if "author" in (e.get("itemprop") or "").lower() or _is_author(e)]
    yield from ([text] for text in _short_texts(tagged))
    starting = (
        e for e in tree.iter("p", "span", "div", "b", "strong") if _BYLINE_START.match(e.text or "")
    )
    yield from ([text] for text in _short_texts(list(starting)))


def _is_author(element: HtmlElement) -> bool:
    name = element.get("class")
    return bool(name) and bool(_AUTHOR_CLASS.search(name[:300]))


def _short_texts(elements: list[HtmlElement]) -> list[str]:
    texts = (plain(" ".join(element.itertext())) for element in elements[:_BYLINES_READ])
    return [text for text in texts if 0 < len(text) <= _BYLINE_ROOM]


def _published(
    tree: HtmlElement, meta: dict[str, str], node: jsonld.Node, url: str
) -> datetime | None:
    """Return the first stated date that is one."""
    for stated in _stated_dates(tree, meta, node):
        if (moment := parse_date(stated)) is not None:
            return moment
    dated = _URL_DATE.search(urlsplit(url).path)
    return parse_date("-".join(dated.groups())) if dated else None


def _stated_dates(tree: HtmlElement, meta: dict[str, str], node: jsonld.Node) -> Iterator[str]:
    yield jsonld.text_of(node.get("datePublished"))
    for name in _DATE_META:
        yield meta.get(name, "")
    times = list(tree.iter("time"))[:_TIMES_READ]
    times.sort(key=lambda tag: 0 if _is_publication(tag) else 1)
    for tag in times:
        yield tag.get("datetime") or ""
    for tag in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield tag.get("content") or tag.get("datetime") or ""


def _is_publication(tag: HtmlElement) -> bool:
    marks = (
        f"{tag.get('itemprop')} {tag.get('class')} {'pubdate' if 'pubdate' in tag.attrib else ''}"
    )
    return "publish" in marks.lower() or "pubdate" in marks.lower()


def parse_date(text: str) -> datetime | None:
    """Read an ISO 8601 or e-mail date.

    Args:
        text: As a page states it; a date without a zone is taken as UTC.

    Returns:
        The moment in UTC, or None for no date or one before the web.
    """
    text = text.strip()[:60]
    if len(text) < len("2020-1-1"):
        return None
    for parse in (_from_iso, parsedate_to_datetime):
        try:
            moment = parse(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC) if moment >= _EARLIEST else None
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _from_iso(text: str) -> datetime:
    if text.isdigit() and len(text) != len("20200101"):
        raise ValueError(text)  # a number of seconds or milliseconds, perhaps
    zoned = re.sub(r"\s?(?:UTC|GMT|Z)$", "+00:00", text.replace(" +", "+"))
    return datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", zoned))


def _image(meta: dict[str, str], node: jsonld.Node, url: str) -> str | None:
    for given in (_first(meta, _IMAGE_META), jsonld.image_of(node.get("image"))):
        if address := web_address(given, url):
            return address
    return None


def web_address(given: str, base: str) -> str | None:
    """Complete an address, and refuse what no browser would fetch.

    Args:
        given: As it stands in the page, absolute or relative.
        base: The page's own address.

    Returns:
        An absolute http(s) address, or None.
    """
    given = given.strip()
    if not given or len(given) > _LONGEST_ADDRESS or given.startswith(("data:", "#")):
        return None
    try:
        address = urljoin(base, given)
        parts = urlsplit(address)
    except ValueError:
        return None
    clean = not any(mark in address for mark in "<>\"' \n\t")
    return address if parts.scheme in {"http", "https"} and parts.hostname and clean else None


def _canonical(tree: HtmlElement, meta: dict[str, str], url: str) -> str | None:
    """Return the page's own canonical address, if it is on the same site and no front page."""
    links = [tag.get("href") or "" for tag in tree.iter("link") if _is_canonical(tag)]
    for given in [*links[:3], meta.get("og:url", "")]:
        address = web_address(given, url)
        if address and is_same_site(address, url) and not _is_front_page(address, url):
            return address.partition("#")[0]
    return None


def _is_canonical(tag: HtmlElement) -> bool:
    return "canonical" in (tag.get("rel") or "").lower().split()


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one site, "www" and subdomains aside."""
    left, right = (_registered(address) for address in (one, other))
    return bool(left) and left == right


def _registered(address: str) -> str:
    """Return the part of a host that is bought, nearly: co.uk and its like need three labels."""
    labels = (urlsplit(address).hostname or "").lower().split(".")
    second_level = len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2  # noqa: PLR2004 - co.uk, com.br
    if all(label.isdigit() for label in labels):
        return ".".join(labels)
    return ".".join(labels[-3:] if second_level else labels[-2:])


def _is_front_page(address: str, url: str) -> bool:
    given, own = urlsplit(address), urlsplit(url)
    return (
        given.path in {"", "/"}
        and not given.query
        and (own.path not in {"", "/"} or bool(own.query))
    )


def _language(tree: HtmlElement, meta: dict[str, str], node: jsonld.Node) -> str | None:
    claims = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        meta.get("og:locale"),
        meta.get("content-language"),
        jsonld.text_of(node.get("inLanguage")),
        *(tag.get("content") for tag in tree.iter("meta") if _names_language(tag)),
    )
    for claim in claims:
        match = _LANGUAGE.fullmatch((claim or "").strip()[:20].lower())
        if match:
            return match[1]
    return None


def _names_language(tag: HtmlElement) -> bool:
    return (tag.get("http-equiv") or "").lower() == "content-language"
