"""The thread that hangs from a card: what it is called, and how it is started with its card."""

import re

import structlog

from bot.errors import CardError, ChannelError, DelayError
from bot.fronts.discord.answering.excuses import HAS_THREAD, code_of, no_thread
from bot.fronts.discord.calling import Line, starting
from bot.fronts.discord.escaping import size
from bot.fronts.outside import line
from bot.fronts.words import words_for
from bot.news import MessageId, OwedDelivery

NAME_LIMIT = 100  # characters; Discord's
ARCHIVE_AFTER = 1_440  # minutes without a word until Discord archives a thread
# Failed calls of one delivery after which its card does without a thread: the next ones wait.
TRIES = 2

_ESCAPE = re.compile(r"\\(.)")

log = structlog.get_logger(__name__)


def name_after(message: object, otherwise: str) -> str:
    """What a thread is called: the title of the card that it hangs from, else other words.

    Args:
        message: That it is started from, as Discord shows it.
        otherwise: Not empty.
    """
    title = ""
    match message:
        case {"embeds": [{"title": str(title)}, *_]}:
            title = _ESCAPE.sub(r"\1", title)  # a name is no markdown
    name = line(title, NAME_LIMIT) or line(otherwise, NAME_LIMIT)
    return name if size(name) <= NAME_LIMIT else line(name, NAME_LIMIT // 2)


async def open_thread(to: Line, delivery: OwedDelivery, message: MessageId, name: str) -> str:
    """Start a thread from a card that has been posted, unless it has one.

    Returns:
        Why that cannot be; empty where the thread is there.

    Raises:
        DelayError: It may be worth another try, which begins with the card.
        TokenError: Discord refuses the token.
    """
    problem, start = "", {"name": name, "auto_archive_duration": ARCHIVE_AFTER}
    try:
        await to.ask(starting(delivery.channel_id, message), json=start)
    except DelayError as error:
        problem = str(error)
        if delivery.attempts < TRIES:  # the card is there, whatever became of the thread
            raise DelayError(problem, retry_after=error.retry_after) from error
    except (CardError, ChannelError) as error:
        is_there = code_of(error) == HAS_THREAD
        problem = "" if is_there else no_thread(words_for(None), error)
    if problem:
        log.warning("no thread under a card", message=message, reason=problem)
    return problem
