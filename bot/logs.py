"""The bot's log: on stderr, for people on a terminal and as JSON in a service."""

import logging
import sys

import structlog
from structlog.typing import Processor

from bot.settings import Settings

# Libraries whose every request would be a line.
QUIET = (
    "alembic",
    "asyncio",
    "aiosqlite",
    "pgqueuer",
    "trafilatura",
    "htmldate",
    "charset_normalizer",
    "openai",
    "httpx2",
    "httpcore2",
)
# discord.py tells of each lost connection with a traceback; the front says it in a line.
SILENT = ("discord",)


def set_up_logs(settings: Settings, *, service: bool = False) -> None:
    """Send the bot's and its libraries' log lines to stderr in one form.

    Args:
        settings: `log_format` and `log_level`. Where they leave it open, a service writes JSON
            from info on, and words from warning on where somebody watches the cards themselves; a
            command, which says by itself what went wrong, writes words from error on.
        service: Whether this is the service.
    """
    on_terminal = sys.stderr.isatty()
    watched = on_terminal or not service
    human = settings.log_format == "human" or (settings.log_format == "auto" and watched)
    elsewhere = settings.discord_token is not None  # the cards; so the log says what is posted
    quiet = ("info" if elsewhere or not watched else "warning") if service else "error"
    level = logging.getLevelName((settings.log_level or quiet).upper())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(human=human, colours=on_terminal),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.ERROR))
    for name in SILENT:
        logging.getLogger(name).setLevel(level if level <= logging.DEBUG else logging.CRITICAL)


def _rendering(*, human: bool, colours: bool) -> list[Processor]:
    if human:
        return [structlog.dev.ConsoleRenderer(colors=colours)]
    return [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
