"""What a guild's moderators want gone: stories that it hides, and their cards that are withdrawn.

A hidden story is known by the name that it had; one that has become part of another is found by
what it is called now.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Refusal
from bot.news import (
    Actor,
    ChannelId,
    DeliveryId,
    DeliveryState,
    EntryId,
    GuildId,
    Happening,
    MessageId,
    ReportId,
    ReportState,
    Step,
    StoryId,
    Withdrawal,
)
from bot.storage.changes import note_change
from bot.storage.columns import Moment
from bot.storage.conditions import is_hidden, is_open
from bot.storage.database import insert
from bot.storage.ownership import channels_of, shown_story, title_of
from bot.storage.reports import claim
from bot.storage.shelf import whole
from bot.storage.steps import NotingShelf, note
from bot.storage.tables import articles, deliveries, entries, hidden, stories

HIDDEN = Happening.HIDDEN

_IS_OWED = deliveries.c.state == DeliveryState.OWED.value
_IS_SENT = deliveries.c.state == DeliveryState.SENT.value
_IS_HIDING = deliveries.c.state == DeliveryState.HIDING.value
_UNSETTLED = [DeliveryState.OWED.value, DeliveryState.SENDING.value]

_STEP = update(deliveries).where(deliveries.c.id == bindparam("delivery"))
# What was under way when its story was hidden, and what is owed since.
_HIDDEN = _STEP.where(deliveries.c.state.in_(_UNSETTLED)).values(
    state=DeliveryState.HIDDEN.value, called_at=None, error=""
)
_GONE = _STEP.where(_IS_HIDING).values(
    state=DeliveryState.HIDDEN.value, attempts=0, error=bindparam("why")
)
_PUT_OFF = _STEP.where(_IS_HIDING).values(
    attempts=deliveries.c.attempts + 1, due_at=bindparam("due"), error=bindparam("why")
)
_WITHDRAWALS = (
    select(deliveries)
    .where(deliveries.c.channel_id == bindparam("channel"), _IS_HIDING, is_open())
    .where(deliveries.c.due_at <= bindparam("now", type_=Moment()))
    .order_by(deliveries.c.id)
    .limit(bindparam("most"))
)


class HidingShelf(NotingShelf):
    """Stories that guilds have hidden, and what of them still stands somewhere."""

    @whole
    async def hide(
        self,
        actor: Actor,
        story_id: StoryId,
        *,
        now: datetime,
        report_id: ReportId | None = None,
        besides: Collection[ChannelId] = (),
    ) -> list[ChannelId]:
        """Hides a story in the actor's guild: nothing more of it is posted, its cards go.

        Args:
            actor: Who hides it.
            story_id: The story, or one that has become part of it.
            now: The present.
            report_id: The report that is decided by this, if one is.
            besides: Channels of the guild that follow nothing any more.

        Returns:
            The channels in which cards are to be withdrawn.

        Raises:
            Refusal: The guild is not shown such a story, or somebody has decided the report.
        """
        async with self._database.writing(durable=True) as connection:
            told = await shown_story(connection, actor, story_id, besides=besides)
            if actor.guild_id is None:
                raise Refusal("story-hide-where")
            if report_id is not None:
                await claim(connection, actor, report_id, ReportState.HIDDEN, now)
            if await _note_hidden(connection, actor, actor.guild_id, told, now):
                title = await title_of(connection, told)
                facts = {"story": told}
                await note_change(connection, actor, "story-hidden", title, {}, facts, now)
            return await _take_away(connection, actor.guild_id, told, now, besides)

    @whole
    async def unhide(self, actor: Actor, story_id: StoryId, *, now: datetime) -> bool:
        """Has a story shown again from now on; what is gone stays gone.

        Returns:
            Whether the actor's guild had hidden it.
        """
        called = select(stories.c.id).where(
            or_(stories.c.id == story_id, stories.c.merged_into == story_id)
        )
        gone = delete(hidden).where(
            hidden.c.guild_id == actor.guild_id, hidden.c.story_id.in_(called)
        )
        async with self._database.writing() as connection:
            found = await connection.execute(gone)
            if found.rowcount > 0:
                title = await title_of(connection, story_id)
                facts = {"story": story_id}
                await note_change(connection, actor, "story-unhidden", title, facts, {}, now)
            return found.rowcount > 0

    async def stories_hidden(
        self, actor: Actor, typed: str, *, limit: int
    ) -> list[tuple[StoryId, str]]:
        """The stories that the actor's guild has hidden, by what they are called now.

        Args:
            actor: Whose guild it is.
            typed: What the title has in it, whatever the case; everything for nothing.
            limit: How many at most, the latest hidden first.
        """
        now_called = func.coalesce(stories.c.merged_into, stories.c.id)
        query = (
            select(now_called, func.min(articles.c.title))
            .join_from(hidden, stories, stories.c.id == hidden.c.story_id)
            .join(articles, articles.c.story_id == now_called)
            .where(hidden.c.guild_id == actor.guild_id)
            .where(articles.c.title.icontains(typed, autoescape=True))
            .group_by(now_called)
            .order_by(func.max(hidden.c.at).desc(), now_called)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [(StoryId(story_id), title) for story_id, title in rows]

    async def withdrawals_owed(
        self, channel_id: ChannelId, now: datetime, *, limit: int = 50
    ) -> list[Withdrawal]:
        """The cards that are to disappear from an open channel by now."""
        asked = {"channel": channel_id, "now": now, "most": limit}
        async with self._database.reading() as connection:
            rows = await connection.execute(_WITHDRAWALS, asked)
            return [_withdrawal(row) for row in rows]

    async def mark_hidden(self, delivery_id: DeliveryId, *, now: datetime) -> bool:
        """Notes that a card of a hidden story is not posted."""
        return await self._take(_HIDDEN, {"delivery": delivery_id}, (HIDDEN, {}), now)

    async def mark_withdrawn(
        self, delivery_id: DeliveryId, *, now: datetime, problem: str = ""
    ) -> bool:
        """Notes that a card is gone, or why it has to stay."""
        step = {"delivery": delivery_id, "why": problem}
        if problem:
            return await self._take(_GONE, step, (HIDDEN, {"problem": problem}), now)
        return await self._step(_GONE, step, durable=True)

    async def put_off_withdrawal(
        self, delivery_id: DeliveryId, *, due_at: datetime, error: str, now: datetime
    ) -> bool:
        """Puts off to withdraw a card, because the call failed."""
        step = {"delivery": delivery_id, "due": due_at, "why": error}
        put_off = Happening.PUT_OFF, {"problem": error, "until": due_at.isoformat()}
        return await self._take(_PUT_OFF, step, put_off, now)


async def hide_sent(connection: AsyncConnection, delivery_id: DeliveryId, now: datetime) -> None:
    """Has a card withdrawn that was posted while its story was being hidden.

    The transaction has written the delivery's row before: so either whoever hides sees that the
    card is sent, or this sees that the story is hidden.
    """
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id, _IS_SENT, is_hidden())
        .values(state=DeliveryState.HIDING.value, due_at=now)
    )


async def _note_hidden(
    connection: AsyncConnection, actor: Actor, guild_id: GuildId, story_id: StoryId, now: datetime
) -> bool:
    """Whether the guild had not hidden the story before."""
    noted = await connection.execute(
        insert(connection, hidden)
        .values(guild_id=guild_id, story_id=story_id, at=now, person=actor.person)
        .on_conflict_do_nothing(index_elements=["guild_id", "story_id"])
    )
    return noted.rowcount > 0


async def _take_away(
    connection: AsyncConnection,
    guild_id: GuildId,
    story_id: StoryId,
    now: datetime,
    besides: Collection[ChannelId],
) -> list[ChannelId]:
    """Settles what is owed of a story, and owes that what stands of it disappears."""
    which = _cards_of(guild_id, story_id, besides)
    # Locked first: a card whose call is under way is noted before this, or finds itself hidden.
    await connection.execute(which.with_for_update())
    ids = which.with_only_columns(deliveries.c.id)
    steps = update(deliveries).where(deliveries.c.id.in_(ids))
    where = (deliveries.c.entry_id, deliveries.c.channel_id)
    kept = await connection.execute(
        steps.where(_IS_OWED).values(state=DeliveryState.HIDDEN.value, error="").returning(*where)
    )
    never_posted = kept.all()
    hiding = {
        "state": DeliveryState.HIDING.value,
        "attempts": 0,
        "called_at": None,
        "due_at": now,
        "error": "",
    }
    going = await connection.execute(steps.where(_IS_SENT).values(hiding).returning(*where))
    posted = going.all()
    await _note_steps(connection, [*never_posted, *posted], now)
    return sorted({ChannelId(row.channel_id) for row in posted})


async def _note_steps(
    connection: AsyncConnection, rows: Sequence[Row[*tuple[Any, ...]]], now: datetime
) -> None:
    for row in rows:
        step = Step(at=now, what=HIDDEN, channel_id=ChannelId(row.channel_id))
        await note(connection, EntryId(row.entry_id), [step])


def _cards_of(guild_id: GuildId, story_id: StoryId, besides: Collection[ChannelId]) -> Select[Any]:
    """A story's deliveries in the channels of a guild, whatever their state."""
    theirs = channels_of(Actor(guild_id))
    told = (
        select(entries.c.id)
        .join_from(articles, entries, entries.c.article_id == articles.c.id)
        .where(articles.c.story_id == story_id)
    )
    there: ColumnElement[bool] = or_(
        deliveries.c.channel_id.in_(theirs), deliveries.c.channel_id.in_(list(besides))
    )
    return select(deliveries.c.id).where(deliveries.c.entry_id.in_(told), there)


def _withdrawal(row: Row[*tuple[Any, ...]]) -> Withdrawal:
    return Withdrawal(
        id=DeliveryId(row.id),
        channel_id=ChannelId(row.channel_id),
        entry_id=EntryId(row.entry_id),
        message_id=MessageId(row.message_id),
        attempts=row.attempts,
        followed=row.subscription_id is not None,
    )
