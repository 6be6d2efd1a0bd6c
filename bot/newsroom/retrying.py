"""When a call that failed is made again."""

from datetime import datetime, timedelta
from random import Random

from bot.newsroom.jitter import jitter

# The first wait; twice as long after each further failure.
FIRST_RETRY = timedelta(seconds=2)
LAST_RETRY = timedelta(minutes=10)


def retry_at(
    attempts: int, retry_after: float | None, *, now: datetime, random: Random
) -> datetime:
    """When to try again after so many failures: later each time, and never sooner than asked.

    Args:
        attempts: How many calls have failed, at least one.
        retry_after: Seconds that the other side asks to wait.
        now: The present.
        random: Dice for the jitter.
    """
    delay = min(
        FIRST_RETRY.total_seconds() * 2 ** min(attempts - 1, 20), LAST_RETRY.total_seconds()
    )
    return now + timedelta(seconds=max(delay * jitter(random), retry_after or 0))
