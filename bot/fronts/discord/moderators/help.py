"""`/help`: what can be done, by task, on one screen."""

import discord
from discord import app_commands

from bot.fronts.discord.moderators.components import Message
from bot.fronts.discord.moderators.turn import AnyCommand, begin, may_manage
from bot.fronts.discord.readers.translating import told
from bot.fronts.words import Words
from bot.newsroom.desk import Desk

FOR_ALL = ("read", "search", "privacy")
FOR_MANAGERS = ("begin", "change", "filter", "explain", "correct", "move-in", "settings")


def help_command(desk: Desk) -> AnyCommand:
    """`/help`."""

    @app_commands.command(name="help", description=told("command-help"))
    async def help_(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk, for_all=True)
        managing = may_manage(interaction, turn.guild)
        await turn.show(shown(turn.words, managing=managing))

    return help_


def shown(words: Words, *, managing: bool) -> Message:
    """The tasks, those of moderators for moderators alone."""
    tasks = [*FOR_ALL, *(FOR_MANAGERS if managing else ())]
    fields = [
        {"name": words(f"help-{task}"), "value": words(f"help-{task}-how"), "inline": False}
        for task in tasks
    ]
    embed = {"title": words("help-title"), "description": words("help-what"), "fields": fields}
    return {"content": "", "embeds": [embed], "components": []}
