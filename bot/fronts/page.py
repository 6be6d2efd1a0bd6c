"""The cards as one page, newest first, as a channel on Discord would show them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from bot.fronts import looks, wording
from bot.fronts.answers import Thread
from bot.fronts.discord.answering import answers
from bot.fronts.discord.cards import jump, layout
from bot.fronts.discord.readers import sources
from bot.fronts.document import document, resource
from bot.fronts.looks import Author, Said, Scene, message_markup
from bot.fronts.looks.messages import EPHEMERAL
from bot.fronts.markup import Html, element, join
from bot.fronts.outside import NAME_LIMIT, line
from bot.fronts.words import words_for
from bot.news import (
    Answer,
    Asker,
    Card,
    ChannelId,
    MessageId,
    Question,
    QuestionId,
    Related,
    StoryId,
)

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
    element("span", "The cards as Discord shows them. Nothing here was sent anywhere."),
    element("a", "Back to the top", href="#"),
    class_="colophon",
)
PROOF = "What Sources answers"  # the button under a card
READER = Author("You")
HERE, ASKING = ChannelId(0), MessageId(0)  # of questions that stand on no Discord


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
        threads: Conversations, each shown under the cards of its story.
        title: The page's name.
    """
    newest = sorted(cards, key=lambda card: card.article.published_at, reverse=True)
    name = line(title, NAME_LIMIT)
    colophon = COLOPHON if cards else None
    body = join(SKIP, _masthead(newest, now, name), _main(newest, threads, now), colophon)
    return document(name, looks.style() + resource("page.css"), body)


def _masthead(cards: Sequence[Card], now: datetime, name: str) -> Html:
    outlets = len({wording.outlet(card.article) for card in cards})
    count = f"{wording.count(len(cards), 'card')} from {wording.count(outlets, 'outlet')}"
    made = f"Made at {wording.clock(now)}, times in {now.tzname() or 'local time'}"
    told = (wording.day(now), count if cards else "", made)
    facts = element("p", *(element("span", words) for words in told if words))
    return element("header", element("h1", name), facts, class_="masthead")


def _main(cards: Sequence[Card], threads: Sequence[Thread], now: datetime) -> Html:
    talk = {thread.story_id: thread for thread in threads}
    anchors = _anchors(cards)
    scene = Scene(now=now, places=_places(cards, anchors))
    days = groupby(
        zip(cards, anchors, strict=True),
        key=lambda pair: wording.day(pair[0].article.published_at.astimezone(now.tzinfo)),
    )
    sections = [_day(day, pairs, talk, scene) for day, pairs in days]
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


def _places(cards: Sequence[Card], anchors: Sequence[str]) -> dict[str, str]:
    """Where the messages that cards lead to stand on this page: a story at its newest card."""
    pairs = zip(reversed(cards), reversed(anchors), strict=True)
    stories = {card.story_id: f"#{anchor}" for card, anchor in pairs}
    return {
        jump(related.posted): stories[related.story_id]
        for card in cards
        for related in card.related
        if related.posted and related.story_id in stories
    }


def _day(
    day: str, pairs: Iterable[tuple[Card, str]], talk: Mapping[StoryId, Thread], scene: Scene
) -> Html:
    key = "day-" + day.replace(" ", "-").lower()
    messages = (
        message_markup(_said(card, anchor, talk.get(card.story_id), scene), scene)
        for card, anchor in pairs
    )
    return element("section", element("h2", day, id=key), *messages, aria_labelledby=key)


def _said(card: Card, anchor: str, thread: Thread | None, scene: Scene) -> Said:
    """The message that a card is, with what its Sources button answers and its thread."""
    related = tuple(_found(each, scene) for each in card.related)
    body, at = layout(replace(card, related=related)), card.article.published_at
    proof = {"embeds": sources.embeds(words_for(None), card), "flags": EPHEMERAL}
    said = Said(
        body,
        at,
        anchor=anchor,
        tongue=card.summary.language or card.article.language,
        proof=(PROOF, (Said(proof, at),)),
    )
    if thread is None:
        return said
    return replace(said, thread=_talk(thread, scene.now), thread_name=wording.headline(card))


def _found(related: Related, scene: Scene) -> Related:
    """What is related; what has no card on this page leads to its article."""
    is_here = related.posted is not None and jump(related.posted) in scene.places
    return related if is_here else replace(related, posted=None)


def _talk(thread: Thread, now: datetime) -> tuple[Said, ...]:
    """Each question and the messages of its answer, of which the first replies to it."""
    said: list[Said] = []
    for asked, answer in thread.turns:
        question = Said({"content": asked}, now, by=READER)
        first, *others = (Said(body, now) for body in _bodies(asked, answer, now))
        said += [question, replace(first, answers=question), *others]
    return tuple(said)


def _bodies(asked: str, answer: Answer, now: datetime) -> tuple[dict[str, Any], ...]:
    question = Question(
        id=QuestionId(0),
        text=asked,
        asker=Asker(""),
        channel_id=HERE,
        parent_id=HERE,
        message_id=ASKING,
        asked_at=now,
    )
    return answers.final(words_for(None), question, answer)
