"""What may be asked for at all: rules on addresses and on URLs, without touching the network.

An address is judged when a socket is about to be connected to it. So it does not matter how it was
come by: written out in decimal or octal, answered by a name server, or named in a redirect.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from yarl import URL

from bot.errors import GuardError, Trouble

MAX_URL_LENGTH: Final = 8_000  # what common servers accept in a request line
LOWEST_FREE_PORT: Final = 1024  # below it live mail, shells and file shares, which speak no HTTP
WEB_PORTS: Final = frozenset({80, 443})

_LOOPBACK: Final = "a loopback address"
_PRIVATE: Final = "a private address"
_CARRIER: Final = "a carrier's inner address"
_CAN_BE_OPENED: Final = frozenset({_LOOPBACK, _PRIVATE, _CARRIER})

# The IANA special-purpose address registries (RFC 6890 and its successors), in the words that a
# moderator reads. The narrowest range that holds an address names it.
_RANGES: Final = {
    _LOOPBACK: ("127.0.0.0/8", "::1/128"),
    _PRIVATE: ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
    _CARRIER: ("100.64.0.0/10",),
    # Single addresses at which clouds hand secrets to any program that asks.
    "a cloud's metadata address": (
        "169.254.169.254/32",
        "169.254.170.2/32",  # AWS ECS
        "100.100.100.200/32",  # Alibaba
        "168.63.129.16/32",  # Azure: a public address, yet answered inside the machine
        "192.0.0.192/32",  # Oracle
        "fd00:ec2::254/128",  # AWS
        "fd20:ce::254/128",  # Google
        "fd00:42::42/128",  # Scaleway
    ),
    "a link-local address": ("169.254.0.0/16", "fe80::/10"),
    "an unspecified address": ("0.0.0.0/8", "::/128"),
    "a multicast address": ("224.0.0.0/4", "ff00::/8"),
    "a reserved address": ("192.0.0.0/24", "240.0.0.0/4", "100::/64", "2001::/23", "5f00::/16"),
    "an address for documentation": (
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
        "3fff::/20",
    ),
    "an address for benchmarks": ("198.18.0.0/15",),
    # Ways to write an IPv4 address, perhaps a private one, as IPv6.
    "an IPv4 address in disguise": (
        "::ffff:0:0/96",  # mapped
        "::/96",  # compatible
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 for local use
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "192.88.99.0/24",  # 6to4 relays
    ),
    "a site-local address": ("fec0::/10",),
}
# Control characters, NUL among them, and lone surrogates.
_IMPOSSIBLE: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_GLOBAL_IPV6: Final = IPv6Network("2000::/3")  # all of IPv6 that has been given out (RFC 4291)

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def _narrowest_first(ranges: Mapping[str, tuple[str, ...]]) -> tuple[tuple[Network, str], ...]:
    named = [(ip_network(text), name) for name, texts in ranges.items() for text in texts]
    return tuple(sorted(named, key=lambda pair: -pair[0].prefixlen))


_TABLE: Final = _narrowest_first(_RANGES)


@lru_cache(maxsize=4096)
def refusal(
    address: str, *, allow_private: bool = False, opened: AbstractSet[str] = frozenset()
) -> str | None:
    """Why no connection may be made to an IP address, or None where it may.

    Args:
        address: As a socket takes it, with or without an IPv6 scope.
        allow_private: Opens loopback, RFC 1918, carrier-grade (home overlay networks live there)
            and unique local addresses. Link-local and cloud metadata addresses stay closed: no
            feed lives there, and secrets do.
        opened: Single private addresses that are open all the same, in their usual spelling.

    Returns:
        Words to be read after "leads to ", such as "a private address".
    """
    plain = ip_address(address.partition("%")[0])
    same_family = (pair for pair in _TABLE if pair[0].version == plain.version)
    name = next((name for network, name in same_family if plain in network), None)
    if name in _CAN_BE_OPENED and (allow_private or str(plain) in opened):
        return None
    if name is None and plain.version == 6 and plain not in _GLOBAL_IPV6:  # noqa: PLR2004 - IPv6
        return "an address that nobody holds"
    return name


def checked(text: str) -> URL:
    """Read an address that came from outside.

    Only web ports are asked below 1024: a bot must not be a tool for talking to other people's
    mail servers, whatever a feed names.

    Raises:
        GuardError: It is no http(s) address, or one that no honest site has.
    """
    if len(text) > MAX_URL_LENGTH:
        problem = f"is longer than {MAX_URL_LENGTH:,} characters"
        raise GuardError(f"{redacted(text[:80])}…", problem, Trouble.BROKEN)
    text = text.strip()
    if _IMPOSSIBLE.search(text):
        problem = "holds characters that no web address has"
        raise GuardError(redacted(ascii(text)[1:-1]), problem, Trouble.BROKEN)
    try:
        url = URL(text)
        host, port = url.raw_host, url.port
    except ValueError as error:  # also what IDNA refuses
        raise GuardError(redacted(text), "is not a web address", Trouble.BROKEN) from error
    if url.scheme not in {"http", "https"}:
        raise GuardError(redacted(text), "is not an http or https address", Trouble.PRIVATE)
    if not host or " " in host or host.startswith("."):
        raise GuardError(redacted(text), "names no host", Trouble.BROKEN)
    if port not in WEB_PORTS and (port is None or port < LOWEST_FREE_PORT):
        problem = f"names port {port}, which is not for the web"
        raise GuardError(redacted(text), problem, Trouble.PRIVATE)
    return url


def redacted(text: str) -> str:
    """An address as it may be shown: whatever stands before an @ in its host part is hidden."""
    scheme, slashes, rest = text.partition("//")
    host_part = rest[: next((i for i, sign in enumerate(rest) if sign in "/?#"), len(rest))]
    secret, at, _host = host_part.rpartition("@")
    return f"{scheme}{slashes}***@{rest[len(secret) + 1 :]}" if at else text
