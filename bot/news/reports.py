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
