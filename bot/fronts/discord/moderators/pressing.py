"""What is pressed, chosen or sent on a panel, and who does what about it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

import discord

from bot.errors import Refusal
from bot.fronts.discord.moderators import feed_panels, filters, news, opml, settings, stories
from bot.fronts.discord.moderators.components import Pressed, read_panel_id
from bot.fronts.discord.moderators.turn import Handler, begin, see
from bot.newsroom.desk import Desk

PRESSED: Mapping[str, Handler] = MappingProxyType(
    {
        **feed_panels.PRESSED,
        **filters.PRESSED,
        **opml.PRESSED,
        **stories.PRESSED,
        **settings.PRESSED,
        **news.PRESSED,
    }
)
# Their answer is a form, before which nothing else may be answered.
OPENING: Mapping[str, Handler] = MappingProxyType({**feed_panels.OPENING, **settings.OPENING})
# What everybody may do, not only those who manage.
FOR_ALL = frozenset(news.PRESSED)


def is_of_panel(interaction: discord.Interaction) -> bool:
    """Whether something was done on a panel."""
    return _pressed(interaction) is not None


async def press(interaction: discord.Interaction, desk: Desk) -> None:
    """Do what a component of a panel is for.

    Raises:
        Refusal: The panel is another's or too old, or they may not do that any more.
    """
    pressed = _pressed(interaction)
    handlers = {**PRESSED, **OPENING}
    if pressed is None or pressed.action not in handlers:
        raise Refusal("panel-old")
    start = see if pressed.action in OPENING else begin
    turn = await start(interaction, desk, for_all=pressed.action in FOR_ALL)
    panel = await desk.panels.read(pressed.panel_id, turn.actor)
    await handlers[pressed.action](turn, panel, pressed.argument)


def _pressed(interaction: discord.Interaction) -> Pressed | None:
    data = cast("Mapping[str, Any]", interaction.data or {})
    return read_panel_id(str(data.get("custom_id")))
