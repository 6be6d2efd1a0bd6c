"""What the buttons of messages are about."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, select, update

from bot.news import Actor, GuildId, Panel, PanelId
from bot.storage.database import insert
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import panels


class PanelShelf(Shelf):
    """Panels, kept until they are done or too old."""

    @whole
    async def open_panel(
        self, actor: Actor, kind: str, about: Mapping[str, Any], *, now: datetime
    ) -> Panel:
        """A new panel of a person of a guild."""
        values = {
            "guild_id": actor.guild_id,
            "owner": actor.person,
            "kind": kind,
            "about": dict(about),
            "made_at": now,
        }
        async with self._database.writing() as connection:
            made = await connection.execute(
                insert(connection, panels).values(values).returning(panels)
            )
            return _panel_of(made.mappings().one())

    async def panel(self, panel_id: PanelId) -> Panel | None:
        """A panel, if it is still there."""
        query = select(panels).where(panels.c.id == panel_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
            return None if row is None else _panel_of(row)

    async def change_panel(self, panel_id: PanelId, about: Mapping[str, Any]) -> bool:
        """Has a panel be about something else; whether it is still there."""
        changed = update(panels).where(panels.c.id == panel_id).values(about=dict(about))
        return await self._step(changed)

    @whole
    async def close_panel(self, panel_id: PanelId) -> bool:
        """Forgets a panel; whether it was still there, so that one of two presses acts."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(panels).where(panels.c.id == panel_id))
            return gone.rowcount > 0

    @whole
    async def forget_panels(self, before: datetime) -> int:
        """Forgets panels that were made before a moment; how many they were."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(panels).where(panels.c.made_at < before))
            return gone.rowcount


def _panel_of(row: RowMapping) -> Panel:
    return Panel(
        id=PanelId(row[panels.c.id]),
        guild_id=GuildId(row[panels.c.guild_id]),
        owner=row[panels.c.owner],
        kind=row[panels.c.kind],
        about=row[panels.c.about],
        made_at=row[panels.c.made_at],
    )
