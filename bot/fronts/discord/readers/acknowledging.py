"""Answers to whoever pressed or sent something: for their eyes alone, and never none.

Discord wants the first sign within three seconds, so whatever takes longer begins with `think`.
"""

import contextlib
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord
import structlog

from bot.errors import NewsdeskError, Refusal, SourceError, UsageError
from bot.fronts.discord.escaping import fitted
from bot.fronts.discord.troubles import FAILURES
from bot.fronts.words import Words, words_for

CONTENT_LIMIT = 2_000  # Discord's, for the content of a message
FACT_LIMIT = 400  # so that a sentence with a few of them is shorter

# What Discord shows as the name of a channel, a role or a person.
_MENTION = re.compile(r"<(?:#|@[!&]?)[0-9]{1,20}>")

Asked = TypeVar("Asked")  # the newsroom, as readers or as moderators know it

log = structlog.get_logger(__name__)


def words_of(interaction: discord.Interaction) -> Words:
    """The words in the language that somebody has set for themselves."""
    return words_for(interaction.locale.value)


async def think(interaction: discord.Interaction) -> None:
    """Show the one who waits that an answer comes."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def whisper(
    interaction: discord.Interaction,
    text: str,
    **more: Any,  # noqa: ANN401 - what discord.py takes: `embeds`, `view`, `file`
) -> None:
    """Answer for one person's eyes, now or in the place of the sign that an answer comes."""
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, **more)
    else:
        await interaction.response.send_message(text, ephemeral=True, **more)


async def see_through(
    interaction: discord.Interaction,
    act: Callable[[discord.Interaction, Asked], Awaitable[None]],
    asked: Asked,
) -> None:
    """Have somebody do what was asked for; whatever goes wrong, the one who waits is told."""
    try:
        await act(interaction, asked)
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
        await whisper(interaction, trouble(words_of(interaction), error))


def trouble(words: Words, error: Exception) -> str:
    """What somebody is told of an error."""
    match error:
        case Refusal():
            return refusal(words, error)
        case UsageError():
            return fitted(str(error), CONTENT_LIMIT)
        case SourceError():
            url, problem = fitted(error.url, FACT_LIMIT), fitted(error.problem, FACT_LIMIT)
            return words(f"source-{error.trouble}", url=url, problem=problem)
        case NewsdeskError():
            log.warning("somebody was put off", problem=str(error))
            return words("trouble-away")
    return words("trouble-fault")


def refusal(words: Words, error: Refusal) -> str:
    """What somebody is told of a refusal: its facts escaped, but for mentions of a channel."""
    facts = {name: _shown(fact) for name, fact in error.facts.items()}
    return words(error.name, **facts)


def _shown(fact: str | int) -> str | int:
    if isinstance(fact, int) or _MENTION.fullmatch(fact):
        return fact
    return fitted(fact, FACT_LIMIT)
