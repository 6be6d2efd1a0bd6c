"""Dates as feeds write them: RFC 822 and ISO 8601 in their real varieties, and other news forms."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache

# Longer than any date with its weekday and zone in words.
MAX_DATE_LENGTH = 80
# A computer that lost its clock says 1970; nobody publishes in the next century.
EARLIEST = datetime(1970, 1, 3, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
SECONDS_A_DAY = 24 * 3600
# A two-digit year below this one belongs to this century, as RFC 2822 and POSIX have it.
CENTURY_PIVOT = 69

# January to December as outlets write them; the shortest beginning that tells them apart.
MONTHS_BY_LANGUAGE = {
    "English": "jan feb mar apr may jun jul aug sep oct nov dec",
    "German": "jan feb mar apr mai jun jul aug sep okt nov dez",
    "French": "jan fev mar avr mai juin juil aou sep oct nov dec",
    "Spanish": "ene feb mar abr may jun jul ago sep oct nov dic",
    "Italian": "gen feb mar apr mag giu lug ago set ott nov dic",
    "Portuguese": "jan fev mar abr mai jun jul ago set out nov dez",
    "Dutch": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "Swedish": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "Polish": "sty lut mar kwi maj cze lip sie wrz paz lis gru",
    "Hungarian": "jan feb mar apr maj jun jul aug sze okt nov dec",
    "Turkish": "oca sub mar nis may haz tem agu eyl eki kas ara",
    "Russian": "янв фев мар апр маи июн июл авг сен окт ноя дек",
    "Russian, declined": "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "Ukrainian": "січ лют бер кві тра чер лип сер вер жов лис гру",
    "Greek": "ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
}
MONTHS = {
    name: number
    for names in MONTHS_BY_LANGUAGE.values()
    for number, name in enumerate(names.split(), start=1)
}
LONGEST_MONTH, SHORTEST_MONTH = 4, 3

# By hours east of Greenwich. BST, CST and IST are read as feeds mean them: London, Chicago, Delhi.
ZONES_BY_HOUR = {
    -10: "hst",
    -9: "akst",
    -8: "akdt pst pt",
    -7: "pdt mst mt",
    -6: "mdt cst ct",
    -5: "cdt est et",
    -4: "edt ast",
    -3.5: "nst",
    -3: "adt brt art",
    -2.5: "ndt",
    0: "z ut utc gmt wet",
    1: "west bst cet met mez",
    2: "cest mest mesz eet sast",
    3: "eest msk",
    4: "gst",
    5: "pkt",
    5.5: "ist",
    7: "wib ict",
    8: "hkt sgt pht awst",
    9: "jst kst",
    9.5: "acst",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
}
ZONES = {name: hours for hours, names in ZONES_BY_HOUR.items() for name in names.split()}

_CLOCK = r"""
    (?:[\sTt,]+(?:(?:at|um|a|às|à|le|klo|kl\.?)\s+)?
       (?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?
       (?:\s?(?P<half>[aApP])\.?[mM]\b\.?)?
       (?:\s?\(?(?P<zone>[A-Za-z]{1,5})?(?:\s?(?P<offset>[+-]\d{1,2}:?(?:\d{2})?))?)?
    )?"""
_FORMS = tuple(
    re.compile(form + _CLOCK, re.VERBOSE)
    for form in (
        # Thu, 01 Jan 2004 19:48:21 GMT; 1. Januar 2004; 1-Jan-04; 1 de enero de 2004
        r"""(?:[^\W\d]{2,15}\.?,?\s{0,5})?
            (?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s/,-]{0,3}(?:(?:de|of|d')\s)?
            (?P<month>[^\W\d]{3,12})\.?[\s/,-]{0,3}(?:(?:de|del)\s)?(?P<year>\d{4}|\d{2})\b""",
        # January 1, 2004 7:48 pm; Thu Jan 1 2004
        r"""(?:[^\W\d]{2,15}\.?,?\s{1,5})??
            (?P<month>[^\W\d]{3,12})\.?\s{1,3}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}
            (?P<year>\d{4})\b""",
        # 2004-01-01 19:48; 2004/1/1; 2004.01.01; 2004. január 1.; 2004년 1월 1일; 2004年1月1日
        r"""(?P<year>\d{4})[-/.\s년年]{1,3}(?P<month>\d{1,2}|[^\W\d]{3,12})[-/.\s월月]{1,3}
            (?P<day>\d{1,2})(?!\d)[.일日]?""",
        # 01.02.2004 and 13/01/2004, day first; 01/13/2004 is turned round later
        r"""(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})\b,?""",
    )
)
# Thu Jan  1 19:48:21 2004, and the same with a zone before the year
_ASCTIME = re.compile(
    r"(?:[^\W\d]{2,12},?\s+)?([^\W\d]{3,12})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)"
    r"(?:\s+([A-Z]{1,5}|[+-]\d{4}))?\s+(\d{4})$",
    re.IGNORECASE,
)
# What nine feeds of ten write; the general forms would read it too, at three times the price.
_RFC_822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) "
    r"(?:GMT|UTC|Z)?([+-]\d{4})?$"
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?$")
_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?$")
_ISO = re.compile(r"\d{4}-?(?:\d|W)")
_ISO_SLOPPY = re.compile(r"\s(?=[+-]\d|Z$)|(?<=\d)\s(?=T\d)")


def parse_date(text: str) -> datetime | None:
    """Read a moment as a feed writes it.

    Args:
        text: A date in any of the usual forms, in any of a dozen languages.

    Returns:
        An aware moment in UTC, or None where none can be read, or where it lies before 1970 or
        after the year 2100. A date without a zone is taken as UTC.
    """
    text = text.strip()
    if not text or len(text) > MAX_DATE_LENGTH:
        return None
    for reader in READERS:
        try:
            moment = reader(text)
        except (ValueError, OverflowError):
            continue
        if moment is not None:
            return moment if EARLIEST <= moment < LATEST else None
    return None


def _rfc_822(text: str) -> datetime | None:
    """RFC 822 as its authors meant it, turned round for Python's quick reader of ISO 8601."""
    match = _RFC_822.match(text)
    if match is None or (month := _month(match[2])) is None:
        return None
    day, _, year, clock, offset = match.groups("Z")
    return _utc(datetime.fromisoformat(f"{year}-{month:02}-{day:0>2}T{clock}{offset}"))


def _iso(text: str) -> datetime | None:
    """ISO 8601 in the forms that Python reads, with the commonest slip: spaces before the zone."""
    if not _ISO.match(text):
        return None
    if " " in text:
        text = _ISO_SLOPPY.sub("", text)
    return _utc(datetime.fromisoformat(text))


def _in_words(text: str) -> datetime | None:
    """RFC 822 and everything else with a day, a month and a year in some order, then a clock."""
    for form in _FORMS:
        match = form.match(text)
        if match is not None and (month := _month(match["month"])) is not None:
            return _assembled(match, month)
    return None


def _assembled(match: re.Match[str], month: int) -> datetime:
    """The moment that a form's named groups make; raises ValueError where there is none."""
    year_digits, day_digits, hour, minute, second, half, zone, offset = match.group(
        "year", "day", "hour", "minute", "second", "half", "zone", "offset"
    )
    year, day = int(year_digits), int(day_digits)
    if month > 12 >= day:  # noqa: PLR2004 - twelve months; America writes them first
        month, day = day, month
    if len(year_digits) == len("70"):
        year += 2000 if year < CENTURY_PIVOT else 1900
    midnight = datetime(year, month, day, tzinfo=UTC)
    if hour is None:
        return midnight
    hours = int(hour) % 12 + (12 if half in "pP" else 0) if half else int(hour)
    # A leap second, and midnight written as 24:00, are the next second and the next day.
    seconds = 3600 * hours + 60 * int(minute) + int(second or 0)
    clock = seconds if seconds <= SECONDS_A_DAY else 0
    return midnight + timedelta(seconds=clock - _offset(zone or "", offset or ""))


def _asctime(text: str) -> datetime | None:
    """The form of C's asctime, which puts the year last."""
    match = _ASCTIME.match(text)
    if match is None:
        return None
    month, day, clock, zone, year = match.groups()
    return _in_words(f"{day} {month} {year} {clock} {zone or ''}")


def _bare(text: str) -> datetime | None:
    """A count of seconds or milliseconds since 1970, a year, or a year and a month."""
    if match := _EPOCH.match(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    if match := _YEAR.match(text):
        return datetime(int(match[1]), int(match[2] or 1), 1, tzinfo=UTC)
    return None


@lru_cache(maxsize=1000)
def _offset(zone: str, offset: str) -> int:
    """Seconds east of Greenwich: `GMT+1`, `+0530`, `-05:00`, `EST`. Unknown names are UTC."""
    if not offset:
        return int(3600 * ZONES.get(zone.lower(), 0))
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("12") else (digits, "0")
    east = 3600 * int(hours) + 60 * int(minutes)
    return -east if offset[0] == "-" else east


@lru_cache(maxsize=1000)
def _month(word: str) -> int | None:
    """A month's number from its digits or the beginning of its name, accents aside."""
    if word.isdecimal():
        return int(word)
    plain = unicodedata.normalize("NFD", word).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return MONTHS.get(plain[:LONGEST_MONTH], MONTHS.get(plain[:SHORTEST_MONTH]))


def _utc(moment: datetime) -> datetime:
    """The same moment in UTC; without a zone it is UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


READERS = (_rfc_822, _iso, _in_words, _asctime, _bare)
