"""Channels: closed with a reason, opened again, and nothing owed is lost meanwhile."""

from datetime import timedelta

from bot.news import GuildId, MessageId, Receipt
from bot.storage import Storage
from tests.storage.samples import CHANNEL, GUILD, NOW, OTHER_CHANNEL, new_entry, polled, ready

LATER = NOW + timedelta(hours=1)


async def test_a_closed_channel_is_owed_nothing_for_now(storage: Storage) -> None:
    await ready(storage)

    await storage.close_channel(CHANNEL, "no permission", now=LATER)

    assert await storage.channels_owed(LATER) == []
    assert await storage.owed(CHANNEL, NOW) == []
    [wish] = await storage.subscriptions()
    assert (wish.closed_for, wish.closed_at) == ("no permission", LATER)


async def test_what_was_owed_and_what_came_meanwhile_is_owed_when_it_opens(
    storage: Storage,
) -> None:
    owed = await ready(storage, 1)
    await storage.close_channel(CHANNEL, "no permission", now=LATER)
    await polled(storage, new_entry(2), name="f1")

    await storage.open_channels([CHANNEL])

    assert owed.id in [each.id for each in await storage.owed(CHANNEL, NOW)]
    assert len(await storage.owed(CHANNEL, NOW)) == 2
    [wish] = await storage.subscriptions()
    assert (wish.closed_for, wish.closed_at) == ("", None)


async def test_a_second_reason_does_not_make_it_look_newly_closed(storage: Storage) -> None:
    await ready(storage)
    await storage.close_channel(CHANNEL, "no permission", now=NOW)

    await storage.close_channel(CHANNEL, "deleted", now=LATER)

    [wish] = await storage.subscriptions()
    assert (wish.closed_for, wish.closed_at) == ("deleted", NOW)


async def test_a_guild_that_was_left_closes_its_channels_alone(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=GuildId(7), now=NOW)

    await storage.close_guild(GUILD, "removed", now=NOW)

    assert [
        (wish.channel_id, wish.closed_for) for wish in await storage.subscriptions(feed.id)
    ] == [(CHANNEL, "removed"), (OTHER_CHANNEL, "")]


async def test_a_channel_is_placed_in_the_guild_that_has_it(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=None, now=NOW)

    await storage.place_channels(GUILD, [OTHER_CHANNEL])

    assert [wish.guild_id for wish in await storage.subscriptions_in([OTHER_CHANNEL])] == [GUILD]


async def test_a_forgotten_channel_is_owed_nothing(storage: Storage) -> None:
    owed = await ready(storage, 1)
    await ready(storage, 2)
    await storage.mark_sent(owed.id, Receipt(MessageId(5), NOW))

    ended = await storage.forget_channel(CHANNEL)

    assert ended == 2
    assert await storage.owed(CHANNEL, NOW) == []
    assert (await storage.counts()).sent == 1


async def test_the_newest_card_of_a_channel_is_known(storage: Storage) -> None:
    nothing = await storage.last_message(CHANNEL)
    for number in (1, 2):
        owed = await ready(storage, number)
        await storage.mark_sent(owed.id, Receipt(MessageId(90 + number), NOW + timedelta(number)))

    assert nothing is None
    assert await storage.last_message(CHANNEL) == 92
    assert await storage.last_message(OTHER_CHANNEL) is None
