"""What the buttons of messages are about: kept over a restart, and done once."""

import asyncio
from datetime import timedelta

from bot.news import PanelId
from bot.storage import Storage
from tests.storage.samples import NOW
from tests.storage.test_following import ALDER, MONA

ABOUT = {"url": "https://a.example/feed", "channel": str(2**62), "title": "Zeitung – ü"}


async def test_a_panel_is_read_as_it_was_opened(storage: Storage) -> None:
    opened = await storage.open_panel(MONA, "feed-add", ABOUT, now=NOW)

    assert await storage.panel(opened.id) == opened
    assert (opened.guild_id, opened.owner, opened.about) == (ALDER, MONA.person, ABOUT)


async def test_a_panel_may_be_about_something_else(storage: Storage) -> None:
    opened = await storage.open_panel(MONA, "feed-add", ABOUT, now=NOW)

    changed = await storage.change_panel(opened.id, {"channel": "6"})

    kept = await storage.panel(opened.id)
    assert changed
    assert kept is not None
    assert kept.about == {"channel": "6"}


async def test_of_many_presses_at_once_one_closes_the_panel(storage: Storage) -> None:
    opened = await storage.open_panel(MONA, "feed-add", ABOUT, now=NOW)

    closed = await asyncio.gather(*(storage.close_panel(opened.id) for _ in range(5)))

    assert sorted(closed) == [False] * 4 + [True]
    assert await storage.panel(opened.id) is None


async def test_a_panel_that_was_never_opened_is_not_there(storage: Storage) -> None:
    assert await storage.panel(PanelId(2**62)) is None
    assert not await storage.change_panel(PanelId(1), {})


async def test_old_panels_are_forgotten(storage: Storage) -> None:
    old = await storage.open_panel(MONA, "feed-add", ABOUT, now=NOW - timedelta(days=2))
    new = await storage.open_panel(MONA, "feed-add", ABOUT, now=NOW)

    count = await storage.forget_panels(NOW - timedelta(days=1))

    assert count == 1
    assert (await storage.panel(old.id), await storage.panel(new.id)) == (None, new)
