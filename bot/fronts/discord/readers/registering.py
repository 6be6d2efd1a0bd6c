"""Telling Discord of the commands, but only when they are no longer those that it knows."""

import json
from hashlib import sha256
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.troubles import FAILURES

log = structlog.get_logger(__name__)


async def register(
    commands: app_commands.CommandTree[Any], hearing: Hearing, *, application_id: int
) -> None:
    """Have Discord know these commands and no others, in every guild.

    What fails is tried again when the bot is next connected; until then people have the old ones.
    """
    wanted = digest(commands, application_id=application_id)
    if await hearing.registered() == wanted:
        return
    try:
        known = await commands.sync()
    except FAILURES as error:
        log.warning("commands not registered", problem=str(error))
        return
    await hearing.register(wanted)
    log.info("commands registered", commands=len(known))


def digest(commands: app_commands.CommandTree[Any], *, application_id: int) -> str:
    """What changes when a command does, or when another bot is to have them."""
    defined = [each.to_dict(commands) for each in all_of(commands)]
    written = json.dumps([application_id, defined], sort_keys=True)
    return sha256(written.encode()).hexdigest()


def all_of(
    commands: app_commands.CommandTree[Any],
) -> list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group]:
    """Commands of every kind, in an order that a restart does not change."""
    kinds = (discord.AppCommandType.chat_input, discord.AppCommandType.message)
    found = [each for kind in kinds for each in commands.get_commands(type=kind)]
    return sorted(found, key=lambda command: command.name)
