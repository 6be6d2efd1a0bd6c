"""Words on a terminal: `newsdesk`. Each command reads the question, asks the house, answers."""

import os
import sys
from io import TextIOWrapper

from typer.exceptions import Abort, TyperException

from bot.cli import (
    ask,
    check,
    evaluate,
    feeds,
    filters,
    guilds,
    look,
    opml,
    preview,
    run,
    search,
    stories,
    why,
)
from bot.cli.base import FAILED, INTERRUPTED, REFUSED, WRONG_INPUT, cli, complain, explained
from bot.errors import AdminError, NewsdeskError, TokenError

CLOSED_PIPE = 128 + 13  # as a shell reports a writer whose reader went away

__all__ = [
    "ask",
    "check",
    "evaluate",
    "feeds",
    "filters",
    "guilds",
    "look",
    "main",
    "opml",
    "preview",
    "run",
    "search",
    "stories",
    "why",
]


def main() -> None:
    """Run the command line: every expected failure is one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # the news is not written in one alphabet
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli(sys.argv[1:] or ["--help"], standalone_mode=False)
    except TyperException as error:
        code = complain(error.format_message(), WRONG_INPUT)
    except (Abort, KeyboardInterrupt):
        code = complain("stopped", INTERRUPTED)
    except TokenError as error:
        code = complain(str(error), REFUSED)
    except AdminError as error:
        code = complain(str(error), FAILED)
    except NewsdeskError as error:
        code = complain(explained(error), WRONG_INPUT)
    except BrokenPipeError:
        # Python would complain once more when it flushes stdout at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CLOSED_PIPE
    sys.exit(code)
