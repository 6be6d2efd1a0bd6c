"""Traces: all that can become of an article is told, to those whom it concerns."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import CardError, ChannelError, DelayError, Refusal
from bot.news import (
    HERE,
    USUAL,
    EntryId,
    FilterKind,
    Happening,
    MessageId,
    Style,
    Threads,
)
from bot.newsroom.limits import OFFERED
from bot.newsroom.moderating import Moderating
from bot.newsroom.tracing import LARGEST_ID, Tracing
from bot.storage.steps import MOST_ALIKE
from tests.newsroom.moderators import (
    GUILD,
    MONA,
    OTTO,
    PLACE,
    STRANGE,
    THERE,
    follow,
    posted,
    read,
    steps,
    tell,
    trace,
)
from tests.newsroom.outlets import COLLISION, Outlet
from tests.newsroom.wall import Office, open_office

DEPOT = "depot"  # the first article


@pytest.fixture
async def outlet() -> AsyncIterator[Outlet]:
    """An outlet that has printed an article."""
    async with Outlet("The Alderhaven Post") as opened:
        tell(opened, 0)
        yield opened


def tracing(office: Office) -> Tracing:
    """The room at hand."""
    return office.desk.bot.desk.tracing


def moderating(office: Office) -> Moderating:
    """Those who may hide a card."""
    return office.desk.bot.desk.moderating


async def test_the_way_of_an_article_is_told_with_its_facts(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)

    await read(office)

    told = await trace(office, DEPOT, MONA)
    facts = {step.what: step.facts for step in told.steps}
    assert [*facts] == ["found", "owed", "read", "placed", "written", "posted"]
    assert facts[Happening.FOUND] == {"edited": 0}
    assert (facts[Happening.READ]["basis"], facts[Happening.READ]["words"]) == ("full text", 152)
    assert facts[Happening.PLACED]["why"] == "a new story"
    assert facts[Happening.WRITTEN]["writer"] == "extractive"
    assert told.steps[-1].channel_id == PLACE
    assert set(told.cards) == {PLACE}
    assert told.feed == "The Alderhaven Post"


async def test_what_is_too_old_to_be_shown_is_told_to_be_silent(
    database_url: str, outlet: Outlet
) -> None:
    tell(outlet, 1)
    async with open_office(database_url, first_poll_shows=1) as office:
        await follow(office, outlet)
        await read(office)

        silent = [await steps(office, title, Happening.SILENT) for title in (DEPOT, "(1)")]

        assert sorted(map(len, silent)) == [0, 1]


async def test_an_edit_is_told_and_so_is_that_of_its_card(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    await read(office)

    changed = tell(outlet, 0, title="Alderhaven council approves a garage")
    await read(office)
    await office.desk.later(timedelta(hours=1))

    [found, edited] = await steps(office, changed, Happening.FOUND, Happening.EDITED)
    assert found.facts == {"edited": 1}
    assert edited.channel_id == PLACE
    assert len(await steps(office, changed, Happening.READ)) == 2
    assert len(await steps(office, changed, Happening.PLACED)) == 1


async def test_a_pause_is_told(office: Office, outlet: Outlet) -> None:
    wish = await follow(office, outlet)
    await office.desk.bot.desk.subscribing.pause(MONA, wish)

    await read(office)

    [paused] = await steps(office, DEPOT, Happening.PAUSED, Happening.OWED)
    assert (paused.what, paused.channel_id) == (Happening.PAUSED, PLACE)
    assert posted(office) == []


async def test_an_article_that_joins_a_card_says_which(office: Office, outlet: Outlet) -> None:
    outlet.tell(COLLISION[0])
    await follow(office, outlet)
    await read(office)
    async with Outlet("The Saltmere Courier") as other:
        other.tell(COLLISION[1])
        await follow(office, other)
        await read(office)

    [joined] = await steps(office, other.copies[COLLISION[1]].title, Happening.JOINED)
    assert joined.facts["title"] == outlet.copies[COLLISION[0]].title
    assert joined.facts["message"] in office.wall.cards


async def test_what_is_put_off_says_why_and_until_when(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    office.wall.troubles.append(DelayError("no line", had_effect=False, retry_after=600))

    await read(office)

    [step] = await steps(office, DEPOT, Happening.PUT_OFF)
    assert step.facts["problem"] == "no line"
    assert str(step.facts["until"]) > step.at.isoformat()
    await office.desk.later(timedelta(hours=1))
    assert len(await steps(office, DEPOT, Happening.POSTED)) == 1


async def test_a_channel_that_puts_off_for_a_day_does_not_fill_the_table(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    office.wall.troubles += [DelayError("no line", had_effect=False)] * (MOST_ALIKE + 5)
    await read(office)

    for _ in range(MOST_ALIKE + 5):
        await office.desk.later(timedelta(minutes=20))

    assert len(await steps(office, DEPOT, Happening.PUT_OFF)) == MOST_ALIKE
    assert len(await steps(office, DEPOT, Happening.POSTED)) == 1


async def test_a_closed_channel_is_told_of_everything_that_waits_for_it(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    office.wall.troubles.append(ChannelError("no permission to post"))
    await read(office)

    tell(outlet, 1)
    await read(office)

    closed = [await steps(office, title, Happening.CLOSED) for title in (DEPOT, "(1)")]
    assert [[step.facts for step in each] for each in closed] == [
        [{"problem": "no permission to post"}]
    ] * 2


async def test_a_card_that_is_refused_says_why(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    office.wall.troubles.append(CardError("the embed is too long"))

    await read(office)

    [failed] = await steps(office, DEPOT, Happening.FAILED)
    assert failed.facts == {"problem": "the embed is too long"}


async def test_a_card_that_moderators_hide_says_so(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    await read(office)
    story = (await trace(office, DEPOT)).story_id
    assert story is not None

    await moderating(office).hide(MONA, story)
    await office.desk.work()

    hidden = await steps(office, DEPOT, Happening.HIDDEN)
    assert {step.channel_id for step in hidden} == {PLACE}
    assert (await trace(office, DEPOT)).cards == {}


async def test_a_thread_that_is_started_with_its_card_is_told(
    office: Office, outlet: Outlet
) -> None:
    wish = await follow(office, outlet)
    manner = replace(USUAL, threads=Threads.ALWAYS)
    await office.desk.bot.desk.subscribing.edit(
        MONA, wish, manner=manner, style=Style.STANDARD, language=None, channel_id=PLACE
    )

    await read(office)

    [threaded] = await steps(office, DEPOT, Happening.THREADED)
    assert (threaded.channel_id, threaded.facts) == (PLACE, {"problem": ""})


async def test_an_article_is_found_by_its_link_its_card_or_its_title(
    office: Office, outlet: Outlet
) -> None:
    link = outlet.stand.url("/invented-0.html")
    await follow(office, outlet)
    await read(office)
    [message] = office.wall.cards

    found = [
        await tracing(office).why(MONA, about)
        for about in (
            f" {link}?utm_source=feed#top ",
            f"https://discord.com/channels/{GUILD}/{PLACE}/{message}",
            f"https://ptb.discord.com/channels/{GUILD}/{PLACE}/{message}/",
            "Council  approves\nTRAM",
        )
    ]

    assert len({each.entry_id for each in found}) == 1
    assert await tracing(office).why_card(MONA, message) == found[0]
    assert await tracing(office).trace(MONA, found[0].entry_id) == found[0]


async def test_nothing_is_told_of_what_another_guild_follows(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    await read(office)
    [message] = office.wall.cards
    known = await trace(office, DEPOT)

    for about in (DEPOT, known.url, f"https://discord.com/channels/{STRANGE}/{THERE}/{message}"):
        with pytest.raises(Refusal, match="why-unknown"):
            await tracing(office).why(OTTO, about)
    with pytest.raises(Refusal, match="why-unknown"):
        await tracing(office).trace(OTTO, known.entry_id)

    assert await tracing(office).offered(OTTO, "") == []


async def test_of_a_feed_that_both_follow_neither_is_told_of_the_others_channel(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    await follow(office, outlet, THERE, STRANGE)
    await office.desk.bot.desk.filtering.add(OTTO, FilterKind.NEVER, "depot OR secret")

    await read(office)

    mine, theirs = [await trace(office, DEPOT, actor) for actor in (MONA, OTTO)]
    assert {step.channel_id for step in mine.steps} == {None, PLACE}
    assert {step.channel_id for step in theirs.steps} == {None, THERE}
    assert "secret" not in str(mine)


async def test_no_question_is_too_odd_to_be_answered(office: Office, outlet: Outlet) -> None:
    await follow(office, outlet)
    await read(office)

    for about in (
        *("", " ", "\x00", "\ud800", "%", "zz" * 500_000, "https://", "https://[", "http://a:b/"),
        *("https://x.example/" + "a" * 1_000_000, "https://a.example/\x00", "https://\ud800/a"),
        *(f"https://discord.com/channels/{GUILD}/{PLACE}/{2**63 + 8}", "https://discord.com/"),
        "https://discord.com/channels/" + "9" * 1_000_000,
    ):
        with pytest.raises(Refusal, match="why-unknown"):
            await tracing(office).why(HERE, about)
    for number in (0, -1, LARGEST_ID, LARGEST_ID + 1):
        with pytest.raises(Refusal, match="why-unknown"):
            await tracing(office).trace(MONA, EntryId(number))
        with pytest.raises(Refusal, match="why-unknown"):
            await tracing(office).why_card(MONA, MessageId(number))


async def test_the_newest_are_offered_by_letters_of_their_titles(
    office: Office, outlet: Outlet
) -> None:
    await follow(office, outlet)
    await read(office)

    found = await tracing(office).offered(MONA, " DEPOT ")

    assert [title for _, title in found] == [outlet.copies["invented-0"].title]
    assert len(await tracing(office).offered(MONA, "")) <= OFFERED
    assert await tracing(office).offered(MONA, "x" * 1_000_000) == []
