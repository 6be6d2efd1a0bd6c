"""A place on the simulated Discord where questions are answered, and what is seen there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from bot.fronts.discord.answering.speaking import PACE, DiscordSpeaker
from bot.fronts.discord.connection import Access
from bot.fronts.discord.delivery import DiscordPublisher
from bot.fronts.discord.limits import Allowance
from bot.news import Answer, ChannelId, GuildId, MessageId, Question
from tests.discord.rest import Request
from tests.discord.server import SimulatedDiscord
from tests.discord.world import StoredMessage
from tests.fronts.desk import card_of
from tests.fronts.discord.asking import NOON, question_of
from tests.fronts.discord.board import MESSAGES, Board, Unheard

THREADS = f"{MESSAGES}/{{message_id}}/threads"
TYPING = "/channels/{channel_id}/typing"


@dataclass
class Stage:
    """A channel where questions are answered.

    Attributes:
        notes: What was told of the messages, the newest last.
    """

    board: Board
    speaker: DiscordSpeaker
    notes: list[tuple[MessageId, ...]] = field(default_factory=list)

    @property
    def discord(self) -> SimulatedDiscord:
        return self.board.discord

    def question(self, **changes: object) -> Question:
        """A question in the channel itself."""
        here = {"channel_id": self.board.channel, "parent_id": self.board.channel}
        return question_of(guild_id=GuildId(self.board.guild), **{**here, **changes})

    async def asked_at_card(self, **changes: object) -> Question:
        """A question at a card that has no thread yet."""
        card = await self.board.post(card_of())
        return self.question(channel_id=ChannelId(card), starts=card, **changes)

    async def note(self, messages: tuple[MessageId, ...]) -> None:
        self.notes.append(messages)

    async def answer(self, question: Question, answer: Answer) -> Question:
        """Answer a question; as storage knows it afterwards."""
        async with self.speaker.speaking(question, note=self.note) as speech:
            await speech.conclude(answer)
        return self.noted(question, answer=answer)

    def noted(self, question: Question, **changes: object) -> Question:
        """The question as storage knows it by now."""
        shown = self.notes[-1] if self.notes else ()
        return replace(question, shown=shown, **changes)  # type: ignore[arg-type]  # any field

    def messages(self, question: Question) -> list[StoredMessage]:
        """What the bot has written where a question is answered."""
        found = self.discord.messages(question.channel_id)
        return [one for one in found if one.author.bot and not one.payload.get("embeds")]

    def said(self, question: Question) -> list[str]:
        """What it says there, from top to bottom."""
        return [str(one.payload["content"]) for one in self.messages(question)]

    def asked(self, method: str, template: str = "") -> list[Request]:
        """The requests of a method."""
        found = [one for one in self.discord.requests if one.method == method]
        return [one for one in found if template in {"", one.template}]


@asynccontextmanager
async def on_stage(
    discord: SimulatedDiscord, board: Board | None = None, *, pace: float = PACE
) -> AsyncIterator[Stage]:
    """A bot in a new channel, or at the place of another one, as after a restart."""
    access = Access(token=discord.token, api_url=discord.api_url, gateway_url=discord.gateway_url)
    publisher = DiscordPublisher(
        access, allowance=Allowance(50), clock=lambda: NOON, call=2.0, pace=pace
    )
    async with publisher.on_air(Unheard()):
        if board is None:
            guild = discord.add_guild("Harbour watchers")
            channel = ChannelId(discord.add_channel(guild, "news"))
            board = Board(discord, publisher, guild, channel)
        yield Stage(board, publisher.speaker)
