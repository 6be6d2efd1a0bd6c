"""Subscribing: which channel follows which feed, and how."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.engine import Task, Wake
from bot.errors import ChangedError, Refusal
from bot.feeds.identity import file_entries
from bot.feeds.polling import resumed
from bot.news import (
    USUAL,
    Actor,
    Assignment,
    Change,
    ChannelId,
    Feed,
    FeedId,
    FeedState,
    Following,
    GuildId,
    Manner,
    Style,
    Subscription,
    SubscriptionId,
)
from bot.newsroom.limits import OFFERED
from bot.newsroom.looking import Looking
from bot.storage import Storage
from bot.writing.languages import tag_of

NEW = SubscriptionId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribing:
    """What guilds follow. Each change names its actor, and may be repeated without harm.

    Attributes:
        house: What a channel gets that wishes for nothing else.
        first_poll_shows: How many entries a new channel is given at once.
        most: How many feeds a guild may follow.
    """

    storage: Storage
    looking: Looking
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]
    house: Assignment
    first_poll_shows: int
    most: int

    async def follow(
        self,
        actor: Actor,
        channel_id: ChannelId,
        url: str,
        *,
        title: str = "",
        manner: Manner = USUAL,
        style: Style | None = None,
        language: str | None = None,
        guild_id: GuildId | None = None,
    ) -> Following:
        """Follow a feed in a channel, from its newest entry on.

        Args:
            actor: Who wants it.
            channel_id: Where its cards are posted.
            url: An address at which a feed was found.
            title: What it calls itself.
            manner: How its cards are wanted.
            style: How much they say; None for as the guild has it.
            language: Theirs, a tag; None for the guild's, empty for each article's own.
            guild_id: Whose channel that is, as the admin says it; else the actor's guild's.

        Raises:
            Refusal: The channel follows it already, the guild follows as many as it may, or there
                is no such language.
        """
        wish = Subscription(
            id=NEW,
            feed_id=FeedId(0),
            channel_id=channel_id,
            guild_id=actor.guild_id or guild_id,
            style=style,
            language=checked(language),
            manner=manner,
        )
        following = await self._follow(actor, wish, url, title)
        await self._wake(following)
        return following

    async def followings(
        self, actor: Actor, channel_id: ChannelId | None = None
    ) -> Sequence[Following]:
        """What somebody's guild follows, by channel and name; everything for the admin."""
        return await self.storage.followings(actor, channel_id, now=self.clock())

    async def following(self, actor: Actor, subscription_id: SubscriptionId) -> Following:
        """One of them.

        Raises:
            Refusal: There is none.
        """
        return await self.storage.following(actor, subscription_id, now=self.clock())

    async def offered(self, actor: Actor, typed: str) -> Sequence[tuple[SubscriptionId, str]]:
        """What fits some letters, with its name, and its channel where the name does not tell."""
        found = await self.storage.feeds_offered(actor, typed.strip(), limit=OFFERED)
        names = [name for _, name, _ in found]
        return [
            (each, name if names.count(name) == 1 else f"{name} ({channel_id})")
            for each, name, channel_id in found
        ]

    async def edit(
        self,
        actor: Actor,
        subscription_id: SubscriptionId,
        *,
        manner: Manner,
        style: Style | None,
        language: str | None,
        channel_id: ChannelId,
    ) -> Following:
        """Have a subscription be so from now on.

        Raises:
            Refusal: There is none, its channel follows that feed already, or there is no such
                language.
        """
        following = await self._change(
            actor,
            subscription_id,
            "feed-edited",
            manner=manner,
            style=style,
            language=checked(language),
            channel_id=channel_id,
        )
        await self._wake(following)
        return following

    async def pause(self, actor: Actor, subscription_id: SubscriptionId) -> Following:
        """Post nothing new of a feed; what waits is dropped."""
        return await self.storage.change_subscription(
            actor,
            subscription_id,
            lambda wish: replace(wish, paused_at=wish.paused_at or self.clock()),
            what="feed-paused",
            now=self.clock(),
        )

    async def resume(self, actor: Actor, subscription_id: SubscriptionId) -> Following:
        """Post what is new from now on; a feed that failed too often is polled again."""
        known = await self.following(actor, subscription_id)
        await self._polled(known.feed)
        following = await self._change(actor, subscription_id, "feed-resumed", paused_at=None)
        await self._wake(following)
        return following

    async def remove(self, actor: Actor, subscription_id: SubscriptionId) -> Following:
        """Follow a feed no more; its cards stay. What it was."""
        removed = await self.storage.unfollow(actor, subscription_id, now=self.clock())
        await self.storage.remove_feed(removed.feed.id)  # unless another channel follows it
        return removed

    async def move(
        self, actor: Actor, subscription_id: SubscriptionId, url: str, *, title: str = ""
    ) -> Following:
        """Follow a feed at another address. Settings, filters and cards stay.

        An address that is new to us is read once before, and what stands there then is stored
        silently: it is not news. The old address is polled no more unless others follow it.

        Raises:
            SourceError: The address cannot be read.
            Refusal: There is no such subscription, or its channel follows that feed already.
        """
        known = await self.following(actor, subscription_id)
        feed = await self._baseline(url, title)
        following = await self._change(actor, subscription_id, "feed-moved", feed_id=feed.id)
        if feed.id != known.feed.id:
            await self.storage.end_feed(known.feed.id, f"moved to {url}")
        return following

    async def changes(self, actor: Actor, *, limit: int) -> Sequence[Change]:
        """What was changed in somebody's guild, the newest first; everywhere for the admin."""
        return await self.storage.changes(actor, limit=limit)

    async def _follow(self, actor: Actor, wish: Subscription, url: str, title: str) -> Following:
        while True:
            now = self.clock()
            feed = await self._polled(await self.storage.add_feed(url, now=now, title=title))
            try:
                return await self.storage.follow(
                    actor,
                    replace(wish, feed_id=feed.id),
                    house=self.house,
                    shows=self.first_poll_shows,
                    most=self.most,
                    now=now,
                )
            except ChangedError:  # its last follower has just let go of it, and it is gone
                continue

    async def _change(
        self,
        actor: Actor,
        subscription_id: SubscriptionId,
        what: str,
        **wishes: Any,  # noqa: ANN401 - whatever a subscription has
    ) -> Following:
        return await self.storage.change_subscription(
            actor,
            subscription_id,
            lambda known: replace(known, **wishes),
            what=what,
            now=self.clock(),
        )

    async def _polled(self, feed: Feed) -> Feed:
        """The feed, polled again if it was not: somebody wants it."""
        if feed.state is FeedState.ACTIVE:
            return feed
        again = resumed(feed, self.clock())
        await self.storage.save_feed(again)
        return again

    async def _baseline(self, url: str, title: str) -> Feed:
        """A feed of which nothing that stands there now will be shown."""
        known = await self.storage.feed_by_url(url)
        if known is not None and known.last_polled_at is not None:
            return await self._polled(known)
        document = await self.looking.feed(url)
        now = self.clock()
        filing = file_entries(document.entries, (), first=True, first_poll_shows=0, now=now)
        feed = known or await self.storage.add_feed(url, now=now, title=title or document.title)
        read = replace(
            feed,
            title=document.title or feed.title,
            site_url=document.site_url,
            language=document.language,
            last_polled_at=now,
            next_poll_at=now + feed.interval,
        )
        await self.storage.save_poll(read, filing, house=self.house, now=now)
        return read

    async def _wake(self, following: Following) -> None:
        """What is due for a channel now: its feed, and what others were shown already."""
        host = await self.storage.host_to_poll(following.feed.id, self.clock())
        polls = [Wake(Task.POLL, host)] if host else []
        channel_id = following.subscription.channel_id
        stories = await self.storage.stories_owed_to(channel_id)
        writes = [Wake(Task.WRITE, str(each)) for each in stories]
        await self.wake(*polls, *writes, Wake(Task.DELIVER, str(channel_id)))


def checked(language: str | None) -> str | None:
    """A language's tag as it is written properly; empty, and None, as they are.

    Raises:
        Refusal: It is none.
    """
    if not language:
        return language
    tag = tag_of(language)
    if tag is None:
        raise Refusal("language-unknown", typed=language)
    return tag
