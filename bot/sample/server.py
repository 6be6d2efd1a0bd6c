"""The sample newsroom's server: one small site an outlet, on loopback, quick and quiet."""

import errno
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from typing import Final, Self

from aiohttp import web

from bot.sample.edition import Edition, make_edition
from bot.sample.feeds import write_feed
from bot.sample.manuscript import PageKind, read_manuscripts
from bot.sample.outlets import OUTLETS, Outlet
from bot.sample.pages import article_page, front_page, missing_page
from bot.sample.pictures import picture

FIRST_PORT: Final = 8731  # the outlets take this one and the next; unassigned at IANA
HEAD_START: Final = timedelta(minutes=1)  # by then every manuscript is out and revised

_HOST: Final = "127.0.0.1"
_ROBOTS: Final = "User-agent: *\nDisallow: /account/\n"
_FRESH: Final = "max-age=5"  # seconds: a first run is watched, so let pollers come back soon
_PATIENCE: Final = 1.0  # seconds that a stopping server waits for answers under way


@dataclass(frozen=True, slots=True)
class _Document:
    """What one address answers."""

    body: bytes
    content_type: str
    status: int = 200


class SampleNewsroom:
    """Six sites with a feed each, for as long as the `async with` block lasts.

    The ports are the same on every run where they are free, so that a database knows the feeds
    again; an outlet whose port is taken gets another. What changes while the sites are open (a
    follow-up, a correction, a live blog's update) is decided at each request by the time since
    they opened, and nothing runs in between.

    Args:
        now: The moment of opening, aware; every date is counted from it, to the second.
        all_at_once: Behave as if opened a minute ago, when all that changes has changed.
        first_port: Where the ports begin; 0 takes any that are free.
        monotonic: A clock in seconds that only runs forward.
    """

    def __init__(
        self,
        *,
        now: datetime,
        all_at_once: bool = False,
        first_port: int = FIRST_PORT,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.feeds: tuple[str, ...] = ()  # addresses of the feeds, once open
        self._head_start = HEAD_START if all_at_once else timedelta()
        self._opened_at = now.astimezone(UTC).replace(microsecond=0) - self._head_start
        self._first_port = first_port
        self._monotonic = monotonic
        self._began = 0.0
        self._sites = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._began = self._monotonic()
        feeds = []
        async with AsyncExitStack() as sites:
            for number, outlet in enumerate(OUTLETS):
                listener = _listen(self._first_port + number if self._first_port else 0)
                address = f"http://{_HOST}:{listener.getsockname()[1]}"
                await sites.enter_async_context(_open(listener, self._editions(outlet, address)))
                feeds.append(address + outlet.feed_path)
            self._sites = sites.pop_all()
        self.feeds = tuple(feeds)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._sites.aclose()

    def _editions(self, outlet: Outlet, address: str) -> Callable[[], Edition]:
        """A function that gives the outlet's edition of the moment."""

        def edition() -> Edition:
            elapsed = self._head_start + timedelta(seconds=self._monotonic() - self._began)
            return make_edition(outlet, address, read_manuscripts(), self._opened_at, elapsed)

        return edition


def _listen(port: int) -> socket.socket:
    """A listening socket on the port, or on any free one where that is taken."""
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        return socket.create_server((_HOST, 0))


@asynccontextmanager
async def _open(listener: socket.socket, latest: Callable[[], Edition]) -> AsyncIterator[None]:
    """One site, answering on a socket that it closes in the end."""

    async def answer(request: web.Request) -> web.Response:
        edition = latest()
        return _reply(request, _document(edition, request.path), edition.modified_at)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


def _document(edition: Edition, path: str) -> _Document:
    """What stands at a path of the outlet's site."""
    outlet = edition.outlet
    if path == "/":
        return _html(edition, front_page(edition))
    if path == "/robots.txt":
        return _Document(_ROBOTS.encode(), "text/plain; charset=utf-8")
    if path == outlet.feed_path:
        # The feed's own prolog says how it is encoded.
        return _Document(write_feed(edition), outlet.feed_format)
    for piece in edition.pieces:
        if edition.address + path == piece.picture_url:
            return _Document(picture(piece.slug, outlet.hue), "image/png")
    piece_there = edition.piece_at(path)
    if piece_there is None or piece_there.page is PageKind.MISSING:
        return _html(edition, missing_page(edition), status=404)
    return _html(edition, article_page(edition, piece_there))


def _html(edition: Edition, page: str, status: int = 200) -> _Document:
    charset = edition.outlet.charset
    body = page.encode(charset, errors="xmlcharrefreplace")
    return _Document(body, f"text/html; charset={charset}", status)


def _reply(request: web.Request, document: _Document, modified_at: datetime) -> web.Response:
    """The document with its validators, or 304 for one whom it would tell nothing new."""
    etag = f'"{sha256(document.body).hexdigest()[:20]}"'
    headers = {
        "ETag": etag,
        "Last-Modified": format_datetime(modified_at, usegmt=True),
        "Cache-Control": _FRESH,
    }
    if document.status == web.HTTPOk.status_code and _is_known(request, etag, modified_at):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = document.content_type
    return web.Response(body=document.body, status=document.status, headers=headers)


def _is_known(request: web.Request, etag: str, modified_at: datetime) -> bool:
    """Whether the asker's copy is current (RFC 9110, 13.1: a tag outweighs a date)."""
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return bool(tags & {etag, "*"})
    since = request.if_modified_since
    return since is not None and modified_at <= since
