"""What the models cost, and whose money it was.

A bill is opened before a question is asked, with what it may cost at most, and settled with what it
did cost. A process that is killed in between leaves the estimate.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import ArticleId, BillId, GuildId, Tokens
from bot.storage.database import insert
from bot.storage.shelf import Shelf, batches, whole
from bot.storage.tables import bills, shares


class BillShelf(Shelf):
    """Bills, all in the currency of the settings' prices."""

    @whole
    async def open_bill(
        self,
        *,
        article_id: ArticleId | None,
        purpose: str,
        model: str,
        cost: float,
        now: datetime,
    ) -> BillId:
        """Notes that a model is about to be asked.

        Args:
            article_id: What it is asked about, if anything that is stored.
            purpose: What for, in a word.
            model: Its name.
            cost: What that may come to.
            now: The present.
        """
        estimate = {"cost": cost, "input": 0, "cached": 0, "output": 0, "trouble": ""}
        question = {"at": now, "article_id": article_id, "purpose": purpose, "model": model}
        async with self._database.writing() as connection:
            opened = await connection.scalar(
                insert(connection, bills).values(**question, **estimate).returning(bills.c.id)
            )
            return BillId(opened)

    @whole
    async def settle_bill(
        self,
        bill_id: BillId,
        *,
        model: str,
        usage: Tokens,
        cost: float,
        seconds: float,
        trouble: str,
        guilds: Collection[GuildId],
        now: datetime,
    ) -> None:
        """Notes what a model has answered, and charges it to the guilds. Once: again does nothing.

        Args:
            bill_id: The bill.
            model: Who answered, a fallback perhaps.
            usage: What was counted.
            cost: What that comes to.
            seconds: How long it took.
            trouble: What went wrong; empty if nothing did.
            guilds: Who pays, all in equal parts.
            now: The present; its day (UTC) is the one that the guilds are charged on.
        """
        tokens = {"input": usage.input, "cached": usage.cached, "output": usage.output}
        async with self._database.writing() as connection:
            settled = await connection.execute(
                update(bills)
                .where(bills.c.id == bill_id, bills.c.seconds.is_(None))
                .values(model=model, cost=cost, seconds=seconds, trouble=trouble, **tokens)
            )
            if settled.rowcount > 0 and cost > 0:
                await _charge(connection, guilds, cost, now)

    async def spent(self, since: datetime) -> float:
        """What all bills since a moment come to, those under way by their estimate."""
        query = select(func.coalesce(func.sum(bills.c.cost), 0.0)).where(bills.c.at >= since)
        async with self._database.reading() as connection:
            return float((await connection.execute(query)).scalar_one())

    async def spent_by(self, guilds: Collection[GuildId], since: datetime) -> dict[GuildId, float]:
        """What these guilds were charged since the beginning of a moment's day (UTC).

        One that was charged nothing is left out.
        """
        found: dict[GuildId, float] = {}
        async with self._database.reading() as connection:
            for batch in batches(sorted(guilds)):
                query = (
                    select(shares.c.guild_id, func.sum(shares.c.cost))
                    .where(shares.c.guild_id.in_(batch), shares.c.day >= _day(since))
                    .group_by(shares.c.guild_id)
                )
                rows = await connection.execute(query)
                found.update({GuildId(guild_id): cost for guild_id, cost in rows})
        return found


async def _charge(
    connection: AsyncConnection, guilds: Collection[GuildId], cost: float, now: datetime
) -> None:
    """Adds equal parts of a cost to what the guilds have paid."""
    charged = insert(connection, shares)
    more = charged.on_conflict_do_update(
        index_elements=["guild_id", "day"],
        set_={"cost": shares.c.cost + charged.excluded.cost},
    )
    payers = sorted(set(guilds))  # in one order, so that two who charge never wait for each other
    for batch in batches(payers):
        part = {"day": _day(now), "cost": cost / len(payers)}
        await connection.execute(more, [{"guild_id": each, **part} for each in batch])


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
