"""Snowflakes: ids that carry the time at which they were given out."""

from datetime import UTC, datetime
from typing import Final

DISCORD_EPOCH: Final = 1_420_070_400_000  # milliseconds; the first moment of 2015
_TIME_BITS: Final = 22  # below the time stand worker, process and a count


class Snowflakes:
    """Gives out ids that grow, also where two are asked for in one millisecond.

    A clock that is set back does not matter: the next id follows the last one given.
    """

    def __init__(self) -> None:
        self._last = 0

    def next(self, now: float) -> int:
        """The id of something that comes into being `now` (seconds since 1970)."""
        by_clock = (round(now * 1000) - DISCORD_EPOCH) << _TIME_BITS
        self._last = max(by_clock, self._last + 1)
        return self._last


def born(snowflake: int) -> datetime:
    """The moment that an id carries."""
    return datetime.fromtimestamp(((snowflake >> _TIME_BITS) + DISCORD_EPOCH) / 1000, UTC)
