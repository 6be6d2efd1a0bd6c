"""One process at a time is on the air, and its place comes free however it ends."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from bot.errors import AdminError
from bot.storage import open_storage

PROJECT = Path(__file__).resolve().parents[2]
HOLD = """
import asyncio, sys
from bot.storage import open_storage

async def hold():
    async with open_storage(sys.argv[1]) as storage, storage.air() as lost:
        print("held" if lost is not None else "refused", flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""


async def test_the_air_is_taken_once(database_url: str) -> None:
    async with open_storage(database_url) as first, open_storage(database_url) as second:
        async with first.air() as held, second.air() as refused:
            taken = (held is not None, refused is None)
        async with second.air() as held_again:
            taken_again = held_again is not None

    assert taken == (True, True)
    assert taken_again


async def test_the_air_comes_free_when_its_holder_is_killed(database_url: str) -> None:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD, database_url, cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    said = await holder.stdout.readline()
    async with open_storage(database_url) as storage:
        async with storage.air() as refused:
            pass

        holder.send_signal(signal.SIGKILL)
        await holder.wait()

        async with asyncio.timeout(10):
            while True:
                async with storage.air() as held:
                    if held is not None:
                        break
                await asyncio.sleep(0.05)
    assert (said, refused) == (b"held\n", None)


async def test_a_holder_learns_that_postgresql_forgot_it(postgresql_url: str) -> None:
    async with open_storage(postgresql_url) as storage, storage.air() as held:
        assert held is not None
        admin = await asyncpg.connect(postgresql_url)
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        )
        await admin.close()

        with pytest.raises(AdminError):
            await asyncio.wait_for(held, 10)


async def test_a_database_in_memory_is_nobody_elses() -> None:
    async with open_storage("sqlite:///:memory:") as storage, storage.air() as held:
        assert held is not None
