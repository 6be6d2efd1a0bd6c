"""`/why` and the menu **Why this?**: what became of an article, and why."""

import discord
from discord import app_commands

from bot.fronts.discord.moderators import why_views as views
from bot.fronts.discord.moderators.turn import AnyCommand, Turn, begin, number, offering
from bot.fronts.discord.readers.translating import told
from bot.news import EntryId, MessageId, Trace
from bot.newsroom.desk import Desk

LONGEST = 2_000  # characters of a link or a title

About = app_commands.Range[str, 3, LONGEST]


def why_command(desk: Desk) -> AnyCommand:
    """`/why about`."""

    @app_commands.command(name="why", description=told("command-why"))
    @app_commands.describe(about=told("command-why-about"))
    @app_commands.default_permissions(manage_guild=True)
    async def why(interaction: discord.Interaction, about: About) -> None:
        turn = await begin(interaction, desk)
        await turn.show(views.traced(turn.words, await _trace(turn, about), turn.guild.id))

    offering(why, "about", desk, lambda turn, typed: turn.desk.tracing.offered(turn.actor, typed))
    return why


def why_menu(desk: Desk) -> app_commands.ContextMenu:
    """**Why this?**, on a card."""

    @app_commands.context_menu(name=told("menu-why"))
    @app_commands.default_permissions(manage_guild=True)
    async def why_this(interaction: discord.Interaction, message: discord.Message) -> None:
        turn = await begin(interaction, desk)
        trace = await desk.tracing.why_card(turn.actor, MessageId(message.id))
        await turn.show(views.traced(turn.words, trace, turn.guild.id))

    return why_this


async def _trace(turn: Turn, about: str) -> Trace:
    chosen = number(about)
    if chosen is None:
        return await turn.desk.tracing.why(turn.actor, about)
    return await turn.desk.tracing.trace(turn.actor, EntryId(chosen))
