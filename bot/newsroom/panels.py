"""Panels: what somebody is about to do, kept until it is done or too old."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Refusal
from bot.news import Actor, Panel, PanelId
from bot.storage import Storage

# A panel that is older is no longer what its feed, or its guild, is like.
LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Panels:
    """What the buttons of a front are about."""

    storage: Storage
    clock: Callable[[], datetime]

    async def open(self, actor: Actor, kind: str, about: Mapping[str, Any]) -> Panel:
        """A new panel of a person of a guild."""
        return await self.storage.open_panel(actor, kind, about, now=self.clock())

    async def read(self, panel_id: PanelId, actor: Actor) -> Panel:
        """The panel that somebody pressed on.

        Raises:
            Refusal: It is another's, or it is too old.
        """
        panel = await self.storage.panel(panel_id)
        if panel is None or self.clock() - panel.made_at > LIFE:
            raise Refusal("panel-old")
        if (panel.guild_id, panel.owner) != (actor.guild_id, actor.person):
            raise Refusal("panel-others")
        return panel

    async def change(self, panel: Panel, about: Mapping[str, Any]) -> Panel:
        """The panel, about something else from now on."""
        await self.storage.change_panel(panel.id, about)
        return replace(panel, about=about)

    async def close(self, panel: Panel) -> bool:
        """It is done; whether it was still there, so that only one of two presses acts."""
        return await self.storage.close_panel(panel.id)

    async def forget(self) -> int:
        """Forget those that are too old; how many they were."""
        return await self.storage.forget_panels(self.clock() - LIFE)
