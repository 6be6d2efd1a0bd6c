"""Where several outlets tell a story, one of them alone must prove each line of its card."""

import time
from dataclasses import replace

import pytest

from bot.news import ArticleId, Summary
from bot.writing.combined import Combined
from bot.writing.combining import combine
from bot.writing.draft import Claim, Draft
from bot.writing.proof import Proved, prove
from tests.writing.telling import COURIER, GAZETTE, POST, in_pairs, story, told_by

HANG_S = 20.0
STORY = combine(story())
SENTENCES = (*POST, *COURIER, *GAZETTE)  # 1 to 4, 5 to 8, 9 to 12
HONEST = (Claim(POST[0], (1,)), Claim(COURIER[1], (6,)))


def proved(
    *claims: Claim, told: Combined = STORY, headline: str = POST[0], dek: str = ""
) -> Proved:
    draft = Draft(headline.rstrip("."), dek, (*HONEST, *claims), language="en")
    return prove(draft, told.article, parts=told.parts)


def faults(*claims: Claim, told: Combined = STORY) -> list[str]:
    return [f"{fault.part}: {fault.words}" for fault in proved(*claims, told=told).faults]


def summary(*claims: Claim, headline: str = POST[0], dek: str = "") -> Summary:
    found = proved(*claims, headline=headline, dek=dek).summary
    assert found is not None
    return found


@pytest.mark.parametrize("number", range(1, 13))
def test_a_sentence_of_any_outlet_proves_itself(number: int) -> None:
    assert faults(Claim(SENTENCES[number - 1], (number,))) == []


def test_a_point_may_name_sentences_of_two_outlets_that_tell_the_same() -> None:
    (*_, point) = summary(
        Claim("The council of Tern Bay approved a barrier worth nine million crowns.", (1, 5))
    ).points

    assert [evidence.quote for evidence in point.evidence] == [POST[0], COURIER[0]]


def test_a_sentence_of_another_outlet_that_proves_nothing_is_not_shown() -> None:
    (*_, point) = summary(Claim(POST[0], (1, 8))).points

    assert [evidence.quote for evidence in point.evidence] == [POST[0]]


def test_an_outlet_with_another_number_does_not_tell_the_same() -> None:
    other = told_by("The Echo", COURIER[0].replace("nine", "twelve"), number=2)
    told = combine([story()[0], other])
    draft = Draft(
        POST[0].rstrip("."), "", (Claim(POST[0], (1, 5)), Claim(POST[1], (2,))), language="en"
    )

    found = prove(draft, told.article, parts=told.parts).summary

    assert found is not None
    assert [evidence.quote for evidence in found.points[0].evidence] == [POST[0]]


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            Claim("Mayor Ada Moss was fined 300 crowns for leaving the debate.", (2, 8)),
            id="a name of one and a number of the other",
        ),
        pytest.param(
            Claim("Mayor Ada Moss was fined 300 crowns for leaving the debate.", (8,)),
            id="the same, and the sentence with the name is not named",
        ),
        pytest.param(
            Claim("Engineers from the Heron Institute gathered 4,000 names.", (3, 7)),
            id="who of one and what of the other",
        ),
        pytest.param(
            Claim("The council approved the barrier, and 4,000 people have signed.", (1, 7)),
            id="two facts that no outlet tells together",
        ),
    ],
)
def test_no_point_is_put_together_from_two_outlets(claim: Claim) -> None:
    assert any(fault.startswith("point 3: ") for fault in faults(claim))


def test_the_model_is_told_that_no_outlet_says_it_all() -> None:
    claim = Claim("Mayor Ada Moss was fined 300 crowns for leaving the debate.", (2, 8))

    assert faults(claim)[0] == "point 3: no outlet says all of it alone"


@pytest.mark.parametrize("numbers", [(8,), (3, 8), (3,)])
def test_what_one_outlet_speaks_of_is_not_told_in_the_words_of_another(
    numbers: tuple[int, ...],
) -> None:
    claim = Claim("The engineers who measured the tides were fined 300 crowns.", numbers)

    assert any(fault.startswith("point 3: ") for fault in faults(claim))


def test_an_outlet_that_has_only_a_few_of_a_points_words_does_not_tell_it_too() -> None:
    claim = "The council of Tern Bay approved a flood barrier worth nine million crowns."
    (*_, point) = summary(Claim(claim, (1, 11))).points

    assert [evidence.quote for evidence in point.evidence] == [POST[0]]


def test_a_headline_may_sum_up_what_several_tell_if_it_has_no_number() -> None:
    told = summary(headline="Council approved barrier that fishermen fear")

    assert told.headline == "Council approved barrier that fishermen fear"


def test_a_headline_is_no_mixture_either() -> None:
    mixed = summary(headline="Heron Institute gathers 4,000 names", dek=COURIER[2])

    assert mixed.headline == "Tern Bay gets its barrier"
    assert mixed.dek == COURIER[2]


@pytest.mark.parametrize(
    "text",
    [
        "According to The Courier, a petition against the plan has gathered 4,000 names.",
        "The Courier reports that a petition against the plan has gathered 4,000 names.",
    ],
)
def test_a_point_may_say_which_outlet_says_so(text: str) -> None:
    (*_, point) = summary(Claim(text, (7,))).points

    assert point.text == text


@pytest.mark.parametrize(
    "text",
    [
        "According to The Gazette, a petition against the plan has gathered 4,000 names.",
        "The Gazette reports that a petition against the plan has gathered 4,000 names.",
        "The Courier was fined 300 crowns for leaving the debate without a word.",
    ],
)
def test_but_not_another_one_and_not_of_itself(text: str) -> None:
    assert faults(Claim(text, (7, 8))) != []


def test_what_an_outlet_has_word_for_word_from_another_one_still_gives_it_its_names() -> None:
    update = "She will open the works herself, and 40 guests are invited."
    told = combine([story()[0], told_by("The Echo", *in_pairs(POST), update, number=2)])

    found = faults(Claim("Moss will open the works herself, and 40 guests are invited.", (5,)),
                   told=told)  # fmt: skip

    assert [each for each in found if each.startswith("point 3")] == []


def test_one_article_with_parts_is_proved_as_it_is_without_them() -> None:
    told = combine(story()[:1])
    draft = Draft(
        "Moss: vote ends eleven wet winters",
        POST[3],
        (Claim(POST[0], (1, 3)), Claim("Lie 9", (2,))),
    )

    assert prove(draft, told.article, parts=told.parts) == prove(draft, told.article)


def test_eight_hostile_articles_are_proved_in_time() -> None:
    text = "Moss may not pay 9 crowns to Okoro. " * 2_000
    told = combine(
        [
            told_by(f"Outlet {n}", f"Number {n}{n} is {n} years old.", text, number=n)
            for n in range(8)
        ]
    )
    claims = tuple(Claim(f"Moss paid {n} crowns to Okoro in {n} May.", (1, 2, 3)) for n in range(5))
    started = time.monotonic()

    prove(Draft("Moss paid 7", "Okoro paid 8", claims), told.article, parts=told.parts)

    assert time.monotonic() - started < HANG_S


def test_an_outlet_may_have_any_name() -> None:
    odd = replace(story()[1].article, source="(a|b)+$ [\\")
    told = combine([story()[0], replace(story()[1], id=ArticleId(9), article=odd)])

    assert faults(Claim(f"According to (a|b)+$ [\\, {COURIER[2]}", (7,)), told=told) == []
