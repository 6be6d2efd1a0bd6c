"""The connection to Discord: logged in, and at the gateway for as long as that can be."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import discord
import structlog
from discord.http import Route

from bot.errors import AdminError, TokenError
from bot.fronts.discord.client import Channels, NewsClient
from bot.fronts.discord.limits import Allowance
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.readers.listening import ListeningClient
from bot.fronts.discord.troubles import FAILURES, gateway_trouble
from bot.newsroom.desk import Desk

LOGIN = 30.0  # seconds
# The gateway cannot be found: how long until it is looked for again.
GATEWAY_AGAIN = 10.0  # seconds

CLOSED_EARS = (
    "Discord does not let Newsdesk read messages: switch on Message Content Intent in its developer"
    " portal, or switch off the setting that asks for it"
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The way to Discord."""

    token: str = field(repr=False)
    api_url: str  # of the REST interface
    gateway_url: str | None = None  # None to ask the REST interface
    hears_threads: bool = False  # without a mention, by the privileged message-content intent
    commands_in: tuple[int, ...] = ()  # guilds that alone have the commands; none for all


@contextlib.asynccontextmanager
async def connected(
    access: Access,
    channels: Channels,
    allowance: Allowance,
    *,
    hearing: Hearing | None = None,
    desk: Desk | None = None,
    hears_threads: bool = False,
) -> AsyncIterator[tuple[NewsClient, asyncio.Future[None]]]:
    """A client that is logged in, and connects to the gateway beside whatever is done with it.

    Args:
        access: The way to Discord.
        channels: Who is told about channels.
        allowance: What may be asked of Discord at a moment.
        hearing: Who is told what readers do; None where nobody is heard.
        desk: Whom moderators ask; None where there is none, and no command of theirs.
        hears_threads: Whether what is said in the bot's threads is heard without a mention of it,
            for which Discord asks for the privileged message-content intent.

    Yields:
        The client, and a future that raises `AdminError` when the gateway ended it for good.

    Raises:
        TokenError: Discord refuses the token.
        AdminError: Discord cannot be reached.
    """
    # discord.py has no argument for another address: this attribute is where it keeps its own.
    Route.BASE = access.api_url.rstrip("/")
    access = replace(access, hears_threads=hears_threads or access.hears_threads)
    client = _client(access, channels, allowance, hearing, desk)
    async with client:
        try:
            async with asyncio.timeout(LOGIN):
                await client.login(access.token)
        except FAILURES as error:
            raise gateway_trouble(error) from error
        leaving = asyncio.Event()
        staying = asyncio.ensure_future(_stay(client, leaving))
        try:
            yield client, staying
        finally:
            # Closed first: while discord.py connects again it would swallow that it is cancelled.
            leaving.set()
            await client.close()
            staying.cancel()
            await asyncio.gather(staying, return_exceptions=True)


def _client(
    access: Access,
    channels: Channels,
    allowance: Allowance,
    hearing: Hearing | None,
    desk: Desk | None,
) -> NewsClient:
    trace = allowance.trace()
    if hearing is None:
        return NewsClient(channels, gateway_url=access.gateway_url, trace=trace)
    return ListeningClient(
        channels,
        hearing,
        desk,
        hears_threads=access.hears_threads,
        commands_in=access.commands_in,
        gateway_url=access.gateway_url,
        trace=trace,
    )


async def _stay(client: NewsClient, leaving: asyncio.Event) -> None:
    while not leaving.is_set():
        try:
            await client.connect()
        except discord.PrivilegedIntentsRequired as error:
            raise AdminError(CLOSED_EARS) from error
        except FAILURES as error:
            trouble = gateway_trouble(error)
            if isinstance(trouble, TokenError) or client.is_closed():
                raise trouble from error
            log.warning("no gateway", problem=str(trouble), again_in=GATEWAY_AGAIN)
            await asyncio.sleep(GATEWAY_AGAIN)
        else:
            if not leaving.is_set():
                raise AdminError("Discord's gateway closed the connection")
