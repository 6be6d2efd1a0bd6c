"""Answering on Discord: each question in its place, once, and growing while it is answered."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord
import structlog
from discord.http import Route

from bot.errors import CardError, ChannelError, DelayError, NewsdeskError
from bot.fronts.discord.answering import answers
from bot.fronts.discord.answering.excuses import GONE, code_of, excuse
from bot.fronts.discord.answering.standing import Note, Standing
from bot.fronts.discord.answering.streaming import Drafts
from bot.fronts.discord.calling import Line
from bot.fronts.discord.troubles import FixedError
from bot.fronts.words import Words, words_for
from bot.news import Answer, ChannelId, MessageId, NewQuestion, Question

# Discord lets five edits of a channel through in five seconds; this leaves room for others.
PACE = 1.2  # seconds
# Discord shows the bot as typing for ten seconds.
TYPING = 8.0  # seconds
# The last edit is tried again after so many seconds, unless that would take too long in all.
PAUSES = (0.5, 2.0, 5.0, 10.0)
LAST_WORDS = 60.0  # seconds
# What is being shown when an answer is broken off may take so long to arrive, for it must not come
# after whatever is said instead.
BREATH = 5.0  # seconds

log = structlog.get_logger(__name__)


class DiscordSpeaker:
    """Shows answers in threads and channels.

    Args:
        line: The line to Discord.
        clock: The present.
        nonce_window: For how long Discord can be counted on to know a nonce again.
        pace: Seconds between two edits of one message.
    """

    def __init__(
        self,
        line: Line,
        *,
        clock: Callable[[], datetime],
        nonce_window: timedelta,
        pace: float,
    ) -> None:
        self._line = line
        self._clock = clock
        self._nonce_window = nonce_window
        self._pace = pace
        self._words = words_for(None)  # what stands in a channel is for everybody there

    @contextlib.asynccontextmanager
    async def speaking(self, question: Question, *, note: Note) -> AsyncIterator["DiscordSpeech"]:
        """Begin to answer: the thread is there, and the first message; the bot is typing.

        Args:
            question: What is answered.
            note: Told of the messages each time that there is another one, or one less.

        Raises:
            ChannelError: The place cannot be written to; says why in words for a reader.
            DelayError: It did not work, or may not have worked, this time.
        """
        standing = self._standing(question, note)
        with _for_readers(self._words):
            await standing.begin(
                answers.looking(self._words, question), anew=question.answer is None
            )
        speech = DiscordSpeech(standing, question, self._words)
        async with _beside(speech.drafts.show(), self._type(question.channel_id)):
            try:
                yield speech
            finally:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(BREATH):
                        await speech.drafts.end()

    async def waiting(self, question: Question, before: int, *, note: Note) -> None:
        """Say how many questions are answered before this one.

        Raises:
            ChannelError: As above.
            DelayError: As above.
        """
        with _for_readers(self._words):
            await self._standing(question, note).begin(
                answers.waiting(self._words, question, before)
            )

    async def close(self, question: Question, words: str) -> None:
        """Say why there will be no answer, where it would have stood.

        Raises:
            ChannelError: As above; that somebody has deleted the message is none.
            DelayError: As above.
        """
        standing = self._standing(question, _unnoted)
        with _for_readers(self._words), _unless_gone():
            await standing.clear(keep=1)
            await standing.begin(answers.closed(self._words, question, words))

    async def withdraw(self, question: Question) -> None:
        """Take away what stands there; what is gone already is right.

        Raises:
            ChannelError: As above.
            DelayError: As above.
        """
        standing = self._standing(question, _unnoted)
        with _for_readers(self._words), _unless_gone():
            await standing.find()
            await standing.clear()

    def audible(self, question: NewQuestion) -> frozenset[ChannelId]:
        """The channels that everybody may see who reads the answer.

        Those are the place itself, and whatever the guild shows to everyone.
        """
        here = {question.channel_id, question.parent_id}
        client = self._line.client
        guild = client.get_guild(question.guild_id) if client and question.guild_id else None
        return frozenset(here | (_open_to_all(guild) if guild else set()))

    def _standing(self, question: Question, note: Note) -> Standing:
        called_at = question.called_at
        is_old = called_at is not None and self._clock() - called_at >= self._nonce_window
        return Standing(
            self._line,
            question,
            words=self._words,
            note=note,
            is_uncertain=is_old,
            pace=self._pace,
        )

    async def _type(self, channel_id: ChannelId) -> None:
        """Be seen to be typing, for as long as Discord allows it."""
        route = Route("POST", "/channels/{channel_id}/typing", channel_id=channel_id)
        with contextlib.suppress(NewsdeskError):
            while True:
                await self._line.ask(route)
                await asyncio.sleep(TYPING)


class DiscordSpeech:
    """An answer that is being given.

    Args:
        standing: Its messages.
        question: What is answered.
        words: In the language of those who read it.
    """

    def __init__(self, standing: Standing, question: Question, words: Words) -> None:
        self._standing = standing
        self._question = question
        self._words = words
        self.drafts = Drafts(standing.pause, self._show)

    def draft(self, text: str) -> None:
        """Show these words when there is time; none of them is checked yet."""
        self.drafts.offer(text)

    async def conclude(self, answer: Answer) -> None:
        """Show the answer, in place of all drafts.

        Raises:
            ChannelError: The place cannot be written to; says why in words for a reader.
            DelayError: It did not work within a minute, or may not have worked.
        """
        await self.drafts.end()
        loop = asyncio.get_running_loop()
        end = loop.time() + LAST_WORDS
        with _for_readers(self._words):
            for pause in PAUSES:
                try:
                    return await self._fill(answer)
                except DelayError as error:
                    wait = max(pause, error.retry_after or 0)
                    if loop.time() + wait > end:
                        raise
                    log.info("answer not shown yet", problem=str(error), again_in=wait)
                await asyncio.sleep(wait)
            return await self._fill(answer)

    async def _fill(self, answer: Answer) -> None:
        """Show the answer; once more without its links where Discord refuses what it says."""
        try:
            await self._standing.fill(answers.final(self._words, self._question, answer))
        except FixedError:
            raise
        except CardError as error:
            log.warning("answer refused; tried without its links", reason=str(error))
            await self._standing.fill(
                answers.final(self._words, self._question, answer, plain=True)
            )

    async def _show(self, text: str) -> None:
        await self._standing.show(answers.draft(self._words, self._question, text))


@contextlib.asynccontextmanager
async def _beside(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let work be done meanwhile. What goes wrong with it is told, and stops nothing."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                log.error("a fault in Newsdesk", exc_info=outcome)


@contextlib.contextmanager
def _for_readers(words: Words) -> Iterator[None]:
    """Say in words for a reader why a place cannot be written to."""
    try:
        yield
    except (CardError, ChannelError) as error:
        if isinstance(error, CardError) or code_of(error):
            raise excuse(words, error) from error
        raise  # it is said already


@contextlib.contextmanager
def _unless_gone() -> Iterator[None]:
    """Nothing is left to be done where the message or its channel is gone."""
    try:
        yield
    except (CardError, ChannelError) as error:
        if code_of(error) not in GONE:
            raise


async def _unnoted(messages: tuple[MessageId, ...]) -> None:
    """Nobody needs to know: the question is settled with this."""


def _open_to_all(guild: discord.Guild) -> set[ChannelId]:
    """The channels of a guild that everyone may see, with their public threads."""
    everyone = guild.default_role
    channels = {each.id for each in guild.channels if each.permissions_for(everyone).view_channel}
    threads = {
        each.id for each in guild.threads if each.parent_id in channels and not each.is_private()
    }
    return {ChannelId(number) for number in channels | threads}
