"""Which of an entry's dates can be believed, and what stands in for one that cannot."""

from datetime import UTC, datetime, timedelta

from bot.news import Dating, Entry

# The web is younger than this; what claims to be older is an unset clock or a zero.
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
# How fast a publisher's clock may run before we stop believing it.
_CLOCK_SKEW = timedelta(minutes=10)


def stated_date(entry: Entry, now: datetime) -> datetime | None:
    """When the entry was published, or else updated, where the feed says so believably.

    A moment a few minutes ahead is a fast clock: it counts as `now`.

    Returns:
        A moment not after `now`; None where both dates are missing, in the future or absurd.
    """
    for date in (entry.published_at, entry.updated_at):
        if date is not None and _OLDEST <= date <= now + _CLOCK_SKEW:
            return min(date, now)
    return None


def dated(entry: Entry, now: datetime) -> tuple[datetime, Dating]:
    """The moment to store for a new entry, and whether the feed stated it or we assume it."""
    date = stated_date(entry, now)
    return (now, Dating.ASSUMED) if date is None else (date, Dating.STATED)
