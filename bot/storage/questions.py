"""What readers ask: each question is a debt until its answer stands where it was asked."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, Update, and_, bindparam, func, or_, select, update

from bot.news import (
    Answer,
    Asker,
    ChannelId,
    GuildId,
    MessageId,
    NewQuestion,
    Question,
    QuestionId,
    QuestionState,
    StoryId,
    Turn,
)
from bot.storage.answers import read_answer, read_pages, write_answer, write_pages
from bot.storage.columns import Moment
from bot.storage.database import insert
from bot.storage.rows import Values
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import questions

_ASKED = questions.c.state == QuestionState.ASKED.value
_OTHER_DEBT = questions.c.state.in_([QuestionState.CLOSING.value, QuestionState.WITHDRAWN.value])
# As the index has it, to the letter.
_IS_OWED = questions.c.state.in_(
    [QuestionState.ASKED.value, QuestionState.CLOSING.value, QuestionState.WITHDRAWN.value]
)
_IS_DUE = questions.c.due_at <= bindparam("now", type_=Moment())
_IS_IT = questions.c.id == bindparam("question")
_THIS_EDITION = and_(_IS_IT, _ASKED, questions.c.edition == bindparam("of_edition"))

_STEP = update(questions).where(_IS_IT)
_CALLED = _STEP.values(
    called_at=func.coalesce(questions.c.called_at, bindparam("now", type_=Moment()))
)
_SHOWN = _STEP.values(shown=bindparam("messages", type_=questions.c.shown.type))
_ANSWER = (
    update(questions)
    .where(_THIS_EDITION)
    .values(answer=bindparam("told", type_=questions.c.answer.type))
)
_ANSWERED = (
    update(questions)
    .where(_THIS_EDITION)
    .values(state=QuestionState.ANSWERED.value, attempts=0, error="")
)
_PUT_OFF = _STEP.where(_IS_OWED).values(
    attempts=questions.c.attempts + 1, due_at=bindparam("due"), error=bindparam("why")
)
_CLOSING = _STEP.where(_ASKED).values(
    state=QuestionState.CLOSING.value, attempts=0, error=bindparam("why")
)
_CLOSED = _STEP.where(
    questions.c.state.in_([QuestionState.ASKED.value, QuestionState.CLOSING.value])
).values(state=QuestionState.CLOSED.value, error=bindparam("why"))
_AGAIN: Values = {
    "state": QuestionState.ASKED.value,
    "edition": questions.c.edition + 1,
    "answer": None,
    "attempts": 0,
    "error": "",
}
# Its words go at once, and so does who asked; only where its messages stand is left.
GONE: Values = {
    "state": QuestionState.WITHDRAWN.value,
    "asker": "",
    "name": "",
    "text": "",
    "pages": [],
    "answer": None,
    "story_id": None,
    "attempts": 0,
    "error": "",
}
# What shows nothing any more takes its turn before what is asked, which keeps its own order.
_NEXT = (
    select(questions)
    .where(questions.c.channel_id == bindparam("channel"), _IS_OWED)
    .where(or_(_ASKED, _IS_DUE))
    .order_by(_ASKED, questions.c.id)
    .limit(1)
)


class QuestionShelf(Shelf):
    """Questions and their answers. A step from a state that is gone changes nothing."""

    @whole
    async def ask(self, new: NewQuestion, *, now: datetime, at_most: int) -> Question | None:
        """Notes a question; one that is known by its message already is given back as it is.

        Args:
            new: What is asked.
            now: The present.
            at_most: How many questions of one asker may wait.

        Returns:
            None if so many of the asker's wait already.
        """
        async with self._database.writing(durable=True) as connection:
            waiting = await connection.scalar(
                select(func.count()).where(questions.c.asker == new.asker, _ASKED)
            )
            if (waiting or 0) >= at_most:
                return None
            made = insert(connection, questions).values(**_values(new), asked_at=now, due_at=now)
            # One that Discord tells of twice is one question.
            made = made.on_conflict_do_nothing(index_elements=["message_id"])
            row = (await connection.execute(made.returning(questions))).mappings().first()
            if row is None:
                known = select(questions).where(questions.c.message_id == new.message_id)
                row = (await connection.execute(known)).mappings().one()
            return question_of(row)

    async def question(self, question_id: QuestionId) -> Question | None:
        """A question; None when its time is over."""
        return await self._one(select(questions).where(_IS_IT), {"question": question_id})

    async def questions_before(self, question: Question) -> int:
        """How many questions in the same place are answered before this one."""
        query = select(func.count()).where(
            questions.c.channel_id == question.channel_id, _ASKED, questions.c.id < question.id
        )
        async with self._database.reading() as connection:
            return await connection.scalar(query) or 0

    async def next_question(self, channel_id: ChannelId, now: datetime) -> Question | None:
        """What a place is owed next, if it is due: one after the other, in the order of asking."""
        wanted = {"channel": channel_id, "now": now}
        async with self._database.reading() as connection:
            row = (await connection.execute(_NEXT, wanted)).mappings().first()
            return None if row is None or row[questions.c.due_at] > now else question_of(row)

    async def places_owed(self, now: datetime, *, limit: int) -> list[ChannelId]:
        """Threads and channels that are owed something by now, the longest waiting first."""
        return await self._places(_IS_DUE, {"now": now}, limit)

    async def places_due_again(
        self, since: datetime, now: datetime, *, limit: int
    ) -> list[ChannelId]:
        """Those where something was put off, and fell due between two moments."""
        waited = questions.c.due_at > bindparam("after", type_=Moment())
        return await self._places(and_(_IS_DUE, waited), {"now": now, "after": since}, limit)

    async def turns(
        self, channel_id: ChannelId, before: QuestionId, *, limit: int
    ) -> tuple[Turn, ...]:
        """What was asked and answered last in a place, the oldest of it first."""
        query = (
            select(questions.c.text, questions.c.answer)
            .where(questions.c.channel_id == channel_id, questions.c.id < before)
            .where(questions.c.state == QuestionState.ANSWERED.value)
            .order_by(questions.c.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(_turn(row.text, read_answer(row.answer)) for row in reversed(rows))

    async def is_asked_in(self, channel_id: ChannelId) -> bool:
        """Whether the bot has been asked in a place."""
        query = select(questions.c.id).where(questions.c.channel_id == channel_id).limit(1)
        async with self._database.reading() as connection:
            return await connection.scalar(query) is not None

    async def mark_called(self, question_id: QuestionId, *, now: datetime) -> bool:
        """Notes that a message is about to be posted; of several calls, the first counts."""
        return await self._step(_CALLED, {"question": question_id, "now": now}, durable=True)

    async def note_shown(self, question_id: QuestionId, messages: Collection[MessageId]) -> bool:
        """Notes which messages show the answer now."""
        shown = {"question": question_id, "messages": list(messages)}
        return await self._step(_SHOWN, shown, durable=True)

    async def save_answer(self, question: Question, answer: Answer) -> bool:
        """Keeps an answer, unless the question has changed since it was read."""
        told = {"question": question.id, "of_edition": question.edition}
        return await self._step(_ANSWER, told | {"told": write_answer(answer)}, durable=True)

    async def mark_answered(self, question: Question) -> bool:
        """Notes that the answer stands there, unless the question has changed since."""
        told = {"question": question.id, "of_edition": question.edition}
        return await self._step(_ANSWERED, told, durable=True)

    async def put_off_question(
        self, question_id: QuestionId, *, due_at: datetime, error: str
    ) -> bool:
        """Puts off what is owed, because a call failed."""
        put_off = {"question": question_id, "due": due_at, "why": error}
        return await self._step(_PUT_OFF, put_off)

    async def close_question(self, question_id: QuestionId, why: str) -> bool:
        """Gives an answer up; its message is to say why."""
        return await self._step(_CLOSING, {"question": question_id, "why": why}, durable=True)

    async def mark_closed(self, question_id: QuestionId, why: str) -> bool:
        """Notes that its message says why, or that it cannot be told."""
        return await self._step(_CLOSED, {"question": question_id, "why": why}, durable=True)

    async def ask_again(self, question_id: QuestionId, *, now: datetime) -> Question | None:
        """Owes a question its answer once more; None if it has none that could be better."""
        closed = [QuestionState.ANSWERED.value, QuestionState.CLOSED.value]
        step = update(questions).where(_IS_IT, questions.c.state.in_(closed))
        return await self._changed(step.values(**_AGAIN, due_at=now), {"question": question_id})

    async def reword(
        self, message_id: MessageId, text: str, *, since: datetime, now: datetime
    ) -> Question | None:
        """Asks in the words of an edited message; None if it asks nothing, or nothing new.

        Args:
            message_id: The message.
            text: What it says now.
            since: Questions that were asked before keep their answers.
            now: The present.
        """
        step = update(questions).where(
            questions.c.message_id == message_id,
            questions.c.asked_at >= since,
            questions.c.state != QuestionState.WITHDRAWN.value,
            questions.c.text != bindparam("words", type_=questions.c.text.type),
        )
        return await self._changed(
            step.values(**_AGAIN, text=bindparam("words"), due_at=now), {"words": text}
        )

    @whole
    async def withdraw_asked_by(
        self, message_ids: Collection[MessageId], *, now: datetime
    ) -> list[Question]:
        """Takes back the questions that messages asked, and what stands as their answers."""
        asked = questions.c.message_id.in_(list(message_ids))
        gone = update(questions).where(asked).values(**GONE, due_at=now).returning(questions)
        async with self._database.writing(durable=True) as connection:
            return [question_of(row) for row in (await connection.execute(gone)).mappings()]

    @whole
    async def forget_question(self, question_id: QuestionId) -> None:
        """Forgets a withdrawn question, of which nothing is shown any more."""
        gone = questions.delete().where(_IS_IT, questions.c.state == QuestionState.WITHDRAWN.value)
        async with self._database.writing() as connection:
            await connection.execute(gone, {"question": question_id})

    async def _places(self, which: Any, values: Values, limit: int) -> list[ChannelId]:  # noqa: ANN401 - a condition
        query = (
            select(questions.c.channel_id)
            .where(_IS_OWED, which)
            .group_by(questions.c.channel_id)
            .order_by(func.min(questions.c.due_at))
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [ChannelId(each) for each in await connection.scalars(query, values)]

    async def _one(self, query: Select[Any], values: Values) -> Question | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(query, values)).mappings().first()
            return None if row is None else question_of(row)

    @whole
    async def _changed(self, step: Update, values: Values) -> Question | None:
        async with self._database.writing(durable=True) as connection:
            changed = await connection.execute(step.returning(questions), values)
            row = changed.mappings().first()
            return None if row is None else question_of(row)


def _values(new: NewQuestion) -> Values:
    return {
        "guild_id": new.guild_id,
        "channel_id": new.channel_id,
        "parent_id": new.parent_id,
        "starts": new.starts,
        "message_id": new.message_id,
        "story_id": new.story_id,
        "asker": new.asker,
        "name": new.name,
        "text": new.text,
        "pages": write_pages(new.pages),
        "edition": 1,
        "state": QuestionState.ASKED.value,
        "attempts": 0,
        "shown": [],
        "answer": None,
        "error": "",
    }


def question_of(row: RowMapping) -> Question:
    """A row of `questions`."""
    guild_id, starts = row[questions.c.guild_id], row[questions.c.starts]
    message_id, story_id = row[questions.c.message_id], row[questions.c.story_id]
    return Question(
        id=QuestionId(row[questions.c.id]),
        guild_id=None if guild_id is None else GuildId(guild_id),
        channel_id=ChannelId(row[questions.c.channel_id]),
        parent_id=ChannelId(row[questions.c.parent_id]),
        starts=None if starts is None else MessageId(starts),
        message_id=None if message_id is None else MessageId(message_id),
        story_id=None if story_id is None else StoryId(story_id),
        asker=Asker(row[questions.c.asker]),
        name=row[questions.c.name],
        text=row[questions.c.text],
        pages=read_pages(row[questions.c.pages]),
        asked_at=row[questions.c.asked_at],
        edition=row[questions.c.edition],
        state=QuestionState(row[questions.c.state]),
        shown=tuple(map(MessageId, row[questions.c.shown])),
        called_at=row[questions.c.called_at],
        attempts=row[questions.c.attempts],
        answer=read_answer(row[questions.c.answer]),
        error=row[questions.c.error],
    )


def _turn(text: str, answer: Answer | None) -> Turn:
    told = () if answer is None else answer.statements
    return Turn(text, " ".join(each.text for each in told))
