"""Edits: a card that stands in a channel is owed the better summary that was written since."""

from datetime import timedelta

import pytest

from bot.news import Card, MessageId, OwedDelivery, OwedEdit, Receipt, Summary, SummaryId
from bot.storage import Storage
from tests.storage.samples import (
    CHANNEL,
    HOUSE,
    NOW,
    STAND_IN,
    article,
    begin,
    new_entry,
    place,
    polled,
    read_next,
    shown,
    summary,
)

LATER = NOW + timedelta(minutes=5)
MESSAGE = MessageId(2**62 + 9)


async def stood_in(storage: Storage, number: int = 1) -> OwedDelivery:
    """A delivery whose article is written by a stand-in."""
    feed = await polled(storage, new_entry(number), name=f"f{number}")
    story_id = await read_next(storage, feed)
    await storage.save_summary(story_id, 1, HOUSE, STAND_IN, now=NOW, again_at=LATER)
    return (await storage.owed(CHANNEL, NOW))[-1]


async def posted(storage: Storage, number: int = 1) -> OwedDelivery:
    """The same, and its card stands in the channel."""
    owed = await stood_in(storage, number)
    await begin(storage, owed)
    await storage.mark_sent(owed.id, Receipt(MESSAGE, NOW + timedelta(seconds=number)))
    return owed


async def card(storage: Storage, owed: OwedDelivery) -> Card:
    """The card that a message would show now."""
    found = await storage.shown_card(owed.id)
    assert found is not None
    return found


async def replaced(storage: Storage, owed: OwedDelivery, made: Summary | None = None) -> SummaryId:
    """The better summary that took the place of a delivery's stand-in."""
    assert owed.story_id is not None
    stand_in = await shown(storage, owed)
    model = await storage.save_summary(
        owed.story_id, 1, HOUSE, made or summary(), now=LATER, replaces=stand_in
    )
    assert model is not None
    return model


async def now_shown(storage: Storage, owed: OwedDelivery) -> Card:
    """The card that stands in the channel, as it would be now."""
    card = await storage.shown_card(owed.id)
    assert card is not None
    return card


async def test_a_card_whose_stand_in_was_replaced_is_owed_an_edit(storage: Storage) -> None:
    owed = await posted(storage)
    before = await storage.edits_owed(CHANNEL, LATER)

    model = await replaced(storage, owed)

    better = await card(storage, owed)
    assert before == []
    assert await storage.channels_owed(LATER) == [CHANNEL]
    assert await storage.channels_owed(LATER, story_id=owed.story_id) == [CHANNEL]
    assert await storage.edits_owed(CHANNEL, LATER) == [
        OwedEdit(
            id=owed.id,
            channel_id=CHANNEL,
            entry_id=owed.entry_id,
            message_id=MESSAGE,
            shown=STAND_IN,
        )
    ]
    assert (better.summary, better.summary_id) == (summary(), model)


async def test_a_stand_in_that_is_replaced_while_it_is_sent_is_found_when_it_is_there(
    storage: Storage,
) -> None:
    owed = await stood_in(storage)
    await begin(storage, owed)
    await replaced(storage, owed)
    before = await storage.edits_owed(CHANNEL, LATER)

    await storage.mark_sent(owed.id, Receipt(MESSAGE, LATER))

    assert before == []
    assert [each.id for each in await storage.edits_owed(CHANNEL, LATER)] == [owed.id]


async def test_a_second_call_does_not_hide_what_the_first_may_have_shown(storage: Storage) -> None:
    owed = await stood_in(storage)
    await begin(storage, owed)
    await storage.mark_unknown(owed.id, due_at=NOW, error="no answer", now=NOW)
    await replaced(storage, owed)
    [unknown] = await storage.owed(CHANNEL, NOW)

    await begin(storage, unknown)
    await storage.mark_sent(owed.id, Receipt(MESSAGE, LATER))

    assert len(await storage.edits_owed(CHANNEL, LATER)) == 1


async def test_a_call_without_effect_has_shown_nothing(storage: Storage) -> None:
    owed = await stood_in(storage)
    await begin(storage, owed)
    await storage.mark_owed_again(owed.id, due_at=NOW, error="busy", now=NOW)
    await replaced(storage, owed)
    [again] = await storage.owed(CHANNEL, NOW)

    await begin(storage, again)
    await storage.mark_sent(owed.id, Receipt(MESSAGE, LATER))

    assert await storage.edits_owed(CHANNEL, LATER) == []


async def test_an_edited_card_is_owed_no_more(storage: Storage) -> None:
    owed = await posted(storage)
    await replaced(storage, owed)

    edited = await storage.mark_edited(owed.id, await card(storage, owed), now=LATER)

    assert edited
    assert await storage.edits_owed(CHANNEL, LATER) == []
    assert await storage.channels_owed(LATER) == []
    assert (await storage.counts()).sent == 1


async def test_an_edit_that_was_refused_is_not_tried_again(storage: Storage) -> None:
    owed = await posted(storage)
    await replaced(storage, owed)
    gone = "the message is gone"

    await storage.mark_edited(owed.id, await card(storage, owed), now=LATER, error=gone)

    assert await storage.edits_owed(CHANNEL, LATER) == []


async def test_an_edit_put_off_is_due_later(storage: Storage) -> None:
    owed = await posted(storage)
    await replaced(storage, owed)
    then = LATER + timedelta(seconds=4)

    await storage.put_off_edit(owed.id, due_at=then, error="busy", now=NOW)

    [edit] = await storage.edits_owed(CHANNEL, then)
    assert edit.attempts == 1
    assert await storage.edits_owed(CHANNEL, LATER) == []
    assert await storage.channels_owed(LATER) == []
    assert await storage.channels_due_again(LATER, then) == [CHANNEL]
    assert await storage.channels_due_again(then, then + timedelta(seconds=4)) == []


async def test_the_calls_that_a_card_took_are_not_counted_against_its_edit(
    storage: Storage,
) -> None:
    owed = await stood_in(storage)
    await begin(storage, owed)
    await storage.mark_unknown(owed.id, due_at=NOW, error="no answer", now=NOW)
    await storage.mark_sent(owed.id, Receipt(MESSAGE, LATER))

    await replaced(storage, owed)

    [edit] = await storage.edits_owed(CHANNEL, LATER)
    assert edit.attempts == 0


async def test_edits_come_oldest_first_and_no_more_than_asked_for(storage: Storage) -> None:
    late, early = [await posted(storage, number) for number in (2, 1)]
    for owed in (late, early):
        await replaced(storage, owed)

    edits = await storage.edits_owed(CHANNEL, LATER)

    assert [each.id for each in edits] == [early.id, late.id]
    assert await storage.edits_owed(CHANNEL, LATER, 1) == edits[:1]


async def test_a_closed_channel_is_edited_when_it_opens(storage: Storage) -> None:
    owed = await posted(storage)
    await replaced(storage, owed)

    await storage.close_channel(CHANNEL, "no permission", now=LATER)
    closed = await storage.edits_owed(CHANNEL, LATER)
    await storage.open_channels([CHANNEL])

    assert closed == []
    assert len(await storage.edits_owed(CHANNEL, LATER)) == 1


async def test_a_channel_that_no_longer_follows_is_left_as_it_is(storage: Storage) -> None:
    owed = await posted(storage)
    await replaced(storage, owed)

    await storage.forget_channel(CHANNEL)

    assert await storage.edits_owed(CHANNEL, LATER) == []
    assert await storage.channels_owed(LATER) == []


async def test_an_old_card_is_left_as_it_is(storage: Storage) -> None:
    owed = await posted(storage)
    await replaced(storage, owed)
    two_days_on = NOW + timedelta(days=2, seconds=2)

    edits = await storage.edits_owed(CHANNEL, two_days_on)

    assert edits == []
    assert await storage.channels_owed(two_days_on) == []


@pytest.mark.parametrize("sent", [False, True])
async def test_only_a_card_that_was_sent_is_shown(storage: Storage, *, sent: bool) -> None:
    owed = await posted(storage) if sent else await stood_in(storage)

    found = await storage.shown_card(owed.id)

    assert (found is not None) == sent


async def test_a_shown_card_whose_article_changed_comes_without_evidence(storage: Storage) -> None:
    owed = await posted(storage)
    model = await replaced(storage, owed)

    await place(storage, owed.entry_id, article("Another text."))

    found = await card(storage, owed)
    assert found.summary_id == model
    assert [point.evidence for point in found.summary.points] == [()]


async def test_what_was_not_sent_cannot_be_edited(storage: Storage) -> None:
    owed = await stood_in(storage)

    unsent = await storage.card(owed.id)
    assert unsent is not None

    edited = await storage.mark_edited(owed.id, unsent, now=NOW)
    put_off = await storage.put_off_edit(owed.id, due_at=LATER, error="busy", now=NOW)

    assert (edited, put_off) == (False, False)
    assert await storage.owed(CHANNEL, NOW) == [owed]
