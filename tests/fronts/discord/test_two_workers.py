"""Many workers, one on the air: it alone posts, and another takes over when it ends."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.fiction import lay_out
from tests.fronts.discord.station import open_station
from tests.newsstand.stand import Newsstand


@pytest.fixture
async def discord() -> AsyncIterator[SimulatedDiscord]:
    async with simulated_discord() as discord:
        yield discord
        assert discord.problems == []


async def test_a_second_worker_takes_over_where_the_first_ended(
    database_url: str, discord: SimulatedDiscord
) -> None:
    async with Newsstand() as stand, AsyncExitStack() as first_life:
        first = await first_life.enter_async_context(open_station(database_url, discord, stand))
        await first.until(lambda: first.publisher.connected, "the gateway")
        async with open_station(database_url, discord, stand) as second:
            channel = first.channel()
            feed_id = await first.publish(channel, 3)
            before = await first.posted(channel, 3)
            on_air = (first.bot.worker.pulse.on_air, second.bot.worker.pulse.on_air)
            sessions = len(discord.gateway.identifies)

            await first_life.aclose()
            lay_out(stand, 6)
            await second.poll(feed_id)

            assert await second.posted(channel, 6) == second.expected(6)
            await second.until(lambda: second.publisher.connected, "the gateway")
    assert before == first.expected(3)
    assert on_air == (True, False)
    assert (sessions, len(discord.gateway.identifies)) == (1, 2)
