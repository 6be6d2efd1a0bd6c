"""Which sentences say most of what an article says."""

from bot.writing.ranking import best_sentences, choose

HARBOUR = [
    "The harbour council of Tern Bay approved a flood barrier on Monday.",
    "A brass band played old songs while people ate herring in the square.",
    "The flood barrier will protect the harbour of Tern Bay and its fish market.",
    "On Monday the harbour council of Tern Bay approved a flood barrier.",
    "Somebody lost a red umbrella, and somebody else found it again.",
    "The council expects the flood barrier to cost nine million.",
    "A dog barked at the band until everybody laughed.",
]


def test_the_best_come_in_the_order_of_the_text() -> None:
    best_first = choose(HARBOUR, 3, among=range(7))

    in_order = best_sentences(HARBOUR, 3)

    assert in_order == tuple(sorted(best_first))


def test_an_aside_is_not_worth_what_the_matter_itself_is() -> None:
    aside_first = [HARBOUR[1], HARBOUR[0], *HARBOUR[2:]]

    assert choose(aside_first, 1, among=range(7)) == [1]


def test_a_sentence_that_repeats_a_chosen_one_never_comes() -> None:
    assert 3 not in best_sentences(HARBOUR, len(HARBOUR))


def test_a_sentence_that_repeats_the_headline_never_comes() -> None:
    chosen = choose(
        HARBOUR,
        1,
        among=range(7),
        said="Tern Bay: the harbour council approved a flood barrier on Monday",
    )

    assert chosen == [2]


def test_only_what_is_allowed_is_chosen() -> None:
    assert set(choose(HARBOUR, 5, among=[2, 3])) == {2, 3}


def test_sentences_without_spaces_are_compared_by_pairs_of_characters() -> None:
    sentences = ["港口委员会批准防洪堤。", "乐队在雨中演奏。", "港口委员会星期一批准防洪堤。"]

    chosen = best_sentences(sentences, 3)

    assert len(chosen) == 2
    assert 1 in chosen


def test_nothing_gives_nothing() -> None:
    assert best_sentences([], 3) == ()
    assert best_sentences(["...", "!!!"], 1) == ()
