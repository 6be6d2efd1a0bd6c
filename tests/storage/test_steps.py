"""Steps: what happens to an entry is noted when it happens, and never fills the table."""

from datetime import timedelta

import pytest

from bot.news import HERE, DeliveryId, Happening, MessageId, OwedDelivery, Receipt, Step
from bot.storage import Storage
from bot.storage.steps import LONGEST_FACT, MOST_ALIKE
from tests.storage.outlets import post, same, tell, write
from tests.storage.samples import CHANNEL, NEWS, NOW, OTHER_CHANNEL, article, begin, place, ready

LATER = NOW + timedelta(minutes=5)


async def steps(storage: Storage, delivery: OwedDelivery, *what: Happening) -> list[Step]:
    """What was noted of a delivery's entry, of a kind."""
    trace = await storage.trace(HERE, delivery.entry_id)
    assert trace is not None
    return [step for step in trace.steps if step.what in what]


async def put_off(storage: Storage, delivery: OwedDelivery, *, times: int, error: str) -> None:
    """A delivery is tried again and again."""
    for number in range(times):
        due = NOW + timedelta(minutes=number)
        await storage.mark_owed_again(delivery.id, due_at=due, error=error, now=due)


async def test_what_was_read_and_where_it_was_placed_is_one_row_and_two_steps(
    storage: Storage,
) -> None:
    delivery = await ready(storage)

    read, placed = await steps(storage, delivery, Happening.READ, Happening.PLACED)

    assert read.facts["words"] == 11
    assert (placed.facts["why"], placed.facts["fit"]) == ("a new story", 0)
    assert read.channel_id is None


async def test_another_reading_is_noted_without_a_place(storage: Storage) -> None:
    delivery = await ready(storage)

    await place(storage, delivery.entry_id, article("Another text."), NEWS, now=LATER)

    told = await steps(storage, delivery, Happening.READ, Happening.PLACED)
    assert [step.what for step in told] == ["read", "placed", "read"]
    assert told[-1].facts["words"] == 2


async def test_a_card_that_is_put_off_says_why_and_until_when(storage: Storage) -> None:
    delivery = await ready(storage)

    await storage.mark_owed_again(delivery.id, due_at=LATER, error="the line is dead", now=NOW)

    [step] = await steps(storage, delivery, Happening.PUT_OFF)
    assert step.facts == {"problem": "the line is dead", "until": LATER.isoformat()}
    assert (step.at, step.channel_id) == (NOW, CHANNEL)


async def test_a_closed_channel_is_told_apart_from_a_call_that_failed(storage: Storage) -> None:
    delivery = await ready(storage)

    await storage.mark_owed_again(
        delivery.id, due_at=NOW, error="no permission", now=NOW, closed=True
    )

    [step] = await steps(storage, delivery, Happening.CLOSED, Happening.PUT_OFF)
    assert (step.what, step.facts) == (Happening.CLOSED, {"problem": "no permission"})


async def test_a_card_that_is_put_off_again_and_again_does_not_fill_the_table(
    storage: Storage,
) -> None:
    delivery = await ready(storage)
    await put_off(storage, delivery, times=MOST_ALIKE + 30, error="busy")

    told = await steps(storage, delivery, Happening.PUT_OFF)

    assert len(told) == MOST_ALIKE
    assert told[0].at == NOW
    assert told[-1].at == NOW + timedelta(minutes=MOST_ALIKE + 29)


async def test_a_card_that_is_given_up_says_why(storage: Storage) -> None:
    delivery = await ready(storage)

    await storage.mark_failed(delivery.id, "the embed is too long", now=LATER)

    [step] = await steps(storage, delivery, Happening.FAILED)
    assert (step.at, step.facts) == (LATER, {"problem": "the embed is too long"})


async def test_what_was_not_done_is_not_noted(storage: Storage) -> None:
    delivery = await ready(storage)
    await begin(storage, delivery)
    await storage.mark_sent(delivery.id, Receipt(MessageId(9), NOW))

    was_given_up = await storage.mark_failed(delivery.id, "too late", now=LATER)
    await storage.mark_owed_again(delivery.id, due_at=LATER, error="busy", now=LATER)

    assert not was_given_up
    assert await steps(storage, delivery, Happening.FAILED, Happening.PUT_OFF) == []


async def test_an_edit_is_noted_each_time(storage: Storage) -> None:
    delivery = await ready(storage)
    await begin(storage, delivery)
    await storage.mark_sent(delivery.id, Receipt(MessageId(9), NOW))
    card = await storage.shown_card(delivery.id)
    assert card is not None

    await storage.mark_edited(delivery.id, card, now=LATER, error="")

    [posted, edited] = await steps(storage, delivery, Happening.POSTED, Happening.EDITED)
    assert (posted.at, edited.at) == (NOW, LATER)


async def test_a_thread_is_noted_under_its_card_or_why_there_is_none(storage: Storage) -> None:
    delivery = await ready(storage)
    await begin(storage, delivery)
    await storage.mark_sent(delivery.id, Receipt(MessageId(9), NOW))

    for problem in ("", "no permission"):
        await storage.note_thread(CHANNEL, MessageId(9), now=LATER, problem=problem)

    told = await steps(storage, delivery, Happening.THREADED)
    assert [step.facts["problem"] for step in told] == ["", "no permission"]


async def test_a_thread_under_a_message_that_is_no_card_is_not_noted(storage: Storage) -> None:
    delivery = await ready(storage)
    await begin(storage, delivery)
    await storage.mark_sent(delivery.id, Receipt(MessageId(9), NOW))

    known = [
        await storage.note_thread(channel, message, now=NOW)
        for channel, message in ((CHANNEL, MessageId(8)), (OTHER_CHANNEL, MessageId(9)))
    ]

    assert known == [False, False]
    assert await steps(storage, delivery, Happening.THREADED) == []


async def test_what_joins_a_card_names_it_once(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    teller = await post(storage)
    second = await tell(storage, 2, same(first))
    await tell(storage, 3, same(first))

    trace = await storage.trace(HERE, second.entry_id) if second.entry_id else None

    assert trace is not None
    [joined] = [step for step in trace.steps if step.what is Happening.JOINED]
    assert joined.facts == {"title": "Ferry sails again", "message": 1_000 + teller}
    assert joined.channel_id == CHANNEL


async def test_a_card_that_joins_when_its_turn_comes_names_the_other_too(storage: Storage) -> None:
    first = await ready(storage, 2)
    second = await ready(storage, 1)
    await begin(storage, first)
    await storage.mark_sent(first.id, Receipt(MessageId(9), NOW))

    await storage.mark_joined(second.id, DeliveryId(first.id), now=LATER)

    [joined] = await steps(storage, second, Happening.JOINED)
    assert joined.facts["message"] == 9


@pytest.mark.parametrize("problem", ["x" * 100_000, "a\x00b", "\ud800"])
async def test_whatever_discord_answers_can_be_noted(storage: Storage, problem: str) -> None:
    delivery = await ready(storage)

    await storage.mark_failed(delivery.id, problem, now=NOW)

    [step] = await steps(storage, delivery, Happening.FAILED)
    assert 0 < len(str(step.facts["problem"])) <= LONGEST_FACT
