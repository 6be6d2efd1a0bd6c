"""Guilds: what a community has set, how things are for it, and when it is forgotten."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from bot.errors import Refusal
from bot.news import Actor, FeedState, Following, Guild, GuildId, Status
from bot.newsroom.limits import Limits
from bot.newsroom.subscribing import checked
from bot.storage import Storage

# A guild that throws the bot out by mistake has so long to bring it back as it was.
KEPT = timedelta(days=30)
MOST_SHOWN = 5  # feeds that are in trouble; /feed list has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Guilds:
    """What holds for all channels of a guild.

    Attributes:
        limits: What readers may ask at most; a guild may want less.
        questions_kept: For how long questions are kept at most; a guild may want less.
        model: What writes; empty where articles speak for themselves.
    """

    storage: Storage
    limits: Limits
    questions_kept: timedelta
    model: str
    clock: Callable[[], datetime]

    async def guild(self, guild_id: GuildId) -> Guild:
        """A guild, as it has set itself."""
        return await self.storage.guild(guild_id)

    async def guilds(self) -> Sequence[Guild]:
        """Every guild that has set or followed something, for whoever sits at the machine."""
        return await self.storage.guilds()

    async def change(
        self, actor: Actor, guild_id: GuildId, change: Callable[[Guild], Guild]
    ) -> Guild:
        """Have a guild set so from now on.

        Args:
            actor: Who wants it.
            guild_id: The guild.
            change: What it is to have set, from what it has at that moment.

        Raises:
            Refusal: It is another's, a number is more than the house allows, or there is no such
                language.
        """
        if not (actor.is_admin or actor.guild_id == guild_id):
            raise Refusal("guild-others")

        def allowed(known: Guild) -> Guild:
            return self._allowed(known, change(known))

        return await self.storage.change_guild(actor, guild_id, allowed, now=self.clock())

    async def status(self, actor: Actor) -> Status:
        """How things are for somebody's guild; for everybody, for the admin."""
        now = self.clock()
        followings = await self.storage.followings(actor, now=now)
        pulse = await self.storage.pulse_of(actor, now=now)
        return Status(
            feeds=len(followings),
            paused=sum(each.subscription.paused_at is not None for each in followings),
            closed=_first(each for each in followings if each.subscription.closed_for),
            failing=_first(each for each in followings if _fails(each)),
            owed=sum(each.owed for each in followings),
            failed=sum(each.failed for each in followings),
            model=self.model,
            **pulse,
        )

    async def forget(self) -> int:
        """Forget guilds that the bot left long ago, and questions that a guild keeps no longer."""
        now = self.clock()
        gone = await self.storage.forget_guilds(now - KEPT, now=now)
        count = len(gone)
        for guild in await self.storage.guilds():
            if guild.kept_days is not None:
                before = now - timedelta(days=guild.kept_days)
                count += await self.storage.forget_readers(before, guild_id=guild.id)
        return count

    def _allowed(self, known: Guild, wanted: Guild) -> Guild:
        """What a guild wants, as far as it is new; what the house has lowered since stays.

        Raises:
            Refusal: A number is more than the house allows, or there is no such language.
        """
        if wanted.person_day != known.person_day:
            _allow(wanted.person_day, self.limits.person.day)
        if wanted.guild_day != known.guild_day:
            _allow(wanted.guild_day, self.limits.guild.day)
        if wanted.kept_days != known.kept_days:
            _allow(wanted.kept_days, self.questions_kept.days, least=1)
        return replace(wanted, language=checked(wanted.language))


def _first(followings: Iterable[Following]) -> tuple[Following, ...]:
    return tuple(islice(followings, MOST_SHOWN))


def _fails(following: Following) -> bool:
    feed = following.feed
    return feed.state is not FeedState.ACTIVE or feed.failures > 0


def _allow(wanted: int | None, most: int | None, *, least: int = 0) -> None:
    """Let a guild set a number that is no more than the house's."""
    if wanted is None:
        return
    if wanted < least:
        raise Refusal("settings-too-few", least=least)
    if most is not None and wanted > most:
        raise Refusal("settings-too-many", most=most)
