"""Rows: what was measured as lines of a table, each with the meaning of its numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.evaluation.measures import Figures
from bot.evaluation.report import Report
from bot.evaluation.statements import Share

NONE: Final = "–"
_MILLISECOND: Final = 0.001


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes:
        label: What is measured.
        meaning: What the number says, in one sentence.
        cells: A text for each writer.
    """

    label: str
    meaning: str
    cells: tuple[str, ...]


def measured_rows(report: Report) -> list[Row]:
    """What every writer comes to."""
    return [
        Row(each.label, each.meaning, tuple(each.cell(found) for found in report.figures))
        for each in _MEASURED
    ]


def _share(share: Share) -> str:
    return NONE if share.value is None else f"{share.good}/{share.all} ({percent(share.value)})"


def percent(value: float) -> str:
    """A share in per cent, rounded down, so that only all of them are 100 %."""
    return f"{int(100 * value + 1e-9)} %"


def _optional(value: float | None, written: Callable[[float], str]) -> str:
    return NONE if value is None else written(value)


def seconds(value: float) -> str:
    """A time with as many digits as it deserves."""
    if value >= 1:
        return f"{value:.1f} s"
    return f"{1_000 * value:.0f} ms" if value >= _MILLISECOND else "under 1 ms"


def money(value: float) -> str:
    """An amount in the currency of the prices."""
    return f"{value:,.4g}"


def _tokens(found: Figures) -> str:
    tokens, count = found.tokens, found.articles
    if not tokens.input and not tokens.output:
        return NONE
    return f"{tokens.input // count:,} / {tokens.cached // count:,} / {tokens.output // count:,}"


def _cost(found: Figures) -> str:
    if not found.tokens.input and not found.tokens.output:
        return NONE
    return _optional(found.cost, lambda value: money(1_000 * value / found.articles))


@dataclass(frozen=True, slots=True)
class _Measured:
    """How one measure is told."""

    label: str
    meaning: str
    cell: Callable[[Figures], str]


_MEASURED: Final = (
    _Measured(
        "First answers without fault",
        "Of the headlines, deks and points that a writer first wrote, those that the checks find "
        "nothing against. The checks stop a third of what is false: this is no proof of truth.",
        lambda found: _share(found.said),
    ),
    _Measured(
        "· headlines", "The same, of headlines alone.", lambda found: _share(found.headlines)
    ),
    _Measured("· deks", "The same, of deks alone.", lambda found: _share(found.deks)),
    _Measured("· points", "The same, of points alone.", lambda found: _share(found.points)),
    _Measured(
        "Unreadable first answers",
        "Those in which there was no summary at all.",
        lambda found: str(found.unreadable),
    ),
    _Measured(
        "Shown points proved",
        "Of the points that readers see, those that pass the checks when checked once more. "
        "Anything but 100 % is a bug of Newsdesk.",
        lambda found: _share(found.shown),
    ),
    _Measured(
        "Shown quotes verbatim",
        "Of the evidence and of the lines with quotation marks that readers see, those that stand "
        "in the article letter by letter, up to typography. Anything but 100 % is a bug too.",
        lambda found: _share(found.quotes),
    ),
    _Measured(
        "Points dropped",
        "Points that the checks or the judge took out, in all answers.",
        lambda found: str(found.dropped),
    ),
    _Measured(
        "Asked again",
        "Articles for which the model had to be asked twice.",
        lambda found: str(found.retries),
    ),
    _Measured(
        "Stood in for",
        "Articles for which the model gave nothing that can be shown, so that the extractive "
        "writer's summary is measured in its place.",
        lambda found: str(found.stand_ins),
    ),
    _Measured(
        "Leading facts covered",
        "The share of the words and numbers of the leading facts that the summary has. Where an "
        "article comes without facts: of those in its first three sentences that matter later on, "
        "by which lead-3 has all. Words only: it does not know if they are put together right.",
        lambda found: _optional(found.coverage, percent),
    ),
    _Measured(
        "Length",
        "Words of headline, dek and points together, the mean; a Chinese character is a word.",
        lambda found: f"{found.words:.0f} words",
    ),
    _Measured(
        "Tokens a summary",
        "Sent, of these from the provider's cache, and answered: the mean over the articles, all "
        "calls counted.",
        _tokens,
    ),
    _Measured(
        "Cost of 1,000 summaries",
        "By the prices in NEWSDESK_PRICES, in their currency.",
        _cost,
    ),
    _Measured(
        "Time, median",
        "From article to summary, asking again included, where no other writer stood in.",
        lambda found: _optional(found.p50, seconds),
    ),
    _Measured(
        "Time, 95 of 100",
        "So long it took at most in 95 of 100 cases; of few articles this is the slowest.",
        lambda found: _optional(found.p95, seconds),
    ),
)
