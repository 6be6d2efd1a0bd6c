"""Questions: each is owed its answer once, in its turn, whatever is edited, deleted or lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.news import (
    Answer,
    Asker,
    ChannelId,
    Citation,
    MessageId,
    NewQuestion,
    Posted,
    Question,
    QuestionState,
    Statement,
    Tokens,
    Turn,
)
from bot.storage import Storage
from tests.storage.outlets import tell
from tests.storage.samples import CHANNEL, GUILD, NOW, article

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
THREAD, OTHER_THREAD = ChannelId(2**62 + 100), ChannelId(2**62 + 200)
NORA, OLE = Asker("nora's hash"), Asker("ole's hash")
MANY = 1_000
QUOTE = Citation(
    quote="Repairs took nine days.",
    start=42,
    end=65,
    url="https://harbour.example/news/1",
    outlet="Harbour Post",
    title="The ferry sails",
    published_at=NOW,
    posted=Posted(GUILD, CHANNEL, MessageId(7)),
)
ANSWER = Answer(
    statements=(Statement("The repairs took nine days.", (QUOTE,)),),
    writer="a-model",
    language="en",
    tokens=Tokens(900, 30, 600),
    passages=4,
    again_at=NOW,
)


def question(text: str = "How long did the repairs take?", **other: Any) -> NewQuestion:  # noqa: ANN401 - any field
    """A question in a thread."""
    asked = NewQuestion(
        text=text, asker=NORA, guild_id=GUILD, channel_id=THREAD, parent_id=CHANNEL, name="Nora"
    )
    return replace(asked, **other)


async def asked(
    storage: Storage,
    text: str = "How long did the repairs take?",
    **other: Any,  # noqa: ANN401 - any field
) -> Question:
    """A question that has been noted."""
    noted = await storage.ask(question(text, **other), now=NOW, at_most=MANY)
    assert noted is not None
    return noted


async def answered(storage: Storage, one: Question, answer: Answer = ANSWER) -> None:
    """A question has its answer."""
    assert await storage.save_answer(one, answer)
    assert await storage.mark_answered(one)


async def now_is(storage: Storage, one: Question) -> Question:
    """A question as it is now."""
    found = await storage.question(one.id)
    assert found is not None
    return found


async def test_a_question_is_kept_with_all_that_it_brings(storage: Storage) -> None:
    story_id = (await tell(storage, 1)).story_id
    new = question(
        starts=MessageId(5), message_id=MessageId(6), story_id=story_id, pages=(article(),)
    )

    noted = await storage.ask(new, now=NOW, at_most=1)

    assert noted is not None
    assert await storage.question(noted.id) == noted
    assert {name: getattr(noted, name) for name in NewQuestion.__slots__} == {
        name: getattr(new, name) for name in NewQuestion.__slots__
    }


async def test_questions_are_answered_in_the_order_in_which_they_were_asked(
    storage: Storage,
) -> None:
    first, second = await asked(storage, "First?"), await asked(storage, "Second?")
    elsewhere = await asked(storage, "Elsewhere?", channel_id=OTHER_THREAD)

    turns = []
    while (one := await storage.next_question(THREAD, NOW)) is not None:
        turns.append(one.id)
        await answered(storage, one)

    assert turns == [first.id, second.id]
    assert await storage.places_owed(NOW, limit=10) == [elsewhere.channel_id]


async def test_one_that_is_put_off_holds_up_those_behind_it(storage: Storage) -> None:
    first, second = await asked(storage), await asked(storage)
    await storage.put_off_question(first.id, due_at=NOW + MINUTE, error="Discord is away")

    found = [await storage.next_question(THREAD, at) for at in (NOW, NOW + MINUTE)]

    assert [one and one.id for one in found] == [None, first.id]
    assert await storage.questions_before(second) == 1
    assert await storage.places_due_again(NOW, NOW + MINUTE, limit=9) == [THREAD]


async def test_what_was_put_off_is_due_again_once(storage: Storage) -> None:
    one = await asked(storage)
    await storage.put_off_question(one.id, due_at=NOW + MINUTE, error="Discord is away")

    found = [
        await storage.places_due_again(NOW + since * SECOND, NOW + until * SECOND, limit=9)
        for since, until in ((0, 59), (59, 60), (60, 61))
    ]

    assert found == [[], [THREAD], []]


async def test_a_message_that_is_told_of_twice_asks_once(storage: Storage) -> None:
    same = MessageId(9)

    both = await asyncio.gather(
        *(storage.ask(question(message_id=same), now=NOW, at_most=MANY) for _ in range(2))
    )

    assert both[0] == both[1] is not None


async def test_nobody_has_more_than_so_many_questions_waiting(storage: Storage) -> None:
    first = await asked(storage)

    refused = await storage.ask(question(), now=NOW, at_most=1)
    others = await storage.ask(question(asker=OLE), now=NOW, at_most=1)
    await answered(storage, first)
    later = await storage.ask(question(), now=NOW, at_most=1)

    assert (refused, others is None, later is None) == (None, False, False)


async def test_an_answer_is_kept_to_the_letter(storage: Storage) -> None:
    one = await asked(storage)

    await answered(storage, one)

    found = await now_is(storage, one)
    assert (found.answer, found.state) == (ANSWER, QuestionState.ANSWERED)


async def test_an_answer_to_words_that_were_edited_meanwhile_does_not_count(
    storage: Storage,
) -> None:
    one = await asked(storage, message_id=MessageId(6))

    again = await storage.reword(MessageId(6), "And the cost?", since=NOW, now=NOW)
    late = [await storage.save_answer(one, ANSWER), await storage.mark_answered(one)]

    assert late == [False, False]
    assert again is not None
    assert (again.text, again.edition, again.answer) == ("And the cost?", 2, None)
    assert await storage.next_question(THREAD, NOW) == again


async def test_an_edit_counts_for_two_minutes_and_only_if_it_says_something_else(
    storage: Storage,
) -> None:
    one = await asked(storage, "Why?", message_id=MessageId(6))
    await answered(storage, one)

    same = await storage.reword(MessageId(6), "Why?", since=NOW, now=NOW)
    late = await storage.reword(MessageId(6), "How?", since=NOW + SECOND, now=NOW)
    nobodys = await storage.reword(MessageId(7), "How?", since=NOW, now=NOW)

    assert (same, late, nobodys) == (None, None, None)
    assert (await now_is(storage, one)).state is QuestionState.ANSWERED


async def test_a_question_whose_answer_failed_can_be_asked_again(storage: Storage) -> None:
    one = await asked(storage)
    await answered(storage, one)
    await storage.note_shown(one.id, [MessageId(70)])

    again = await storage.ask_again(one.id, now=NOW)
    twice = await storage.ask_again(one.id, now=NOW)

    assert again is not None
    assert (again.edition, again.answer, again.shown) == (2, None, (MessageId(70),))
    assert twice is None


async def test_a_deleted_question_leaves_nothing_but_where_its_answer_stands(
    storage: Storage,
) -> None:
    one = await asked(storage, message_id=MessageId(6))
    await storage.note_shown(one.id, [MessageId(70), MessageId(71)])

    gone = await storage.withdraw_asked_by([MessageId(6), MessageId(99)], now=NOW)
    owed = await storage.next_question(THREAD, NOW)
    await storage.forget_question(one.id)

    assert gone == [owed]
    assert owed is not None
    assert (owed.text, owed.name, owed.asker) == ("", "", "")
    assert owed.shown == (MessageId(70), MessageId(71))
    assert await storage.question(one.id) is None


async def test_what_is_to_be_taken_away_waits_for_no_answer(storage: Storage) -> None:
    first = await asked(storage)
    second = await asked(storage, message_id=MessageId(6))
    await storage.put_off_question(first.id, due_at=NOW + MINUTE, error="Discord is away")

    await storage.withdraw_asked_by([MessageId(6)], now=NOW)

    found = await storage.next_question(THREAD, NOW)
    assert found is not None
    assert found.id == second.id


async def test_a_question_is_closed_once_and_says_why(storage: Storage) -> None:
    one = await asked(storage)

    steps = [
        await storage.close_question(one.id, "cancelled"),
        await storage.close_question(one.id, "cancelled again"),
        await storage.mark_closed(one.id, "cancelled"),
        await storage.mark_closed(one.id, "cancelled"),
    ]

    assert steps == [True, False, True, False]
    assert (await now_is(storage, one)).error == "cancelled"
    assert await storage.places_owed(NOW, limit=10) == []


async def test_the_first_call_counts_and_all_messages_are_known(storage: Storage) -> None:
    one = await asked(storage)

    await storage.mark_called(one.id, now=NOW)
    await storage.mark_called(one.id, now=NOW + MINUTE)
    await storage.note_shown(one.id, [MessageId(70), MessageId(71)])

    found = await now_is(storage, one)
    assert (found.called_at, found.shown) == (NOW, (MessageId(70), MessageId(71)))


async def test_a_conversation_is_what_was_asked_and_answered_there(storage: Storage) -> None:
    for number in (1, 2, 3):
        await answered(storage, await asked(storage, f"Question {number}?"))
    await answered(storage, await asked(storage, "Elsewhere?", channel_id=OTHER_THREAD))
    refused = await asked(storage, "The mayor's age?")
    await answered(storage, refused, Answer())
    latest = await asked(storage, "And his brother?")

    turns = await storage.turns(THREAD, latest.id, limit=2)

    assert turns == (
        Turn("Question 3?", "The repairs took nine days."),
        Turn("The mayor's age?", ""),
    )
    assert await storage.is_asked_in(THREAD)
    assert not await storage.is_asked_in(CHANNEL)
