"""Guilds: what they may set, how things are for them, and what is forgotten when."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Refusal
from bot.fronts.local import SCREEN
from bot.news import Actor, ChannelId, Guild, GuildId, RoleId, Style
from bot.newsroom.limits import Limit
from tests.fiction import lay_out
from tests.newsroom.desk import Desk, open_desk
from tests.newsstand.stand import Newsstand

GUILD = GuildId(7)
MONA, NILS, OTTO = Actor(GUILD, 70), Actor(GUILD, 71), Actor(GuildId(8), 80)
PLACE = ChannelId(SCREEN)


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    async with open_desk(database_url, questions_kept_days=30) as opened:
        yield opened


async def test_what_a_guild_sets_holds(desk: Desk) -> None:
    wanted = Guild(id=GUILD, style=Style.BRIEF, language="German", guild_day=10)

    changed = await desk.bot.desk.guilds.change(MONA, wanted.id, lambda _: wanted)

    assert changed == replace(wanted, language="de")
    assert await desk.bot.desk.guilds.guild(GUILD) == changed


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        ({"person_day": 61}, "settings-too-many"),
        ({"guild_day": -1}, "settings-too-few"),
        ({"kept_days": 31}, "settings-too-many"),
        ({"kept_days": 0}, "settings-too-few"),
        ({"language": "elvish of old"}, "language-unknown"),
    ],
)
async def test_what_the_house_does_not_allow_is_refused(
    desk: Desk, wish: dict[str, Any], refused: str
) -> None:
    with pytest.raises(Refusal) as error:
        await desk.bot.desk.guilds.change(MONA, GUILD, lambda _: replace(Guild(id=GUILD), **wish))

    assert error.value.name == refused
    assert await desk.bot.desk.guilds.guild(GUILD) == Guild(id=GUILD)


async def test_two_moderators_at_once_undo_nothing_of_each_other(desk: Desk) -> None:
    guilds = desk.bot.desk.guilds

    await asyncio.gather(
        guilds.change(MONA, GUILD, lambda known: replace(known, style=Style.BRIEF)),
        guilds.change(NILS, GUILD, lambda known: replace(known, person_day=3)),
    )

    assert await guilds.guild(GUILD) == Guild(id=GUILD, style=Style.BRIEF, person_day=3)


async def test_what_the_house_allows_no_more_stands_in_the_way_of_nothing_else(
    desk: Desk,
) -> None:
    """A guild that was allowed a hundred questions can still change its style."""
    guilds = desk.bot.desk.guilds
    generous = replace(guilds, limits=replace(guilds.limits, person=Limit()))
    await generous.change(MONA, GUILD, lambda known: replace(known, person_day=100))

    changed = await guilds.change(MONA, GUILD, lambda known: replace(known, style=Style.BRIEF))

    assert changed == Guild(id=GUILD, style=Style.BRIEF, person_day=100)


async def test_another_guilds_settings_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="guild-others"):
        await desk.bot.desk.guilds.change(OTTO, GUILD, lambda _: Guild(id=GUILD, style=Style.BRIEF))

    assert await desk.bot.desk.guilds.guild(GUILD) == Guild(id=GUILD)


async def test_the_status_tells_what_goes_and_what_does_not(desk: Desk) -> None:
    guilds, subscribing = desk.bot.desk.guilds, desk.bot.desk.subscribing
    async with Newsstand() as stand:
        good = await subscribing.follow(MONA, PLACE, lay_out(stand, 1))
        bad = await subscribing.follow(MONA, PLACE, stand.page("/none", "none", status=404))
        await subscribing.follow(OTTO, ChannelId(9), "https://other.example/feed")
        await desk.work()
        await subscribing.pause(MONA, good.subscription.id)

        status = await guilds.status(MONA)

    assert (status.feeds, status.paused, status.cards, status.owed) == (2, 1, 1, 0)
    assert [each.subscription.id for each in status.failing] == [bad.subscription.id]
    assert status.closed == ()


async def test_a_guild_that_comes_back_finds_what_it_had(desk: Desk) -> None:
    channels, guilds = desk.bot.worker.newsroom.channels, desk.bot.desk.guilds
    await desk.bot.desk.subscribing.follow(MONA, PLACE, "https://a.example/feed")
    await channels.left(GUILD, "Newsdesk was removed")
    away = await guilds.status(MONA)
    desk.clock.ahead += timedelta(days=29)
    await desk.bot.worker.newsroom.forget()

    await channels.seen(GUILD, [PLACE], lambda _: "")

    back = await guilds.status(MONA)
    assert (len(away.closed), len(back.closed), back.feeds) == (1, 0, 1)
    assert (await guilds.guild(GUILD)).left_at is None


async def test_a_guild_that_stays_away_is_forgotten(desk: Desk) -> None:
    await desk.bot.desk.subscribing.follow(MONA, PLACE, "https://a.example/feed")
    await desk.bot.desk.guilds.change(MONA, GUILD, lambda _: Guild(id=GUILD, style=Style.BRIEF))
    await desk.bot.worker.newsroom.channels.left(GUILD, "Newsdesk was removed")
    desk.clock.ahead += timedelta(days=31)

    await desk.bot.worker.newsroom.forget()

    assert await desk.bot.desk.guilds.guild(GUILD) == Guild(id=GUILD)
    assert (await desk.bot.desk.guilds.status(MONA)).feeds == 0


async def test_a_deleted_role_manages_nothing(desk: Desk) -> None:
    managed = Guild(id=GUILD, managers=frozenset({RoleId(11), RoleId(12)}))
    await desk.bot.desk.guilds.change(MONA, managed.id, lambda _: managed)

    await desk.bot.worker.newsroom.channels.role_gone(GUILD, RoleId(11))

    assert (await desk.bot.desk.guilds.guild(GUILD)).managers == {RoleId(12)}
