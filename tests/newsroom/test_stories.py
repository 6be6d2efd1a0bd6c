"""One event, one card: several outlets, real feeds, a real database, and moderators' decisions."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.news import HERE as ADMIN
from bot.news import Amendment, Card, ChannelId, StoryId
from bot.storage.conditions import COLLECTED, LIFE, REST
from tests.model.scribe import scribe
from tests.model.server import ScriptedModel
from tests.newsroom.desk import Desk, open_desk
from tests.newsroom.outlets import COLLISION, Outlet

BROADCAST, COURIER, LEDGER = COLLISION
DAYS = timedelta(hours=75)  # too long ago for an article to join what was told then
HERE, THERE = ChannelId(1), ChannelId(2)
ARREST = (
    "Captain of freighter Margit Oll arrested after Lantern Bridge collision in Saltmere",
    "Police have arrested the captain of the freighter Margit Oll that ran into Lantern Bridge.",
    "A blood sample showed 1.9 per mille of alcohol, prosecutor Edda Kroneval said in Saltmere.",
    "Kroneval told reporters that the captain faces up to five years in prison for drunkenness.",
    "The pilot on board, who had joined the ship at the mouth of the Wend, was released.",
    "Lantern Bridge stays closed to trams, cars and people on foot, the coastguard said.",
    "The shipping company Tiedsen & Voort has suspended the captain from his duties.",
)
RETRACTION = "Retraction: this report has been withdrawn. No freighter came near the bridge."


@pytest.fixture
async def town() -> AsyncIterator[list[Outlet]]:
    """Three outlets that have printed nothing yet."""
    async with AsyncExitStack() as stack:
        names = ("Skerry Coast Broadcasting", "The Saltmere Courier", "Ledger Wire")
        yield [await stack.enter_async_context(Outlet(name)) for name in names]


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel().always(scribe()) as model:
        yield model


async def tell_collision(
    desk: Desk, town: list[Outlet], channel: int, *, ago: timedelta = timedelta(minutes=10)
) -> None:
    """The event, told by one outlet after the other, to a channel that follows them all."""
    for outlet, slug in zip(town, COLLISION, strict=True):
        outlet.tell(slug, ago=ago)
        await desk.poll(await desk.follow(outlet.feed, channel))


async def tell_what_followed(desk: Desk, town: list[Outlet], channel: int) -> Card:
    """What came of the event days later, told by one of the outlets."""
    town[1].tell("margit-oll-steering-alarm", ago=timedelta())
    await desk.poll(await desk.follow(town[1].feed, channel))
    return desk.cards[-1]


def outlets(card: Card) -> list[str]:
    """The outlets on a card, the leading one first."""
    return [card.article.source, *(telling.source for telling in card.also)]


def names(town: list[Outlet]) -> list[str]:
    return [outlet.name for outlet in town]


# --- One event, one card ---


async def test_an_event_that_three_outlets_tell_is_one_card_that_names_all_three(
    database_url: str, town: list[Outlet]
) -> None:
    async with open_desk(database_url, everywhere=True) as desk:
        await tell_collision(desk, town, HERE)
        told_at_first = outlets(desk.cards[0])

        await desk.later(COLLECTED)

        counts = await desk.bot.storage.counts()
    assert told_at_first == names(town)[:1]
    assert [outlets(card) for card in desk.cards] == [names(town)]
    assert (counts.stories, counts.articles, counts.sent, counts.joined) == (1, 3, 1, 2)


async def test_each_channel_is_led_by_the_outlet_that_it_follows(
    database_url: str, town: list[Outlet]
) -> None:
    broadcast, courier, _ledger = town
    async with open_desk(database_url, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        await desk.poll(await desk.follow(broadcast.feed, HERE))
        courier.tell(COURIER)
        await desk.poll(await desk.follow(courier.feed, THERE))

        await desk.later(COLLECTED)

    assert [outlets(card) for card in desk.cards] == [
        [broadcast.name, courier.name],
        [courier.name, broadcast.name],
    ]
    assert len({card.story_id for card in desk.cards}) == 1


async def test_outlets_that_come_at_once_are_collected_in_one_edit(
    sqlite_url: str, town: list[Outlet]
) -> None:
    async with open_desk(sqlite_url, everywhere=True) as desk:
        await tell_collision(desk, town, HERE)

        await desk.later(COLLECTED)

        await desk.later(COLLECTED)
    assert edits(desk) == 1


async def test_a_card_that_was_edited_rests(sqlite_url: str, town: list[Outlet]) -> None:
    broadcast, courier, ledger = town
    async with open_desk(sqlite_url, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        await desk.poll(await desk.follow(broadcast.feed, HERE))
        courier.tell(COURIER)
        await desk.poll(await desk.follow(courier.feed, HERE))
        await desk.later(COLLECTED)
        ledger.tell(LEDGER)
        await desk.poll(await desk.follow(ledger.feed, HERE))

        await desk.later(COLLECTED)
        rested = edits(desk)
        await desk.later(REST)

    assert (rested, edits(desk)) == (1, 2)
    assert outlets(desk.cards[0]) == names(town)


async def test_an_article_that_comes_when_the_card_has_scrolled_away_has_a_card_of_its_own(
    sqlite_url: str, town: list[Outlet]
) -> None:
    broadcast, courier, _ledger = town
    async with open_desk(sqlite_url, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        await desk.poll(await desk.follow(broadcast.feed, HERE))
        desk.clock.ahead += LIFE
        courier.tell(COURIER)

        await desk.poll(await desk.follow(courier.feed, HERE))

    assert [card.article.source for card in desk.cards] == [broadcast.name, courier.name]


# --- One summary ---


async def test_a_story_is_summarised_once_for_all_who_show_it(
    sqlite_url: str, town: list[Outlet], model: ScriptedModel
) -> None:
    broadcast, _courier, _ledger = town
    async with open_desk(sqlite_url, model=model, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        feeds = [await desk.follow(broadcast.feed, number, guild=number) for number in range(1, 9)]

        await desk.poll(feeds[0])

    assert len(model.prompts) == 1
    assert len({card.summary_id for card in desk.cards}) == 1


async def test_a_new_fact_is_a_new_version_of_the_story_and_changes_its_card(
    database_url: str, town: list[Outlet], model: ScriptedModel
) -> None:
    broadcast, courier, _ledger = town
    async with open_desk(database_url, model=model, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        await desk.poll(await desk.follow(broadcast.feed, HERE))
        courier.tell(COURIER, title=ARREST[0], paragraphs=ARREST[1:])
        await desk.poll(await desk.follow(courier.feed, HERE))
        asked_at_once = len(model.prompts)

        await desk.later(REST)

    [card] = desk.cards
    assert (asked_at_once, len(model.prompts)) == (1, 2)
    assert card.version == 2
    assert {e.article_id for point in card.summary.points for e in point.evidence} <= {
        card.article_id,
        *(telling.article_id for telling in card.also),
    }


async def test_what_says_nothing_new_costs_no_question(
    sqlite_url: str, town: list[Outlet], model: ScriptedModel
) -> None:
    broadcast, courier, _ledger = town
    async with open_desk(sqlite_url, model=model, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        await desk.poll(await desk.follow(broadcast.feed, HERE))
        copied = broadcast.copies[BROADCAST].paragraphs
        courier.tell(COURIER, title="Ship hits Lantern Bridge in fog", paragraphs=copied)
        await desk.poll(await desk.follow(courier.feed, HERE))

        await desk.later(REST)

    assert len(model.prompts) == 1
    assert outlets(desk.cards[0]) == [broadcast.name, courier.name]


# --- An outlet changes its mind ---


async def test_an_outlet_that_edits_its_headline_stays_in_its_story(
    database_url: str, town: list[Outlet]
) -> None:
    broadcast, _courier, _ledger = town
    async with open_desk(database_url, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        feed_id = await desk.follow(broadcast.feed, HERE)
        await desk.poll(feed_id)
        broadcast.tell(BROADCAST, title="Saltmere bridge shut after ship strikes pier")
        await desk.poll(feed_id)

        await desk.later(REST)

        counts = await desk.bot.storage.counts()
    [card] = desk.cards
    assert card.summary.headline == "Saltmere bridge shut after ship strikes pier"
    assert (counts.stories, counts.sent) == (1, 1)


async def test_a_retraction_takes_the_place_of_what_was_said(
    database_url: str, town: list[Outlet]
) -> None:
    broadcast, _courier, _ledger = town
    async with open_desk(database_url, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        feed_id = await desk.follow(broadcast.feed, HERE)
        await desk.poll(feed_id)
        printed = broadcast.copies[BROADCAST].paragraphs
        broadcast.tell(BROADCAST, paragraphs=[RETRACTION, *printed])
        await desk.poll(feed_id)

        await desk.later(REST)

    [card] = desk.cards
    assert card.article.notice is not None
    assert card.article.notice.amendment is Amendment.RETRACTED
    assert card.summary.points == ()
    assert RETRACTION.startswith(card.article.notice.words[:20])


# --- Related stories ---


async def test_what_comes_after_links_to_the_story_and_to_no_article_of_its_own(
    database_url: str, town: list[Outlet]
) -> None:
    async with open_desk(database_url, everywhere=True) as desk:
        await tell_collision(desk, town, HERE, ago=DAYS)

        follow_up = await tell_what_followed(desk, town, HERE)

    [link] = follow_up.related
    assert link.story_id == desk.cards[0].story_id != follow_up.story_id
    assert link.posted is not None
    assert link.posted.channel_id == HERE


# --- Moderators ---


async def test_an_article_that_is_split_off_gets_a_card_and_never_comes_back(
    database_url: str, town: list[Outlet]
) -> None:
    async with open_desk(database_url, everywhere=True) as desk:
        await tell_collision(desk, town, HERE)
        await desk.later(COLLECTED)
        telling = desk.cards[0].also[0]

        new = await desk.bot.worker.newsroom.moderating.split(ADMIN, telling.article_id)

        await desk.later(REST)
    first, second = desk.cards
    assert outlets(first) == [town[0].name, town[2].name]
    assert (outlets(second), second.story_id) == ([town[1].name], new)


async def test_stories_that_are_merged_are_one_story_whose_cards_name_all(
    database_url: str, town: list[Outlet]
) -> None:
    broadcast, courier, _ledger = town
    async with open_desk(database_url, everywhere=True) as desk:
        broadcast.tell(BROADCAST)
        await desk.poll(await desk.follow(broadcast.feed, HERE))
        courier.tell("hollin-village-shop")
        await desk.poll(await desk.follow(courier.feed, THERE))
        first, second = (card.story_id for card in desk.cards)

        stays = await desk.bot.worker.newsroom.moderating.merge(ADMIN, second, first)

        await desk.later(REST)
    assert {card.story_id for card in desk.cards} == {stays} <= {first, second}
    assert [sorted(outlets(card)) for card in desk.cards] == [sorted(names(town[:2]))] * 2


async def test_stories_that_are_called_unrelated_are_linked_no_more(
    database_url: str, town: list[Outlet]
) -> None:
    async with open_desk(database_url, everywhere=True) as desk:
        await tell_collision(desk, town, HERE, ago=DAYS)
        follow_up = await tell_what_followed(desk, town, HERE)
        linked = [each.story_id for each in follow_up.related]

        await desk.bot.worker.newsroom.moderating.call_unrelated(
            ADMIN, follow_up.story_id, desk.cards[0].story_id
        )

        await desk.later(REST)
    assert linked == [desk.cards[0].story_id]
    assert desk.cards[-1].related == ()


async def test_what_cannot_be_done_is_done_to_nothing(sqlite_url: str, town: list[Outlet]) -> None:
    async with open_desk(sqlite_url, everywhere=True) as desk:
        town[0].tell(BROADCAST)
        await desk.poll(await desk.follow(town[0].feed, HERE))
        [card], moderating = desk.cards, desk.bot.worker.newsroom.moderating
        assert card.article_id is not None

        with pytest.raises(Refusal, match="story-alone"):
            await moderating.split(ADMIN, card.article_id)
        with pytest.raises(Refusal, match="story-unknown"):
            await moderating.merge(ADMIN, card.story_id, StoryId(999))
        alone = await moderating.merge(ADMIN, card.story_id, card.story_id)

    assert alone == card.story_id


def edits(desk: Desk) -> int:
    """How many cards were edited so far."""
    shown = desk.meters.text().decode().splitlines()
    [line] = [each for each in shown if each.startswith('newsdesk_edits_total{outcome="edited"}')]
    return int(float(line.rpartition(" ")[2]))
