"""Discord's limits on all of a bot's requests together, kept before each one leaves.

Limits of single routes come with Discord's answers, and discord.py obeys them. Two cannot be read
from any header before they are broken: how many requests a second a bot may make over all routes,
and how many refused ones make Discord ban its address. Both are documented in Discord's "Rate
Limits". This watches every request that discord.py makes, its own repetitions included.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import SimpleNamespace

import structlog
from aiohttp import (
    TraceConfig,
    TraceRequestEndParams,
    TraceRequestExceptionParams,
    TraceRequestStartParams,
)
from yarl import URL

# Discord bans an address for an hour after 10,000 of these in 10 minutes. Other programs may share
# the address, so we stop earlier.
INVALID = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
MOST_INVALID = 8_000
INVALID_WINDOW = 600.0  # seconds
# What an answer asks for that is neither Discord's nor says how long: a wall before Discord.
UNTOLD = 60.0  # seconds
LONGEST_HOLD = 3_600.0  # seconds

log = structlog.get_logger(__name__)

Observer = Callable[[int | None, str], None]


class Allowance:
    """What a bot may still ask of Discord at this moment.

    A place among the requests of one second is free again a second after its answer came. Discord
    counts a request somewhere between its start and its answer, so whatever the network does, it
    never sees more than it allows in a second.

    Args:
        per_second: Requests that Discord allows in a second.
        observer: Told of every answer: its status, and for a 429 whose limit it was. None is no
            answer.
        most_invalid: Refused requests in ten minutes after which nothing more is sent.
    """

    def __init__(
        self,
        per_second: int,
        *,
        observer: Observer = lambda _status, _scope: None,
        most_invalid: int = MOST_INVALID,
    ) -> None:
        self._places = asyncio.Semaphore(per_second)
        self._observer = observer
        self._most_invalid = most_invalid
        self._invalid: deque[float] = deque()
        self._held_until = 0.0

    @property
    def invalid(self) -> int:
        """How many requests were refused in the last ten minutes."""
        oldest = _now() - INVALID_WINDOW
        while self._invalid and self._invalid[0] < oldest:
            self._invalid.popleft()
        return len(self._invalid)

    def trace(self) -> TraceConfig:
        """What discord.py's HTTP client is given, so that each request asks here first."""
        trace = TraceConfig()
        trace.on_request_start.append(self._before)
        trace.on_request_end.append(self._after)
        trace.on_request_exception.append(self._after_none)
        return trace

    async def _before(
        self, _session: object, context: SimpleNamespace, params: TraceRequestStartParams
    ) -> None:
        context.counted = is_counted(params.url)
        if not context.counted:
            return
        await self._places.acquire()
        try:
            await self._until_allowed()
        except asyncio.CancelledError:
            self._places.release()
            raise

    async def _after(
        self, _session: object, context: SimpleNamespace, params: TraceRequestEndParams
    ) -> None:
        self._free(context)
        status, headers = params.response.status, params.response.headers
        scope = scope_of(headers) if status == HTTPStatus.TOO_MANY_REQUESTS else ""
        if status in INVALID and scope != "shared":
            self._invalid.append(_now())
        if scope in {"global", "wall"}:
            hold = min(retry_after(headers), LONGEST_HOLD)
            self._held_until = max(self._held_until, _now() + hold)
            log.warning("discord holds all requests", scope=scope, seconds=round(hold, 1))
        self._observer(status, scope)

    async def _after_none(
        self,
        _session: object,
        context: SimpleNamespace,
        _params: TraceRequestExceptionParams,
    ) -> None:
        self._free(context)
        self._observer(None, "")

    def _free(self, context: SimpleNamespace) -> None:
        if context.counted:
            asyncio.get_running_loop().call_later(1.0, self._places.release)

    async def _until_allowed(self) -> None:
        while True:
            if self.invalid >= self._most_invalid:
                wait = self._invalid[0] + INVALID_WINDOW - _now()
                log.error("too many refused requests: nothing is sent", seconds=round(wait))
            elif (wait := self._held_until - _now()) <= 0:
                return
            await asyncio.sleep(max(wait, 0))


def is_counted(url: URL) -> bool:
    """Whether a request counts for the limit over all routes.

    The gateway is no request, and answers to interactions are free (Discord's "Rate Limits").
    """
    if url.scheme not in {"http", "https"}:
        return False
    return not {"interactions", "webhooks"} & set(url.parts)


def scope_of(headers: Mapping[str, str]) -> str:
    """Whose limit a 429 tells of: "user", "shared", "global", or a "wall" that is not Discord's.

    Args:
        headers: The answer's, found by any spelling.
    """
    if "Via" not in headers:
        return "wall"
    if headers.get("X-RateLimit-Global", "").lower() == "true":
        return "global"
    scope = headers.get("X-RateLimit-Scope", "user")
    return scope if scope in {"user", "shared", "global"} else "user"


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that an answer asks to wait; a minute where it does not say."""
    try:
        seconds = float(headers.get("Retry-After", ""))
    except ValueError:
        return UNTOLD
    return seconds if seconds >= 0 else UNTOLD  # also for nan


def _now() -> float:
    return asyncio.get_running_loop().time()
