"""What an outlet says of its own mistake in a box of its own, which extractors take for furniture.

A notice stands in an aside, a footer or a bare div as often as in a paragraph. In a box it counts
only inside the article, in words that are not a link, and where a page has no list of them.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from bot.articles.cleaning import text_of, unlinked
from bot.articles.notices import is_notice

_BOXES = ("p", "div", "aside", "footer", "section", "small", "em", "i", "span", "li", "blockquote")
# What holds another of these is read there.
_PARTS = frozenset({*_BOXES, "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "article"})
_INLINE = frozenset({"small", "em", "i", "span"})  # part of what they stand in
_MOST_BOXES = 10_000  # looked at
_SHORTEST, _LONGEST = 25, 1_500  # characters of a notice in its box
_MOST = 3  # with more, it is a page of corrections
_MOSTLY = 0.6  # of a box linked: a headline of another article


def boxed_notices(tree: HtmlElement) -> list[str]:
    """Find the notices of a page's article, each on one line, in their order.

    Args:
        tree: The page, less what its readers do not see; before anything is cut from it.
    """
    article = _article(tree)
    if article is None:
        return []
    told = list(islice(dict.fromkeys(_told(article)), _MOST + 1))
    return told if len(told) <= _MOST else []


def with_notices(paragraphs: Sequence[str], notices: Sequence[str]) -> tuple[str, ...]:
    """Put the notices that a text lost at its end; a text that is not there stays so."""
    if not paragraphs:
        return ()
    whole = " ".join(" ".join(paragraphs).split())
    return (*paragraphs, *(notice for notice in notices if notice not in whole))


def _article(tree: HtmlElement) -> HtmlElement | None:
    """What holds the article and nothing else: of several articles the one with the headline."""
    articles = [each for each in tree.iter("article") if _is_outermost(each)]
    if len(articles) == 1:
        return articles[0]
    headed = [each for each in articles if next(each.iter("h1"), None) is not None]
    if len(headed) == 1:
        return headed[0]
    mains = [] if articles else list(tree.iter("main"))
    return mains[0] if len(mains) == 1 else None


def _is_outermost(element: HtmlElement) -> bool:
    return next(element.iterancestors("article"), None) is None


def _told(article: HtmlElement) -> Iterator[str]:
    for box in islice(article.iter(*_BOXES), _MOST_BOXES):
        if _holds_parts(box) or next(box.iterancestors("nav"), None) is not None:
            continue
        text = text_of(box)
        if _SHORTEST <= len(text) <= _LONGEST and is_notice(text) and not _leads_away(box, text):
            yield text


def _holds_parts(box: HtmlElement) -> bool:
    """Whether it is a box of boxes; inline parts of its own text do not count."""
    return any(part.tag in _PARTS - _INLINE for part in box.iterdescendants())


def _leads_away(box: HtmlElement, text: str) -> bool:
    if next(box.iterancestors("a"), None) is not None:
        return True
    return len(text) - unlinked(box) > _MOSTLY * len(text)
