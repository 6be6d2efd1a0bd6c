"""What readers see and think: the card behind a message, the stories of a channel, opinions."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import RowMapping, func, select

from bot.news import (
    Asker,
    Card,
    ChannelId,
    DeliveryState,
    GuildId,
    Hit,
    MessageId,
    Opinion,
    Posted,
    StoryId,
)
from bot.storage.cards import card_query, cards_of
from bot.storage.database import insert
from bot.storage.shelf import Shelf, whole
from bot.storage.tables import articles, deliveries, entries, opinions, subscriptions

# A story may have a card in several channels; more than so many are not looked through for one.
MOST_TWINS = 4

_IS_SENT = deliveries.c.state == DeliveryState.SENT.value


class ReaderShelf(Shelf):
    """What stands in channels, as those who read there ask for it."""

    async def card_shown_by(self, message_id: MessageId) -> Card | None:
        """The card that a message shows, as it would be now; None if it shows none."""
        query = card_query().where(deliveries.c.message_id == message_id, _IS_SENT)
        async with self._database.reading() as connection:
            found = await cards_of(connection, query)
            return found[0][1] if found else None

    async def stories_shown_in(
        self, channels: Collection[ChannelId], typed: str, *, limit: int
    ) -> list[tuple[StoryId, str]]:
        """Stories that have a card in these channels, with their titles, the newest first.

        Args:
            channels: Where.
            typed: What the title has in it, whatever the case; everything for nothing.
            limit: How many at most.
        """
        newest = func.max(deliveries.c.sent_at)
        query = (
            select(articles.c.story_id, func.min(articles.c.title))
            .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
            .join(articles, articles.c.id == entries.c.article_id)
            .where(deliveries.c.channel_id.in_(list(channels)), _IS_SENT)
            .where(articles.c.title.icontains(typed, autoescape=True))
            .group_by(articles.c.story_id)
            .order_by(newest.desc(), articles.c.story_id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [(StoryId(story_id), title) for story_id, title in rows]

    async def latest_in(
        self, channels: Collection[ChannelId], *, since: datetime, limit: int
    ) -> list[Hit]:
        """The newest cards of these channels, each story once."""
        query = (
            select(articles, deliveries, subscriptions.c.guild_id)
            .join_from(deliveries, entries, entries.c.id == deliveries.c.entry_id)
            .join(articles, articles.c.id == entries.c.article_id)
            .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id, isouter=True)
            .where(deliveries.c.channel_id.in_(list(channels)), _IS_SENT)
            .where(deliveries.c.sent_at > since)
            .order_by(deliveries.c.sent_at.desc(), deliveries.c.id.desc())
            .limit(limit * MOST_TWINS)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        by_story: dict[int, RowMapping] = {}
        for row in rows:
            by_story.setdefault(row[articles.c.story_id], row)
        return [_hit_of(row) for row in list(by_story.values())[:limit]]

    async def posted(self, story_id: StoryId, channels: Collection[ChannelId]) -> Posted | None:
        """The newest card of a story in these channels."""
        query = (
            select(subscriptions.c.guild_id, deliveries.c.channel_id, deliveries.c.message_id)
            .join_from(articles, entries, entries.c.article_id == articles.c.id)
            .join(deliveries, deliveries.c.entry_id == entries.c.id)
            .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id, isouter=True)
            .where(articles.c.story_id == story_id, _IS_SENT)
            .where(deliveries.c.channel_id.in_(list(channels)))
            .order_by(deliveries.c.sent_at.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        guild_id = None if row.guild_id is None else GuildId(row.guild_id)
        return Posted(guild_id, ChannelId(row.channel_id), MessageId(row.message_id))

    @whole
    async def save_opinion(
        self,
        message_id: MessageId,
        asker: Asker,
        opinion: Opinion,
        reason: str,
        *,
        now: datetime,
    ) -> None:
        """Notes what a reader thinks of a card, in place of what they thought before."""
        thought = {"opinion": opinion.value, "reason": reason, "given_at": now}
        async with self._database.writing() as connection:
            noted = insert(connection, opinions).values(
                message_id=message_id, asker=asker, **thought
            )
            await connection.execute(
                noted.on_conflict_do_update(index_elements=["message_id", "asker"], set_=thought)
            )


def _hit_of(row: RowMapping) -> Hit:
    guild_id = row[subscriptions.c.guild_id]
    return Hit(
        title=row[articles.c.title],
        url=row[articles.c.canonical_url] or row[articles.c.url],
        source=row[articles.c.source],
        published_at=row[articles.c.published_at],
        posted=Posted(
            None if guild_id is None else GuildId(guild_id),
            ChannelId(row[deliveries.c.channel_id]),
            MessageId(row[deliveries.c.message_id]),
        ),
    )
