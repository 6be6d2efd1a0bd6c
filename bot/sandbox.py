"""Processes that can be killed: where documents are read that may hang, crash or eat memory.

A worker runs one job at a time. When a job takes too long or too much, its worker is killed, a new
one takes its place, and only that job fails. Nothing here knows what a job does.
"""

import asyncio
import fcntl
import multiprocessing
import multiprocessing.connection
import os
import pickle
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import TracebackType
from typing import Final, Self, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from bot.errors import AdminError, HostileError, NewsdeskError, Trouble

MEBIBYTE: Final = 1024 * 1024
DEADLINE: Final = 10.0  # seconds
JOBS_A_WORKER: Final = 200  # then a fresh one, for extractors leak
OUT_OF_MEMORY: Final = 75  # how a worker ends that must not be used again (EX_TEMPFAIL)
# A server that has the readers loaded forks a worker in 10 ms; spawning one takes 400 ms. Plain
# fork would be as fast, but copies locks that the parent's threads hold.
START_METHOD: Final = "forkserver"
NO_PROCESS: Final = "No process can be started to read pages in, or each ends as soon as it starts."

Result = TypeVar("Result")


class Sandbox:
    """A few killable processes, started at first use. An async context manager.

    Args:
        workers: How many jobs run at once.
        memory_mb: Address space that a worker may have while it runs a job, in MiB. Enforced on
            Linux; a worker that has just loaded trafilatura has 55.
        modules: What to import before the first job, so that no job's time goes into imports.
    """

    def __init__(
        self, workers: int = 2, memory_mb: int = 1024, modules: Sequence[str] = ()
    ) -> None:
        self._workers = workers
        self._memory_mb = memory_mb
        self._modules = list(modules)
        self._pool: ProcessPool | None = None
        self._starting = asyncio.Lock()
        self._running: set[asyncio.Future[bytes]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for future in self._running:
            future.cancel()
        if self._pool is not None:
            await asyncio.to_thread(_stop, self._pool)

    async def run(
        self,
        function: Callable[..., Result],
        *args: object,
        url: str,
        deadline: float = DEADLINE,
        **kwargs: object,
    ) -> Result:
        """Call a function in a killable process. Cancelling the wait kills the process.

        Args:
            function: A function at the top level of a module, with a parameter `url`.
            args: What it is given; all must be picklable, as must what it returns.
            url: Whose document is read. For the errors, and handed on by name.
            deadline: Seconds it may take, counted from when a worker takes the job up.
            kwargs: What else it is given by name.

        Raises:
            HostileError: It took too long or too much memory, nested too deeply, or crashed.
            NewsdeskError: What the function raised itself, unchanged.
            AdminError: No process can be started.
        """
        job = pickle.dumps((function, args, {"url": url, **kwargs}))
        for _attempt in range(2):  # a worker killed from outside breaks the pool for its neighbours
            try:
                outcome = await self._performed(job, deadline)
            except TimeoutError as error:
                problem = f"took longer than {deadline:g} s to read"
                raise HostileError(url, problem, Trouble.TOO_LARGE) from error
            except ProcessExpired as error:
                raise HostileError(url, *self._cause_of_death(error.exitcode)) from error
            except BrokenProcessPool:
                continue
            return cast("Result", _unpacked(outcome, url))
        raise AdminError(NO_PROCESS)

    async def _performed(self, job: bytes, deadline: float) -> bytes:
        pool = await self._living_pool()
        future = asyncio.wrap_future(
            pool.schedule(_perform, args=(job, self._memory_mb), timeout=deadline)
        )
        self._running.add(future)
        try:
            return await future
        finally:
            self._running.discard(future)

    async def _living_pool(self) -> ProcessPool:
        async with self._starting:
            if self._pool is None or not self._pool.active:
                self._pool = await asyncio.to_thread(self._started, self._pool)
            return self._pool

    def _started(self, broken: ProcessPool | None) -> ProcessPool:
        if broken is not None:
            _stop(broken)
        _leave_the_program_alone()
        context = multiprocessing.get_context(START_METHOD)
        context.set_forkserver_preload([__name__, *self._modules])
        pool = ProcessPool(
            max_workers=self._workers,
            max_tasks=JOBS_A_WORKER,
            initializer=_settle_in,
            context=context,
        )
        try:
            pool.active  # noqa: B018 - starts the processes; the first job need not wait for them
        except BrokenProcessPool as error:
            raise AdminError(NO_PROCESS) from error
        return pool

    def _cause_of_death(self, exit_code: int | None) -> tuple[str, Trouble]:
        if exit_code == OUT_OF_MEMORY:
            return f"took more than {self._memory_mb} MB of memory to read", Trouble.TOO_LARGE
        return "crashed its reader", Trouble.BROKEN


def _leave_the_program_alone() -> None:
    """Keep workers from importing the program that was started: no job lives in it.

    multiprocessing imports it anew in each worker, which for the whole bot takes a second or more,
    unless it looks like a package's `__main__`, as it does under `python -m`.
    """
    program = sys.modules["__main__"]
    if program.__spec__ is None:
        program.__spec__ = ModuleSpec("newsdesk.__main__", loader=None)


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without types
    pool.join()


# Below is what runs in a worker.


def _settle_in() -> None:
    """Prepare a new worker: it ends when it is told, and with its parent."""
    # Pebble's own handler waits for Python code to run, which a loop in C never does.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(2, 1)  # what a library prints must not stand among the cards
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash is expected, its dump unwanted
    if parent := multiprocessing.parent_process():
        _die_with(parent.sentinel)


def _die_with(sentinel: int) -> None:
    """End this process when a pipe's other end closes, which is when the parent is gone.

    The pipe signals it (SIGIO, whose default is to end the process), so that a loop in C that
    never lets go of the interpreter ends as well. PR_SET_PDEATHSIG would wait for the death of the
    fork server, which in turn waits for its workers.
    """
    if sys.platform == "linux":
        fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(sentinel, fcntl.F_GETFL)
        fcntl.fcntl(sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    # For other systems, where SIGIO is ignored, and for a parent that is gone already.
    threading.Thread(target=_end_after, args=(sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _perform(job: bytes, memory_mb: int) -> bytes:
    """Do a job. What comes of it is pickled here, for pebble's pool hangs on what it cannot read.

    Returns:
        A pickled triple: the value, an error or None, and the error's traceback as text.
    """
    try:
        function, args, kwargs = pickle.loads(job)  # noqa: S301 - our parent wrote it
        with _memory_limit(memory_mb):
            return pickle.dumps((function(*args, **kwargs), None, ""))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what it still holds would be missing to the next job
    except BaseException as error:  # noqa: BLE001 - raised again in the parent, also SystemExit
        return pickle.dumps((None, _portable(error), traceback.format_exc()))


@contextmanager
def _memory_limit(megabytes: int) -> Iterator[None]:
    """Limit the address space during a job alone: the talk with the parent must not fail."""
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * MEBIBYTE
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _portable(error: BaseException) -> Exception:
    """The error itself if it survives pickling, else its words."""
    try:
        returned = pickle.loads(pickle.dumps(error))  # noqa: S301 - written on the same line
    except Exception:  # noqa: BLE001 - anything may be wrong with a foreign exception
        returned = None
    return returned if isinstance(returned, Exception) else RuntimeError(repr(error))


# And this unpacks it in the parent.


def _unpacked(outcome: bytes, url: str) -> object:
    value, error, trace = pickle.loads(outcome)  # noqa: S301 - our worker wrote it
    if error is None:
        return value
    if isinstance(error, RecursionError):
        raise HostileError(url, "is nested too deeply to read", Trouble.BROKEN) from error
    if not isinstance(error, NewsdeskError):
        error.add_note(f"In the killable process:\n{trace}")
    raise error
