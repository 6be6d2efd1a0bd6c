"""Reporting: what members say reaches the moderators once, and their first decision holds."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.engine import Task, Wake
from bot.errors import CardError, ChannelError, DelayError, Refusal
from bot.news import HERE as ADMIN
from bot.news import (
    Actor,
    ChannelId,
    Guild,
    GuildId,
    MessageId,
    Report,
    ReportId,
    ReportState,
    StoryId,
)
from bot.newsroom.moderating import Moderating
from bot.newsroom.reporting import MOST_IN_AN_HOUR, TRIES, Reporting
from bot.storage import Storage
from bot.stories.terms import TermCounts
from tests.newsroom.wall import Pinboard
from tests.storage.outlets import post, same, tell, write
from tests.storage.samples import CHANNEL, GUILD, NOW

OTHER, DESK = GuildId(60), ChannelId(9_000)
MONA, MAX, STRANGER = Actor(GUILD, 7), Actor(GUILD, 9), Actor(OTHER, 8)
NORA, OLGA = 70, 71
OPEN, OWED = ReportState.OPEN, ReportState.OWED


@dataclass
class Office:
    """Moderators with a board, and two cards that stand in a channel."""

    storage: Storage
    board: Pinboard = field(default_factory=Pinboard)
    now: datetime = NOW
    woken: list[Wake] = field(default_factory=list)

    @property
    def moderating(self) -> Moderating:
        return Moderating(
            storage=self.storage, counts=TermCounts(), wake=self.wake, clock=lambda: self.now
        )

    @property
    def reporting(self) -> Reporting:
        return Reporting(
            storage=self.storage,
            moderating=self.moderating,
            board=self.board,
            wake=self.wake,
            clock=lambda: self.now,
            dice=Random(7),  # noqa: S311 - jitter
            key=b"key",
        )

    async def wake(self, *wakes: Wake) -> None:
        self.woken += wakes

    async def card(self, number: int) -> MessageId:
        """One more card."""
        told = await tell(self.storage, number)
        await write(self.storage, told.story_id)
        return MessageId(1_000 + await post(self.storage))

    async def report(
        self, by: int = NORA, reason: str = "Not true", *, card: int = 1_001
    ) -> Report:
        """A member reports one of the cards."""
        return await self.reporting.report(GUILD, CHANNEL, MessageId(card), by=by, reason=reason)

    async def work(self, later: timedelta = timedelta()) -> None:
        """So much later, tell whoever is owed something."""
        self.now += later
        for guild_id in await self.storage.guilds_owed_reports(self.now, limit=9):
            await self.reporting.tell(str(guild_id))

    async def hidden(self) -> list[MessageId]:
        """The cards that are to disappear."""
        return [each.message_id for each in await self.storage.withdrawals_owed(CHANNEL, self.now)]


@pytest.fixture
async def office(storage: Storage) -> Office:
    opened = Office(storage)
    for number in (1, 2):
        await opened.card(number)
    await storage.change_guild(MONA, GUILD, lambda _: Guild(id=GUILD, desk_id=DESK), now=NOW)
    return opened


async def test_a_report_is_told_once_on_the_moderators_board(office: Office) -> None:
    made = await office.report(reason="  Not true  ")

    await office.work()
    await office.work()

    assert office.board.notices == {MessageId(DESK): (OWED, ["Not true"])}
    assert (office.board.calls, made.state) == (1, OWED)
    assert made.reporter != str(NORA)


async def test_a_further_report_of_a_card_is_told_in_the_same_notice(office: Office) -> None:
    await office.report()
    await office.work()

    await office.report(OLGA, "An old picture")

    await office.work()
    assert office.board.notices == {MessageId(DESK): (OPEN, ["Not true", "An old picture"])}


async def test_each_card_has_a_notice_of_its_own(office: Office) -> None:
    for card in (0, 1):
        await office.report(card=1_001 + card)

    await office.work()

    assert len(office.board.notices) == 2


async def test_a_notice_that_fails_is_posted_later(office: Office) -> None:
    office.board.troubles += [DelayError("too slow"), ChannelError("it cannot be seen")]
    await office.report()
    await office.work()
    assert office.board.notices == {}

    for _ in range(2):
        await office.work(timedelta(minutes=1))

    assert len(office.board.notices) == 1


async def test_a_notice_that_was_deleted_is_posted_anew(office: Office) -> None:
    await office.report()
    await office.work()
    office.board.troubles.append(CardError("the message is no longer there"))
    await office.report(OLGA)
    await office.work()

    await office.work(timedelta(minutes=1))

    assert list(office.board.notices) == [DESK, DESK + 1]


async def test_what_cannot_be_told_at_all_is_left_to_the_list(office: Office) -> None:
    office.board.troubles += [ChannelError("it cannot be seen")] * (TRIES + 5)
    await office.report()

    for _ in range(TRIES + 1):
        await office.work(timedelta(minutes=20))

    assert office.board.calls == TRIES
    assert [each.first.state for each in await office.reporting.open(MONA)] == [OPEN]


async def test_without_a_board_the_list_has_it(office: Office) -> None:
    await office.storage.change_guild(MONA, GUILD, lambda _: Guild(id=GUILD), now=NOW)

    made = await office.report()

    await office.work()
    assert (made.state, office.board.calls) == (OPEN, 0)
    assert len(await office.reporting.open(MONA)) == 1
    assert await office.reporting.open(STRANGER) == []


async def test_what_was_reported_before_there_was_a_board_is_told_when_there_is(
    office: Office,
) -> None:
    await office.storage.change_guild(MONA, GUILD, lambda _: Guild(id=GUILD), now=NOW)
    await office.report()

    await office.storage.change_guild(MONA, GUILD, lambda _: Guild(id=GUILD, desk_id=DESK), now=NOW)

    await office.work()
    assert office.board.notices == {MessageId(DESK): (OWED, ["Not true"])}


async def test_a_member_who_reports_everything_has_to_wait(office: Office) -> None:
    cards = [1_001, 1_002, *[await office.card(number) for number in range(3, 7)]]
    for card in cards[:MOST_IN_AN_HOUR]:
        await office.report(card=card)

    with pytest.raises(Refusal, match="report-limit"):
        await office.report(card=cards[-1])

    office.now += timedelta(minutes=61)
    assert (await office.report(card=cards[-1])).state is OWED


async def test_a_card_is_hidden_from_its_notice(office: Office) -> None:
    made = await office.report()

    decided = await office.reporting.hide(MONA, made.id)

    assert (decided.first.state, decided.decided_by) == (ReportState.HIDDEN, 7)
    assert await office.hidden() == [made.message_id]
    assert Wake(Task.DELIVER, str(CHANNEL)) in office.woken


async def test_the_admin_hides_in_the_guild_of_the_card(office: Office) -> None:
    made = await office.report()

    decided = await office.reporting.hide(ADMIN, made.id)

    assert (decided.first.state, decided.decided_by) == (ReportState.HIDDEN, None)
    assert await office.hidden() == [made.message_id]


async def test_of_two_moderators_the_first_decides(office: Office) -> None:
    made = await office.report()
    await office.reporting.dismiss(MONA, made.id)

    for attempt in (
        office.reporting.hide(MAX, made.id),
        office.reporting.split(MAX, made.id),
        office.reporting.dismiss(MAX, made.id),
    ):
        with pytest.raises(Refusal, match="report-decided"):
            await attempt

    assert await office.hidden() == []
    found = await office.reporting.complaint(MONA, made.id)
    assert (found.first.state, found.decided_by) == (ReportState.DISMISSED, 7)


async def test_the_only_article_of_a_story_cannot_be_split_off(office: Office) -> None:
    made = await office.report()

    with pytest.raises(Refusal, match="story-alone"):
        await office.reporting.split(MONA, made.id)

    assert (await office.reporting.complaint(MONA, made.id)).is_open


async def test_a_cards_article_is_split_from_its_story(office: Office) -> None:
    made = await office.report()
    story = await office.storage.story(StoryId(1))
    assert story is not None
    await tell(office.storage, 3, same(story.articles[0]))

    decided = await office.reporting.split(MONA, made.id)

    assert decided.first.state is ReportState.SPLIT
    assert len(await office.moderating.articles(MONA, StoryId(1))) == 1


async def test_a_notice_shows_a_decision_that_was_made_while_it_was_edited(office: Office) -> None:
    made = await office.report()
    await office.work()
    await office.report(OLGA, "An old picture")
    office.board.meanwhile = lambda: office.reporting.dismiss(MONA, made.id)

    await office.work()

    assert office.board.notices[MessageId(DESK)][0] is ReportState.DISMISSED


async def test_another_guilds_moderators_know_nothing_of_a_report(office: Office) -> None:
    made = await office.report()

    for report_id in (made.id, ReportId(99)):
        for attempt in (
            office.reporting.hide(STRANGER, report_id),
            office.reporting.split(STRANGER, report_id),
            office.reporting.dismiss(STRANGER, report_id),
            office.reporting.complaint(STRANGER, report_id),
        ):
            with pytest.raises(Refusal, match="report-unknown"):
                await attempt

    assert (await office.reporting.complaint(MONA, made.id)).is_open
