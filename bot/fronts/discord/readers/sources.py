"""What a card rests on, as embeds: every article of its story, and the words behind each point."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import accumulate
from typing import Any

from bot.errors import Refusal
from bot.fronts import tellings, wording
from bot.fronts.discord.cards import summary
from bot.fronts.discord.escaping import escaped, followable, linked, sentences, size
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, line
from bot.fronts.quoting import deep_link
from bot.fronts.words import Words
from bot.news import (
    Article,
    Basis,
    Card,
    Citation,
    Dating,
    Evidence,
    Notice,
    Point,
    Telling,
)

# Discord's limits are 4,096 for a description and 6,000 for all the embeds of a message.
ROOM = 6_000
ARTICLES_ROOM = 2_000
POINTS_ROOM = 3_700
# So that each article, and each point with its quotes, fits into its room by itself.
TITLE_ROOM = 200
POINT_ROOM = 400
QUOTE_ROOM = 300
MOST_QUOTES = 3  # of a point
ADDRESS_LIMIT = 500
MORE_ROOM = 40  # for the line that says how much is left out

# How much was read of an article; and of the card's own, of which one expects all.
BASES: Mapping[Basis, str] = {
    Basis.FULL_TEXT: "sources-full-text",
    Basis.FEED_TEXT: "sources-feed-text",
    Basis.HEADLINE_ONLY: "sources-headline-only",
}
FALLEN_SHORT: Mapping[Basis, str] = {
    Basis.FULL_TEXT: "sources-full-text",
    Basis.FEED_TEXT: "sources-short-feed-text",
    Basis.HEADLINE_ONLY: "sources-short-headline-only",
}


def embeds(words: Words, card: Card, room: int = ROOM) -> list[dict[str, Any]]:
    """The articles with outlet, byline, time and basis; the points with quotes that prove them.

    Args:
        words: In the reader's language.
        card: Whose sources.
        room: Characters for all of it, 1,000 at least; the articles come first.
    """
    told = [_lead(words, card.article), *(_telling(words, each) for each in card.also)]
    points = enumerate(card.summary.points, 1)
    proved = [_point(words, number, point, card) for number, point in points]
    titles = words("sources-articles"), words("sources-points")
    room -= sum(map(size, titles))
    articles = _within(min(ARTICLES_ROOM, room), told, partial(words, "sources-more-articles"))
    described = [articles]
    if proved and (left := min(POINTS_ROOM, room - size(articles))) > MORE_ROOM:
        described.append(_within(left, proved, partial(words, "sources-more-points")))
    parts = zip(titles, described, strict=False)  # without points there is one
    return [{"title": title, "description": description} for title, description in parts]


def summary_embeds(words: Words, card: Card) -> list[dict[str, Any]]:
    """A card's summary for one reader, and what it rests on.

    Raises:
        Refusal: There is nothing to say but the headline.
    """
    if not (card.summary.dek or card.summary.points):
        raise Refusal("cards-nothing-more")
    told = summary(card)
    taken = sum(size(told.get(part, "")) for part in ("title", "description"))
    taken += size(told["author"]["name"]) + size(told.get("footer", {}).get("text", ""))
    return [told, *embeds(words, card, ROOM - taken)]


def _lead(words: Words, article: Article) -> str:
    when, basis = _time(article.published_at), _shortfall(words, article)
    if article.dating is Dating.ASSUMED:
        when = words("sources-first-seen", when=when)
    named = [wording.byline(article), when, basis, _notice(words, article.notice)]
    address = wording.address(article)
    title = line(article.title, TITLE_ROOM) or words("sources-untitled")
    return _article(wording.source(article), named, title, address, known=when)


def _telling(words: Words, telling: Telling) -> str:
    byline = line(telling.byline or "", NAME_LIMIT)
    basis = words(BASES[telling.basis]) if telling.basis else ""
    when = _time(telling.published_at)
    named = [byline, when, basis, _notice(words, telling.notice)]
    title = line(telling.title, TITLE_ROOM) or words("sources-untitled")
    return _article(tellings.outlet(telling), named, title, telling.url, known=when)


def _shortfall(words: Words, article: Article) -> str:
    """How much could be read, and why not more."""
    told, note = words(FALLEN_SHORT[article.basis]), line(article.note, NAME_LIMIT)
    return f"{told}: {note}" if note and article.basis is not Basis.FULL_TEXT else told


def _notice(words: Words, notice: Notice | None) -> str:
    """What an outlet did to its article; empty for nothing."""
    if notice is None:
        return ""
    return words("sources-retracted" if tellings.is_retracted(notice) else "sources-corrected")


def _article(
    outlet: str, named: Sequence[str], title: str, address: str | None, *, known: str
) -> str:
    """Two lines: who tells it, and what it is called.

    Args:
        outlet: Its name.
        named: What is known of the article; empty words are left out.
        title: Of the article, on one line.
        address: Where it can be read.
        known: The one of `named` that is markdown of ours.
    """
    facts = (fact if fact == known else escaped(fact) for fact in named if fact)
    head = tellings.SEPARATOR.join([f"**{escaped(outlet)}**", *facts])
    return f"{head}\n{linked(title, _short(address))}"


def _point(words: Words, number: int, point: Point, card: Card) -> str:
    """The point, and below it the quotes, each with a link to where it stands."""
    quotes = [_quote(each, card) for each in point.evidence[:MOST_QUOTES]]
    left = len(point.evidence) - len(quotes)
    more = [f"> {words('sources-more-quotes', count=left)}"] if left else []
    return "\n".join([f"**{number}.** {sentences(point.text, POINT_ROOM)}", *quotes, *more])


def _quote(evidence: Evidence, card: Card) -> str:
    citation = _citation(evidence, card)
    told = linked(citation.outlet, followable(deep_link(citation, limit=ADDRESS_LIMIT)))
    return f"> “{sentences(evidence.quote, QUOTE_ROOM)}” · {told}"


def _citation(evidence: Evidence, card: Card) -> Citation:
    """The quote with the article that it is taken from, the card's own where no other is named."""
    others = {each.article_id: each for each in card.also}
    other = others.get(evidence.article_id) if evidence.article_id is not None else None
    article = card.article
    return Citation(
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
        url=other.url if other else wording.address(article) or "",
        outlet=tellings.outlet(other) if other else wording.source(article),
        title=line(other.title if other else article.title, HEADLINE_LIMIT),
        published_at=other.published_at if other else article.published_at,
        article_id=evidence.article_id,
    )


def _within(room: int, blocks: Sequence[str], more: Callable[..., str]) -> str:
    """The first blocks, as many as have room together, and how many do not; none is cut."""
    ends = list(accumulate(size(block) + len("\n") for block in blocks))
    fitting = bisect_right(ends, room - MORE_ROOM)
    return "\n".join(_closed(blocks[:fitting], len(blocks) - fitting, more))


def _closed(blocks: Sequence[str], left: int, more: Callable[..., str]) -> Iterator[str]:
    yield from blocks
    if left:
        yield f"*{more(count=left)}*"


def _short(address: str | None) -> str | None:
    safe = followable(address)
    return safe if safe and len(safe) <= ADDRESS_LIMIT else None


def _time(moment: datetime) -> str:
    """A moment that each reader sees in their own zone and language."""
    return f"<t:{int(moment.timestamp())}:f>"
