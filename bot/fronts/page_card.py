"""One card as HTML: outlet and time, headline and dek, points with their proof, how it was made."""

from collections.abc import Mapping
from datetime import datetime

from bot.fronts import tellings, wording
from bot.fronts.markup import Html, element
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, language, line, link
from bot.fronts.quoting import at_words
from bot.news import Basis, Card, Evidence, Point, Related, StoryId, Telling

SETTING = 90  # characters of the article shown on either side of a quote


def card_markup(
    card: Card,
    anchor: str,
    places: Mapping[StoryId, str],
    now: datetime,
    *,
    thread: Html | None = None,
) -> Html:
    """One card as an article, of the class by which the style sheet colours its outlet.

    Args:
        card: What to show.
        anchor: The id that the article gets, unique on its page.
        places: The ids of the page's cards, by their stories.
        now: The present in the reader's own zone, in which times are told.
        thread: What was asked about it.
    """
    heading = f"{anchor}-headline"
    retracted = " retracted" if tellings.is_retracted(card.article.notice) else ""
    return element(
        "article",
        _origin(card, anchor, now),
        _head(card, heading),
        _points(card),
        element("div", _facts(card), _related(card, places), thread, class_="tail"),
        id=anchor,
        class_=f"card {wording.outlet(card.article)}{retracted}",
        lang=language(card.summary.language or card.article.language),
        aria_labelledby=heading,
    )


def _origin(card: Card, anchor: str, now: datetime) -> Html:
    then = card.article.published_at.astimezone(now.tzinfo)
    time = element("time", wording.clock(then), datetime=then.isoformat(timespec="seconds"))
    caution = wording.caution(card.article)
    kind = tellings.kind(card)
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
        _notice(card),
        element("p", dek, class_="dek", dir="auto") if dek else None,
        _also(card),
        *_withdrawals(card),
        class_="head",
    )


def _notice(card: Card) -> Html | None:
    told, words = tellings.notice(card.article.notice)
    said = element("bdi", words, lang=language(card.article.language))
    return element("p", element("b", told), " ", said, class_="notice", lang="en") if told else None


def _also(card: Card) -> Html | None:
    """The other outlets, each leading to its article, and how many are not named."""
    others = tellings.others(card)
    named = [_telling(telling) for telling in others[: tellings.MOST_OUTLETS]]
    told = [part for each in named for part in (", ", each)][1:]
    more = tellings.more(len(others))
    return (
        element("p", "Also told by ", *told, f" {more}", class_="also", lang="en") if told else None
    )


def _telling(telling: Telling) -> Html:
    name, address = element("bdi", tellings.outlet(telling)), link(telling.url)
    return element("a", name, href=address, rel="noopener") if address else name


def _withdrawals(card: Card) -> list[Html]:
    """Who has taken back an article; without a link, for it proves nothing any more."""
    return [
        element("p", element("bdi", name), f" {words}", class_="also back", lang="en")
        for name, words in tellings.withdrawals(card)
    ]


def _points(card: Card) -> Html | None:
    points = (_point(point, card) for point in card.summary.points)
    return element("ul", *points, class_="points") if card.summary.points else None


def _point(point: Point, card: Card) -> Html:
    words = line(point.text, SENTENCE_LIMIT)
    if not point.evidence:
        return element("li", words, dir="auto")
    told = element("summary", words, *_tellers(point, card))
    proofs = (_proof(card, evidence) for evidence in point.evidence)
    return element("li", element("details", told, *proofs), dir="auto")


def _tellers(point: Point, card: Card) -> tuple[str, ...]:
    """Quietly behind a point, the outlets that tell it."""
    names = tellings.tellers(point, card)
    told = [part for name in names for part in (", ", element("bdi", name))][1:]
    return (" ", element("span", *told, class_="by", lang="en")) if told else ()


def _proof(card: Card, evidence: Evidence) -> Html:
    """The quote, where it stands, and the way there.

    Around a quote from the card's own article stands what is around it there; the text of another
    one is not at hand.
    """
    source, before, after = _telling_of(evidence, card), "", ""
    if source is None:
        before, after = _setting(card.article.text, evidence)
    quoted = element("mark", line(evidence.quote, SENTENCE_LIMIT))
    place = f", in characters {evidence.start:,} to {evidence.end:,}"
    address = _readable(source) if source else wording.address(card.article)
    there = address and element(
        "a", "Read it there", href=at_words(address, evidence.quote), rel="noopener"
    )
    return element(
        "figure",
        element("blockquote", before, quoted, after),
        element("figcaption", element("span", *_speaker(source, card), place), there, lang="en"),
    )


def _telling_of(evidence: Evidence, card: Card) -> Telling | None:
    """The other article of the story that a quote is from; None for the card's own."""
    return next((each for each in card.also if each.article_id == evidence.article_id), None)


def _readable(telling: Telling) -> str | None:
    """Where a telling can be read; what was taken back is not led to."""
    return None if tellings.is_retracted(telling.notice) else link(telling.url)


def _speaker(source: Telling | None, card: Card) -> tuple[str, ...]:
    """Who says a quote: the outlet by name where the story has several."""
    if source is not None:
        verb = " said" if tellings.is_retracted(source.notice) else " says"
        return element("bdi", tellings.outlet(source)), verb
    feed = "" if card.article.basis is Basis.FULL_TEXT else "feed"
    if tellings.is_shared(card):
        return element("bdi", wording.source(card.article)), f"’s {feed} says" if feed else " says"
    return (f"The {feed or 'article'} says",)


def _setting(text: str, evidence: Evidence) -> tuple[str, str]:
    """What stands before and after the quote in its paragraph, cut at words."""
    before = text[max(0, evidence.start - SETTING) : evidence.start]
    after = text[evidence.end : evidence.end + SETTING]
    if len(before) == SETTING and "\n" not in before:
        before = "…" + before.partition(" ")[2]
    if len(after) == SETTING and "\n" not in after:
        after = after.rpartition(" ")[0] + "…"
    return before.rpartition("\n")[2], after.partition("\n")[0]


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


def _related(card: Card, places: Mapping[StoryId, str]) -> Html | None:
    if not card.related:
        return None
    others = {story: place for story, place in places.items() if story != card.story_id}
    rows = (_relation(related, others) for related in card.related)
    heading = element("h4", "Related", lang="en")
    return element("div", heading, element("ul", *rows), class_="related")


def _relation(related: Related, places: Mapping[StoryId, str]) -> Html:
    """The title, linked to that story's own card if the page has it, and why it is there."""
    words, address = line(related.title, HEADLINE_LIMIT), link(related.url)
    place = places.get(related.story_id) if related.story_id is not None else None
    if place is not None:
        title = element("a", words, href=f"#{place}")
    elif address is not None:
        title = element("a", words, href=address, rel="noopener")
    else:
        title = element("b", words)
    why = line(related.why, NAME_LIMIT)
    return element("li", title, element("span", why, class_="why", lang="en"), dir="auto")
