"""Figures: whether the numbers of a claim are those of the sentences that are to prove it.

A rounder number is proved by the exact one: "1,200" by 1,198, "about 40" by 43.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from bot.writing.proof.numbers import Quantity, quantities
from bot.writing.proof.wording import Wording, words

_YEARS = range(1700, 2200)
# How far a round number may lie from the exact one, as a share of it: as it stands, and with a
# word that says so.
_ROUNDED = 0.025
_ROUGHLY = 0.12
# Spelt numbers up to this are often the writer's own count ("the two sides"), not the text's.
_OWN_COUNT = 3
# Numbers of one claim: more are a table, and would each be compared with all of the article's.
_MOST_SAID = 40
# Numbers of the sentences that a complaint shows.
_SHOWN = 3

_LESS = words("less fewer under below")
_MORE = words("more over above exceeding least")
# Words that make a number a rough one, in eight languages: the exact one is below it, above it, or
# near it.
_BELOW = _LESS | words("""
    nearly almost fast knapp weniger unter presque moins menos casi quase meno quasi bijna minder
    почти менее
""")
_ABOVE = _MORE | words("über mehr gut plus más mais oltre più meer ruim более свыше")
_NEAR = words("""
    ~ about around roughly approximately some circa close up etwa rund ungefähr environ près quelque
    unos unas cerca alrededor aproximadamente ongeveer около примерно
""")


def wrong_figures(claim: Wording, evidence: Wording, whole: Wording) -> Iterator[str]:
    """What is wrong with the numbers of a claim, one complaint for each.

    Small spelt numbers are let pass, and names with numbers in them.

    Args:
        claim: What is said.
        evidence: The sentences that are to prove it.
        whole: Where a number may stand as well.
    """
    said = [q for q in quantities(claim) if not (q.is_name or q.is_loose) and q.values != {1.0}]
    if len(said) > _MOST_SAID:
        yield f"holds {len(said)} numbers"
        return
    there = quantities(evidence) if said else []
    values, elsewhere = _values(there), None
    for quantity in said:
        if _is_among(quantity, values):
            yield from _misused(quantity, there, said, english=claim.is_english)
        elif not _is_own_count(quantity, there):
            elsewhere = _values(quantities(whole)) if elsewhere is None else elsewhere
            if not _is_among(quantity, elsewhere):
                yield f"says {quantity.written}, {_listed(there)}"


def _values(there: Sequence[Quantity]) -> list[float]:
    """All that numbers can mean, in their order."""
    return sorted({value for other in there for reading in other.readings for value in reading})


def _is_own_count(quantity: Quantity, there: Sequence[Quantity]) -> bool:
    """Whether a number may be the writer's own, because the text does not count the same."""
    small = quantity.is_spelt and min(quantity.values) <= _OWN_COUNT
    return small and not any(other.counted == quantity.counted != "" for other in there)


def _is_among(quantity: Quantity, values: Sequence[float]) -> bool:
    """Whether every part of one of its readings is among the numbers that are there."""
    return any(
        all(_stands(part, values, quantity.before) for part in reading)
        for reading in quantity.readings
    )


def _stands(value: float, values: Sequence[float], before: Collection[str]) -> bool:
    """Whether a number is among others, itself or as one of them rounded."""
    place = bisect_left(values, value)
    if place < len(values) and values[place] == value:
        return True
    if value in _YEARS or not value:
        return False
    is_below, is_above = not _BELOW.isdisjoint(before), not _ABOVE.isdisjoint(before)
    slack = _ROUGHLY if is_below or is_above or not _NEAR.isdisjoint(before) else _ROUNDED
    first = place if is_above else bisect_left(values, value / (1 + slack))
    last = place if is_below else bisect_right(values, value / (1 - slack))
    step = _step(value)
    near = (exact for exact in values[first:last] if abs(exact - value) < step)
    return any(_step(exact) < step for exact in near)


def _step(value: float) -> float:
    """The worth of a number's last figure that is not nought: 100 in 1,200, 0.1 in 9.3."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 10.0 ** int(exponent)


def _misused(
    quantity: Quantity, there: Sequence[Quantity], said: Sequence[Quantity], *, english: bool
) -> Iterator[str]:
    """What a number that is there is made to say: another unit, another bound, another thing."""
    same = [other for other in there if not quantity.values.isdisjoint(other.values)]
    if not same:  # it is a rounder one
        return
    units = {other.unit for other in same}
    if quantity.unit and quantity.unit not in units and "" not in units:
        yield f"says {quantity.written} {quantity.unit}, the sentences {min(units)}"
    elif not english:
        return
    elif _bound(quantity) and not any(_allows(other, _bound(quantity)) for other in same):
        yield f"says {_bound(quantity)} than {quantity.written}, the sentences do not"
    elif _is_swapped(quantity, same, there, said):
        yield f"says {quantity.written} of what the sentences count otherwise"


def _bound(quantity: Quantity) -> str:
    """Whether a number is said to be a limit: "less", "more" or nothing."""
    if not _LESS.isdisjoint(quantity.before):
        return "less"
    return "" if _MORE.isdisjoint(quantity.before) else "more"


def _allows(other: Quantity, bound: str) -> bool:
    """Whether a number may be told with such a bound; "more" is often said for "or more"."""
    return _bound(other) == bound or (bound == "more" and not _bound(other))


def _is_swapped(
    quantity: Quantity,
    same: Sequence[Quantity],
    there: Sequence[Quantity],
    said: Sequence[Quantity],
) -> bool:
    """Whether the number counts something else there, and another number counts this thing."""
    counted = quantity.counted
    if quantity.is_spelt or not counted or any(other.counted in {counted, ""} for other in same):
        return False
    others = {value for other in said if other is not quantity for value in other.values}
    return any(other.counted == counted and other.values & others for other in there)


def _listed(there: Sequence[Quantity]) -> str:
    written = list(dict.fromkeys(other.written for other in there))
    if not written:
        return "the sentences give no number"
    return f"the sentences say {', '.join(written[:_SHOWN])}"
