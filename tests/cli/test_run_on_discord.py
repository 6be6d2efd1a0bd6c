"""`newsdesk run` with a token: a service that may be killed at any moment."""

import asyncio
import json
import os
import random
import re
import signal
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.news import ChannelId
from bot.storage import open_storage
from tests.discord.faults import Fault
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, discord_in_thread
from tests.fiction import headline, lay_out
from tests.newsstand.stand import Newsstand
from tests.program import Program, wait_for
from tests.warm import warm_program

MESSAGES = "/channels/{channel_id}/messages"
CHANNELS = 10
ARTICLES = 30
KILLS = 40
# A limit that holds nobody up: this is about being killed, and other tests are about limits.
ROOMY = {f"POST {MESSAGES}": (1_000, 1.0)}


@pytest.fixture
def discord() -> Iterator[SimulatedDiscord]:
    with discord_in_thread(limits=ROOMY) as discord:
        yield discord
        assert discord.problems == []


@pytest.fixture
def newsdesk(tmp_path: Path, discord: SimulatedDiscord) -> Program:
    """The program with a token and the two addresses, and nothing else."""
    return Program(
        tmp_path,
        {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "NEWSDESK_HEALTH": "off",
            "NEWSDESK_HEARTBEAT": "1",
        },
    )


def titles(discord: SimulatedDiscord, channel: int) -> list[str]:
    return [
        embed["title"] for each in discord.messages(channel) for embed in each.payload["embeds"]
    ]


@pytest.mark.timeout(600)
def test_killed_forty_times_it_posts_each_card_exactly_once_and_in_order(
    database_url: str,
    tmp_path: Path,
    stand: Newsstand,
    discord: SimulatedDiscord,
    newsdesk: Program,
) -> None:
    guild = discord.add_guild("Harbour watchers")
    channels = [discord.add_channel(guild, f"news-{number}") for number in range(CHANNELS)]
    asyncio.run(follow(database_url, lay_out(stand, ARTICLES), channels))
    discord.fault("POST", MESSAGES, Fault.LOST, times=None, probability=0.1)
    dice = random.Random(20261123)  # noqa: S311 - a repeatable choice of moments
    settings = {
        "DATABASE_URL": database_url,
        "NEWSDESK_FIRST_POLL_SHOWS": str(ARTICLES),
        # So that a life of a second or two does not post everything that is left.
        "NEWSDESK_DISCORD_REQUESTS_PER_SECOND": "5",
    }
    environment = {**newsdesk.environment, **settings}

    def posted() -> int:
        return sum(len(discord.messages(channel)) for channel in channels)

    with warm_program() as program:
        for _ in range(KILLS):
            before = posted()
            run = program.start(["run"], environment, tmp_path / "log")
            wanted = min(before + dice.randrange(1, 4), CHANNELS * ARTICLES)
            wait_for(lambda: posted() >= wanted, "another card")  # noqa: B023 - called here
            time.sleep(dice.uniform(0.0, 0.2))
            os.kill(run, signal.SIGKILL)
            assert program.ended() == -signal.SIGKILL
        hurried = {**environment, "NEWSDESK_DISCORD_REQUESTS_PER_SECOND": "50"}
        run = program.start(["run"], hurried, tmp_path / "log")
        wait_for(lambda: owed(database_url) == 0, "the last card", patience=240)
        os.kill(run, signal.SIGTERM)
        assert program.ended() == 0

    expected = [headline(number) for number in range(ARTICLES)]
    assert [titles(discord, channel) for channel in channels] == [expected] * CHANNELS


async def follow(database_url: str, url: str, channels: list[int]) -> None:
    """Have every channel follow one feed."""
    async with open_storage(database_url) as storage:
        feed = await storage.add_feed(url, now=utc_now())
        for channel in channels:
            await storage.subscribe(feed.id, ChannelId(channel), guild_id=None, now=utc_now())


def owed(database_url: str) -> int:
    """What is still to be posted, or -1 before anything was found."""

    async def ask() -> int:
        async with open_storage(database_url) as storage:
            counts = await storage.counts()
            return counts.owed if counts.sent + counts.owed else -1

    return asyncio.run(ask())


def test_a_first_card_with_nothing_but_a_token_and_two_addresses(
    stand: Newsstand, discord: SimulatedDiscord, newsdesk: Program
) -> None:
    channel = discord.add_channel(discord.add_guild("Harbour watchers"), "news")
    newsdesk.run("feeds", "add", lay_out(stand, 3), "--channel", str(channel))

    running = newsdesk.start("run")
    wait_for(lambda: titles(discord, channel) == [headline(2)], "the newest card")
    answer = running.end()

    assert answer.code == 0
    assert answer.out.splitlines() == ["Posting to 1 channel on Discord, 1 feed (Ctrl-C stops)"]
    assert discord.token not in answer.err
    assert "Traceback" not in answer.err


def test_a_channel_that_cannot_be_written_to_is_listed_with_its_reason(
    stand: Newsstand, discord: SimulatedDiscord, newsdesk: Program
) -> None:
    channel = discord.add_channel(discord.add_guild("Harbour watchers"), "news")
    discord.deny(channel, Permission.SEND_MESSAGES)
    newsdesk.run("feeds", "add", lay_out(stand, 1), "--channel", str(channel))

    running = newsdesk.start("run")
    wait_for(lambda: "channel closed" in running.err_file.read_text(), "the reason")
    running.end()
    [listed] = json.loads(newsdesk.run("feeds", "list", "--format", "json").out)

    assert "it needs Send Messages" in listed["closed"][str(channel)]


def test_one_id_follows_an_entry_from_its_poll_to_its_message(
    stand: Newsstand, discord: SimulatedDiscord, newsdesk: Program
) -> None:
    channel = discord.add_channel(discord.add_guild("Harbour watchers"), "news")
    newsdesk.run("feeds", "add", lay_out(stand, 1), "--channel", str(channel))

    running = newsdesk.start("run")
    wait_for(lambda: "card posted" in running.err_file.read_text(), "the log")
    answer = running.end()

    said = {
        event: re.search(rf'{{[^{{}}]*"event": "{event}"[^{{}}]*}}', answer.err)
        for event in ("entry filed", "summary written", "card posted")
    }
    ids = {re.search(r'"entry": (\d+)', found[0])[1] for found in said.values() if found}  # type: ignore[index] # each has one
    assert None not in said.values()
    assert len(ids) == 1


def test_sigterm_finishes_the_cards_in_hand(
    database_url: str, stand: Newsstand, discord: SimulatedDiscord, newsdesk: Program
) -> None:
    guild = discord.add_guild("Harbour watchers")
    channels = [discord.add_channel(guild, f"news-{number}") for number in range(4)]
    asyncio.run(follow(database_url, lay_out(stand, 1), channels))
    discord.fault("POST", MESSAGES, Fault.LATE, times=None, probability=1.0, delay=3.0)
    service = Program(newsdesk.home, {**newsdesk.settings, "DATABASE_URL": database_url})

    running = service.start("run")
    wait_for(lambda: all(titles(discord, channel) for channel in channels), "all cards")
    known = owed(database_url)
    answer = running.end()

    assert answer.code == 0
    assert [len(titles(discord, channel)) for channel in channels] == [1, 1, 1, 1]
    assert known > 0
    assert owed(database_url) == 0


def test_a_feed_for_nowhere_is_refused_with_a_hint(stand: Newsstand, newsdesk: Program) -> None:
    answer = newsdesk.run("feeds", "add", lay_out(stand, 1))

    assert answer.code == 2
    assert answer.complaint.endswith("name a channel, --channel ID")


def test_a_wrong_token_is_said_in_a_line_and_ends_for_good(newsdesk: Program) -> None:
    wrong = Program(newsdesk.home, {**newsdesk.settings, "DISCORD_TOKEN": "planted.wrong.token"})

    answer = wrong.run("run")

    assert answer.code == 78
    assert "Discord refuses the token" in answer.err.splitlines()[-1]
    assert "planted" not in answer.err + answer.out
    assert "Traceback" not in answer.err


def test_a_dead_discord_is_said_and_waited_for(newsdesk: Program) -> None:
    dead = Program(
        newsdesk.home, {**newsdesk.settings, "DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}
    )

    running = dead.start("run")
    wait_for(lambda: "cannot be reached" in running.err_file.read_text(), "a word about it")
    answer = running.end()

    assert answer.code == 0
    assert "Traceback" not in answer.err


def test_the_machine_is_told_how_it_goes(
    stand: Newsstand, discord: SimulatedDiscord, newsdesk: Program, unused_tcp_port: int
) -> None:
    channel = discord.add_channel(discord.add_guild("Harbour watchers"), "news")
    address = f"127.0.0.1:{unused_tcp_port}"
    watched = Program(newsdesk.home, {**newsdesk.settings, "NEWSDESK_HEALTH": address})
    watched.run("feeds", "add", lay_out(stand, 1), "--channel", str(channel))

    running = watched.start("run")
    wait_for(lambda: titles(discord, channel) == [headline(0)], "a card")
    wait_for(lambda: ask(address, "/readyz")[0] == 200, "readiness")
    alive, metrics = ask(address, "/healthz"), ask(address, "/metrics")
    running.end()

    assert alive == (200, "ok\n")
    assert 'newsdesk_deliveries_total{outcome="sent"} 1.0' in metrics[1]
    assert "newsdesk_on_air 1.0" in metrics[1]
    assert discord.token not in metrics[1]


def test_a_taken_address_is_said_in_a_line(newsdesk: Program, discord: SimulatedDiscord) -> None:
    address = re.sub(r".*//([^/]+).*", r"\1", discord.api_url)
    taken = Program(newsdesk.home, {**newsdesk.settings, "NEWSDESK_HEALTH": address})

    answer = taken.run("run")

    assert answer.code == 1
    assert "is taken by another program; set NEWSDESK_HEALTH" in answer.err


def test_check_says_what_is_missing_in_each_channel_and_how_to_invite(
    stand: Newsstand, discord: SimulatedDiscord, newsdesk: Program
) -> None:
    guild = discord.add_guild("Harbour watchers")
    fine, mute = discord.add_channel(guild, "fine"), discord.add_channel(guild, "mute")
    discord.deny(mute, Permission.EMBED_LINKS)
    for channel in (fine, mute, 12345):
        newsdesk.run("feeds", "add", lay_out(stand, 1), "--channel", str(channel), "--unchecked")

    answer = newsdesk.run("check")

    assert answer.code == 1
    assert "in 1 guild, no privileged intent" in answer.out
    assert f"ok   channel {fine}: Newsdesk has every permission it needs" in answer.out
    assert f"FAIL channel {mute}: lacks Embed Links" in answer.out
    assert "FAIL channel 12345: is unknown to Newsdesk" in answer.out
    assert re.search(r"invite: \S+client_id=\d+&\S*permissions=309237730304\b", answer.out)


def ask(address: str, path: str) -> tuple[int, str]:
    """One GET to the machine's door."""
    connection = HTTPConnection(address, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()
