"""Outlets that tell stories, and the channels that follow them."""

from datetime import datetime

from bot.news import (
    Article,
    ChannelId,
    DeliveryId,
    Filing,
    GuildId,
    MessageId,
    Placement,
    Receipt,
    StoredArticle,
    StoryId,
    Summary,
    SummaryId,
)
from bot.storage import Storage
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    HOUSE,
    NEW_STORY,
    NOW,
    card_of,
    new_entry,
    summary,
    tell_next,
)

Place = tuple[ChannelId, GuildId]
HERE: Place = (CHANNEL, GUILD)


async def tell(
    storage: Storage,
    number: int,
    placement: Placement = NEW_STORY,
    *,
    told: Article | None = None,
    to: tuple[Place, ...] = (HERE,),
    now: datetime = NOW,
) -> StoredArticle:
    """An article of the outlet with this number, placed, and owed to those who follow it."""
    feed = await storage.add_feed(f"https://outlet{number}.example/feed", now=now)
    for channel_id, guild_id in to:
        await storage.subscribe(feed.id, channel_id, guild_id=guild_id, now=now)
    await storage.save_poll(feed, Filing(new=(new_entry(number),)), now=now)
    return await tell_next(storage, feed, told, placement, now=now)


def same(article: StoredArticle, *, news: bool = False) -> Placement:
    """A place in the story of this article."""
    return Placement(story_id=article.story_id, why="the same event", fit=0.5, news=news)


async def write(
    storage: Storage, story_id: StoryId, made: Summary | None = None, *, now: datetime = NOW
) -> SummaryId:
    """The summary of a story's present version."""
    story = await storage.story(story_id)
    assert story is not None
    saved = await storage.save_summary(story.id, story.version, HOUSE, made or summary(), now=now)
    assert saved is not None
    return saved


async def post(
    storage: Storage, channel: ChannelId = CHANNEL, *, now: datetime = NOW
) -> DeliveryId:
    """The channel's next card is sent; its message has the delivery's id, and 1,000 more."""
    owed = next(each for each in await storage.owed(channel, now) if each.written)
    assert await storage.mark_sending(owed, await card_of(storage, owed), now=now)
    await storage.mark_sent(owed.id, Receipt(MessageId(1_000 + owed.id), now))
    return owed.id
