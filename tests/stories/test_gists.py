"""What a story's gist keeps of its articles."""

from datetime import timedelta

import pytest

from bot.news import Article
from bot.stories.gists import MOST_TERMS, alike, fit, gathered, gist_of, gist_of_story, together
from bot.stories.terms import weigh
from tests.stories.replay import NOON, counted, told

DAY = timedelta(days=1)
VOTE = told("Tern Bay votes for flood barrier", "The council voted for a barrier on Friday.")
FIRE = told("Fire on Quay Street", "A warehouse burnt down in Alderhaven.", after=DAY)
SAME = told("Council approves barrier", "The flood barrier for Tern Bay was approved.")


def article(title: str, text: str) -> Article:
    return Article(url="", canonical_url="", title=title, published_at=NOON, text=text)


def test_an_article_fits_a_story_of_itself_wholly_and_a_strangers_not_at_all() -> None:
    counts = counted()
    weights = weigh(VOTE.title, VOTE.text, counts)

    assert fit(weights, gathered([VOTE], counts)) == pytest.approx(1.0, abs=0.15)
    assert fit(weights, gathered([FIRE], counts)) == 0
    assert 0 < fit(weights, gathered([SAME], counts)) < 1


def test_the_order_in_which_articles_came_does_not_matter() -> None:
    counts = counted()

    there, back = gathered([VOTE, SAME, FIRE], counts), gathered([FIRE, SAME, VOTE], counts)

    assert there.weights == pytest.approx(back.weights)
    assert (there.articles, there.first_at, there.last_at) == (3, NOON, NOON + DAY)
    assert there.breadth == pytest.approx(back.breadth)


def test_two_stories_of_the_same_articles_are_wholly_alike() -> None:
    counts = counted()
    gist = gathered([VOTE, SAME], counts)

    assert alike(gist, gist) == pytest.approx(1.0)
    assert alike(gist, gathered([FIRE], counts)) == 0


def test_a_gist_keeps_the_heaviest_terms_alone() -> None:
    gist = gist_of({f"term{n}": n / 1_000 for n in range(1_000)}, NOON)

    assert len(gist.weights) == MOST_TERMS
    assert "term999" in gist.weights
    assert "term399" not in gist.weights
    assert len(together(gist, gist_of({"new": 1.0}, NOON)).weights) == MOST_TERMS


def test_a_story_of_one_article_has_no_gist_to_keep() -> None:
    one, other = article(VOTE.title, VOTE.text), article(SAME.title, SAME.text)
    counts = counted()

    assert gist_of_story([], counts) is None
    assert gist_of_story([one], counts) is None
    assert gist_of_story([one, other], counts) == gathered([VOTE, SAME], counts)


def test_articles_without_words_have_a_gist_that_nothing_fits() -> None:
    counts = counted()

    gist = gathered([told(""), told("…")], counts)

    assert fit(weigh(VOTE.title, VOTE.text, counts), gist) == 0
    assert alike(gist, gist) == 0
