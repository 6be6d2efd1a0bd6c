"""Cards written without a model."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate

import pytest

from bot.news import Amendment, Article, Basis, Notice, Span, Style
from bot.writing.extractive import write_extractive

HANG_S = 30.0
NEWS = (
    "The harbour council of Tern Bay approved a flood barrier worth nine million on Monday.",
    "Sign up for our newsletter to get more stories like this one.",
    "But they did not say who would pay for it in the end.",
    "Mayor Ada Moss told the council that the barrier would protect the fish market from 2028.",
    "Fishermen fear that the barrier will keep herring boats out of the harbour for two winters.",
    "Who will speak for the herring in the council chamber?",
    "Engineers from the Heron Institute measured the tides of Tern Bay for six years.",
    "Work on the barrier begins in April, after the council has heard the neighbours.",
    '"We will not wait for another flood," she said.',
    "Shops on Quay Street closed eleven times last winter because of high water.",
    "The last great flood, in 1998, drowned the old ferry terminal and two warehouses.",
    "A petition against the barrier has gathered four thousand names since summer.",
)


def article(
    sentences: tuple[str, ...] = NEWS,
    *,
    title: str = "Tern Bay gets its barrier",
    basis: Basis = Basis.FULL_TEXT,
    language: str | None = "en",
) -> Article:
    starts = accumulate((len(sentence) + 1 for sentence in sentences), initial=0)
    return Article(
        url="https://harbour.example/barrier",
        canonical_url="https://harbour.example/barrier",
        title=title,
        published_at=datetime(2026, 11, 20, tzinfo=UTC),
        text=" ".join(sentences),
        sentences=tuple(
            Span(start, start + len(sentence))
            for start, sentence in zip(starts, sentences, strict=False)
        ),
        basis=basis,
        language=language,
    )


def test_a_card_has_a_headline_a_dek_and_three_to_five_points() -> None:
    summary = write_extractive(article())

    assert summary.headline == "Tern Bay gets its barrier"
    assert summary.dek == NEWS[0]
    assert 3 <= len(summary.points) <= 5
    assert summary.writer == "extractive"


def test_every_point_is_a_sentence_and_its_own_evidence() -> None:
    written = article()

    points = write_extractive(written).points

    for point in points:
        (evidence,) = point.evidence
        assert point.text in NEWS
        assert evidence.quote == written.text[evidence.start : evidence.end] == point.text


def test_points_stand_in_the_order_of_the_article_and_not_in_the_dek() -> None:
    summary = write_extractive(article())

    starts = [point.evidence[0].start for point in summary.points]
    assert starts == sorted(set(starts))
    assert summary.dek not in [point.text for point in summary.points]


def test_no_point_sells_asks_or_leans_on_what_is_not_shown() -> None:
    texts = {point.text for point in write_extractive(article()).points}

    assert texts.isdisjoint({NEWS[1], NEWS[2], NEWS[5], NEWS[8]})


def test_a_line_break_inside_a_sentence_stays_in_the_evidence_only() -> None:
    broken = tuple(sentence.replace(" the ", "\nthe ") for sentence in NEWS)

    summary = write_extractive(article(broken))

    assert "\n" not in summary.dek + "".join(point.text for point in summary.points)
    assert any("\n" in point.evidence[0].quote for point in summary.points)


@pytest.mark.parametrize(("count", "most"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_a_short_article_has_fewer_points(count: int, most: int) -> None:
    short = article((NEWS[0], *NEWS[3:5], NEWS[6])[:count])

    summary = write_extractive(short)

    assert summary.dek
    assert len(summary.points) <= most


def test_an_article_told_twice_gives_each_point_once() -> None:
    summary = write_extractive(article(NEWS + NEWS))

    texts = [summary.dek, *(point.text for point in summary.points)]
    assert len(texts) == len(set(texts))


def test_a_headline_alone_has_neither_dek_nor_points() -> None:
    summary = write_extractive(article((NEWS[0],), basis=Basis.HEADLINE_ONLY))

    assert (summary.dek, summary.points) == ("", ())


def test_in_the_style_of_headlines_there_is_nothing_but_the_articles_own() -> None:
    summary = write_extractive(article(), Style.HEADLINE)

    assert (summary.headline, summary.dek, summary.points) == (article().title, "", ())
    assert (summary.language, summary.note) == ("en", "")


def test_a_headline_that_is_missing_is_a_sentence_of_the_article() -> None:
    summary = write_extractive(article(title=""), Style.HEADLINE)

    assert (summary.headline, summary.dek, summary.points) == (NEWS[0], "", ())


def test_a_headline_says_that_its_article_was_taken_back() -> None:
    notice = Notice(Amendment.RETRACTED, "There is no barrier.")

    summary = write_extractive(replace(article(), notice=notice), Style.HEADLINE)

    assert (summary.headline, summary.dek) == ("Retracted: Tern Bay gets its barrier", "")


def test_a_sentence_that_leans_is_the_dek_where_nothing_else_serves() -> None:
    summary = write_extractive(article((NEWS[2], NEWS[1])))

    assert (summary.dek, summary.points) == (NEWS[2], ())


def test_boilerplate_alone_gives_no_dek() -> None:
    summary = write_extractive(article((NEWS[1],)))

    assert summary.dek == ""


def test_the_dek_does_not_say_the_headline_again() -> None:
    summary = write_extractive(article(title=NEWS[0].rstrip(".")))

    assert summary.dek not in {"", NEWS[0]}


def test_an_article_without_a_title_has_its_best_sentence_as_headline() -> None:
    summary = write_extractive(article(title=""))

    assert (summary.headline, summary.dek) == (NEWS[0], "")


def test_a_headline_is_one_visible_line_of_bounded_length() -> None:
    summary = write_extractive(article(title="Tide\n\u202e \x1b[31mturns\x00 " + "again " * 100))

    assert summary.headline.startswith("Tide [31mturns again again")
    assert summary.headline.endswith("again…")
    assert len(summary.headline) <= 256


def test_a_language_without_spaces_gets_its_points() -> None:
    sentences = (
        "港口委员会星期一批准了价值九百万的防洪堤计划。",
        "市长莫斯表示防洪堤将从二零二八年起保护鱼市场。",
        "渔民担心施工会让鲱鱼船两个冬天无法进港。",
        "工程师用了六年时间测量海湾的潮汐变化情况。",
        "码头街的商店去年冬天因为高水位关门十一次。",
        "反对该工程的请愿书已经收集到四千个签名。",
    )

    summary = write_extractive(article(sentences, title="防洪堤获批", language="zh"))

    assert summary.dek in sentences
    assert len(summary.points) == 3


def test_the_same_article_gives_the_same_card() -> None:
    assert write_extractive(article()) == write_extractive(article())


@pytest.mark.parametrize("sentences", [NEWS * 5_000, ("word " * 200_000 + ".",), ("港" * 500_000,)])
def test_a_very_long_article_is_bounded(sentences: tuple[str, ...]) -> None:
    long = article(sentences)
    started = time.monotonic()

    summary = write_extractive(long)

    assert time.monotonic() - started < HANG_S
    assert len(summary.points) <= 5
    assert len(summary.dek) <= 1_000
