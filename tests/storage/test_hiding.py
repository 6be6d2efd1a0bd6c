"""Hiding: nothing more of a story is posted in a guild, and its cards go, whatever is under way."""

from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.news import (
    HERE,
    Actor,
    ChannelId,
    DeliveryState,
    Gist,
    GuildId,
    Happening,
    MessageId,
    Receipt,
    StoryId,
)
from bot.storage import Storage
from bot.storage.tables import deliveries, steps
from tests.storage.outlets import Place, post, same, tell, write
from tests.storage.samples import CHANNEL, GUILD, NOW, OTHER_CHANNEL, begin

MONA = Actor(GUILD, 7)
ELSEWHERE: Place = (ChannelId(900), GuildId(901))
BOTH: tuple[Place, ...] = ((CHANNEL, GUILD), (OTHER_CHANNEL, GUILD))
BOTH_GUILDS: tuple[Place, ...] = ((CHANNEL, GUILD), ELSEWHERE)
LATER = NOW + timedelta(minutes=30)
GIST = Gist(weights={"ferry": 2.5}, articles=2, breadth=9.5, first_at=NOW, last_at=NOW)


async def states(storage: Storage) -> list[DeliveryState]:
    """The state of each delivery, the oldest first."""
    async with storage._database.reading() as connection:
        rows = await connection.execute(deliveries.select().order_by(deliveries.c.id))
        return [DeliveryState(row.state) for row in rows]


async def noted(storage: Storage) -> list[tuple[int, dict[str, object]]]:
    """Where and how stories were hidden, as it is noted."""
    hiding = steps.select().where(steps.c.what == Happening.HIDDEN.value).order_by(steps.c.id)
    async with storage._database.reading() as connection:
        return [(row.channel_id, row.facts) for row in await connection.execute(hiding)]


async def test_a_hidden_storys_card_is_to_disappear_and_none_is_posted(storage: Storage) -> None:
    told = await tell(storage, 1, to=BOTH)
    await write(storage, told.story_id)
    card = await post(storage)

    channels = await storage.hide(MONA, told.story_id, now=LATER)

    [going] = await storage.withdrawals_owed(CHANNEL, LATER)
    assert channels == [CHANNEL]
    assert (going.id, going.message_id, going.followed) == (card, 1_000 + card, True)
    assert await states(storage) == [DeliveryState.HIDING, DeliveryState.HIDDEN]
    assert await storage.channels_owed(LATER) == [CHANNEL]
    assert await storage.owed(OTHER_CHANNEL, LATER) == []
    assert sorted(noted[0] for noted in await noted(storage)) == [CHANNEL, OTHER_CHANNEL]


async def test_a_withdrawn_card_is_owed_no_more(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    card = await post(storage)
    await storage.hide(MONA, told.story_id, now=LATER)

    done = await storage.mark_withdrawn(card, now=LATER)

    assert done
    assert await states(storage) == [DeliveryState.HIDDEN]
    assert await storage.channels_owed(LATER) == []
    assert not await storage.mark_withdrawn(card, now=LATER)


async def test_a_card_that_has_to_stay_says_why(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    card = await post(storage)
    await storage.hide(MONA, told.story_id, now=LATER)

    await storage.mark_withdrawn(card, now=LATER, problem="it is archived")

    assert await noted(storage) == [(CHANNEL, {}), (CHANNEL, {"problem": "it is archived"})]


async def test_a_withdrawal_that_failed_is_due_again_when_its_time_comes(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    card = await post(storage)
    await storage.hide(MONA, told.story_id, now=LATER)
    then = LATER + timedelta(minutes=2)

    await storage.put_off_withdrawal(card, due_at=then, error="too slow", now=LATER)

    assert await storage.withdrawals_owed(CHANNEL, LATER) == []
    assert await storage.channels_due_again(LATER, then) == [CHANNEL]
    [going] = await storage.withdrawals_owed(CHANNEL, then)
    assert going.attempts == 1


async def test_an_old_card_disappears_too(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    await post(storage)
    years = NOW + timedelta(days=800)

    await storage.hide(MONA, told.story_id, now=years)

    assert len(await storage.withdrawals_owed(CHANNEL, years)) == 1


async def test_another_guild_keeps_its_card(storage: Storage) -> None:
    told = await tell(storage, 1, to=((CHANNEL, GUILD), ELSEWHERE))
    await write(storage, told.story_id)
    await post(storage)
    await post(storage, ELSEWHERE[0])

    await storage.hide(MONA, told.story_id, now=LATER)

    assert sorted(await states(storage)) == [DeliveryState.HIDING, DeliveryState.SENT]
    assert await storage.withdrawals_owed(ELSEWHERE[0], LATER) == []


async def test_what_comes_later_of_a_hidden_story_is_known_as_hidden(storage: Storage) -> None:
    first = await tell(storage, 1)
    await storage.hide(MONA, first.story_id, now=LATER)
    await tell(storage, 2, same(first), to=((CHANNEL, GUILD), ELSEWHERE))

    here = await storage.owed(CHANNEL, LATER)
    there = await storage.owed(ELSEWHERE[0], LATER)

    assert [each.hidden for each in here] == [True]
    assert [each.hidden for each in there] == [False]
    assert await storage.mark_hidden(here[0].id, now=LATER)
    assert await storage.owed(CHANNEL, LATER) == []


async def test_a_story_stays_hidden_when_it_becomes_part_of_another(storage: Storage) -> None:
    one, other = await tell(storage, 1), await tell(storage, 2)
    await storage.hide(MONA, other.story_id, now=LATER)
    as_of = await storage.turn()

    await storage.merge(one.story_id, other.story_id, gist=GIST, as_of=as_of, now=LATER)

    assert [each.hidden for each in await storage.owed(CHANNEL, LATER)] == [True]


async def test_a_card_that_is_under_way_is_withdrawn_once_it_is_there(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    [owed] = await storage.owed(CHANNEL, NOW)
    await begin(storage, owed)
    await storage.hide(MONA, told.story_id, now=LATER)

    await storage.mark_sent(owed.id, Receipt(MessageId(77), LATER))

    [going] = await storage.withdrawals_owed(CHANNEL, LATER)
    assert going.message_id == MessageId(77)


async def test_hiding_twice_is_one_change_in_the_audit(storage: Storage) -> None:
    told = await tell(storage, 1)

    for _ in range(2):
        await storage.hide(MONA, told.story_id, now=LATER)

    [change] = await storage.changes(MONA, limit=9)
    assert (change.what, change.about, change.person) == ("story-hidden", "Ferry sails again", 7)
    assert change.after == {"story": told.story_id}


async def test_what_is_shown_again_posts_nothing_that_was_gone(storage: Storage) -> None:
    first = await tell(storage, 1)
    await storage.hide(MONA, first.story_id, now=LATER)

    shown = await storage.unhide(MONA, first.story_id, now=LATER)

    assert shown
    assert await states(storage) == [DeliveryState.HIDDEN]
    await tell(storage, 2, same(first))
    assert [each.hidden for each in await storage.owed(CHANNEL, LATER)] == [False]
    assert [each.what for each in await storage.changes(MONA, limit=1)] == ["story-unhidden"]
    assert not await storage.unhide(MONA, first.story_id, now=LATER)


async def test_what_a_guild_has_hidden_is_listed_for_it_by_its_present_name(
    storage: Storage,
) -> None:
    first, second = await tell(storage, 1), await tell(storage, 2)
    for number, told in enumerate((first, second)):
        await storage.hide(MONA, told.story_id, now=LATER + timedelta(minutes=number))
    titles = {each.story_id: each.article.title for each in (first, second)}

    listed = await storage.stories_hidden(MONA, "", limit=10)
    named = await storage.stories_hidden(MONA, titles[first.story_id].upper(), limit=10)
    await storage.merge(
        first.story_id, second.story_id, gist=GIST, as_of=await storage.turn(), now=LATER
    )
    joined = await storage.stories_hidden(MONA, "", limit=10)

    assert listed == [(each.story_id, titles[each.story_id]) for each in (second, first)]
    assert (first.story_id, titles[first.story_id]) in named
    assert [story_id for story_id, _ in joined] == [first.story_id]
    assert await storage.stories_hidden(Actor(ELSEWHERE[1], 8), "", limit=10) == []
    assert len(await storage.stories_hidden(MONA, "", limit=1)) == 1


@pytest.mark.parametrize(
    ("actor", "story", "name"),
    [
        (Actor(ELSEWHERE[1], 8), 1, "story-unknown"),
        (MONA, 99, "story-unknown"),
        (HERE, 1, "story-hide-where"),
    ],
)
async def test_a_story_that_a_guild_is_not_shown_is_unknown_to_it(
    storage: Storage, actor: Actor, story: int, name: str
) -> None:
    await tell(storage, 1)

    with pytest.raises(Refusal) as refused:
        await storage.hide(actor, StoryId(story), now=LATER)

    assert refused.value.name == name
    assert await states(storage) == [DeliveryState.OWED]


async def test_a_card_is_hidden_in_a_channel_that_follows_nothing_any_more(
    storage: Storage,
) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    await post(storage)
    for wish in await storage.subscriptions():
        await storage.unfollow(HERE, wish.id, now=NOW)

    channels = await storage.hide(MONA, told.story_id, now=LATER, besides=[CHANNEL])

    [going] = await storage.withdrawals_owed(CHANNEL, LATER)
    assert channels == [CHANNEL]
    assert not going.followed


@pytest.mark.parametrize("merged", [False, True])
async def test_answers_there_are_not_taken_from_a_hidden_story(
    storage: Storage, *, merged: bool
) -> None:
    told, other = [await tell(storage, number, to=BOTH_GUILDS) for number in (1, 2)]
    await storage.hide(MONA, told.story_id, now=LATER)
    if merged:
        as_of = await storage.turn()
        await storage.merge(other.story_id, told.story_id, gist=GIST, as_of=as_of, now=LATER)

    here, there = [
        (
            {each.article_id for each in await storage.sources_of(told.story_id, audible=[place])},
            {
                each.article_id
                for each in await storage.sources_about(["ferry"], audible=[place], limit=9)
            },
        )
        for place, _ in BOTH_GUILDS
    ]

    assert here == (set(), set() if merged else {other.id})
    assert there == ({told.id, other.id} if merged else {told.id}, {told.id, other.id})
