"""Answers to whoever pressed or sent something: for their eyes alone, and never none.

Discord wants the first sign within three seconds, so whatever takes longer begins with `think`.
"""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import structlog

from bot.errors import NewsdeskError, SourceError, UsageError
from bot.fronts.discord.escaping import fitted
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.troubles import FAILURES

CONTENT_LIMIT = 2_000  # Discord's, for the content of a message

UNREAD = "That page cannot be read: "
AWAY = "Newsdesk cannot do that for now. Please try again in a moment."
FAULT = "That was a fault in Newsdesk. Its admin finds it in the log."

log = structlog.get_logger(__name__)


async def think(interaction: discord.Interaction) -> None:
    """Show the one who waits that an answer comes."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def whisper(
    interaction: discord.Interaction,
    words: str,
    **more: Any,  # noqa: ANN401 - what discord.py takes: `embeds`, `view`, `file`
) -> None:
    """Answer for one person's eyes, now or in the place of the sign that an answer comes."""
    if interaction.response.is_done():
        await interaction.followup.send(words, ephemeral=True, **more)
    else:
        await interaction.response.send_message(words, ephemeral=True, **more)


async def see_through(
    interaction: discord.Interaction,
    act: Callable[[discord.Interaction, Hearing], Awaitable[None]],
    hearing: Hearing,
) -> None:
    """Do what was asked for; whatever goes wrong, the one who waits is told."""
    try:
        await act(interaction, hearing)
    except Exception as error:  # noqa: BLE001 - a fault is loud, and the reader is told of it
        await tell_failure(interaction, error)


async def tell_failure(interaction: discord.Interaction, error: Exception) -> None:
    """Say what went wrong, in words that a reader can act on; to the log what they cannot."""
    if isinstance(error, FAILURES):
        log.warning("an interaction was not answered", problem=str(error))
        return
    if not isinstance(error, NewsdeskError):
        log.error("a fault in Newsdesk", exc_info=error)
    with contextlib.suppress(*FAILURES):
        await whisper(interaction, words_for(error))


def words_for(error: Exception) -> str:
    """What a reader is told of an error."""
    match error:
        case UsageError():
            return str(error)[:CONTENT_LIMIT]
        case SourceError():
            return UNREAD + fitted(str(error), CONTENT_LIMIT - len(UNREAD))
        case NewsdeskError():
            log.warning("a reader was put off", problem=str(error))
            return AWAY
    return FAULT
