"""A simulated Discord for each test here, and a bare channel in it."""

from collections.abc import AsyncIterator

import pytest

from tests.discord.clients import Plain
from tests.discord.server import SimulatedDiscord, simulated_discord


@pytest.fixture
async def discord() -> AsyncIterator[SimulatedDiscord]:
    """A simulated Discord; what it found wrong fails the test."""
    async with simulated_discord() as simulated:
        yield simulated
        assert simulated.problems == []


@pytest.fixture
def channel_id(discord: SimulatedDiscord) -> int:
    """A channel in a guild where the bot may write."""
    return discord.add_channel(discord.add_guild("Alderhaven"), "news")


@pytest.fixture
async def plain(discord: SimulatedDiscord) -> AsyncIterator[Plain]:
    """Somebody with the bot's token and no library."""
    async with Plain.open(discord) as opened:
        yield opened
