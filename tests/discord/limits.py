"""Rate limits as Discord keeps them: a window per route and channel, and one over everything."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, Literal

Scope = Literal["user", "global", "shared"]

GLOBAL_PER_SECOND: Final = 50  # documented
# Requests and seconds. Discord publishes none of them: these are what its headers say to bots.
ROUTES: Final[Mapping[str, tuple[int, float]]] = MappingProxyType(
    {
        "GET /channels/{channel_id}/messages": (5, 1.0),
        "POST /channels/{channel_id}/messages": (5, 5.0),
        "PATCH /channels/{channel_id}/messages/{message_id}": (5, 5.0),
        "DELETE /channels/{channel_id}/messages/{message_id}": (5, 1.0),
        "POST /channels/{channel_id}/messages/{message_id}/threads": (50, 300.0),
        "POST /channels/{channel_id}/threads": (50, 300.0),
        "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": (1, 0.25),
        "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": (1, 0.25),
        "POST /channels/{channel_id}/typing": (5, 5.0),
        "GET /applications/{application_id}/commands": (5, 20.0),
        "POST /applications/{application_id}/commands": (5, 20.0),
        "PUT /applications/{application_id}/commands": (5, 20.0),
        "PUT /applications/{application_id}/guilds/{guild_id}/commands": (5, 20.0),
        "POST /webhooks/{webhook_id}/{webhook_token}": (5, 2.0),
        "GET /gateway/bot": (2, 5.0),
    }
)
# Answers to people, which Discord leaves out of the global limit.
_OUTSIDE_GLOBAL: Final = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}")
_EVERYTHING: Final = "global"
_CROSSING: Final = 0.25  # seconds in which a request may still meet an answer on the wire


@dataclass(frozen=True, slots=True)
class Hold:
    """A time in which the client was told to keep quiet; seconds of the clock that was given."""

    key: str  # "global", or a bucket and its channel
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say to one request: headers for its answer, and whether it is refused."""

    headers: dict[str, str] = field(default_factory=dict)
    retry_after: float | None = None  # seconds; None for a request that may pass
    is_global: bool = False

    def body(self) -> dict[str, Any]:
        """The JSON of the 429."""
        return {
            "message": "You are being rate limited.",
            "retry_after": self.retry_after,
            "global": self.is_global,
        }


@dataclass(slots=True)
class _Window:
    """So many requests in so many seconds, counted from the first of them."""

    limit: int
    seconds: float
    started: float = -math.inf
    used: int = 0
    held_until: float = -math.inf  # by a fault

    def remaining(self, now: float) -> int:
        if now < self.held_until:
            return 0
        return self.limit - self.used if now < self._ends() else self.limit

    def spend(self, now: float) -> None:
        if now >= self._ends():
            self.started, self.used = now, 0
        self.used += 1

    def resets(self, now: float) -> float:
        """When a request may pass again, or, while some are left, when the count begins anew."""
        is_counting = now < self._ends() and (self.used == self.limit or now >= self.held_until)
        return max(self._ends(), self.held_until) if is_counting else self.held_until

    def _ends(self) -> float:
        return self.started + self.seconds


class Limits:
    """All the limits of one bot. The clock is an argument: `now` is in seconds since 1970.

    Args:
        global_per_second: How many requests may come in a second, over all routes.
        routes: Method and template, to requests and seconds. Other routes have no limit of
            their own and answer without headers.
    """

    def __init__(
        self,
        *,
        global_per_second: int = GLOBAL_PER_SECOND,
        routes: Mapping[str, tuple[int, float]] = ROUTES,
    ) -> None:
        self.holds: list[Hold] = []
        self._routes = routes
        self._everything = _Window(global_per_second, 1.0)
        self._windows: dict[str, _Window] = {}
        self._in_force: dict[str, Hold] = {}

    def take(self, method: str, template: str, major: str, now: float) -> Verdict:
        """Count a request, or refuse it. What is refused is not counted.

        Args:
            method: An HTTP method.
            template: The route, such as `/channels/{channel_id}/messages`.
            major: The channel, guild or webhook in the path, which has a window of its own.
            now: Seconds since 1970.
        """
        counted = not template.startswith(_OUTSIDE_GLOBAL)
        if counted and not self._everything.remaining(now):
            return self._refusal(_EVERYTHING, self._everything, "global", now)
        key = _key(method, template, major)
        window = self._window(key, f"{method} {template}", now)
        if window and not window.remaining(now):
            return self._refusal(key, window, "user", now)
        if counted:
            self._everything.spend(now)
        if window is None:
            return Verdict()
        window.spend(now)
        return Verdict(self._headers(key, window, now))

    def impose(
        self, method: str, template: str, major: str, now: float, *, scope: Scope, seconds: float
    ) -> Verdict:
        """Refuse a request for a limit that was not reached, and hold it for so many seconds."""
        if scope == "global":
            key, window = _EVERYTHING, self._everything
        else:
            key = _key(method, template, major)
            found = self._window(key, f"{method} {template}", now)
            window = found or self._windows.setdefault(key, _Window(1, 0.0))
        window.held_until = now + seconds
        return self._refusal(key, window, scope, now)

    def holding(self, method: str, template: str, major: str, now: float) -> Hold | None:
        """The hold that a request breaks, of which its sender had been told in time to wait."""
        key = _key(method, template, major)
        keys = [key] if template.startswith(_OUTSIDE_GLOBAL) else [key, _EVERYTHING]
        holds = (self._in_force[key] for key in keys if key in self._in_force)
        return next((h for h in holds if h.since + _CROSSING <= now < h.until), None)

    def _window(self, key: str, route: str, now: float) -> _Window | None:
        """The window of a key; a route without a limit has one while a hold lasts."""
        if route in self._routes and key not in self._windows:
            self._windows[key] = _Window(*self._routes[route])
        window = self._windows.get(key)
        is_over = window and route not in self._routes and now >= window.held_until
        return None if is_over else window

    def _refusal(self, key: str, window: _Window, scope: Scope, now: float) -> Verdict:
        wait = _up(window.resets(now) - now)
        self._tell(key, now, now + wait)
        # Retry-After is in whole seconds, as in HTTP; the body is exact.
        headers = {"Retry-After": str(math.ceil(wait)), "X-RateLimit-Scope": scope}
        if scope == "global":
            return Verdict({**headers, "X-RateLimit-Global": "true"}, wait, is_global=True)
        return Verdict({**self._headers(key, window, now), **headers}, wait)

    def _headers(self, key: str, window: _Window, now: float) -> dict[str, str]:
        remaining = window.remaining(now)
        resets = window.resets(now)
        if not remaining:
            self._tell(key, now, resets)
        return {
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset": f"{_up(resets):.3f}",
            "X-RateLimit-Reset-After": f"{_up(resets - now):.3f}",
            "X-RateLimit-Bucket": key.partition(":")[0],
        }

    def _tell(self, key: str, since: float, until: float) -> None:
        """Remember what the client hears now; a hold told twice counts from the first time."""
        known = self._in_force.get(key)
        if known is None or known.until < until:
            since = known.since if known and known.until > since else since
            self._in_force[key] = Hold(key, since, until)
            self.holds.append(self._in_force[key])


def _key(method: str, template: str, major: str) -> str:
    return f"{_bucket(method, template)}:{major}"


def _bucket(method: str, template: str) -> str:
    return sha256(f"{method} {template}".encode()).hexdigest()[:32]


def _up(seconds: float) -> float:
    """To the next millisecond, so that nobody who waits as told comes too early."""
    return math.ceil(seconds * 1000) / 1000
