"""Coverage: what of the leading facts is found in a summary."""

import pytest

from bot.evaluation.coverage import coverage
from bot.evaluation.samples import Sample, sample_of
from bot.news import Summary


def sample(*facts: str, text: str = "It sails.", language: str = "en") -> Sample:
    found = sample_of({"text": text, "language": language, "facts": list(facts)}, "a")
    assert isinstance(found, Sample)
    return found


def saying(text: str, language: str | None = None) -> Summary:
    return Summary(headline=text, language=language)


@pytest.mark.parametrize(
    ("fact", "said", "share"),
    [
        ("library reopens on 4 May", "The library reopens on 4 May", 1.0),
        ("library reopens on 4 May", "The libraries were reopened on May 4", 1.0),
        ("library reopens on 4 May", "The library reopens in May", 2 / 3),
        ("seven weeks", "It takes 7 weeks", 1.0),
        ("7 weeks", "It takes seven weeks", 1.0),
        ("4.1 million crowns", "It costs 4,100,000 crowns", 1.0),
        ("4.1 million crowns", "It costs 4.2 million crowns", 1 / 2),
        ("ferry sinks", "A tram stops", 0.0),
    ],
)
def test_words_and_numbers_are_found_in_any_form(fact: str, said: str, share: float) -> None:
    assert coverage(sample(fact), saying(said)) == pytest.approx(share)


def test_each_fact_counts_the_same() -> None:
    facts = sample("ferry", "council votes against subsidy of 40,000 crowns")

    assert coverage(facts, saying("The ferry")) == pytest.approx(1 / 2)


def test_chinese_is_compared_too() -> None:
    facts = sample("吞吐量3.2亿吨", language="zh")

    assert coverage(facts, saying("货物吞吐量为3.2亿吨")) == 1.0
    assert coverage(facts, saying("利润下降")) == 0.0


def test_of_a_translated_summary_only_numbers_are_looked_for() -> None:
    facts = sample("library lost 9,300 books", "the librarian is Tilda Moss")

    assert coverage(facts, saying("9.300 Bücher sind verloren", "de")) == 1.0


def test_nothing_to_look_for_is_no_number() -> None:
    assert coverage(sample("the librarian is Tilda Moss"), saying("Bücher", "de")) is None


def test_without_facts_the_lead_is_looked_for_as_far_as_it_comes_again() -> None:
    text = (
        "The ferry to Skerry stops. It carried 41,000 people. Nobody knows why. "
        "A helicopter takes over. The ferry is for sale in Skerry."
    )
    article = sample(text=text)

    assert coverage(article, saying("The ferry to Skerry carried 41,000")) == 1.0
    assert coverage(article, saying("A helicopter takes over the ferry")) == pytest.approx(1 / 3)
