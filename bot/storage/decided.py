"""What moderators decided about stories: noted once, and found by what stories are called now."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BindParameter, Row, bindparam, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import ArticleId, Decisions, StoryId
from bot.storage.database import insert
from bot.storage.tables import articles, decisions, stories

_TOLD: BindParameter[Sequence[int]] = bindparam("told", expanding=True)
_NAMES: BindParameter[Sequence[int]] = bindparam("names", expanding=True)
_BEFORE = select(stories.c.id).where(stories.c.merged_into.in_(_TOLD))
_DECIDED = select(
    decisions.c.verdict, decisions.c.article_id, decisions.c.story_id, decisions.c.other_id
)
# Each way to a decision by its own index: one OR of all would read every decision. Asked for each
# article, so it is put together once: that takes longer than to run it.
_TOUCHING = union(
    _DECIDED.where(decisions.c.story_id.in_(_NAMES)),
    _DECIDED.where(decisions.c.other_id.in_(_NAMES)),
    _DECIDED.join(articles, articles.c.id == decisions.c.article_id).where(
        articles.c.story_id.in_(_TOLD)
    ),
)


class Verdict(StrEnum):
    """What a moderator can decide."""

    SPLIT = "split"
    UNRELATED = "unrelated"


async def decide(
    connection: AsyncConnection,
    verdict: Verdict,
    story_id: StoryId,
    *,
    now: datetime,
    by: int | None,
    article_id: ArticleId | None = None,
    other_id: StoryId | None = None,
) -> None:
    """Notes a decision."""
    await connection.execute(
        insert(connection, decisions).values(
            verdict=verdict.value,
            article_id=article_id,
            story_id=story_id,
            other_id=other_id,
            made_at=now,
            made_by=by,
        )
    )


async def decisions_on(connection: AsyncConnection, told: Collection[StoryId]) -> Decisions:
    """Those that touch some stories or their articles, under the names that they were made for."""
    rows = await _touching(connection, told)
    if not rows:
        return Decisions()
    named = {row.story_id for row in rows} | ({row.other_id for row in rows} - {None})
    merged = await connection.execute(
        select(stories.c.id, stories.c.merged_into).where(
            stories.c.id.in_(sorted(named)), stories.c.merged_into.is_not(None)
        )
    )
    return Decisions(
        split=frozenset(
            (ArticleId(row.article_id), StoryId(row.story_id))
            for row in rows
            if row.verdict == Verdict.SPLIT
        ),
        merged={StoryId(each): StoryId(into) for each, into in merged},
        unrelated=frozenset(
            (StoryId(row.story_id), StoryId(row.other_id))
            for row in rows
            if row.verdict == Verdict.UNRELATED
        ),
    )


async def _touching(
    connection: AsyncConnection, told: Collection[StoryId]
) -> Sequence[Row[tuple[str, int, int, int]]]:
    wanted = sorted(told)
    before = await connection.scalars(_BEFORE, {"told": wanted})
    names = sorted({*wanted, *before})
    return (await connection.execute(_TOUCHING, {"told": wanted, "names": names})).all()
