"""Two bots for the tests of the simulated Discord: a real discord.py client, and bare HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, TypeVar

import discord
from aiohttp import ClientSession
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.discord.server import SimulatedDiscord

AGENT: Final = "DiscordBot (https://newsdesk.example, 0)"
_PATIENCE: Final = 10.0  # seconds; a hang bound
_GLANCE: Final = 0.005  # seconds
_NO_HEADERS: Final[Mapping[str, str]] = {}


class Listener(discord.Client):
    """A client that writes down what it hears of, and does not wait between two sessions."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of discord.py
        intents = discord.Intents(guilds=True, guild_messages=True)
        super().__init__(**{"intents": intents, "guild_ready_timeout": 0.05, **options})
        self.heard: list[str] = []
        self.messages: list[discord.Message] = []

    def dispatch(self, event: str, /, *args: Any, **words: Any) -> None:  # noqa: ANN401 - events
        self.heard.append(event)
        if event == "message":
            self.messages.append(args[0])
        super().dispatch(event, *args, **words)

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Discord wants 5 seconds between two identifies; a test has no time for that."""

    async def until_heard(self, event: str, times: int = 1) -> None:
        """Wait for an event, by the name that discord.py has for it."""
        end = self.loop.time() + _PATIENCE
        while self.heard.count(event) < times:
            if self.loop.time() > end:
                raise AssertionError(f"waited in vain for {event}, heard {self.heard}")
            await asyncio.sleep(_GLANCE)

    def place(self, channel_id: int) -> discord.TextChannel:
        """A text channel, as the client has heard of it."""
        found = self.get_channel(channel_id)
        assert isinstance(found, discord.TextChannel)
        return found


class ShardedListener(Listener, discord.AutoShardedClient):
    """The same with as many shards as the gateway advises."""


Client = TypeVar("Client", bound=Listener)


@asynccontextmanager
async def connected(
    simulated: SimulatedDiscord, client: Client, *, token: str | None = None
) -> AsyncIterator[Client]:
    """A client that is connected and ready, changed in nothing but the two addresses."""
    with _addresses(simulated):
        async with client:
            running = asyncio.create_task(client.start(token or simulated.token))
            ready = asyncio.create_task(client.wait_until_ready())
            try:
                await asyncio.wait(
                    {running, ready}, timeout=_PATIENCE, return_when="FIRST_COMPLETED"
                )
                if running.done():
                    await running
                yield client
            finally:
                ready.cancel()
                await client.close()
                with suppress(discord.DiscordException):
                    await running


@contextmanager
def _addresses(simulated: SimulatedDiscord) -> Iterator[None]:
    """discord.py keeps both addresses in classes; they are put back afterwards."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = simulated.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = URL(simulated.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status, JSON or text, headers."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Plain:
    """Requests as nobody's library would send them."""

    def __init__(self, simulated: SimulatedDiscord, session: ClientSession) -> None:
        self._simulated, self._session = simulated, session

    @classmethod
    @asynccontextmanager
    async def open(cls, simulated: SimulatedDiscord) -> AsyncIterator["Plain"]:
        async with ClientSession() as session:
            yield cls(simulated, session)

    async def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: Mapping[str, str] = _NO_HEADERS,
        raw: bytes | None = None,
    ) -> Reply:
        known = {"User-Agent": AGENT, "Authorization": f"Bot {self._simulated.token}"}
        url = URL(self._simulated.api_url + path, encoded=True)
        what: dict[str, Any] = {}
        if raw is not None:
            what["data"] = BytesIO(raw)
        elif body is not None:
            what["json"] = body
        return await self._ask(method, url, headers={**known, **headers}, **what)

    async def fetch(self, url: str) -> Reply:
        """What stands at an address that was told, asked for by nobody in particular."""
        return await self._ask("GET", URL(url, encoded=True))

    async def _ask(self, method: str, url: URL, **what: Any) -> Reply:  # noqa: ANN401 - aiohttp's
        async with self._session.request(method, url, **what) as answer:
            is_json = answer.content_type == "application/json"
            told = await answer.json() if is_json else await answer.text()
            return Reply(answer.status, told, answer.headers)
