"""Comparing: a difference is told apart from luck."""

import random

from bot.evaluation.comparing import FEWEST_PAIRS, Difference, compare
from bot.evaluation.differences import compared_rows
from bot.evaluation.measures import Result
from bot.evaluation.report import Report
from bot.evaluation.statements import Share, Statement
from bot.evaluation.writers import Written
from bot.llm import Call, Prices
from bot.news import Summary, Tokens
from tests.evaluation.scripts import library

PRICES = {"small": Prices(input=1.0, output=1.0)}


def written(wrong: int, *, words: int = 10, trouble: str = "", seconds: float = 1.0) -> Written:
    """A summary of which so many of ten statements are wrong."""
    said = tuple(
        Statement(f"point {number}", "Said.", ("is wrong",) if number < wrong else ())
        for number in range(10)
    )
    return Written(
        summary=Summary(headline="word " * words),
        shown=(),
        said=said,
        quotes=Share(),
        calls=(Call(model="small", usage=Tokens(input=1_000_000), seconds=1.0),),
        seconds=seconds,
        trouble=trouble,
    )


def compared(pairs: list[tuple[Written, Written]]) -> dict[str, Difference]:
    results = [Result(sample=library(), written=pair) for pair in pairs]
    found = compare(results, PRICES, random.Random(4))  # noqa: S311 - dice of a test
    return {each.measure: each for each in found}


def verdict(difference: Difference) -> str:
    report = Report(writers=(), results=(), figures=(), differences=(difference,))
    return compared_rows(report)[0].cells[-1]


def test_a_writer_who_is_better_on_every_article_is_better() -> None:
    found = compared([(written(3 + n % 3), written(n % 2)) for n in range(20)])["faithful"]

    assert found.is_clear
    assert found.mean > 0.3
    assert verdict(found) == "B is better"


def test_a_better_mean_by_one_lucky_article_may_be_chance() -> None:
    found = compared([(written(4), written(0)), *[(written(1), written(1))] * 15])["faithful"]

    assert found.mean > 0
    assert not found.is_clear
    assert verdict(found) == "may be chance"


def test_a_handful_of_articles_has_no_interval() -> None:
    found = compared([(written(4), written(0))] * (FEWEST_PAIRS - 1))["faithful"]

    assert (found.low, found.high) == (None, None)
    assert verdict(found).startswith("fewer than 5 articles")


def test_less_is_better_where_it_is_a_cost() -> None:
    found = compared([(written(0, seconds=1 + n / 9), written(0, seconds=3)) for n in range(9)])

    assert verdict(found["seconds"]) == "A is better"


def test_longer_is_neither_better_nor_worse() -> None:
    found = compared([(written(0, words=10 + n), written(0, words=30)) for n in range(9)])

    assert verdict(found["words"]) == "B has more"


def test_the_time_of_a_stand_in_is_not_compared() -> None:
    down = written(0, trouble="the endpoint is down")

    found = compared([(written(0), written(0)), (written(0), down)])

    assert found["seconds"].pairs == 1
    assert found["words"].pairs == 2


def test_the_same_results_give_the_same_interval() -> None:
    pairs = [(written(n % 4), written(n % 3)) for n in range(12)]

    assert compared(pairs) == compared(pairs)
