"""What moderators decided holds under every name that a story has had."""

from bot.news import ArticleId, Decisions, StoryId
from bot.stories.decisions import are_apart, current, is_barred
from tests.stories.replay import told

ONE, TWO, THREE = StoryId(1), StoryId(2), StoryId(3)


def test_a_story_is_called_what_it_was_merged_into_last() -> None:
    decisions = Decisions(merged={ONE: TWO, TWO: THREE})

    assert [current(decisions, each) for each in (ONE, TWO, THREE)] == [THREE, THREE, THREE]


def test_merges_that_go_in_a_circle_come_to_an_end() -> None:
    decisions = Decisions(merged={ONE: TWO, TWO: ONE})

    assert current(decisions, ONE) in {ONE, TWO}


def test_an_article_is_barred_from_what_its_old_story_became() -> None:
    decisions = Decisions(split=frozenset({(ArticleId(7), ONE)}), merged={ONE: TWO})

    assert is_barred(decisions, ArticleId(7), TWO)
    assert not is_barred(decisions, ArticleId(7), THREE)
    assert not is_barred(decisions, ArticleId(8), TWO)


def test_unrelated_stories_stay_apart_in_either_order() -> None:
    decisions = Decisions(unrelated=frozenset({(ONE, TWO)}))

    assert are_apart(decisions, ONE, TWO)
    assert are_apart(decisions, TWO, ONE)
    assert not are_apart(decisions, ONE, THREE)


def test_a_story_stays_apart_from_the_one_that_an_article_of_it_was_taken_out_of() -> None:
    decisions = Decisions(split=frozenset({(ArticleId(7), ONE)}))
    taken_out = told("A headline", number=7, story=2)

    assert are_apart(decisions, ONE, TWO, [taken_out])
    assert not are_apart(decisions, ONE, THREE, [taken_out])
    assert not are_apart(decisions, ONE, TWO)
