"""A report on writers as one page: what was measured, then each article with all its summaries."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.evaluation.differences import COLUMNS, compared_rows
from bot.evaluation.report import Report
from bot.evaluation.rows import Row, measured_rows
from bot.evaluation.samples import Skipped
from bot.fronts import wording
from bot.fronts.document import document, resource
from bot.fronts.evaluation_sample import sample_markup
from bot.fronts.markup import Html, element, join
from bot.fronts.outside import NAME_LIMIT, line

TITLE = "Newsdesk eval"
LONGEST_REASON = 300  # characters
MOST_SKIPPED = 50  # that are named


def render(report: Report, *, now: datetime) -> str:
    """One HTML document that needs nothing else.

    Args:
        report: What was measured. Articles and summaries in it are untrusted.
        now: The present in the reader's own zone.
    """
    style = resource("evaluation.css")
    names = names_of(report)
    samples = (
        sample_markup(result, names, f"article-{number}")
        for number, result in enumerate(report.results, 1)
    )
    main = element(
        "main",
        _measured(report, names),
        _compared(report),
        _skipped(report.skipped),
        *samples,
        id="news",
        tabindex="-1",
    )
    return document(TITLE, style, join(_masthead(report, now), main))


def names_of(report: Report) -> list[str]:
    """The writers' names on one line each."""
    return [line(writer.name, NAME_LIMIT) for writer in report.writers]


def _masthead(report: Report, now: datetime) -> Html:
    count = wording.count(len(report.results), "article")
    stopped = f"stopped with {report.missing:,} more to come" if report.missing else ""
    told = (wording.date(now), count, stopped)
    facts = element("p", *(element("span", words) for words in told if words))
    return element("header", element("h1", TITLE), facts, class_="masthead")


def _measured(report: Report, names: Sequence[str]) -> Html:
    abouts = [line(writer.about, NAME_LIMIT) for writer in report.writers]
    heads = [
        join(element("bdi", name), element("small", about))
        for name, about in zip(names, abouts, strict=True)
    ]
    return element(
        "section",
        element("h2", "Side by side", id="measured"),
        _table(heads, measured_rows(report)),
        aria_labelledby="measured",
    )


def _compared(report: Report) -> Html | None:
    if not report.differences:
        return None
    a, b = (line(writer.name, NAME_LIMIT) for writer in report.writers[:2])
    words = (
        "Each article gives one difference; the interval tells how far their mean may be chance. "
        "Of six measures, at least one looks clear by chance alone in every fourth comparison of "
        "equals: look twice."
    )
    return element(
        "section",
        element("h2", "B against A", id="compared"),
        element("p", element("bdi", b), " against ", element("bdi", a), ". ", words),
        _table(COLUMNS, compared_rows(report)),
        aria_labelledby="compared",
    )


def _table(heads: Iterable[str], rows: Iterable[Row]) -> Html:
    head = element("tr", element("td", ""), *(element("th", each, scope="col") for each in heads))
    return element(
        "div",
        element("table", element("thead", head), element("tbody", *map(_row, rows))),
        class_="measures",
        tabindex="0",
    )


def _row(row: Row) -> Html:
    label = element("th", row.label, element("small", row.meaning), scope="row")
    return element("tr", label, *(element("td", cell) for cell in row.cells))


def _skipped(skipped: Sequence[Skipped]) -> Html | None:
    if not skipped:
        return None
    told = [
        element("li", element("bdi", line(each.name, NAME_LIMIT)), " ", _reason(each))
        for each in skipped[:MOST_SKIPPED]
    ]
    more = len(skipped) - len(told)
    return element(
        "section",
        element("h2", "Left out", id="skipped"),
        element("ul", *told, element("li", f"and {more:,} more") if more else None),
        aria_labelledby="skipped",
    )


def _reason(skipped: Skipped) -> str:
    return line(skipped.why, LONGEST_REASON)
