"""A report on writers for a terminal: a column each, a line a measure."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.evaluation.differences import COLUMNS, compared_rows
from bot.evaluation.report import Report
from bot.evaluation.rows import Row, measured_rows
from bot.fronts.outside import line

NAME_WIDTH = 28  # characters of a writer's name above its column


def render(report: Report) -> RenderableType:
    """What was measured, and how the first two writers differ where somebody compares."""
    names = [line(writer.name, NAME_WIDTH) for writer in report.writers]
    parts: list[RenderableType] = [_table(names, measured_rows(report))]
    if report.differences:
        a, b = names[:2]
        parts += ["", Text(f"{b} against {a}"), _table(COLUMNS, compared_rows(report))]
    return Group(*parts)


def _table(heads: Sequence[str], rows: Iterable[Row]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("")
    for head in heads:
        table.add_column(Text(head), justify="right")
    for row in rows:
        table.add_row(Text(row.label), *map(Text, row.cells))
    return table
