"""Pictures, sounds and films: enclosures, and the media extension with its captions."""

from collections.abc import Iterable

from lxml import etree

from bot.feeds.elements import (
    Children,
    Surroundings,
    children_by_name,
    first_title,
    word,
)
from bot.feeds.texts import whole_link
from bot.news import Media

MAX_MEDIA = 20
MEDIA = frozenset({"media:content", "media:thumbnail", "media:group", "itunes:image", "image"})
CAPTIONS = ("media:description", "media:title")
MAX_NUMBER_LENGTH = 15
# A group may hold contents, and a content a thumbnail; deeper nesting says nothing new.
MAX_NESTING = 3


def enclosure(element: etree._Element, around: Surroundings, address: str) -> Media | None:
    """An RSS enclosure or an Atom link to one, or None where it has no usable address.

    Args:
        element: With the attributes `type` and `length`, and the address.
        around: The document around it.
        address: The name of the attribute with the address.
    """
    url = whole_link(element.get(address) or element.text, around.base_of(element))
    if url is None:
        return None
    return Media(
        url=url,
        type=word(element.get("type")),
        length=number(element.get("length")),
    )


def media_of(children: Children, around: Surroundings) -> tuple[Media, ...]:
    """What the media and podcast extensions show of an entry, each address once.

    `media:description` is a caption here, and never an entry's text.
    """
    if children.keys().isdisjoint(MEDIA):
        return ()
    found = list(_media(children, around, MAX_NESTING))
    for element in (*children.get("itunes:image", ()), *children.get("image", ())):
        url = whole_link(_image_address(element, around), around.base_of(element))
        found += [Media(url=url, type="image")] if url else []
    return unique(found)


def unique(media: Iterable[Media]) -> tuple[Media, ...]:
    """Each address once, a bounded number of them."""
    by_url: dict[str, Media] = {}
    for item in media:
        by_url.setdefault(item.url, item)
    return tuple(by_url.values())[:MAX_MEDIA]


def number(text: str | None) -> int | None:
    """A count of bytes or pixels, or None where the text is no plain number."""
    if not text:
        return None
    text = text.strip().removesuffix("px")
    if not text.isascii() or not text.isdecimal() or len(text) > MAX_NUMBER_LENGTH:
        return None
    return int(text)


def _media(
    children: Children, around: Surroundings, nesting: int, caption: str = ""
) -> Iterable[Media]:
    """Contents before thumbnails, groups last; an element's own caption goes before one around."""
    caption = first_title(children, *CAPTIONS) or caption
    for name in ("media:content", "media:thumbnail", "media:group"):
        for element in children.get(name, ())[:MAX_MEDIA]:
            inner = children_by_name(element, around.names) if nesting and len(element) else {}
            own = first_title(inner, *CAPTIONS) or caption
            if item := _content(element, around, own, is_picture=name == "media:thumbnail"):
                yield item
            if inner:
                yield from _media(inner, around, nesting - 1, own)


def _content(
    element: etree._Element, around: Surroundings, caption: str, *, is_picture: bool
) -> Media | None:
    """One media:content or media:thumbnail."""
    url = whole_link(element.get("url"), around.base_of(element))
    if url is None:
        return None
    kind = element.get("type") or element.get("medium") or ("image" if is_picture else "")
    return Media(
        url=url,
        type=word(kind),
        length=number(element.get("fileSize")),
        width=number(element.get("width")),
        height=number(element.get("height")),
        caption=caption,
    )


def _image_address(element: etree._Element, around: Surroundings) -> str | None:
    """Where an item's image is: an attribute, the text, or a child named url."""
    if len(element):
        urls = children_by_name(element, around.names).get("url")
        return urls[0].text if urls else None
    return element.get("href") or element.get("url") or element.text
