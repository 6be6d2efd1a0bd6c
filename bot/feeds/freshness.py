"""What a server asks of those who come again, read from headers that may say anything."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# News older than this is no news: a publisher's wish delays a poll no longer.
FRESHEST = timedelta(hours=1)
# A server that refuses us may be given a rest, but none that outlives a day.
LONGEST_REST = timedelta(hours=24)

_NOTHING = timedelta(0)
# More digits than any sane number of seconds; what is longer counts as a century.
_MOST_DIGITS = 9
_CENTURY = timedelta(days=36_525)
# RFC 9110's three date forms take 33 characters at most; the rest is for odd zones.
_LONGEST_DATE = 64


def wished_delay(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long an answer wants to stay fresh, from Cache-Control, Expires and Retry-After.

    `max-age` comes before `Expires`, and the time already spent in caches is taken off
    (RFC 9111, sections 4.2 and 5.3). `no-cache` and `no-store` wish for nothing.

    Args:
        headers: The answer's headers, by lower-case names.
        now: When the answer came.

    Returns:
        Between nothing and one hour.
    """
    wish = _max_age(headers.get("cache-control", ""))
    if wish is None:
        wish = _until_expiry(headers, now)
    else:
        wish -= _seconds(headers.get("age", "")) or _NOTHING
    retry = rest(headers.get("retry-after"), now)
    return min(max(wish, retry, _NOTHING), FRESHEST)


def rest(retry_after: str | None, now: datetime) -> timedelta:
    """How long a Retry-After header asks us to stay away: seconds or a date (RFC 9110, 10.2.3).

    Returns:
        Between nothing, also for what cannot be read, and 24 hours.
    """
    text = (retry_after or "").strip()
    wish = _seconds(text)
    if wish is None:
        date = _date(text)
        wish = date - now if date else _NOTHING
    return min(max(wish, _NOTHING), LONGEST_REST)


def _max_age(cache_control: str) -> timedelta | None:
    """What Cache-Control says about the age; None where it says nothing."""
    directives: dict[str, str] = {}
    for directive in cache_control.lower().split(","):
        name, _, value = directive.partition("=")
        directives.setdefault(name.strip(), value.strip().strip('"'))
    if directives.keys() & {"no-cache", "no-store"}:
        return _NOTHING
    return _seconds(directives.get("max-age", ""))


def _until_expiry(headers: Mapping[str, str], now: datetime) -> timedelta:
    """From the server's own clock to its Expires, so that a wrong clock does no harm."""
    expires = _date(headers.get("expires", ""))
    sent = _date(headers.get("date", "")) or now
    return expires - sent if expires else _NOTHING


def _seconds(text: str) -> timedelta | None:
    if not re.fullmatch("[0-9]+", text):
        return None
    return timedelta(seconds=int(text)) if len(text) <= _MOST_DIGITS else _CENTURY


def _date(text: str) -> datetime | None:
    """An HTTP date, in UTC; None where it is none."""
    if len(text) > _LONGEST_DATE:
        return None
    try:
        date = parsedate_to_datetime(text)
        # "-0000" stands for "UTC, from who knows where", and comes without a zone.
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError, IndexError):
        return None
