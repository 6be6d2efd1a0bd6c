"""Entries in the store: recognised, filed once, read in order."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.news import EditedEntry, Entry, FeedId, Filing, Fingerprint
from bot.storage import Storage, open_storage
from tests.storage.samples import (
    CHANNEL,
    NOW,
    OTHER_CHANNEL,
    entry,
    fingerprint,
    followed_feed,
    new_entry,
    place,
    polled,
    read_next,
)


async def test_an_entry_comes_back_as_it_was_filed(storage: Storage) -> None:
    feed = await polled(storage, new_entry())

    filed = await storage.next_unread(feed.id)

    assert filed is not None
    assert filed.entry == entry()
    assert filed.feed_id == feed.id
    assert filed.published_at == NOW - timedelta(hours=1)
    assert filed.shown
    assert filed.edition == 1


async def test_an_entry_of_nothing_comes_back_as_well(storage: Storage) -> None:
    feed = await polled(storage, replace(new_entry(), entry=Entry()))

    filed = await storage.next_unread(feed.id)

    assert filed is not None
    assert filed.entry == Entry()


async def test_an_entry_is_known_by_its_key_its_link_or_its_content(storage: Storage) -> None:
    feed = await polled(storage, *(new_entry(number) for number in range(1, 6)))
    asked = [
        replace(fingerprint(1), link=None, content="new"),
        replace(fingerprint(2), key="new", content="new"),
        replace(fingerprint(3), key="new", link=None),
        Fingerprint("stranger", "stranger", "stranger"),
    ]

    known = await storage.known_entries(feed.id, asked)

    assert {each.fingerprint for each in known} == {fingerprint(number) for number in (1, 2, 3)}


async def test_entries_of_another_feed_are_not_known(storage: Storage) -> None:
    await polled(storage, new_entry(), name="a")
    other = await followed_feed(storage, "b")

    assert await storage.known_entries(other.id, [fingerprint()]) == []


async def test_thousands_of_fingerprints_are_looked_up(storage: Storage) -> None:
    numbers = range(1, 1501)
    feed = await polled(storage, *(new_entry(number) for number in numbers))

    known = await storage.known_entries(feed.id, [fingerprint(number) for number in numbers])

    assert len(known) == len({each.id for each in known}) == 1500


async def test_what_no_index_can_hold_is_known_again_as_it_was_spelled(storage: Storage) -> None:
    odd = Fingerprint("k\x00\ud800" + "ключ" * 2000, "l" * 9000, "c" * 9000)
    feed = await polled(storage, replace(new_entry(), fingerprint=odd))

    known = await storage.known_entries(feed.id, [odd])

    assert [each.fingerprint for each in known] == [odd]


async def test_a_poll_saves_the_state_of_its_feed(storage: Storage) -> None:
    feed = await followed_feed(storage)
    after = replace(feed, etag='"2"', next_poll_at=NOW + timedelta(hours=1))

    await storage.save_poll(after, Filing(), now=NOW)

    assert await storage.feed(feed.id) == after


async def test_a_shown_entry_is_owed_to_every_channel_that_follows(storage: Storage) -> None:
    feed = await followed_feed(storage)
    await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=None, now=NOW)
    other = await followed_feed(storage, "other")

    await storage.save_poll(feed, Filing(new=(new_entry(1), new_entry(2))), now=NOW)

    assert len(await storage.owed(CHANNEL, NOW)) == 2
    assert len(await storage.owed(OTHER_CHANNEL, NOW)) == 2
    assert await storage.next_unread(other.id) is None


async def test_a_silent_entry_is_owed_to_nobody(storage: Storage) -> None:
    await polled(storage, new_entry(1, shown=False))

    assert await storage.owed(CHANNEL, NOW) == []


async def test_a_poll_saved_twice_files_and_owes_once(storage: Storage) -> None:
    feed = await followed_feed(storage)
    filing = Filing(new=(new_entry(1), new_entry(2)))

    await storage.save_poll(feed, filing, now=NOW)
    await storage.save_poll(feed, filing, now=NOW + timedelta(minutes=1))

    counts = await storage.counts()
    assert (counts.entries, counts.owed) == (2, 2)


async def test_two_workers_that_save_one_poll_at_once_file_and_owe_once(
    database_url: str,
) -> None:
    filing = Filing(new=tuple(new_entry(number) for number in range(1, 101)))
    async with open_storage(database_url) as one, open_storage(database_url) as two:
        feed = await followed_feed(one)

        await asyncio.gather(
            *(storage.save_poll(feed, filing, now=NOW) for storage in (one, two, one, two))
        )

        counts = await one.counts()
    assert (counts.entries, counts.owed) == (100, 100)


async def test_polls_of_many_feeds_at_once_all_arrive(storage: Storage) -> None:
    feeds = [await followed_feed(storage, f"f{number}") for number in range(12)]
    filing = Filing(new=(new_entry(1), new_entry(2)))

    await asyncio.gather(*(storage.save_poll(feed, filing, now=NOW) for feed in feeds))

    assert (await storage.counts()).owed == 24


async def test_an_edit_changes_the_entry_and_owes_a_reading_but_no_second_card(
    storage: Storage,
) -> None:
    feed = await polled(storage, new_entry())
    await read_next(storage, feed)
    [known] = await storage.known_entries(feed.id, [fingerprint()])
    changed = replace(entry(), title="Ferry news, corrected")
    printed = replace(fingerprint(), content="hash-2")

    await storage.save_poll(
        feed,
        Filing(edited=(EditedEntry(id=known.id, entry=changed, fingerprint=printed),)),
        now=NOW,
    )

    filed = await storage.next_unread(feed.id)
    assert filed is not None
    assert filed.entry == changed
    assert filed.edition == 2
    assert len(await storage.owed(CHANNEL, NOW)) == 1
    [known] = await storage.known_entries(feed.id, [printed])
    assert known.fingerprint == printed


async def test_an_edit_saved_twice_is_one_edition(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    [known] = await storage.known_entries(feed.id, [fingerprint()])
    edited = EditedEntry(
        id=known.id, entry=entry(), fingerprint=replace(fingerprint(), content="hash-2")
    )

    for _ in range(2):
        await storage.save_poll(feed, Filing(edited=(edited,)), now=NOW)

    filed = await storage.next_unread(feed.id)
    assert filed is not None
    assert filed.edition == 2


async def test_an_edit_does_not_take_the_key_of_another_entry(storage: Storage) -> None:
    feed = await polled(storage, new_entry(1), new_entry(2))
    [known] = await storage.known_entries(feed.id, [fingerprint(1)])
    edited = EditedEntry(
        id=known.id, entry=entry(1), fingerprint=replace(fingerprint(2), content="hash-3")
    )

    await storage.save_poll(feed, Filing(edited=(edited,)), now=NOW)

    found = await storage.known_entries(feed.id, [fingerprint(1), fingerprint(2)])
    assert {each.fingerprint.key for each in found} == {"halvard-1", "halvard-2"}


async def test_an_edit_during_a_reading_leaves_the_entry_unread(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    filed = await storage.next_unread(feed.id)
    assert filed is not None
    edited = EditedEntry(
        id=filed.id, entry=entry(), fingerprint=replace(fingerprint(), content="hash-2")
    )
    await storage.save_poll(feed, Filing(edited=(edited,)), now=NOW)

    await place(storage, filed.id, edition=filed.edition)

    again = await storage.next_unread(feed.id)
    assert again is not None
    assert again.edition == 2
    [owed] = await storage.owed(CHANNEL, NOW)
    assert not owed.read


async def test_entries_are_read_oldest_first(storage: Storage) -> None:
    feed = await polled(
        storage,
        new_entry(1),
        new_entry(4, shown=False),
        new_entry(2),
        new_entry(3, shown=False),
    )
    order = []

    while filed := await storage.next_unread(feed.id):
        order.append(filed.entry.guid)
        await place(storage, filed.id)

    assert order == ["halvard-4", "halvard-3", "halvard-2", "halvard-1"]


async def test_feeds_that_somebody_waits_for_come_first(storage: Storage) -> None:
    silent = await polled(storage, new_entry(1, shown=False), name="silent")
    awaited = await polled(storage, new_entry(1), name="awaited")
    await polled(storage, name="nothing")

    assert await storage.feeds_with_unread(10) == [awaited.id, silent.id]
    assert await storage.feeds_with_unread(1) == [awaited.id]


async def test_a_hostile_entry_is_kept_within_bounds(storage: Storage) -> None:
    hostile = Entry(
        guid="g" * 1_000_000,
        link="https://a.example/\x00\ud800",
        title="t" * 1_000_000,
        content="<b>\x00</b>" * 1_000_000,
        categories=("\udfff",) * 10_000,
    )
    feed = await polled(storage, replace(new_entry(), entry=hostile))

    filed = await storage.next_unread(feed.id)

    assert filed is not None
    assert len(filed.entry.content) == 256_000
    assert len(filed.entry.title) == 2_000
    assert len(filed.entry.categories) == 50
    filed.entry.categories[0].encode()


async def test_an_unknown_feed_has_nothing_to_read(storage: Storage) -> None:
    assert await storage.next_unread(FeedId(2**62)) is None
