"""Hearing: what readers ask, take back and think, as a front hears it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import Any

from bot.articles.assembling import assemble_page
from bot.engine import Task, Wake
from bot.errors import Refusal, SourceError
from bot.news import (
    Article,
    Asked,
    Asker,
    Basis,
    Card,
    ChannelId,
    MessageId,
    NewQuestion,
    Opinion,
    Posted,
    Question,
    QuestionId,
    StoryId,
)
from bot.newsroom.limits import OFFERED
from bot.newsroom.looking import Looking
from bot.newsroom.replying import Replying
from bot.newsroom.writing import Writing
from bot.storage import Storage

LONGEST_QUESTION = 1_000  # characters; nobody reads more before answering
LONGEST_REASON = 500
# Questions of one person that may wait at a time: more is a flood.
MOST_WAITING = 5
# For so long, an edit of the message that asks is an edit of the question.
EDITABLE = timedelta(minutes=2)
ASKER_BYTES = 16  # of a hash: no two of Discord's people share one
COMMANDS = "commands"  # the fact: which commands Discord knows
CANCELLED = "Cancelled."


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What a front tells the newsroom of its readers. Each call may be repeated without harm."""

    storage: Storage
    looking: Looking
    replying: Replying
    writing: Writing
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]
    key: bytes = field(repr=False)  # by which people are hashed

    def asker(self, user_id: int) -> Asker:
        """A person, as storage knows them."""
        return asker_of(user_id, self.key)

    async def ask(self, question: NewQuestion) -> Asked:
        """Take up a question; it is answered in its place, in its turn.

        Raises:
            Refusal: It says nothing, or too many of the asker's wait already.
        """
        words = question.text.strip()[:LONGEST_QUESTION]
        if not words:
            raise Refusal("asking-no-words")
        asked = replace(question, text=words)
        noted = await self.storage.ask(asked, now=self.clock(), at_most=MOST_WAITING)
        if noted is None:
            raise Refusal("asking-too-many", most=MOST_WAITING)
        before = await self.storage.questions_before(noted)
        if before:
            self.replying.announce(noted, before)
        await self._wake(noted)
        return Asked(question_id=noted.id, before=before)

    async def reask(self, message_id: MessageId, text: str) -> None:
        """The message that asks was edited: within two minutes, its new words are the question."""
        now = self.clock()
        words = text.strip()[:LONGEST_QUESTION]
        if not words:
            return
        changed = await self.storage.reword(message_id, words, since=now - EDITABLE, now=now)
        if changed is not None:
            await self._changed(changed)

    async def again(self, question_id: QuestionId) -> bool:
        """Answer a question once more; False if it is being answered, or forgotten."""
        question = await self.storage.ask_again(question_id, now=self.clock())
        if question is None:
            return False
        await self._changed(question)
        return True

    async def cancel(self, question_id: QuestionId, *, by: Asker, is_moderator: bool) -> bool:
        """Stop to answer; False if it is another's question, and `by` no moderator."""
        question = await self.storage.question(question_id)
        if question is None or not (is_moderator or question.asker == by):
            return False
        if await self.storage.close_question(question_id, CANCELLED):
            await self._changed(question)
        return True

    async def unsay(self, message_ids: Collection[MessageId]) -> None:
        """Messages are gone: so are the questions that they asked, with their answers."""
        for question in await self.storage.withdraw_asked_by(message_ids, now=self.clock()):
            await self._changed(question)

    async def is_conversation(self, channel_id: ChannelId) -> bool:
        """Whether the bot has been asked there."""
        return await self.storage.is_asked_in(channel_id)

    async def read(self, urls: Sequence[str]) -> tuple[Article, ...]:
        """The articles at these addresses, by the same guarded way as a feed's.

        Raises:
            SourceError: There is none that can be read.
        """
        now = self.clock()
        return tuple(await asyncio.gather(*(read_page(self.looking, url, now=now) for url in urls)))

    async def card(self, message_id: MessageId) -> Card | None:
        """What a message of ours shows."""
        return await self.storage.card_shown_by(message_id)

    async def summary(self, message_id: MessageId) -> Card | None:
        """The same with its summary, which is written now unless it is there."""
        return await self.writing.summarised(message_id)

    async def stories(
        self, channels: Collection[ChannelId], typed: str
    ) -> tuple[tuple[StoryId, str], ...]:
        """The newest stories with a card in these channels, by what was typed of their titles."""
        words = typed.strip()[:LONGEST_QUESTION]
        return tuple(await self.storage.stories_shown_in(channels, words, limit=OFFERED))

    async def place_of(self, story_id: StoryId, channels: Collection[ChannelId]) -> Posted | None:
        """The newest card of a story in these channels."""
        return await self.storage.posted(story_id, channels)

    async def rate(
        self, message_id: MessageId, *, by: Asker, opinion: Opinion, reason: str
    ) -> None:
        """What a reader thinks of a card; the last word counts."""
        words = reason.strip()[:LONGEST_REASON]
        await self.storage.save_opinion(message_id, by, opinion, words, now=self.clock())

    async def erase(self, by: Asker) -> int:
        """Erase what is kept of a person, and what stands as answers to them; how much it was."""
        questions, opinions = await self.storage.erase(by, now=self.clock())
        for question in questions:
            await self._changed(question)
        return len(questions) + opinions

    async def export(self, by: Asker) -> dict[str, Any]:
        """All that is kept of a person."""
        return await self.storage.kept_of(by)

    async def registered(self) -> str:
        """The digest of the commands that Discord knows; empty at first."""
        return await self.storage.fact(COMMANDS)

    async def register(self, digest: str) -> None:
        """Discord knows the commands with this digest now."""
        await self.storage.note_fact(COMMANDS, digest)

    async def _changed(self, question: Question) -> None:
        """Whoever is at it stops, and what it is owed now is done."""
        self.replying.interrupt(question.id)
        await self._wake(question)

    async def _wake(self, question: Question) -> None:
        await self.wake(Wake(Task.ANSWER, str(question.channel_id)))


def asker_of(user_id: int, key: bytes) -> Asker:
    """A person, as a hash that only this database's key can make."""
    return Asker(blake2b(b"%d" % user_id, key=key, digest_size=ASKER_BYTES).hexdigest())


async def read_page(looking: Looking, url: str, *, now: datetime) -> Article:
    """The article at an address that no feed told of.

    Raises:
        SourceError: It cannot be read, or is none.
    """
    reading = await looking.article(url)
    article = await asyncio.to_thread(partial(assemble_page, url, reading, now=now))
    if article.basis is not Basis.FULL_TEXT:
        raise SourceError(url, article.note)
    return article
