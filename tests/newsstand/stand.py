"""The newsstand: a real HTTP server on loopback that serves what a test lays out, good or bad."""

import asyncio
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from aiohttp import web

HERE: Final = Path(__file__).parent
CERTIFICATE: Final = HERE / "certificate.pem"  # self-signed for 127.0.0.1 and localhost, to 2126
KEY: Final = HERE / "key.pem"  # guards nothing
MEBIBYTE: Final = 1024 * 1024
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived; header names in lower case, `at` from a monotonic clock."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float
    peer: object  # the asker's end of the connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What lies at one path. `delay` and `trickle` are seconds, the latter between two bytes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    trickle: float = 0.0
    raw: bytes | None = None  # written to the wire as it is, and then the line goes dead


class Newsstand:
    """Feeds and pages over HTTP, an async context manager; each stand is a host of its own.

    Args:
        tls: Speaks HTTPS, with a certificate that nobody trusts.
    """

    def __init__(self, *, tls: bool = False) -> None:
        self.requests: list[Seen] = []
        self.most_at_once = 0  # requests in progress
        self._inside = 0
        self._offers: dict[str, Offer] = {}
        self._tls = tls
        self.port = 0  # given by the system when the stand opens

    async def __aenter__(self) -> Self:
        server = web.Server(self._serve, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        context = _tls_context() if self._tls else None
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=context).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.requests]

    def body(self, path: str) -> bytes:
        """What lies at a path."""
        return self._offers[path].body

    # What can be laid out. Laying out the same path again replaces what was there.

    def lay(self, path: str, offer: Offer) -> str:
        """Put anything at a path, and return its address."""
        self._offers[path] = offer
        return self.url(path)

    def feed(
        self,
        path: str,
        body: str | bytes,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] = _NONE,
    ) -> str:
        """A feed, which answers 304 to whoever shows its ETag or Last-Modified."""
        marks = {"ETag": etag, "Last-Modified": last_modified}
        given = {name: mark for name, mark in marks.items() if mark is not None}
        kind = {"Content-Type": "application/rss+xml"}
        return self.lay(path, Offer(body=_bytes(body), headers={**kind, **given, **headers}))

    def page(
        self,
        path: str,
        html: str | bytes,
        *,
        status: int = 200,
        headers: Mapping[str, str] = _NONE,
        delay: float = 0.0,
        trickle: float = 0.0,
    ) -> str:
        """A page, perhaps late, perhaps byte by byte."""
        kind = {"Content-Type": "text/html; charset=utf-8"}
        offer = Offer(
            body=_bytes(html),
            status=status,
            headers={**kind, **headers},
            delay=delay,
            trickle=trickle,
        )
        return self.lay(path, offer)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """A redirect to a path of this stand or to any address."""
        return self.lay(path, Offer(status=status, headers={"Location": to}))

    def hang(self, path: str) -> str:
        """A page that never begins to answer."""
        return self.lay(path, Offer(delay=3600.0))

    def bomb(self, path: str, megabytes: int) -> str:
        """A small gzip body that unpacks to many megabytes of zeros."""
        packer = zlib.compressobj(9, wbits=31)
        packed = b"".join(packer.compress(bytes(MEBIBYTE)) for _ in range(megabytes))
        headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
        return self.lay(path, Offer(body=packed + packer.flush(), headers=headers))

    def raw(self, path: str, wire: bytes) -> str:
        """Bytes written as they are, status line and all, before the connection is closed."""
        return self.lay(path, Offer(raw=wire))

    def drop(self, path: str) -> str:
        """A connection closed without a word."""
        return self.raw(path, b"")

    # How it is handed over.

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        self._inside += 1
        self.most_at_once = max(self.most_at_once, self._inside)
        try:
            return await self._answer(request)
        finally:
            self._inside -= 1

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = {name.lower(): text for name, text in request.headers.items()}
        peer = request.transport and request.transport.get_extra_info("peername")
        seen = Seen(request.method, request.path_qs, headers, time.monotonic(), peer)
        self.requests.append(seen)
        offer = self._offers.get(request.path_qs) or self._offers.get(request.path)
        if offer is None:
            return web.Response(status=404, text="not at this stand")
        if offer.delay:
            await asyncio.sleep(offer.delay)
        if offer.raw is not None:
            return _hang_up(request, offer.raw)
        if _is_known(offer, headers):
            return web.Response(status=304, headers=_marks(offer))
        if offer.trickle:
            return await _trickle(request, offer)
        return web.Response(status=offer.status, body=offer.body, headers=offer.headers)


@contextmanager
def newsstand_in_thread(*, tls: bool = False) -> Iterator[Newsstand]:
    """A newsstand with a loop of its own, for tests that wait for a program without asyncio."""
    stand = Newsstand(tls=tls)
    ready, closing = threading.Event(), asyncio.Event()

    async def keep_open() -> None:
        async with stand:
            ready.set()
            await closing.wait()

    loop = asyncio.new_event_loop()
    keeper = threading.Thread(target=lambda: loop.run_until_complete(keep_open()))
    keeper.start()
    ready.wait(10)
    try:
        yield stand
    finally:
        loop.call_soon_threadsafe(closing.set)
        keeper.join(10)
        loop.close()


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    return context


def _marks(offer: Offer) -> dict[str, str]:
    marks = ("ETag", "Last-Modified")
    return {name: offer.headers[name] for name in marks if name in offer.headers}


def _is_known(offer: Offer, asked: Mapping[str, str]) -> bool:
    if "if-none-match" in asked:  # RFC 9110, 13.2.2: an ETag outweighs a date
        return asked["if-none-match"] == offer.headers.get("ETag")
    return asked.get("if-modified-since", "-") == offer.headers.get("Last-Modified")


async def _trickle(request: web.BaseRequest, offer: Offer) -> web.StreamResponse:
    response = web.StreamResponse(status=offer.status, headers=offer.headers)
    await response.prepare(request)
    for byte in offer.body:
        await response.write(bytes([byte]))
        await asyncio.sleep(offer.trickle)
    return response


def _hang_up(request: web.BaseRequest, wire: bytes) -> web.StreamResponse:
    transport = request.transport
    if transport is not None:
        transport.write(wire)
        transport.close()  # sends what is buffered first
    return web.Response()  # nobody is left to read it
