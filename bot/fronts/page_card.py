"""One card as HTML: outlet and time, headline and dek, points with their proof, how it was made."""

from datetime import datetime
from urllib.parse import quote

from bot.fronts import wording
from bot.fronts.markup import Html, element
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, language, line, link
from bot.news import Article, Basis, Card, Evidence, Point, Related

SETTING = 90  # characters of the article shown on either side of a quote
LANDMARK = 4  # words by which a browser finds where a quote starts, and where it ends


def card_markup(card: Card, anchor: str, now: datetime) -> Html:
    """One card as an article, of the class by which the style sheet colours its outlet.

    Args:
        card: What to show.
        anchor: The id that the article gets, unique on its page.
        now: The present in the reader's own zone, in which times are told.
    """
    heading = f"{anchor}-headline"
    return element(
        "article",
        _origin(card, anchor, now),
        _head(card, heading),
        _points(card),
        element("div", _facts(card), _related(card), class_="tail"),
        id=anchor,
        class_=f"card {wording.outlet(card.article)}",
        lang=language(card.summary.language or card.article.language),
        aria_labelledby=heading,
    )


def _origin(card: Card, anchor: str, now: datetime) -> Html:
    then = card.article.published_at.astimezone(now.tzinfo)
    time = element("time", wording.clock(then), datetime=then.isoformat(timespec="seconds"))
    caution = wording.caution(card.article)
    kind = wording.kind(card.summary)
    return element(
        "div",
        element("b", element("bdi", wording.source(card.article))),
        element("span", kind, class_="kind", lang="en") if kind else None,
        element("a", caution, time, href=f"#{anchor}", title=wording.date(then), lang="en"),
        class_="origin",
    )


def _head(card: Card, heading: str) -> Html:
    words, address = wording.headline(card), wording.address(card.article)
    title = element("a", words, href=address, rel="noopener") if address else words
    dek = line(card.summary.dek, SENTENCE_LIMIT)
    return element(
        "div",
        element("h3", title, id=heading, dir="auto"),
        element("p", dek, class_="dek", dir="auto") if dek else None,
        class_="head",
    )


def _points(card: Card) -> Html | None:
    points = (_point(point, card) for point in card.summary.points)
    return element("ul", *points, class_="points") if card.summary.points else None


def _point(point: Point, card: Card) -> Html:
    words = line(point.text, SENTENCE_LIMIT)
    if not point.evidence:
        return element("li", words, dir="auto")
    proofs = (_proof(evidence, card.article) for evidence in point.evidence)
    return element("li", element("details", element("summary", words), *proofs), dir="auto")


def _proof(evidence: Evidence, article: Article) -> Html:
    """The quote within its sentence's surroundings, where it stands, and the way there."""
    before, after = _setting(article.text, evidence)
    quoted = element("mark", line(evidence.quote, SENTENCE_LIMIT))
    speaker = "article" if article.basis is Basis.FULL_TEXT else "feed"
    place = f"The {speaker} says, in characters {evidence.start:,} to {evidence.end:,}"
    address = wording.address(article)
    there = address and element(
        "a", "Read it there", href=passage(address, evidence.quote), rel="noopener"
    )
    return element(
        "figure",
        element("blockquote", before, quoted, after),
        element("figcaption", element("span", place), there, lang="en"),
    )


def _setting(text: str, evidence: Evidence) -> tuple[str, str]:
    """What stands before and after the quote in its paragraph, cut at words."""
    before = text[max(0, evidence.start - SETTING) : evidence.start]
    after = text[evidence.end : evidence.end + SETTING]
    if len(before) == SETTING and "\n" not in before:
        before = "…" + before.partition(" ")[2]
    if len(after) == SETTING and "\n" not in after:
        after = after.rpartition(" ")[0] + "…"
    return before.rpartition("\n")[2], after.partition("\n")[0]


def passage(address: str, quoted: str) -> str:
    """The article's address with a text fragment, so that a browser scrolls to the quote.

    Long quotes are named by their first and last words: shorter, and a picture or an advert
    between them does no harm. https://wicg.github.io/scroll-to-text-fragment/
    """
    words = line(quoted, len(quoted)).split(" ")
    ends = [words] if len(words) <= 2 * LANDMARK else [words[:LANDMARK], words[-LANDMARK:]]
    # "-" and "," have a meaning of their own in there, and "&" would begin another one.
    told = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    base, _, fragment = address.partition("#")
    return f"{base}#{fragment.partition(':~:')[0]}:~:text={told}"


def _facts(card: Card) -> Html:
    """Byline, what could not be read, how the summary was made, what it is about."""
    by, short = wording.byline(card.article), wording.shortfall(card.article)
    made = (wording.credit(card.summary), wording.check(card))
    return element(
        "ul",
        element("li", "By ", element("bdi", by)) if by else None,
        element("li", short, class_="short") if short else None,
        *(element("li", words) for words in made if words),
        _topics(card),
        class_="facts",
        lang="en",
    )


def _topics(card: Card) -> Html | None:
    topics = wording.topics(card.summary)
    tag = language(card.summary.language or card.article.language)
    told = [part for topic in topics for part in (", ", element("bdi", topic, lang=tag))]
    return element("li", "Topics: ", *told[1:]) if topics else None


def _related(card: Card) -> Html | None:
    if not card.related:
        return None
    rows = (_relation(related) for related in card.related)
    heading = element("h4", "Related", lang="en")
    return element("div", heading, element("ul", *rows), class_="related")


def _relation(related: Related) -> Html:
    words, address = line(related.title, HEADLINE_LIMIT), link(related.url)
    title = element("a", words, href=address, rel="noopener") if address else element("b", words)
    why = line(related.why, NAME_LIMIT)
    return element("li", title, element("span", why, class_="why", lang="en"), dir="auto")
