"""A newsroom that remembers what it was told, and bots on the air that tell it."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.errors import SourceError
from bot.fronts.discord.calling import posting
from bot.fronts.discord.cards import payload
from bot.fronts.discord.client import NewsClient
from bot.fronts.discord.connection import Access, connected
from bot.fronts.discord.limits import Allowance
from bot.fronts.discord.readers.buttons import card_row
from bot.news import (
    Article,
    Asked,
    Asker,
    Card,
    ChannelId,
    MessageId,
    NewQuestion,
    Opinion,
    Posted,
    QuestionId,
    StoryId,
)
from tests.discord.limits import ROUTES
from tests.discord.server import SimulatedDiscord
from tests.discord.world import Interaction, StoredMessage
from tests.fronts.desk import FERRY, article_of, card_of
from tests.fronts.discord.board import Unheard

# A test may start bots faster than Discord would have it.
RESTARTS = {**ROUTES, "GET /gateway/bot": (100, 5.0)}


@dataclass
class FakeNewsroom:
    """Keeps in memory what people did; `trouble`, where there is one, is what comes of anything."""

    cards: dict[int, Card] = field(default_factory=dict)
    posted: list[Posted] = field(default_factory=list)
    questions: list[NewQuestion] = field(default_factory=list)
    reworded: list[tuple[int, str]] = field(default_factory=list)
    unsaid: list[int] = field(default_factory=list)
    opinions: dict[tuple[int, str], tuple[Opinion, str]] = field(default_factory=dict)
    answered_again: list[int] = field(default_factory=list)
    cancelled: list[tuple[int, str, bool]] = field(default_factory=list)
    summed_up: list[int] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    read_pages: list[str] = field(default_factory=list)
    looked_in: list[frozenset[int]] = field(default_factory=list)
    before: int = 0
    digest: str = ""
    trouble: Exception | None = None
    slowness: float = 0.0  # seconds that everything takes

    def asker(self, user_id: int) -> Asker:
        return Asker(f"who-{user_id}")

    async def ask(self, question: NewQuestion) -> Asked:
        await self._work()
        self.questions.append(question)
        return Asked(question_id=QuestionId(len(self.questions)), before=self.before)

    async def reask(self, message_id: MessageId, text: str) -> None:
        self.reworded.append((message_id, text))

    async def again(self, question_id: QuestionId) -> bool:
        await self._work()
        self.answered_again.append(question_id)
        return question_id <= len(self.questions)

    async def cancel(self, question_id: QuestionId, *, by: Asker, is_moderator: bool) -> bool:
        await self._work()
        self.cancelled.append((question_id, by, is_moderator))
        return is_moderator or self.questions[question_id - 1].asker == by

    async def unsay(self, message_ids: Collection[MessageId]) -> None:
        self.unsaid.extend(sorted(message_ids))

    async def is_conversation(self, channel_id: ChannelId) -> bool:
        return any(question.channel_id == channel_id for question in self.questions)

    async def read(self, urls: Sequence[str]) -> tuple[Article, ...]:
        await self._work()
        self.read_pages.extend(urls)
        if any("login" in url for url in urls):
            raise SourceError(urls[0], "asks for a log-in")
        return tuple(article_of(FERRY, url=url) for url in urls)

    async def card(self, message_id: MessageId) -> Card | None:
        await self._work()
        return self.cards.get(message_id)

    async def summary(self, message_id: MessageId) -> Card | None:
        await self._work()
        self.summed_up.append(message_id)
        return self.cards.get(message_id)

    async def stories(
        self, channels: Collection[ChannelId], typed: str
    ) -> tuple[tuple[StoryId, str], ...]:
        await self._work()
        self.looked_in.append(frozenset(channels))
        shown = [self.cards[each.message_id] for each in self.posted if each.channel_id in channels]
        titles = {card.story_id: card.article.title for card in shown}
        return tuple((story, title) for story, title in titles.items() if typed in title)

    async def place_of(self, story_id: StoryId, channels: Collection[ChannelId]) -> Posted | None:
        await self._work()
        return next(
            (
                each
                for each in self.posted
                if each.channel_id in channels and self.cards[each.message_id].story_id == story_id
            ),
            None,
        )

    async def rate(
        self, message_id: MessageId, *, by: Asker, opinion: Opinion, reason: str
    ) -> None:
        await self._work()
        self.opinions[message_id, by] = (opinion, reason)

    async def erase(self, by: Asker) -> int:
        await self._work()
        self.erased.append(by)
        kept = [question for question in self.questions if question.asker != by]
        gone, self.questions = len(self.questions) - len(kept), kept
        return gone

    async def export(self, by: Asker) -> dict[str, Any]:
        await self._work()
        return {"questions": [one.text for one in self.questions if one.asker == by]}

    async def registered(self) -> str:
        return self.digest

    async def register(self, digest: str) -> None:
        self.digest = digest

    async def _work(self) -> None:
        await asyncio.sleep(self.slowness)
        if self.trouble is not None:
            raise self.trouble


@dataclass(frozen=True, slots=True)
class Scene:
    """A guild with a channel, in which a bot is on the air."""

    discord: SimulatedDiscord
    newsroom: FakeNewsroom
    client: NewsClient
    guild: int
    channel: int

    async def card(self, *, channel: int | None = None, story: int = 7) -> StoredMessage:
        """A card that stands in a channel."""
        place, card = channel or self.channel, replace(card_of(), story_id=StoryId(story))
        number = f"nd{len(self.discord.requests)}"
        body = payload(card, nonce=number)
        assert body["components"] == [card_row()]
        sent = await self.client.http.request(posting(ChannelId(place)), json=body)
        message = self.message(place, int(sent["id"]))
        self.newsroom.cards[message.id] = card
        guild = self.discord._state.channels[place].guild_id
        self.newsroom.posted.append(Posted(guild, place, MessageId(message.id)))  # type: ignore[arg-type]  # plain numbers
        return message

    async def post(self, channel: int, body: dict[str, Any]) -> StoredMessage:
        """Any message of the bot's."""
        sent = await self.client.http.request(posting(ChannelId(channel)), json=body)
        return self.message(channel, int(sent["id"]))

    async def thread(self, message: StoredMessage, name: str = "Questions") -> int:
        """The thread that the bot starts from a message; its id."""
        await self.client.http.start_thread_with_message(
            message.channel_id, message.id, name=name, auto_archive_duration=1440
        )
        guild = self.client.get_guild(self.guild)
        assert guild
        await self.discord.until(lambda: guild.get_thread(message.id))
        return message.id

    def message(self, channel: int, message_id: int) -> StoredMessage:
        return next(one for one in self.discord.messages(channel) if one.id == message_id)

    async def told(self, done: Interaction) -> str:
        """What the bot says to whoever did something, and that nobody else sees it."""

        def shown() -> StoredMessage | None:
            if done.followups:
                return done.followups[-1]
            return done.original if done.original is not done.pressed_on else None

        await self.discord.until(shown, "an answer")
        message = shown()
        assert message
        assert message.seen_by == done.user
        return str(message.payload.get("content") or "")

    async def modal(self, done: Interaction) -> dict[str, Any]:
        """The form that opens."""
        await self.discord.until(lambda: done.callback, "a form")
        assert done.callback
        assert done.callback["type"] == 9
        return dict(done.callback["data"])


@asynccontextmanager
async def on_air(
    discord: SimulatedDiscord, newsroom: FakeNewsroom, *, hears_threads: bool = False
) -> AsyncIterator[NewsClient]:
    """A bot that hears people, for as long as this lasts."""
    access = Access(token=discord.token, api_url=discord.api_url, gateway_url=discord.gateway_url)
    allowance = Allowance(50)
    async with connected(
        access, Unheard(), allowance, hearing=newsroom, hears_threads=hears_threads
    ) as (client, _):
        await discord.until(lambda: newsroom.digest, "the commands")
        await discord.until(lambda: len(client.guilds) == len(discord._state.guilds), "the guilds")
        yield client


@asynccontextmanager
async def scene(
    discord: SimulatedDiscord, newsroom: FakeNewsroom | None = None, *, hears_threads: bool = False
) -> AsyncIterator[Scene]:
    """A guild with a channel, and a bot on the air in it."""
    guild = discord.add_guild("Harbour watchers")
    channel = discord.add_channel(guild, "news")
    room = newsroom or FakeNewsroom()
    async with on_air(discord, room, hears_threads=hears_threads) as client:
        yield Scene(discord, room, client, guild, channel)
