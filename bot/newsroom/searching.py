"""Searching: what a community's channels have shown, found again."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.news import ArticleId, ChannelId, Found, Hit, Hits, Wanted
from bot.storage import Storage
from bot.stories.finding import excerpt, read_question

ON_PAGE = 5  # stories, with an excerpt each
LATEST = 10  # stories, a line each
# What is older is no longer the latest, and a quiet channel is not searched to its beginning.
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Searching:
    """The archive as somebody may see it who can see some channels."""

    storage: Storage
    clock: Callable[[], datetime]

    async def search(
        self,
        typed: str,
        channels: Collection[ChannelId],
        *,
        page: int = 1,
        as_of: ArticleId | None = None,
    ) -> Hits:
        """A page of the stories with these words that were shown in some channels, the best first.

        Raises:
            UsageError: There is no word to search for.
        """
        wanted = read_question(typed)
        found = await self.storage.find(
            wanted, channels=channels, page=page, limit=ON_PAGE, as_of=as_of
        )
        hits = [await self._hit(each, wanted, channels) for each in found.found]
        return Hits(hits=tuple(hits), total=found.total, as_of=found.as_of)

    async def latest(self, channels: Collection[ChannelId]) -> tuple[Hit, ...]:
        """The newest stories with a card in some channels."""
        since = self.clock() - RECENT
        return tuple(await self.storage.latest_in(channels, since=since, limit=LATEST))

    async def _hit(self, found: Found, wanted: Wanted, channels: Collection[ChannelId]) -> Hit:
        return Hit(
            title=found.title,
            url=found.url,
            source=found.source,
            published_at=found.published_at,
            excerpt=excerpt(found, wanted).text,
            outlets=found.outlets,
            posted=await self.storage.posted(found.story_id, channels),
        )
