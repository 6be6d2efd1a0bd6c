"""The question of a search is read, and the line that shows what was found is chosen."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import UsageError
from bot.news import ArticleId, Feed, FeedId, Found, Span, StoryId
from bot.stories.finding import EXCERPT, excerpt, feed_named, read_question, read_since

NOW = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
FIRST = "The council met on Monday."
SECOND = "Ferry fares rise in Alderhaven, the harbour master said."


def found(text: str, *sentences: Span) -> Found:
    return Found(
        story_id=StoryId(1),
        article_id=ArticleId(1),
        title="Fares",
        url="https://harbour.example/1",
        source="The Harbour Post",
        published_at=NOW,
        text=text,
        sentences=sentences,
    )


def test_words_phrases_and_exclusions_are_told_apart() -> None:
    wanted = read_question('Ferry "rate RISE" -strike the café')

    assert wanted.words == (("ferry",), ("rate", "rise"), ("cafe",))
    assert wanted.without == (("strike",),)
    assert wanted.typed == ("Ferry", '"rate RISE"', "café")


def test_a_script_without_spaces_is_searched_by_its_pairs() -> None:
    assert read_question("渡船停").words == (("渡船", "船停"),)


@pytest.mark.parametrize("typed", ["", "  ", "the of", '""', "-ferry", "\x00", "a", '"'])
def test_nothing_to_search_for_is_said(typed: str) -> None:
    with pytest.raises(UsageError, match="name a word"):
        read_question(typed)


@pytest.mark.parametrize(
    "typed", ["ferry " * 20_000, "x" * 100_000, '"ferry ' * 10_000, " ".join(map(str, range(9999)))]
)
def test_a_hostile_question_is_capped(typed: str) -> None:
    assert 1 <= len(read_question("ferry " + typed).words) <= 12


def test_ages_and_dates_are_understood() -> None:
    assert read_since("3d", NOW) == NOW - timedelta(days=3)
    assert read_since("2w", NOW) == NOW - timedelta(days=14)
    assert read_since("2026-11-01", NOW) == datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "yesterday", "2026-13-01", "-3d", "3 d", "٣d"])
def test_a_wrong_date_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="such as 2026-11-01"):
        read_since(typed, NOW)


def test_a_feed_is_known_by_url_or_title_and_near_ones_are_named() -> None:
    feed = Feed(id=FeedId(1), url="https://a.example/f", title="Harbour Post", next_poll_at=NOW)

    assert feed_named("harbour post", [feed]) is feed
    assert feed_named(feed.url, [feed]) is feed
    with pytest.raises(UsageError, match="did you mean Harbour Post"):
        feed_named("harbor post", [feed])


def test_the_sentence_with_the_words_is_shown_as_it_stands() -> None:
    text = f"{FIRST} {SECOND}"
    shown = excerpt(
        found(text, Span(0, len(FIRST)), Span(len(FIRST) + 1, len(text))),
        read_question("harbour ferry"),
    )

    assert shown.text == SECOND == text[shown.start :]
    assert [shown.text[mark.start : mark.end] for mark in shown.marks] == ["Ferry", "harbour"]


@pytest.mark.parametrize("text", ["", "x" * 500_000, "a b " * 200_000, "渡船" * 100_000])
def test_any_text_gives_a_bounded_slice_of_itself(text: str) -> None:
    shown = excerpt(found(text, Span(0, len(text))), read_question("渡船 ferry"))

    assert len(shown.text) <= EXCERPT
    assert text[shown.start : shown.start + len(shown.text)] == shown.text


def test_accents_and_case_do_not_keep_a_word_from_being_marked() -> None:
    shown = excerpt(found("Das CAFE\u0301 schließt."), read_question("café"))

    assert [shown.text[mark.start : mark.end] for mark in shown.marks] == ["CAFE\u0301"]
