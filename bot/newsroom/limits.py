"""Limits: how much readers may ask a model; beyond them the articles speak for themselves."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.news import Guild, GuildId, NewQuestion, UseId, Uses
from bot.storage import Storage

# Choices that somebody who types is offered at once: as many as Discord shows.
OFFERED = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much one person, one guild or everybody may ask; None for as much as they like.

    Attributes:
        hour: Questions within an hour.
        day: Questions within 24 hours.
        tokens: Of a model's, input and output, within 24 hours.
    """

    hour: int | None = None
    day: int | None = None
    tokens: int | None = None

    def objection(self, used: Uses, whose: str) -> str:
        """Why no more may be asked, for the reader; empty while there is room.

        Args:
            used: What was used already.
            whose: As in "your", "this community's".
        """
        if self.hour is not None and used.hour >= self.hour:
            return f"{whose} questions of this hour are used up"
        if self.day is not None and used.day >= self.day:
            return f"{whose} questions of today are used up"
        if self.tokens is not None and used.tokens >= self.tokens:
            return f"{whose} budget for the model is used up for today"
        return ""

    def narrowed(self, day: int | None) -> "Limit":
        """The same with no more questions a day than a guild wants."""
        if day is None:
            return self
        return replace(self, day=day if self.day is None else min(day, self.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Who may ask a model how much. A guild may want less of it than the house allows."""

    storage: Storage
    clock: Callable[[], datetime]
    person: Limit = Limit()
    guild: Limit = Limit()
    house: Limit = Limit()
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, question: NewQuestion, *, tokens: int) -> UseId | str:
        """Take up a question, or say why that may not be.

        Args:
            question: Who asks, and where.
            tokens: What it may cost at most; counted until `settle` says what it did cost.
        """
        now, storage = self.clock(), self.storage
        async with self.turn:  # else two that see the same room would both take it
            guild = Guild(id=GuildId(0))
            if question.guild_id is not None:
                guild = await storage.guild(question.guild_id)
            person = self.person.narrowed(guild.person_day)
            objection = person.objection(await storage.used(now, asker=question.asker), "your")
            if not objection and question.guild_id is not None:
                used = await storage.used(now, guild_id=question.guild_id)
                objection = self.guild.narrowed(guild.guild_day).objection(used, "this community's")
            if not objection:
                objection = self.house.objection(await storage.used(now), "all")
            if objection:
                return objection
            return await storage.open_use(question.asker, question.guild_id, tokens=tokens, now=now)

    async def settle(self, use: UseId, tokens: int) -> None:
        """Note what a question did cost."""
        await self.storage.settle_use(use, tokens)
