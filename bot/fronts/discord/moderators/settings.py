"""`/settings`, and what is chosen and typed on its panel."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import discord
from discord import app_commands

from bot.errors import Refusal
from bot.fronts.discord.moderators import settings_views as views
from bot.fronts.discord.moderators.turn import (
    AnyCommand,
    Handler,
    Turn,
    begin,
    chosen_number,
    filled,
    number,
    values,
)
from bot.fronts.discord.readers.translating import told
from bot.news import ChannelId, Panel, RoleId, Style
from bot.newsroom.desk import Desk


def settings_command(desk: Desk) -> AnyCommand:
    """`/settings`."""

    @app_commands.command(name="settings", description=told("command-settings"))
    @app_commands.default_permissions(manage_guild=True)
    async def settings(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk)
        panel = await desk.panels.open(turn.actor, "settings", {})
        await turn.show(views.shown(turn.words, turn.guild, panel))

    return settings


async def _style(turn: Turn, panel: Panel, _argument: str) -> None:
    chosen = (values(turn.interaction) or [views.HOUSE])[0]
    style = None if chosen == views.HOUSE else Style(chosen)
    await _save(turn, panel, style=style)


async def _managers(turn: Turn, panel: Panel, _argument: str) -> None:
    """Only who has Manage Server may say who else manages: a role must not widen itself."""
    granted = turn.interaction.permissions
    if not (granted.manage_guild or granted.administrator):
        raise Refusal("settings-managers-refused")
    roles = [number(each) for each in values(turn.interaction)]
    managers = frozenset(RoleId(each) for each in roles if each)
    if RoleId(turn.guild.id) in managers:  # the role of everybody has the guild's id
        raise Refusal("settings-everyone")
    await _save(turn, panel, managers=managers)


async def _desk(turn: Turn, panel: Panel, _argument: str) -> None:
    chosen = chosen_number(turn.interaction)
    desk_id = None if chosen is None else ChannelId(turn.place(chosen).id)
    await _save(turn, panel, desk_id=desk_id)


async def _type_numbers(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.open(views.numbers_form(turn.words, turn.guild, panel))


async def _save_numbers(turn: Turn, panel: Panel, _argument: str) -> None:
    fields = {name: (given or [""])[0].strip() for name, given in filled(turn.interaction).items()}
    await _save(
        turn,
        panel,
        language=fields.get("language") or None,
        person_day=_number(fields.get("person_day", "")),
        guild_day=_number(fields.get("guild_day", "")),
        kept_days=_number(fields.get("kept_days", "")),
    )


async def _save(
    turn: Turn,
    panel: Panel,
    **wishes: Any,  # noqa: ANN401 - whatever a guild can set
) -> None:
    changed = await turn.desk.guilds.change(
        turn.actor, turn.guild.id, lambda guild: replace(guild, **wishes)
    )
    await turn.show(views.shown(turn.words, changed, panel, note=turn.words("settings-saved")))


def _number(typed: str) -> int | None:
    """What was typed as a number; nothing for as the house has it.

    Raises:
        Refusal: It is none.
    """
    if not typed:
        return None
    found = number(typed)
    if found is None:
        raise Refusal("settings-not-a-number", typed=typed)
    return found


PRESSED: Mapping[str, Handler] = MappingProxyType(
    {
        "settings-style": _style,
        "settings-managers": _managers,
        "settings-desk": _desk,
        "settings-save": _save_numbers,
    }
)
OPENING: Mapping[str, Handler] = MappingProxyType({"settings-numbers": _type_numbers})
