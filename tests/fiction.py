"""Invented news for tests: feeds and pages with as many articles as a test wants."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from random import Random

from tests.newsstand.stand import Newsstand

_BLANK = re.compile(r"\{\w+\}")
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
HEADLINE = "Alderhaven council approves tram depot plan number 0"
ARTICLE = """
Councillors in Alderhaven voted on Monday night to rebuild the tram depot, after a debate that
lasted more than three hours and drew 100 residents to the public gallery.

The work will cost 100 million crowns and is expected to begin in the spring. A first estimate,
published two years ago, had put the price at 60 million crowns.

Mayor Ilse Varga said the tram depot had been neglected for a generation. “We can repair it now or
replace it later at twice the price,” she told reporters after the vote.

Opponents warned that the city would have to borrow. Councillor Tam Okoro said the plan left no
money for the schools, and promised to ask for a review before the summer.

Builders who want the contract for plan number 0 have until the end of March to hand in their
offers, and a decision is expected by the middle of May.
"""
# Every other article tells an event of its own: else all would be one story. Each draws its people,
# places and matters by its number; they share no more words than two pages of a newspaper do.
SENTENCES = (
    "{Name} {verb} the {noun} of {Place} on {day}, {number} {things} after the {adjective} {noun}.",
    "The {adjective} {noun} in {Place} had {verb} {number} {things} before {Name} {verb} it.",
    "“Our {noun} was so {adjective},” {Name} said of the {noun} and its {number} {things}.",
    "A {noun} of {Place} {verb} {number} {things}, and {Name} {verb} the {adjective} {noun}.",
    "With {number} {things}, the {noun} of {Name} is the {adjective} {noun} in {Place}.",
    "{Name} and {Name} {verb} the {noun}, which {verb} a {adjective} {noun} in {Place}.",
)
PARAGRAPHS = 5
SYLLABLES = """
bar bel cor dal dun eth fal gar hol ir jor kel lam mor nar oth pel quor ras sel tor ul var wen yor
zan ash bri cro dre fen gri hav isk jun kar lok mib nol osk pra ril sko tam urn vel wick
"""
NOUNS = """
orchard bridge viaduct museum clinic quarry cinema vineyard lighthouse nursery bakery aquarium
stadium foundry windmill archive chapel tannery brewery greenhouse laboratory observatory ferry
railway tunnel reservoir castle monastery theatre airfield harbour sawmill library academy dam
carousel telescope festival regatta marathon orchestra choir exhibition auction carnival census
referendum ballot strike inquiry verdict pension treaty budget tariff subsidy dividend merger
harvest drought blizzard landslide eruption epidemic vaccine transplant implant satellite comet
glacier meadow beaver falcon salmon orchid beetle badger lynx heron otter walrus tortoise cactus
"""
VERBS = """
opened closed bought sold painted measured dismantled restored flooded inspected celebrated moved
renamed insured mapped photographed abandoned expanded leased fenced drained heated lit emptied
guarded catalogued filmed repaired replaced doubled halved praised mocked banned licensed taxed
audited sealed unearthed planted harvested rescued tagged counted weighed shipped imported copied
"""
ADJECTIVES = """
ancient narrow crooked splendid gloomy humid brittle fragrant noisy fragile stubborn generous rusty
transparent magnetic nocturnal edible hollow marble wooden copper velvet crimson turquoise
ambitious modest portable temporary circular frozen volcanic tropical rural medieval electric
"""
THINGS = """
barrels tickets lanterns bricks pupils patients sheep violins pigeons bicycles paintings windows
miles tonnes gallons chairs sacks coins letters maps mirrors ladders wagons kettles helmets ropes
bells buttons candles drums flutes gloves hammers kites marbles needles oars pillows quilts rafts
"""
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def headline(number: int) -> str:
    """The headline of article `number`; no two are alike."""
    if number == 0:
        return HEADLINE
    dice = _dice(number, "headline")
    return _filled("{Name} {verb} {adjective} {noun} in {Place}", dice) + f" ({number})"


def paragraphs(number: int) -> list[str]:
    """Five paragraphs about one invented event."""
    if number == 0:
        return [" ".join(paragraph.split()) for paragraph in ARTICLE.strip().split("\n\n")]
    dice = _dice(number, "text")
    return [
        " ".join(_filled(sentence, dice) for sentence in dice.sample(SENTENCES, 2))
        for _ in range(PARAGRAPHS)
    ]


def _dice(number: int, part: str) -> Random:
    return Random(f"{part} {number}")  # noqa: S311 - the same article whenever it is asked for


def _filled(sentence: str, dice: Random) -> str:
    """A sentence with each of its blanks filled by a word of its own."""
    blanks = {
        "{Name}": lambda: f"{_invented(dice)} {_invented(dice)}",
        "{Place}": lambda: _invented(dice),
        "{noun}": lambda: _one(NOUNS, dice),
        "{verb}": lambda: _one(VERBS, dice),
        "{adjective}": lambda: _one(ADJECTIVES, dice),
        "{things}": lambda: _one(THINGS, dice),
        "{day}": lambda: _one(DAYS, dice),
        "{number}": lambda: str(dice.randrange(12, 9_800)),
    }
    return _BLANK.sub(lambda blank: blanks[blank[0]](), sentence)


def _invented(dice: Random) -> str:
    return "".join(_one(SYLLABLES, dice) for _ in range(dice.randrange(2, 4))).capitalize()


def _one(words: str, dice: Random) -> str:
    return dice.choice(words.split())


def lay_out(
    stand: Newsstand,
    count: int,
    *,
    first: int = 0,
    feed: str = "/feed.xml",
    since: datetime = MONDAY,
    pages: bool = True,
) -> str:
    """Put a feed on the stand, with a page for each entry; the feed's address.

    Args:
        stand: Where it lies.
        count: How many entries it has.
        first: The number of the first article.
        feed: The feed's path.
        since: When article 0 was published; each further one a minute later.
        pages: Whether the pages are laid out.
    """
    items = []
    for number in range(first, first + count):
        path = f"/news/{number}.html"
        if pages:
            stand.page(path, page(number))
        published = format_datetime(since + timedelta(minutes=number))
        items.append(
            f"<item><title>{escape(headline(number))}</title><link>{stand.url(path)}</link>"
            f"<guid isPermaLink='false'>tag:alderhaven.example,{number}</guid>"
            f"<pubDate>{published}</pubDate>"
            f"<description>{escape(paragraphs(number)[0])}</description></item>"
        )
    document = (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
        f"<title>The Alderhaven Post</title><link>{stand.url('/')}</link>"
        f"<description>Invented</description><language>en</language>{''.join(items)}"
        "</channel></rss>"
    )
    return stand.feed(feed, document, etag=f'"{count}"')


def page(number: int) -> str:
    """The page of article `number`."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs(number))
    return (
        f"<html lang='en'><head><title>{escape(headline(number))} | The Alderhaven Post</title>"
        f"<meta name='author' content='Nora Quill'></head><body><article>"
        f"<h1>{escape(headline(number))}</h1>{body}</article></body></html>"
    )
