"""Deliveries: in order, a step at a time, each step once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.news import (
    Card,
    ChannelId,
    DeliveryId,
    DeliveryState,
    Filing,
    MessageId,
    OwedDelivery,
    Receipt,
)
from bot.storage import Storage
from tests.storage.samples import (
    CHANNEL,
    HOUSE,
    NOW,
    OTHER_CHANNEL,
    RELATED,
    article,
    begin,
    entry,
    new_entry,
    place,
    polled,
    read_next,
    ready,
    summary,
)

RECEIPT = Receipt(MessageId(2**62 + 9), NOW + timedelta(seconds=3))


async def test_a_new_delivery_says_how_far_the_work_has_come(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    [fresh] = await storage.owed(CHANNEL, NOW)

    story_id = await read_next(storage, feed)

    [read] = await storage.owed(CHANNEL, NOW)
    assert fresh == OwedDelivery(
        id=fresh.id,
        channel_id=CHANNEL,
        entry_id=fresh.entry_id,
        state=DeliveryState.OWED,
        due_at=NOW,
        published_at=NOW - timedelta(hours=1),
        first_seen_at=NOW,
    )
    assert read == replace(fresh, story_id=story_id, read=True)


async def test_what_is_owed_comes_oldest_first(storage: Storage) -> None:
    await polled(storage, new_entry(1), new_entry(3), new_entry(2))

    owed = await storage.owed(CHANNEL, NOW)

    assert [each.published_at for each in owed] == sorted(each.published_at for each in owed)
    assert await storage.owed(CHANNEL, NOW, limit=1) == owed[:1]


async def test_a_delivery_of_unknown_outcome_comes_before_all_others(storage: Storage) -> None:
    await ready(storage, 2)
    newest = await ready(storage, 1)

    await begin(storage, newest, now=NOW + timedelta(minutes=2))

    first = (await storage.owed(CHANNEL, NOW))[0]
    assert first.id == newest.id
    assert first.state == DeliveryState.SENDING
    assert first.called_at == NOW + timedelta(minutes=2)


async def test_channels_are_owed_longest_waiting_first(storage: Storage) -> None:
    feed = await polled(storage, new_entry(1))
    await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=None, now=NOW)
    later = NOW + timedelta(minutes=1)
    await storage.save_poll(feed, Filing(new=(new_entry(2),)), now=later)

    assert await storage.channels_owed(NOW, 10) == [CHANNEL]
    assert await storage.channels_owed(later, 10) == [CHANNEL, OTHER_CHANNEL]
    assert await storage.channels_owed(later, 1) == [CHANNEL]


async def test_channels_owed_can_be_asked_for_a_story_and_for_a_few(storage: Storage) -> None:
    first, second = await ready(storage, 1), await ready(storage, 2)
    feed = await storage.feed_by_url("https://f2.example/feed")
    assert feed is not None
    await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=None, now=NOW)

    for_first = await storage.channels_owed(NOW, story_id=first.story_id)
    for_few = await storage.channels_owed(NOW, among={OTHER_CHANNEL}, story_id=second.story_id)

    assert (for_first, for_few) == ([CHANNEL], [])


async def test_a_card_joins_all_that_a_channel_is_to_see(storage: Storage) -> None:
    owed = await ready(storage, related=RELATED)

    card = await storage.card(owed.id)

    assert card is not None
    assert card == Card(
        feed_url="https://f1.example/feed",
        entry_id="halvard-1",
        story_id=card.story_id,
        article_id=card.article_id,
        article=article(),
        summary=summary(),
        summary_id=card.summary_id,
        related=RELATED,
    )
    assert card.summary_id
    assert card.article_id


async def test_an_entry_without_an_id_of_its_own_goes_by_its_key(storage: Storage) -> None:
    nameless = replace(new_entry(), entry=replace(entry(), guid=None))
    feed = await polled(storage, nameless)
    story_id = await read_next(storage, feed)
    await storage.save_summary(story_id, 1, HOUSE, summary(), now=NOW)
    [owed] = await storage.owed(CHANNEL, NOW)

    card = await storage.card(owed.id)

    assert card is not None
    assert card.entry_id == nameless.fingerprint.key


@pytest.mark.parametrize("written", [False, True])
async def test_there_is_no_card_before_its_summary(storage: Storage, *, written: bool) -> None:
    feed = await polled(storage, new_entry())
    story_id = await read_next(storage, feed)
    if written:
        await storage.save_summary(story_id, 1, HOUSE, summary(), now=NOW)
    [owed] = await storage.owed(CHANNEL, NOW)

    card = await storage.card(owed.id)

    assert (card is not None) == written


async def test_only_one_may_begin_to_send(storage: Storage) -> None:
    owed = await ready(storage)

    first = await begin(storage, owed)
    second = await begin(storage, owed)

    assert (first, second) == (True, False)
    [sending] = await storage.owed(CHANNEL, NOW)
    assert (sending.state, sending.attempts) == (DeliveryState.SENDING, 0)


async def test_a_call_that_may_have_worked_is_put_off_and_stays_to_be_settled(
    storage: Storage,
) -> None:
    owed = await ready(storage)
    await begin(storage, owed)
    later = NOW + timedelta(seconds=2)

    put_off = await storage.mark_unknown(owed.id, due_at=later, error="no answer", now=NOW)
    [unknown] = await storage.owed(CHANNEL, NOW)
    again = await begin(storage, unknown, now=later)

    assert put_off
    assert (unknown.state, unknown.attempts, unknown.due_at) == (DeliveryState.SENDING, 1, later)
    assert again
    [sending] = await storage.owed(CHANNEL, NOW)
    assert sending.called_at == NOW


async def test_of_two_who_read_the_same_only_one_may_call_again(storage: Storage) -> None:
    owed = await ready(storage)
    await begin(storage, owed)
    [read_by_both] = await storage.owed(CHANNEL, NOW)
    await storage.mark_unknown(owed.id, due_at=NOW, error="no answer", now=NOW)

    assert not await begin(storage, read_by_both)


async def test_a_channel_is_due_again_when_its_delivery_is(storage: Storage) -> None:
    owed = await ready(storage)
    await begin(storage, owed)
    later = NOW + timedelta(seconds=2)
    await storage.mark_unknown(owed.id, due_at=later, error="no answer", now=NOW)

    before = await storage.channels_due_again(NOW, later - timedelta(seconds=1))
    then = await storage.channels_due_again(later - timedelta(seconds=1), later)
    after = await storage.channels_due_again(later, later + timedelta(seconds=1))

    assert (before, then, after) == ([], [CHANNEL], [])


async def test_a_sent_card_is_owed_no_more(storage: Storage) -> None:
    owed = await ready(storage)
    await begin(storage, owed)

    first = await storage.mark_sent(owed.id, RECEIPT)
    second = await storage.mark_sent(owed.id, RECEIPT)

    assert (first, second) == (True, False)
    assert await storage.owed(CHANNEL, NOW) == []
    assert await storage.channels_owed(NOW + timedelta(days=1), 10) == []
    assert (await storage.counts()).sent == 1


async def test_a_sent_card_cannot_be_unsent(storage: Storage) -> None:
    owed = await ready(storage)
    await begin(storage, owed)
    await storage.mark_sent(owed.id, RECEIPT)

    late = [
        await begin(storage, owed),
        await storage.mark_owed_again(owed.id, due_at=NOW, error="late", now=NOW),
        await storage.mark_failed(owed.id, "late", now=NOW),
    ]

    assert late == [False, False, False]
    assert (await storage.counts()).sent == 1


async def test_a_delivery_put_off_is_due_later(storage: Storage) -> None:
    owed = await ready(storage)
    await begin(storage, owed)
    later = NOW + timedelta(minutes=5)

    put_off = await storage.mark_owed_again(owed.id, due_at=later, error="busy", now=NOW)

    assert put_off
    assert await storage.channels_owed(NOW, 10) == []
    assert await storage.channels_owed(later, 10) == [CHANNEL]
    [again] = await storage.owed(CHANNEL, NOW)
    assert (again.state, again.attempts, again.due_at) == (DeliveryState.OWED, 1, later)


async def test_a_failed_delivery_is_owed_no_more(storage: Storage) -> None:
    owed = await ready(storage)

    failed = await storage.mark_failed(owed.id, "the channel is gone", now=NOW)

    assert failed
    assert await storage.owed(CHANNEL, NOW) == []
    assert (await storage.counts()).failed == 1


async def test_a_step_of_an_unknown_delivery_changes_nothing(storage: Storage) -> None:
    assert not await storage.mark_sent(DeliveryId(7), RECEIPT)
    assert await storage.card(DeliveryId(7)) is None


async def test_sent_cards_come_newest_first(storage: Storage) -> None:
    sent = []
    for number in (1, 2, 3):
        owed = await ready(storage, number, related=RELATED)
        sent.append(owed.id)
        await storage.mark_sent(owed.id, Receipt(MessageId(number), NOW + timedelta(number)))

    cards = await storage.sent_cards(CHANNEL, limit=2)

    assert [delivery_id for delivery_id, _card in cards] == sent[:0:-1]
    assert cards[0][1].related == RELATED
    assert await storage.sent_cards(ChannelId(1), limit=2) == []


async def test_a_sent_card_whose_article_changed_shows_its_points_without_evidence(
    storage: Storage,
) -> None:
    owed = await ready(storage)
    await storage.mark_sent(owed.id, RECEIPT)

    await place(storage, owed.entry_id, article("Another text."))

    [(_delivery_id, card)] = await storage.sent_cards(CHANNEL, limit=9)
    assert card.article.text == "Another text."
    assert [point.text for point in card.summary.points] == [
        point.text for point in summary().points
    ]
    assert [point.evidence for point in card.summary.points] == [()]
