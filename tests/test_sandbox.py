"""The killable processes: whatever a job does, the next one runs."""

import asyncio
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import HostileError, SourceError
from bot.sandbox import Sandbox
from tests import hostile_jobs as jobs

URL = "https://example.org/story"


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(workers=1, memory_mb=256) as sandbox:
        yield sandbox


async def works(sandbox: Sandbox) -> bool:
    return await sandbox.run(jobs.double, 21, url=URL) == 42


async def test_a_job_gives_back_its_result(sandbox: Sandbox) -> None:
    answer = await sandbox.run(jobs.double, 20, plus=2, url=URL)

    assert answer == 42


@pytest.mark.parametrize("job", [jobs.spin_forever, jobs.spin_in_c])
async def test_an_endless_job_is_killed_at_its_deadline(
    sandbox: Sandbox, job: Callable[[], object]
) -> None:
    with pytest.raises(HostileError) as caught:
        await sandbox.run(job, url=URL, deadline=0.3)

    assert (caught.value.url, caught.value.problem) == (URL, "took longer than 0.3 s to read")
    assert await works(sandbox)


async def test_a_crash_costs_only_its_own_job(sandbox: Sandbox) -> None:
    with pytest.raises(HostileError, match="crashed its reader"):
        await sandbox.run(jobs.crash, url=URL)

    assert await works(sandbox)


@pytest.mark.parametrize("code", [0, 1, 99])
async def test_a_job_that_ends_its_process_is_a_crash(sandbox: Sandbox, code: int) -> None:
    with pytest.raises(HostileError):
        await sandbox.run(jobs.leave, code, url=URL, deadline=1)

    assert await works(sandbox)


async def test_a_job_that_takes_too_much_memory_fails_alone(sandbox: Sandbox) -> None:
    with pytest.raises(HostileError, match="took more than 256 MB of memory to read"):
        await sandbox.run(jobs.take_memory, 300, url=URL)

    assert await sandbox.run(jobs.take_memory, 100, url=URL) == 100 * 1024 * 1024


async def test_a_result_that_is_too_deep_is_hostile(sandbox: Sandbox) -> None:
    with pytest.raises(HostileError, match="is nested too deeply to read"):
        await sandbox.run(jobs.nest, url=URL)


async def test_an_error_of_the_house_comes_out_unchanged(sandbox: Sandbox) -> None:
    with pytest.raises(SourceError) as caught:
        await sandbox.run(jobs.complain, url=URL)

    assert str(caught.value) == f"{URL}: is a PDF, not a page"
    assert not hasattr(caught.value, "__notes__")


async def test_a_bug_stays_loud_and_tells_where_it_was(sandbox: Sandbox) -> None:
    with pytest.raises(KeyError, match="paragraphs") as caught:
        await sandbox.run(jobs.fail, url=URL)

    assert "in fail" in caught.value.__notes__[0]


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (jobs.fail_fussily, "this and that"),
        (jobs.exit_politely, "SystemExit"),
        (jobs.trap, "takes no arguments"),
        (jobs.cannot_be_sent, "pickle"),
    ],
)
async def test_what_does_not_travel_is_a_bug_and_breaks_nothing(
    sandbox: Sandbox, job: Callable[[], object], words: str
) -> None:
    with pytest.raises(Exception, match=words) as caught:
        await sandbox.run(job, url=URL)

    assert not isinstance(caught.value, SourceError)
    assert await works(sandbox)


async def test_waiting_for_a_worker_does_not_count(sandbox: Sandbox) -> None:
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(sandbox.run(jobs.sleep, 1.0, url=URL, deadline=5))
        waiting = group.create_task(sandbox.run(jobs.sleep, 0.1, url=URL, deadline=0.6))

    assert (slow.result(), waiting.result()) == ("rested", "rested")


async def test_cancelling_the_wait_kills_the_job(sandbox: Sandbox, tmp_path: Path) -> None:
    started = tmp_path / "started"
    task = asyncio.create_task(sandbox.run(jobs.spin_in_c, str(started), url=URL, deadline=60))
    worker = await written(started)

    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert await gone(worker)
    assert await works(sandbox)


@pytest.mark.parametrize("pause", [0.0, 0.3])  # pebble looks after its workers ten times a second
async def test_a_worker_killed_from_outside_is_replaced(sandbox: Sandbox, pause: float) -> None:
    os.kill(await sandbox.run(jobs.process_id, url=URL), signal.SIGKILL)
    await asyncio.sleep(pause)

    assert await works(sandbox)


async def test_closing_takes_two_seconds_at_most(tmp_path: Path) -> None:
    started = tmp_path / "started"
    async with Sandbox(workers=2) as sandbox:
        task = asyncio.create_task(sandbox.run(jobs.spin_in_c, str(started), url=URL, deadline=60))
        worker = await written(started)
        closing = time.monotonic()

    assert time.monotonic() - closing < 2
    assert await gone(worker)
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_sandbox_that_is_not_used_starts_nothing() -> None:
    before = set(multiprocessing.active_children())

    async with Sandbox():
        during = set(multiprocessing.active_children())

    assert during == before


async def test_the_loop_goes_on_while_processes_start() -> None:
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)

    async with Sandbox(workers=2) as sandbox:
        watcher = asyncio.create_task(watch())
        await works(sandbox)
        watcher.cancel()

    assert longest < 0.25


PARENT = """
import asyncio, sys
from bot.sandbox import Sandbox
from tests import hostile_jobs as jobs

async def main():
    async with Sandbox(workers=1) as sandbox:
        await sandbox.run(jobs.{job}, url="https://example.org/", deadline=60)

if __name__ == "__main__":
    asyncio.run(main())
else:
    sys.exit("A worker ran the program again.")
"""


async def test_workers_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    started = tmp_path / "started"
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(job=f"spin_in_c, {str(started)!r}"), encoding="utf-8")
    parent = await asyncio.create_subprocess_exec(sys.executable, str(script), env=environment())
    worker = await written(started)

    parent.kill()
    await parent.wait()

    assert await gone(worker)


async def test_nothing_a_job_prints_stands_on_standard_output(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(job="speak"), encoding="utf-8")
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )

    out, err = await parent.communicate()

    assert (out, err) == (b"", b"chatter\n")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


async def written(file: Path) -> int:
    """The number of the process that writes it into a file when it has started."""
    return await asyncio.to_thread(wait_for, file)


def wait_for(file: Path) -> int:
    until = time.monotonic() + 20
    while not file.exists() or not (number := file.read_text(encoding="ascii")):
        assert time.monotonic() < until
        time.sleep(0.02)
    return int(number)


async def gone(process: int) -> bool:
    """Whether a process ends within two seconds."""
    for _ in range(100):
        if not alive(process):
            return True
        await asyncio.sleep(0.02)
    return False


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # On Linux a container without an init keeps the ended ones as zombies.
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or ") Z " not in state.read_text(encoding="utf-8")
