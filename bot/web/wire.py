"""What aiohttp is given and what it gives back: guarded sockets, names, errors in words."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.http_exceptions import ContentEncodingError
from multidict import CIMultiDictProxy

from bot.errors import GuardError, SourceError, Trouble

# As getaddrinfo gives it: family, kind, protocol, canonical name, socket address.
AddressInfo = tuple[int, int, int, str, tuple[object, ...]]

LOOKUPS_AT_ONCE: Final = 32
KILOBYTE: Final = 1024
MEGABYTE: Final = 1024 * KILOBYTE
UNREADABLE: Final = "answered with compressed data that cannot be read"


class RefusedAddressError(OSError):
    """A socket that the guard did not let be made.

    Its text is always the same: aiohappyeyeballs then passes it on as it is when every address of
    a host is refused. The reason does not name the address, for a moderator has no business with
    what a private name server answers.
    """

    def __init__(self, reason: str) -> None:
        super().__init__("refused by the guard")
        self.reason = reason


def guarded_sockets(refusal: Callable[[str], str | None]) -> Callable[[AddressInfo], socket.socket]:
    """A socket factory for aiohttp's connector, which asks it for every single connection.

    Unlike a resolver it is also asked about IP literals, and it sees the very address that will be
    connected to, so that no second answer of a name server can slip in between.

    Args:
        refusal: Says why no connection may be made to an address, or None.
    """

    def make_socket(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _name, address = info
        if reason := refusal(str(address[0])):
            raise RefusedAddressError(reason)
        return socket.socket(family, kind, protocol)

    return make_socket


class Names(AbstractResolver):
    """Host names to addresses by the system's resolver, a daemon thread for each lookup.

    The loop's own threads parse feeds, and the program waits for them when it ends; a name server
    that hangs for half a minute must hold up neither.
    """

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(LOOKUPS_AT_ONCE)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Look a name up.

        Raises:
            OSError: The name is not known, or no name server answers.
        """
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def settle(outcome: list[ResolveResult] | OSError) -> None:
            self._free.release()
            if found.cancelled():
                return
            if isinstance(outcome, OSError):
                found.set_exception(outcome)
            else:
                found.set_result(outcome)

        def look_up() -> None:
            outcome = _addresses(host, port, family)
            if not loop.is_closed():
                loop.call_soon_threadsafe(settle, outcome)

        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        return await found

    async def close(self) -> None:
        """Nothing to close: threads end by themselves."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult] | OSError:
    try:
        infos = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long
        return OSError(str(error))
    except OSError as error:
        return error
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=port,
            family=found,
            proto=protocol,
            flags=socket.AI_NUMERICHOST,
        )
        for found, _kind, protocol, _name, address in infos
    ]


def plain_headers(headers: CIMultiDictProxy[str]) -> dict[str, str]:
    """Headers with lower-case names; repeated ones are joined, and odd bytes are made text."""
    plain: dict[str, str] = {}
    for name, text in headers.items():
        key, readable = name.lower(), _readable(text)
        plain[key] = f"{plain[key]}, {readable}" if key in plain else readable
    return plain


def _readable(text: str) -> str:
    if text.isascii():
        return text
    # aiohttp reads bytes that are no UTF-8 as lone surrogates, which no database takes.
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def is_down(error: Exception) -> bool:
    """Whether an error says that the host as a whole cannot be reached."""
    if not isinstance(error, aiohttp.ClientConnectorError):
        return False
    return not isinstance(error, aiohttp.ClientSSLError) and _refused(error) is None


def translated(error: Exception, url: str) -> SourceError:
    """An error of aiohttp or of a socket, in words that a moderator understands."""
    if refused := _refused(error):
        return GuardError(url, f"leads to {refused.reason}", Trouble.PRIVATE)
    if isinstance(error, aiohttp.InvalidURL):  # a host such as 0177.0.0.1, spelt to deceive
        return GuardError(url, "is not a web address", Trouble.PRIVATE)
    return SourceError(url, *_problem(error))


def _refused(error: Exception) -> RefusedAddressError | None:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    return cause if isinstance(cause, RefusedAddressError) else None


def _problem(error: Exception) -> tuple[str, Trouble]:
    match error:
        case aiohttp.ClientConnectorCertificateError():
            reason = getattr(error.certificate_error, "verify_message", "") or "unknown reason"
            return f"the certificate is not valid ({reason.rstrip('.')})", Trouble.BROKEN
        case aiohttp.ClientSSLError():
            return "no secure connection can be made", Trouble.BROKEN
        case aiohttp.ClientConnectorDNSError():
            return "the name cannot be found", Trouble.UNREACHABLE
        case aiohttp.ClientConnectorError(os_error=ConnectionRefusedError()):
            return "the connection was refused", Trouble.UNREACHABLE
        case aiohttp.ClientConnectorError():
            return "the host cannot be reached", Trouble.UNREACHABLE
        case aiohttp.ClientResponseError():
            return _broken_answer(error), Trouble.BROKEN
        case aiohttp.ClientPayloadError() if isinstance(error.__cause__, ContentEncodingError):
            return UNREADABLE, Trouble.BROKEN
        case _:
            return "the connection was cut", Trouble.UNREACHABLE


def _broken_answer(error: aiohttp.ClientResponseError) -> str:
    if "Got more than" in error.message or "Too many headers" in error.message:
        return "answered with headers that are too long"
    if "content-encoding" in error.message:
        return UNREADABLE
    return "answered with something that is not HTTP"


def size(count: int) -> str:
    """A number of bytes for people: "10 MB"."""
    if count >= MEGABYTE:
        return f"{count / MEGABYTE:.3g} MB"
    return f"{count / KILOBYTE:.3g} kB" if count >= KILOBYTE else f"{count} bytes"
