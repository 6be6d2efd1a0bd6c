"""Moderating: what a guild's moderators hide goes, and they correct what is theirs alone."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.errors import CardError, ChannelError, DelayError, Refusal
from bot.news import Actor, ArticleId, ChannelId, GuildId, StoryId
from bot.newsroom.moderating import Moderating
from tests.newsroom.outlets import COLLISION, Outlet
from tests.newsroom.wall import Office

GUILD, OTHER = GuildId(50), GuildId(60)
HERE, THERE, AWAY = ChannelId(51), ChannelId(52), ChannelId(61)
MONA, STRANGER = Actor(GUILD, 7), Actor(OTHER, 8)


@pytest.fixture
async def town() -> AsyncIterator[list[Outlet]]:
    """Outlets that tell one event, of which nothing is printed yet."""
    async with AsyncExitStack() as stack:
        names = ("Skerry Coast Broadcasting", "The Saltmere Courier")
        yield [await stack.enter_async_context(Outlet(name)) for name in names]


def moderating(office: Office) -> Moderating:
    """The room at hand."""
    return office.desk.bot.worker.newsroom.moderating


async def tell(
    office: Office, outlet: Outlet, number: int, channel: int = HERE, guild: int = GUILD
) -> None:
    """An outlet tells the event to a channel."""
    outlet.tell(COLLISION[number], ago=timedelta(minutes=10))
    await office.desk.poll(await office.desk.follow(outlet.feed, channel, guild=guild))


async def shown(office: Office, actor: Actor = MONA) -> StoryId:
    """The story that a guild is shown."""
    [(story_id, _)] = await moderating(office).offered(actor, "")
    return story_id


async def test_a_hidden_story_disappears_and_never_comes_back(
    office: Office, town: list[Outlet]
) -> None:
    await tell(office, town[0], 0)
    story = await shown(office)

    await moderating(office).hide(MONA, story)

    await office.desk.work()
    await tell(office, town[1], 1, THERE)
    assert len(office.wall.withdrawn) == 1
    assert office.wall.cards == {}
    assert (await office.desk.bot.storage.counts()).owed == 0


async def test_another_guild_still_sees_what_one_has_hidden(
    office: Office, town: list[Outlet]
) -> None:
    await tell(office, town[0], 0)
    story = await shown(office)

    await moderating(office).hide(MONA, story)

    await tell(office, town[1], 1, AWAY, OTHER)
    assert [card.story_id for card in office.wall.cards.values()] == [story]
    assert await shown(office, STRANGER) == story


async def test_a_withdrawal_that_fails_is_made_again(office: Office, town: list[Outlet]) -> None:
    await tell(office, town[0], 0)
    office.wall.troubles.append(DelayError("the line is dead"))

    await moderating(office).hide(MONA, await shown(office))

    await office.desk.work()
    before = dict(office.wall.cards)
    await office.desk.later(timedelta(minutes=1))
    assert len(before) == 1
    assert office.wall.cards == {}


async def test_a_card_that_cannot_be_taken_away_is_not_tried_for_ever(
    office: Office, town: list[Outlet]
) -> None:
    await tell(office, town[0], 0)
    office.wall.troubles.append(CardError("it is in an archived thread"))

    await moderating(office).hide(MONA, await shown(office))

    await office.desk.work()
    await office.desk.later(timedelta(hours=1))
    assert (len(office.wall.cards), office.wall.withdrawn) == (1, [])


async def test_a_channel_that_is_closed_gives_its_card_up_when_it_opens(
    office: Office, town: list[Outlet]
) -> None:
    await tell(office, town[0], 0)
    office.wall.troubles.append(ChannelError("it cannot be seen"))
    await moderating(office).hide(MONA, await shown(office))
    await office.desk.work()
    [wish] = await office.desk.bot.storage.subscriptions_in([HERE])

    await office.desk.bot.storage.open_channels([HERE])

    await office.desk.work()
    assert wish.closed_for == "it cannot be seen"
    assert office.wall.cards == {}


@pytest.mark.parametrize("lost", [True, False], ids=["it hangs there", "it does not"])
async def test_a_card_of_unknown_outcome_that_is_hidden_is_looked_for_and_never_posted_again(
    office: Office, town: list[Outlet], *, lost: bool
) -> None:
    office.wall.troubles, office.wall.lost = [DelayError("no answer")], lost
    town[0].tell(COLLISION[0], ago=timedelta(minutes=10))
    await office.desk.poll(await office.desk.follow(town[0].feed, HERE, guild=GUILD))
    [owed] = await office.desk.bot.storage.owed(HERE, office.desk.clock())
    assert owed.story_id is not None

    await moderating(office).hide(MONA, owed.story_id)

    await office.desk.later(timedelta(minutes=2))
    await office.desk.later(timedelta(minutes=6))
    counts = await office.desk.bot.storage.counts()
    assert (office.wall.cards, len(office.wall.withdrawn)) == ({}, int(lost))
    assert (counts.owed, counts.sent) == (0, 0)


async def test_a_guild_corrects_a_story_of_its_own(office: Office, town: list[Outlet]) -> None:
    await tell(office, town[0], 0)
    await tell(office, town[1], 1)
    story = await shown(office)
    articles = await moderating(office).articles(MONA, story)

    new = await moderating(office).split(MONA, articles[1][0])

    assert [name.partition(":")[0] for _, name in articles] == [each.name for each in town]
    assert await moderating(office).title(MONA, new) != await moderating(office).title(MONA, story)
    assert await moderating(office).merge(MONA, story, new) == story


@pytest.mark.parametrize("actor", [STRANGER, MONA], ids=["another guild", "nothing of that id"])
async def test_what_a_guild_does_not_know_is_refused(
    office: Office, town: list[Outlet], actor: Actor
) -> None:
    await tell(office, town[0], 0)
    story = await shown(office) if actor is STRANGER else StoryId(99)
    room = moderating(office)

    for attempt in (
        room.title(actor, story),
        room.articles(actor, story),
        room.hide(actor, story),
        room.merge(actor, story, story),
        room.call_unrelated(actor, story, story),
        room.split(actor, ArticleId(1 if actor is STRANGER else 99)),
    ):
        with pytest.raises(Refusal, match="story-unknown"):
            await attempt

    assert len(office.wall.cards) == 1
    assert await room.offered(STRANGER, "") == []
    assert not await room.unhide(actor, story)
