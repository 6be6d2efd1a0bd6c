"""The program as a person starts it: a process of its own, in an environment of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE = 90.0  # seconds; a hang bound, not a measure


@dataclass(frozen=True, slots=True)
class Answer:
    """What a finished run left behind."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout, one a line."""
        return [json.loads(text) for text in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line on stderr; anything else is a failure of the test."""
        (text,) = self.err.splitlines()
        return text


@dataclass(frozen=True, slots=True)
class Running:
    """A started run. What it says goes to files, for a pipe that nobody empties would stop it."""

    process: "subprocess.Popen[bytes]"
    out_file: Path
    err_file: Path

    @property
    def out(self) -> str:
        """What it has written to stdout so far."""
        return self.out_file.read_text()

    def end(self, number: int = signal.SIGTERM) -> Answer:
        """End it by a signal, and see what it left behind."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=PATIENCE)
        return Answer(code, self.out, self.err_file.read_text())


@dataclass(frozen=True, slots=True)
class Program:
    """`newsdesk` with a home folder of its own and none of the developer's settings."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def run(self, *words: str, stdin: str = "") -> Answer:
        """Run it to its end."""
        done = subprocess.run(  # noqa: S603 - our own program
            self._command(words),
            env=self.environment,
            cwd=self.home,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str) -> "Running":
        """Start it, and leave it to the test to end it."""
        number = len(list(self.home.glob("run-*.out")))
        out, err = self.home / f"run-{number}.out", self.home / f"run-{number}.err"
        with out.open("w") as to_out, err.open("w") as to_err:
            process = subprocess.Popen(  # noqa: S603 - our own program
                self._command(words),
                env=self.environment,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=to_out,
                stderr=to_err,
            )
        return Running(process, out, err)

    def read_one_line(self, *words: str) -> tuple[str, int]:
        """Run it as `newsdesk … | head -1` would; the line and the exit code."""
        with subprocess.Popen(  # noqa: S603 - our own program
            self._command(words),
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            process.stdout.close()
            return first, process.wait(timeout=PATIENCE)

    def _command(self, words: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "bot", *words]

    @property
    def environment(self) -> dict[str, str]:
        """What a run sees of the world."""
        kept = ("PATH", "LANG", "COLUMNS")
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "PYTHONPATH": str(PROJECT),
            "NEWSDESK_PAGE": str(self.home / "page.html"),
            "NEWSDESK_ALLOW_PRIVATE_NETWORKS": "true",
            "NEWSDESK_HOST_SPACING": "0",
            **self.settings,
        }


def wait_for(happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait until something has happened, and fail if it does not."""
    end = time.monotonic() + patience
    while not happened():
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.05)
