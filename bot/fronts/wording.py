"""The words that every front uses: how long ago, how much was read, who wrote the summary."""

from datetime import datetime, timedelta
from hashlib import sha256
from zlib import crc32

from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, line, link
from bot.news import Article, Basis, Card, Dating, Summary

# Spelt out here because strftime follows the locale, and the rest of a card does not.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

UNTITLED = "Untitled"
HUES = 12  # as many as the eye tells apart when they are equally light

_AGO_UNTIL = timedelta(days=7)  # beyond a week "9 days ago" tells less than the date does
_UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


def count(number: int, noun: str) -> str:
    """A number of things: "1 card", "1,204 cards"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def ago(then: datetime, now: datetime) -> str:
    """How long ago it was: "just now", "3 hours ago"; empty from a week on, and for the future."""
    age = now - then
    if not timedelta(minutes=-1) < age < _AGO_UNTIL:
        return ""
    for unit, name in _UNITS:
        if age >= unit:
            return f"{count(age // unit, name)} ago"
    return "just now"


def day(moment: datetime) -> str:
    """The day in full: "Sunday 22 November 2026"."""
    weekday, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{weekday} {moment.day} {month} {moment.year}"


def clock(moment: datetime) -> str:
    """The time of day: "14:05"."""
    return f"{moment:%H:%M}"


def date(moment: datetime) -> str:
    """Date and time, short: "22 Nov 2026, 14:05"."""
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]} {moment.year}, {clock(moment)}"


def when(article: Article, now: datetime) -> str:
    """When an article appeared, in the zone of `now`: "3 hours ago, 14:05"."""
    then = article.published_at.astimezone(now.tzinfo)
    told = clock(then) if then.date() == now.date() else date(then)
    age = ago(then, now)
    return caution(article) + (f"{age}, {told}" if age else told)


def caution(article: Article) -> str:
    """What stands before a date that the outlet did not state."""
    return "first seen " if article.dating is Dating.ASSUMED else ""


def headline(card: Card) -> str:
    """The card's headline, never empty."""
    written = line(card.summary.headline, HEADLINE_LIMIT)
    return written or line(card.article.title, HEADLINE_LIMIT) or UNTITLED


def address(article: Article) -> str | None:
    """Where the article can be read: its canonical address if that may be followed."""
    return link(article.canonical_url) or link(article.url)


def byline(article: Article) -> str:
    """Who wrote the article, without a "By"; empty where nobody is named."""
    name = line(article.byline or "", NAME_LIMIT)
    return name[3:] if name[:3].lower() == "by " else name


def source(article: Article) -> str:
    """The outlet's name, never empty."""
    return line(article.source, NAME_LIMIT) or "Unnamed source"


def outlet(article: Article) -> str:
    """The outlet as a short name of letters and digits, by which it is known again everywhere."""
    return "o-" + sha256(source(article).encode()).hexdigest()[:8]


def hue(outlet: str) -> int:
    """Which of the `HUES` round the circle is the outlet's own; `outlet` is its short name."""
    return crc32(outlet.encode()) % HUES


def shortfall(article: Article) -> str:
    """How much could be read and why not more; empty when all of it was."""
    if article.basis is Basis.FULL_TEXT:
        return ""
    words = "Headline only" if article.basis is Basis.HEADLINE_ONLY else "Feed text only"
    note = line(article.note, NAME_LIMIT)
    return f"{words}: {note}" if note else words


def credit(summary: Summary) -> str:
    """Who wrote the summary, and what it cost a model in tokens; empty where there is none."""
    if not (summary.dek or summary.points):
        return ""
    writer = line(summary.writer, NAME_LIMIT)
    if writer == "extractive":
        return "Summary in the words of the article"
    spent = summary.tokens.input + summary.tokens.output
    return f"Summary by {writer}" + (f", {spent:,} tokens" if spent else "")
