"""The articles of a story are one text that knows where it comes from."""

import time
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news import Amendment, ArticleId, Basis, Notice, StoredArticle
from bot.writing.combining import Combined, combine, is_worth_asking
from bot.writing.tokens import estimate_tokens
from tests.writing.composing import dice
from tests.writing.telling import COURIER, GAZETTE, POST, in_pairs, story, told_by

HANG_S = 30.0


def sentences(combined: Combined) -> list[str]:
    article = combined.article
    return [article.text[span.start : span.end] for span in article.sentences]


def sources(combined: Combined) -> list[str]:
    return [stored.article.source for stored in combined.tellers]


def words(random: Random, count: int) -> str:
    """A sentence that nobody else has."""
    return " ".join(f"w{random.randrange(10**6)}x" for _ in range(count)).capitalize() + "."


def stretched(random: Random, paragraphs: int) -> list[str]:
    return [" ".join(words(random, 12) for _ in range(3)) for _ in range(paragraphs)]


def headline_only(stored: StoredArticle) -> StoredArticle:
    bare = replace(stored.article, text="", paragraphs=(), sentences=(), basis=Basis.HEADLINE_ONLY)
    return replace(stored, article=bare)


def test_one_article_stays_as_it_is() -> None:
    (first, *_) = story()

    combined = combine([first])

    assert combined.article == first.article
    assert (combined.cut, combined.outlets, combined.tellers) == (False, {}, (first,))


def test_no_article_is_no_story() -> None:
    with pytest.raises(ValueError, match="no articles"):
        combine([])


def test_several_articles_are_told_one_after_the_other() -> None:
    combined = combine(story())

    assert sentences(combined) == [*POST, *COURIER, *GAZETTE]
    assert sources(combined) == ["The Post", "The Courier", "The Gazette"]
    assert not combined.cut


def test_every_part_is_a_slice_of_its_article() -> None:
    combined = combine(story())

    for part in combined.parts:
        said = combined.article.text[part.span.start : part.span.end]
        own = part.stored.article.text[part.origin : part.origin + len(said)]
        assert said == own
        assert part.stored.article.sentences[part.before].start == part.origin


def test_an_outlet_is_named_where_its_words_begin() -> None:
    combined = combine(story())

    text = combined.article.text
    assert [text[at:].split(" ")[0] for at in combined.outlets] == ["The", "A", "Shops"]
    assert [*combined.outlets.values()] == ["The Post", "The Courier", "The Gazette"]


def test_an_outlet_without_a_name_goes_by_its_host() -> None:
    first, second, _ = story()
    nameless = replace(second, article=replace(second.article, source=" "))

    combined = combine([first, nameless])

    assert [*combined.outlets.values()] == ["The Post", "harbour.example"]


def test_a_copy_is_not_told_twice() -> None:
    copy = told_by("The Echo", *in_pairs(POST), number=4, title="Barrier for Tern Bay")

    combined = combine([*story()[:1], copy])

    assert sentences(combined) == [*POST]
    assert sources(combined) == ["The Post"]


def test_of_a_copy_only_what_is_new_is_told() -> None:
    news = "A second vote on the price of the barrier was called for Friday night."
    copy = told_by("The Echo", *in_pairs([*POST[:3], news, POST[3]]), number=4)

    combined = combine([*story()[:1], copy])

    assert sentences(combined) == [*POST, news]


@pytest.mark.parametrize(
    "changed",
    [POST[0].replace("nine", "twelve"), POST[3].replace("begins", "may begin"),
     POST[3].replace("in April", "not in April"), POST[1].replace("Ada Moss", "Tam Okoro")],
)  # fmt: skip
def test_a_copy_that_says_something_else_is_heard(changed: str) -> None:
    copy = told_by("The Echo", changed, number=4)

    combined = combine([*story()[:1], copy])

    assert sentences(combined)[4:] == [changed]


def test_an_outlets_calls_to_its_readers_are_left_out_of_further_articles() -> None:
    first, second, _ = story()
    selling = told_by("The Courier", COURIER[1], "Sign up for our newsletter today.", number=2)

    combined = combine([first, selling])

    assert sentences(combined) == [*POST, COURIER[1]]
    assert second.id == selling.id


def test_the_title_is_the_one_that_has_most_in_common_with_all() -> None:
    titles = ("Why Ada Moss smiles", "Tern Bay council approves barrier", "Barrier approved")
    told = [
        replace(each, article=replace(each.article, title=title))
        for each, title in zip(story(), titles, strict=True)
    ]

    combined = combine(told)

    assert combined.article.title == titles[1]


def test_an_article_in_another_language_is_not_told() -> None:
    foreign = told_by("Die Post", "Der Rat hat das Sperrwerk gebilligt.", number=5, language="de")

    combined = combine([*story(), foreign])

    assert "Die Post" not in sources(combined)
    assert combined.article.language == "en"


def test_an_article_that_names_no_language_is_told_with_the_others() -> None:
    first, second, _ = story()
    silent = replace(second, article=replace(second.article, language=None))

    combined = combine([first, silent])

    assert len(sources(combined)) == 2


def test_a_headline_alone_adds_no_text_and_takes_none_away() -> None:
    first, second, _ = story()

    combined = combine([headline_only(first), second])

    assert sentences(combined) == [*COURIER]
    assert combined.article.basis is Basis.FULL_TEXT


def test_headlines_alone_are_no_text() -> None:
    combined = combine([headline_only(each) for each in story()])

    assert combined.article.basis is Basis.HEADLINE_ONLY
    assert sentences(combined) == []
    assert not is_worth_asking(combined)


def test_the_basis_is_the_fullest_of_all() -> None:
    first, second, _ = story()
    short = replace(first, article=replace(first.article, basis=Basis.FEED_TEXT, note="a wall"))

    combined = combine([short, second])

    assert (combined.article.basis, combined.article.note) == (Basis.FULL_TEXT, "")


def test_three_hundred_articles_are_told_by_eight_of_them_the_first_and_the_newest() -> None:
    random = dice()
    told = [
        told_by(f"Outlet {number % 40}", *stretched(random, 2), number=number)
        for number in range(1, 301)
    ]

    combined = combine(told)

    ids = [each.id for each in combined.tellers]
    assert ids == [1, *range(294, 301)]
    assert combined.cut


def test_each_outlets_last_word_comes_before_another_one_of_the_same() -> None:
    random = dice()
    told = [
        told_by(source, *stretched(random, 1), number=number)
        for number, source in enumerate("ABCDEFGZZZZZZZZ", start=1)
    ]

    combined = combine(told)

    assert sources(combined) == [*"ABCDEFGZ"]


def test_a_story_keeps_to_its_budget_and_every_outlet_has_its_say() -> None:
    random = dice()
    told = [
        told_by(f"Outlet {number}", *stretched(random, 60), number=number) for number in range(1, 9)
    ]

    combined = combine(told, budget=3_000)

    assert 2_400 < estimate_tokens(combined.article.text) <= 3_000
    assert len(combined.tellers) == 8
    assert combined.cut


def test_the_earliest_is_told_from_its_top() -> None:
    random = dice()
    long, short = stretched(random, 60), stretched(random, 2)
    told = [told_by("The Post", *long), told_by("The Courier", *short, number=2)]

    combined = combine(told, budget=1_500)

    first = [part for part in combined.parts if part.stored.id == 1]
    assert [part.before for part in first] == [*range(0, 3 * len(first), 3)]
    assert sources(combined) == ["The Post", "The Courier"]


def test_where_there_is_hardly_any_room_the_first_sentence_is_told() -> None:
    combined = combine(story(), budget=1)

    assert sentences(combined) == [POST[0]]
    assert combined.cut


def test_of_a_further_outlet_what_is_new_comes_before_what_has_been_said() -> None:
    random = dice()
    post = [words(random, 14) for _ in range(30)]
    said = [" ".join(reversed(each.rstrip(".").split())) + "." for each in post]
    fresh = [words(random, 14) for _ in range(4)]
    courier = told_by("The Courier", words(random, 14), *said, *fresh, number=2)

    combined = combine([told_by("The Post", *post), courier], budget=2_000)

    told = sentences(combined)
    assert set(fresh) <= set(told)
    assert not set(said) <= set(told)


def test_a_retracted_article_is_left_out_where_others_tell_the_story() -> None:
    _, second, third = story()
    retracted = told_by("The Post", *POST, amendment=Amendment.RETRACTED)

    combined = combine([retracted, second, third])

    assert sources(combined) == ["The Courier", "The Gazette"]
    assert is_worth_asking(combined)


def test_where_all_is_retracted_nobody_is_asked() -> None:
    told = [
        told_by(source, *POST, number=number, amendment=Amendment.RETRACTED)
        for number, source in enumerate(("The Post", "The Echo"), start=1)
    ]

    combined = combine(told)

    assert combined.article.notice == Notice(Amendment.RETRACTED, "The Echo regrets its report.")
    assert not is_worth_asking(combined)


def test_a_corrected_article_is_told_as_it_stands() -> None:
    corrected = told_by("The Post", *POST, amendment=Amendment.CORRECTED)

    combined = combine([corrected, *story()[1:]])

    assert sources(combined)[0] == "The Post"
    assert combined.article.notice is None


@pytest.mark.parametrize(("count", "worth"), [(0, False), (3, False), (4, True)])
def test_a_summary_is_worth_asking_for_from_four_sentences_on(count: int, *, worth: bool) -> None:
    combined = combine([told_by("The Post", *POST[:count])])

    assert is_worth_asking(combined) is worth


TEXTS = st.lists(
    st.sampled_from([*POST, *COURIER, "", "Yes.", "\x00\ud800", "港口委员会批准了计划。", " \n"])
    | st.text(max_size=30),
    max_size=6,
)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(min_value=1, max_value=400))
def test_sentences_are_always_slices_of_the_articles_that_they_are_said_to_come_from(
    texts: list[list[str]], budget: int
) -> None:
    told = [told_by(f"O{i}", *paragraphs, number=i) for i, paragraphs in enumerate(texts, 1)]

    combined = combine(told, budget=budget)

    for part in combined.parts:
        said = combined.article.text[part.span.start : part.span.end]
        assert part.stored.article.text[part.origin :].startswith(said)
    places = [(part.span.start, part.span.end) for part in combined.parts]
    assert all(
        any(start <= s.start and s.end <= end for start, end in places)
        for s in combined.article.sentences
    )


@pytest.mark.parametrize(
    "piece", ["The market rose by 9 crowns. ", "a. ", "word ", "市", "\u200b", "[1] (", "- "]
)
def test_three_hundred_hostile_megabytes_are_combined_in_time(piece: str) -> None:
    hostile = told_by("The Post", piece * (1_000_000 // len(piece)))
    told = [replace(hostile, id=ArticleId(number)) for number in range(300)]
    started = time.monotonic()

    combined = combine(told)

    assert time.monotonic() - started < HANG_S
    assert len(combined.tellers) >= 1
