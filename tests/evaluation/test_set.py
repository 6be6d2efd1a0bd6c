"""The bundled set: what it promises, and that every fact can be found in its article."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.evaluation.coverage import coverage
from bot.evaluation.material import bundled
from bot.evaluation.samples import Sample
from bot.evaluation.statements import checked_again, verbatim
from bot.news import Summary
from bot.writing.extractive import write_extractive

SAMPLES = [each for each in bundled() if isinstance(each, Sample)]


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.name)
def sample(request: pytest.FixtureRequest) -> Sample:
    found = request.param
    assert isinstance(found, Sample)
    return found


def test_there_are_sixteen_articles_in_eight_languages() -> None:
    languages = Counter(sample.article.language for sample in SAMPLES)

    assert languages == {"en": 9, "de": 1, "fr": 1, "es": 1, "pt": 1, "ru": 1, "zh": 1, "ar": 1}


def test_each_says_what_is_hard_about_it_and_what_matters(sample: Sample) -> None:
    assert sample.trap
    assert len(sample.facts) >= 3


def test_each_fact_is_in_the_words_of_its_article(sample: Sample) -> None:
    article = sample.article
    everything = Summary(headline=article.title, dek=article.text, language=article.language)

    found = {fact: coverage(replace(sample, facts=(fact,)), everything) for fact in sample.facts}

    assert found == dict.fromkeys(sample.facts, 1.0)


def test_sentences_of_the_article_prove_themselves(sample: Sample) -> None:
    summary = write_extractive(sample.article)

    statements = checked_again(summary, sample.article)

    assert [each for each in statements if each.faults] == []
    assert verbatim(summary, sample.article).value == 1.0
