"""`/status`: whether all is well here, and what is not."""

from typing import Any

import discord
from discord import app_commands

from bot.fronts.discord.escaping import fitted
from bot.fronts.discord.moderators.components import Message
from bot.fronts.discord.moderators.feed_views import GOOD, WAITING
from bot.fronts.discord.moderators.turn import AnyCommand, begin
from bot.fronts.discord.readers.translating import told
from bot.fronts.words import Words
from bot.news import Following, Status
from bot.newsroom.desk import Desk

# Characters, escapes included, so that five feeds have room in the 1,024 of a field.
NAME_ROOM, REASON_ROOM = 60, 100
TROUBLE_ROOM = 400


def status_command(desk: Desk) -> AnyCommand:
    """`/status`."""

    @app_commands.command(name="status", description=told("command-status"))
    @app_commands.default_permissions(manage_guild=True)
    async def status(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk)
        found = await desk.guilds.status(turn.actor)
        await turn.show(shown(turn.words, found, latency=interaction.client.latency))

    return status


def shown(words: Words, status: Status, *, latency: float) -> Message:
    """How things are.

    Args:
        words: In the language of whoever asks.
        status: What is known.
        latency: Of the gateway, in seconds.
    """
    trouble = _trouble(words, status)
    sign = WAITING if trouble else GOOD
    last = status.last_card_at
    told = [
        words("status-gateway", milliseconds=round(1e3 * latency)),
        words("status-feeds", feeds=status.feeds, paused=status.paused),
        words(
            "status-cards",
            cards=status.cards,
            last=f"<t:{int(last.timestamp())}:R>" if last else words("never"),
        ),
        words("status-waiting", owed=status.owed, questions=status.questions),
        words("status-model", model=fitted(status.model, NAME_ROOM))
        if status.model
        else words("status-no-model"),
    ]
    embed = {
        "title": f"{sign} {words('status-trouble' if trouble else 'status-well')}",
        "description": "\n".join(told),
        "fields": trouble,
    }
    return {"content": "", "embeds": [embed], "components": []}


def _trouble(words: Words, status: Status) -> list[dict[str, Any]]:
    """What is not well, each with what can be done about it."""
    fields = []
    if status.closed:
        told = [_named(each, each.subscription.closed_for) for each in status.closed]
        fields.append(_field(words("status-closed"), told))
    if status.failing:
        told = [_named(each, each.feed.reason) for each in status.failing]
        fields.append(_field(words("status-failing"), told))
    if status.failed:
        fields.append(_field(words("status-failed"), [words("feed-failed", count=status.failed)]))
    if status.reports:
        told = [words("status-reports-wait", count=status.reports)]
        fields.append(_field(words("status-reports"), told))
    if status.model_trouble:
        told = [fitted(status.model_trouble, TROUBLE_ROOM), words("status-model-away")]
        fields.append(_field(words("status-model-trouble"), told))
    return fields


def _named(following: Following, reason: str) -> str:
    name, why = fitted(following.name, NAME_ROOM), fitted(reason, REASON_ROOM)
    return f"**{name}** · <#{following.subscription.channel_id}>: {why}"


def _field(name: str, told: list[str]) -> dict[str, Any]:
    return {"name": name, "value": "\n".join(told), "inline": False}
