"""Which story an article belongs to when it arrives."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.news import ArticleId, Candidate, Decisions, StoryId
from bot.stories.placing import THRESHOLDS, place
from tests.stories.replay import among, counted, replay, told

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

VOTE = told(
    "Council approves flood barrier for Tern Bay",
    "The harbour council of Tern Bay approved a flood barrier on Friday. Mayor Ada Moss said the "
    "barrier would protect the fish market from the sea. Fishermen fear for the herring fleet.",
    source="The Harbour Post",
)
SAME_VOTE = told(
    "Tern Bay votes for flood barrier",
    "The council in Tern Bay voted for a flood barrier on Friday. Mayor Ada Moss called it the end "
    "of wet feet in the fish market, while fishermen worried about their herring.",
    after=HOUR,
)
LAWSUIT = told(
    "Mayor Moss resigns over Tern Bay flood barrier",
    "Mayor Ada Moss of Tern Bay has resigned over the flood barrier that the council approved. Her "
    "brother was to supply the concrete that protects the fish market, documents show.",
    after=DAY,
)
FIRE = told(
    "Fire at Quay Street warehouse kills three",
    "Three people died when a fire tore through a paper warehouse on Quay Street in Alderhaven. "
    "Some 40 firefighters fought the flames until dawn. The cause is not known.",
)
STRANGER = told("Brass band wins prize", "A waltz about goats and cheese took the singing prize.")


def stored(article: Candidate, number: int, story: int) -> Candidate:
    return replace(article, article_id=ArticleId(number), story_id=StoryId(story))


def test_an_article_that_nobody_else_tells_begins_a_story() -> None:
    placed = place(VOTE, among(stored(STRANGER, 1, 1), stored(FIRE, 2, 2)), counted())

    assert placed.story_id is None
    assert placed.why == "a new story"
    assert placed.gist is None
    assert placed.fit == 0
    assert not placed.news


def test_two_outlets_at_once_tell_one_story_whichever_comes_first() -> None:
    one, other = VOTE, replace(SAME_VOTE, published_at=VOTE.published_at)

    assert replay([one, other])[0] == [1, 1]
    assert replay([other, one])[0] == [1, 1]


def test_a_moderator_reads_why_an_article_joined() -> None:
    placed = place(SAME_VOTE, among(stored(VOTE, 1, 7)), counted())

    assert placed.story_id == 7
    assert placed.why == f"the same event, {placed.fit:.2f}".replace(" 0.", " .")
    assert placed.gist is not None
    assert placed.gist.articles == 2
    assert (placed.gist.first_at, placed.gist.last_at) == (
        VOTE.published_at,
        SAME_VOTE.published_at,
    )


def test_another_outlets_words_for_it_are_no_news_and_a_resignation_is() -> None:
    stories, (_, same, resigned) = replay([VOTE, SAME_VOTE, LAWSUIT])

    assert stories == [1, 1, 1]
    assert not same.news
    assert resigned.news


def test_a_syndicated_copy_joins_under_another_headline_and_is_no_news() -> None:
    text = (
        VOTE.text + " The work is to begin in the spring, and will cost 60 million crowns in all."
    )
    copy = told("Wet feet no more", text.replace("Friday", "Nov 20"), after=5 * DAY)

    placed = place(copy, among(stored(replace(VOTE, text=text), 1, 4)), counted())

    assert placed.story_id == 4
    assert placed.why == "a copy"
    assert not placed.news


def test_what_an_outlet_prints_under_every_article_makes_no_copy_and_no_story() -> None:
    refrain = (
        " Follow us for more local news from Tern Bay every day. Our reporters are on the road in "
        "all weathers for you. Subscribe to the morning letter and never miss a thing again. We "
        "keep to the rules of the press council and correct our mistakes in public."
    )
    one = told("Brass band wins prize", "A waltz about goats won." + refrain)
    other = told("Harbour crane breaks down", "The old crane stands still." + refrain, after=HOUR)

    assert replay([one, other])[0] == [1, 2]


def test_a_live_blog_under_changing_headlines_stays_one_story() -> None:
    opening = "Tern Bay storm live: harbour closed as storm Edda nears"
    first = told(opening, "Storm Edda nears Tern Bay. The harbour is closed and ferries wait.")
    later = [
        told(
            f"Tern Bay storm live: {what}",
            f"Storm Edda over Tern Bay: {what}. The harbour is closed and ferries wait.",
            after=hours * HOUR,
            source=source,
        )
        for hours, what, source in (
            (2, "ferry adrift off the pier", "Tern Courier"),
            (5, "power fails in the old town", "The Harbour Post"),
            (9, "ferry towed to safety", "Tern Courier"),
        )
    ]

    assert replay([first, *later])[0] == [1, 1, 1, 1]


def test_a_daily_column_with_the_same_title_is_a_new_story_every_day() -> None:
    column = [
        told(
            f"Morning briefing: what to know in Tern Bay on {day}",
            f"Good morning from Tern Bay, here is what to know today. {matter} Have a good day.",
            after=number * DAY,
            source="The Harbour Post",
        )
        for number, (day, matter) in enumerate(
            (
                ("Monday", "The fish market opens at six."),
                ("Tuesday", "The fish market opens at seven."),
                ("Wednesday", "The fish market is closed."),
            )
        )
    ]

    assert replay(column)[0] == [1, 2, 3]


def test_results_of_the_same_teams_a_week_apart_are_two_stories() -> None:
    first = told(
        "Harriers beat Rovers 3-1",
        "Alder Harriers beat Tern Rovers 3-1 at home on Saturday. Okoro scored twice.",
    )
    again = told(
        "Harriers and Rovers draw 2-2",
        "Alder Harriers and Tern Rovers drew 2-2 on Saturday. Okoro scored twice.",
        after=7 * DAY,
        source="The Harbour Post",
    )

    assert replay([first, again])[0] == [1, 2]


def test_an_article_in_another_language_begins_a_story_of_its_own() -> None:
    german = told(
        "Stadtrat billigt Flutsperre",
        "Der Hafenrat hat am Freitag eine Flutsperre gebilligt, sagte die Bürgermeisterin.",
        after=HOUR,
    )

    assert replay([VOTE, german])[0] == [1, 2]


def test_what_a_model_means_joins_articles_that_share_some_words() -> None:
    german = told(
        "Rat billigt Flutsperre",
        "Der Hafenrat hat den Bau einer Sperre gegen die Flut gebilligt, sagte die Bürgermeisterin "
        "von Tern Bay. Fischer fürchten um ihre Heringe und verließen den Saal.",
        after=HOUR,
    )
    surroundings, counts = among(stored(VOTE, 1, 1)), counted()

    by_words = place(german, surroundings, counts)
    by_both = place(german, surroundings, counts, meant={StoryId(1): 0.8})

    assert by_words.story_id is None
    assert by_both.story_id == 1


def test_what_a_model_means_joins_nothing_that_shares_no_words() -> None:
    placed = place(STRANGER, among(stored(FIRE, 1, 1)), counted(), meant={StoryId(1): 1.0})

    assert placed.story_id is None


def test_what_a_model_means_can_keep_two_stories_apart() -> None:
    march = told(
        "Fishermen of Tern Bay march against cheap herring",
        "Some 300 fishermen from Tern Bay marched through the capital against cheap imports of "
        "herring from abroad, which the ministry has allowed since the summer.",
    )
    around, counts = among(stored(VOTE, 1, 1)), counted()
    by_words = place(march, around, counts)

    by_both = place(march, around, counts, meant={StoryId(1): 0.0})

    assert by_words.story_id == 1
    assert by_both.story_id is None


def test_a_story_that_lasts_three_weeks_is_several() -> None:
    days = [replace(VOTE, published_at=VOTE.published_at + n * DAY) for n in range(0, 21, 2)]
    several = [
        replace(day, title=f"{VOTE.title}, part {n}", source=f"Outlet {n}")
        for n, day in enumerate(days)
    ]

    stories, _ = replay(several)

    spans = {
        story: [a.published_at for a, s in zip(several, stories, strict=True) if s == story]
        for story in stories
    }
    assert len(spans) >= 3
    assert all(max(dates) - min(dates) <= THRESHOLDS.span for dates in spans.values())


def test_what_comes_more_than_three_days_later_is_another_story() -> None:
    late = replace(SAME_VOTE, published_at=VOTE.published_at + 73 * HOUR)

    assert replay([VOTE, late])[0] == [1, 2]


def test_an_older_article_that_arrives_late_joins_its_story() -> None:
    assert replay([SAME_VOTE, VOTE])[0] == [1, 1]


def test_two_stories_that_an_article_proves_to_be_one_become_the_earlier_one() -> None:
    earlier = stored(VOTE, 5, 9)
    later = stored(replace(VOTE, source="Bay Radio", published_at=SAME_VOTE.published_at), 6, 3)

    placed = place(SAME_VOTE, among(earlier, later), counted())

    assert placed.story_id == 9
    assert placed.merges == (3,)
    assert placed.gist is not None
    assert placed.gist.articles == 3


@pytest.mark.parametrize(
    "decisions",
    [
        Decisions(unrelated=frozenset({(StoryId(3), StoryId(9))})),
        Decisions(unrelated=frozenset({(StoryId(2), StoryId(9))}), merged={StoryId(2): StoryId(3)}),
        Decisions(split=frozenset({(ArticleId(6), StoryId(9))})),
        Decisions(split=frozenset({(ArticleId(5), StoryId(3))})),
    ],
)
def test_stories_that_a_moderator_parted_never_merge_through_a_third_article(
    decisions: Decisions,
) -> None:
    one = stored(VOTE, 5, 9)
    other = stored(replace(VOTE, source="Bay Radio"), 6, 3)

    placed = place(SAME_VOTE, among(one, other, decisions=decisions), counted())

    assert placed.story_id in {3, 9}
    assert placed.merges == ()


def test_an_article_that_was_split_off_never_goes_back() -> None:
    decisions = Decisions(
        split=frozenset({(ArticleId(2), StoryId(1))}), merged={StoryId(1): StoryId(8)}
    )
    article = replace(SAME_VOTE, article_id=ArticleId(2))

    placed = place(article, among(stored(VOTE, 1, 8), decisions=decisions), counted())

    assert placed.story_id is None


def test_an_article_joins_what_its_story_was_merged_into() -> None:
    decisions = Decisions(merged={StoryId(1): StoryId(5), StoryId(5): StoryId(2)})

    placed = place(SAME_VOTE, among(stored(VOTE, 1, 1), decisions=decisions), counted())

    assert placed.story_id == 2


def test_the_order_of_the_candidates_does_not_matter() -> None:
    candidates = [stored(VOTE, 1, 4), stored(LAWSUIT, 2, 2), stored(FIRE, 3, 3)]
    candidates += [stored(replace(VOTE, source=f"Outlet {n}"), n, n) for n in range(5, 12)]
    dice = random.Random(3)  # noqa: S311 - an order
    counts = counted()
    expected = place(SAME_VOTE, among(*candidates), counts)

    for _ in range(20):
        dice.shuffle(candidates)
        placed = place(SAME_VOTE, among(*candidates), counts)

        assert placed == expected


@pytest.mark.parametrize(
    ("title", "text"),
    [("", ""), ("", VOTE.text), ("Flood barrier", ""), ("!!!", "… – …"), ("the", "and of the")],
)
def test_an_article_without_title_text_or_words_is_placed_somewhere(title: str, text: str) -> None:
    article = replace(SAME_VOTE, title=title, text=text)
    around = [stored(VOTE, 1, 1), stored(told("", ""), 2, 2), stored(told("?", "!"), 3, 3)]

    placed = place(article, among(*around), counted())

    assert placed.story_id in {None, 1}


def test_articles_without_words_are_no_story_together() -> None:
    assert replay([told("", ""), told("", ""), told("…", "!")])[0] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "." * 1_000_000,
        "a. " * 330_000,
        "word" * 250_000,
        "1,2." * 250_000,
        "\n" * 1_000_000,
        "\0\ud800 " * 330_000,
        "ﷺ" * 300_000,
        "flood barrier " * 70_000,
    ],
)
def test_a_hostile_megabyte_is_placed_like_anything_else(text: str) -> None:
    hostile = told(text, text, source=text)
    around = [stored(told(text, text, source=text), n, n) for n in range(1, 6)]

    placed = place(hostile, among(*around, stored(VOTE, 9, 9)), counted())

    assert 0 <= placed.fit <= 1


STORM_HERE = told(
    "Storm Edda floods the fish market of Tern Bay",
    "Storm Edda pushed the sea over the quay of Tern Bay on Friday and flooded the fish market. "
    "Nobody was hurt. The ferries stay in the harbour until the wind drops, its office said.",
)
STORM_THERE = told(
    "Storm Edda cuts power to half of Skerry",
    "Storm Edda tore down power lines on Skerry on Friday and left half of the island in the dark. "
    "Nobody was hurt. The ferries do not sail until the wind drops, the island council said.",
)
CLAIMS = told(
    "Insurers expect claims after a windy weekend",
    "Insurers expect thousands of claims along the coast after storm Edda. Who wants money back "
    "should take photographs before cleaning up. The ferries wait until the wind drops.",
    after=HOUR,
)


def test_what_fits_two_stories_alike_tells_their_subject_and_joins_neither() -> None:
    here, there = stored(STORM_HERE, 1, 1), stored(STORM_THERE, 2, 2)
    unmoved = replace(THRESHOLDS, rivalry=0.0)

    assert place(CLAIMS, among(here), counted()).story_id == 1
    assert place(CLAIMS, among(there), counted()).story_id == 2
    assert place(CLAIMS, among(here, there), counted()).story_id is None
    merged = place(CLAIMS, among(here, there), counted(), thresholds=unmoved)
    assert (merged.story_id, merged.merges) == (1, (2,))


def test_another_story_does_not_keep_an_article_from_its_own() -> None:
    later = told(
        "Fish market of Tern Bay under water",
        "The sea came over the quay of Tern Bay in storm Edda on Friday and stood in the fish "
        "market, the harbour said. The ferries stay until the wind drops.",
        after=HOUR,
    )

    placed = place(later, among(stored(STORM_HERE, 1, 1), stored(STORM_THERE, 2, 2)), counted())

    assert placed.story_id == 1
