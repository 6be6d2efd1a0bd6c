"""Why an answer cannot be given in a place, in a few words for whoever asked.

The codes are Discord's, from its "Opcodes and Status Codes".
"""

import discord

from bot.errors import ChannelError, NewsdeskError

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
ARCHIVED = 50083
HAS_THREAD = 160004
GONE = frozenset({UNKNOWN_CHANNEL, UNKNOWN_MESSAGE})

EXCUSES = {
    UNKNOWN_CHANNEL: "this thread or channel is no longer there",
    10004: "Newsdesk is no longer in this server",
    UNKNOWN_MESSAGE: "the message is no longer there",
    50001: "Newsdesk cannot see this channel",
    50008: "this kind of channel takes no messages",
    50013: "Newsdesk may not write here",
    ARCHIVED: "this thread is archived",
    160002: "Newsdesk may not read the messages here, and so cannot reply to one",
    160005: "this thread is locked",
    200000: "a rule of this server's moderation has held the answer back",
    200001: "a rule of this server's moderation has held the title back",
}
# The same where a thread was to be started from a message.
NO_THREAD = {
    UNKNOWN_MESSAGE: "the card is no longer there",
    50001: "Newsdesk may not start a thread here",
    50013: "Newsdesk may not start a thread here",
    50024: "no thread can be started here",
    50068: "no thread can be started from this message",
    160006: "this channel has reached Discord's limit of active threads",
    160007: "this channel has reached Discord's limit of active threads",
}
OTHERWISE = "Discord does not take the answer"


def code_of(error: NewsdeskError) -> int:
    """Discord's own code behind an error; 0 where there is none."""
    cause = error.__cause__
    return cause.code if isinstance(cause, discord.HTTPException) else 0


def excuse(error: NewsdeskError, *, is_start: bool = False) -> ChannelError:
    """What a reader is told of an error.

    Args:
        error: What `calling.Line` raised.
        is_start: Whether a thread was to be started.
    """
    known = {**EXCUSES, **(NO_THREAD if is_start else {})}
    return ChannelError(known.get(code_of(error), OTHERWISE))
