"""Windows: what comes nearest to a question, in whole sentences and within a budget."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.news import Article, ArticleId, Near, Passage, Source, Span
from bot.writing.answering.windows import passages
from bot.writing.tokens import estimate_tokens
from tests.writing.composing import composed

FILLER = "The committee met again and heard the usual speeches about the usual matters. " * 3
FERRY = composed(
    FILLER.strip(),
    "The ferry Halvard ran aground off Skerry Point on Tuesday night. Forty people were aboard.",
    FILLER.strip(),
    title="A week in the harbour",
)
COMMON = {"the", "was", "of", "and", "what", "where", "did", "who", "why"}


def weigh(term: str) -> float:
    return 0.0 if term in COMMON else 3.0


def source(article: Article, number: int = 1, near: Near = Near.ARCHIVE) -> Source:
    told = replace(article, url=f"https://outlet{number}.example/")
    return Source(article_id=ArticleId(number), article=told, near=near)


def words_of(found: tuple[Passage, ...]) -> int:
    return sum(len(passage.text.split()) for passage in found)


def test_a_passage_is_whole_sentences_and_an_exact_slice() -> None:
    [best, *_] = passages("Where did the ferry run aground?", [source(FERRY)], weigh, words=30)

    assert "ran aground off Skerry Point" in best.text
    assert best.text == FERRY.text[best.start : best.end]
    assert set(best.sentences) <= set(FERRY.sentences)
    assert (best.start, best.end) == (best.sentences[0].start, best.sentences[-1].end)


def test_windows_of_one_article_never_overlap() -> None:
    article = composed(*(f"The ferry made trip {n} today, and nobody wrote." for n in range(90)))

    found = passages("ferry trip", [source(article)], weigh, windows=3, words=40)

    spans = sorted((passage.start, passage.end) for passage in found)
    assert len(spans) == 3
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_all_passages_keep_to_the_budget() -> None:
    lines = [" ".join(f"thing{n}x{each}" for each in range(40)) for n in range(40)]
    sources = [
        source(composed(f"The ferry had {line} as cargo."), n) for n, line in enumerate(lines)
    ]

    found = passages("ferry cargo", sources, weigh, budget=600)

    assert 300 < sum(estimate_tokens(passage.text) for passage in found) <= 600


def test_what_the_question_is_about_comes_before_the_archive_where_both_say_as_much() -> None:
    sources = [source(FERRY), source(composed(*FERRY.text.split("\n\n")[1:2]), 2, Near.STORY)]

    found = passages("Where did the ferry run aground?", sources, weigh, words=30)

    assert found[0].source.near is Near.STORY


def test_a_question_that_the_story_does_not_touch_gets_the_archives_passages_first() -> None:
    story = composed("Mayor Moss opened a library.", "Children sang songs about herring.")

    found = passages(
        "Where did the ferry run aground?", [source(story, 2, Near.STORY), source(FERRY)], weigh
    )

    assert [passage.source.near for passage in found] == [Near.ARCHIVE, Near.STORY]


@pytest.mark.parametrize("question", ["what was that and why?", "", "🎉🎉", "\x00", "...?!"])
def test_a_question_without_a_telling_word_gets_the_storys_start(question: str) -> None:
    found = passages(question, [source(FERRY, 1, Near.STORY), source(FERRY, 2)], weigh, words=30)

    assert found[0].start == 0
    assert {passage.source.near for passage in found} == {Near.STORY}


def test_a_storys_part_is_kept_for_it_however_much_the_archive_says() -> None:
    story = source(composed("He stepped down at noon.", title="Moss leaves"), 99, Near.STORY)
    archive = [
        source(composed(f"Minister {n} had to resign over boat {n}. {FILLER}"), n)
        for n in range(1, 30)
    ]

    found = passages("why did he resign?", [story, *archive], weigh, budget=500)

    assert story in [passage.source for passage in found]


def test_an_article_that_means_the_same_is_read_whatever_its_words() -> None:
    sources = [source(composed("Le navire a sombré près du port."), 5), source(FERRY)]

    found = passages("ferry aground", sources, weigh, meant=[ArticleId(5)])

    assert {passage.source.article_id for passage in found} == {1, 5}


def test_a_copy_of_another_outlet_comes_once() -> None:
    copies = [source(FERRY, n) for n in range(1, 9)]

    found = passages("ferry aground", copies, weigh)

    assert {passage.source.article_id for passage in found} == {1}


def test_one_that_comes_twice_is_looked_through_once() -> None:
    found = passages("ferry", [source(FERRY), source(FERRY)], weigh)

    assert len(found) == 1


def test_a_term_is_a_whole_word() -> None:
    article = composed("The ferryman slept.", "A café by the quay burned.", FILLER)

    assert passages("ferry", [source(article)], weigh) == ()
    assert passages("CAFE", [source(article)], weigh) != ()


def test_languages_without_spaces_are_found_and_cut() -> None:
    chinese = composed(
        "委员会周一再次开会，听取了例行报告。" * 30,
        "渡轮在礁石角搁浅，船上有四十人。",
        "委员会周二休会，没有发表任何声明。" * 30,
        language="zh",
    )

    [best, *_] = passages("渡轮在哪里搁浅？", [source(chinese)], weigh)

    assert "礁石角" in best.text
    assert len(best.text) < 300


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "ferry " * 170_000,
        "a " * 500_000,
        "🎉" * 1_000_000,
        "渡" * 1_000_000,
        "ferry\x00" * 170_000,
        "é" * 1_000_000,
    ],
    ids=["one word", "words", "letters", "emoji", "ideographs", "NULs", "accents"],
)
def test_a_text_without_an_end_is_cut_into_exact_slices(text: str) -> None:
    endless = replace(composed("x"), text=text, sentences=(Span(0, len(text)),), title="Ferry")

    found = passages("where is the ferry 渡渡?", [source(endless, 1, Near.STORY)], weigh)

    assert 1 <= len(found) <= 4
    assert all(0 < len(passage.text) <= 900 for passage in found)
    assert all(
        passage.text[span.start - passage.start : span.end - passage.start]
        for passage in found
        for span in passage.sentences
    )


def test_a_text_of_very_many_sentences_is_looked_through_as_far_as_it_may_be() -> None:
    text = "Ah. " * 250_000
    spans = tuple(Span(start, start + 3) for start in range(0, len(text), 4))
    endless = replace(composed("x"), text=text, sentences=spans)

    found = passages("ferry", [source(endless, 1, Near.PAGE)], weigh)

    assert words_of(found) <= 360


def test_a_question_of_a_hundred_kilobytes_is_read_in_part() -> None:
    question = " ".join(f"word{n}" for n in range(15_000)) + " ferry"

    assert passages(question, [source(FERRY)], weigh) == ()
    assert passages("ferry " + question, [source(FERRY)], weigh) != ()


def test_an_article_without_text_has_no_passages() -> None:
    empty = replace(FERRY, text="", sentences=(), paragraphs=())

    assert passages("ferry", [source(empty, 1, Near.STORY)], weigh) == ()


def test_a_text_without_sentences_is_read_as_one() -> None:
    plain = replace(composed("x"), text="The ferry sailed", sentences=())

    [only] = passages("ferry", [source(plain)], weigh)

    assert only.text == "The ferry sailed"
