"""Times as Discord writes them, for a reader of British English."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

INVALID = "Invalid date"  # what Discord shows for a moment outside of the calendar
MINUTE, HOUR, DAY, MONTH, YEAR = 60, 3_600, 86_400, 2_629_800, 31_557_600  # seconds
STEPS = ((YEAR, "year"), (MONTH, "month"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))

# https://discord.com/developers/docs/reference#message-formatting-timestamp-styles
_STYLES: Mapping[str, Callable[[datetime], str]] = {
    "t": lambda then: f"{then:%H:%M}",
    "T": lambda then: f"{then:%H:%M:%S}",
    "d": lambda then: f"{then:%d/%m/%Y}",
    "D": lambda then: f"{then.day} {then:%B %Y}",
    "f": lambda then: f"{then.day} {then:%B %Y} at {then:%H:%M}",
    "F": lambda then: f"{then:%A} {then.day} {then:%B %Y} at {then:%H:%M}",
    "s": lambda then: f"{then:%d/%m/%Y, %H:%M}",
    "S": lambda then: f"{then:%d/%m/%Y, %H:%M:%S}",
}
FULL = _STYLES["F"]


def parsed(about: str, now: datetime) -> datetime | None:
    """The moment of a `<t:…>`, in the zone of `now`; None where no calendar has it.

    Args:
        about: Seconds since 1970, and the style behind a colon.
        now: The present in the reader's own zone.
    """
    try:
        then = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(about.partition(":")[0]))
        return then.astimezone(now.tzinfo)
    except (OverflowError, ValueError):
        return None


def styled(about: str, now: datetime) -> str:
    """A `<t:…>` in words.

    Args:
        about: As above.
        now: As above.
    """
    then = parsed(about, now)
    style = about.partition(":")[2] or "f"
    if then is None:
        return INVALID
    return relative(then, now) if style == "R" else _STYLES[style](then)


def relative(then: datetime, now: datetime) -> str:
    """How far away a moment is: "3 hours ago", "in 5 minutes"."""
    seconds = round((then - now).total_seconds())
    size, unit = next((step for step in STEPS if abs(seconds) >= step[0]), (1, "second"))
    count = abs(seconds) // size
    told = f"{count:,} {unit}" + ("" if count == 1 else "s")
    return f"{told} ago" if seconds <= 0 else f"in {told}"


def beside(then: datetime, now: datetime) -> str:
    """A moment as it stands beside a name and in a footer: the time of today, else the date too."""
    then = then.astimezone(now.tzinfo)
    return _STYLES["t" if then.date() == now.date() else "s"](then)


def written(text: object, now: datetime) -> datetime | None:
    """An embed's timestamp, in the zone of `now`; None if it is none."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(now.tzinfo)
    except (OverflowError, ValueError):
        return None
