"""🚩 under a card: its form, and what moderators press on the notice that it leads to."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

import discord

from bot.errors import Refusal
from bot.fronts.discord.moderators.report_views import (
    DISMISS,
    HIDE,
    LONGEST_REASON,
    REASON,
    SPLIT,
    Pressed,
    notice,
    read_report_id,
    report_form,
)
from bot.fronts.discord.moderators.showing import show_form
from bot.fronts.discord.moderators.turn import Turn, begin, filled
from bot.fronts.discord.readers.acknowledging import think, whisper, words_of
from bot.fronts.words import words_for
from bot.news import Actor, ChannelId, Complaint, GuildId, MessageId, ReportId, ReportState
from bot.newsroom.desk import Desk


def is_of_report(interaction: discord.Interaction) -> bool:
    """Whether somebody reports a card, or decides about a report."""
    return _pressed(interaction) is not None


async def press(interaction: discord.Interaction, desk: Desk) -> None:
    """Do what a button or the form of a report is for.

    Raises:
        Refusal: It cannot be done, or not by them.
    """
    pressed = _pressed(interaction)
    if pressed is None:
        raise Refusal("report-unknown")
    if pressed.action:
        await _decide(interaction, desk, pressed)
    elif interaction.type is discord.InteractionType.modal_submit:
        await _report(interaction, desk, MessageId(pressed.number or 0))
    else:
        card = interaction.message.id if interaction.message else 0
        await show_form(interaction, report_form(words_of(interaction), card))


async def _report(interaction: discord.Interaction, desk: Desk, card: MessageId) -> None:
    await think(interaction)
    if interaction.guild_id is None or interaction.channel_id is None:
        raise Refusal("only-in-servers")
    [reason] = filled(interaction).get(REASON, [""])
    report = await desk.reporting.report(
        GuildId(interaction.guild_id),
        ChannelId(interaction.channel_id),
        card,
        by=interaction.user.id,
        reason=reason[:LONGEST_REASON],
    )
    listed = report.state is ReportState.OPEN and report.notice_id is None
    name = "report-thanks-listed" if listed else "report-thanks"
    await whisper(interaction, words_of(interaction)(name))


async def _decide(interaction: discord.Interaction, desk: Desk, pressed: Pressed) -> None:
    turn = await begin(interaction, desk)
    report_id = ReportId(pressed.number or 0)
    try:
        complaint = await _DECIDING[pressed.action](desk, turn.actor, report_id)
    except Refusal as refusal:
        if refusal.name in {"report-decided", "report-decided-at-home"}:
            await _show(turn, await desk.reporting.complaint(turn.actor, report_id))
        raise
    await _show(turn, complaint)
    pressed_on = interaction.message and interaction.message.id
    if complaint.first.notice_id not in {None, pressed_on}:  # it was opened from the list
        await desk.reporting.retell(report_id)


async def _show(turn: Turn, complaint: Complaint) -> None:
    """Show in the notice, for all who read there, what has become of it."""
    await turn.show(notice(words_for(turn.guild.language), complaint))


def _pressed(interaction: discord.Interaction) -> Pressed | None:
    data = cast("Mapping[str, Any]", interaction.data or {})
    return read_report_id(str(data.get("custom_id")))


_DECIDING: Mapping[str, Callable[[Desk, Actor, ReportId], Awaitable[Complaint]]] = MappingProxyType(
    {
        HIDE: lambda desk, actor, report: desk.reporting.hide(actor, report),
        SPLIT: lambda desk, actor, report: desk.reporting.split(actor, report),
        DISMISS: lambda desk, actor, report: desk.reporting.dismiss(actor, report),
    }
)
