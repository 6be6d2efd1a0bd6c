"""What a card rests on, as embeds: every article of its story, and the words behind each point."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

from bot.fronts import tellings, wording
from bot.fronts.discord.escaping import escaped, followable, linked, sentences, size
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, line
from bot.fronts.quoting import deep_link
from bot.news import Article, Card, Citation, Evidence, Point, Telling

# Discord's limits are 4,096 for a description and 6,000 for all the embeds of a message.
ARTICLES_ROOM = 2_000
POINTS_ROOM = 3_700
# So that each article, and each point with its quotes, fits into its room by itself.
TITLE_ROOM = 200
POINT_ROOM = 400
QUOTE_ROOM = 300
MOST_QUOTES = 3  # of a point
ADDRESS_LIMIT = 500
MORE_ROOM = 40  # for the line that says how much is left out

ARTICLES, POINTS = "Sources", "What the points rest on"


def embeds(card: Card) -> list[dict[str, Any]]:
    """The articles with outlet, byline, time and basis; the points with quotes that prove them."""
    told = [_lead(card.article), *map(_telling, card.also)]
    proved = [_point(number, point, card) for number, point in enumerate(card.summary.points, 1)]
    parts = [(ARTICLES, _within(ARTICLES_ROOM, told, "article"))]
    if proved:
        parts.append((POINTS, _within(POINTS_ROOM, proved, "point")))
    return [{"title": title, "description": words} for title, words in parts]


def _lead(article: Article) -> str:
    basis = wording.shortfall(article) or article.basis.value
    when = wording.caution(article) + _time(article.published_at)
    named = [wording.byline(article), when, basis, tellings.notice(article.notice)[0].rstrip(":")]
    address = wording.address(article)
    return _article(wording.source(article), named, article.title, address, known=when)


def _telling(telling: Telling) -> str:
    byline = line(telling.byline or "", NAME_LIMIT)
    basis = telling.basis.value if telling.basis else ""
    when = _time(telling.published_at)
    named = [byline, when, basis, tellings.notice(telling.notice)[0].rstrip(":")]
    return _article(tellings.outlet(telling), named, telling.title, telling.url, known=when)


def _article(
    outlet: str, named: Sequence[str], title: str, address: str | None, *, known: str
) -> str:
    """Two lines: who tells it, and what it is called.

    Args:
        outlet: Its name.
        named: What is known of the article; empty words are left out.
        title: Of the article.
        address: Where it can be read.
        known: The one of `named` that is markdown of ours.
    """
    facts = (words if words == known else escaped(words) for words in named if words)
    words = line(title, TITLE_ROOM) or wording.UNTITLED
    head = tellings.SEPARATOR.join([f"**{escaped(outlet)}**", *facts])
    return f"{head}\n{linked(words, _short(address))}"


def _point(number: int, point: Point, card: Card) -> str:
    """The point, and below it the quotes, each with a link to where it stands."""
    quotes = [_quote(each, card) for each in point.evidence[:MOST_QUOTES]]
    left = len(point.evidence) - len(quotes)
    more = [f"> and {left} more"] if left else []
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


def _within(room: int, blocks: Sequence[str], noun: str) -> str:
    """The first blocks, as many as have room together, and how many do not; none is cut."""
    ends = list(accumulate(size(block) + len("\n") for block in blocks))
    fitting = bisect_right(ends, room - MORE_ROOM)
    return "\n".join(_closed(blocks[:fitting], len(blocks) - fitting, noun))


def _closed(blocks: Sequence[str], left: int, noun: str) -> Iterator[str]:
    yield from blocks
    if left:
        yield f"*and {wording.count(left, f'more {noun}')}*"


def _short(address: str | None) -> str | None:
    safe = followable(address)
    return safe if safe and len(safe) <= ADDRESS_LIMIT else None


def _time(moment: datetime) -> str:
    """A moment that each reader sees in their own zone and language."""
    return f"<t:{int(moment.timestamp())}:f>"
