"""A page's tree, less what is no article: adverts, related stories, share buttons.

Measured by the text that is not linked, never more than a third of the page goes: a site that
calls its article "related" keeps it. Extractors then work on what is left. The signs are in
`signs`; here is how far around a sign the cut goes.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from lxml.html import HtmlElement

from bot.articles import signs

MOST_REMOVED = 1 / 3  # of the text that is not linked
_MOST_ADVERTS = 4  # with more boxes of them, the shopping is the article
_INLINE_ROOM = 400  # characters beside its links that an advert may have: a label, a blurb
_SENTENCE = 250  # characters; a paragraph as long as this is no advert's blurb
_BLURB = 300  # characters; what a shop says of a thing beside its link
_LAYOUT_CELL = 400  # characters; a cell of data holds less than an article's text
_MOST_HEADINGS = 30  # of other stories in one page
_LONGEST_RUN = 200  # siblings after such a heading

# What holds no text, and what browsers show only where they cannot do better.
_NOISE = (
    "script", "style", "template", "iframe", "svg", "link", "object", "embed", "noscript",
    "noembed", "noframes", "canvas", "video", "audio",
)  # fmt: skip
_BLOCKS = (
    "div", "section", "aside", "ul", "ol", "p", "table", "figure", "form", "footer", "nav",
    "span", "dl", "li", "header", "article", "details", "ins", "center",
)  # fmt: skip
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "header", "dt")
_KEEPERS = frozenset({"html", "body", "main", "h1"})
_TEXT_HOLDERS = frozenset({"p", "li", "td", "dd", "blockquote", "h1", "h2", "h3"})


def clean(tree: HtmlElement) -> None:
    """Take out of a page, in place, what does not belong to its article.

    Args:
        tree: A page from `trafilatura.utils.load_html`, less what its readers do not see.
    """
    _drop_noise(tree)
    budget = _Budget(tree)
    _drop_adverts(tree, budget)
    _drop_named_furniture(tree, budget)
    _drop_cards(tree, budget)
    _drop_related(tree, budget)
    _open_layout_tables(tree)


class _Budget:
    """How much text may still be taken out.

    Args:
        tree: The page as it is before the first cut.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.left = unlinked(tree) * MOST_REMOVED

    def take(self, elements: Iterable[HtmlElement], *, tails: bool = False) -> bool:
        """Remove elements together, unless that is too much, or would take the headline.

        Args:
            elements: What to remove.
            tails: Whether the bare text after each of them goes, too.
        """
        taken = [element for element in elements if element.getparent() is not None]
        cost = sum(unlinked(element) for element in taken)
        cost += sum(len(element.tail or "") for element in taken) if tails else 0
        if cost > self.left or any(_is_article(element) for element in taken):
            return False
        self.left -= cost
        for element in taken:
            element.tail = None if tails else element.tail
            element.drop_tree()
        return True


def text_of(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return " ".join(element.text_content().split())


def unlinked(element: HtmlElement) -> int:
    """Return how many characters of an element's text are not linked."""
    if element.tag == "a":
        return 0
    linked = sum(len(text_of(link)) for link in element.iterdescendants("a"))
    return max(0, len(text_of(element)) - linked)


def _is_article(element: HtmlElement) -> bool:
    if element.tag in _KEEPERS or element.get("itemprop") == "articleBody":
        return True
    return next(element.iterdescendants("h1", "main"), None) is not None


def _drop_noise(tree: HtmlElement) -> None:
    """Remove what is no text of the page, except data that may hold the article."""
    for element in list(tree.iter(*_NOISE)):
        if element.getparent() is not None and "json" not in (element.get("type") or ""):
            element.drop_tree()


def _drop_adverts(tree: HtmlElement, budget: _Budget) -> None:
    """Remove the boxes around links that pay a commission, and the blurbs that follow them."""
    boxes: list[HtmlElement] = []
    for link in tree.iter("a"):
        if _is_advert(link) and not any(
            link is box or box in link.iterancestors() for box in boxes
        ):
            box = _advert_around(link)
            if box is not None:
                boxes.append(box)
        if len(boxes) > _MOST_ADVERTS:
            return
    for box in boxes:
        followers = list(_blurbs_after(box))
        _shorten_tail(box)
        budget.take([box, *followers])


def _open_layout_tables(tree: HtmlElement) -> None:
    """Turn tables that lay out a page into plain blocks, so that their cells are read as text."""
    for table in list(tree.iter("table")):
        if any(map(_is_laid_out, table.iter("td"))):
            for part in (table, *table.iter("tbody", "tr", "td", "th")):
                part.tag = "div"


def _is_laid_out(cell: HtmlElement) -> bool:
    """Tell whether a cell holds paragraphs as an article does."""
    blocks = cell.iterdescendants("p", "table", "h1")
    return next(blocks, None) is not None and len(text_of(cell)) > _LAYOUT_CELL


def _is_attached(element: HtmlElement, tree: HtmlElement) -> bool:
    return element is tree or any(above is tree for above in element.iterancestors())


def _is_advert(link: HtmlElement) -> bool:
    if "sponsored" in (link.get("rel") or "").lower():
        return True
    href = link.get("href")
    return bool(href) and signs.is_affiliate(href)


def _advert_around(link: HtmlElement) -> HtmlElement | None:
    """Return the largest box that holds the advert alone, or None for a link inside a sentence."""
    box = link
    for above in link.iterancestors():
        if above.tag in _KEEPERS or above.tag == "article" or not _holds_advert_alone(above):
            break
        box = above
    stands_alone = box is not link or not _has_company(link)
    return box if stands_alone else None


def _holds_advert_alone(box: HtmlElement) -> bool:
    """Tell whether the adverts of a box and a short blurb are all that it has."""
    links = [link for link in box.iterdescendants("a") if _is_advert(link)]
    sold = sum(len(text_of(link)) for link in links)
    rest = len(text_of(box)) - sold
    if rest > _INLINE_ROOM or _is_article(box):
        return False
    if rest > max(sold, 20) and not _is_blurb_beside(box):
        return False
    return not any(len(text.strip()) > _SENTENCE for text in box.itertext())


def _is_blurb_beside(box: HtmlElement) -> bool:
    """Tell whether what stands beside the advert is its blurb: cut short, or no sentence."""
    own = [text.strip() for text in box.itertext() if len(text.strip()) > 20]  # noqa: PLR2004 - a label
    return bool(own) and not any(_is_sentence(text) for text in own)


def _is_sentence(text: str) -> bool:
    return text.rstrip("\"'”’»)").endswith((".", "!", "?", "。", "！", "？", ":")) and not (
        _is_cut_short(text)
    )


def _is_cut_short(text: str) -> bool:
    return len(text) <= _BLURB and text.rstrip(" )]").endswith(("...", "…", "[…"))


def _has_company(link: HtmlElement) -> bool:
    """Tell whether a link stands in running text."""
    before = link.getprevious()
    left = (before.tail if before is not None else link.getparent().text) or ""
    return bool(left.strip()) or bool((link.tail or "").strip())


def _blurbs_after(box: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the siblings after an advert that belong to it: its label again, a blurb cut short."""
    label, last = text_of(box), box
    for sibling in box.itersiblings():
        text = text_of(sibling)
        if (last.tail or "").strip() or (text and text != label and not _is_cut_short(text)):
            return
        if text:
            yield sibling
        if text and text != label:
            return
        last = sibling


def _shorten_tail(box: HtmlElement) -> None:
    """Remove a blurb that follows the advert as bare text, up to the next line break."""
    for element in (box, box.getnext()):
        if element is None or element.tag not in {box.tag, "br"}:
            return
        tail = (element.tail or "").strip()
        if tail:
            element.tail = None if _is_cut_short(tail) else element.tail
            return


def _drop_named_furniture(tree: HtmlElement, budget: _Budget) -> None:
    """Remove the blocks whose class or id says what they are."""
    for element in list(tree.iter(*_BLOCKS)):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if name != " " and signs.names_furniture(name) and _is_attached(element, tree):
            budget.take([element])


def _drop_cards(tree: HtmlElement, budget: _Budget) -> None:
    """Remove shop cards whose links are lost: a label said twice, then a blurb cut short."""
    for blurb in list(tree.iter("p", "li", "div", "tr", "dd")):
        last = "".join((blurb[-1].tail or "") if len(blurb) else (blurb.text or "")).rstrip()
        if not (last.endswith(("...", "…")) and _is_cut_short(text_of(blurb))):
            continue
        labels = list(islice(blurb.itersiblings(preceding=True), 2))
        lines = {text_of(label) for label in labels}
        if len(labels) == 2 and len(lines) == 1 and not _is_sentence(lines.pop()):  # noqa: PLR2004 - said twice
            budget.take([blurb, *labels])


def _drop_related(tree: HtmlElement, budget: _Budget) -> None:
    """Remove headings such as "You may also like" together with what they head."""
    for heading in _related_headings(tree):
        if not _is_attached(heading, tree):
            continue
        box = _box_headed_by(heading)
        if box is heading or not budget.take([box]):
            run = _run_after(box)
            budget.take([heading, *run], tails=_counts_comments(run))


def _related_headings(tree: HtmlElement) -> list[HtmlElement]:
    found = []
    for element in tree.iter(*_HEADINGS):
        text = element.text or ""
        # Most are long or empty; only a short one is worth gathering whole.
        if len(text) <= signs.LONGEST_HEADING and len(element) <= 2:  # noqa: PLR2004 - an icon, a span
            line = text_of(element)
            if 0 < len(line) <= signs.LONGEST_HEADING and signs.is_related_heading(line):
                found.append(element)
                if len(found) >= _MOST_HEADINGS:
                    break
    return found


def _box_headed_by(heading: HtmlElement) -> HtmlElement:
    """Return the largest element that begins with a heading, short of the page."""
    line, box = text_of(heading), heading
    for above in heading.iterancestors():
        if above.tag in _KEEPERS or above.tag == "article":
            break
        if not text_of(above).startswith(line) or _is_article(above):
            break
        box = above
    return box


def _run_after(heading: HtmlElement) -> list[HtmlElement]:
    """Return the siblings that a heading heads: all, where they count comments, else the links."""
    siblings = list(islice(heading.itersiblings(), _LONGEST_RUN))
    if _counts_comments(siblings):
        return siblings
    return list(takewhile(_is_link_list, siblings))


def _counts_comments(run: list[HtmlElement]) -> bool:
    """Tell whether teasers with their numbers of comments stand in a run of siblings."""
    lines = (line for element in run for line in (text_of(element), element.tail or ""))
    return any(line and signs.is_comment_count(line) for line in lines)


def _is_link_list(element: HtmlElement) -> bool:
    text = len(text_of(element))
    return unlinked(element) <= text / 3 and not (element.tail or "").strip()
