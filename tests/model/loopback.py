"""No model but our own: from here on this process connects to nothing but itself.

An audit hook sees each connection and each look-up of a name of any library, before it is made. It
cannot be taken away again, and that is what is wanted of it.
"""

import ipaddress
import socket
import sys
from typing import Final

# Names that are looked up in no network; RFC 6761 sets them apart.
OURS: Final = ("localhost", ".localhost", ".invalid", ".test", ".example")

LOOPBACK_NET: Final = 127

refused: list[str] = []  # what was tried, for tests to look at


class OutsideError(OSError):
    """Something in a test wanted to leave the machine."""


def keep_to_loopback() -> None:
    """Refuse every connection and look-up that leads elsewhere, until the process ends."""
    if _watch not in _watching:
        _watching.append(_watch)
        sys.addaudithook(_watch)


_watching: list[object] = []


def _watch(event: str, details: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = details[0]
    elif event in {"socket.connect", "socket.sendto"}:
        address = details[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is on this machine
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and not _is_here(name):
        refused.append(name)
        raise OutsideError(f"a test wanted to reach {name}")


def _is_here(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return name.endswith(OURS) or not name or _is_oddly_spelt(name)
    return address.is_loopback or address.is_unspecified


def _is_oddly_spelt(name: str) -> bool:
    """Whether a name is an IPv4 address of this machine in hexadecimal and the like."""
    try:
        return socket.inet_aton(name)[0] == LOOPBACK_NET
    except OSError:
        return False
