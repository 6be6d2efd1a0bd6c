"""Why an answer cannot be given in a place, for whoever asked: names of messages.

The codes are Discord's, from its "Opcodes and Status Codes".
"""

import discord

from bot.errors import ChannelError, NewsdeskError
from bot.fronts.words import Words

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
ARCHIVED = 50083
HAS_THREAD = 160004
GONE = frozenset({UNKNOWN_CHANNEL, UNKNOWN_MESSAGE})

EXCUSES = {
    UNKNOWN_CHANNEL: "excuse-place-gone",
    10004: "excuse-guild-gone",
    UNKNOWN_MESSAGE: "excuse-message-gone",
    50001: "excuse-unseen",
    50008: "excuse-no-messages",
    50013: "excuse-no-writing",
    ARCHIVED: "excuse-archived",
    160002: "excuse-no-history",
    160005: "excuse-locked",
    200000: "excuse-answer-held",
    200001: "excuse-title-held",
}
# The same where a thread was to be started from a message.
NO_THREAD = {
    UNKNOWN_MESSAGE: "excuse-card-gone",
    50001: "excuse-no-starting",
    50013: "excuse-no-starting",
    50024: "excuse-no-thread",
    50068: "excuse-no-thread-there",
    160006: "excuse-threads-full",
    160007: "excuse-threads-full",
}
OTHERWISE = "excuse-otherwise"


def code_of(error: NewsdeskError) -> int:
    """Discord's own code behind an error; 0 where there is none."""
    cause = error.__cause__
    return cause.code if isinstance(cause, discord.HTTPException) else 0


def excuse(words: Words, error: NewsdeskError, *, is_start: bool = False) -> ChannelError:
    """What a reader is told of an error.

    Args:
        words: In the language of those who read it.
        error: What `calling.Line` raised.
        is_start: Whether a thread was to be started.
    """
    known = {**EXCUSES, **(NO_THREAD if is_start else {})}
    return ChannelError(words(known.get(code_of(error), OTHERWISE)))


def no_thread(words: Words, error: NewsdeskError) -> str:
    """Why a card has no thread, by the same arguments as above."""
    name = NO_THREAD.get(code_of(error))
    return words(name) if name else str(error)
