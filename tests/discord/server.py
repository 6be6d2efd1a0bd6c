"""The simulated Discord: a server on loopback with Discord's REST routes and its gateway.

A client needs two addresses to take it for Discord, `api_url` and `gateway_url`, and the token.

    async with simulated_discord() as discord:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        discord.fault("POST", "/channels/{channel_id}/messages", Fault.LOST)
        ...  # what is tested
        assert len(discord.messages(channel_id)) == 1
        assert discord.problems == []
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import Future
from random import Random
from typing import Any, Final, cast

from aiohttp import web

from tests.discord import cdn
from tests.discord.faults import Fault, Faults, Plan
from tests.discord.frames import Close
from tests.discord.gateway import HEARTBEAT, Gateway
from tests.discord.hands import Hands
from tests.discord.limits import GLOBAL_PER_SECOND, ROUTES, Limits
from tests.discord.outside import FromOutside
from tests.discord.rest import PREFIX, Request, Rest
from tests.discord.spec import Spec
from tests.discord.state import Event, Intent, State

SECRET: Final = "not-a-real-secret-but-must-never-be-seen"
_PATIENCE: Final = 10.0  # seconds; a hang bound
_GLANCE: Final = 0.005  # seconds between two looks at what a test waits for


class SimulatedDiscord(Hands):
    """A Discord of one's own; see `simulated_discord` for what it takes.

    Attributes:
        gateway: Its sessions and lines, with what was identified, resumed and heard.
        token: What a bot has to show.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        seed: int = 0,
        shards: int = 1,
        concurrency: int = 1,
        identify_spacing: float = 0.0,
        heartbeat: float = HEARTBEAT,
        privileged: Intent = Intent.NONE,
        described: bool = True,
        global_per_second: int = GLOBAL_PER_SECOND,
        limits: Mapping[str, tuple[int, float]] = ROUTES,
    ) -> None:
        self._state = State(self._announce, clock)
        super().__init__(self._state)
        self._state.shards, self._state.concurrency = shards, concurrency
        self.token = f"{self._state.bot.id}.{SECRET}"
        self._is_revoked = False
        self.gateway = Gateway(
            self._state,
            token=self._valid_token,
            url=lambda: self.gateway_url,
            heartbeat=heartbeat,
            identify_spacing=identify_spacing,
            privileged=privileged,
        )
        self._rest = Rest(
            self._state,
            self._valid_token,
            Limits(global_per_second=global_per_second, routes=limits),
            Faults(Random(seed)),  # noqa: S311 - dice, no secret
            Spec.load() if described else None,
        )

    # Addresses and names

    @property
    def api_url(self) -> str:
        """Where REST is, as `https://discord.com/api/v10` is for Discord."""
        return self._state.http_url + PREFIX

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return self._state.gateway_url

    @property
    def bot_id(self) -> int:
        """The bot's user."""
        return self._state.bot.id

    @property
    def application_id(self) -> int:
        """The bot's application."""
        return self._state.application_id

    # What a test may see

    @property
    def requests(self) -> list[Request]:
        """All REST requests, in the order in which they came."""
        return list(self._rest.requests)

    @property
    def problems(self) -> list[str]:
        """What was wrong: with requests, with answers of ours, or in coming too early."""
        return list(self._rest.problems)

    @property
    def commands(self) -> dict[int | None, list[dict[str, Any]]]:
        """The registered commands by guild, or under None for everywhere."""
        return {scope: list(all_.values()) for scope, all_ in self._state.commands.items()}

    async def until(self, happened: Callable[[], object], what: str = "it") -> None:
        """Wait until something has happened, and fail if it does not."""
        end = time.monotonic() + _PATIENCE
        while not happened():
            if time.monotonic() > end:
                raise AssertionError(f"waited {_PATIENCE:.0f} s in vain for {what}")
            await asyncio.sleep(_GLANCE)

    # What a test may do

    def fault(
        self,
        method: str,
        template: str,
        fault: Fault,
        *,
        times: int | None = None,
        probability: float | None = None,
        delay: float = 0.0,
    ) -> None:
        """Let something go wrong with such requests; see `faults.Plan` for the words.

        Without `times` and `probability` it is the next such request; with the latter alone, all
        such requests throw the dice.
        """
        if probability is None:
            times, probability = times or 1, 1.0
        self._rest.faults.plans.append(Plan(method, template, fault, times, probability, delay))

    def no_more_faults(self) -> None:
        """From now on all goes well."""
        self._rest.faults.plans.clear()

    @property
    def nonce_window(self) -> float:
        """For how many seconds a nonce is remembered."""
        return self._state.nonce_window

    @nonce_window.setter
    def nonce_window(self, seconds: float) -> None:
        self._state.nonce_window = seconds

    def revoke_token(self) -> None:
        """The token is no longer good, neither here nor at the gateway."""
        self._is_revoked = True
        self.gateway.drop(Close.AUTHENTICATION_FAILED, resumable=False)

    def drop_gateway(self, code: int | None = None, *, resumable: bool = True) -> None:
        """End all sockets, with a close code or, for None, without a close frame."""
        self.gateway.drop(code, resumable=resumable)

    def reconnect_gateway(self) -> None:
        """Ask all sessions to come back on a new socket (op 7)."""
        self.gateway.reconnect()

    def invalidate_session(self, *, resumable: bool = False) -> None:
        """Tell all sessions that they have ended (op 9)."""
        self.gateway.invalidate(resumable=resumable)

    # Inside

    def _valid_token(self) -> str | None:
        return None if self._is_revoked else self.token

    def _announce(self, event: Event) -> None:
        self.gateway.announce(event)

    async def open(self) -> web.AppRunner:
        """Listen on a free port of loopback."""
        app = web.Application(client_max_size=cdn.LARGEST)
        app.router.add_get("/", self.gateway.serve)
        app.add_routes([cdn.route(self._state), *self._rest.routes()])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._state.address = f"127.0.0.1:{runner.addresses[0][1]}"
        return runner


@contextlib.asynccontextmanager
async def simulated_discord(**options: Any) -> AsyncIterator[SimulatedDiscord]:  # noqa: ANN401 - those of the class
    """A simulated Discord in the loop of the test.

    Args:
        **options: `clock` (seconds since 1970), `seed` of the faults' dice, `shards` that it
            advises and `concurrency` (how many of them may identify at a time), `identify_spacing`
            (seconds; Discord's is `gateway.IDENTIFY_SPACING`, and 0 lets all in), `heartbeat` in
            seconds, `privileged` intents that are switched on, `described` (False for doing
            without Discord's description, as where it is not at hand), `global_per_second` and
            `limits` (method and template, to requests and seconds).
    """
    discord = SimulatedDiscord(**options)
    runner = await discord.open()
    try:
        yield discord
    finally:
        discord.drop_gateway()
        await runner.cleanup()


@contextlib.contextmanager
def discord_in_thread(**options: Any) -> Iterator[SimulatedDiscord]:  # noqa: ANN401 - those of the class
    """The same with a loop of its own, for tests that wait for a program without asyncio."""
    opened: Future[SimulatedDiscord] = Future()
    loop, closing = asyncio.new_event_loop(), asyncio.Event()

    async def keep_open() -> None:
        async with simulated_discord(**options) as discord:
            opened.set_result(discord)
            await closing.wait()

    keeper = threading.Thread(target=lambda: loop.run_until_complete(keep_open()))
    keeper.start()
    try:
        yield cast("SimulatedDiscord", FromOutside(opened.result(_PATIENCE), loop))
    finally:
        loop.call_soon_threadsafe(closing.set)
        keeper.join(_PATIENCE)
        loop.close()
