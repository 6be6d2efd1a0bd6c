"""Rare terms tell more than common ones, counted in what was read so far."""

from bot.stories.terms import MOST_TERMS, TermCounts, heaviest
from bot.terms import terms

ARCHIVE = (
    "The harbour council met in the town hall",
    "The town hall was painted in the spring",
    "The herring came late in the year",
)


def counted() -> TermCounts:
    counts = TermCounts()
    for text in ARCHIVE:
        counts.add(terms(text))
    return counts


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    counts = counted()

    assert counts.count == 3
    assert counts.idf("submarine") > counts.idf("herring") > counts.idf("town") > counts.idf("the")


def test_a_term_that_repeats_in_a_document_counts_once() -> None:
    counts = TermCounts()

    counts.add(["the", "the", "the"])

    assert counts.documents["the"] == 1


def test_the_heaviest_terms_come_first_and_the_title_counts_most() -> None:
    found = heaviest(
        "Herring festival", "The herring is back in the town hall", counted(), number=3
    )

    assert set(found[:2]) == {"herring", "festival"}
    assert "the" not in found


def test_an_empty_archive_still_gives_terms() -> None:
    assert set(heaviest("Herring festival", "", TermCounts())) == {"herring", "festival"}


def test_nothing_to_say_gives_no_terms() -> None:
    assert heaviest("", "…", counted()) == ()


def test_counting_for_years_takes_no_more_memory_than_for_months() -> None:
    counts = TermCounts()

    for year in range(3):
        counts.add(["harbour", *(f"name{year}x{number}" for number in range(MOST_TERMS // 2))])

    assert len(counts.documents) <= MOST_TERMS
    assert counts.documents["harbour"] == counts.count


def test_function_words_tell_nothing_even_in_an_archive_that_has_none_of_them() -> None:
    counts = TermCounts()
    counts.add(terms("The harbour was closed."))

    told = heaviest("Die Bahn und der Hafen", "Die Bahn fährt über den Fluss und der Hafen", counts)

    assert {"bahn", "hafen", "fahrt", "fluss"} == set(told)
