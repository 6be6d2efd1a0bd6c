"""What somebody finds again: only what the channels that they can see have shown."""

from datetime import timedelta

import pytest

from bot.errors import UsageError
from bot.news import ChannelId, GuildId
from bot.newsroom.searching import ON_PAGE, RECENT, Searching
from bot.storage import Storage, open_storage
from tests.storage.outlets import HERE, post, same, tell, write
from tests.storage.samples import CHANNEL, GUILD, NOW, article

ELSEWHERE = (ChannelId(77), GuildId(78))
FERRY = article(title="Ferry sails again")


def searching(storage: Storage) -> Searching:
    return Searching(storage, lambda: NOW + timedelta(minutes=1))


async def test_what_a_channel_has_shown_is_found_with_its_card(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        stored = await tell(storage, 1, told=FERRY)
        await write(storage, stored.story_id)
        delivery = await post(storage)

        found = await searching(storage).search("ferry", {CHANNEL})

    [hit] = found.hits
    assert (hit.title, found.total) == ("Ferry sails again", 1)
    assert hit.posted is not None
    assert (hit.posted.guild_id, hit.posted.message_id) == (GUILD, 1_000 + delivery)
    assert "erry" in hit.excerpt


async def test_what_other_channels_show_or_nobody_yet_is_not_found(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        elsewhere = await tell(storage, 1, told=FERRY, to=(ELSEWHERE,))
        await write(storage, elsewhere.story_id)
        await post(storage, ELSEWHERE[0])
        await tell(storage, 2, told=article(title="Ferry delayed"))

        found = await searching(storage).search("ferry", {CHANNEL})
        nothing = await searching(storage).search("ferry", set())

    assert found.total == nothing.total == 0


async def test_what_joined_a_card_is_found_by_its_own_words(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        first = await tell(storage, 1, told=FERRY)
        await write(storage, first.story_id)
        card = await post(storage)
        told = article("The pier is empty tonight.", title="Boats leave the harbour")
        await tell(storage, 2, same(first), told=told)
        assert await storage.owed(CHANNEL, NOW) == []  # the card tells it, too

        found = await searching(storage).search("ferry", {CHANNEL})

    [hit] = found.hits
    assert hit.posted is not None
    assert hit.posted.message_id == 1_000 + card


async def test_the_latest_are_the_newest_cards_of_a_month_each_story_once(
    database_url: str,
) -> None:
    async with open_storage(database_url) as storage:
        old = await tell(storage, 1, told=article(title="Long ago"))
        await write(storage, old.story_id)
        await post(storage, now=NOW - RECENT)
        new = await tell(storage, 2, told=FERRY, to=(HERE, (ChannelId(90), GUILD)))
        await write(storage, new.story_id)
        await post(storage)
        await post(storage, ChannelId(90))

        latest = await searching(storage).latest({CHANNEL, ChannelId(90)})

    assert [hit.title for hit in latest] == ["Ferry sails again"]


async def test_pages_follow_each_other(sqlite_url: str) -> None:
    async with open_storage(sqlite_url) as storage:
        for number in range(1, ON_PAGE + 2):
            stored = await tell(storage, number, told=article(title=f"Ferry {number}"))
            await write(storage, stored.story_id)
            await post(storage)

        first = await searching(storage).search("ferry", {CHANNEL})
        second = await searching(storage).search("ferry", {CHANNEL}, page=2, as_of=first.as_of)

    assert (len(first.hits), len(second.hits), first.total) == (ON_PAGE, 1, ON_PAGE + 1)


async def test_without_a_word_nothing_is_searched(sqlite_url: str) -> None:
    async with open_storage(sqlite_url) as storage:
        with pytest.raises(UsageError):
            await searching(storage).search("the -ferry", {CHANNEL})
