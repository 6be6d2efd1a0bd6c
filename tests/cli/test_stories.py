"""`newsdesk stories`: the admin corrects, hides, and sees what is reported."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.news import Asker, ChannelId, GuildId, MessageId
from bot.storage import open_storage
from tests.program import Program
from tests.storage.outlets import post, same, tell, write
from tests.storage.samples import article

GUILD, CHANNEL = GuildId(50), ChannelId(51)
PLACES = ((CHANNEL, GUILD),)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Three stories with a card each, the first one of two articles."""
    url = f"sqlite:///{tmp_path / 'stories.db'}"
    asyncio.run(_fill(url))
    return url


@pytest.fixture
def newsdesk(tmp_path: Path, url: str) -> Program:
    """The program, on that database."""
    return Program(tmp_path, {"DATABASE_URL": url})


async def _fill(url: str) -> None:
    now = utc_now() - timedelta(minutes=10)
    async with open_storage(url, migrate=True) as storage:
        for number in (1, 2, 3):
            title = article(title=f"Ferry {number} sails")
            told = await tell(storage, number, told=title, to=PLACES, now=now)
            await write(storage, told.story_id, now=now)
            await post(storage, CHANNEL, now=now)
            if number == 1:
                await tell(storage, 9, same(told), to=PLACES, now=now)


async def _report(url: str) -> None:
    now = utc_now()
    async with open_storage(url) as storage:
        await storage.report(
            GUILD,
            CHANNEL,
            MessageId(1_001),
            Asker("nora"),
            "Not true",
            now=now,
            since=now,
            at_most=5,
        )


async def _going(url: str) -> list[MessageId]:
    """The cards that are to disappear."""
    async with open_storage(url) as storage:
        return [each.message_id for each in await storage.withdrawals_owed(CHANNEL, utc_now())]


def test_an_article_is_split_off_and_comes_back_by_a_merge(newsdesk: Program) -> None:
    before = newsdesk.run("stories", "show", "1")
    split = newsdesk.run("stories", "split", "2")

    merged = newsdesk.run("stories", "merge", "4", "1")

    assert len(before.out.splitlines()) == 3
    assert split.out == "Article 2 is story 4 now.\n"
    assert (merged.code, merged.out) == (0, "Both are story 1 now.\n")


def test_a_story_is_hidden_in_a_guild_and_shown_again(newsdesk: Program, url: str) -> None:
    hidden = newsdesk.run("stories", "hide", "2", "--guild", str(GUILD))
    going = asyncio.run(_going(url))

    again = newsdesk.run("stories", "hide", "2", "--guild", str(GUILD), "--undo")

    assert hidden.out == "Story 2 is hidden in guild 50.\n"
    assert going == [MessageId(1_003)]
    assert again.out == "Story 2 is shown again.\n"


def test_two_stories_are_called_unrelated(newsdesk: Program) -> None:
    answer = newsdesk.run("stories", "unrelated", "1", "2")

    assert (answer.code, answer.out) == (0, "Stories 1 and 2 are linked no more.\n")


def test_stories_are_listed_by_their_titles(newsdesk: Program) -> None:
    answer = newsdesk.run("stories", "list", "ferry 2")

    head, row = answer.out.splitlines()
    assert head.split() == ["story", "title"]
    assert row.split() == ["2", "Ferry", "2", "sails"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["split", "3"], "only one article"),
        (["merge", "1", "99"], "no such story"),
        (["hide", "1", "--guild", "77"], "no such story"),
    ],
)
def test_what_cannot_be_done_is_one_line(newsdesk: Program, asked: list[str], told: str) -> None:
    answer = newsdesk.run("stories", *asked)

    assert answer.code == 2
    assert told in answer.complaint


def test_what_is_reported_is_listed(newsdesk: Program, url: str) -> None:
    nothing = newsdesk.run("stories", "reports")
    asyncio.run(_report(url))

    shown = newsdesk.run("stories", "reports")
    [told] = json.loads(newsdesk.run("stories", "reports", "--format", "json").out)

    assert nothing.out == "Nothing is reported.\n"
    assert "Ferry 1 sails" in shown.out
    assert "Not true" in shown.out
    assert (told["guild"], told["story"], told["message"]) == ("50", 1, "1001")
    assert [each["reason"] for each in told["reports"]] == ["Not true"]
    assert "nora" not in shown.out
