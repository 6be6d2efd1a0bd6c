"""What every command shares: the application, exit codes, sources, and a clean stop."""

import asyncio
import contextlib
import re
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console

from bot import __version__
from bot.errors import GuardError, NewsdeskError, Refusal, SourceError, UsageError
from bot.files import SCHEME, path_of
from bot.fronts.discord.connection import Access
from bot.fronts.outside import line
from bot.fronts.words import words_for
from bot.settings import Settings

DONE = 0
FAILED = 1  # something that is needed does not work
WRONG_INPUT = 2  # what was typed cannot be done
REFUSED = 78  # Discord refuses the token: to start again is of no use (EX_CONFIG of sysexits.h)
INTERRUPTED = 128 + signal.SIGINT
LONGEST_COMPLAINT = 500  # characters
ENDING = 2.0  # seconds for what nobody waits for
CHANNEL = re.compile(r"<#(\d+)>")  # as Discord writes one in a text

cli = typer.Typer(
    name="newsdesk",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[list[str], typer.Argument(metavar="URL_OR_FILE...", show_default=False)]
OneSource = Annotated[str, typer.Argument(metavar="URL_OR_FILE", show_default=False)]


class Format(StrEnum):
    """How an answer is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


class CardFormat(StrEnum):
    """How cards are shown."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


FormatOption = Annotated[Format, typer.Option("--format", help="For people, or for programs.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsdesk {__version__}")
        raise typer.Exit


@cli.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version."),
    ] = False,
) -> None:
    """Reads the news so that a community can talk about it."""


def complain(problem: str, code: int) -> int:
    """Write one line on stderr, whatever the problem's text holds, and give back the exit code."""
    print(f"newsdesk: {line(problem, LONGEST_COMPLAINT)}", file=sys.stderr)  # noqa: T201 - the command line speaks
    return code


def explained(error: NewsdeskError) -> str:
    """What went wrong, with the setting that would change it where there is one."""
    if isinstance(error, Refusal):
        facts = {name: _shown(fact) for name, fact in error.facts.items()}
        return CHANNEL.sub(r"channel \1", words_for(None)(error.name, **facts))
    if isinstance(error, GuardError) and error.problem.startswith("leads to "):
        return f"{error}; NEWSDESK_ALLOW_PRIVATE_NETWORKS=true opens your own network"
    if isinstance(error, SourceError) and error.url.startswith(SCHEME):
        return f"{path_of(error.url)}: {error.problem}"
    return str(error)


def _shown(fact: str | int) -> str | int:
    return line(fact, LONGEST_COMPLAINT) if isinstance(fact, str) else fact


class Screen(Console):
    """Where answers go: stdout, plain when nobody watches."""

    def on_broken_pipe(self) -> None:
        """Raise it, where rich would leave the program on the spot."""
        raise BrokenPipeError


def console() -> Console:
    """A screen for one command."""
    return Screen(highlight=False)


def at_once(work: Coroutine[None, None, int]) -> None:
    """Run a short command's work; Ctrl-C and SIGTERM end it where it stands.

    Raises:
        typer.Exit: With the work's exit code.
    """

    async def cancellable(stop: asyncio.Event) -> int:
        return await unless(stop, work)

    until_stopped(cancellable)


def until_stopped(work: Callable[[asyncio.Event], Coroutine[None, None, int]]) -> None:
    """Run a long command's work; Ctrl-C and SIGTERM set the event that it is given.

    Raises:
        typer.Exit: With the work's exit code.
    """
    raise typer.Exit(asyncio.run(_with_signals(work)))


async def _with_signals(work: Callable[[asyncio.Event], Coroutine[None, None, int]]) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows, where Ctrl-C raises
            loop.add_signal_handler(number, stop.set)
    try:
        return await work(stop)
    finally:
        await _let_end()


async def _let_end() -> None:
    """Give what still runs, though nobody waits for it, a moment to end by itself.

    SQLAlchemy closes a connection whose user was cancelled in a task of its own. `asyncio.run`
    cancels whatever it finds at the end and waits for it; a close of aiosqlite's (0.22) that is
    cancelled in its first step never ends, and neither did one in forty stops.
    """
    if others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others, timeout=ENDING)


async def unless(stop: asyncio.Event, work: Coroutine[None, None, int]) -> int:
    """The work's exit code; the work is cancelled when `stop` is set first."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else INTERRUPTED
    finally:
        for each in (working, stopping):
            each.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


def access_to_discord(settings: Settings) -> Access | None:
    """The way to Discord; None without a token."""
    if settings.discord_token is None:
        return None
    return Access(
        token=settings.discord_token.get_secret_value(),
        api_url=str(settings.discord_api_url),
        gateway_url=settings.discord_gateway_url,
        hears_threads=settings.hears_threads,
        commands_in=settings.commands_in,
    )


def address(source: str) -> str:
    """The URL of what was typed: a web address, or a file that exists.

    Raises:
        UsageError: It is neither; with the likeliest remedy.
    """
    try:
        parts = urlsplit(source)
        host = parts.hostname
    except ValueError as error:
        raise UsageError(f"{source}: is not an address: {error}") from error
    if parts.scheme in {"http", "https"}:
        if not host:
            raise UsageError(f"{source}: this address names no host")
        return source
    return _file_address(source)


def _file_address(source: str) -> str:
    try:
        path = Path(source).resolve()
        if path.is_file():
            return path.as_uri()
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise UsageError(f"{source}: no such file") from error
    if is_folder:
        raise UsageError(f"{source}: is a folder; name the files in it")
    if "://" in source:
        raise UsageError(f"{source}: only http and https addresses can be read")
    looks_like_host = "." in source.strip(".") and not source.startswith((".", "/"))
    hint = f"; did you mean https://{source}?" if looks_like_host else ""
    raise UsageError(f"{source}: no such file, and not a web address{hint}")


def files_among(addresses: Iterable[str]) -> frozenset[Path]:
    """The files among the addresses, which alone may be read."""
    return frozenset(path_of(each) for each in addresses if each.startswith(SCHEME))
