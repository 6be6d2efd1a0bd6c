"""Guilds: what they have set, whether the bot is still in them, and when they are forgotten."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    HERE,
    Actor,
    ChannelId,
    DeliveryState,
    Guild,
    GuildId,
    QuestionState,
    ReportState,
    RoleId,
    Style,
)
from bot.storage.changes import differing, note_change
from bot.storage.database import insert
from bot.storage.rows import Values
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import (
    bills,
    deliveries,
    filters,
    guilds,
    hidden,
    panels,
    questions,
    reports,
    subscriptions,
)
from bot.storage.uses import DAY

_UNDECIDED = (ReportState.OWED.value, ReportState.OPEN.value)


class GuildShelf(Shelf):
    """Guilds; one without a row has set nothing."""

    async def guild(self, guild_id: GuildId) -> Guild:
        """A guild, as it has set itself."""
        async with self._database.reading() as connection:
            return await _guild(connection, guild_id)

    async def guilds(self) -> list[Guild]:
        """Every guild that has set something, or followed something once."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(guilds).order_by(guilds.c.id))
            return [_guild_of(row) for row in rows.mappings()]

    @whole
    async def change_guild(
        self,
        actor: Actor,
        guild_id: GuildId,
        change: Callable[[Guild], Guild],
        *,
        now: datetime,
    ) -> Guild:
        """Has a guild set so from now on.

        Args:
            actor: Who wants it.
            guild_id: The guild.
            change: What it is to have set, from what it has: whatever else somebody else changes at
                the same time stays. What it raises changes nothing.
            now: The present.
        """
        async with self._database.writing() as connection:
            await hold_guild(connection, guild_id)
            known = await _guild(connection, guild_id)
            wanted = _values(change(known))
            before, after = differing(_values(known), wanted)
            if after:
                await connection.execute(
                    update(guilds).where(guilds.c.id == guild_id).values(wanted)
                )
                if after.get("desk_id") is not None:
                    await _owe_reports(connection, guild_id, now)
                await note_change(
                    connection, actor, "settings", "", before, after, now, guild_id=guild_id
                )
            return await _guild(connection, guild_id)

    @whole
    async def leave_guild(self, guild_id: GuildId, *, now: datetime) -> None:
        """Notes since when the bot is no longer in a guild that it knows."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(guilds)
                .where(guilds.c.id == guild_id, guilds.c.left_at.is_(None))
                .values(left_at=now)
            )

    async def enter_guild(self, guild_id: GuildId) -> bool:
        """Notes that the bot is in a guild; whether it had left it."""
        return await self._step(
            update(guilds)
            .where(guilds.c.id == guild_id, guilds.c.left_at.is_not(None))
            .values(left_at=None)
        )

    @whole
    async def forget_guilds(self, before: datetime, *, now: datetime) -> list[GuildId]:
        """Forgets what guilds follow and have set that the bot left before a moment.

        Their cards' rows stay, without a subscription; so do articles, and the audit.
        """
        gone = select(guilds.c.id).where(guilds.c.left_at < before).with_for_update()
        async with self._database.writing() as connection:
            found = [GuildId(each) for each in await connection.scalars(gone)]
            for guild_id in found:
                await _forget(connection, guild_id)
                about = str(guild_id)
                await note_change(
                    connection, HERE, "guild-forgotten", about, {}, {}, now, guild_id=guild_id
                )
            return found

    @whole
    async def drop_role(self, guild_id: GuildId, role_id: RoleId, *, now: datetime) -> bool:
        """Takes a deleted role out of what a guild has set; whether it was anywhere."""
        async with self._database.writing() as connection:
            row = select(guilds.c.id).where(guilds.c.id == guild_id)
            await connection.execute(row.with_for_update())
            known = await _guild(connection, guild_id)
            mentions = await connection.execute(
                update(subscriptions)
                .where(subscriptions.c.guild_id == guild_id, subscriptions.c.mention == role_id)
                .values(mention=None)
            )
            managed = role_id in known.managers
            if managed:
                managers = sorted(known.managers - {role_id})
                await connection.execute(
                    update(guilds).where(guilds.c.id == guild_id).values(managers=managers)
                )
            dropped = managed or mentions.rowcount > 0
            if dropped:
                about, before = str(role_id), {"role": str(role_id)}
                await note_change(
                    connection, HERE, "role-gone", about, before, {}, now, guild_id=guild_id
                )
            return dropped

    async def pulse_of(self, actor: Actor, *, now: datetime) -> Mapping[str, Any]:
        """What was posted within a day, what readers and members wait for, and the model's trouble.

        Args:
            actor: Whose; of everybody for the admin.
            now: The present.
        """
        sent = (
            select(func.count(deliveries.c.id), func.max(deliveries.c.sent_at))
            .join_from(
                deliveries, subscriptions, subscriptions.c.id == deliveries.c.subscription_id
            )
            .where(deliveries.c.state == DeliveryState.SENT.value)
            .where(deliveries.c.sent_at > now - DAY)
        )
        asked = select(func.count()).where(questions.c.state == QuestionState.ASKED.value)
        told = select(func.count()).where(reports.c.state.in_(_UNDECIDED))
        if not actor.is_admin:
            sent = sent.where(subscriptions.c.guild_id == actor.guild_id)
            asked = asked.where(questions.c.guild_id == actor.guild_id)
            told = told.where(reports.c.guild_id == actor.guild_id)
        last = select(bills.c.trouble).where(bills.c.at > now - DAY)
        async with self._database.reading() as connection:
            cards, last_card_at = (await connection.execute(sent)).one()
            return {
                "cards": cards,
                "last_card_at": last_card_at,
                "questions": await connection.scalar(asked) or 0,
                "reports": await connection.scalar(told) or 0,
                "model_trouble": await connection.scalar(last.order_by(bills.c.at.desc()).limit(1))
                or "",
            }


async def hold_guild(connection: AsyncConnection, guild_id: GuildId) -> None:
    """Makes sure that a guild has a row, and locks it for the rest of the transaction.

    What is counted from then on cannot grow meanwhile. SQLite has one writer as it is.
    """
    made = insert(connection, guilds).values(id=guild_id, managers=[])
    await connection.execute(made.on_conflict_do_nothing(index_elements=["id"]))
    await connection.execute(select(guilds.c.id).where(guilds.c.id == guild_id).with_for_update())


async def _guild(connection: AsyncConnection, guild_id: GuildId) -> Guild:
    query = select(guilds).where(guilds.c.id == guild_id)
    row = (await connection.execute(query)).mappings().first()
    return Guild(id=guild_id) if row is None else _guild_of(row)


async def _owe_reports(connection: AsyncConnection, guild_id: GuildId, now: datetime) -> None:
    """What was reported while there was no moderators' channel is told there."""
    await connection.execute(
        update(reports)
        .where(reports.c.guild_id == guild_id, reports.c.notice_id.is_(None))
        .where(reports.c.state == ReportState.OPEN.value)
        .values(state=ReportState.OWED.value, due_at=now, attempts=0)
    )


async def _forget(connection: AsyncConnection, guild_id: GuildId) -> None:
    theirs = select(subscriptions.c.id).where(subscriptions.c.guild_id == guild_id)
    owed: tuple[Any, ...] = (
        deliveries.c.subscription_id.in_(theirs),
        deliveries.c.state == DeliveryState.OWED.value,
    )
    await connection.execute(delete(deliveries).where(*owed))
    for table in (filters, subscriptions, panels, hidden):
        await connection.execute(delete(table).where(table.c.guild_id == guild_id))
    await connection.execute(delete(guilds).where(guilds.c.id == guild_id))


def _values(guild: Guild) -> Values:
    return {
        "style": guild.style and guild.style.value,
        "language": guild.language,
        "managers": sorted(guild.managers),
        "desk_id": guild.desk_id,
        "person_day": guild.person_day,
        "guild_day": guild.guild_day,
        "kept_days": guild.kept_days,
    }


def _guild_of(row: RowMapping) -> Guild:
    style, desk_id = row[guilds.c.style], row[guilds.c.desk_id]
    return Guild(
        id=GuildId(row[guilds.c.id]),
        style=None if style is None else Style(style),
        language=row[guilds.c.language],
        managers=frozenset(map(RoleId, row[guilds.c.managers])),
        desk_id=None if desk_id is None else ChannelId(desk_id),
        person_day=row[guilds.c.person_day],
        guild_day=row[guilds.c.guild_day],
        kept_days=row[guilds.c.kept_days],
        left_at=row[guilds.c.left_at],
    )
