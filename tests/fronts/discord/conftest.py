"""A publisher on the air, with a channel to post into, for the tests of this folder."""

from collections.abc import AsyncIterator

import pytest

from bot.fronts.discord.connection import Access
from bot.fronts.discord.delivery import DiscordPublisher
from bot.fronts.discord.limits import Allowance
from bot.news import ChannelId
from tests.discord.limits import ROUTES
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.fronts.discord.board import MESSAGE, NOON, Board, Unheard


@pytest.fixture
async def discord() -> AsyncIterator[SimulatedDiscord]:
    """A Discord that must have nothing to object to what it was asked."""
    async with simulated_discord(limits={**ROUTES, f"PATCH {MESSAGE}": (1_000, 1.0)}) as discord:
        yield discord
        assert discord.problems == []


@pytest.fixture
def publisher(discord: SimulatedDiscord) -> DiscordPublisher:
    access = Access(token=discord.token, api_url=discord.api_url, gateway_url=discord.gateway_url)
    return DiscordPublisher(access, allowance=Allowance(50), clock=lambda: NOON, call=2.0)


@pytest.fixture
async def board(discord: SimulatedDiscord, publisher: DiscordPublisher) -> AsyncIterator[Board]:
    guild = discord.add_guild("Harbour watchers")
    channel = ChannelId(discord.add_channel(guild, "news"))
    async with publisher.on_air(Unheard()):
        yield Board(discord, publisher, guild, channel)
