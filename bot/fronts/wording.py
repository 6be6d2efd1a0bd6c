"""The words that every front uses: how long ago, how much was read, how the summary was made."""

from datetime import datetime, timedelta
from hashlib import sha256
from zlib import crc32

from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, language, line, link
from bot.news import EXTRACTIVE, Article, Basis, Card, Dating, Kind, Summary

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
UNNAMED = "Unnamed source"
FEED_LIMIT = 60  # characters of what a channel calls a feed
LABEL_LIMIT = 40  # characters of one topic
MOST_TOPICS = 5
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
    return line(article.source, NAME_LIMIT) or UNNAMED


def origin(card: Card) -> str:
    """Where a card comes from: what its channel calls the feed, and the outlet, each once."""
    name, outlet_name = line(card.manner.name, FEED_LIMIT), source(card.article)
    if not name or name.casefold() == outlet_name.casefold():
        return outlet_name
    return f"{name} · {outlet_name}"


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


def kind(summary: Summary) -> str:
    """What an article is where it is no news: "Opinion"; empty for news."""
    return "" if summary.kind is Kind.NEWS else summary.kind.value.capitalize()


def topics(summary: Summary) -> tuple[str, ...]:
    """What a model says the article is about: few short labels, each once."""
    labels = (line(label, LABEL_LIMIT) for label in summary.labels[:MOST_TOPICS])
    return tuple(dict.fromkeys(filter(None, labels)))


def credit(summary: Summary) -> str:
    """Who wrote the summary, what it cost a model in tokens, and what else is to be said of it.

    Where there is no summary, only the latter; empty where there is nothing to be said.
    """
    note = line(summary.note, NAME_LIMIT)
    if not (summary.dek or summary.points):
        return note[:1].upper() + note[1:]
    return f"{_writer(summary)}: {note}" if note else _writer(summary)


def _writer(summary: Summary) -> str:
    if not is_by_model(summary):
        return "Summary in the words of the article"
    spent = summary.tokens.input + summary.tokens.output
    cost = f", {spent:,} tokens" if spent else ""
    return f"Summary by {line(summary.writer, NAME_LIMIT) or 'an unnamed model'}{cost}"


def is_by_model(summary: Summary) -> bool:
    """Whether a model chose the words."""
    return summary.writer != EXTRACTIVE


def check(card: Card) -> str:
    """What was done about a model's words, and no more than that; empty where they are no model's.

    A program compares each point with the sentences that it names; in another language than
    theirs, only its numbers. That is no promise that it is true, so it is said how it was done.
    """
    article, points = card.article, card.summary.points
    if not is_by_model(card.summary) or not points or not all(each.evidence for each in points):
        return ""
    told = _tongue(card.summary.language or article.language)
    what = "Each point" if told == _tongue(article.language) else "The numbers of each point"
    against = "article" if article.basis is Basis.FULL_TEXT else "feed’s text"
    proofs = {evidence.article_id for each in points for evidence in each.evidence}
    if proofs & {telling.article_id for telling in card.also}:
        against = "outlets’ articles"
    return f"{what} checked automatically against the {against}"


def _tongue(tag: str | None) -> str:
    """The language of a tag, whatever the country: "pt" of "pt-BR"."""
    return (language(tag) or "").partition("-")[0].lower()


def rewritten(card: Card) -> str:
    """That a card which was shown has changed: its title then, and who has written it now."""
    title = line(card.article.title, HEADLINE_LIMIT) or headline(card)
    return " · ".join(filter(None, (f"Updated: {title}", credit(card.summary))))
