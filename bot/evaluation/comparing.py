"""Comparing: whether one writer is really better than another, or only luckier with the articles.

Both wrote about the same articles, so each article gives one difference. How far the mean of the
differences may be chance is told by a bootstrap: the same count of differences is drawn again and
again from those that there are (Efron 1979; the percentile interval, which is a little too narrow
for a handful of articles).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.evaluation.coverage import coverage
from bot.evaluation.measures import (
    Result,
    dropped_points,
    faithfulness,
    length,
    spent,
)
from bot.evaluation.samples import Sample
from bot.evaluation.writers import Written
from bot.llm import Prices

DRAWS: Final = 2_000  # enough for the second digit of an interval's ends
_TAIL: Final = 0.025  # on either side of an interval of 95 %
FEWEST_PAIRS: Final = 5  # below, an interval would say nothing but its own luck

_Measure = Callable[[Sample, Written], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two writers differ by one measure: B less A, the mean over the articles.

    Attributes:
        measure: Its name, as in `MEASURES`.
        pairs: Articles for which both are known.
        first: The mean of A over these.
        second: The mean of B.
        low: Where the interval of 95 % begins; None for too few pairs.
        high: Where it ends.
    """

    measure: str
    pairs: int
    first: float
    second: float
    low: float | None = None
    high: float | None = None

    @property
    def mean(self) -> float:
        """B less A."""
        return self.second - self.first

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would hardly make it."""
        return self.low is not None and self.high is not None and self.low * self.high > 0


def compare(
    results: Sequence[Result], prices: Mapping[str, Prices], dice: Random
) -> list[Difference]:
    """How the second writer differs from the first, by each measure that both have.

    Args:
        results: What they wrote, with two writers at least.
        prices: Of a million tokens, by the names of models.
        dice: For the bootstrap.
    """
    measures: Mapping[str, _Measure] = {
        "faithful": lambda _, written: faithfulness(written),
        "dropped": lambda _, written: dropped_points(written),
        "coverage": lambda sample, written: coverage(sample, written.summary),
        "words": lambda _, written: length(written.summary),
        "seconds": lambda _, written: None if written.trouble else written.seconds,
        "cost": lambda _, written: spent(written, prices),
    }
    found = (_difference(name, each, results, dice) for name, each in measures.items())
    return [difference for difference in found if difference is not None]


def _difference(
    name: str, measure: _Measure, results: Sequence[Result], dice: Random
) -> Difference | None:
    pairs = []
    for result in results:
        first, second = (measure(result.sample, written) for written in result.written[:2])
        if first is not None and second is not None:
            pairs.append((first, second))
    if not pairs:
        return None
    low, high = _interval([second - first for first, second in pairs], dice)
    return Difference(
        measure=name,
        pairs=len(pairs),
        first=sum(first for first, _ in pairs) / len(pairs),
        second=sum(second for _, second in pairs) / len(pairs),
        low=low,
        high=high,
    )


def _interval(
    differences: Sequence[float], dice: Random
) -> tuple[float, float] | tuple[None, None]:
    """Between which means 95 % of the draws lie."""
    count = len(differences)
    if count < FEWEST_PAIRS:
        return None, None
    means = sorted(sum(dice.choices(differences, k=count)) / count for _ in range(DRAWS))
    return means[int(_TAIL * DRAWS)], means[int((1 - _TAIL) * DRAWS) - 1]
