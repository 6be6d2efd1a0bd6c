"""The audit: what somebody changed, noted in the transaction that changes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import Actor, Change, GuildId
from bot.storage.database import insert
from bot.storage.shelf import Shelf
from bot.storage.tables import changes

Facts = Mapping[str, Any]


class ChangeShelf(Shelf):
    """What was changed. A guild sees its own alone."""

    async def changes(self, actor: Actor, *, limit: int) -> list[Change]:
        """The newest changes that somebody may see, the newest first."""
        query = select(changes).order_by(changes.c.at.desc(), changes.c.id.desc()).limit(limit)
        if not actor.is_admin:
            query = query.where(changes.c.guild_id == actor.guild_id)
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return [_change_of(row) for row in rows.mappings()]


async def note_change(  # noqa: PLR0917 - who, what, about what, before, after, when
    connection: AsyncConnection,
    actor: Actor,
    what: str,
    about: str,
    before: Facts,
    after: Facts,
    now: datetime,
    *,
    guild_id: GuildId | None = None,
) -> None:
    """Notes who changed what.

    Args:
        connection: The one that changes it.
        actor: Who.
        what: The name of the message for it, after "change-".
        about: What it is called.
        before: What it was, as JSON; only what changed.
        after: What it is from now on, the same.
        now: The present.
        guild_id: Whose it is, where the actor is the admin.
    """
    await connection.execute(
        insert(connection, changes),
        {
            "at": now,
            "guild_id": guild_id if actor.is_admin else actor.guild_id,
            "person": actor.person,
            "what": what,
            "about": about,
            "before": dict(before),
            "after": dict(after),
        },
    )


def differing(before: Facts, after: Facts) -> tuple[Facts, Facts]:
    """What of two states is not the same."""
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return (
        {name: before[name] for name in sorted(changed) if name in before},
        {name: after[name] for name in sorted(changed) if name in after},
    )


def _change_of(row: RowMapping) -> Change:
    guild_id = row[changes.c.guild_id]
    return Change(
        at=row[changes.c.at],
        what=row[changes.c.what],
        about=row[changes.c.about],
        guild_id=None if guild_id is None else GuildId(guild_id),
        person=row[changes.c.person],
        before=row[changes.c.before],
        after=row[changes.c.after],
    )
