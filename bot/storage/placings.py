"""What a placement changes: a story that begins, grows, takes in others, or is told anew.

Placements are decided outside of the database, from what was read at one moment. `take_turn` makes
sure that nothing has been placed since, and holds up everybody else until the transaction ends: so
two workers that read two outlets of one event at once never make two stories of it.
"""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ChangedError
from bot.news import DeliveryState, Gist, Placement, StoryId
from bot.storage.columns import Id
from bot.storage.conditions import moment, moments, told_by
from bot.storage.database import insert
from bot.storage.rows import gist_values
from bot.storage.tables import (
    articles,
    deliveries,
    entries,
    gists,
    placings,
    related,
    stories,
    summaries,
)

# A story's last article is at most a week after its first, and dates may lie: what was told so
# long ago is joined by nothing, and its gist can go.
GIST_KEPT = timedelta(days=30)

_TURN = 1  # the id of the only row

_STORY: BindParameter[int] = bindparam("story", type_=Id)
_ITS_ENTRIES = (
    select(entries.c.id)
    .join_from(articles, entries, entries.c.article_id == articles.c.id)
    .where(articles.c.story_id == _STORY)
)
_JOIN = (
    update(deliveries)
    .where(
        deliveries.c.state == DeliveryState.OWED.value,
        deliveries.c.entry_id.in_(_ITS_ENTRIES),
        told_by(_STORY).is_not(None),
    )
    .values(state=DeliveryState.JOINED.value, told_by=told_by(_STORY), error="")
)
_LET_GO = (
    update(deliveries)
    .where(
        deliveries.c.state == DeliveryState.JOINED.value,
        deliveries.c.created_at > moment("since"),
        deliveries.c.entry_id.in_(_ITS_ENTRIES),
        told_by(_STORY).is_(None),
    )
    .values(state=DeliveryState.OWED.value, told_by=None, due_at=moment("now"))
)


async def turn(connection: AsyncConnection) -> int:
    """The present moment, as a number that grows with every placement."""
    return await connection.scalar(select(placings.c.turn).where(placings.c.id == _TURN)) or 0


async def take_turn(connection: AsyncConnection, as_of: int | None = None) -> None:
    """Makes this transaction the only one that places; whoever else decided by now decides again.

    The row is locked until the transaction ends. PostgreSQL compares it as it is once the lock is
    there, not as it was when the statement began (its manual, "Read Committed Isolation Level").

    Args:
        connection: A connection that writes.
        as_of: The moment by which was decided; None where no such decision can be wrong.

    Raises:
        ChangedError: Something has been placed since this moment.
    """
    taken = await connection.scalar(
        insert(connection, placings)
        .values(id=_TURN, turn=(as_of or 0) + 1)
        .on_conflict_do_update(
            index_elements=["id"],
            set_={"turn": placings.c.turn + 1},
            where=None if as_of is None else placings.c.turn == as_of,
        )
        .returning(placings.c.turn)
    )
    if taken is None:
        raise ChangedError("something has been placed meanwhile")


async def open_story(connection: AsyncConnection, now: datetime) -> StoryId:
    """A new story without an article."""
    added: StoryId = await connection.scalar(
        insert(connection, stories).values(created_at=now).returning(stories.c.id)
    )
    return added


async def merge(connection: AsyncConnection, placement: Placement, now: datetime) -> None:
    """Makes the stories that a placement has proved to be one part of the one that stays."""
    story_id = placement.story_id
    if story_id is None:
        return
    for other in placement.merges:
        await merge_into(connection, story_id, other)
    await grow(connection, story_id, now, news=placement.news or bool(placement.merges))
    if placement.gist is not None:
        await keep_gist(connection, story_id, placement.gist, now)


async def merge_into(connection: AsyncConnection, story_id: StoryId, other: StoryId) -> None:
    """Makes one story part of another; whatever led to it leads to the other now.

    The one that stays has to `grow` afterwards.
    """
    await connection.execute(
        update(articles).where(articles.c.story_id == other).values(story_id=story_id)
    )
    await connection.execute(
        update(stories)
        .where((stories.c.id == other) | (stories.c.merged_into == other))
        .values(merged_into=story_id)
    )
    await _lead_on(connection, story_id, other)
    await connection.execute(delete(gists).where(gists.c.story_id == other))
    await connection.execute(
        update(summaries).where(summaries.c.story_id == other).values(again_at=None)
    )
    # Both count on, so that no card of either shows a later edition than there is.
    highest = {
        name: select(func.max(stories.c[name])).where(stories.c.id.in_([story_id, other]))
        for name in ("version", "edition")
    }
    await connection.execute(
        update(stories)
        .where(stories.c.id == story_id)
        .values({name: top.scalar_subquery() for name, top in highest.items()})
    )


async def _lead_on(connection: AsyncConnection, story_id: StoryId, other: StoryId) -> None:
    """Lets links to a story lead to the one that it is now part of; none twice, none to itself."""
    links = related.alias()
    there_already = select(links.c.story_id).where(links.c.other_id == story_id)
    needless = (related.c.story_id == story_id) | related.c.story_id.in_(there_already)
    await connection.execute(
        delete(related).where(
            (related.c.story_id == other) | (related.c.other_id == other) & needless
        )
    )
    await connection.execute(
        update(related).where(related.c.other_id == other).values(other_id=story_id)
    )


async def grow(
    connection: AsyncConnection, story_id: StoryId, now: datetime, *, news: bool = False
) -> None:
    """Notes that the cards of a story have something more to show, if not something new to tell."""
    await connection.execute(
        update(stories)
        .where(stories.c.id == story_id)
        .values(
            version=stories.c.version + int(news),
            edition=stories.c.edition + 1,
            changed_at=now,
        )
    )


async def keep_gist(
    connection: AsyncConnection, story_id: StoryId, gist: Gist, now: datetime
) -> None:
    """Keeps a story's gist, and forgets those that nothing can join any more."""
    values = gist_values(gist)
    await connection.execute(
        insert(connection, gists)
        .values(story_id=story_id, **values)
        .on_conflict_do_update(index_elements=["story_id"], set_=values)
    )
    # An article that claims to be of next year does not make all others old.
    then = min(now, gist.last_at)
    await connection.execute(delete(gists).where(gists.c.last_at < then - GIST_KEPT))


async def join(connection: AsyncConnection, story_id: StoryId, now: datetime) -> None:
    """Settles what is owed of a story to channels in which a card tells it already."""
    await connection.execute(_JOIN, {"story": story_id, "since": moments(now)["since"]})


async def let_go(connection: AsyncConnection, story_id: StoryId, now: datetime) -> None:
    """Owes again what had joined a card that tells the story no more, if it is still news."""
    await connection.execute(
        _LET_GO, {"story": story_id, "now": now, "since": moments(now)["since"]}
    )
