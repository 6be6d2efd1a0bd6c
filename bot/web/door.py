"""The one way out: every GET for a feed, a page or an image passes here."""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType, TracebackType
from typing import Final, Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.errors import GuardError, SourceError, Trouble
from bot.news import Page
from bot.web.guard import checked, redacted, refusal
from bot.web.permission import MAX_ROBOTS_BYTES, Permission, RobotsRule
from bot.web.politeness import Turns
from bot.web.wire import Names, guarded_sockets, is_down, plain_headers, size, translated

MAX_REDIRECTS: Final = 10
ERROR_BODY_BYTES: Final = 64 * 1024  # of an answer that is not 2xx: enough for a telling word
KEEP_ALIVE: Final = 15.0  # seconds; longer would hold more idle sockets than many systems allow
MEBIBYTE: Final = 1024 * 1024
ANYTHING: Final = "*/*"
_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_PERSONAL: Final = frozenset({"authorization", "cookie"})  # for the asked host alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How this bot behaves towards the web. Times are in seconds."""

    user_agent: str
    allow_private_networks: bool = False
    open_addresses: frozenset[str] = frozenset()  # single private addresses, open all the same
    at_once: int = 32
    at_once_per_host: int = 2
    spacing: float = 1.0  # between the starts of two requests to one host
    patience: float = 300.0  # longest wait for a turn at a host
    deadline: float = 20.0  # for one get with its redirects, less its waits for turns
    max_bytes: int = 10 * MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """What is wanted of every hop on the way to a page."""

    asked: URL
    headers: Mapping[str, str]
    max_bytes: int
    deadline: float
    cut: bool  # a body over the limit is cut, not refused

    def headers_for(self, here: URL) -> Mapping[str, str]:
        """What may be told to a host: personal headers only to the one that was asked."""
        if here == self.asked or here.origin() == self.asked.origin():
            return self.headers
        return {name: text for name, text in self.headers.items() if name.lower() not in _PERSONAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What one request brought, before any redirect is followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def location(self) -> str | None:
        return self.headers.get("location") if self.status in _REDIRECTS else None


class Web:
    """The web as this bot may see it. An async context manager.

    Args:
        manners: Limits, and the name under which the bot asks.
        robots: Says of a robots.txt, an address and a user agent whether the page may be fetched.
        resolver: Looks names up; the system's resolver if left out.
        clock: A monotonic clock, in seconds.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        robots: RobotsRule,
        resolver: AbstractResolver | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._manners = manners
        self._resolver = resolver
        self._turns = Turns(
            at_once=manners.at_once,
            at_once_per_host=manners.at_once_per_host,
            spacing=manners.spacing,
            patience=manners.patience,
            clock=clock,
        )
        self._permission = Permission(self._robots_txt, robots, manners.user_agent, clock)

    async def __aenter__(self) -> Self:
        manners = self._manners
        judge = partial(
            refusal, allow_private=manners.allow_private_networks, opened=manners.open_addresses
        )
        connector = aiohttp.TCPConnector(
            ssl=ssl.create_default_context(),
            resolver=self._resolver or Names(),
            socket_factory=guarded_sockets(judge),
            keepalive_timeout=KEEP_ALIVE,
            limit=0,  # turns limit the requests
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": manners.user_agent},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # one deadline, ours
            trust_env=False,  # a proxy would connect where the guard cannot look
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] = _NO_HEADERS,
        max_bytes: int | None = None,
        deadline: float | None = None,
        accept: str = ANYTHING,
    ) -> Page:
        """Fetch an address, following redirects, each hop of which is guarded anew.

        Args:
            url: Where to look. A name and password in it are sent to its own origin alone.
            headers: Sent along, such as If-None-Match.
            max_bytes: Largest body after decompression; the manners' if left out.
            deadline: Seconds from the first connection to the last byte, redirects included,
                waits for a host's turn not; the manners' if left out.
            accept: The Accept header.

        Returns:
            A page with any status: 404 and 500 are answers. The body of one that is not 2xx is cut
            at 64 KiB. `final_url` never holds a password; `permanent_url` is set only if every
            redirect was permanent.

        Raises:
            GuardError: The address, or one that it leads to, is refused.
            SourceError: There was no usable answer; the problem is in words for a moderator.
        """
        errand = _Errand(
            asked=checked(url),
            headers={**headers, "Accept": accept},
            max_bytes=self._manners.max_bytes if max_bytes is None else max_bytes,
            deadline=self._manners.deadline if deadline is None else deadline,
            cut=False,
        )
        return await self._run(url, errand)

    async def may_fetch(self, url: str) -> bool:
        """Whether the robots.txt of the URL's origin lets this bot fetch it.

        A site without one (4xx) allows everything. What it says is remembered for a day.

        Raises:
            SourceError: It cannot be known for now: the robots.txt cannot be reached, or its
                server is in trouble (5xx, 429). RFC 9309 takes that for a refusal; try later.
        """
        return await self._permission.given(checked(url))

    async def _robots_txt(self, url: URL) -> Page:
        errand = _Errand(
            asked=url,
            headers={"Accept": "text/plain, */*;q=0.1"},
            max_bytes=MAX_ROBOTS_BYTES,
            deadline=self._manners.deadline,
            cut=True,
        )
        return await self._run(str(url), errand)

    async def _run(self, url: str, errand: _Errand) -> Page:
        here, left, permanent = errand.asked, errand.deadline, True
        seen = {here}
        while True:
            try:
                answer = await self._ask(here, errand, left)
                target = _target(here, answer, errand.asked)
            except SourceError as error:
                if here == errand.asked:
                    raise
                problem = f"redirects to {error.url}: {error.problem}"
                raise type(error)(redacted(url), problem, error.trouble) from error
            if target is None:
                return _page(url, here, answer, moved=permanent and here != errand.asked)
            if target in seen:
                raise SourceError(redacted(url), "redirects in a circle", Trouble.CIRCLE)
            if len(seen) > MAX_REDIRECTS:
                problem = f"redirects more than {MAX_REDIRECTS} times"
                raise SourceError(redacted(url), problem, Trouble.CIRCLE)
            permanent = permanent and answer.status in _PERMANENT
            left -= answer.seconds
            seen.add(target)
            here = target

    async def _ask(self, url: URL, errand: _Errand, seconds: float) -> _Answer:
        async with self._turns.turn(url):
            try:
                async with asyncio.timeout(seconds):
                    return await self._exchange(url, errand)
            except TimeoutError as error:
                problem = f"timed out after {errand.deadline:g} s"
                raise SourceError(redacted(str(url)), problem, Trouble.SLOW) from error
            except (aiohttp.ClientError, OSError) as error:
                translation = translated(error, redacted(str(url)))
                if is_down(error):
                    self._turns.note_down(url, translation.problem, translation.trouble)
                raise translation from error

    async def _exchange(self, url: URL, errand: _Errand) -> _Answer:
        started = time.monotonic()
        async with self._session.get(
            url, headers=errand.headers_for(url), allow_redirects=False
        ) as response:
            headers = plain_headers(response.headers)
            limit = errand.max_bytes if response.ok else ERROR_BODY_BYTES
            body = b"" if response.status in _REDIRECTS else await _body(response, limit + 1)
            if len(body) > limit and response.ok and not errand.cut:
                problem = f"answered more than {size(limit)}"
                raise SourceError(redacted(str(url)), problem, Trouble.TOO_LARGE)
            return _Answer(
                status=response.status,
                headers=headers,
                body=body[:limit],
                seconds=time.monotonic() - started,
            )


async def _body(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body, decompressed as it streams in; past the limit the connection is dropped."""
    chunks, length = [], 0
    async for chunk in response.content.iter_any():
        chunks.append(chunk)
        length += len(chunk)
        if length >= limit:
            response.close()
            break
    return b"".join(chunks)[:limit]


def _target(here: URL, answer: _Answer, asked: URL) -> URL | None:
    """Where an answer sends us. Only the asked origin hears the asked URL's name and password."""
    if answer.location is None:
        return None
    try:
        target = checked(str(here.join(URL(answer.location.strip()))))
    except ValueError as error:
        problem = "redirects to what is no web address"
        raise GuardError(redacted(str(here)), problem, Trouble.BROKEN) from error
    except GuardError as error:
        problem = f"redirects to {error.url}: {error.problem}"
        raise GuardError(redacted(str(here)), problem, error.trouble) from error
    target = target.with_fragment(None).with_user(None)
    if target.origin() == asked.origin():
        return target.with_user(asked.user).with_password(asked.password)
    return target


def _page(url: str, here: URL, answer: _Answer, *, moved: bool) -> Page:
    return Page(
        url=url,
        final_url=str(here.with_user(None) if here.user else here),
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        permanent_url=str(here) if moved else None,
    )
