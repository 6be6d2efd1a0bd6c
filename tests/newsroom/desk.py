"""A whole bot for one screen: feeds from a newsstand, perhaps a scripted model, real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import AnyHttpUrl

from bot.app import Bot, open_bot, utc_now
from bot.author import open_author, question_limits
from bot.fronts.local import SCREEN, LocalPublisher, into
from bot.meters import Meters
from bot.news import Card, ChannelId, Feed, FeedId, GuildId, OwedSummary, Style
from bot.newsroom.replying import Speaker
from bot.settings import Settings
from tests.model.server import ScriptedModel

WRITER: Final = "scribe"  # what the scripted model is called


@dataclass
class Wristwatch:
    """A clock that a test may put forward."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@dataclass
class Desk:
    """A bot that follows feeds for a screen, and the cards as that screen shows them now."""

    bot: Bot
    cards: list[Card]
    meters: Meters
    clock: Wristwatch

    async def follow(
        self,
        url: str,
        channel: int = SCREEN,
        *,
        guild: int | None = None,
        style: Style | None = None,
        language: str | None = None,
    ) -> FeedId:
        """Have a channel follow a feed."""
        storage = self.bot.storage
        feed = await storage.add_feed(url, now=utc_now())
        await storage.subscribe(
            feed.id,
            ChannelId(channel),
            guild_id=None if guild is None else GuildId(guild),
            now=utc_now(),
            style=style,
            language=language,
        )
        return feed.id

    async def poll(self, feed_id: FeedId) -> Feed:
        """Poll a feed now, do all that follows from it, and give back its state."""
        await self.bot.storage.save_feed(replace(await self.feed(feed_id), next_poll_at=utc_now()))
        await self.work()
        return await self.feed(feed_id)

    async def show(self, url: str) -> list[Card]:
        """Follow a feed, and show what it brings."""
        await self.poll(await self.follow(url))
        return self.cards

    async def work(self) -> None:
        """Do all that is owed."""
        await self.bot.worker.drain(asyncio.Event())

    async def later(self, span: timedelta) -> None:
        """Do all that is owed when so much time has gone by."""
        self.clock.ahead += span
        await self.work()

    async def owed_within(self, span: timedelta) -> list[OwedSummary]:
        """The summaries that will be owed by then, if nothing happens."""
        storage, then = self.bot.storage, utc_now() + span
        stories = await storage.stories_owed_summary(then, limit=1_000)
        return [owed for each in stories for owed in await storage.summaries_owed(each, then)]

    async def ask_again(self) -> None:
        """Half a minute later: the model is asked again for what stands in for its summaries."""
        await self.make_due()
        await self.work()

    async def make_due(self) -> None:
        """Have it be the moment at which the model is asked again."""
        for owed in await self.owed_within(timedelta(hours=1)):
            if owed.stand_in is not None:
                await self.bot.storage.put_off_summary(owed.stand_in, utc_now())

    async def write(self, feed_id: FeedId) -> None:
        """Poll, read and write, and show nobody anything."""
        feed, newsroom = await self.feed(feed_id), self.bot.worker.newsroom
        await self.bot.storage.save_feed(replace(feed, next_poll_at=utc_now()))
        for host in await self.bot.storage.due_hosts(utc_now(), limit=10):
            await newsroom.collecting.poll(host)
        await newsroom.collecting.read(str(feed_id))
        for story_id in await self.bot.storage.stories_owed_summary(utc_now(), limit=10):
            await newsroom.writing.write(str(story_id))

    @asynccontextmanager
    async def written_by(self, model: ScriptedModel, **settings: Any) -> AsyncIterator["Desk"]:  # noqa: ANN401 - any setting
        """The same desk for as long as somebody else writes."""
        changed = Settings().model_copy(update=asking(model) | settings)
        async with open_author(changed, self.bot.storage, self.meters, utc_now) as author:
            newsroom = self.bot.worker.newsroom
            answering = replace(self.bot.answering, author=author)
            limits = question_limits(changed, self.bot.storage, self.clock)
            answering = replace(answering, limits=limits)
            replying = newsroom.replying and replace(newsroom.replying, answering=answering)
            changed_newsroom = replace(
                newsroom,
                writing=replace(newsroom.writing, author=author),
                replying=replying,
                hearing=None
                if newsroom.hearing is None or replying is None
                else replace(newsroom.hearing, replying=replying),
            )
            worker = replace(self.bot.worker, newsroom=changed_newsroom)
            yield replace(self, bot=replace(self.bot, worker=worker, answering=answering))

    async def feed(self, feed_id: FeedId) -> Feed:
        """A feed as it is now."""
        feed = await self.bot.storage.feed(feed_id)
        assert feed is not None
        return feed

    @property
    def titles(self) -> list[str]:
        """The titles of the articles behind the cards."""
        return [card.article.title for card in self.cards]


@asynccontextmanager
async def open_desk(
    database_url: str,
    *,
    shows: int = 1,
    model: ScriptedModel | None = None,
    everywhere: bool = False,
    speaker: Speaker | None = None,
    **settings: Any,  # noqa: ANN401 - any setting
) -> AsyncIterator[Desk]:
    """A bot at its desk.

    Args:
        database_url: A migrated database.
        shows: How many entries of a first poll are shown.
        model: Who writes; the articles themselves without one.
        everywhere: Whether all channels are served, and not the screen alone.
        speaker: Where questions are answered.
        settings: Other settings, as their fields are called.
    """
    changed = {
        "allow_private_networks": True,
        "host_spacing": 0.0,
        "first_poll_shows": shows,
        "readers": 1,
        **(asking(model) if model else {}),
        **settings,
    }
    cards: list[Card] = []
    meters, clock = Meters(), Wristwatch()
    async with open_bot(
        Settings().model_copy(update=changed),
        LocalPublisher(into(cards), clock),
        database=database_url,
        speaker=speaker,
        audience=None if everywhere else {SCREEN},
        meters=meters,
        clock=clock,
    ) as bot:
        yield Desk(bot, cards, meters, clock)


def asking(model: ScriptedModel) -> dict[str, Any]:
    """The settings that make a scripted model the writer."""
    return {"openai_base_url": AnyHttpUrl(model.url), "openai_model": WRITER}
