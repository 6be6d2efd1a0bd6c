"""Replying: each question gets its answer where it was asked, once, in its turn."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Protocol

import structlog
from structlog.contextvars import bound_contextvars

from bot.errors import CardError, ChannelError, DelayError
from bot.meters import Meters
from bot.news import (
    Answer,
    ChannelId,
    MessageId,
    NewQuestion,
    Question,
    QuestionId,
    QuestionState,
)
from bot.newsroom.answering import Answering, Inquiry
from bot.newsroom.retrying import retry_at
from bot.storage import Storage

# A question that nobody could answer for so long is not asked any more: its asker has left.
STALE = timedelta(hours=6)
TOO_LATE = "Newsdesk was away for too long to answer this. Please ask again."
# Turns of a conversation that a question may lean on.
TURNS = 3

Note = Callable[[tuple[MessageId, ...]], Awaitable[None]]

log = structlog.get_logger(__name__)


class Speech(Protocol):
    """An answer that is being given."""

    def draft(self, text: str) -> None:
        """Show these words when there is time; none of them is checked yet."""
        ...

    async def conclude(self, answer: Answer) -> None:
        """Show the answer, in place of all drafts.

        Raises:
            ChannelError: The place cannot be written to.
            DelayError: It did not work, or may not have worked, this time.
        """
        ...


class Speaker(Protocol):
    """Where answers are given: the threads and channels of a front.

    Each call may be repeated: what stands there already is found and changed, not doubled. `note`
    is told which messages show the answer, each time that they change. A `ChannelError` says in a
    few words for a reader why a place cannot be written to; a `DelayError`, that it did not work
    this time.
    """

    def speaking(self, question: Question, *, note: Note) -> AbstractAsyncContextManager[Speech]:
        """Begin to answer: its thread is there, and its first message."""
        ...

    async def waiting(self, question: Question, before: int, *, note: Note) -> None:
        """Say how many questions are answered before this one."""
        ...

    async def close(self, question: Question, words: str) -> None:
        """Say why there will be no answer, where it would have stood."""
        ...

    async def withdraw(self, question: Question) -> None:
        """Take away what stands there; what is gone already is right."""
        ...

    def audible(self, question: NewQuestion) -> Collection[ChannelId] | None:
        """The channels that everybody may see who reads the answer; None for all there are."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """The other half of the path: Question -> Answer -> Receipt."""

    storage: Storage
    answering: Answering
    speaker: Speaker
    clock: Callable[[], datetime]
    dice: Random
    meters: Meters
    running: dict[QuestionId, asyncio.Task[None]] = field(default_factory=dict)
    announcing: dict[QuestionId, asyncio.Task[None]] = field(default_factory=dict)

    async def reply(self, key: str) -> None:
        """Do what a thread or a channel is owed, one thing after the other."""
        place = ChannelId(int(key))
        while (question := await self.storage.next_question(place, self.clock())) is not None:
            with bound_contextvars(question=question.id):
                await self._interruptible(question)

    def announce(self, question: Question, before: int) -> None:
        """Say at once that a question has to wait for others, while one of them is answered."""
        task = asyncio.create_task(self._announce(question, before))
        self.announcing[question.id] = task
        task.add_done_callback(lambda _: self.announcing.pop(question.id, None))

    def interrupt(self, question_id: QuestionId) -> None:
        """Stop to answer a question of which something has become meanwhile."""
        if task := self.running.get(question_id):
            task.cancel()

    async def _interruptible(self, question: Question) -> None:
        """Do what a question is owed, unless somebody interrupts it; then storage says what is."""
        if announcement := self.announcing.get(question.id):
            await asyncio.wait([announcement])
        task = self.running[question.id] = asyncio.create_task(self._settle(question))
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait([task])
            raise
        finally:
            del self.running[question.id]
        if not task.cancelled():
            task.result()

    async def _settle(self, question: Question) -> None:
        try:
            match question.state:
                case QuestionState.WITHDRAWN:
                    await self._withdraw(question)
                case QuestionState.CLOSING:
                    await self._close(question)
                case _:
                    await self._answer(question)
        except (ChannelError, CardError) as error:
            log.info("place cannot be written to", reason=str(error))
            await self._give_up(question, str(error))
        except DelayError as error:
            due_at = retry_at(
                question.attempts + 1, error.retry_after, now=self.clock(), random=self.dice
            )
            await self.storage.put_off_question(question.id, due_at=due_at, error=str(error))
            log.warning("answer put off", problem=str(error), until=due_at.isoformat())

    async def _answer(self, question: Question) -> None:
        if self.clock() - question.asked_at > STALE:
            await self.storage.close_question(question.id, TOO_LATE)
            return
        await self.storage.mark_called(question.id, now=self.clock())
        async with self.speaker.speaking(question, note=self._noting(question)) as speech:
            answer = question.answer
            if answer is None:
                answer = await self._made(question, speech)
                if not await self.storage.save_answer(question, answer):
                    return  # it was edited or withdrawn meanwhile
            await speech.conclude(answer)
        if await self.storage.mark_answered(question):
            self.meters.replied(answer, (self.clock() - question.asked_at).total_seconds())
            log.info("question answered", answered=answer.answered, writer=answer.writer)

    async def _made(self, question: Question, speech: Speech) -> Answer:
        turns = await self.storage.turns(question.channel_id, question.id, limit=TURNS)
        inquiry = Inquiry(question=question, turns=turns, audible=self.speaker.audible(question))
        return await self.answering.answer(inquiry, hear=speech.draft)

    async def _withdraw(self, question: Question) -> None:
        if question.called_at is not None:
            await self.speaker.withdraw(question)
        await self.storage.forget_question(question.id)

    async def _close(self, question: Question) -> None:
        await self.speaker.close(question, question.error)
        await self.storage.mark_closed(question.id, question.error)

    async def _give_up(self, question: Question, why: str) -> None:
        """A place that cannot be written to hears nothing more."""
        if question.state is QuestionState.WITHDRAWN:
            await self.storage.forget_question(question.id)
        else:
            await self.storage.mark_closed(question.id, why)

    async def _announce(self, question: Question, before: int) -> None:
        await self.storage.mark_called(question.id, now=self.clock())
        try:
            await self.speaker.waiting(question, before, note=self._noting(question))
        except (CardError, ChannelError, DelayError) as error:
            log.info("not said that a question has to wait", problem=str(error))

    def _noting(self, question: Question) -> Note:
        return partial(_note, self.storage, question.id)


async def _note(storage: Storage, question_id: QuestionId, messages: tuple[MessageId, ...]) -> None:
    await storage.note_shown(question_id, messages)
