"""Measures: what a writer comes to over all articles, in numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from bot.evaluation.answers import ANSWER
from bot.evaluation.coverage import coverage
from bot.evaluation.samples import Sample
from bot.evaluation.statements import DEK, HEADLINE, POINT, Share, sound
from bot.evaluation.writers import Written
from bot.llm import Prices, cost
from bot.news import Summary, Tokens
from bot.newsroom.drafting import total

# Of scripts that set no spaces (Thai to Khmer, kana, Han) each character is one.
_UNSPACED: Final = r"\u0e00-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_MEDIAN: Final = 0.5
_P95: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What every writer made of one sample, in the writers' order."""

    sample: Sample
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One writer over all articles.

    Attributes:
        articles: How many.
        headlines, deks, points: Without fault in first answers, before anything was taken out.
        unreadable: First answers in which there was no summary at all.
        shown: Points without fault among those that readers see.
        quotes: Exact ones among those that readers see.
        dropped: Points taken out of all answers.
        retries: Articles for which a model was asked again.
        stand_ins: Articles for which the extractive writer stood in.
        coverage: The mean share of the leading facts; None where there was nothing to look for.
        words: The mean length.
        tokens: Of all calls.
        cost: Of all calls; None where a model that was asked has no price.
        p50, p95: Seconds to a summary, those left out for which another writer stood in.
    """

    articles: int
    headlines: Share
    deks: Share
    points: Share
    unreadable: int
    shown: Share
    quotes: Share
    dropped: int
    retries: int
    stand_ins: int
    coverage: float | None
    words: float
    tokens: Tokens
    cost: float | None
    p50: float | None
    p95: float | None

    @property
    def said(self) -> Share:
        """All that first answers said: headlines, deks and points."""
        return self.headlines + self.deks + self.points


def figures(
    samples: Sequence[Sample], written: Sequence[Written], prices: Mapping[str, Prices]
) -> Figures:
    """What one writer comes to.

    Args:
        samples: At least one.
        written: Its work on each of them.
        prices: Of a million tokens, by the names of models.
    """
    covered = [coverage(s, w.summary) for s, w in zip(samples, written, strict=True)]
    seconds = sorted(each.seconds for each in written if not each.trouble)
    return Figures(
        articles=len(samples),
        headlines=_said(written, HEADLINE),
        deks=_said(written, DEK),
        points=_said(written, POINT),
        unreadable=sum(any(s.kind == ANSWER for s in each.said) for each in written),
        shown=sound(s for each in written for s in each.shown if s.kind == POINT),
        quotes=sum((each.quotes for each in written), Share()),
        dropped=sum(dropped_points(each) for each in written),
        retries=sum(each.tries > 1 for each in written),
        stand_ins=sum(bool(each.trouble) for each in written),
        coverage=mean(covered),
        words=sum(length(each.summary) for each in written) / len(written),
        tokens=total(call.usage for each in written for call in each.calls),
        cost=_sum(spent(each, prices) for each in written),
        p50=_percentile(seconds, _MEDIAN),
        p95=_percentile(seconds, _P95),
    )


def faithfulness(written: Written) -> float | None:
    """The share of the first answer's statements without fault; nothing for one unreadable."""
    return sound(each for each in written.said if each.kind != ANSWER).value


def dropped_points(written: Written) -> int:
    """How many points were taken out of a writer's answers."""
    return sum(each.kind == POINT for each in written.dropped)


def length(summary: Summary) -> int:
    """The words of a summary; a Chinese character counts as one."""
    lines = (summary.headline, summary.dek, *(point.text for point in summary.points))
    return sum(len(_WORD.findall(line)) for line in lines)


def spent(written: Written, prices: Mapping[str, Prices]) -> float | None:
    """What the calls for one summary cost; None where a model has no price."""
    return _sum(
        cost(call.usage, prices[call.model]) if call.model in prices else None
        for call in written.calls
    )


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of those values that are known; None where none is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _said(written: Iterable[Written], kind: str) -> Share:
    return sound(s for each in written for s in each.said if s.kind == kind)


def _sum(values: Iterable[float | None]) -> float | None:
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value below or at which that share of all values lies (nearest rank)."""
    return ordered[max(1, ceil(share * len(ordered))) - 1] if ordered else None
