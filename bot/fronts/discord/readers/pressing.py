"""What becomes of pressed buttons and of forms that were sent."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

import discord

from bot.errors import Refusal, SourceError
from bot.fronts.discord.readers import sources
from bot.fronts.discord.readers.acknowledging import think, whisper, words_of
from bot.fronts.discord.readers.asking import put, put_under_card, spot_here, spot_under_card
from bot.fronts.discord.readers.buttons import read_id
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.readers.links import links_in
from bot.fronts.discord.readers.modals import (
    PAGES,
    QUESTION,
    REASON,
    ask_modal,
    reason_modal,
    typed,
)
from bot.news import MessageId, Opinion, QuestionId

# What a handler is given: what somebody did, who hears of it, and the number in the id; where it
# has none, the message that the button stands under.
Handler = Callable[[discord.Interaction, Hearing, int], Awaitable[None]]


async def press(interaction: discord.Interaction, hearing: Hearing) -> None:
    """Do what a button is for."""
    await _handle(PRESSED, interaction, hearing)


async def submit(interaction: discord.Interaction, hearing: Hearing) -> None:
    """Do what a form is for."""
    await _handle(SUBMITTED, interaction, hearing)


async def _handle(
    handlers: Mapping[str, Handler], interaction: discord.Interaction, hearing: Hearing
) -> None:
    name, number = read_id(str(_data(interaction).get("custom_id")))
    if number is None:
        number = interaction.message.id if interaction.message else 0
    if name not in handlers:
        raise Refusal("trouble-button-unknown")
    await handlers[name](interaction, hearing, number)


async def _open_ask(interaction: discord.Interaction, hearing: Hearing, message_id: int) -> None:
    await spot_under_card(interaction, hearing, message_id)  # said before anybody types
    await interaction.response.send_modal(ask_modal(words_of(interaction), message_id))


async def _ask(interaction: discord.Interaction, hearing: Hearing, message_id: int) -> None:
    await think(interaction)
    text = _typed(interaction)[QUESTION]
    await put_under_card(interaction, hearing, MessageId(message_id), text)


async def _read(interaction: discord.Interaction, hearing: Hearing, _number: int) -> None:
    await think(interaction)
    spot, fields = spot_here(interaction), _typed(interaction)
    urls = links_in([fields[PAGES]])
    if not urls:
        raise Refusal("asking-no-page")
    try:
        pages = await hearing.read(urls)
    except SourceError as error:
        raise Refusal("asking-page-unread", page=error.url, problem=error.problem) from error
    await put(interaction, hearing, spot, fields[QUESTION], pages=pages)


async def _sources(interaction: discord.Interaction, hearing: Hearing, message_id: int) -> None:
    await think(interaction)
    card = await hearing.card(MessageId(message_id))
    if card is None:
        raise Refusal("card-forgotten")
    embeds = [discord.Embed.from_dict(each) for each in sources.embeds(words_of(interaction), card)]
    await whisper(interaction, "", embeds=embeds)


async def _summary(interaction: discord.Interaction, hearing: Hearing, message_id: int) -> None:
    await think(interaction)
    card = await hearing.summary(MessageId(message_id))
    if card is None:
        raise Refusal("card-forgotten")
    told = sources.summary_embeds(words_of(interaction), card)
    await whisper(interaction, "", embeds=[discord.Embed.from_dict(each) for each in told])


async def _good(interaction: discord.Interaction, hearing: Hearing, message_id: int) -> None:
    await think(interaction)
    await _rate(interaction, hearing, message_id, Opinion.GOOD)
    await whisper(interaction, words_of(interaction)("opinion-thanks"))


async def _bad(interaction: discord.Interaction, hearing: Hearing, message_id: int) -> None:
    await interaction.response.send_modal(reason_modal(words_of(interaction), message_id))
    await _rate(interaction, hearing, message_id, Opinion.BAD)  # also if the form is closed


async def _reason(interaction: discord.Interaction, hearing: Hearing, message_id: int) -> None:
    await think(interaction)
    reason = _typed(interaction).get(REASON, "")
    await _rate(interaction, hearing, message_id, Opinion.BAD, reason)
    await whisper(interaction, words_of(interaction)("opinion-noted"))


async def _rate(
    interaction: discord.Interaction,
    hearing: Hearing,
    message_id: int,
    opinion: Opinion,
    reason: str = "",
) -> None:
    by = hearing.asker(interaction.user.id)
    await hearing.rate(MessageId(message_id), by=by, opinion=opinion, reason=reason)


async def _cancel(interaction: discord.Interaction, hearing: Hearing, question_id: int) -> None:
    await think(interaction)
    by, is_moderator = hearing.asker(interaction.user.id), interaction.permissions.manage_messages
    if not await hearing.cancel(QuestionId(question_id), by=by, is_moderator=is_moderator):
        raise Refusal("question-not-yours")
    await whisper(interaction, words_of(interaction)("question-cancelled"))


async def _again(interaction: discord.Interaction, hearing: Hearing, question_id: int) -> None:
    await think(interaction)
    if not await hearing.again(QuestionId(question_id)):
        raise Refusal("question-busy")
    await whisper(interaction, words_of(interaction)("question-once-more"))


async def _erase(interaction: discord.Interaction, hearing: Hearing, user_id: int) -> None:
    if interaction.user.id != user_id:
        raise Refusal("privacy-not-yours")
    words = words_of(interaction)
    await interaction.response.edit_message(content=words("privacy-erasing"), view=None)
    erased = await hearing.erase(hearing.asker(user_id))
    await interaction.edit_original_response(content=words("privacy-erased", count=erased))


def _typed(interaction: discord.Interaction) -> dict[str, str]:
    return typed(_data(interaction))


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", interaction.data or {})


PRESSED: Mapping[str, Handler] = MappingProxyType(
    {
        "ask": _open_ask,
        "sources": _sources,
        "summary": _summary,
        "good": _good,
        "bad": _bad,
        "cancel": _cancel,
        "again": _again,
        "erase": _erase,
    }
)
SUBMITTED: Mapping[str, Handler] = MappingProxyType({"ask": _ask, "read": _read, "bad": _reason})
