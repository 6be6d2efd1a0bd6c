"""RSS 0.90 to 2.0, with the RDF kinds: a channel and its items to a `FeedDocument`."""

from datetime import datetime, timedelta
from itertools import islice

from lxml import etree

from bot.feeds.elements import (
    Children,
    Surroundings,
    children_by_name,
    first_date,
    first_html,
    first_text,
    first_title,
    language_of,
    person,
    text_of,
    together,
    word,
)
from bot.feeds.media import enclosure, media_of, number, unique
from bot.feeds.names import RDF_ABOUT, local_name
from bot.feeds.texts import (
    MAX_GUID,
    one_line,
    whole_link,
)
from bot.news import Entry, FeedDocument, Media

MAX_ENTRIES = 1_000
MAX_CATEGORIES = 50
# The syndication module's periods.
PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
MAX_TTL_MINUTES = 366 * 24 * 60

AUTHORS = ("dc:creator", "author", "dc:author", "itunes:author", "atom:author")
PUBLISHED = ("pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published")
UPDATED = ("dcterms:modified", "atom:updated", "dc:modified")
TITLES = ("title", "dc:title", "itunes:title", "media:title")
CONTENTS = ("content:encoded", "xhtml:body", "body", "xhtml:div", "fullitem", "content")
SUMMARIES = ("description", "summary", "dc:description", "itunes:summary", "atom:summary")


def read_rss(root: etree._Element, around: Surroundings) -> FeedDocument:
    """A whole RSS document, from its root element."""
    top = children_by_name(root, around.names)
    channels = top.get("channel", [])
    channel = channels[0] if channels else root
    children = children_by_name(channel, around.names) if channels else top
    around = around.inside(channel)
    site_url = _link_of(children, around)
    around = around.based_on(site_url)
    items = [*children.get("item", ()), *(top.get("item", ()) if channels else ())]
    return FeedDocument(
        format=_format(root),
        title=first_title(children, "title", "dc:title"),
        site_url=site_url,
        language=language_of(
            channel, first_text(children, "language"), first_text(children, "dc:language")
        )
        or language_of(root),
        author=_authors(children, ("managingeditor", "dc:creator", "author", "itunes:author")),
        ttl=ttl_of(children),
        entries=tuple(read_item(item, around) for item in islice(items, MAX_ENTRIES)),
    )


def read_item(item: etree._Element, around: Surroundings) -> Entry:
    """One item."""
    around = around.inside(item)
    children = children_by_name(item, around.names)
    guid, guid_link = _guid(item, children, around)
    summary, content = _bodies(children, around)
    published, updated = _dates(children)
    return Entry(
        guid=guid,
        link=_link_of(children, around) or whole_link(guid_link, ""),
        title=first_title(children, *TITLES),
        author=_authors(children, AUTHORS),
        published_at=published,
        updated_at=updated,
        summary=summary,
        content=content,
        language=language_of(item, *map(text_of, children.get("dc:language", ()))),
        categories=_categories(children),
        enclosures=_enclosures(children, around),
        media=media_of(children, around),
    )


def ttl_of(children: Children) -> timedelta | None:
    """How long the publisher wants to be left alone: `ttl` in minutes, or the sy module."""
    minutes = number(first_text(children, "ttl"))
    if minutes and minutes <= MAX_TTL_MINUTES:
        return timedelta(minutes=minutes)
    period = PERIODS.get(first_text(children, "sy:updateperiod").lower())
    return (
        period / max(number(first_text(children, "sy:updatefrequency")) or 1, 1) if period else None
    )


def _format(root: etree._Element) -> str:
    """The name of the format: `rss 2.0`, or `rss 1.0` and `rss 0.90` for the RDF kinds."""
    if local_name(root.tag).lower() == "rdf":
        is_first = any(
            "my.netscape.com" in uri or "channel.netscape" in uri for uri in root.nsmap.values()
        )
        return "rss 0.90" if is_first else "rss 1.0"
    version = one_line(root.get("version") or "", 10)
    return f"rss {version}" if version else "rss"


def _link_of(children: Children, around: Surroundings) -> str | None:
    """The element's text or address as a whole link, else an Atom link to the page."""
    links = children.get("link", ())
    for element in links:
        if link := whole_link(element.text, around.base_of(element)):
            return link
    for element in (*links, *children.get("atom:link", ())):
        if element.get("rel", "alternate") == "alternate" and (address := element.get("href")):
            return whole_link(address, around.base_of(element))
    return None


def _guid(
    item: etree._Element, children: Children, around: Surroundings
) -> tuple[str | None, str | None]:
    """The item's own id, and the link that it also is unless it says that it is none.

    An id that is written as a path becomes an address, which is unique.
    """
    for element in children.get("guid", ()):
        if guid := one_line(element.text or "", MAX_GUID):
            if (element.get("isPermaLink") or "true").strip().lower() == "false":
                return guid, None
            if guid.startswith("/"):
                guid = whole_link(guid, around.base) or guid
            return guid, guid if guid.startswith(("http://", "https://")) else None
    guid = item.get(RDF_ABOUT) or first_text(children, "atom:id", "dc:identifier")
    return one_line(guid, MAX_GUID) or None, None


def _bodies(children: Children, around: Surroundings) -> tuple[str, str]:
    """The summary and the content as HTML.

    An item with a `description` and a `summary` and nothing longer means the second as content.
    """
    content = first_html(children, CONTENTS, around)
    short = [name for name in children if name in {"description", "summary"}]
    summaries = [html for name in short if (html := first_html(children, (name,), around))]
    if not content and len(summaries) > 1:
        content = summaries[1]
    return (summaries[0] if summaries else first_html(children, SUMMARIES, around)), content


def _dates(children: Children) -> tuple[datetime | None, datetime | None]:
    """When the item was published and when updated; an update alone is the publication too."""
    published, updated = first_date(children, PUBLISHED), first_date(children, UPDATED)
    return published or updated, updated


def _authors(children: Children, names: tuple[str, ...]) -> str | None:
    """The names under the first tag that has any."""
    for name in names:
        if name in children:
            texts = [_author_name(element, name) for element in children[name]]
            if authors := together(texts):
                return authors
    return None


def _author_name(element: etree._Element, name: str) -> str:
    """One author; Atom's kind has the name in a child."""
    if name == "atom:author" and len(element):
        return person(text_of(element[0]))
    return person(element.text)


def _categories(children: Children) -> tuple[str, ...]:
    """What the item is filed under, each word once."""
    if "category" not in children and "dc:subject" not in children:
        return ()
    found = [*children.get("category", ()), *children.get("dc:subject", ())]
    words = dict.fromkeys(word(element.text) for element in found[:MAX_CATEGORIES])
    return tuple(filter(None, words))


def _enclosures(children: Children, around: Surroundings) -> tuple[Media, ...]:
    """The item's enclosures, each address once."""
    if "enclosure" not in children and "atom:link" not in children:
        return ()
    found = [enclosure(element, around, "url") for element in children.get("enclosure", ())]
    found += [
        enclosure(element, around, "href")
        for element in children.get("atom:link", ())
        if element.get("rel") == "enclosure"
    ]
    return unique(item for item in found if item is not None)
