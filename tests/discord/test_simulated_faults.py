"""The faults of the simulated Discord: what the asker sees, and what is done all the same."""

import asyncio
import subprocess
import sys

import pytest
from aiohttp import ServerDisconnectedError

from tests.discord.clients import AGENT, Plain
from tests.discord.faults import Fault
from tests.discord.server import SimulatedDiscord, discord_in_thread, simulated_discord
from tests.program import wait_for

MESSAGES = "/channels/{channel_id}/messages"


@pytest.mark.parametrize(
    ("fault", "outcome"),  # the status that is answered, and how many messages are stored
    [
        (Fault.REFUSED, (400, 0)),
        (Fault.ERROR_500, (500, 0)),
        (Fault.ERROR_502, (502, 0)),
        (Fault.ERROR_503, (503, 0)),
        (Fault.ERROR_AFTER, (502, 1)),
        (Fault.HTML_429, (429, 0)),
        (Fault.HTML_503, (503, 0)),
        (Fault.SLOW, (200, 1)),
        (Fault.LATE, (200, 1)),
        (Fault.DOUBLED, (200, 2)),
        (Fault.LOST, (None, 1)),
        (Fault.CUT, (None, 0)),
    ],
)
async def test_each_fault_does_what_it_says(
    discord: SimulatedDiscord,
    plain: Plain,
    channel_id: int,
    fault: Fault,
    outcome: tuple[int | None, int],
) -> None:
    status, stored = outcome
    discord.fault("POST", MESSAGES, fault, delay=0.05)
    path = f"/channels/{channel_id}/messages"

    try:
        answered: int | None = (await plain.send("POST", path, {"content": "x"})).status
    except ServerDisconnectedError:
        answered = None

    assert answered == status
    assert len(discord.messages(channel_id)) == stored
    assert [one.fault for one in discord.requests] == [fault]
    assert discord.requests[0].status == status


async def test_the_guard_before_discord_answers_with_a_page_and_without_via(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    discord.fault("*", "*", Fault.HTML_429, delay=30)

    reply = await plain.send("GET", "/users/@me")

    assert (reply.status, reply.headers["Retry-After"]) == (429, "30")
    assert "Via" not in reply.headers
    assert "<title>" in reply.body


async def test_a_request_against_a_limit_that_was_told_is_a_problem() -> None:
    async with simulated_discord() as discord, Plain.open(discord) as plain:
        discord.fault("GET", "/users/@me", Fault.LIMIT_GLOBAL, delay=5.0)

        replies = [(await plain.send("GET", "/users/@me")).status]
        await asyncio.sleep(0.3)
        replies.append((await plain.send("GET", "/gateway")).status)

        assert replies == [429, 429]
        (problem,) = discord.problems
        assert "before the end of the limit global" in problem


async def test_a_slow_request_is_done_also_when_nobody_waits_for_it(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    discord.fault("POST", MESSAGES, Fault.SLOW, delay=0.1)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.03):
            await plain.send("POST", f"/channels/{channel_id}/messages", {"content": "x"})
    await discord.until(lambda: discord.messages(channel_id))

    assert len(discord.messages(channel_id)) == 1


async def test_the_dice_of_the_faults_fall_as_their_seed_says() -> None:
    struck = []
    for _ in range(2):
        async with simulated_discord(seed=7) as discord, Plain.open(discord) as plain:
            discord.fault("GET", "/users/@me", Fault.ERROR_500, times=None, probability=0.5)
            struck.append([(await plain.send("GET", "/users/@me")).status for _ in range(20)])

    assert struck[0] == struck[1]
    assert set(struck[0]) == {200, 500}


POSTING = f"""
import asyncio, sys
from aiohttp import ClientSession

async def main(api, gateway, token, channel):
    headers = {{"Authorization": f"Bot {{token}}", "User-Agent": "{AGENT}"}}
    hello = {{"op": 2, "d": {{"token": token, "intents": 513}}}}
    async with ClientSession(headers=headers) as session, session.ws_connect(gateway) as line:
        await line.send_json(hello)
        while True:
            await session.post(f"{{api}}/channels/{{channel}}/messages", json={{"content": "x"}})

asyncio.run(main(*sys.argv[1:]))
"""


def test_a_client_that_is_killed_harms_nobody() -> None:
    with discord_in_thread(limits={}, global_per_second=100_000) as discord:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        discord.fault("POST", MESSAGES, Fault.LATE, probability=0.5, delay=0.01)
        for killed in range(1, 4):
            before = len(discord.messages(channel_id))
            words = (discord.api_url, discord.gateway_url, discord.token, str(channel_id))
            process = subprocess.Popen([sys.executable, "-c", POSTING, *words])  # noqa: S603 - our own script
            wait_for(lambda: len(discord.messages(channel_id)) > before + 10, "messages")  # noqa: B023 - called before the next round
            process.kill()
            process.wait()
            wait_for(lambda: not discord.gateway.lines, "the line to end")
            assert len(discord.gateway.identifies) == killed

        assert discord.problems == []
