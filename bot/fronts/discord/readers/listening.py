"""A client that hears people, too: what they say, press, send and take back."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from weakref import WeakValueDictionary

import discord
import structlog
from aiohttp import TraceConfig

from bot.errors import NewsdeskError, UsageError
from bot.fronts.discord.client import Channels, NewsClient
from bot.fronts.discord.moderators.commands import desk_commands
from bot.fronts.discord.moderators.pressing import is_of_panel
from bot.fronts.discord.moderators.pressing import press as press_panel
from bot.fronts.discord.moderators.reports import is_of_report
from bot.fronts.discord.moderators.reports import press as press_report
from bot.fronts.discord.permissions import Place
from bot.fronts.discord.readers.acknowledging import see_through, trouble
from bot.fronts.discord.readers.commands import Commands
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.readers.places import here, obstacle
from bot.fronts.discord.readers.pressing import press, submit
from bot.fronts.discord.readers.registering import register
from bot.fronts.discord.readers.talk import is_by_person, question_in, words
from bot.fronts.discord.troubles import FAILURES
from bot.fronts.words import words_for
from bot.news import MessageId
from bot.newsroom.desk import Desk

# For so long after a remark, no other one is made in a channel.
QUIET = 60.0  # seconds

log = structlog.get_logger(__name__)


class ListeningClient(NewsClient):
    """Hears people without any privileged intent: mentions, replies, buttons, forms, commands.

    Args:
        channels: Who is told about channels.
        hearing: Who is told what people do.
        desk: Whom moderators ask; None where there is none.
        hears_threads: Whether the bot's threads are heard without a mention, by the privileged
            message-content intent.
        commands_in: Guilds that alone have the commands; none for all.
        gateway_url: Another gateway than the one that Discord names; None for Discord's own.
        trace: Watches every request.
    """

    def __init__(
        self,
        channels: Channels,
        hearing: Hearing,
        desk: Desk | None,
        *,
        hears_threads: bool,
        commands_in: Sequence[int] = (),
        gateway_url: str | None,
        trace: TraceConfig,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=hears_threads)
        super().__init__(channels, gateway_url=gateway_url, trace=trace, intents=intents)
        self._hearing = hearing
        self._hears_threads = hears_threads
        self._desk = desk
        self._commands_in = commands_in
        self._commands = Commands(self, hearing)
        for command in () if desk is None else desk_commands(desk):
            self._commands.add_command(command)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # by channel
        self._quiet: dict[int, float] = {}  # until when, by channel; by the loop's clock

    @property
    def _me(self) -> int:
        return self.user.id if self.user else 0

    async def setup_hook(self) -> None:
        """Go on with logging in; what comes of the rest is an event's own concern."""
        self.dispatch("logged_in")

    async def on_logged_in(self) -> None:
        """See that Discord knows the commands."""
        application_id = self.application_id or 0
        registering = register(
            self._commands,
            self._hearing,
            application_id=application_id,
            guilds=self._commands_in,
        )
        await self._tell(registering)

    async def on_ready(self) -> None:
        """Look at every guild; and at the commands once more, in case that has failed."""
        await super().on_ready()
        await self.on_logged_in()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Somebody pressed a button or sent a form; commands find their own way."""
        if self._desk is not None and is_of_panel(interaction):
            await self._tell(see_through(interaction, press_panel, self._desk))
        elif self._desk is not None and is_of_report(interaction):
            await self._tell(see_through(interaction, press_report, self._desk))
        elif interaction.type is discord.InteractionType.component:
            await self._tell(see_through(interaction, press, self._hearing))
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._tell(see_through(interaction, submit, self._hearing))

    async def on_message(self, message: discord.Message) -> None:
        """Somebody said something."""
        await self._in_turn(message.channel.id, partial(self._hear, message))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody changed what they said; the preview of a link is no such change."""
        message = payload.message
        text = words(message, me=self._me)
        if text and message.edited_at is not None and is_by_person(message):
            reask = partial(self._hearing.reask, MessageId(message.id), text)
            await self._in_turn(payload.channel_id, reask)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message is gone."""
        await self._unsay(payload.channel_id, {payload.message_id})

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """A moderator cleaned up."""
        await self._unsay(payload.channel_id, payload.message_ids)

    async def _unsay(self, channel_id: int, message_ids: Collection[int]) -> None:
        gone = frozenset(map(MessageId, message_ids))
        await self._in_turn(channel_id, partial(self._hearing.unsay, gone))

    async def _in_turn(self, channel_id: int, news: Callable[[], Awaitable[None]]) -> None:
        """Tell what a channel has to tell in the order in which it happened there."""
        turn = self._turns.setdefault(channel_id, asyncio.Lock())

        async def tell() -> None:
            async with turn:
                await news()

        await self._tell(tell())

    async def _hear(self, message: discord.Message) -> None:
        try:
            question = await question_in(
                message, self._hearing, me=self._me, hears_threads=self._hears_threads
            )
            if question is not None and _can_answer(message.channel):
                await self._hearing.ask(question)
        except UsageError as error:
            await self._object(message, trouble(words_for(None), error))
        except NewsdeskError as error:
            log.warning("a question was not taken up", problem=str(error))

    async def _object(self, message: discord.Message, text: str) -> None:
        """Say why a question is not taken up; seldom, so that a flood is not doubled."""
        now, place = asyncio.get_running_loop().time(), message.channel.id
        self._quiet = {each: until for each, until in self._quiet.items() if until > now}
        if place in self._quiet:
            return
        self._quiet[place] = now + QUIET
        with contextlib.suppress(*FAILURES):
            await message.reply(text, mention_author=False)


def _can_answer(place: object) -> bool:
    """Whether an answer can stand there; where none can, nobody can be told so either."""
    if not isinstance(place, Place):
        return False
    problem = obstacle(here(place), place, place.permissions_for(place.guild.me))
    if problem is not None:
        reason = str(problem)
        log.info("a question cannot be answered where it was asked", place=place.id, reason=reason)
    return problem is None
