"""A warm start: the program's modules are loaded once, and each run is a fork of that.

A run is a process of its own, which can be killed as one; only its 2 s of imports are saved. For
tests that start the program dozens of times.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.program import PROJECT


@dataclass(frozen=True, slots=True)
class Nursery:
    """Where runs come from, one at a time."""

    orders: IO[str]
    news: IO[str]

    def start(self, words: list[str], environment: Mapping[str, str], log: Path) -> int:
        """Start a run; its process id."""
        order = {"words": words, "environment": dict(environment), "log": str(log)}
        self.orders.write(json.dumps(order) + "\n")
        self.orders.flush()
        return int(self.news.readline())

    def ended(self) -> int:
        """Wait for the run to end; its exit code, or the negative signal that killed it."""
        return int(self.news.readline())


@contextmanager
def warm_program() -> Iterator[Nursery]:
    """A nursery, with the program loaded."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.warm"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that a test that fails leaves nothing behind
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Nursery(process.stdin, process.stdout)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _serve() -> None:
    import bot.cli  # noqa: F401, PLC0415 - the point of it all, and only in this process

    for order in map(json.loads, sys.stdin):
        child = os.fork()
        if child == 0:
            _become(order["words"], order["environment"], order["log"])
        print(child, flush=True)  # noqa: T201 - this is how it speaks
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the same


def _become(words: list[str], environment: dict[str, str], log: str) -> None:
    from bot.cli import main  # noqa: PLC0415 - loaded already

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(environment["HOME"])
    with Path(log).open("a") as file, Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.argv = ["newsdesk", *words]
    main()


if __name__ == "__main__":
    _serve()
