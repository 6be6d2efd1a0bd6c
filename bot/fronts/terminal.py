"""Cards for a terminal: a coloured bar and good typography there, plain paragraphs in a pipe."""

from datetime import datetime
from functools import partial
from zlib import crc32

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.fronts import tellings, wording
from bot.fronts.drawing import READABLE, Barred, Fitted, is_plain, linked, whole
from bot.fronts.outside import HEADLINE_LIMIT, NAME_LIMIT, SENTENCE_LIMIT, line, link
from bot.fronts.readings import render_article, render_entries
from bot.news import Card, OwedEdit, Point, Related, Telling

__all__ = ["render", "render_article", "render_entries", "render_update"]

TWO_COLUMNS = 140  # from this width on, the key points stand beside the headline
WIDEST = 168  # two columns of readable lines

# Named colours follow the reader's own theme, so they suit light and dark terminals alike.
_ACCENTS = ("cyan", "green", "magenta", "yellow", "blue", "red")

_GAP = "  ·  "


def render(card: Card, *, now: datetime) -> RenderableType:
    """One card, with an empty line after it.

    Print it with `crop=False`, so that addresses stay whole in a pipe.

    Args:
        card: What to show.
        now: The present in the reader's own zone, in which times are told.
    """
    return Fitted(partial(_card, card, now))


def render_update(card: Card, edit: OwedEdit) -> RenderableType:
    """One quiet line for a card that has changed: what stands above it cannot be called back.

    Whoever has read the card need not read it twice; the line says what changed and which card it
    was, and leads to its article.

    Args:
        card: As it is now.
        edit: What was shown before.
    """
    return Fitted(partial(_update, card, edit))


def _update(
    card: Card, edit: OwedEdit, console: Console, options: ConsoleOptions
) -> RenderableType:
    words = tellings.changed(card, edit)
    if is_plain(console, options):
        return Group(Text(words), Text())
    return Group(linked(words, wording.address(card.article), "dim"), "")


def _card(card: Card, now: datetime, console: Console, options: ConsoleOptions) -> RenderableType:
    if is_plain(console, options):
        return _plain(card, now)
    width = options.max_width
    bullet, arrow = ("*", ">") if options.ascii_only else ("•", "↳")
    top, points, foot = _top(card, now), _points(card, bullet), _foot(card, arrow)
    if width >= TWO_COLUMNS and points:
        body, width = _side_by_side(Group(*top, *foot), Group(*points)), min(width, WIDEST)
    else:
        body, width = Group(*top, *points, *foot), min(width, READABLE)
    return Group(Barred(body, _accent(card), width), "")


def _side_by_side(left: RenderableType, right: RenderableType) -> RenderableType:
    columns = Table.grid(padding=(0, 5, 0, 0), expand=True)
    columns.add_column(ratio=1)
    columns.add_column(ratio=1)
    columns.add_row(left, right)
    return columns


def _accent(card: Card) -> str:
    """A colour by which an outlet is known again; crc32 because `hash` is salted every run.

    What was retracted has no outlet's colour any more, only the text's own.
    """
    if tellings.is_retracted(card.article.notice):
        return "default"
    return _ACCENTS[crc32(wording.source(card.article).encode()) % len(_ACCENTS)]


def _top(card: Card, now: datetime) -> list[RenderableType]:
    """Feed and outlet, kind and time, headline, notice, dek, who else tells it."""
    kind = tellings.kind(card)
    origin = Text.assemble(
        (wording.origin(card), f"bold {_accent(card)}"),
        (kind and f"{_GAP}{kind}", "bold"),
        (f"{_GAP}{wording.when(card.article, now)}", "dim"),
    )
    headline = linked(wording.headline(card), wording.address(card.article), "bold")
    told, words = tellings.notice(card.article.notice)
    notice = Text.assemble((told, "bold"), words and f" {words}")
    dek = Text(line(card.summary.dek, SENTENCE_LIMIT), "italic")
    return [origin, headline, *(part for part in (notice, dek) if part), *_around(card)]


def _around(card: Card) -> list[Text]:
    """The other outlets, each leading to its article; who has taken back an article."""
    others = tellings.others(card)
    named = [_outlet(telling) for telling in others[: tellings.MOST_OUTLETS]]
    more = tellings.more(len(others))
    also = Text.assemble(
        ("Also told by ", "dim"), Text(", ", "dim").join(named), (more and f" {more}", "dim")
    )
    back = [Text(f"{name} {words}") for name, words in tellings.withdrawals(card)]
    return [*([also] if named else []), *back]


def _outlet(telling: Telling) -> Text:
    return linked(tellings.outlet(telling), link(telling.url))


def _points(card: Card, bullet: str) -> list[RenderableType]:
    if not card.summary.points:
        return []
    rows = Table.grid(padding=(0, 1, 0, 0))
    for point in card.summary.points:
        rows.add_row(Text(bullet, _accent(card)), _told(point, card))
    return [Text(), rows]


def _told(point: Point, card: Card) -> Text:
    """What a point says, and quietly behind it which outlets tell it."""
    tellers = ", ".join(tellings.tellers(point, card))
    return Text.assemble(line(point.text, SENTENCE_LIMIT), (tellers and f"{_GAP}{tellers}", "dim"))


def _foot(card: Card, arrow: str) -> list[RenderableType]:
    """How the summary was made, what could not be read, the related articles with their reasons."""
    short = wording.shortfall(card.article)
    notes = [Text(words, "dim") for words in _credits(card)]
    notes += [Text(short, "yellow")] if short else []
    rows = Table.grid(padding=(0, 1, 0, 0))
    for related in card.related:
        title = linked(line(related.title, HEADLINE_LIMIT), link(related.url))
        why = Text(line(related.why, NAME_LIMIT), "dim")
        rows.add_row(Text(arrow, _accent(card)), Group(title, why))
    foot: list[RenderableType] = [Text(), *notes] if notes else []
    return [*foot, Text(), rows] if card.related else foot


def _credits(card: Card) -> list[str]:
    """Byline and writer, and under them how the points were checked."""
    by = wording.byline(card.article)
    written = _GAP.join(filter(None, (by and f"By {by}", wording.credit(card.summary))))
    return [words for words in (written, wording.check(card)) if words]


def _plain(card: Card, now: datetime) -> RenderableType:
    """Paragraphs with whole addresses, and a date that is still true when the file is read."""
    article, summary = card.article, card.summary
    then = wording.date(article.published_at.astimezone(now.tzinfo))
    when = f"{wording.caution(article)}{then}"
    origin = ", ".join(filter(None, (wording.origin(card), tellings.kind(card), when)))
    blocks = (
        _texts(wording.headline(card), origin) + _addresses(wording.address(card.article)),
        _texts(" ".join(tellings.notice(article.notice)).strip()),
        _texts(line(summary.dek, SENTENCE_LIMIT)),
        _plain_around(card),
        _texts(*(_plain_point(point, card) for point in summary.points)),
        _texts(*_credits(card), wording.shortfall(article)),
        *(_plain_related(related) for related in card.related),
    )
    return Group(*(part for block in blocks if block for part in (*block, Text())))


def _plain_around(card: Card) -> list[Text]:
    """The other outlets with their addresses; who has taken back an article."""
    others = tellings.others(card)
    told = [
        row
        for telling in others[: tellings.MOST_OUTLETS]
        for row in _texts(f"Also told by {tellings.outlet(telling)}")
        + _addresses(link(telling.url))
    ]
    more = tellings.more(len(others))
    return told + _texts(more, *map(" ".join, tellings.withdrawals(card)))


def _plain_point(point: Point, card: Card) -> str:
    told = f"* {line(point.text, SENTENCE_LIMIT)}"
    tellers = ", ".join(tellings.tellers(point, card))
    return f"{told} ({tellers})" if tellers else told


def _plain_related(related: Related) -> list[Text]:
    title, why = line(related.title, HEADLINE_LIMIT), line(related.why, NAME_LIMIT)
    return _texts(f"Related: {title} ({why})") + _addresses(link(related.url))


def _texts(*lines: str) -> list[Text]:
    return [Text(words) for words in lines if words]


def _addresses(address: str | None) -> list[Text]:
    return [whole(address)] if address else []
