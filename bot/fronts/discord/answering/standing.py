"""The messages of one answer on Discord: found or posted, changed, taken away."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

import structlog
from discord.http import Route
from discord.utils import time_snowflake

from bot.errors import CardError, ChannelError, DelayError
from bot.fronts.discord.answering import answers
from bot.fronts.discord.answering.answers import Body
from bot.fronts.discord.answering.excuses import ARCHIVED, GONE, HAS_THREAD, code_of, excuse
from bot.fronts.discord.calling import CLOCKS_DIFFER, Line, at_message, id_of, posting, starting
from bot.fronts.discord.threads import ARCHIVE_AFTER
from bot.fronts.discord.updates import is_told
from bot.fronts.words import Words
from bot.news import MessageId, Question

Note = Callable[[tuple[MessageId, ...]], Awaitable[None]]

log = structlog.get_logger(__name__)


class Standing:
    """What stands on Discord of the answer to one question.

    Args:
        line: The line to Discord.
        question: What is answered.
        words: In the language of those who read it.
        note: Told of the messages each time that there is another one, or one less.
        is_uncertain: Whether earlier calls may have posted messages that nobody has noted, and
            that Discord does not know by their nonces any more.
        pace: Seconds from one edit of the first message to the next.
    """

    def __init__(
        self,
        line: Line,
        question: Question,
        *,
        words: Words,
        note: Note,
        is_uncertain: bool,
        pace: float,
    ) -> None:
        self._line = line
        self._question = question
        self._words = words
        self._note = note
        self._is_uncertain = is_uncertain
        self._pace = pace
        self._edited_at = -pace  # on the loop's clock, which begins above 0
        self.shown = list(question.shown)

    async def begin(self, first: Body, *, anew: bool = True) -> None:
        """Have a first message there, in its thread.

        Args:
            first: What it says.
            anew: Whether one that is there already is to say it too.
        """
        if not self.shown:
            await self._open_thread()
            if self._is_uncertain:
                await self.find()
            if not self.shown:
                anew = not await self._post(first)
        if anew:
            await self.show(first)

    async def show(self, first: Body) -> None:
        """Have the first message say something else."""
        await self.pause()
        try:
            await self._change(0, first)
        finally:
            self._edited_at = _now()

    async def pause(self) -> None:
        """Wait until the first message may be edited again."""
        await asyncio.sleep(max(0.0, self._edited_at + self._pace - _now()))

    async def fill(self, bodies: Sequence[Body]) -> None:
        """Have the messages of an answer there, and no others."""
        first, *others = bodies
        await self.show(first)
        for part, body in enumerate(others, start=1):
            if part < len(self.shown):
                await self._change(part, body)
            elif not (self._is_uncertain and await self._look(self.shown[-1], _saying(body))):
                await self._post(body)
        await self.clear(keep=len(bodies))

    async def clear(self, *, keep: int = 0) -> None:
        """Take away the messages, the last one first; what is gone already is right.

        Args:
            keep: How many stay.
        """
        while len(self.shown) > keep:
            try:
                await self._at("DELETE", self.shown[-1])
            except (CardError, ChannelError) as error:
                if code_of(error) not in GONE:
                    raise
            self.shown.pop()
            await self._note(tuple(self.shown))

    async def find(self) -> None:
        """Look in the history for the messages that an earlier call posted and nobody noted."""
        called_at, answer = self._question.called_at, self._question.answer
        if called_at is not None and not self.shown:
            since = time_snowflake(called_at - CLOCKS_DIFFER)
            await self._look(since, partial(answers.is_first, question=self._question))
        if answer is not None and self.shown:
            for body in answers.final(self._words, self._question, answer)[len(self.shown) :]:
                await self._look(self.shown[-1], _saying(body))

    async def _look(self, since: int, is_ours: Callable[..., bool]) -> bool:
        async for message in self._line.history(self._question.channel_id, since):
            if is_ours(message, author=self._line.me):
                log.info("lost answer found in the history", message=message["id"])
                await self._keep(MessageId(id_of(message)))
                return True
        return False

    async def _post(self, body: Body) -> bool:
        """Post a message; False where an earlier call has, and it says something else."""
        whole = answers.new(body, self._question, first=not self.shown)
        message = await self._line.ask(posting(self._question.channel_id), json=whole)
        await self._keep(MessageId(id_of(message)))
        return is_told(message, body["content"], author=self._line.me)

    async def _keep(self, message_id: MessageId) -> None:
        self.shown.append(message_id)
        await self._note(tuple(self.shown))

    async def _change(self, part: int, body: Body) -> None:
        await self._at("PATCH", self.shown[part], json=body)

    async def _at(self, method: str, message_id: MessageId, **what: Body) -> None:
        """Change or delete a message of ours; for that, an archived thread has to be opened."""
        route = at_message(method, self._question.channel_id, message_id)
        try:
            await self._line.ask(route, **what)
        except (CardError, ChannelError) as error:
            if code_of(error) != ARCHIVED:
                raise
            await self._wake()
            await self._line.ask(route, **what)

    async def _wake(self) -> None:
        thread = Route("PATCH", "/channels/{channel_id}", channel_id=self._question.channel_id)
        await self._line.ask(thread, json={"archived": False})

    async def _open_thread(self) -> None:
        """Start the question's thread from its message, unless it has one.

        Raises:
            ChannelError: There can be none; says why in words for a reader.
        """
        starts, parent = self._question.starts, self._question.parent_id
        if starts is None:
            return
        try:
            message = await self._line.ask(at_message("GET", parent, starts))
            if not _has_thread(message):
                route = starting(parent, starts)
                name = answers.thread_name(self._words, self._question, message)
                start = {"name": name, "auto_archive_duration": ARCHIVE_AFTER}
                await self._line.ask(route, json=start)
        except (CardError, ChannelError) as error:
            if code_of(error) != HAS_THREAD:
                raise excuse(self._words, error, is_start=True) from error


def _saying(body: Body) -> Callable[..., bool]:
    """Whether a message is a further one of an answer: it has no button, but the same words."""
    return partial(is_told, content=body["content"])


def _has_thread(message: object) -> bool:
    match message:
        case {"thread": Mapping()}:
            return True
        case {"id": str()}:
            return False
    raise DelayError("Discord's answer cannot be read")


def _now() -> float:
    return asyncio.get_running_loop().time()
