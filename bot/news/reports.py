"""What members report, and what moderators make of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.news.ids import Asker, ChannelId, GuildId, MessageId, ReportId, StoryId


class ReportState(StrEnum):
    """What became of a report."""

    OWED = "owed"  # the moderators have not been told
    OPEN = "open"  # they have, and nobody has decided
    HIDDEN = "hidden"
    SPLIT = "split"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A member says that something is wrong with a card. One member reports a card once."""

    id: ReportId
    guild_id: GuildId
    channel_id: ChannelId
    message_id: MessageId  # the card
    story_id: StoryId | None
    title: str
    reason: str
    reporter: Asker
    made_at: datetime
    state: ReportState = ReportState.OWED
    notice_id: MessageId | None = None  # what the moderators are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """All that members report of one card, which moderators see as one and decide at once."""

    reports: tuple[Report, ...]  # the oldest first, at least one; all open, or decided together
    desk_id: ChannelId | None = None  # where the guild's moderators are told
    language: str | None = None  # the guild's, a tag
    attempts: int = 0  # calls that failed
    called_at: datetime | None = None  # when the first call of unknown outcome began
    decided_by: int | None = None  # a person, as Discord knows them

    @property
    def first(self) -> Report:
        """The report that stands for all of them: its id is in the notice's buttons."""
        return self.reports[0]

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided."""
        return self.first.state in {ReportState.OWED, ReportState.OPEN}
