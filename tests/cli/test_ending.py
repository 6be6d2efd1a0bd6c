"""How a command ends: what still closes by itself is let close."""

import asyncio

import pytest
import typer

from bot.cli.base import at_once, until_stopped


def test_what_is_about_to_end_is_not_cancelled_in_its_first_step() -> None:
    steps, kept = [], set()

    async def close() -> None:
        steps.append("begun")
        await asyncio.sleep(0.05)
        steps.append("closed")

    async def work(stop: asyncio.Event) -> int:
        del stop
        kept.add(asyncio.ensure_future(close()))
        await asyncio.sleep(0)
        return 7

    with pytest.raises(typer.Exit) as ended:
        until_stopped(work)

    assert ended.value.exit_code == 7
    assert steps == ["begun", "closed"]


def test_what_never_ends_keeps_nobody_waiting_for_good() -> None:
    kept = set()

    async def work() -> int:
        kept.add(asyncio.ensure_future(asyncio.Event().wait()))
        return 0

    with pytest.raises(typer.Exit) as ended:
        at_once(work())

    assert ended.value.exit_code == 0
    assert all(each.cancelled() for each in kept)
