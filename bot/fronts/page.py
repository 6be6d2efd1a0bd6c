"""The cards as one page, newest first: a front page of all that was read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from bot.fronts import wording
from bot.fronts.answers import Thread
from bot.fronts.document import document, resource
from bot.fronts.markup import Html, element, join
from bot.fronts.outside import NAME_LIMIT, line
from bot.fronts.page_card import card_markup
from bot.fronts.page_thread import thread_markup
from bot.fronts.wording import HUES
from bot.news import Card, StoryId

SKIP = element("a", "Skip to the news", href="#news", class_="skip")
EMPTY = element(
    "section",
    element("h2", "No cards yet"),
    element("p", "Newsdesk shows what feeds bring. Give it one, or a site that has one:"),
    element("pre", element("code", "newsdesk preview https://example.org/feed.xml")),
    element("p", "Or start it without any feed, and it reads the sample newsroom:"),
    element("pre", element("code", "newsdesk run")),
    class_="empty",
)
COLOPHON = element(
    "footer",
    element("span", "Points open on the sentences of the article that they rest on."),
    element("a", "Back to the top", href="#"),
    class_="colophon",
)

ROOMY = 2  # steps between two hues that nobody takes for one another


def render(
    cards: Sequence[Card],
    *,
    now: datetime,
    threads: Sequence[Thread] = (),
    title: str = "Newsdesk",
) -> str:
    """One HTML document, newest card on top, grouped by day.

    Args:
        cards: What to show, in any order.
        now: The present in the reader's own zone, in which times are told.
        threads: Conversations, each shown under the card of its story.
        title: The page's name.
    """
    newest = sorted(cards, key=lambda card: card.article.published_at, reverse=True)
    name = line(title, NAME_LIMIT)
    colophon = COLOPHON if cards else None
    body = join(SKIP, _masthead(newest, now, name), _main(newest, threads, now), colophon)
    return document(name, resource("page.css") + _hues(newest), body)


def _hues(cards: Iterable[Card]) -> str:
    """A rule for each outlet: its hue, by its name, so that it is known again on the next page.

    Where another outlet of this page has that hue or one beside it, the next roomy one is taken.
    """
    hues: dict[str, int] = {}
    for outlet in sorted({wording.outlet(card.article) for card in cards}):
        wished = wording.hue(outlet)
        wishes = [(wished + step) % HUES for step in range(HUES)]
        hues[outlet] = max(wishes, key=lambda wish: _room(wish, hues.values()))
    degrees = 360 // HUES
    return "".join(f".{outlet} {{ --hue: {hue * degrees}; }}\n" for outlet, hue in hues.items())


def _room(wish: int, taken: Iterable[int]) -> int:
    """Steps round the circle to the nearest hue taken; more than enough counts as enough."""
    return min(
        (min((wish - hue) % HUES, (hue - wish) % HUES, ROOMY) for hue in taken), default=ROOMY
    )


def _masthead(cards: Sequence[Card], now: datetime, name: str) -> Html:
    outlets = len({wording.outlet(card.article) for card in cards})
    count = f"{wording.count(len(cards), 'card')} from {wording.count(outlets, 'outlet')}"
    made = f"Made at {wording.clock(now)}, times in {now.tzname() or 'local time'}"
    told = (wording.day(now), count if cards else "", made)
    facts = element("p", *(element("span", words) for words in told if words))
    return element("header", element("h1", name), facts, class_="masthead")


def _main(cards: Sequence[Card], threads: Sequence[Thread], now: datetime) -> Html:
    anchors = _anchors(cards)
    # The newest card of a story is where it is found.
    places = {
        card.story_id: anchor for card, anchor in zip(cards[::-1], anchors[::-1], strict=True)
    }
    days = groupby(
        zip(cards, anchors, strict=True),
        key=lambda pair: wording.day(pair[0].article.published_at.astimezone(now.tzinfo)),
    )
    talk = {thread.story_id: thread_markup(thread) for thread in threads}
    sections = [_day(day, list(pairs), places, talk, now) for day, pairs in days]
    return element("main", *(sections or [EMPTY]), id="news", tabindex="-1")


def _anchors(cards: Iterable[Card]) -> list[str]:
    """An id for each card that stays the same on every page, and is unique on this one."""
    seen: Counter[str] = Counter()
    anchors = []
    for card in cards:
        key = f"{card.feed_url}\n{card.entry_id}".encode(errors="replace")
        anchor = f"card-{sha256(key).hexdigest()[:12]}"
        seen[anchor] += 1
        anchors.append(anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}")
    return anchors


def _day(
    day: str,
    pairs: Iterable[tuple[Card, str]],
    places: Mapping[StoryId, str],
    talk: Mapping[StoryId, Html],
    now: datetime,
) -> Html:
    key = "day-" + day.replace(" ", "-").lower()
    cards = (
        card_markup(card, anchor, places, now, thread=talk.get(card.story_id))
        for card, anchor in pairs
    )
    return element("section", element("h2", day, id=key), *cards, aria_labelledby=key)
