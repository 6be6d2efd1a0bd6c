"""Reports: one for each member and card, one complaint for each card, one decision for all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.news import (
    HERE,
    Actor,
    Asker,
    ChannelId,
    Complaint,
    Guild,
    GuildId,
    MessageId,
    Report,
    ReportId,
    ReportState,
)
from bot.storage import Storage
from tests.storage.outlets import post, tell, write
from tests.storage.samples import CHANNEL, GUILD, NOW, OTHER_CHANNEL

MONA = Actor(GUILD, 7)
STRANGER = Actor(GuildId(901), 8)
DESK = ChannelId(4_000)
NOTICE = MessageId(5_000)
LATER = NOW + timedelta(minutes=30)
NORA, OLGA = Asker("nora"), Asker("olga")


async def card(storage: Storage, number: int = 1) -> MessageId:
    """A card that stands in the channel."""
    told = await tell(storage, number)
    await write(storage, told.story_id)
    return MessageId(1_000 + await post(storage))


async def with_desk(storage: Storage) -> None:
    """The guild's moderators have a channel."""
    await storage.change_guild(
        MONA, GUILD, lambda _: Guild(id=GUILD, desk_id=DESK, language=""), now=NOW
    )


async def report(
    storage: Storage, message: MessageId, by: Asker = NORA, reason: str = "Not true"
) -> Report:
    """What a member says of a card."""
    return await storage.report(
        GUILD, CHANNEL, message, by, reason, now=LATER, since=NOW, at_most=2
    )


async def owed(storage: Storage) -> Complaint:
    """What the moderators are to be told."""
    found = await storage.next_complaint(GUILD, LATER)
    assert found is not None
    return found


async def test_a_report_is_owed_to_the_moderators_channel(storage: Storage) -> None:
    await with_desk(storage)
    message = await card(storage)

    made = await report(storage, message)

    complaint = await owed(storage)
    assert complaint.reports == (made,)
    assert (made.state, made.title, made.reason) == (
        ReportState.OWED,
        "Ferry sails again",
        "Not true",
    )
    assert (complaint.desk_id, complaint.language, complaint.is_open) == (DESK, "", True)
    assert await storage.guilds_owed_reports(LATER, limit=9) == [GUILD]


async def test_without_a_moderators_channel_a_report_stands_in_the_list(storage: Storage) -> None:
    made = await report(storage, await card(storage))

    assert made.state is ReportState.OPEN
    assert await storage.guilds_owed_reports(LATER, limit=9) == []
    assert [each.reports for each in await storage.open_reports(MONA, limit=9)] == [(made,)]
    assert await storage.open_reports(STRANGER, limit=9) == []
    assert len(await storage.open_reports(HERE, limit=9)) == 1


async def test_a_members_last_word_on_a_card_counts(storage: Storage) -> None:
    message = await card(storage)
    first = await report(storage, message)

    second = await report(storage, message, reason="Twice here")

    assert second == replace(first, reason="Twice here")


async def test_reports_of_one_card_are_one_complaint_with_one_notice(storage: Storage) -> None:
    await with_desk(storage)
    message = await card(storage)
    first = await report(storage, message)
    await storage.mark_told(await owed(storage), NOTICE)

    second = await report(storage, message, OLGA, "An old picture")

    complaint = await owed(storage)
    assert [each.id for each in complaint.reports] == [first.id, second.id]
    assert complaint.first.notice_id == second.notice_id == NOTICE


async def test_a_reason_that_changes_while_it_is_told_is_told_again(storage: Storage) -> None:
    await with_desk(storage)
    message = await card(storage)
    await report(storage, message)
    before = await owed(storage)
    await report(storage, message, reason="Twice here")

    await storage.mark_told(before, NOTICE)

    assert (await owed(storage)).first.reason == "Twice here"
    await storage.mark_told(await owed(storage), NOTICE)
    assert await storage.next_complaint(GUILD, LATER) is None


async def test_nobody_reports_more_cards_in_an_hour_than_they_read(storage: Storage) -> None:
    cards = [await card(storage, number) for number in (1, 2, 3)]
    for message in cards[:2]:
        await report(storage, message)

    with pytest.raises(Refusal, match="report-limit"):
        await report(storage, cards[2])

    assert (await report(storage, cards[0], reason="Again")).reason == "Again"
    assert (await report(storage, cards[2], OLGA)).reporter == OLGA


@pytest.mark.parametrize(
    ("channel", "message"), [(CHANNEL, 9_999), (OTHER_CHANNEL, 1_001)], ids=["no card", "elsewhere"]
)
async def test_only_a_card_that_stands_there_is_reported(
    storage: Storage, channel: ChannelId, message: int
) -> None:
    await card(storage)

    with pytest.raises(Refusal, match="card-forgotten"):
        await storage.report(
            GUILD, channel, MessageId(message), NORA, "", now=LATER, since=NOW, at_most=2
        )


async def test_what_could_not_be_told_is_due_again_when_its_time_comes(storage: Storage) -> None:
    await with_desk(storage)
    await report(storage, await card(storage))
    then = LATER + timedelta(minutes=1)

    await storage.put_off_report(await owed(storage), due_at=then)

    assert await storage.guilds_owed_reports(LATER, limit=9) == []
    assert await storage.guilds_owed_reports(then, limit=9, since=LATER) == [GUILD]
    found = await storage.next_complaint(GUILD, then)
    assert found is not None
    assert found.attempts == 1


async def test_the_first_call_of_a_notice_counts(storage: Storage) -> None:
    await with_desk(storage)
    await report(storage, await card(storage))
    await storage.mark_telling(await owed(storage), now=NOW)

    await storage.mark_telling(await owed(storage), now=LATER)

    assert (await owed(storage)).called_at == NOW
    await storage.forget_notice(await owed(storage))
    assert (await owed(storage)).called_at is None


async def test_what_is_given_up_stays_in_the_list(storage: Storage) -> None:
    await with_desk(storage)
    await report(storage, await card(storage))

    await storage.mark_told(await owed(storage), None, given_up=True)

    assert await storage.next_complaint(GUILD, LATER) is None
    assert len(await storage.open_reports(MONA, limit=9)) == 1


async def test_one_decision_closes_all_reports_of_a_card(storage: Storage) -> None:
    message = await card(storage)
    first = await report(storage, message)
    await report(storage, message, OLGA)

    await storage.dismiss(MONA, first.id, now=LATER)

    decided = await storage.complaint(first.id)
    assert decided is not None
    assert [each.state for each in decided.reports] == [ReportState.DISMISSED] * 2
    assert (decided.decided_by, decided.is_open) == (7, False)
    assert await storage.open_reports(HERE, limit=9) == []
    [change] = await storage.changes(MONA, limit=9)
    assert (change.what, change.about) == ("report-dismissed", "Ferry sails again")


async def test_whoever_decides_second_is_told_who_was_first(storage: Storage) -> None:
    made = await report(storage, await card(storage))
    await storage.dismiss(MONA, made.id, now=LATER)

    with pytest.raises(Refusal) as refused:
        await storage.dismiss(Actor(GUILD, 9), made.id, now=LATER)

    assert (refused.value.name, refused.value.facts["who"]) == ("report-decided", "<@7>")
    assert len(await storage.changes(MONA, limit=9)) == 1


async def test_a_decision_of_the_admin_names_nobody(storage: Storage) -> None:
    made = await report(storage, await card(storage))
    await storage.dismiss(HERE, made.id, now=LATER)

    with pytest.raises(Refusal, match="report-decided-at-home"):
        await storage.dismiss(MONA, made.id, now=LATER)


@pytest.mark.parametrize("number", [1, 99], ids=["another guild's", "none"])
async def test_another_guilds_report_is_unknown(storage: Storage, number: int) -> None:
    await report(storage, await card(storage))

    with pytest.raises(Refusal, match="report-unknown"):
        await storage.dismiss(STRANGER, ReportId(number), now=LATER)

    assert len(await storage.open_reports(HERE, limit=9)) == 1


async def test_a_report_after_a_decision_is_a_new_complaint(storage: Storage) -> None:
    await with_desk(storage)
    message = await card(storage)
    first = await report(storage, message)
    await storage.mark_told(await owed(storage), NOTICE)
    await storage.dismiss(MONA, first.id, now=LATER)

    again = await report(storage, message, reason="But it is wrong")
    other = await report(storage, message, OLGA)

    assert (again.state, again.reason) == (ReportState.DISMISSED, "Not true")
    assert (await owed(storage)).reports == (other,)
    assert other.notice_id is None


async def test_hiding_by_a_report_decides_it_or_does_nothing(storage: Storage) -> None:
    message = await card(storage)
    made = await report(storage, message)
    assert made.story_id is not None
    await storage.hide(MONA, made.story_id, now=LATER, report_id=made.id)

    with pytest.raises(Refusal, match="report-decided"):
        await storage.hide(Actor(GUILD, 9), made.story_id, now=LATER, report_id=made.id)

    decided = await storage.complaint(made.id)
    assert decided is not None
    assert (decided.first.state, decided.decided_by) == (ReportState.HIDDEN, 7)


async def test_a_refused_hiding_leaves_its_report_open(storage: Storage) -> None:
    made = await report(storage, await card(storage))
    assert made.story_id is not None

    with pytest.raises(Refusal, match="story-unknown"):
        await storage.hide(STRANGER, made.story_id, now=LATER, report_id=made.id)

    assert len(await storage.open_reports(MONA, limit=9)) == 1


# --- What a member may see and take back ---


async def test_a_member_sees_what_they_reported(storage: Storage) -> None:
    message = await card(storage)
    await report(storage, message)

    kept = await storage.kept_of(NORA)

    assert kept["reports"] == [
        {
            "made_at": LATER.isoformat(),
            "guild": str(GUILD),
            "message": str(message),
            "reason": "Not true",
        }
    ]
    assert (await storage.kept_of(OLGA))["reports"] == []


async def test_erased_words_leave_the_notice_and_the_report_is_nobodys(storage: Storage) -> None:
    await with_desk(storage)
    message = await card(storage)
    for member in (NORA, OLGA):
        await report(storage, message, member)
    await storage.mark_told(await owed(storage), NOTICE)
    then = LATER + timedelta(hours=2)

    gone = [(await storage.erase(member, now=then))[1] for member in (NORA, OLGA)]

    assert gone == [1, 1]
    assert (await storage.kept_of(NORA))["reports"] == []
    found = await storage.next_complaint(GUILD, then)
    assert found is not None
    assert [each.reason for each in found.reports] == ["", ""]


async def test_a_decided_report_is_erased_as_a_whole(storage: Storage) -> None:
    made = await report(storage, await card(storage))
    await storage.dismiss(MONA, made.id, now=LATER)

    await storage.erase(NORA, now=LATER + timedelta(hours=2))

    assert await storage.complaint(made.id) is None


async def test_whoever_erases_still_has_to_wait(storage: Storage) -> None:
    cards = [await card(storage, number) for number in (1, 2, 3)]
    for message in cards[:2]:
        await report(storage, message)

    await storage.erase(NORA, now=LATER)

    with pytest.raises(Refusal, match="report-limit"):
        await report(storage, cards[2])


async def test_reports_are_forgotten_with_what_readers_ask(storage: Storage) -> None:
    await report(storage, await card(storage))

    gone = [await storage.forget_readers(when) for when in (LATER, LATER + timedelta(days=1))]

    assert gone == [0, 1]
    assert await storage.open_reports(HERE, limit=9) == []
