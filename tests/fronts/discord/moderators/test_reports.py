"""🚩 under a card: the member's form, the moderators' notice, and what is decided there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import Refusal
from bot.fronts.discord.moderators import report_views as views
from bot.fronts.words import LANGUAGES, words_for
from bot.news import (
    HERE,
    Actor,
    Asker,
    ChannelId,
    Complaint,
    GuildId,
    MessageId,
    Report,
    ReportId,
    ReportState,
    RoleId,
    StoryId,
)
from tests.discord.faults import Fault
from tests.discord.permissions import Permission
from tests.discord.server import simulated_discord
from tests.discord.world import Interaction, StoredMessage
from tests.fiction import headline
from tests.fronts.discord.moderators.bureau import MONA, NORA, Bureau, open_bureau, text
from tests.fronts.discord.station import open_station
from tests.newsstand.stand import Newsstand

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENGLISH = words_for(None)
OLGA, MAX = "Olga", "Max"
MESSAGES = "/channels/{channel_id}/messages"


def complaint(*reasons: str, **changes: object) -> Complaint:
    """Members say so of a card."""
    reports = tuple(
        Report(
            id=ReportId(number),
            guild_id=GuildId(1),
            channel_id=ChannelId(2),
            message_id=MessageId(3),
            story_id=StoryId(4),
            title="Ferry *Halvard* sails again",
            reason=reason,
            reporter=Asker(f"hash-{number}"),
            made_at=NOON,
            state=ReportState.OPEN,
        )
        for number, reason in enumerate(reasons, start=7)
    )
    return replace(Complaint(reports=reports), **changes)  # type: ignore[arg-type]  # any field


def decided(state: ReportState, by: int | None) -> Complaint:
    """What became of a complaint."""
    found = complaint("Not true")
    return replace(found, reports=(replace(found.first, state=state),), decided_by=by)


# --- What is shown ---


def test_a_notice_says_what_members_say_and_nobodys_name() -> None:
    shown = views.notice(ENGLISH, complaint("Not true", "", "An *old* picture\n@everyone"))

    [embed] = shown["embeds"]
    assert embed["title"] == "3 members report a card"
    title, _, first, second = embed["description"].split("\n")
    assert "https://discord.com/channels/1/2/3" in title
    assert first == "> Not true"
    assert second.startswith("> An \\*old\\* picture")
    assert "hash" not in str(shown)
    assert [each["custom_id"] for each in shown["components"][0]["components"]] == [
        "nd:report-hide:7",
        "nd:report-split:7",
        "nd:report-dismiss:7",
    ]


def test_a_notice_of_very_many_reasons_stays_short() -> None:
    shown = views.notice(ENGLISH, complaint(*("W" * 300 for _ in range(40))))

    [embed] = shown["embeds"]
    assert len(embed["description"]) < 4_096
    assert embed["description"].endswith("and 35 more reasons")


def test_five_reasons_are_told_without_a_line_too_many() -> None:
    [embed] = views.notice(ENGLISH, complaint(*"abcde"))["embeds"]

    assert embed["description"].endswith("> e")


def test_a_report_without_a_reason_says_so() -> None:
    [embed] = views.notice(ENGLISH, complaint(""))["embeds"]

    assert embed["title"] == "A member reports a card"
    assert embed["description"].endswith(ENGLISH("report-no-reason"))


@pytest.mark.parametrize(
    ("state", "by", "told"),
    [
        (ReportState.HIDDEN, 5, "Hidden in this server by <@5>."),
        (ReportState.SPLIT, 5, "Split from its story by <@5>."),
        (ReportState.DISMISSED, None, "Dismissed by the admin of Newsdesk."),
    ],
)
def test_a_decided_notice_says_who_and_has_no_buttons(
    state: ReportState, by: int | None, told: str
) -> None:
    shown = views.notice(ENGLISH, decided(state, by))

    assert told in shown["embeds"][0]["description"]
    assert "Not true" not in shown["embeds"][0]["description"]
    assert shown["components"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_inside_discords_limits(language: str) -> None:
    form = views.report_form(words_for(language), 2**63)

    [field] = form["components"]
    assert len(form["title"]) <= 45
    assert len(field["label"]) <= 45
    assert len(field["description"]) <= 100
    assert (field["component"]["max_length"], field["component"]["required"]) == (300, False)
    assert form["custom_id"] == f"nd:report:{2**63}"


@pytest.mark.parametrize(
    ("custom_id", "told"),
    [
        ("nd:report", views.Pressed("")),
        ("nd:report:5", views.Pressed("", 5)),
        ("nd:report-hide:5", views.Pressed("hide", 5)),
        ("nd:report-burn:5", None),
        ("nd:reports", None),
        ("nd:ask:5", None),
        (f"nd:report-hide:{2**63}", None),
        ("nd:report-hide:" + "9" * 1_000_000, None),
    ],
)
def test_an_id_says_what_is_pressed(custom_id: str, told: views.Pressed | None) -> None:
    assert views.read_report_id(custom_id) == told


# --- Over real sockets ---


@pytest.fixture
async def bureau(sqlite_url: str) -> AsyncIterator[Bureau]:
    """A server with two moderators and two members."""
    async with open_bureau(sqlite_url) as opened:
        opened.person(OLGA)
        opened.person(MAX, rights=Permission.MANAGE_GUILD)
        yield opened


@pytest.fixture
async def desk(bureau: Bureau) -> ChannelId:
    """The moderators' channel."""
    return await with_desk(bureau)


async def with_desk(bureau: Bureau, language: str | None = None) -> ChannelId:
    desk_id = bureau.station.channel("moderators")
    guild = await bureau.desk.guilds.guild(bureau.station.guild_id)
    wanted = replace(guild, desk_id=desk_id, language=language)
    await bureau.station.bot.storage.change_guild(HERE, wanted.id, lambda _: wanted, now=NOON)
    return desk_id


async def card(bureau: Bureau) -> StoredMessage:
    """The card that stands in the channel."""
    await bureau.station.publish(bureau.channel, 1)
    await bureau.station.posted(bureau.channel, 1)
    return bureau.discord.messages(bureau.channel)[0]


async def report(
    bureau: Bureau, message: StoredMessage, reason: str = "Not true", *, by: str = NORA
) -> str:
    """A member reports a card; what they are told."""
    asked = bureau.discord.press(message, "nd:report", by=by)
    return text(await bureau.fill(asked, {"reason": reason}))


async def notice(bureau: Bureau, desk_id: int) -> StoredMessage:
    """The notice that the moderators see."""
    await bureau.discord.until(lambda: bureau.discord.messages(desk_id), "a notice")
    return bureau.discord.messages(desk_id)[-1]


def press(bureau: Bureau, message: StoredMessage, action: str, by: str = MONA) -> Interaction:
    [row] = message.payload["components"]
    [button] = [each for each in row["components"] if action in each["custom_id"]]
    return bureau.discord.press(message, button["custom_id"], by=by)


async def told(bureau: Bureau, done: Interaction) -> str:
    """What somebody alone is told of what they pressed."""
    await bureau.discord.until(lambda: done.followups, "words")
    assert done.followups[-1].seen_by == done.user
    return text(done.followups[-1])


async def test_a_card_is_hidden_from_the_notice_of_a_report(database_url: str) -> None:
    async with open_bureau(database_url) as bureau:
        desk_id, message = await with_desk(bureau), await card(bureau)
        thanks = await report(bureau, message)
        shown = await notice(bureau, desk_id)
        before = text(shown)

        press(bureau, shown, "hide")

        await bureau.discord.until(lambda: not shown.payload["components"], "a decision")
        await bureau.station.until(lambda: not bureau.discord.messages(bureau.channel), "its end")
        assert len(bureau.discord.messages(desk_id)) == 1
    assert thanks == ENGLISH("report-thanks")
    assert "Not true" in before
    assert headline(0) in before
    assert NORA not in before
    assert "Hidden in this server by <@" in text(shown)


async def test_further_reports_change_the_same_notice(bureau: Bureau, desk: ChannelId) -> None:
    message = await card(bureau)
    await report(bureau, message)
    shown = await notice(bureau, desk)

    await report(bureau, message, "An old picture", by=OLGA)

    await bureau.discord.until(lambda: "2 members" in text(shown), "the second report")
    assert "An old picture" in text(shown)
    assert len(bureau.discord.messages(desk)) == 1


async def test_of_two_moderators_the_first_decides_and_the_other_is_told(
    bureau: Bureau, desk: ChannelId
) -> None:
    await report(bureau, await card(bureau))
    shown = await notice(bureau, desk)

    presses = [press(bureau, shown, "dismiss", by) for by in (MONA, MAX)]

    await bureau.discord.until(lambda: any(one.followups for one in presses), "the other")
    [late] = [one for one in presses if one.followups]
    assert "has decided this already" in await told(bureau, late)
    await bureau.discord.until(lambda: not shown.payload["components"], "a decision")
    assert "Dismissed by <@" in text(shown)
    assert len(bureau.discord.messages(bureau.channel)) == 1


async def test_a_member_decides_nothing(bureau: Bureau, desk: ChannelId) -> None:
    await report(bureau, await card(bureau))
    shown = await notice(bureau, desk)

    refused = await told(bureau, press(bureau, shown, "hide", NORA))

    assert refused == ENGLISH("not-a-manager")
    assert shown.payload["components"]


async def test_a_manager_role_may_decide(bureau: Bureau, desk: ChannelId) -> None:
    storage, guild_id = bureau.station.bot.storage, bureau.station.guild_id
    role = bureau.person("Rolf")
    guild = replace(await storage.guild(guild_id), managers=frozenset({RoleId(role)}))
    await storage.change_guild(HERE, guild.id, lambda _: guild, now=NOON)
    await report(bureau, await card(bureau))
    shown = await notice(bureau, desk)

    press(bureau, shown, "dismiss", "Rolf")

    await bureau.discord.until(lambda: not shown.payload["components"], "a decision")


async def test_a_story_of_one_article_is_not_split_and_stays_undecided(
    bureau: Bureau, desk: ChannelId
) -> None:
    await report(bureau, await card(bureau))
    shown = await notice(bureau, desk)

    answer = await told(bureau, press(bureau, shown, "split"))

    assert "only one article" in answer
    assert shown.payload["components"]


async def test_without_a_moderators_channel_the_list_has_it(bureau: Bureau) -> None:
    thanks = await report(bureau, await card(bureau), "")
    listed = await bureau.use("story reports")
    refused = await bureau.use("story reports", by=NORA)

    assert thanks == ENGLISH("report-thanks-listed")
    assert "A card waits for a decision" in text(listed)
    assert headline(0) in text(listed)
    assert "Manage Server" in text(refused)
    [found] = await bureau.desk.reporting.open(HERE)
    assert found.first.title == headline(0)


async def test_each_reads_their_own_language(bureau: Bureau) -> None:
    desk_id = await with_desk(bureau, "de")
    bureau.person("Fanny", locale="fr")
    message = await card(bureau)

    thanks = await report(bureau, message, "Faux", by="Fanny")

    assert thanks == words_for("fr")("report-thanks")
    assert "Ein Mitglied meldet eine Karte" in text(await notice(bureau, desk_id))


async def test_a_notice_whose_answer_is_lost_stands_once(bureau: Bureau, desk: ChannelId) -> None:
    message = await card(bureau)
    bureau.discord.fault("POST", MESSAGES, Fault.LOST)

    await report(bureau, message)

    async def is_noted() -> bool:
        [found] = await bureau.desk.reporting.open(HERE)
        return found.first.notice_id is not None

    await bureau.station.until(is_noted, "the notice")
    assert len(bureau.discord.messages(desk)) == 1


async def test_a_channel_that_cannot_be_written_to_gets_its_notice_when_it_can(
    bureau: Bureau, desk: ChannelId
) -> None:
    message = await card(bureau)
    bureau.discord.deny(desk, Permission.VIEW_CHANNEL)
    await report(bureau, message)

    bureau.discord.allow_again(desk)

    await notice(bureau, desk)


async def test_a_button_works_after_a_restart(sqlite_url: str) -> None:
    async with Newsstand() as stand, simulated_discord() as discord:
        async with open_station(sqlite_url, discord, stand) as station:
            bureau = Bureau(station, station.channel())
            bureau.person(MONA, rights=Permission.MANAGE_GUILD)
            await station.until(lambda: station.publisher.connected, "the gateway")
            desk_id = await with_desk(bureau)
            await report(bureau, await card(bureau))
            shown = await notice(bureau, desk_id)
        async with open_station(sqlite_url, discord, stand) as station:
            await station.until(lambda: station.publisher.connected, "the gateway again")

            press(bureau, shown, "hide")

            await discord.until(lambda: not discord.messages(bureau.channel), "its end")
        assert "Hidden in this server" in text(shown)
        assert discord.problems == []


async def test_a_card_that_is_not_known_any_more_cannot_be_reported(bureau: Bureau) -> None:
    with pytest.raises(Refusal, match="card-forgotten"):
        await bureau.desk.reporting.report(
            bureau.station.guild_id, bureau.channel, MessageId(5), by=1, reason=""
        )


async def test_a_report_is_decided_from_the_list(bureau: Bureau) -> None:
    nothing = await bureau.use("story reports")
    await report(bureau, await card(bureau), "An old picture")
    listed = await bureau.use("story reports")
    [found] = await bureau.desk.reporting.open(HERE)

    opened = await bureau.choose(listed, "report-open", found.first.id)
    pressed = press(bureau, opened.message, "dismiss")
    decided_there = await bureau.answer(pressed)
    after = await bureau.use("story reports")

    assert text(nothing) == text(after) == ENGLISH("reports-none")
    assert "An old picture" in text(opened)
    assert "Dismissed by <@" in text(decided_there)


async def test_another_servers_report_is_unknown(bureau: Bureau) -> None:
    await report(bureau, await card(bureau), "An old picture")
    [found] = await bureau.desk.reporting.open(HERE)

    with pytest.raises(Refusal, match="report-unknown"):
        await bureau.desk.reporting.complaint(Actor(GuildId(1), 7), found.first.id)


async def test_what_is_decided_from_the_list_shows_in_the_notice(
    bureau: Bureau, desk: ChannelId
) -> None:
    await report(bureau, await card(bureau), "An old picture")
    shown = await notice(bureau, desk)
    listed = await bureau.use("story reports")
    [found] = await bureau.desk.reporting.open(HERE)

    opened = await bureau.choose(listed, "report-open", found.first.id)
    press(bureau, opened.message, "dismiss")

    await bureau.discord.until(lambda: not shown.payload["components"], "a decision")
    assert "Dismissed by <@" in text(shown)
