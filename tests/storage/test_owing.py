"""What is owed to whom: as a channel wishes, else its guild, else the house; nothing in a pause."""

from dataclasses import replace
from typing import Any

import pytest

from bot.news import (
    HERE,
    Actor,
    Article,
    Assignment,
    EntryId,
    Feed,
    Filing,
    FilterKind,
    Happening,
    OwedDelivery,
    Style,
    Subscription,
    Summaries,
)
from bot.storage import Storage
from bot.storage.owing import LONG, owe, words_in
from bot.storage.tables import entries
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    NOW,
    OTHER_CHANNEL,
    article,
    followed_feed,
    new_entry,
    tell_next,
)
from tests.storage.wishes import set_up, wish

MONA = Actor(GUILD, 70)
HOUSE = Assignment(Style.DETAILED, "fr")


async def poll(storage: Storage, feed: Feed, number: int = 1) -> EntryId:
    """A poll brings an entry."""
    [entry_id] = await storage.save_poll(
        feed, Filing(new=(new_entry(number),)), house=HOUSE, now=NOW
    )
    return entry_id


async def owed(storage: Storage) -> list[OwedDelivery]:
    """What the channel is owed."""
    return await storage.owed(CHANNEL, NOW)


async def wished(storage: Storage, told: Article) -> Assignment:
    """How the channel wants the summary of this article."""
    [feed] = await storage.feeds()
    stored = await tell_next(storage, feed, told)
    [summary] = await storage.summaries_owed(stored.story_id, NOW)
    return summary.assignment


@pytest.mark.parametrize(
    ("guild", "channel", "expected"),
    [
        ({}, {}, HOUSE),
        ({"style": "brief", "language": "de"}, {}, Assignment(Style.BRIEF, "de")),
        (
            {"style": "brief", "language": "de"},
            {"style": "standard", "language": "en"},
            Assignment(Style.STANDARD, "en"),
        ),
        ({"language": "de"}, {"language": ""}, Assignment(Style.DETAILED, None)),
        ({"style": "brief"}, {"summaries": "off"}, Assignment(Style.HEADLINE, "fr")),
        ({}, {"summaries": "request"}, Assignment(Style.HEADLINE, "fr")),
    ],
    ids=["the house", "the guild", "the channel", "no language", "off", "on request"],
)
async def test_a_channel_gets_what_it_wishes_else_what_its_guild_does(
    storage: Storage,
    empty_store_url: str,
    guild: dict[str, Any],
    channel: dict[str, Any],
    expected: Assignment,
) -> None:
    feed = await followed_feed(storage)
    if guild:
        await set_up(empty_store_url, GUILD, **guild)
    if channel:
        await wish(empty_store_url, **channel)

    await poll(storage, feed)

    assert await wished(storage, article()) == expected


@pytest.mark.parametrize(
    ("words", "style"), [(LONG - 1, Style.HEADLINE), (LONG, Style.DETAILED)], ids=["short", "long"]
)
async def test_where_only_long_articles_are_summed_up_short_ones_are_not(
    storage: Storage, empty_store_url: str, words: int, style: Style
) -> None:
    feed = await followed_feed(storage)
    await wish(empty_store_url, summaries=Summaries.LONG.value)
    await poll(storage, feed)

    asked = await wished(storage, article("ferry " * words))

    assert asked.style is style


async def test_a_paused_channel_is_owed_nothing_and_is_told_so_once(storage: Storage) -> None:
    feed = await followed_feed(storage)
    [known] = await storage.subscriptions()
    await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=GUILD, now=NOW)
    await storage.change_subscription(MONA, known.id, paused, what="feed-paused", now=NOW)
    entry_id = await poll(storage, feed)

    await owe_all(storage)

    trace = await storage.trace(HERE, entry_id)
    assert trace is not None
    told = [(step.what, step.channel_id) for step in trace.steps if step.channel_id]
    assert told == [(Happening.OWED, OTHER_CHANNEL), (Happening.PAUSED, CHANNEL)]
    assert await owed(storage) == []


def paused(known: Subscription) -> Subscription:
    """The same in a pause."""
    return replace(known, paused_at=NOW)


async def test_what_was_read_before_waits_for_its_filters(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    await storage.save_poll(feed, Filing(new=(new_entry(),)), house=HOUSE, now=NOW)
    await tell_next(storage, feed)
    await storage.add_filter(HERE, FilterKind.NEVER, "ferry", now=NOW)
    await storage.subscribe(feed.id, CHANNEL, guild_id=None, now=NOW)

    await owe_all(storage)

    [delivery] = await owed(storage)
    assert delivery.undecided


async def owe_all(storage: Storage) -> None:
    """All that is shown is owed to whoever follows by now."""
    async with storage._database.writing() as connection:
        await owe(connection, entries.c.shown, HOUSE, NOW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry sails.", 3),
        ("フェリーは月曜日に出航した", 7),
        ("เรือข้ามฟาก แล่นวันจันทร์", 12),
        ("word\u00a0word", 2),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert abs(words_in(text) - words) <= 2
