"""The door by which the machine asks how the bot is: /healthz, /readyz and /metrics.

    /healthz  does it live? Asked of the process's own memory alone. If not, start it anew.
    /readyz   can it do all its work? Asked of the database and Discord too. If not, read the words.
    /metrics  what it has counted, for Prometheus.

A database that is away must not have the bot started anew again and again, so what decides about
life is a plain function, which cannot wait for anything.
"""

import asyncio
import contextlib
import errno
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Final, Generic, TypeVar
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from bot.errors import AdminError

# An answer is there, or refused, after this long: probes commonly give up after 5 s and more.
PATIENCE: Final = 4.0  # seconds
# How long a client may take to say what it wants, from the moment it connects.
LISTENING: Final = 5.0  # seconds
# Prometheus's longest header, Accept, has about 300 characters. Nobody has a reason for more.
LONGEST_LINE: Final = 2_048  # bytes
MOST_HEADERS: Final = 32
CLOSING: Final = 1.0  # seconds that answers under way have when the bot stops
ERRORS: Final = {
    errno.EADDRINUSE: "is taken by another program",
    errno.EADDRNOTAVAIL: "is not an address of this machine",
    errno.EACCES: "may not be used without privileges; ports from 1024 on may",
}
FAULT: Final = "a fault in Newsdesk"

Answer = TypeVar("Answer")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Vital:
    """One thing that must be well. The words are shown as they are: no secrets, no foreign text."""

    name: str
    ok: bool
    words: str


UNTOLD: Final = Vital("vitals", ok=False, words="cannot be told; the log says more")
HANGING: Final = Vital("vitals", ok=False, words=f"did not answer within {PATIENCE:g} s")
COUNTERS: Final = {"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}


@contextlib.asynccontextmanager
async def open_health(
    address: str,
    *,
    pulse: Callable[[], Sequence[Vital]],
    vitals: Callable[[], Awaitable[Sequence[Vital]]],
    metrics: Callable[[], Awaitable[bytes]],
) -> AsyncIterator[str]:
    """Answer the machine's questions for as long as the block lasts.

    Args:
        address: Host and port; port 0 takes any that is free.
        pulse: What decides about life, and also about readiness. It must not wait.
        vitals: What else decides about readiness.
        metrics: The counters in Prometheus's text format.

    Yields:
        The address that is listened at.

    Raises:
        AdminError: The address is none, or cannot be used.
    """
    ready, counted = _Question(vitals), _Question(metrics)
    runner = web.AppRunner(
        _application(pulse, ready, counted),
        access_log=None,
        logger=_silent(),
        keepalive_timeout=LISTENING,
        lingering_time=0,
        max_line_size=LONGEST_LINE,
        max_field_size=LONGEST_LINE,
        max_headers=MOST_HEADERS,
        auto_decompress=False,
        shutdown_timeout=CLOSING,
    )
    await runner.setup()
    try:
        yield await _listen(runner, address)
    finally:
        await runner.cleanup()
        for question in (ready, counted):
            await question.drop()


class _Question(Generic[Answer]):
    """Put once at a time, however many wait for the answer, and given up after `PATIENCE`.

    So neither a database that hangs nor a client that keeps asking can make questions pile up.
    """

    def __init__(self, ask: Callable[[], Awaitable[Answer]]) -> None:
        self._ask = ask
        self._asking: asyncio.Task[Answer] | None = None

    async def answer(self) -> Answer:
        """The answer. Raises TimeoutError, and whatever the asking raised."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._put())
        # Some libraries need long to be cancelled, so the asker keeps time as well.
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(self._asking)

    async def drop(self) -> None:
        """Give up what is still being asked."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking], timeout=CLOSING)

    async def _put(self) -> Answer:
        async with asyncio.timeout(PATIENCE):
            return await self._ask()


def _application(
    pulse: Callable[[], Sequence[Vital]],
    vitals: _Question[Sequence[Vital]],
    metrics: _Question[bytes],
) -> web.Application:
    async def healthz(_request: web.Request) -> web.Response:
        weak = [vital for vital in pulse() if not vital.ok]
        words = "".join(f"{vital.name}: {vital.words}\n" for vital in weak)
        return web.Response(text=words or "ok\n", status=_status(well=not weak))

    async def readyz(_request: web.Request) -> web.Response:
        told = [*pulse(), *await _told(vitals)]
        well = all(vital.ok for vital in told)
        body = {"ready": well, "vitals": [asdict(vital) for vital in told]}
        return web.json_response(body, status=_status(well=well))

    async def counters(_request: web.Request) -> web.Response:
        return web.Response(body=await metrics.answer(), headers=COUNTERS)

    app = web.Application(middlewares=[_answered])
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", counters)
    return app


async def _told(vitals: _Question[Sequence[Vital]]) -> Sequence[Vital]:
    """The vitals, or one that says why they cannot be told."""
    try:
        return await vitals.answer()
    except TimeoutError:
        return [HANGING]
    except Exception:
        log.exception(FAULT, asked="vitals")
        return [UNTOLD]


@web.middleware
async def _answered(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Whatever happens is an answer, fresh, and the last one on its connection."""
    try:
        response = await handler(request)
    except web.HTTPException as refusal:  # no such path or method
        refusal.force_close()
        raise
    except TimeoutError:
        response = _refusal(HANGING)
    except Exception:
        log.exception(FAULT, asked=request.path)
        response = _refusal(UNTOLD)
    response.headers["Cache-Control"] = "no-store"
    response.force_close()
    return response


def _refusal(vital: Vital) -> web.Response:
    return web.Response(text=f"{vital.words}\n", status=_status(well=False))


def _status(*, well: bool) -> HTTPStatus:
    return HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE


def _host_and_port(address: str) -> tuple[str, int]:
    """The two parts of an address such as 127.0.0.1:8766 or [::1]:8766."""
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = None, None, None
    if parts is None or host is None or port is None or parts.netloc != address or "@" in address:
        raise AdminError(f"{address!r} is no address to listen at, such as 127.0.0.1:8766")
    return host, port


async def _listen(runner: web.AppRunner, address: str) -> str:
    """Listen at an address; where it leads in the end."""
    host, port = _host_and_port(address)
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        reason = ERRORS.get(error.errno or 0, "cannot be listened at")
        raise AdminError(
            f"{address} {reason}; set NEWSDESK_HEALTH to another, or to off"
        ) from error
    bound = runner.addresses[0]
    return f"[{bound[0]}]:{bound[1]}" if ":" in bound[0] else f"{bound[0]}:{bound[1]}"


def _silent() -> logging.Logger:
    """Where aiohttp complains of clients that speak no HTTP: nowhere, for any of them could."""
    logger = logging.getLogger(f"{__name__}.clients")
    logger.disabled = True
    return logger
