"""Guilds: what they set, that they are left and come back, and how they are forgotten."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.news import (
    HERE,
    Actor,
    ChannelId,
    FilterKind,
    Guild,
    GuildId,
    Manner,
    RoleId,
    Style,
)
from bot.storage import Storage
from tests.storage.samples import NOW
from tests.storage.test_following import ALDER, BIRCH, EGRET, MONA, NILS, OTTO, follow

CRIERS, KEEPERS = RoleId(2**62 + 1), RoleId(2**62 + 3)
SET = Guild(
    id=ALDER,
    style=Style.BRIEF,
    language="",
    managers=frozenset({CRIERS, KEEPERS}),
    desk_id=ChannelId(9),
    person_day=3,
    guild_day=30,
    kept_days=7,
)


async def test_a_guild_that_has_set_nothing_is_as_the_house_has_it(storage: Storage) -> None:
    assert await storage.guild(ALDER) == Guild(id=ALDER)


async def test_what_a_guild_sets_is_kept(storage: Storage) -> None:
    changed = await storage.change_guild(MONA, SET.id, lambda _: SET, now=NOW)

    assert changed == SET
    assert await storage.guild(ALDER) == SET
    assert await storage.guild(BIRCH) == Guild(id=BIRCH)


async def test_the_audit_has_what_changed_alone(storage: Storage) -> None:
    await storage.change_guild(MONA, SET.id, lambda _: SET, now=NOW)
    await storage.change_guild(NILS, ALDER, lambda _: replace(SET, person_day=4), now=NOW)
    await storage.change_guild(NILS, ALDER, lambda _: replace(SET, person_day=4), now=NOW)

    newest, _first = await storage.changes(MONA, limit=10)

    assert newest.person == NILS.person
    assert (newest.before, newest.after) == ({"person_day": 3}, {"person_day": 4})


async def test_a_guild_that_is_left_and_entered_again_is_as_it_was(storage: Storage) -> None:
    await storage.change_guild(MONA, SET.id, lambda _: SET, now=NOW)

    await storage.leave_guild(ALDER, now=NOW)
    left = await storage.guild(ALDER)
    entered = [await storage.enter_guild(ALDER) for _ in range(2)]

    assert left.left_at == NOW
    assert entered == [True, False]
    assert await storage.guild(ALDER) == SET


async def test_leaving_twice_counts_from_the_first_time(storage: Storage) -> None:
    await storage.change_guild(MONA, SET.id, lambda _: SET, now=NOW)

    await storage.leave_guild(ALDER, now=NOW)
    await storage.leave_guild(ALDER, now=NOW + timedelta(days=9))

    assert (await storage.guild(ALDER)).left_at == NOW


async def test_a_guild_that_left_long_ago_is_forgotten_with_all_it_had(storage: Storage) -> None:
    ours = await follow(storage, MONA)
    theirs = await follow(storage, OTTO, channel_id=EGRET)
    await storage.change_guild(MONA, SET.id, lambda _: SET, now=NOW)
    await storage.add_filter(MONA, FilterKind.NEVER, "golf", ours.subscription.id, now=NOW)
    await storage.add_filter(MONA, FilterKind.NEVER, "polo", now=NOW)
    panel = await storage.open_panel(MONA, "settings", {}, now=NOW)
    await storage.leave_guild(ALDER, now=NOW)

    forgotten = await storage.forget_guilds(NOW + timedelta(seconds=1), now=NOW)

    assert forgotten == [ALDER]
    assert await storage.followings(HERE, now=NOW) == [theirs]
    assert await storage.filters(HERE) == []
    assert await storage.guild(ALDER) == Guild(id=ALDER)
    assert await storage.panel(panel.id) is None
    assert (await storage.changes(MONA, limit=1))[0].what == "guild-forgotten"


async def test_a_guild_that_left_lately_is_not_forgotten(storage: Storage) -> None:
    await follow(storage, MONA)
    await storage.leave_guild(ALDER, now=NOW)

    assert await storage.forget_guilds(NOW, now=NOW) == []


async def test_a_deleted_role_is_neither_mentioned_nor_manages(storage: Storage) -> None:
    await follow(storage, MONA, manner=Manner(mention=CRIERS))
    await follow(storage, MONA, url="https://b.example/feed", manner=Manner(mention=KEEPERS))
    await storage.change_guild(MONA, SET.id, lambda _: SET, now=NOW)

    dropped = await storage.drop_role(ALDER, CRIERS, now=NOW)

    followed = await storage.followings(MONA, now=NOW)
    assert dropped
    assert {each.subscription.manner.mention for each in followed} == {None, KEEPERS}
    assert (await storage.guild(ALDER)).managers == {KEEPERS}
    assert (await storage.changes(MONA, limit=1))[0].what == "role-gone"


@pytest.mark.parametrize("guild_id", [ALDER, BIRCH])
async def test_a_role_that_nobody_named_changes_nothing(
    storage: Storage, guild_id: GuildId
) -> None:
    await follow(storage, MONA, manner=Manner(mention=CRIERS))
    gone = KEEPERS if guild_id == ALDER else CRIERS
    before = await storage.changes(HERE, limit=10)

    assert not await storage.drop_role(guild_id, gone, now=NOW)

    assert await storage.changes(HERE, limit=10) == before


async def test_many_first_settings_at_once_make_one_guild(storage: Storage) -> None:
    actors = [Actor(ALDER, person) for person in range(5)]

    await asyncio.gather(
        *(storage.change_guild(each, SET.id, lambda _: SET, now=NOW) for each in actors)
    )

    assert await storage.guild(ALDER) == SET
    assert len(await storage.changes(MONA, limit=10)) == 1
