"""All commands of moderators, and those of everybody that stand beside them."""

from typing import Any

from discord import app_commands

from bot.fronts.discord.moderators.feeds import feed_commands
from bot.fronts.discord.moderators.filters import filter_commands
from bot.fronts.discord.moderators.help import help_command
from bot.fronts.discord.moderators.news import news_commands
from bot.fronts.discord.moderators.opml import opml_commands
from bot.fronts.discord.moderators.settings import settings_command
from bot.fronts.discord.moderators.status import status_command
from bot.fronts.discord.moderators.stories import story_commands
from bot.fronts.discord.moderators.why import why_command, why_menu
from bot.newsroom.desk import Desk

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def desk_commands(desk: Desk) -> list[Command]:
    """What can be asked of the desk by command."""
    return [
        feed_commands(desk),
        filter_commands(desk),
        opml_commands(desk),
        story_commands(desk),
        why_command(desk),
        why_menu(desk),
        news_commands(desk),
        settings_command(desk),
        status_command(desk),
        help_command(desk),
    ]
