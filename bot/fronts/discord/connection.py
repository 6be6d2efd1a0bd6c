"""The connection to Discord: logged in, and at the gateway for as long as that can be."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import discord
import structlog
from aiohttp import ClientError
from discord.http import Route

from bot.errors import AdminError, TokenError
from bot.fronts.discord.client import Channels, NewsClient
from bot.fronts.discord.limits import Allowance
from bot.fronts.discord.troubles import gateway_trouble

LOGIN = 30.0  # seconds
# The gateway cannot be found: how long until it is looked for again.
GATEWAY_AGAIN = 10.0  # seconds

# What discord.py lets through when a connection fails; a time-out is an OSError.
FAILURES = (discord.DiscordException, ClientError, OSError)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The way to Discord."""

    token: str = field(repr=False)
    api_url: str  # of the REST interface
    gateway_url: str | None = None  # None to ask the REST interface


@contextlib.asynccontextmanager
async def connected(
    access: Access, channels: Channels, allowance: Allowance
) -> AsyncIterator[tuple[NewsClient, asyncio.Future[None]]]:
    """A client that is logged in, and connects to the gateway beside whatever is done with it.

    Yields:
        The client, and a future that raises `AdminError` when the gateway ended it for good.

    Raises:
        TokenError: Discord refuses the token.
        AdminError: Discord cannot be reached.
    """
    # discord.py has no argument for another address: this attribute is where it keeps its own.
    Route.BASE = access.api_url.rstrip("/")
    client = NewsClient(channels, gateway_url=access.gateway_url, trace=allowance.trace())
    async with client:
        try:
            async with asyncio.timeout(LOGIN):
                await client.login(access.token)
        except FAILURES as error:
            raise gateway_trouble(error) from error
        staying = asyncio.ensure_future(_stay(client))
        try:
            yield client, staying
        finally:
            staying.cancel()
            await asyncio.gather(staying, return_exceptions=True)


async def _stay(client: NewsClient) -> None:
    while True:
        try:
            await client.connect()
        except FAILURES as error:
            trouble = gateway_trouble(error)
            if isinstance(trouble, TokenError) or client.is_closed():
                raise trouble from error
            log.warning("no gateway", problem=str(trouble), again_in=GATEWAY_AGAIN)
            await asyncio.sleep(GATEWAY_AGAIN)
        else:
            raise AdminError("Discord's gateway closed the connection")
