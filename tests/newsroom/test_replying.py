"""Each question is answered once, in its turn, where it was asked; nothing is left hanging."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import ChannelError, DelayError, Refusal
from bot.fronts.local import SCREEN
from bot.news import EXTRACTIVE, ChannelId, MessageId, QuestionState, StoryId
from bot.newsroom.answering import AWAY
from bot.newsroom.hearing import CANCELLED, MOST_WAITING
from bot.newsroom.replying import TOO_LATE
from tests.fiction import lay_out
from tests.model.answerer import answerer
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel
from tests.newsroom.desk import WRITER, open_desk
from tests.newsroom.room import THREAD, Asking, Room
from tests.newsstand.stand import Newsstand

COST = "What will the rebuilding of the tram depot cost?"
MAYOR = "Who is the mayor of Alderhaven?"
UNTOLD = "How many astronauts orbit Jupiter in the purple submarine?"
MINUTE = timedelta(minutes=1)
TRUE = "The work will cost 100 million crowns {100 million}."
NAMED = "The mayor is Ilse Varga {Mayor Ilse}."


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@asynccontextmanager
async def open_asking(
    url: str,
    stand: Newsstand,
    *,
    model: ScriptedModel | None = None,
    **settings: Any,  # noqa: ANN401 - any setting
) -> AsyncIterator[Asking]:
    """A room whose desk has read an article, about a tram depot."""
    room = Room()
    async with open_desk(url, model=None, speaker=room, **settings) as desk:
        await desk.show(lay_out(stand, 1))
        if model is None:
            yield Asking(desk, room)
            return
        async with desk.written_by(model, **settings) as desk_with_model:
            yield Asking(desk_with_model, room)


def story_of(asking: Asking) -> StoryId:
    """The story of the tram depot."""
    return asking.desk.cards[0].story_id


# --- Without a model ---


async def test_without_a_model_the_articles_answer_in_their_own_words(
    database_url: str, stand: Newsstand
) -> None:
    async with open_asking(database_url, stand) as asking:
        answer = await asking.answer(COST, story=story_of(asking))

    assert answer.writer == EXTRACTIVE
    [first, *_] = answer.statements
    assert "100 million crowns" in " ".join(each.text for each in answer.statements)
    assert first.citations[0].quote in asking.desk.cards[0].article.text


async def test_what_the_coverage_does_not_say_is_not_answered(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        answer = await asking.answer(UNTOLD)

    assert not answer.answered


async def test_a_question_of_the_archive_finds_its_article_without_being_told_where(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        answer = await asking.answer(COST)

    assert answer.answered


async def test_channels_that_the_reader_may_not_see_say_nothing(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        asking.room.hears = frozenset({ChannelId(12_345)})

        answers = [await asking.answer(COST, story=story_of(asking)), await asking.answer(COST)]

    assert [(each.answered, each.near) for each in answers] == [(False, ()), (False, ())]


# --- With a model ---


async def test_a_model_answers_and_its_words_are_seen_while_it_writes(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with (
        ScriptedModel().always(
            answerer("The work will cost 100 million crowns {100 million}.")
        ) as model,
        open_asking(sqlite_url, stand, model=model) as asking,
    ):
        answer = await asking.answer(COST, story=story_of(asking))

    assert (answer.writer, answer.answered) == (WRITER, True)
    assert [each.text for each in answer.statements] == ["The work will cost 100 million crowns."]
    drafts = next(iter(asking.room.shown.values())).drafts
    assert drafts
    assert "The work will cost 100 million crowns" in drafts[-1]
    assert answer.tokens.output > 0


async def test_a_sentence_that_its_proof_does_not_carry_is_not_final(
    sqlite_url: str, stand: Newsstand
) -> None:
    lie = "The work will cost 900 million crowns {100 million}."
    async with (
        ScriptedModel().always(answerer(lie)) as model,
        open_asking(sqlite_url, stand, model=model) as asking,
    ):
        answer = await asking.answer(COST, story=story_of(asking))

    assert not answer.answered
    assert answer.near


async def test_a_dead_model_is_replaced_by_the_articles_and_can_be_asked_again(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with (
        ScriptedModel().always(refusal(401, "come back later")) as model,
        open_asking(sqlite_url, stand, model=model) as asking,
    ):
        asked = await asking.ask(COST, story=story_of(asking))
        await asking.desk.work()
        first = asking.room.shown[asked.question_id].answers[-1]
        model.always(answerer(TRUE))
        again = await asking.hearing.again(asked.question_id)
        await asking.desk.work()
        second = asking.room.shown[asked.question_id].answers[-1]

    assert (first.writer, first.note, first.answered) == (EXTRACTIVE, AWAY, True)
    assert first.again_at is not None
    assert again
    assert second.writer == WRITER


async def test_a_spent_budget_is_told_and_the_articles_answer(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with (
        ScriptedModel().always(answerer(NAMED)) as model,
        open_asking(sqlite_url, stand, model=model, questions_person_hour=1) as asking,
    ):
        mine = [await asking.answer(MAYOR) for _ in range(2)]
        others = await asking.answer(MAYOR, by=2)

    assert [each.writer for each in mine] == [WRITER, EXTRACTIVE]
    assert mine[1].note == "your questions of this hour are used up"
    assert others.writer == WRITER


async def test_a_burst_asks_the_model_no_more_often_than_its_guild_may(
    database_url: str, stand: Newsstand
) -> None:
    async with (
        ScriptedModel().always(answerer(NAMED)) as model,
        open_asking(database_url, stand, model=model, questions_guild_hour=3) as asking,
    ):
        for number in range(12):
            await asking.ask(MAYOR, place=THREAD + number, by=number, guild=1)
        await asking.desk.work()

    answers = [shown.answers[-1].writer for shown in asking.room.shown.values()]
    assert sorted(answers) == sorted([WRITER] * 3 + [EXTRACTIVE] * 9)
    assert len(model.prompts) == 3


async def test_a_question_that_leans_on_the_last_one_is_made_whole_by_the_model(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with (
        ScriptedModel().always(answerer("Ilse Varga is the mayor {Mayor Ilse}.")) as model,
        open_asking(sqlite_url, stand, model=model) as asking,
    ):
        await asking.answer(MAYOR)
        model.then(MAYOR)
        await asking.answer("And what is her name?")

    assert "[asked before] " in model.prompts[-2].user
    assert f"[question] {MAYOR}" in model.prompts[-1].user


# --- In turn, once, and never left hanging ---


async def test_questions_of_a_thread_are_answered_in_order_and_those_who_wait_are_told(
    database_url: str, stand: Newsstand
) -> None:
    async with open_asking(database_url, stand) as asking:
        first = await asking.ask(COST)
        second = await asking.ask(MAYOR, by=2)
        third = await asking.ask(COST, by=3)
        await asking.desk.work()
        room = asking.room

    assert [each.before for each in (first, second, third)] == [0, 1, 2]
    assert room.order == [each.question_id for each in (first, second, third)]
    assert room.shown[third.question_id].waiting == [2]


async def test_threads_do_not_wait_for_each_other(sqlite_url: str, stand: Newsstand) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        here, there = await asking.ask(COST), await asking.ask(COST, place=THREAD + 1)
        await asking.desk.work()

    assert there.before == 0
    assert set(asking.room.order) == {here.question_id, there.question_id}


async def test_a_flood_of_one_person_is_stopped_in_words(sqlite_url: str, stand: Newsstand) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        for _ in range(MOST_WAITING):
            await asking.ask(COST)

        with pytest.raises(Refusal, match=r"asking-too-many"):
            await asking.ask(COST)
        with pytest.raises(Refusal, match=r"asking-no-words"):
            await asking.ask(" \n ", by=2)


async def test_a_place_that_is_away_for_a_while_gets_its_answer_later(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        asking.room.troubles = [DelayError("Discord is away"), DelayError("Discord is away")]
        asked = await asking.ask(COST)
        await asking.desk.work()
        before = await asking.state(asked)
        for _ in range(2):
            await asking.desk.later(MINUTE)

    assert before is QuestionState.ASKED
    assert asking.room.order == [asked.question_id]


async def test_an_answer_that_could_not_be_shown_is_not_made_twice(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with (
        ScriptedModel().always(answerer(NAMED)) as model,
        open_asking(sqlite_url, stand, model=model) as asking,
    ):
        asking.room.opened = lambda: asking.room.troubles.append(DelayError("Discord is away"))
        asked = await asking.ask(MAYOR)
        await asking.desk.work()
        asking.room.opened = lambda: None
        await asking.desk.later(MINUTE)

    assert asking.room.order == [asked.question_id]
    assert len(model.prompts) == 1


async def test_a_place_that_is_closed_ends_the_question_and_no_other(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        asking.room.troubles = [ChannelError("the thread is locked")]
        lost = await asking.ask(COST)
        await asking.desk.work()
        other = await asking.ask(COST, place=THREAD + 1)
        await asking.desk.work()
        question = await asking.desk.bot.storage.question(lost.question_id)

    assert question is not None
    assert (question.state, question.error) == (QuestionState.CLOSED, "the thread is locked")
    assert asking.room.order == [other.question_id]


async def test_nobody_is_answered_who_asked_before_a_long_absence(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        asked = await asking.ask(COST)

        await asking.desk.later(timedelta(hours=7))

    assert asking.room.shown[asked.question_id].closed == TOO_LATE
    assert asking.room.order == []


# --- Taken back ---


@pytest.mark.parametrize(
    ("by", "is_moderator", "outcome"), [(1, False, True), (2, True, True), (2, False, False)]
)
async def test_its_author_and_moderators_can_cancel_a_question_and_nobody_else(
    sqlite_url: str, stand: Newsstand, *, by: int, is_moderator: bool, outcome: bool
) -> None:
    slow = Reply(text="The mayor is Ilse Varga [1].", hang=1.0)
    async with (
        ScriptedModel().always(slow) as model,
        open_asking(sqlite_url, stand, model=model) as asking,
    ):
        asked = await asking.ask(MAYOR)
        working = asyncio.ensure_future(asking.desk.work())
        await asking.until(lambda: model.prompts)
        cancelled = await asking.hearing.cancel(
            asked.question_id, by=asking.hearing.asker(by), is_moderator=is_moderator
        )
        await working

    shown = asking.room.shown[asked.question_id]
    assert cancelled is outcome
    assert (shown.closed == CANCELLED, shown.answers == []) == (outcome, outcome)


async def test_an_edited_question_is_answered_in_its_new_words(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        asked = await asking.ask(UNTOLD, message=5)
        await asking.desk.work()
        await asking.hearing.reask(MessageId(5), COST)
        await asking.desk.work()
        asking.desk.clock.ahead += 3 * MINUTE
        await asking.hearing.reask(MessageId(5), UNTOLD)
        await asking.desk.work()

    answers = asking.room.shown[asked.question_id].answers
    assert [each.answered for each in answers] == [False, True]


async def test_a_deleted_question_takes_its_answer_along(
    database_url: str, stand: Newsstand
) -> None:
    async with open_asking(database_url, stand) as asking:
        asked = await asking.ask(COST, message=5)
        await asking.desk.work()
        await asking.hearing.unsay([MessageId(5)])
        await asking.desk.work()

        assert asked.question_id not in asking.room.shown
        assert await asking.state(asked) is None


async def test_erasing_takes_questions_and_answers_and_tells_how_many(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        hearing = asking.hearing
        mine, others = await asking.ask(COST), await asking.ask(COST, by=2)
        await asking.desk.work()
        before = await hearing.export(hearing.asker(1))
        gone = await hearing.erase(hearing.asker(1))
        await asking.desk.work()
        after = await hearing.export(hearing.asker(1))

    assert (len(before["questions"]), gone, after["questions"]) == (1, 1, [])
    assert list(asking.room.shown) == [others.question_id]
    assert mine.question_id != others.question_id


async def test_after_its_time_nothing_is_remembered_of_a_question(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        asked = await asking.ask(COST)
        await asking.desk.work()
        newsroom = asking.desk.bot.worker.newsroom
        kept = await newsroom.forget()
        asking.desk.clock.ahead += timedelta(days=31)
        forgotten = await newsroom.forget()

        assert (kept, forgotten) == (0, 1)
        assert await asking.state(asked) is None


async def test_a_page_that_the_question_brings_along_answers_it_and_is_not_archived(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with open_asking(sqlite_url, stand) as asking:
        article = replace(asking.desk.cards[0].article, url="https://elsewhere.example/a")
        asking.room.hears = frozenset()
        question = replace(asking.question(COST), pages=(article,))
        asked = await asking.hearing.ask(question)
        await asking.desk.work()
        counts = await asking.desk.bot.storage.counts()

    assert asking.room.shown[asked.question_id].answers[-1].answered
    assert counts.articles == 1
    assert asking.question(COST).parent_id == SCREEN
