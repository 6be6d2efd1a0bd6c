"""Reporting: members say that something is wrong with a card, moderators decide what becomes of it.

a member's report -> a complaint, told to the moderators in a notice -> what they decide
"""

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol

import structlog
from structlog.contextvars import bound_contextvars

from bot.engine import Task, Wake
from bot.errors import CardError, ChannelError, DelayError, NewsdeskError, Refusal
from bot.news import (
    Actor,
    ArticleId,
    ChannelId,
    Complaint,
    GuildId,
    MessageId,
    Report,
    ReportId,
    ReportState,
    StoryId,
)
from bot.newsroom.hearing import asker_of
from bot.newsroom.moderating import Moderating
from bot.newsroom.retrying import retry_at
from bot.storage import Storage
from bot.storage.reports import HOUR, too_late

LONGEST_REASON = 300  # characters
# Who reports more than so many cards in an hour does not read them.
MOST_IN_AN_HOUR = 5
LISTED = 100  # complaints that a list shows
# A notice that cannot be posted after so many tries, some two hours: the list says it, too.
TRIES = 20

log = structlog.get_logger(__name__)


class Board(Protocol):
    """Where moderators are told: a channel of theirs."""

    async def tell(self, complaint: Complaint, desk_id: ChannelId) -> MessageId:
        """Show a complaint as it is now, in its notice if it has one; repeating it is harmless.

        Raises:
            ChannelError: The channel cannot be written to.
            CardError: Its notice is gone, or refused.
            DelayError: It did not work, or may not have worked, this time.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What members report, until somebody has decided.

    Attributes:
        board: Where moderators are told; None where there is no such place.
        key: By which members are hashed.
    """

    storage: Storage
    moderating: Moderating
    board: Board | None
    wake: Callable[..., Awaitable[None]]
    clock: Callable[[], datetime]
    dice: Random
    key: bytes = field(repr=False)

    async def report(
        self,
        guild_id: GuildId,
        channel_id: ChannelId,
        message_id: MessageId,
        *,
        by: int,
        reason: str,
    ) -> Report:
        """Take up what a member says of a card; their last word on it counts.

        Returns:
            The report. Where it is owed to nobody, the guild has no channel for its moderators:
            they see it in their list.

        Raises:
            Refusal: The card is not known any more, or they have reported too many.
        """
        now = self.clock()
        report = await self.storage.report(
            guild_id,
            channel_id,
            message_id,
            asker_of(by, self.key),
            reason.strip()[:LONGEST_REASON],
            now=now,
            since=now - HOUR,
            at_most=MOST_IN_AN_HOUR,
        )
        if report.state is ReportState.OWED:
            await self.wake(Wake(Task.REPORT, str(guild_id)))
        return report

    async def open(self, actor: Actor) -> Sequence[Complaint]:
        """What nobody has decided in somebody's guild, the newest first; all for the admin."""
        return await self.storage.open_reports(actor, limit=LISTED)

    async def complaint(self, actor: Actor, report_id: ReportId) -> Complaint:
        """What is, or was, decided together with a report.

        Raises:
            Refusal: There is none, as far as the actor's guild knows.
        """
        found = await self.storage.complaint(report_id)
        if found is None or not (actor.is_admin or found.first.guild_id == actor.guild_id):
            raise Refusal("report-unknown")
        return found

    async def hide(self, actor: Actor, report_id: ReportId) -> Complaint:
        """Hide the story of a reported card in its guild.

        Raises:
            Refusal: There is no such report, it is decided, or its card is forgotten.
        """
        _, story_id = await self._behind(actor, report_id)
        first = (await self.complaint(actor, report_id)).first
        there = Actor(first.guild_id, actor.person)  # the admin's word holds in the card's guild
        await self.moderating.hide(there, story_id, report_id=report_id, besides=[first.channel_id])
        return await self.complaint(actor, report_id)

    async def split(self, actor: Actor, report_id: ReportId) -> Complaint:
        """Take the article of a reported card out of its story.

        Raises:
            Refusal: There is no such report, it is decided, the story has only that article, or
                another guild is shown it, too.
        """
        article_id, _ = await self._behind(actor, report_id)
        await self.moderating.split(actor, article_id, report_id=report_id)
        return await self.complaint(actor, report_id)

    async def dismiss(self, actor: Actor, report_id: ReportId) -> Complaint:
        """Decide that nothing is wrong with a card.

        Raises:
            Refusal: There is no such report, or it is decided.
        """
        await self.storage.dismiss(actor, report_id, now=self.clock())
        return await self.complaint(actor, report_id)

    async def tell(self, key: str) -> None:
        """Tell a guild's moderators what its members report: one notice for each card."""
        guild_id = GuildId(int(key))
        while (owed := await self.storage.next_complaint(guild_id, self.clock())) is not None:
            with bound_contextvars(report=owed.first.id):
                if not await self._tell(owed):
                    return

    async def _tell(self, complaint: Complaint) -> bool:
        """Show one complaint; False if its channel has to wait."""
        if complaint.desk_id is None or self.board is None or complaint.attempts >= TRIES:
            await self.storage.mark_told(complaint, complaint.first.notice_id, given_up=True)
            return True
        try:
            await self.storage.mark_telling(complaint, now=self.clock())
            notice_id = await self.board.tell(complaint, complaint.desk_id)
        except CardError as error:
            log.info("a notice is gone", reason=str(error))
            await self._put_off(complaint, error)
            await self.storage.forget_notice(complaint)
            return False
        except (ChannelError, DelayError) as error:
            await self._put_off(complaint, error)
            return False
        if not await self.storage.mark_told(complaint, notice_id):
            await self.retell(complaint.first.id)
        log.info("moderators told of a report", message=notice_id)
        return True

    async def retell(self, report_id: ReportId) -> None:
        """Show in its notice what was decided elsewhere, or while the notice was shown again."""
        decided = await self.storage.complaint(report_id)
        if decided is not None and decided.desk_id is not None and self.board is not None:
            with contextlib.suppress(CardError, ChannelError, DelayError):  # a press says it, too
                await self.board.tell(decided, decided.desk_id)

    async def _put_off(self, complaint: Complaint, error: NewsdeskError) -> None:
        asked = error.retry_after if isinstance(error, DelayError) else None
        due_at = retry_at(complaint.attempts + 1, asked, now=self.clock(), random=self.dice)
        await self.storage.put_off_report(complaint, due_at=due_at)
        log.warning("moderators not told of a report", problem=str(error), until=due_at.isoformat())

    async def _behind(self, actor: Actor, report_id: ReportId) -> tuple[ArticleId, StoryId]:
        """The article of a reported card, and its story."""
        complaint = await self.complaint(actor, report_id)
        if not complaint.is_open:
            raise too_late(complaint.decided_by)
        found = await self.storage.article_behind(complaint.first.message_id)
        if found is None:
            raise Refusal("card-forgotten")
        return found
