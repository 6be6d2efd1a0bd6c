"""Summaries that a reader asks for under a card: as its channel wants them by now, and shown so."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    Assignment,
    Card,
    DeliveryState,
    GuildId,
    MessageId,
    OwedSummary,
    StoryId,
    Style,
)
from bot.storage.cards import card_query, cards_of
from bot.storage.rows import assignment_values
from bot.storage.tables import articles, deliveries, entries, guilds, subscriptions

_IS_MESSAGE = and_(
    deliveries.c.message_id == bindparam("message"), deliveries.c.state == DeliveryState.SENT.value
)
# What the channel of a card wishes for now, whatever its card says. The last column is what the
# card itself was wished in, for a channel that no longer follows.
_ASKED_FOR = (
    select(
        articles.c.story_id,
        subscriptions.c.id.label("follows"),
        subscriptions.c.guild_id,
        subscriptions.c.style,
        guilds.c.style.label("guild_style"),
        func.coalesce(subscriptions.c.language, guilds.c.language).label("language"),
        deliveries.c.language.label("shown_language"),
    )
    .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
    .join(articles, articles.c.id == entries.c.article_id)
    .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id, isouter=True)
    .join(guilds, guilds.c.id == subscriptions.c.guild_id, isouter=True)
    .where(_IS_MESSAGE)
)
_CARD = card_query(bindparam("wanted_style"), bindparam("wanted_language")).where(_IS_MESSAGE)


async def wish_behind(
    connection: AsyncConnection, message_id: MessageId, house: Assignment
) -> tuple[StoryId, OwedSummary] | None:
    """The summary that a reader of a card may ask for, and of which story."""
    row = (await connection.execute(_ASKED_FOR, {"message": message_id})).first()
    if row is None:
        return None
    payers = () if row.guild_id is None else (GuildId(row.guild_id),)
    return StoryId(row.story_id), OwedSummary(assignment=_wished(row, house), guilds=payers)


async def card_with(
    connection: AsyncConnection, message_id: MessageId, assignment: Assignment
) -> Card | None:
    """The card of a message with its newest summary of this kind, if there is one."""
    wanted = {f"wanted_{name}": each for name, each in assignment_values(assignment).items()}
    found = await cards_of(connection, _CARD, {"message": message_id, **wanted})
    return found[0][1] if found else None


def _wished(row: Row[*tuple[Any, ...]], house: Assignment) -> Assignment:
    """What a card's channel wishes for, its guild, or the house; a summary in any case."""
    wished = (row.style, row.guild_style, house.style.value)
    language = row.language if row.follows is not None else row.shown_language
    return Assignment(_summarised(wished), house.language if language is None else language or None)


def _summarised(styles: Iterable[str | None]) -> Style:
    """The first of these styles that has a summary."""
    known = (Style(each) for each in styles if each)
    return next((each for each in known if each is not Style.HEADLINE), Style.STANDARD)
