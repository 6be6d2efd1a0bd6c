"""The one path: feeds become stories, stories become cards. The only room that knows the others.

It calls the rooms in order and awaits the doors; what to do is decided in the rooms, from stored
state. Every handler takes one key, does all that this key is owed, saves, and may be run again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.engine import Handler, Task, Wake
from bot.newsroom.channels import Channels
from bot.newsroom.collecting import Collecting
from bot.newsroom.delivering import Delivering
from bot.newsroom.moderating import Moderating
from bot.newsroom.writing import Writing

if TYPE_CHECKING:  # it needs NumPy, which is loaded only for those who want it
    from bot.newsroom.meaning import Meaning

# How many keys of one task a single look brings; the next look, seconds later, brings more.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The path as a whole: who handles what, and what is owed at this moment."""

    collecting: Collecting
    writing: Writing
    delivering: Delivering
    channels: Channels
    moderating: Moderating
    meaning: "Meaning | None"  # where there is a model for it

    @property
    def desk(self) -> dict[Task, Handler]:
        """What to call with a key, for each task that any number of workers share."""
        return {
            Task.POLL: self.collecting.poll,
            Task.READ: self.collecting.read,
            Task.WRITE: self.writing.write,
        }

    @property
    def air(self) -> dict[Task, Handler]:
        """The same for the tasks of the one worker that is on the air."""
        return {Task.DELIVER: self.delivering.deliver}

    async def rest(self, shortest: float, longest: float) -> float:
        """How long until a feed is due, in seconds, within the bounds given."""
        due_at = await self.collecting.storage.next_due_at()
        if due_at is None:
            return longest
        wait = (due_at - self.collecting.clock()).total_seconds()
        return min(max(wait, shortest), longest)

    async def due_again(self, since: datetime) -> tuple[list[Wake], datetime]:
        """Channels for which it is time to try again, and the moment up to which that is told."""
        now = self.delivering.clock()
        channels = await self.delivering.storage.channels_due_again(since, now)
        return [Wake(Task.DELIVER, str(channel_id)) for channel_id in channels], now

    async def owed(self) -> list[Wake]:
        """Everything that somebody is owed now, as wake-ups."""
        storage, now = self.collecting.storage, self.collecting.clock()
        hosts = await storage.due_hosts(now, limit=AT_ONCE)
        feeds = await storage.feeds_with_unread(limit=AT_ONCE)
        stories = await storage.stories_owed_summary(now, limit=AT_ONCE)
        channels = await storage.channels_owed(now, among=self.delivering.audience, limit=AT_ONCE)
        return [
            *(Wake(Task.POLL, host) for host in hosts),
            *(Wake(Task.READ, str(feed_id)) for feed_id in feeds),
            *(Wake(Task.WRITE, str(story_id)) for story_id in stories),
            *(Wake(Task.DELIVER, str(channel_id)) for channel_id in channels),
        ]
