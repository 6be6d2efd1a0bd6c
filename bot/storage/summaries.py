"""What is written about stories: which summaries are owed, to whom, and which stand in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    Assignment,
    Card,
    DeliveryState,
    GuildId,
    MessageId,
    OwedSummary,
    StoryId,
    Summary,
    SummaryId,
)
from bot.storage.conditions import (
    is_living,
    is_open,
    is_unsettled,
    is_written,
    is_written_lately,
    moment,
    moments,
)
from bot.storage.database import insert
from bot.storage.requested import card_with, wish_behind
from bot.storage.rows import (
    Values,
    assignment_of,
    assignment_values,
    summary_of,
    summary_values,
)
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import (
    articles,
    deliveries,
    entries,
    stories,
    subscriptions,
    summaries,
)

Rows = Sequence[Row[*tuple[Any, ...]]]

_IS_PRESENT = and_(
    summaries.c.story_id == stories.c.id, summaries.c.story_version == stories.c.version
)
# What has a card, or is to have one: nobody pays for what is filtered, hidden or given up.
_IS_READER = deliveries.c.state.in_(
    [DeliveryState.OWED.value, DeliveryState.SENDING.value, DeliveryState.SENT.value]
)
# Nothing is written for a channel that cannot be written to: that would cost money, and may go on
# for years. Often many channels wait for one entry: their wishes are counted before they are
# looked at.
_WISHES = (
    select(deliveries.c.entry_id, deliveries.c.style, deliveries.c.language)
    .where(is_unsettled(), is_open())
    .distinct()
    .subquery("wishes")
)
_AWAITED = (
    select(stories.c.id)
    .join_from(_WISHES, entries, entries.c.id == _WISHES.c.entry_id)
    .join(articles, articles.c.id == entries.c.article_id)
    .join(stories, stories.c.id == articles.c.story_id)
    .where(~entries.c.unread, ~is_written(_WISHES))
    .group_by(stories.c.id)
    .order_by(func.min(entries.c.published_at), func.min(entries.c.id))
)
# What stands in a channel is written again when its story has something new to tell.
_OVERTAKEN = (
    select(stories.c.id)
    .join_from(stories, articles, articles.c.story_id == stories.c.id)
    .join(entries, entries.c.article_id == articles.c.id)
    .join(deliveries, deliveries.c.entry_id == entries.c.id)
    .where(stories.c.changed_at > moment("since"), stories.c.version > 1)
    .where(is_living(), is_open(), ~is_written(), ~is_written_lately())
    .group_by(stories.c.id)
    .order_by(func.min(stories.c.changed_at), stories.c.id)
)
_IS_SHOWN = (
    select(deliveries.c.id)
    .join_from(articles, entries, entries.c.article_id == articles.c.id)
    .join(deliveries, deliveries.c.entry_id == entries.c.id)
    .where(
        articles.c.story_id == summaries.c.story_id,
        deliveries.c.style == summaries.c.style,
        deliveries.c.language == summaries.c.language,
        _IS_READER,
        is_open(),
    )
    .correlate(summaries)
    .exists()
)
_DUE = (
    select(stories.c.id)
    .join_from(summaries, stories, _IS_PRESENT)
    .where(_IS_SHOWN)
    .group_by(stories.c.id)
    .order_by(func.min(summaries.c.again_at), stories.c.id)
)
# Who is to see a story in which words, and whether they still wait for it.
_READERS = (
    select(
        deliveries.c.style,
        deliveries.c.language,
        subscriptions.c.guild_id,
        and_(is_unsettled(), ~entries.c.unread).label("waits"),
        and_(is_living(), ~is_written_lately()).label("overtaken"),
    )
    .join_from(stories, articles, articles.c.story_id == stories.c.id)
    .join(entries, entries.c.article_id == articles.c.id)
    .join(deliveries, deliveries.c.entry_id == entries.c.id)
    .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id, isouter=True)
    .where(_IS_READER, is_open())
    .order_by(deliveries.c.style, deliveries.c.language)
    .distinct()
)
_WRITTEN = (
    select(
        summaries.c.style,
        summaries.c.language,
        summaries.c.id,
        summaries.c.created_at,
        summaries.c.again_at,
    )
    .join_from(summaries, stories, _IS_PRESENT)
    .where(summaries.c.replaced_by.is_(None))
    .order_by(summaries.c.id)
)


class SummaryShelf(Shelf):
    """Summaries.

    Each is made once for a story's version, a style and a language, whoever asks. One that only
    stands in for a model's has a moment at which the model is to be asked again.
    """

    async def stories_owed_summary(self, now: datetime, limit: int) -> list[StoryId]:
        """Stories for which a writer has something to do.

        Returns:
            First those that a channel waits for, the oldest first; then those whose cards tell
            less than is known; then those whose stand-in is due to be replaced.
        """
        due = _DUE.where(summaries.c.again_at <= now)
        found: dict[int, None] = {}
        async with self._database.reading() as connection:
            for query in (_AWAITED, _OVERTAKEN, due):
                told = await connection.scalars(query.limit(limit), moments(now))
                found |= dict.fromkeys(told)
        return [StoryId(story_id) for story_id in found][:limit]

    async def summaries_owed(self, story_id: StoryId, now: datetime) -> list[OwedSummary]:
        """The summaries that a story owes, each once, however many channels wait for it."""
        async with self._database.reading() as connection:
            readers = await connection.execute(
                _READERS.where(stories.c.id == story_id), moments(now)
            )
            written = await connection.execute(_WRITTEN.where(stories.c.id == story_id))
            return _owed(readers.all(), written.all(), now)

    @whole
    async def save_summary(
        self,
        story_id: StoryId,
        version: int,
        assignment: Assignment,
        summary: Summary,
        *,
        now: datetime,
        again_at: datetime | None = None,
        replaces: SummaryId | None = None,
    ) -> SummaryId | None:
        """Keeps the summary of one version of a story; it replaces those of older versions.

        Args:
            story_id: The story.
            version: Which version of it was summarised.
            assignment: What was asked for.
            summary: What was written.
            now: When it was written.
            again_at: For a stand-in, when to ask the model again; None for what is final.
            replaces: The stand-in whose place it takes; None for the first of its kind.

        Returns:
            Its id; None when it is not kept: there is one already, the stand-in has been replaced,
            or the story has changed meanwhile and its stand-in is no longer shown.
        """
        values = {**assignment_values(assignment), **summary_values(summary)}
        async with self._database.writing() as connection:
            present = await _lock_version(connection, story_id)
            if present is None or (replaces is not None and present != version):
                return None
            if await _standing(connection, story_id, version, assignment) != replaces:
                return None
            added = await connection.scalar(
                insert(connection, summaries)
                .values(story_id=story_id, story_version=version, **values)
                .values(created_at=now, again_at=again_at)
                .on_conflict_do_nothing()
                .returning(summaries.c.id)
            )
            if replaces is not None:
                await _retire(connection, replaces, added, now)
            if added is None:
                return None
            await _overtake(connection, story_id, version, assignment, newer=added, now=now)
            return SummaryId(added)

    async def put_off_summary(self, summary_id: SummaryId, again_at: datetime | None) -> None:
        """Notes when a model is to be asked again for a stand-in's place; None for never."""
        await self._step(
            update(summaries)
            .where(summaries.c.id == summary_id, summaries.c.replaced_by.is_(None))
            .values(again_at=again_at)
        )

    async def summary_of(self, story_id: StoryId, assignment: Assignment) -> Summary | None:
        """What was written of a story's present version for an assignment, if anything was."""
        wanted = assignment_values(assignment)
        query = (
            select(summaries)
            .join_from(summaries, stories, stories.c.id == summaries.c.story_id)
            .where(summaries.c.story_id == story_id, summaries.c.story_version == stories.c.version)
            .where(*(summaries.c[name] == value for name, value in wanted.items()))
            .order_by(summaries.c.id.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
            return None if row is None else summary_of(row)

    async def summary_asked_for(
        self, message_id: MessageId, house: Assignment
    ) -> tuple[StoryId, OwedSummary] | None:
        """The summary that a reader of a card may ask for; None where there is no such card.

        It is one in the style and language of the card's channel, even where its cards have the
        headline alone; its guild pays.

        Args:
            message_id: The card's message.
            house: What is written where neither channel nor guild wishes for anything.
        """
        async with self._database.reading() as connection:
            return await wish_behind(connection, message_id, house)

    async def still_owed(
        self, story_id: StoryId, wish: OwedSummary, now: datetime
    ) -> OwedSummary | None:
        """What is left to be written of a wish; None where what there is will do for now."""
        async with self._database.reading() as connection:
            written = await connection.execute(_WRITTEN.where(stories.c.id == story_id))
        there = {_assignment_of(row): row for row in written}.get(wish.assignment)
        if there is None:
            return wish
        if there.again_at is None or there.again_at > now:
            return None
        return replace(wish, stand_in=SummaryId(there.id), stood_in_at=there.created_at)

    async def card_asked_for(self, message_id: MessageId, assignment: Assignment) -> Card | None:
        """The card of a message with another summary than it shows; None until that is written."""
        async with self._database.reading() as connection:
            return await card_with(connection, message_id, assignment)


def _owed(readers: Rows, written: Rows, now: datetime) -> list[OwedSummary]:
    """What is owed: first what is not written, then what is due to take a stand-in's place."""
    there = {_assignment_of(row): row for row in written}
    wanting = (row for row in readers if row.waits or row.overtaken)
    waiting = _guilds([row for row in wanting if _assignment_of(row) not in there])
    showing = _guilds(readers)
    owed = [OwedSummary(assignment=each, guilds=guilds) for each, guilds in waiting.items()]
    due = [
        OwedSummary(
            assignment=each,
            guilds=showing[each],
            stand_in=SummaryId(row.id),
            stood_in_at=row.created_at,
        )
        for each, row in there.items()
        if each in showing and row.again_at is not None and row.again_at <= now
    ]
    return owed + due


def _guilds(readers: Rows) -> dict[Assignment, tuple[GuildId, ...]]:
    """The guilds behind each assignment, as far as they are known."""
    found: dict[Assignment, set[GuildId]] = defaultdict(set)
    for row in readers:
        found[_assignment_of(row)].update({row.guild_id} - {None})
    return {each: tuple(sorted(guilds)) for each, guilds in found.items()}


def _assignment_of(row: Row[*tuple[Any, ...]]) -> Assignment:
    return assignment_of(row.style, row.language)


async def _lock_version(connection: AsyncConnection, story_id: StoryId) -> int | None:
    """The story's present version, which nobody changes before the transaction ends."""
    query = select(stories.c.version).where(stories.c.id == story_id).with_for_update()
    version: int | None = await connection.scalar(query)
    return version


async def _standing(
    connection: AsyncConnection, story_id: StoryId, version: int, assignment: Assignment
) -> SummaryId | None:
    """The summary of this kind that there is."""
    wanted = assignment_values(assignment)
    query = select(summaries.c.id).where(
        summaries.c.story_id == story_id,
        summaries.c.story_version == version,
        summaries.c.style == wanted["style"],
        summaries.c.language == wanted["language"],
        summaries.c.replaced_by.is_(None),
    )
    standing: SummaryId | None = await connection.scalar(query)
    return standing


async def _retire(
    connection: AsyncConnection, stand_in: SummaryId, better: int | None, now: datetime
) -> None:
    """Notes what has taken a stand-in's place; without anything better it stays, and is final."""
    replaced: Values = {} if better is None else {"replaced_by": better, "replaced_at": now}
    await connection.execute(
        update(summaries).where(summaries.c.id == stand_in).values(again_at=None, **replaced)
    )


async def _overtake(
    connection: AsyncConnection,
    story_id: StoryId,
    version: int,
    assignment: Assignment,
    *,
    newer: int,
    now: datetime,
) -> None:
    """Notes for the summaries of older versions what has taken their place."""
    await connection.execute(
        update(summaries)
        .where(summaries.c.story_id == story_id, summaries.c.story_version < version)
        .where(
            *(summaries.c[name] == value for name, value in assignment_values(assignment).items())
        )
        .where(summaries.c.replaced_by.is_(None))
        .values(again_at=None, replaced_by=newer, replaced_at=now)
    )
