"""How often readers have asked, and for how many tokens: what limits are held against."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, insert, select, true, update

from bot.news import Asker, GuildId, UseId, Uses
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import uses

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class UseShelf(Shelf):
    """Uses: one for each time that a question is taken up. None of them has its words."""

    async def used(
        self, now: datetime, *, asker: Asker | None = None, guild_id: GuildId | None = None
    ) -> Uses:
        """What an asker, a guild, or without either everybody has used lately.

        Args:
            now: The present; the hour and the day before it count.
            asker: Who asks.
            guild_id: Where.
        """
        whose: ColumnElement[bool] = true()
        if asker is not None:
            whose = uses.c.asker == asker
        elif guild_id is not None:
            whose = uses.c.guild_id == guild_id
        in_hour = func.count().filter(uses.c.at > now - HOUR)
        query = select(in_hour, func.count(), func.coalesce(func.sum(uses.c.tokens), 0)).where(
            uses.c.at > now - DAY, whose
        )
        async with self._database.reading() as connection:
            hour, day, tokens = (await connection.execute(query)).one()
            return Uses(hour=hour, day=day, tokens=int(tokens))

    @whole
    async def open_use(
        self, asker: Asker, guild_id: GuildId | None, *, tokens: int, now: datetime
    ) -> UseId:
        """Notes that a question is taken up, with the tokens that it may cost at most."""
        async with self._database.writing() as connection:
            opened = await connection.scalar(
                insert(uses)
                .values(at=now, guild_id=guild_id, asker=asker, tokens=tokens)
                .returning(uses.c.id)
            )
            return UseId(opened)

    async def settle_use(self, use_id: UseId, tokens: int) -> bool:
        """Notes what it did cost."""
        return await self._step(update(uses).where(uses.c.id == use_id).values(tokens=tokens))
