"""Rehearsing: a followed feed's newest entry goes the whole way, and nobody sees it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.app import utc_now
from bot.fronts.local import SCREEN
from bot.news import (
    HERE,
    Article,
    Assignment,
    Counts,
    Entry,
    FilterId,
    FilterKind,
    Following,
    Guild,
    GuildId,
    Happening,
    Manner,
    StoryId,
    Style,
    Subscription,
    Summaries,
    Summary,
    Verdict,
)
from bot.newsroom.rehearsing import Rehearsal, Rehearsing
from bot.newsroom.sampling import EMPTY, Sampling
from bot.storage.sifting import UNFILTERED, Ruling
from tests.fiction import headline, lay_out
from tests.newsroom.desk import Desk, open_desk
from tests.newsstand.stand import Newsstand

HOUSE = Assignment()
KEPT = Ruling(Verdict(passes=False, by=FilterId(7)), FilterKind.NEVER, "title:depot")
UNDECIDED = Ruling(Verdict(passes=None, by=FilterId(7)), FilterKind.NEVER, "topic:sport")
BY_A_MODEL = Summary(headline="A depot is built", labels=("transport",), writer="scribe")


@dataclass
class Moderator:
    """Who tests a feed, with what the filters and the store say to it.

    Attributes:
        desk: Where the feed is followed.
        ruling: What the filters say.
        written: The summaries that are stored, by their assignment.
        judged: What the filters were asked.
    """

    desk: Desk
    ruling: Ruling = UNFILTERED
    written: dict[Assignment, Summary] = field(default_factory=dict)
    judged: list[tuple[str, frozenset[str] | None]] = field(default_factory=list)

    async def test(self, following: Following) -> Rehearsal:
        """What would become of the newest entry now."""
        newsroom = self.desk.bot.worker.newsroom
        rehearsing = Rehearsing(
            sampling=Sampling(looking=self.desk.bot.looking, clock=utc_now, house=HOUSE),
            storage=self.desk.bot.storage,
            counts=newsroom.delivering.counts,
            judge=self._judge,
            stored=self._stored,
        )
        return await rehearsing.test(following)

    async def _judge(
        self, wish: Subscription, entry: Entry, article: Article, topics: frozenset[str] | None
    ) -> Ruling:
        del wish, article
        self.judged.append((entry.title, topics))
        return self.ruling

    async def _stored(self, story_id: StoryId, assignment: Assignment) -> Summary | None:
        assert story_id
        return self.written.get(assignment)


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    async with open_desk(sqlite_url) as desk:
        yield desk


@pytest.fixture
async def stored_desk(database_url: str) -> AsyncIterator[Desk]:
    """A desk for what looks into the store: on each database."""
    async with open_desk(database_url) as desk:
        yield desk


async def following(desk: Desk, url: str, *, guild: int | None = None) -> Following:
    feed_id = await desk.follow(url, guild=guild)
    (subscription,) = await desk.bot.storage.subscriptions(feed_id)
    return Following(subscription=subscription, feed=await desk.feed(feed_id))


def happened(rehearsal: Rehearsal) -> list[Happening]:
    return [step.what for step in rehearsal.steps]


async def counted(desk: Desk) -> Counts:
    return await desk.bot.storage.counts()


async def test_the_newest_entry_goes_the_whole_way_and_leaves_no_trace(
    desk: Desk, stand: Newsstand
) -> None:
    followed = await following(desk, lay_out(stand, 3))
    before = await counted(desk)

    rehearsal = await Moderator(desk).test(followed)

    assert happened(rehearsal) == [
        Happening.FOUND,
        Happening.OWED,
        Happening.READ,
        Happening.PLACED,
        Happening.WRITTEN,
    ]
    assert rehearsal.card is not None
    assert rehearsal.card.article.title == headline(2)
    assert rehearsal.is_posted
    assert rehearsal.entry_id is None
    assert await counted(desk) == before
    assert desk.cards == []


async def test_the_facts_are_plain_words_and_numbers(desk: Desk, stand: Newsstand) -> None:
    followed = await following(desk, lay_out(stand, 1))

    rehearsal = await Moderator(desk).test(followed)

    facts = {step.what: dict(step.facts) for step in rehearsal.steps}
    assert facts[Happening.READ]["basis"] == "full text"
    assert facts[Happening.READ]["words"] in range(100, 300)
    assert facts[Happening.PLACED]["fit"] == 0
    assert facts[Happening.WRITTEN]["writer"] == "extractive"
    assert {type(fact) for each in facts.values() for fact in each.values()} == {str, int}


async def test_an_entry_that_is_stored_is_known_again(desk: Desk, stand: Newsstand) -> None:
    followed = await following(desk, lay_out(stand, 1))
    await desk.poll(followed.feed.id)

    rehearsal = await Moderator(desk).test(followed)

    assert rehearsal.card is not None
    assert rehearsal.entry_id is not None
    assert rehearsal.card.story_id == desk.cards[0].story_id
    assert rehearsal.is_posted


async def test_a_stored_summary_is_shown_and_its_topics_are_judged(
    stored_desk: Desk, stand: Newsstand
) -> None:
    followed = await following(stored_desk, lay_out(stand, 1))
    await stored_desk.poll(followed.feed.id)
    moderator = Moderator(stored_desk, written={HOUSE: BY_A_MODEL})

    rehearsal = await moderator.test(followed)

    assert rehearsal.card is not None
    assert rehearsal.card.summary == BY_A_MODEL
    assert rehearsal.card.article == stored_desk.cards[0].article
    assert moderator.judged == [(headline(0), frozenset({"transport"}))]


async def test_what_a_filter_keeps_back_names_the_filter(desk: Desk, stand: Newsstand) -> None:
    followed = await following(desk, lay_out(stand, 1))
    moderator = Moderator(desk, KEPT)

    rehearsal = await moderator.test(followed)

    (step,) = [each for each in rehearsal.steps if each.what is Happening.FILTERED]
    assert dict(step.facts) == {"filter": 7, "rule": "title:depot", "kind": "never"}
    assert step.channel_id == SCREEN
    assert rehearsal.card is not None
    assert not rehearsal.is_posted


async def test_a_filter_that_waits_for_topics_puts_the_entry_off(
    desk: Desk, stand: Newsstand
) -> None:
    followed = await following(desk, lay_out(stand, 1))
    moderator = Moderator(desk, UNDECIDED)

    rehearsal = await moderator.test(followed)

    assert Happening.PUT_OFF in happened(rehearsal)
    assert moderator.judged == [(headline(0), None)]
    assert not rehearsal.is_posted


async def test_a_paused_feed_and_a_closed_channel_are_told(desk: Desk, stand: Newsstand) -> None:
    followed = await following(desk, lay_out(stand, 1))
    wish = replace(followed.subscription, paused_at=utc_now(), closed_for="no permission")

    rehearsal = await Moderator(desk).test(replace(followed, subscription=wish))

    assert Happening.PAUSED in happened(rehearsal)
    assert Happening.OWED not in happened(rehearsal)
    assert rehearsal.steps[-1].what is Happening.CLOSED
    assert dict(rehearsal.steps[-1].facts) == {"problem": "no permission"}
    assert not rehearsal.is_posted


async def test_an_article_that_another_card_of_the_channel_tells_joins_it(
    stored_desk: Desk, stand: Newsstand
) -> None:
    await stored_desk.show(lay_out(stand, 1))
    async with Newsstand() as other:
        followed = await following(stored_desk, lay_out(other, 1))

        rehearsal = await Moderator(stored_desk).test(followed)

    assert Happening.JOINED in happened(rehearsal)
    (placed,) = [each for each in rehearsal.steps if each.what is Happening.PLACED]
    assert placed.facts["why"]
    assert not rehearsal.is_posted


async def test_a_channel_without_summaries_is_shown_none(desk: Desk, stand: Newsstand) -> None:
    followed = await following(desk, lay_out(stand, 1))
    manner = Manner(summaries=Summaries.OFF)
    wish = replace(followed.subscription, manner=manner)

    rehearsal = await Moderator(desk).test(replace(followed, subscription=wish))

    assert rehearsal.card is not None
    assert rehearsal.card.summary.points == ()
    assert rehearsal.card.manner == manner


async def test_only_the_summary_that_the_channel_wishes_for_is_taken(
    desk: Desk, stand: Newsstand
) -> None:
    followed = await following(desk, lay_out(stand, 1))
    await desk.poll(followed.feed.id)
    moderator = Moderator(desk, written={Assignment(Style.BRIEF): BY_A_MODEL})

    rehearsal = await moderator.test(followed)

    assert rehearsal.card is not None
    assert rehearsal.card.summary.writer == "extractive"


@pytest.mark.parametrize(
    ("wishes", "wanted"),
    [
        ({}, Assignment(Style.BRIEF, "de")),
        ({"style": Style.DETAILED}, Assignment(Style.DETAILED, "de")),
        ({"language": "fr"}, Assignment(Style.BRIEF, "fr")),
        ({"language": ""}, Assignment(Style.BRIEF)),
    ],
)
async def test_what_a_channel_leaves_open_its_guild_has_set(
    desk: Desk, stand: Newsstand, wishes: dict[str, Any], wanted: Assignment
) -> None:
    followed = await following(desk, lay_out(stand, 1), guild=5)
    guild = Guild(id=GuildId(5), style=Style.BRIEF, language="de")
    await desk.bot.storage.change_guild(HERE, guild.id, lambda _: guild, now=utc_now())
    await desk.poll(followed.feed.id)
    wish = replace(followed.subscription, **wishes)
    moderator = Moderator(desk, written={wanted: BY_A_MODEL})

    rehearsal = await moderator.test(replace(followed, subscription=wish))

    assert rehearsal.card is not None
    assert rehearsal.card.summary == BY_A_MODEL


async def test_a_feed_that_cannot_be_read_says_why(desk: Desk, stand: Newsstand) -> None:
    followed = await following(desk, stand.page("/feed.xml", "no", status=404))

    rehearsal = await Moderator(desk).test(followed)

    assert happened(rehearsal) == [Happening.FAILED]
    assert dict(rehearsal.steps[0].facts) == {"problem": "answered 404 Not Found"}
    assert (rehearsal.card, rehearsal.reason) == (None, "source-missing")
    assert rehearsal.error is not None
    assert not rehearsal.is_posted


async def test_an_empty_feed_has_nothing_to_test(desk: Desk, stand: Newsstand) -> None:
    empty = "<rss version='2.0'><channel><title>Empty</title></channel></rss>"
    followed = await following(desk, stand.feed("/feed.xml", empty))

    rehearsal = await Moderator(desk).test(followed)

    assert rehearsal == Rehearsal(reason=EMPTY)
