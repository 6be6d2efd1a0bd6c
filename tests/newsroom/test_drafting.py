"""A model is asked, read, proved, asked once more, and judged: no more of it reaches a card."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from bot.author import drafting
from bot.errors import ModelError
from bot.llm import Asked, Told
from bot.news import (
    Article,
    ArticleId,
    Assignment,
    Kind,
    Purpose,
    StoredArticle,
    StoryId,
    Style,
    Tokens,
)
from bot.newsroom.drafting import CUT, CUT_STORY, Drafted, Drafting
from bot.settings import Settings
from bot.writing.combined import Combined, alone
from bot.writing.combining import combine
from tests.fronts.desk import FERRY, article_of
from tests.model.scribe import (
    EVERY,
    Change,
    adding,
    citing,
    having,
    is_for_the_judge,
    is_retry,
    material_in,
    scribe,
)
from tests.model.script import Prompt, Reply, Script

ARTICLE = article_of([
    *FERRY,
    "The council meets on 4 December to choose between 3 offers for a new pier.",
])  # fmt: skip
LIE = "The pier was sold for 7,341 crowns."


@dataclass
class Writer:
    """A scripted writer within reach of a hand: each question and its purpose are kept."""

    script: Script
    asked: list[Asked] = field(default_factory=list)
    purposes: list[Purpose] = field(default_factory=list)

    async def __call__(self, purpose: Purpose, asked: Asked) -> Told:
        self.asked.append(asked)
        self.purposes.append(purpose)
        return Told(
            text=self.script(prompt_of(asked)).text,
            model="scribe",
            usage=Tokens(input=1_000, output=100, cached=900),
            seconds=0.0,
            finished=True,
        )


def prompt_of(asked: Asked) -> Prompt:
    """A question as it arrives at a server."""
    form = {"type": "json_schema", "json_schema": {"name": asked.schema_name}}
    messages = [
        {"role": "system", "content": asked.system},
        {"role": "user", "content": asked.user},
    ]
    return Prompt(body={"messages": messages, "response_format": form}, headers={}, at=0.0)


def draft(
    writer: Writer,
    article: Article = ARTICLE,
    assignment: Assignment = Assignment(),  # noqa: B008 - frozen
    **changes: object,
) -> Drafted:
    """What becomes of an article."""
    desk = drafting(Settings().model_copy(update=changes))
    return asyncio.run(desk.draft(alone(article), assignment, writer))


def at_first(script: Script, then: Script) -> Script:
    """A writer that heeds what it is told."""
    return lambda prompt: then(prompt) if is_retry(prompt) else script(prompt)


def texts(drafted: Drafted) -> list[str]:
    assert drafted.summary is not None
    return [point.text for point in drafted.summary.points]


def quotes(drafted: Drafted) -> list[str]:
    assert drafted.summary is not None
    return [each.quote for point in drafted.summary.points for each in point.evidence]


def test_a_good_answer_is_asked_for_once() -> None:
    writer = Writer(scribe())

    drafted = draft(writer)

    assert writer.purposes == [Purpose.SUMMARY]
    assert texts(drafted) == list(FERRY[1:]) == quotes(drafted)
    assert (drafted.tries, drafted.faults, drafted.dropped) == (1, (), 0)


def test_a_summary_says_who_wrote_it_and_by_which_prompt() -> None:
    drafted = draft(Writer(scribe(having(kind="opinion"))))

    assert drafted.summary is not None
    assert drafted.summary.writer == "scribe"
    assert drafted.summary.prompt_version is not None
    assert drafted.summary.prompt_version.startswith("summary-")
    assert (drafted.summary.kind, drafted.summary.note) == (Kind.OPINION, "")


def test_one_point_that_fails_is_dropped_and_the_rest_is_shown() -> None:
    writer = Writer(scribe(adding(LIE)))

    drafted = draft(writer)

    assert writer.purposes == [Purpose.SUMMARY]
    assert texts(drafted) == list(FERRY[2:])
    assert drafted.dropped == 1
    assert {fault.part for fault in drafted.faults} == {"point 1"}


def test_a_second_try_hears_what_was_wrong_behind_the_first_question() -> None:
    writer = Writer(at_first(scribe(adding(LIE, to=EVERY)), then=scribe()))

    drafted = draft(writer)

    first, second = writer.asked
    assert writer.purposes == [Purpose.SUMMARY, Purpose.RETRY]
    assert second.system == first.system
    assert second.user.startswith(first.user)
    assert "point 1: " in second.user.removeprefix(first.user)
    assert "7,341" in second.user.removeprefix(first.user)
    assert texts(drafted) == list(FERRY[1:])
    assert drafted.tries == 2


@pytest.mark.parametrize("change", [adding(LIE, to=EVERY), citing(99, of=EVERY), having(points=[])])
def test_a_writer_that_does_not_heed_is_not_asked_a_third_time(change: Change) -> None:
    writer = Writer(scribe(change))

    drafted = draft(writer)

    assert len(writer.asked) == 2
    assert drafted.summary is None


def test_what_both_tries_cost_is_added_up() -> None:
    writer = Writer(at_first(scribe(having(points=[])), then=scribe()))

    drafted = draft(writer)

    assert drafted.summary is not None
    assert drafted.summary.tokens == Tokens(input=2_000, output=200, cached=1_800)


def test_no_answer_at_all_is_for_the_caller_to_hear() -> None:
    async def away(purpose: Purpose, asked: Asked) -> Told:
        del purpose, asked
        raise ModelError("the endpoint is away")

    desk = drafting(Settings())

    with pytest.raises(ModelError, match="away"):
        asyncio.run(desk.draft(alone(ARTICLE), Assignment(), away))


def test_a_judge_is_not_asked_where_nobody_wants_it() -> None:
    writer = Writer(scribe(refusing=[1, 2, 3]))

    drafted = draft(writer)

    assert drafted.shown == 3
    assert Purpose.JUDGE not in writer.purposes


def test_a_judge_sees_each_point_beside_its_sentence_and_nothing_else() -> None:
    writer = Writer(scribe())

    draft(writer, verify="model")

    assert writer.purposes == [Purpose.SUMMARY, Purpose.JUDGE]
    assert FERRY[1].strip("“”") in writer.asked[1].user
    assert FERRY[0] not in writer.asked[1].user


def test_a_judge_takes_points_away() -> None:
    drafted = draft(Writer(scribe(refusing=[2])), verify="model")

    assert texts(drafted) == [FERRY[1], FERRY[3]]
    assert (drafted.dropped, drafted.refused) == (0, 1)


def test_a_judge_that_leaves_one_point_leaves_no_summary() -> None:
    drafted = draft(Writer(scribe(refusing=[1, 2])), verify="model")

    assert (drafted.summary, drafted.refused, drafted.tries) == (None, 2, 1)


@pytest.mark.parametrize(
    "words",
    [
        "All of it is true.",
        "[]",
        '{"verdicts": "fine"}',
        json.dumps({"verdicts": [{"point": 9, "proved": False}]}),
        json.dumps({"points": [{"sentences": [1], "text": LIE}], "headline": LIE}),
        json.dumps({"verdicts": [{"point": 1, "proved": True, "text": LIE}], "headline": LIE}),
    ],
)
def test_a_judge_can_do_nothing_but_take_points_away(words: str) -> None:
    def odd(prompt: Prompt) -> Reply:
        return Reply(text=words) if is_for_the_judge(prompt) else scribe()(prompt)

    drafted = draft(Writer(odd), verify="model")

    assert texts(drafted) == list(FERRY[1:])


def test_the_judges_tokens_are_counted_too() -> None:
    drafted = draft(Writer(scribe()), verify="model")

    assert drafted.summary is not None
    assert drafted.summary.tokens.input == 2_000


@pytest.mark.parametrize(("style", "points"), [(Style.BRIEF, 2), (Style.DETAILED, 4)])
def test_the_style_is_asked_for_in_words(style: Style, points: int) -> None:
    drafted = draft(Writer(scribe()), assignment=Assignment(style))

    assert len(texts(drafted)) == points


def test_the_language_and_the_house_rules_are_asked_for_in_words() -> None:
    writer = Writer(scribe())

    draft(writer, assignment=Assignment(language="de"), house_rules="Never name minors.")

    assert "German (de)" in writer.asked[0].system
    assert "Never name minors." in writer.asked[0].system


GERMAN = having(
    language="de",
    headline="Letzte Fähre nach Skerry vor dem Winter",
    dek="Die letzte Fähre hat die Insel am Sonntagmittag verlassen.",
    points=[
        {"sentences": [2], "text": "Laut Ona Lind hielt der Steg den Betrieb nicht mehr aus."},
        {"sentences": [3], "text": "Der Inselrat wünscht sich einen Zuschuss von 40,000 Kronen."},
    ],
)
IN_GERMAN = article_of(
    [
        "Die letzte Fähre nach Skerry hat die Insel am Sonntag um zwölf Uhr verlassen.",
        "Vor dem Frühling wird keine andere folgen, weil der Steg zu schwach geworden ist.",
        "Der Inselrat wünscht sich einen Zuschuss von 40.000 Kronen aus dem Leuchtturmfonds.",
        "Brot und Post kommen nun am Dienstag mit dem Hubschrauber auf die Insel.",
    ],
    language="en",  # as many a page says of itself that is not
)


@pytest.mark.parametrize(
    ("article", "wanted", "change", "is_shown"),
    [
        pytest.param(ARTICLE, None, having(), True, id="in the article's own"),
        pytest.param(ARTICLE, None, GERMAN, False, id="in another than the article's"),
        pytest.param(ARTICLE, "de", GERMAN, True, id="translated as asked"),
        pytest.param(ARTICLE, "de", having(), False, id="not translated"),
        pytest.param(ARTICLE, "de", having(language="de"), False, id="not translated, and a lie"),
        pytest.param(ARTICLE, "fr", GERMAN, False, id="translated into something else"),
        pytest.param(IN_GERMAN, None, having(language="de"), True, id="of a page that errs"),
        pytest.param(IN_GERMAN, "de", having(language="de"), True, id="asked for anyhow"),
    ],
)
def test_a_summary_is_in_the_language_that_was_asked_for(
    article: Article, wanted: str | None, change: Change, *, is_shown: bool
) -> None:
    drafted = draft(Writer(scribe(change)), article, Assignment(language=wanted))

    assert (drafted.summary is not None) is is_shown
    assert is_shown or {fault.part for fault in drafted.faults} == {"language"}


def test_a_long_article_is_cut_at_a_paragraph_and_the_summary_says_so() -> None:
    long = article_of(
        [*FERRY, *(f"Islander {number} has written a letter." for number in range(500))]
    )
    writer = Writer(scribe())

    drafted = draft(writer, long, article_tokens=500)

    assert drafted.summary is not None
    assert drafted.summary.note == CUT
    assert len(material_in(prompt_of(writer.asked[0])).sentences) < 100


HERALD = (
    "The last ferry to Skerry left at noon on Sunday with 14 people and a goat on board.",
    "The Herald has learned that the helicopter will cost the island 300 crowns a flight.",
)


def story() -> Combined:
    """The ferry, told by two outlets."""
    herald = replace(article_of(HERALD), source="The Herald", title="Skerry ferry leaves")
    return combine([
        StoredArticle(id=ArticleId(number), story_id=StoryId(1), version=1, article=article)
        for number, article in ((7, ARTICLE), (8, herald))
    ])  # fmt: skip


def points_on(*cited: int, of: Combined) -> Change:
    """Points that are these sentences."""
    text, spans = of.article.text, of.article.sentences
    quoted = ((n, text[spans[n - 1].start : spans[n - 1].end]) for n in cited)
    return having(points=[{"sentences": [n], "text": quote} for n, quote in quoted])


def test_the_points_of_a_story_name_the_articles_that_prove_them() -> None:
    told = story()
    writer = Writer(scribe(points_on(3, 7, of=told)))

    drafted = asyncio.run(drafting(Settings()).draft(told, Assignment(), writer))

    assert drafted.summary is not None
    evidence = [each for point in drafted.summary.points for each in point.evidence]
    assert [each.article_id for each in evidence] == [7, 8]
    for each, stored in zip(evidence, told.tellers, strict=True):
        assert stored.article.text[each.start : each.end] == each.quote


def test_a_story_is_sent_with_the_names_of_its_outlets() -> None:
    writer = Writer(scribe())

    asyncio.run(drafting(Settings()).draft(story(), Assignment(), writer))

    assert writer.asked[0].user.count("\n[outlet] ") == 2
    assert "\n[outlet] The Herald\n[6] " in writer.asked[0].user


def test_a_number_of_one_outlet_is_not_told_of_what_another_one_says() -> None:
    mixed = {"sentences": [3, 7], "text": "The council wants a subsidy of 300 crowns a flight."}
    honest = points_on(2, 3, 7, of=story())
    writer = Writer(scribe(lambda card: {**card, "points": [*honest(card)["points"], mixed]}))

    drafted = asyncio.run(drafting(Settings()).draft(story(), Assignment(), writer))

    assert drafted.shown == 3
    assert {fault.part for fault in drafted.faults} == {"point 4"}


def test_a_story_that_had_no_room_says_so() -> None:
    long = article_of([f"Islander {number} has written a letter." for number in range(500)])
    told = combine([
        StoredArticle(id=ArticleId(number), story_id=StoryId(1), version=1, article=article)
        for number, article in ((7, ARTICLE), (8, replace(long, source="The Herald")))
    ], budget=500)  # fmt: skip

    drafted = asyncio.run(drafting(Settings()).draft(told, Assignment(), Writer(scribe())))

    assert drafted.summary is not None
    assert drafted.summary.note == CUT_STORY


def test_no_two_prompts_have_the_same_marks_and_all_have_the_same_system_part() -> None:
    writer = Writer(scribe())

    draft(writer)
    draft(writer)

    assert writer.asked[0].system == writer.asked[1].system
    assert writer.asked[0].user != writer.asked[1].user


def test_the_marks_come_from_dice_that_can_be_given() -> None:
    prompts = drafting(Settings()).prompts
    desks = [Drafting(prompts=prompts, dice=Random(5)) for _ in range(2)]  # noqa: S311 - no secret

    first, second = (desk.prompt(alone(ARTICLE), Assignment()) for desk in desks)

    assert first == second
