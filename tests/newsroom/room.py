"""A room in which questions are answered: a front that keeps all it shows in memory."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from bot.errors import ChannelError, DelayError
from bot.fronts.local import SCREEN
from bot.news import (
    Answer,
    Asked,
    ChannelId,
    GuildId,
    MessageId,
    NewQuestion,
    Question,
    QuestionId,
    QuestionState,
    StoryId,
)
from bot.newsroom.hearing import Hearing
from bot.newsroom.replying import Note
from tests.newsroom.desk import Desk

THREAD = ChannelId(700)


@dataclass
class Shown:
    """What stands where an answer belongs."""

    drafts: list[str] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    closed: str = ""


@dataclass
class Room:
    """What readers see, by question, and what is wrong with the place.

    Attributes:
        shown: What stands there.
        order: The questions as their answers were finished.
        troubles: What the next calls fail with.
        hears: The channels whose coverage may be told here; None for all.
        opened: Called when an answer is begun.
    """

    shown: dict[QuestionId, Shown] = field(default_factory=dict)
    order: list[QuestionId] = field(default_factory=list)
    troubles: list[ChannelError | DelayError] = field(default_factory=list)
    hears: Collection[ChannelId] | None = None
    opened: Callable[[], object] = lambda: None

    @asynccontextmanager
    async def speaking(self, question: Question, *, note: Note) -> AsyncIterator["Talk"]:
        await self._stand(question, note)
        self.opened()
        yield Talk(self, question)

    async def waiting(self, question: Question, before: int, *, note: Note) -> None:
        await self._stand(question, note)
        self.shown[question.id].waiting.append(before)

    async def close(self, question: Question, words: str) -> None:
        self._fail()
        self.shown.setdefault(question.id, Shown()).closed = words

    async def withdraw(self, question: Question) -> None:
        self._fail()
        self.shown.pop(question.id, None)

    def audible(self, question: NewQuestion) -> Collection[ChannelId] | None:
        del question
        return self.hears

    async def _stand(self, question: Question, note: Note) -> None:
        self._fail()
        self.shown.setdefault(question.id, Shown())
        await note((MessageId(9_000 + question.id),))

    def _fail(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class Talk:
    """An answer that is being given in the room."""

    room: Room
    question: Question

    def draft(self, text: str) -> None:
        self.room.shown[self.question.id].drafts.append(text)

    async def conclude(self, answer: Answer) -> None:
        self.room._fail()
        self.room.shown[self.question.id].answers.append(answer)
        self.room.order.append(self.question.id)


@dataclass
class Asking:
    """A desk, its room, and somebody who asks there."""

    desk: Desk
    room: Room

    @property
    def hearing(self) -> Hearing:
        hearing = self.desk.bot.worker.newsroom.hearing
        assert hearing is not None
        return hearing

    def question(
        self,
        text: str,
        *,
        place: int = THREAD,
        by: int = 1,
        guild: int | None = None,
        story: StoryId | None = None,
        message: int | None = None,
    ) -> NewQuestion:
        """A question that has not been asked yet."""
        asked = NewQuestion(
            text=text,
            asker=self.hearing.asker(by),
            channel_id=ChannelId(place),
            parent_id=SCREEN,
            story_id=story,
            message_id=None if message is None else MessageId(message),
        )
        return asked if guild is None else replace(asked, guild_id=GuildId(guild))

    async def ask(self, text: str, **more: int | StoryId | None) -> Asked:
        """Somebody asks."""
        return await self.hearing.ask(self.question(text, **more))  # type: ignore[arg-type]

    async def answer(self, text: str, **more: int | StoryId | None) -> Answer:
        """Somebody asks, and reads the answer."""
        asked = await self.ask(text, **more)
        await self.desk.work()
        return self.room.shown[asked.question_id].answers[-1]

    async def state(self, asked: Asked) -> QuestionState | None:
        """What became of a question; None if it is forgotten."""
        found = await self.desk.bot.storage.question(asked.question_id)
        return None if found is None else found.state

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait while the desk works in the background."""
        async with asyncio.timeout(30):
            while not happened():  # noqa: ASYNC110 - it is told by no event
                await asyncio.sleep(0.01)
