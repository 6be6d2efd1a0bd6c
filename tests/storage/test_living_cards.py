"""Living cards: what comes to a story is collected, and its cards are edited, now and then."""

from datetime import datetime, timedelta

import pytest

from bot.news import DeliveryId, MessageId, Receipt
from bot.storage import Storage
from tests.storage.outlets import post, same, tell, write
from tests.storage.samples import CHANNEL, GUILD, HOUSE, NOW, OTHER_CHANNEL, article, place, summary

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
REST = 20 * MINUTE


async def owed(storage: Storage, now: datetime) -> list[DeliveryId]:
    """The edits that the channel is owed, and that it is said to be owed."""
    edits = await storage.edits_owed(CHANNEL, now)
    assert await storage.channels_owed(now) == ([CHANNEL] if edits else [])
    return [each.id for each in edits]


async def edited(storage: Storage, delivery_id: DeliveryId, now: datetime) -> None:
    """The card's message shows what is known now."""
    card = await storage.shown_card(delivery_id)
    assert card is not None
    assert await storage.mark_edited(delivery_id, card, now=now)


async def test_other_outlets_are_collected_for_a_minute(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)
    await tell(storage, 2, same(first), now=NOW + MINUTE)
    await tell(storage, 3, same(first), now=NOW + MINUTE + 30 * SECOND)

    found = [await owed(storage, NOW + MINUTE + s * SECOND) for s in (1, 61, 89, 90)]

    assert found == [[], [], [], [card]]


async def test_a_card_waits_for_no_end_of_outlets(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)

    await tell(storage, 2, same(first), now=NOW + REST)

    assert await owed(storage, NOW + REST) == [card]


async def test_an_edited_card_rests(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)
    await tell(storage, 2, same(first))
    await edited(storage, card, NOW + MINUTE)
    await tell(storage, 3, same(first), now=NOW + 2 * MINUTE)

    found = [await owed(storage, NOW + MINUTE + rest) for rest in (REST - SECOND, REST)]

    assert found == [[], [card]]


async def test_an_edit_shows_all_that_came_until_then(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)
    for number in (2, 3, 4):
        await tell(storage, number, same(first))

    await edited(storage, card, NOW + MINUTE)

    assert await owed(storage, NOW + HOUR) == []
    shown = await storage.shown_card(card)
    assert shown is not None
    assert (len(shown.also), shown.edition) == (3, 4)


async def test_an_outlet_that_comes_during_an_edit_is_shown_by_the_next(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    delivery_id = await post(storage)
    await tell(storage, 2, same(first))
    card = await storage.shown_card(delivery_id)
    assert card is not None
    await tell(storage, 3, same(first), now=NOW + MINUTE)

    await storage.mark_edited(delivery_id, card, now=NOW + MINUTE + SECOND)

    assert await owed(storage, NOW + HOUR) == [delivery_id]


async def test_an_outlet_that_comes_while_a_card_is_sent_is_shown_later(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    [sending] = await storage.owed(CHANNEL, NOW)
    card = await storage.card(sending.id)
    assert card is not None
    await tell(storage, 2, same(first), to=((OTHER_CHANNEL, GUILD),))

    await post(storage, OTHER_CHANNEL)
    await storage.mark_sending(sending, card, now=NOW)
    await storage.mark_sent(sending.id, Receipt(MessageId(5), NOW))

    assert await owed(storage, NOW + MINUTE) == [sending.id]


async def test_news_waits_for_its_summary_and_makes_one_edit(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id, summary("Before"))
    card = await post(storage)
    later = NOW + HOUR
    await tell(storage, 2, same(first, news=True), now=later)
    unwritten = await owed(storage, later + REST)
    waiting = await storage.stories_owed_summary(later, 9)
    [asked] = await storage.summaries_owed(first.story_id, later)

    await write(storage, first.story_id, summary("After"), now=later)

    assert (unwritten, waiting, asked.guilds) == ([], [first.story_id], (GUILD,))
    [edit] = await storage.edits_owed(CHANNEL, later + MINUTE)
    assert edit.shown is not None
    assert (edit.id, edit.shown.headline, edit.version) == (card, "Before", 1)
    await edited(storage, card, later + MINUTE)
    assert await owed(storage, later + HOUR) == []


async def test_news_that_nobody_waits_for_is_written_every_twenty_minutes(
    storage: Storage,
) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)
    await tell(storage, 2, same(first, news=True), now=NOW + MINUTE)

    soon, later = NOW + REST - SECOND, NOW + REST
    assert await storage.stories_owed_summary(soon, 9) == []
    assert await storage.summaries_owed(first.story_id, soon) == []
    assert await owed(storage, soon) == [card]  # the outlet at least
    await edited(storage, card, soon)
    assert await storage.stories_owed_summary(later, 9) == [first.story_id]
    assert len(await storage.summaries_owed(first.story_id, later)) == 1
    await write(storage, first.story_id, now=later)
    assert await owed(storage, later) == []
    assert await owed(storage, soon + REST) == [card]


async def test_news_that_a_channel_waits_for_is_written_at_once(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    await post(storage)

    await tell(storage, 2, same(first, news=True), to=((OTHER_CHANNEL, GUILD),))

    assert await storage.stories_owed_summary(NOW, 9) == [first.story_id]
    [asked] = await storage.summaries_owed(first.story_id, NOW)
    assert asked.guilds == (GUILD,)


async def test_a_summary_that_was_overtaken_while_it_was_written_is_kept_for_what_it_is(
    storage: Storage,
) -> None:
    first = await tell(storage, 1)
    await tell(storage, 2, same(first, news=True))
    story = await storage.story(first.story_id)
    assert story is not None
    await tell(storage, 3, same(first, news=True))

    saved = await storage.save_summary(first.story_id, story.version, HOUSE, summary(), now=NOW)

    assert saved is not None
    assert not any(each.written for each in await storage.owed(CHANNEL, NOW))
    assert await storage.stories_owed_summary(NOW, 9) == [first.story_id]


@pytest.mark.parametrize("sent_before", [47 * HOUR, 49 * HOUR])
async def test_a_card_lives_for_two_days(storage: Storage, sent_before: timedelta) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)
    then = NOW + sent_before
    await tell(storage, 2, same(first, news=True), to=(), now=then)

    owes = await storage.stories_owed_summary(then, 9)
    edits = await owed(storage, then + MINUTE)
    if owes:
        await write(storage, first.story_id, now=then)
        edits += await owed(storage, then + MINUTE)

    lives = sent_before < 48 * HOUR
    assert owes == ([first.story_id] if lives else [])
    assert edits == ([card] if lives else [])


async def test_an_edit_of_an_article_that_cards_do_not_show_is_no_edit_of_a_card(
    storage: Storage,
) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    await post(storage)
    assert first.entry_id is not None

    await place(storage, first.entry_id, article("Another text."), now=NOW + MINUTE)

    assert await owed(storage, NOW + HOUR) == []
