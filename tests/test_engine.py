"""The engine wakes: one key at one worker at a time, and no wake-up is lost for long."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.engine import Engine, Task, Wake, open_engine, prepare_engine
from bot.errors import AdminError

SOON = timedelta(seconds=1)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[Engine]:
    """A fresh engine on each of the two databases."""
    await prepare_engine(database_url)
    async with open_engine(database_url, heartbeat=SOON) as engine:
        yield engine


class Diary:
    """A handler that notes its calls, and is done after a number of them."""

    def __init__(self, calls: int, *, takes: float = 0.0) -> None:
        self.keys: list[str] = []
        self.started = asyncio.Event()
        self.done = asyncio.Event()
        self.at_work = 0
        self.most_at_work = 0
        self._calls = calls
        self._takes = takes

    async def __call__(self, key: str) -> None:
        self.keys.append(key)
        self.started.set()
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        await asyncio.sleep(self._takes)
        self.at_work -= 1
        if len(self.keys) == self._calls:
            self.done.set()


async def test_a_woken_key_reaches_its_handler(engine: Engine) -> None:
    diary = Diary(calls=1)

    await engine.wake(Wake(Task.READ, "17"))
    await engine.run({Task.READ: diary}, diary.done)

    assert diary.keys == ["17"]


async def test_a_key_woken_twice_is_handled_once(engine: Engine) -> None:
    diary = Diary(calls=2)

    await engine.wake(Wake(Task.READ, "1"), Wake(Task.READ, "1"), Wake(Task.READ, "2"))
    await engine.run({Task.READ: diary}, diary.done)

    assert sorted(diary.keys) == ["1", "2"]


async def test_a_key_woken_while_at_work_is_handled_again_and_never_twice_at_once(
    engine: Engine,
) -> None:
    diary = Diary(calls=2, takes=0.2)

    async def wake_during_work() -> None:
        await diary.started.wait()
        await engine.wake(Wake(Task.DELIVER, "5"))

    await engine.wake(Wake(Task.DELIVER, "5"))
    async with asyncio.timeout(30):
        await asyncio.gather(engine.run({Task.DELIVER: diary}, diary.done), wake_during_work())

    assert diary.keys == ["5", "5"]
    assert diary.most_at_work == 1


async def test_different_keys_are_handled_side_by_side(engine: Engine) -> None:
    diary = Diary(calls=8, takes=0.2)

    await engine.wake(*(Wake(Task.POLL, f"host-{n}") for n in range(8)))
    await engine.run({Task.POLL: diary}, diary.done)

    assert diary.most_at_work > 1


async def test_what_comes_later_on_the_path_is_done_sooner(engine: Engine) -> None:
    order: list[str] = []
    stop = asyncio.Event()

    async def note(key: str) -> None:
        order.append(key)
        if len(order) == 3:
            stop.set()

    await engine.wake(Wake(Task.POLL, "poll"), Wake(Task.WRITE, "write"), Wake(Task.DELIVER, "go"))
    await engine.run({Task.POLL: note, Task.WRITE: note, Task.DELIVER: note}, stop)

    assert order == ["go", "write", "poll"]


async def test_stop_waits_for_what_is_in_hand(engine: Engine) -> None:
    stop, finished = asyncio.Event(), asyncio.Event()

    async def slow(key: str) -> None:
        del key
        stop.set()
        await asyncio.sleep(0.2)
        finished.set()

    await engine.wake(Wake(Task.WRITE, "1"))
    await engine.run({Task.WRITE: slow}, stop)

    assert finished.is_set()


async def test_a_database_that_is_not_there_is_the_admins_matter_and_its_password_nobodys() -> None:
    url = "postgresql://newsdesk:hunter2@127.0.0.1:1/news"

    with pytest.raises(AdminError, match=r"PostgreSQL at 127\.0\.0\.1 cannot be reached") as error:
        await prepare_engine(url)

    assert "hunter2" not in str(error.value)


async def test_an_engine_that_was_stopped_can_run_again(engine: Engine) -> None:
    first, second = Diary(calls=1), Diary(calls=1)

    for diary in (first, second):
        await engine.wake(Wake(Task.READ, "3"))
        await engine.run({Task.READ: diary}, diary.done)

    assert first.keys == second.keys == ["3"]
