"""Telling Discord of the commands, but only when they are no longer those that it knows."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.readers.translating import Translation
from bot.fronts.discord.troubles import FAILURES

log = structlog.get_logger(__name__)

Commands = app_commands.CommandTree[Any]


async def register(
    commands: Commands, hearing: Hearing, *, application_id: int, guilds: Sequence[int] = ()
) -> None:
    """Have Discord know these commands and no others, in every language that we speak.

    What fails is tried again when the bot is next connected; until then people have the old ones.

    Args:
        commands: All of them.
        hearing: Knows which ones Discord knows.
        application_id: Who is to have them.
        guilds: Where they are to be known, and nowhere else, for whoever tries them out while
            they are made; none for everywhere.
    """
    await commands.set_translator(Translation())
    wanted = await digest(commands, application_id=application_id, guilds=guilds)
    if await hearing.registered() == wanted:
        return
    try:
        await _tell(commands, guilds)
    except FAILURES as error:
        log.warning("commands not registered", problem=str(error))
        return
    await hearing.register(wanted)
    log.info("commands registered", commands=len(all_of(commands)), guilds=list(guilds))


async def digest(commands: Commands, *, application_id: int, guilds: Sequence[int] = ()) -> str:
    """What changes when a command does, a translation, or who is to have them."""
    translation = Translation()
    defined = [
        await each.get_translated_payload(commands, translation) for each in all_of(commands)
    ]
    told = [application_id, defined, *([sorted(guilds)] if guilds else [])]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def all_of(
    commands: Commands,
) -> list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group]:
    """Commands of every kind, in an order that a restart does not change."""
    kinds = (discord.AppCommandType.chat_input, discord.AppCommandType.message)
    found = [each for kind in kinds for each in commands.get_commands(type=kind)]
    return sorted(found, key=lambda command: command.name)


async def _tell(commands: Commands, guilds: Sequence[int]) -> None:
    for guild in map(discord.Object, guilds):
        commands.copy_global_to(guild=guild)
        await commands.sync(guild=guild)
    if not guilds:
        await commands.sync()
