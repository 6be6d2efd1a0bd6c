"""The report: all that was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.evaluation.comparing import Difference, compare
from bot.evaluation.measures import Figures, Result, figures
from bot.evaluation.samples import Skipped
from bot.evaluation.writers import Writer
from bot.llm import Prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is known after the last article.

    Attributes:
        writers: Those whose work stands side by side; two compared ones come first.
        results: Their work, article by article.
        figures: What each comes to, in the writers' order.
        differences: Between the first two; empty where nobody compares.
        skipped: What was no article.
        missing: Articles that nobody came to, because somebody stopped the work.
    """

    writers: tuple[Writer, ...]
    results: tuple[Result, ...]
    figures: tuple[Figures, ...]
    differences: tuple[Difference, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    missing: int = 0


def report_on(
    writers: Sequence[Writer],
    results: Sequence[Result],
    *,
    prices: Mapping[str, Prices],
    compared: bool,
    dice: Random,
    skipped: Sequence[Skipped] = (),
    missing: int = 0,
) -> Report:
    """Sum up.

    Args:
        writers: Who wrote.
        results: At least one.
        prices: Of a million tokens, by the names of models.
        compared: Whether the first two writers are to be compared.
        dice: For the intervals.
        skipped: What was no article.
        missing: Articles that nobody came to.
    """
    samples = [result.sample for result in results]
    return Report(
        writers=tuple(writers),
        results=tuple(results),
        figures=tuple(
            figures(samples, [result.written[place] for result in results], prices)
            for place in range(len(writers))
        ),
        differences=tuple(compare(results, prices, dice)) if compared else (),
        skipped=tuple(skipped),
        missing=missing,
    )
