"""The one path: feeds become stories, stories cards, and questions answers. It knows all rooms.

It calls the rooms in order and awaits the doors; what to do is decided in the rooms, from stored
state. Every handler takes one key, does all that this key is owed, saves, and may be run again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.engine import Handler, Task, Wake
from bot.news import ChannelId, GuildId
from bot.newsroom.channels import Channels
from bot.newsroom.collecting import Collecting
from bot.newsroom.delivering import Delivering
from bot.newsroom.desk import Desk
from bot.newsroom.hearing import Hearing
from bot.newsroom.moderating import Moderating
from bot.newsroom.replying import Replying
from bot.newsroom.reporting import Reporting
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
    reporting: Reporting
    meaning: "Meaning | None"  # where there is a model for it
    replying: Replying | None  # where there is somebody to speak to
    hearing: Hearing | None  # the same
    questions_kept: timedelta  # for how long what readers ask and think is remembered
    front_desk: Desk  # whom moderators ask

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
        air: dict[Task, Handler] = {Task.DELIVER: self.delivering.deliver}
        if self.reporting.board is not None:
            air[Task.REPORT] = self.reporting.tell
        if self.replying is not None:
            air[Task.ANSWER] = self.replying.reply
        return air

    async def rest(self, shortest: float, longest: float) -> float:
        """How long until a feed is due, in seconds, within the bounds given."""
        due_at = await self.collecting.storage.next_due_at()
        if due_at is None:
            return longest
        wait = (due_at - self.collecting.clock()).total_seconds()
        return min(max(wait, shortest), longest)

    async def due_again(self, since: datetime) -> tuple[list[Wake], datetime]:
        """Channels for which it is time to try again, and the moment up to which that is told."""
        storage, now = self.delivering.storage, self.delivering.clock()
        channels = await storage.channels_due_again(since, now)
        places = await storage.places_due_again(since, now, limit=AT_ONCE)
        reporting = await storage.guilds_owed_reports(now, limit=AT_ONCE, since=since)
        wakes = [*_wakes(Task.DELIVER, channels), *self._reports(reporting)]
        return [*wakes, *self._answers(places)], now

    async def owed(self) -> list[Wake]:
        """Everything that somebody is owed now, as wake-ups."""
        storage, now = self.collecting.storage, self.collecting.clock()
        hosts = await storage.due_hosts(now, limit=AT_ONCE)
        feeds = await storage.feeds_with_unread(limit=AT_ONCE)
        stories = await storage.stories_owed_summary(now, limit=AT_ONCE)
        channels = await storage.channels_owed(now, among=self.delivering.audience, limit=AT_ONCE)
        places = await storage.places_owed(now, limit=AT_ONCE)
        reporting = await storage.guilds_owed_reports(now, limit=AT_ONCE)
        return [
            *_wakes(Task.POLL, hosts),
            *_wakes(Task.READ, feeds),
            *_wakes(Task.WRITE, stories),
            *_wakes(Task.DELIVER, channels),
            *self._reports(reporting),
            *self._answers(places),
        ]

    async def forget(self) -> int:
        """Forget what was kept long enough; how much it was.

        That is what readers asked and thought, guilds that were left, and panels.
        """
        storage, now = self.delivering.storage, self.delivering.clock()
        forgotten = await storage.forget_readers(now - self.questions_kept)
        desk = self.front_desk
        return forgotten + await desk.guilds.forget() + await desk.panels.forget()

    def _reports(self, guilds: Iterable[GuildId]) -> list[Wake]:
        """Wake-ups for what members report, where there is a place to tell moderators."""
        return [] if self.reporting.board is None else _wakes(Task.REPORT, guilds)

    def _answers(self, places: Iterable[ChannelId]) -> list[Wake]:
        """Wake-ups for what readers are owed, where there is somebody who speaks to them."""
        return [] if self.replying is None else _wakes(Task.ANSWER, places)


def _wakes(task: Task, keys: Iterable[object]) -> list[Wake]:
    return [Wake(task, str(key)) for key in keys]
