"""What Discord can answer instead of an answer, in words for whoever must act."""

import discord
from aiohttp import ClientConnectorError, ClientError

from bot.errors import AdminError, CardError, ChannelError, DelayError, NewsdeskError, TokenError
from bot.fronts.outside import line

# What discord.py lets through when a connection fails; a time-out is an OSError.
FAILURES = (discord.DiscordException, ClientError, OSError)

LONGEST = 200  # characters of Discord's own words
UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_LARGE, LIMITED = 401, 403, 404, 413, 429
BAD_REQUEST, SERVER_ERROR = 400, 500
AUTHENTICATION_FAILED = 4004  # the gateway's close code for a refused token

REFUSED = "Discord refuses the token: make a new one in its developer portal and set DISCORD_TOKEN"

# Discord's error codes (its "Opcodes and Status Codes") that close a channel.
CLOSED = {
    10003: "the channel no longer exists",
    10004: "the guild no longer exists, or Newsdesk is not in it",
    50001: "Newsdesk cannot see the channel: it needs View Channel",
    50008: "this kind of channel takes no messages",
    50013: "Newsdesk may not post here: it needs Send Messages, Embed Links and "
    "Read Message History",
    50083: "the thread is archived",
    160005: "the thread is locked",
}

# Codes that are about the message that was to be edited, and close no channel. An archived thread
# wakes up for a new message, but not for an edit.
FIXED = {
    10008: "the message is no longer there",
    50005: "the message is somebody else's",
    50083: "the message is in an archived thread",
}


class FixedError(CardError):
    """A message that cannot be edited, whatever it is to show."""


def translated(error: Exception, *, is_edit: bool = False) -> NewsdeskError:
    """What a failed call means.

    Args:
        error: What discord.py, aiohttp or the clock raised.
        is_edit: Whether a message was to be edited.
    """
    if is_edit and isinstance(error, discord.HTTPException) and error.code in FIXED:
        return FixedError(f"{FIXED[error.code]} (Discord's error {error.code})")
    match error:
        case discord.RateLimited():
            words = f"Discord asks to wait {error.retry_after:.0f} s"
            return DelayError(words, retry_after=error.retry_after, had_effect=False)
        case discord.HTTPException():
            return _refusal(error)
        case ClientConnectorError():
            return DelayError("Discord cannot be reached", had_effect=False)
        case TimeoutError():
            return DelayError("Discord did not answer in time")
    return DelayError(f"the connection to Discord broke: {type(error).__name__}")


def _refusal(error: discord.HTTPException) -> NewsdeskError:
    said = f"{error.status} {line(error.text, LONGEST)}".strip()
    if error.status == UNAUTHORIZED:
        return TokenError(REFUSED)
    if error.code in CLOSED:
        return ChannelError(f"{CLOSED[error.code]} (Discord's error {error.code})")
    if error.status in {FORBIDDEN, NOT_FOUND} and error.code:
        return ChannelError(f"Discord refuses the channel: {said} (error {error.code})")
    if error.status in {BAD_REQUEST, TOO_LARGE}:
        return CardError(f"Discord refuses the card: {said}")
    # Without a code of Discord's it comes from a wall before it, which knows no channel.
    return DelayError(f"Discord answered {said}", had_effect=error.status >= SERVER_ERROR)


def gateway_trouble(error: Exception) -> AdminError:
    """What it means that the gateway's connection ended for good."""
    cause = error.__cause__ if isinstance(error, discord.GatewayNotFound) else error
    if isinstance(cause, discord.LoginFailure):
        return TokenError(REFUSED)
    if isinstance(cause, discord.HTTPException) and cause.status == UNAUTHORIZED:
        return TokenError(REFUSED)
    if isinstance(cause, discord.ConnectionClosed) and cause.code == AUTHENTICATION_FAILED:
        return TokenError(REFUSED)
    if isinstance(cause, discord.ConnectionClosed):
        return AdminError(f"Discord's gateway closed the connection with code {cause.code}")
    if isinstance(cause, discord.HTTPException):
        return AdminError(f"Discord answered {cause.status} {line(cause.text, LONGEST)}".strip())
    return AdminError(f"Discord cannot be reached: {type(cause or error).__name__}")
