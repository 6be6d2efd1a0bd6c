"""What members report, and what moderators decide about it.

The reports of one card that nobody has decided are one complaint: moderators see one notice of it,
and one press decides all of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    Text,
    and_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Refusal
from bot.news import (
    Actor,
    ArticleId,
    Asker,
    ChannelId,
    Complaint,
    GuildId,
    MessageId,
    Report,
    ReportId,
    ReportState,
    StoryId,
)
from bot.storage.changes import note_change
from bot.storage.columns import Moment
from bot.storage.database import insert
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import articles, deliveries, entries, guilds, reports

# For so long the limit on reports looks back.
HOUR = timedelta(hours=1)
NOBODY = "nobody-"  # no hash begins so

_OPEN = [ReportState.OWED.value, ReportState.OPEN.value]
_IS_OPEN = reports.c.state.in_(_OPEN)
_IS_OWED = reports.c.state == ReportState.OWED.value


class ReportShelf(Shelf):
    """Reports of cards."""

    @whole
    async def report(
        self,
        guild_id: GuildId,
        channel_id: ChannelId,
        message_id: MessageId,
        reporter: Asker,
        reason: str,
        *,
        now: datetime,
        since: datetime,
        at_most: int,
    ) -> Report:
        """Notes what a member says is wrong with a card, in place of what they said before.

        It is owed to the moderators where the guild has a channel for that; else it is open, and
        stands in their list. One that was decided already stays so.

        Args:
            guild_id: Whose moderators are to hear of it.
            channel_id: Where the card stands.
            message_id: The card.
            reporter: Who.
            reason: Their words, or none.
            now: The present.
            since: From when on a member's reports are counted.
            at_most: How many of them there may be.

        Raises:
            Refusal: Too many; or the message shows no card that is known.
        """
        async with self._database.writing(durable=True) as connection:
            card = (await connection.execute(_card(message_id))).first()
            if card is None or card.channel_id != channel_id:
                raise Refusal("card-forgotten")
            mine = and_(reports.c.message_id == message_id, reports.c.reporter == reporter)
            is_new = await connection.scalar(select(reports.c.id).where(mine)) is None
            if is_new and await _count(connection, reporter, since) >= at_most:
                raise Refusal("report-limit", most=at_most)
            values = {
                "guild_id": guild_id,
                "channel_id": card.channel_id,
                "story_id": card.story_id,
                "title": card.title,
                "state": await _state(connection, guild_id),
                "notice_id": await connection.scalar(_notice(guild_id, message_id)),
                "due_at": now,
                "reason": reason,
            }
            mended = {name: values[name] for name in ("state", "due_at", "reason")}
            noted = (
                insert(connection, reports)
                .values(message_id=message_id, reporter=reporter, made_at=now, **values)
                .on_conflict_do_update(
                    index_elements=["message_id", "reporter"], set_=mended, where=_IS_OPEN
                )
            )
            await connection.execute(noted)
            row = (await connection.execute(select(reports).where(mine))).mappings().one()
            return report_of(row)

    async def open_reports(self, actor: Actor, *, limit: int) -> list[Complaint]:
        """What nobody has decided, the newest card first; of all guilds for the admin."""
        newest = func.max(reports.c.id)
        cards = select(reports.c.guild_id, reports.c.message_id).where(_IS_OPEN)
        if not actor.is_admin:
            cards = cards.where(reports.c.guild_id == actor.guild_id)
        cards = cards.group_by(*cards.selected_columns).order_by(newest.desc()).limit(limit)
        async with self._database.reading() as connection:
            found = (await connection.execute(cards)).all()
            of_cards = reports.c.message_id.in_([row.message_id for row in found])
            return (await _complaints(connection, and_(_IS_OPEN, of_cards)))[::-1]

    async def complaint(self, report_id: ReportId) -> Complaint | None:
        """What is, or was, decided together with a report; None if it is forgotten."""
        async with self._database.reading() as connection:
            row = (
                await connection.execute(select(reports).where(reports.c.id == report_id))
            ).first()
            if row is None:
                return None
            is_open = row.state in _OPEN
            together = _IS_OPEN if is_open else reports.c.decided_at == row.decided_at
            its_card = and_(
                reports.c.guild_id == row.guild_id, reports.c.message_id == row.message_id
            )
            [complaint] = await _complaints(connection, and_(together, its_card))
            return complaint

    async def next_complaint(self, guild_id: GuildId, now: datetime) -> Complaint | None:
        """What a guild's moderators are to be told next; None if nothing is due."""
        owed = (
            select(reports.c.message_id)
            .where(reports.c.guild_id == guild_id, _IS_OWED, reports.c.due_at <= now)
            .order_by(reports.c.id)
            .limit(1)
        )
        async with self._database.reading() as connection:
            message_id = await connection.scalar(owed)
            which = and_(
                reports.c.guild_id == guild_id, reports.c.message_id == message_id, _IS_OPEN
            )
            found = [] if message_id is None else await _complaints(connection, which)
            return found[0] if found else None

    async def guilds_owed_reports(
        self, now: datetime, *, limit: int, since: datetime | None = None
    ) -> list[GuildId]:
        """Guilds whose moderators are to be told something by now, the longest waiting first.

        Args:
            now: The present.
            limit: How many at most.
            since: Only what was put off, and fell due after this moment.
        """
        query = select(reports.c.guild_id).where(_IS_OWED, reports.c.due_at <= now)
        if since is not None:
            query = query.where(reports.c.due_at > since, reports.c.attempts > 0)
        query = query.group_by(reports.c.guild_id).order_by(func.min(reports.c.due_at))
        async with self._database.reading() as connection:
            return [GuildId(each) for each in await connection.scalars(query.limit(limit))]

    async def mark_telling(self, complaint: Complaint, *, now: datetime) -> bool:
        """Notes that a notice is about to be posted; of several calls, the first counts."""
        called = func.coalesce(reports.c.called_at, literal(now, Moment()))
        step = update(reports).where(reports.c.id == complaint.first.id, _IS_OPEN)
        return await self._step(step.values(called_at=called), durable=True)

    @whole
    async def mark_told(
        self, complaint: Complaint, notice_id: MessageId | None, *, given_up: bool = False
    ) -> bool:
        """Notes what a notice shows; what was said since then is still owed.

        Args:
            complaint: What it shows.
            notice_id: The notice; None where there is none, or none any more.
            given_up: Whether nothing of it is told any more: the list says it.

        Returns:
            Whether nobody has decided meanwhile.
        """
        card = _is_card(complaint)
        async with self._database.writing(durable=True) as connection:
            there = update(reports).where(card).values(notice_id=notice_id, attempts=0)
            told = await connection.execute(there.values(called_at=None))
            for each in complaint.reports:
                same = and_(reports.c.id == each.id, reports.c.reason == each.reason)
                shown = update(reports).where(same, _IS_OWED)
                await connection.execute(shown.values(state=ReportState.OPEN.value))
            if given_up:
                await connection.execute(
                    update(reports).where(card).values(state=ReportState.OPEN.value)
                )
            return told.rowcount > 0

    async def put_off_report(self, complaint: Complaint, *, due_at: datetime) -> bool:
        """Puts off to tell moderators, because a call failed."""
        step = update(reports).where(_is_card(complaint))
        return await self._step(step.values(attempts=reports.c.attempts + 1, due_at=due_at))

    async def forget_notice(self, complaint: Complaint) -> bool:
        """Notes that somebody has deleted a notice: what was not told yet gets another one."""
        step = update(reports).where(_is_card(complaint))
        return await self._step(step.values(notice_id=None, called_at=None))

    @whole
    async def dismiss(self, actor: Actor, report_id: ReportId, *, now: datetime) -> None:
        """Decides that nothing is wrong.

        Raises:
            Refusal: There is no such report, or somebody has decided it.
        """
        async with self._database.writing(durable=True) as connection:
            title = await claim(connection, actor, report_id, ReportState.DISMISSED, now)
            await note_change(connection, actor, "report-dismissed", title, {}, {}, now)

    async def article_behind(self, message_id: MessageId) -> tuple[ArticleId, StoryId] | None:
        """The article that a card follows, and the story that it is in now."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_card(message_id))).first()
            return None if row is None else (ArticleId(row.id), StoryId(row.story_id))


async def claim(
    connection: AsyncConnection,
    actor: Actor,
    report_id: ReportId,
    decided: ReportState,
    now: datetime,
) -> str:
    """Decides a report, and all others of its card with it: the first one to do so does.

    Returns:
        The title of the card.

    Raises:
        Refusal: There is no such report in the actor's guild, or somebody has decided it.
    """
    query = select(reports).where(reports.c.id == report_id).with_for_update()
    row = (await connection.execute(query)).mappings().first()
    if row is None or not (actor.is_admin or row[reports.c.guild_id] == actor.guild_id):
        raise Refusal("report-unknown")
    if row[reports.c.state] not in _OPEN:
        raise too_late(row[reports.c.decided_by])
    together = (
        update(reports)
        .where(reports.c.message_id == row[reports.c.message_id], _IS_OPEN)
        .where(reports.c.guild_id == row[reports.c.guild_id])
    )
    made = {"state": decided.value, "decided_by": actor.person, "decided_at": now}
    await connection.execute(together.values(made))
    title: str = row[reports.c.title]
    return title


async def reports_of(connection: AsyncConnection, reporter: Asker) -> list[Report]:
    """What a member has reported, the newest first."""
    query = select(reports).where(reports.c.reporter == reporter).order_by(reports.c.id.desc())
    return [report_of(row) for row in (await connection.execute(query)).mappings()]


async def erase_reports(connection: AsyncConnection, reporter: Asker, now: datetime) -> int:
    """Erases a member's reports: their words everywhere, also in a notice; how many they were.

    What moderators still have to decide stays as somebody's, and so does what the limit of an hour
    still looks at: else whoever erases could report without end.
    """
    theirs = reports.c.reporter == reporter
    recent = reports.c.made_at > now - HOUR
    told = and_(_IS_OPEN, reports.c.notice_id.is_not(None))
    wordless = update(reports).where(theirs, or_(_IS_OPEN, recent)).values(reason="")
    kept = (await connection.execute(wordless)).rowcount
    again = update(reports).where(theirs, told)
    await connection.execute(again.values(state=ReportState.OWED.value, due_at=now))
    gone = await connection.execute(delete(reports).where(theirs, ~_IS_OPEN, ~recent))
    # One member reports a card once: so nobody's name has to differ, too.
    nobody = literal(NOBODY).concat(cast(reports.c.id, Text))
    await connection.execute(update(reports).where(theirs, ~recent).values(reporter=nobody))
    return kept + gone.rowcount


def too_late(decided_by: int | None) -> Refusal:
    """What whoever decides a report as the second one is told.

    Args:
        decided_by: Who was the first, as Discord knows them; None for whoever sat at the machine.
    """
    if decided_by is None:
        return Refusal("report-decided-at-home")
    return Refusal("report-decided", who=f"<@{decided_by}>")


def report_of(row: RowMapping) -> Report:
    """A row of `reports`."""
    story_id, notice_id = row[reports.c.story_id], row[reports.c.notice_id]
    return Report(
        id=ReportId(row[reports.c.id]),
        guild_id=GuildId(row[reports.c.guild_id]),
        channel_id=ChannelId(row[reports.c.channel_id]),
        message_id=MessageId(row[reports.c.message_id]),
        story_id=None if story_id is None else StoryId(story_id),
        title=row[reports.c.title],
        reason=row[reports.c.reason],
        reporter=Asker(row[reports.c.reporter]),
        made_at=row[reports.c.made_at],
        state=ReportState(row[reports.c.state]),
        notice_id=None if notice_id is None else MessageId(notice_id),
    )


def _card(message_id: MessageId) -> Select[Any]:
    """What a message shows, whatever became of it."""
    return (
        select(deliveries.c.channel_id, articles.c.id, articles.c.story_id, articles.c.title)
        .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
        .join(articles, articles.c.id == entries.c.article_id)
        .where(deliveries.c.message_id == message_id)
        .limit(1)
    )


def _notice(guild_id: GuildId, message_id: MessageId) -> Select[Any]:
    """The notice that moderators have of a card already."""
    return (
        select(reports.c.notice_id)
        .where(reports.c.guild_id == guild_id, reports.c.message_id == message_id, _IS_OPEN)
        .where(reports.c.notice_id.is_not(None))
        .limit(1)
    )


async def _count(connection: AsyncConnection, reporter: Asker, since: datetime) -> int:
    query = select(func.count()).where(reports.c.reporter == reporter, reports.c.made_at > since)
    return await connection.scalar(query) or 0


async def _state(connection: AsyncConnection, guild_id: GuildId) -> str:
    desk = await connection.scalar(select(guilds.c.desk_id).where(guilds.c.id == guild_id))
    return (ReportState.OPEN if desk is None else ReportState.OWED).value


async def _complaints(connection: AsyncConnection, which: ColumnElement[bool]) -> list[Complaint]:
    """Reports by their cards, in the order of the first one of each."""
    query = (
        select(reports, guilds.c.desk_id, guilds.c.language)
        .join_from(reports, guilds, guilds.c.id == reports.c.guild_id, isouter=True)
        .where(which)
        .order_by(reports.c.id)
    )
    rows = (await connection.execute(query)).mappings().all()
    by_card: dict[tuple[int, int], list[RowMapping]] = defaultdict(list)
    for row in rows:
        by_card[row[reports.c.guild_id], row[reports.c.message_id]].append(row)
    return [_complaint(each) for each in by_card.values()]


def _complaint(rows: Sequence[RowMapping]) -> Complaint:
    first, desk_id = rows[0], rows[0][guilds.c.desk_id]
    return Complaint(
        reports=tuple(map(report_of, rows)),
        desk_id=None if desk_id is None else ChannelId(desk_id),
        language=first[guilds.c.language],
        attempts=max(row[reports.c.attempts] for row in rows),
        called_at=first[reports.c.called_at],
        decided_by=first[reports.c.decided_by],
    )


def _is_card(complaint: Complaint) -> ColumnElement[bool]:
    """The open reports of a complaint's card."""
    first = complaint.first
    return and_(
        reports.c.guild_id == first.guild_id, reports.c.message_id == first.message_id, _IS_OPEN
    )
