"""Differences: how two writers differ, as lines of a table that sell no noise as progress."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.evaluation.comparing import FEWEST_PAIRS, Difference
from bot.evaluation.report import Report
from bot.evaluation.rows import NONE, Row

_POINTS: Final = " pp"  # percentage points: a share less a share is no share
COLUMNS: Final = ("A", "B", "B less A", "95 % interval", "verdict")


def compared_rows(report: Report) -> list[Row]:
    """How the second writer differs from the first; nothing where nobody compares.

    The cells are those of `COLUMNS`.
    """
    return list(map(_difference, report.differences))


def _difference(found: Difference) -> Row:
    measure = _MEASURES[found.measure]

    def told(value: float, sign: str = "") -> str:
        unit = measure.gap if sign and measure.gap else measure.unit
        return f"{measure.scale * value:{sign}.{measure.digits}f}{unit}"

    if found.low is None or found.high is None:
        interval, verdict = NONE, f"fewer than {FEWEST_PAIRS} articles: no telling"
    else:
        interval = f"{told(found.low, '+')} to {told(found.high, '+')}"
        verdict = measure.verdict(found)
    cells = (told(found.first), told(found.second), told(found.mean, "+"), interval, verdict)
    return Row(measure.label, measure.meaning, cells)


@dataclass(frozen=True, slots=True)
class _Told:
    """How a difference is told.

    Attributes:
        label: What is measured.
        meaning: What the number says.
        unit: Behind each number.
        gap: Behind a difference, where that is another unit.
        scale: By which numbers are multiplied.
        digits: Behind the point.
        more: 1 where more is better, -1 where less is, 0 where neither.
    """

    label: str
    meaning: str
    unit: str
    gap: str = ""
    scale: float = 1.0
    digits: int = 1
    more: int = 0

    def verdict(self, found: Difference) -> str:
        """Who is better, if that is more than chance."""
        if not found.is_clear:
            return "may be chance"
        if not self.more:
            return "B has more" if found.mean > 0 else "A has more"
        return "B is better" if found.mean * self.more > 0 else "A is better"


_MEASURES: Final[Mapping[str, _Told]] = {
    "faithful": _Told(
        "First answers without fault",
        "The mean over the articles of each first answer's share of statements without fault.",
        " %",
        gap=_POINTS,
        scale=100,
        more=1,
    ),
    "dropped": _Told(
        "Points dropped", "Points taken out, for each article.", "", digits=2, more=-1
    ),
    "coverage": _Told(
        "Leading facts covered",
        "As above, stand-ins included.",
        " %",
        gap=_POINTS,
        scale=100,
        more=1,
    ),
    "words": _Told("Length", "Words of a summary.", " words", digits=0),
    "seconds": _Told(
        "Time", "Seconds to a summary, where neither was stood in for.", " s", digits=2, more=-1
    ),
    "cost": _Told("Cost of 1,000 summaries", "By the prices.", "", scale=1_000, digits=3, more=-1),
}
