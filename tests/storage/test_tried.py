"""What filters are tried on: the newest entries that were read, of what a guild follows."""

from dataclasses import replace

import pytest

from bot.errors import Refusal
from bot.news import HERE, Actor, ChannelId, Filing, GuildId, SubscriptionId
from bot.storage import Storage
from tests.storage.outlets import tell, write
from tests.storage.samples import CHANNEL, GUILD, NOW, article, new_entry, summary

STRANGE = GuildId(8)
MONA, OTTO = Actor(GUILD, 70), Actor(STRANGE, 80)


async def titles(
    storage: Storage, actor: Actor, wish: SubscriptionId | None = None, *, limit: int = 9
) -> list[str]:
    """The titles of what filters are tried on."""
    found = await storage.read_lately(actor, wish, limit=limit)
    return [each.article.title for each in found]


async def tell_three(storage: Storage) -> None:
    """Three feeds with an article each, the last one another guild's."""
    for number, place in (
        (1, (CHANNEL, GUILD)),
        (2, (CHANNEL, GUILD)),
        (3, (ChannelId(9), STRANGE)),
    ):
        await tell(storage, number, told=article(title=f"Ferry {number}"), to=(place,))


async def test_the_newest_come_first_and_no_more_than_asked_for(storage: Storage) -> None:
    await tell_three(storage)

    assert await titles(storage, MONA) == ["Ferry 2", "Ferry 1"]
    assert await titles(storage, HERE, limit=2) == ["Ferry 3", "Ferry 2"]


async def test_a_guild_tries_on_its_own_alone(storage: Storage) -> None:
    await tell_three(storage)
    [theirs] = await storage.subscriptions_in([ChannelId(9)])

    with pytest.raises(Refusal, match="feed-unknown"):
        await titles(storage, MONA, theirs.id)

    assert await titles(storage, OTTO) == ["Ferry 3"]
    assert await titles(storage, OTTO, theirs.id) == ["Ferry 3"]


async def test_one_subscription_is_enough(storage: Storage) -> None:
    await tell_three(storage)
    first, _ = await storage.subscriptions_in([CHANNEL])

    assert await titles(storage, MONA, first.id) == ["Ferry 1"]


async def test_what_was_not_read_is_not_tried_on(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    await storage.subscribe(feed.id, CHANNEL, guild_id=GUILD, now=NOW)
    await storage.save_poll(feed, Filing(new=(new_entry(),)), now=NOW)

    assert await titles(storage, MONA) == []


async def test_nobody_follows_anything_yet(storage: Storage) -> None:
    assert await titles(storage, MONA) == []
    with pytest.raises(Refusal, match="feed-unknown"):
        await titles(storage, HERE, SubscriptionId(2**62))


async def test_an_entry_comes_with_its_words_and_what_a_model_said_it_is_about(
    storage: Storage,
) -> None:
    told = await tell(storage, 1)
    await tell(storage, 2)
    await write(storage, told.story_id, replace(summary(), labels=("ferries",)))

    unknown, known = await storage.read_lately(MONA, None, limit=9)

    assert (known.topics, unknown.topics) == (frozenset({"ferries"}), None)
    assert known.entry.categories == ("harbour", "ferries")
    assert known.guild_id == GUILD


async def test_where_two_channels_follow_a_feed_the_older_wish_is_looked_at(
    storage: Storage,
) -> None:
    await tell(storage, 1, to=((CHANNEL, GUILD), (ChannelId(9), STRANGE)))

    [found] = await storage.read_lately(HERE, None, limit=9)

    assert found.guild_id == GUILD
