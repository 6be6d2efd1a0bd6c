"""Whose stories are: what a guild is shown, and whether others are shown it too.

A story belongs to everybody who is shown it. Another guild's are unknown to an actor, and what is
shared with another guild is not taken apart or joined by one of them alone.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, ScalarSelect, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Refusal
from bot.news import Actor, ChannelId, DeliveryState, StoryId
from bot.storage.stories import current
from bot.storage.tables import articles, deliveries, entries, subscriptions

# What a channel is shown, or is about to be.
_SHOWN = [
    each.value
    for each in (
        DeliveryState.OWED,
        DeliveryState.SENDING,
        DeliveryState.SENT,
        DeliveryState.JOINED,
    )
]


async def shown_story(
    connection: AsyncConnection,
    actor: Actor,
    story_id: StoryId,
    *,
    besides: Collection[ChannelId] = (),
) -> StoryId:
    """What a story is called now, if the actor's guild has to do with it.

    Args:
        connection: Any.
        actor: Who asks for it; the admin for every story.
        story_id: The story, or one that has become part of it.
        besides: Channels of the guild that follow nothing any more.

    Raises:
        Refusal: There is no such story, as far as the guild knows.
    """
    told = await current(connection, story_id)
    if told is None:
        raise Refusal("story-unknown")
    if not actor.is_admin:
        known = deliveries_of(told).where(_is_theirs(actor, besides)).limit(1)
        if await connection.scalar(known) is None:
            raise Refusal("story-unknown")
    return told


async def own_story(connection: AsyncConnection, actor: Actor, story_id: StoryId) -> StoryId:
    """The same, if besides no other guild is shown it.

    A card in a channel of which nobody follows anything any more may be anybody's.

    Raises:
        Refusal: There is no such story, or it is another guild's, too.
    """
    told = await shown_story(connection, actor, story_id)
    if not actor.is_admin:
        others = deliveries_of(told).where(
            deliveries.c.state.in_(_SHOWN), ~_is_theirs(actor, besides=())
        )
        if await connection.scalar(others.limit(1)) is not None:
            raise Refusal("story-shared", title=await title_of(connection, told))
    return told


async def title_of(connection: AsyncConnection, story_id: StoryId) -> str:
    """What a story is called: the title of its earliest article; empty if it has none."""
    query = (
        select(articles.c.title)
        .where(articles.c.story_id == story_id)
        .order_by(articles.c.published_at, articles.c.id)
        .limit(1)
    )
    return await connection.scalar(query) or ""


def deliveries_of(story_id: StoryId) -> Select[tuple[int]]:
    """The deliveries of a story's articles, to whatever channel."""
    return (
        select(deliveries.c.id)
        .join_from(articles, entries, entries.c.article_id == articles.c.id)
        .join(deliveries, deliveries.c.entry_id == entries.c.id)
        .where(articles.c.story_id == story_id)
    )


def channels_of(actor: Actor) -> ScalarSelect[int]:
    """The channels of an actor's guild that follow anything."""
    return (
        select(subscriptions.c.channel_id)
        .where(subscriptions.c.guild_id == actor.guild_id)
        .scalar_subquery()
    )


def _is_theirs(actor: Actor, besides: Collection[ChannelId]) -> ColumnElement[bool]:
    """A delivery to a channel of the actor's guild."""
    there: ColumnElement[bool] = deliveries.c.channel_id.in_(channels_of(actor))
    return there | deliveries.c.channel_id.in_(list(besides)) if besides else there
