"""What the tests let killable processes do: functions that a worker can import.

Like every reader they are told whose document it is, though most do not care.
"""
# ruff: noqa: ARG001 - the address is part of a job's shape

import ctypes
import os
import sys
import time
from pathlib import Path
from typing import NoReturn, Self

from bot.errors import SourceError


def double(number: int, *, url: str, plus: int = 0) -> int:
    """An honest job."""
    return number * 2 + plus


def process_id(url: str) -> int:
    """Which worker does the job."""
    return os.getpid()


def sleep(seconds: float, url: str) -> str:
    """A slow job."""
    time.sleep(seconds)
    return "rested"


def spin_forever(url: str) -> NoReturn:
    """An endless loop that the interpreter could interrupt."""
    while True:
        pass


def spin_in_c(started: str = "", *, url: str) -> int:
    """A loop in C that no signal handler written in Python gets into, for hours."""
    if started:
        Path(started).write_text(str(os.getpid()), encoding="ascii")
    return sum(range(10**12))


def crash(url: str) -> int:
    """A segmentation fault."""
    return ctypes.string_at(0)[0]


def leave(code: int, url: str) -> NoReturn:
    """An end without a word."""
    os._exit(code)


def exit_politely(url: str) -> NoReturn:
    """What a library may do that thinks it is a program."""
    sys.exit(3)


def take_memory(megabytes: int, url: str) -> int:
    """Eat and forget."""
    return len(bytearray(megabytes * 1024 * 1024))


def nest(url: str) -> list[object]:
    """A result that is too deep to be sent."""
    root: list[object] = []
    for _ in range(100_000):
        root = [root]
    return root


def complain(url: str) -> NoReturn:
    """An error of the house."""
    raise SourceError(url, "is a PDF, not a page")


def fail(url: str) -> NoReturn:
    """A bug."""
    raise KeyError("paragraphs")


class FussyError(Exception):
    """An exception that cannot be unpickled, for it wants two arguments."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")


def fail_fussily(url: str) -> NoReturn:
    """A bug with an exception that does not travel."""
    raise FussyError("this", "that")


class Trap:
    """Breaks whoever unpickles it."""

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), ("takes no arguments",)


def trap(url: str) -> Trap:
    """A result that breaks its reader."""
    return Trap()


def cannot_be_sent(url: str) -> object:
    """A result that cannot be pickled."""
    return lambda: None


def speak(url: str) -> None:
    """A library that prints."""
    print("chatter")  # noqa: T201 - the chatter is the test
    sys.stdout.flush()
