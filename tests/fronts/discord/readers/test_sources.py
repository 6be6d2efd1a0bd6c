"""A card in, what the Sources button shows out."""

from dataclasses import replace
from typing import Any

import pytest

from bot.fronts.discord.escaping import size
from bot.fronts.discord.readers.sources import embeds
from bot.fronts.words import words_for
from bot.news import (
    Amendment,
    ArticleId,
    Basis,
    Card,
    Dating,
    Evidence,
    Notice,
    Point,
)
from tests.fronts.desk import FERRY, HOSTILE, article_of, bare_card, card_of, hostile_card, telling
from tests.fronts.discord.markdown import LINK

ENGLISH = words_for(None)

FERRY_AT = 1_795_356_300  # when the harbour's article was published, in seconds since 1970


def described(card: Card) -> list[str]:
    return [embed["description"] for embed in embeds(ENGLISH, card)]


def proved(*evidence: Evidence, text: str = "The ferry stopped.", **changes: Any) -> Card:  # noqa: ANN401 - any field
    card = card_of(**changes)
    return replace(card, summary=replace(card.summary, points=(Point(text, evidence),)))


def test_every_article_is_named_with_byline_time_and_basis() -> None:
    also = (
        telling(2, "Skerry Radio", byline="Per Holm", basis=Basis.FEED_TEXT),
        telling(3, "Island Post"),
    )

    articles, _ = described(card_of(also=also))

    assert articles.splitlines() == [
        f"**The Harbour Post** · Maria Okafor · <t:{FERRY_AT}:f> · full text",
        "[Last ferry to Skerry leaves before winter](https://harbourpost.example/ferry)",
        f"**Skerry Radio** · Per Holm · <t:{FERRY_AT + 3 * 3600 + 120}:f> · feed text",
        "[Told by Skerry Radio](https://outlet2.example/ferry)",
        f"**Island Post** · <t:{FERRY_AT + 3 * 3600 + 180}:f>",
        "[Told by Island Post](https://outlet3.example/ferry)",
    ]


def test_what_could_not_be_read_and_what_was_taken_back_is_said() -> None:
    article = article_of(
        FERRY, basis=Basis.HEADLINE_ONLY, note="the page asks for a log-in", dating=Dating.ASSUMED
    )
    also = (telling(2, "Skerry Radio", notice=Notice(Amendment.RETRACTED, "We were wrong.")),)

    articles, _ = described(card_of(article, also=also))

    assert f"· first seen <t:{FERRY_AT}:f> · Headline only: the page asks for a" in articles
    assert "Retracted by the outlet\n[Told by Skerry Radio]" in articles


def test_each_point_stands_over_the_words_that_prove_it() -> None:
    quote = FERRY[2]
    start = article_of(FERRY).text.index(quote)
    directive = "text=The%20island%20council%20wants,from%20the%20lighthouse%20fund"
    address = f"https://harbourpost.example/ferry#:~:{directive}"

    _, points = described(proved(Evidence(quote, start, start + len(quote))))

    assert points.splitlines() == [
        "**1.** The ferry stopped.",
        f"> “{quote}” · [The Harbour Post]({address})",
    ]


def test_a_quote_of_another_outlet_leads_there() -> None:
    evidence = Evidence("No boat before May.", 0, 19, ArticleId(2))

    _, points = described(proved(evidence, also=(telling(2, "Skerry Radio"),)))

    assert points.endswith(
        "> “No boat before May.” · "
        "[Skerry Radio](https://outlet2.example/ferry#:~:text=No%20boat%20before%20May)"
    )


def test_a_point_with_many_quotes_says_how_many_are_left() -> None:
    _, points = described(proved(*(Evidence(f"Quote {n}.", 0, 8) for n in range(5))))

    assert points.splitlines()[-1] == "> and 2 more"


def test_a_card_without_points_shows_its_articles_alone() -> None:
    card = replace(bare_card(), summary=replace(bare_card().summary, points=()))

    assert [embed["title"] for embed in embeds(ENGLISH, card)] == ["Sources"]


def test_whole_articles_and_points_are_left_out_and_counted() -> None:
    also = tuple(telling(number, f"Outlet {number} " + "x" * 80) for number in range(2, 60))
    point = Point("word " * 60, tuple(Evidence("quoted words " * 20, 0, 9) for _ in range(3)))
    card = card_of(also=also)
    card = replace(card, summary=replace(card.summary, points=(point,) * 30))

    articles, points = described(card)

    shown = articles.count("**") // 2
    assert articles.splitlines()[-1] == f"*and {59 - shown} more articles*"
    shown = points.count("**") // 2
    assert 0 < shown < 30
    assert points.splitlines()[-1] == f"*and {30 - shown} more points*"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_keep_every_limit_and_are_not_obeyed(words: str) -> None:
    shown = embeds(ENGLISH, hostile_card(words))

    for embed in shown:
        assert 0 < size(embed["description"]) <= 4_096
        assert all(
            found[2].startswith(("http://", "https://"))
            for found in LINK.finditer(embed["description"])
        )
    assert sum(size(embed["title"] + embed["description"]) for embed in shown) <= 6_000


def test_a_point_of_the_largest_size_is_shown() -> None:
    quote = Evidence("_" * 2_000, 0, 2_000)
    article = article_of(
        FERRY, source="_" * 120, url=f"https://harbourpost.example/{'a' * 400}", canonical_url=""
    )
    card = card_of(article)
    card = replace(card, summary=replace(card.summary, points=(Point("_" * 900, (quote,) * 9),)))

    articles, points = described(card)

    assert points.startswith("**1.** ")
    assert "more" not in articles
