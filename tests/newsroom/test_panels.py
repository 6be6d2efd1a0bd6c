"""Panels: only whoever opened one may press, for a day, and once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.errors import Refusal
from bot.news import Actor, GuildId
from bot.newsroom.panels import Panels
from bot.storage import Storage
from tests.storage.samples import NOW

MONA = Actor(GuildId(7), 70)
LATER = timedelta(hours=24, seconds=1)


def panels(storage: Storage, clock: Callable[[], datetime] = lambda: NOW) -> Panels:
    """The room at hand."""
    return Panels(storage, clock)


async def test_whoever_opened_a_panel_reads_it(storage: Storage) -> None:
    opened = await panels(storage).open(MONA, "feed-add", {"url": "https://a.example"})

    assert await panels(storage).read(opened.id, MONA) == opened


@pytest.mark.parametrize("actor", [Actor(GuildId(7), 71), Actor(GuildId(8), 70)])
async def test_nobody_else_presses_on_a_panel(storage: Storage, actor: Actor) -> None:
    opened = await panels(storage).open(MONA, "feed-add", {})

    with pytest.raises(Refusal, match="panel-others"):
        await panels(storage).read(opened.id, actor)


async def test_a_panel_says_when_it_is_too_old(storage: Storage) -> None:
    opened = await panels(storage).open(MONA, "feed-add", {})

    with pytest.raises(Refusal, match="panel-old"):
        await panels(storage, lambda: NOW + LATER).read(opened.id, MONA)


async def test_a_panel_that_is_done_is_done(storage: Storage) -> None:
    opened = await panels(storage).open(MONA, "feed-add", {})

    closed = [await panels(storage).close(opened) for _ in range(2)]

    assert closed == [True, False]
    with pytest.raises(Refusal, match="panel-old"):
        await panels(storage).read(opened.id, MONA)


async def test_a_panel_remembers_what_was_chosen(storage: Storage) -> None:
    opened = await panels(storage).open(MONA, "feed-add", {"channel": "5"})

    changed = await panels(storage).change(opened, {"channel": "6"})

    assert changed.about == {"channel": "6"}
    assert await panels(storage).read(opened.id, MONA) == changed


async def test_what_is_too_old_is_forgotten(storage: Storage) -> None:
    await panels(storage).open(MONA, "feed-add", {})

    assert await panels(storage).forget() == 0
    assert await panels(storage, lambda: NOW + LATER).forget() == 1
