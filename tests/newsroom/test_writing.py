"""A summary is made once for everybody, and a better one replaces a stand-in: both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.author import read_prompt_files
from bot.errors import AdminError
from bot.news import Assignment, Card, GuildId, MessageId, Style, Summary
from bot.newsroom.jitter import JITTER
from bot.newsroom.writing import (
    AWAY,
    LATEST,
    SOONEST,
    UNPROVED,
    UNTRANSLATED,
    ask_again_at,
)
from bot.storage.conditions import COLLECTED
from tests.fiction import headline, lay_out, page, paragraphs
from tests.model.scribe import (
    EVERY,
    adding,
    is_for_the_judge,
    material_in,
    scribe,
)
from tests.model.script import Prompt, Reply, Script, refusal
from tests.model.server import ScriptedModel
from tests.newsroom.desk import WRITER, Desk, open_desk
from tests.newsroom.outlets import COLLISION, Outlet
from tests.newsroom.test_spending import PRICES
from tests.newsstand.stand import Newsstand

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DICE = Random(3)  # noqa: S311 - jitter, not secrets

FIRST = MessageId(1)  # what a local front gives its first card
AWAY_FOR_NOW = refusal(401, "come back later")  # the one trouble that is not asked about twice
LIE = "It will employ 7,341 people."
CORRECTION = "Correction: the work will cost 90 million crowns, not 100 million."


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel().always(scribe()) as model:
        yield model


# --- Once for everybody ---


async def test_two_hundred_guilds_cost_one_call(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(sqlite_url, model=model, everywhere=True) as desk:
        url = lay_out(stand, 1)
        feeds = {await desk.follow(url, 1_000 + number, guild=number) for number in range(1, 201)}

        await desk.poll(feeds.pop())

    assert len(model.prompts) == 1
    assert len(desk.cards) == 200
    assert {card.summary.writer for card in desk.cards} == {WRITER}
    assert len({card.summary for card in desk.cards}) == 1


async def test_a_call_is_made_for_each_style_and_language_that_somebody_wants(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(sqlite_url, model=model, everywhere=True) as desk:
        url = lay_out(stand, 1)
        await desk.follow(url, 1, style=Style.BRIEF)
        await desk.follow(url, 2, style=Style.BRIEF)
        await desk.follow(url, 3, style=Style.DETAILED)

        await desk.poll(await desk.follow(url, 4, style=Style.DETAILED, language="de"))

    told = [prompt.system for prompt in model.prompts]
    assert [sum(word in each for each in told) for word in ("Brief: ", "Detailed: ")] == [1, 3]
    assert (
        sum("Write in German (de)." in each for each in told) == 2
    )  # and once more, as it was not
    assert sorted(len(card.summary.points) for card in desk.cards) == [2, 2, 4, 5]


async def test_the_house_has_a_style_a_language_and_rules(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    rules = "Never name minors."
    async with open_desk(
        sqlite_url, model=model, style="brief", language="de", house_rules=rules
    ) as desk:
        [card] = await desk.show(lay_out(stand, 1))

    for words in ("Brief: ", "Write in German (de).", rules):
        assert words in model.prompts[0].system
    assert card.summary.note == f"{UNPROVED}; {UNTRANSLATED}"


async def test_an_edited_article_is_summarised_anew_for_whoever_still_waits(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(database_url, model=model) as desk:
        feed_id = await desk.follow(lay_out(stand, 1))
        await desk.write(feed_id)
        stand.page("/news/0.html", page(0).replace("</article>", f"<p>{CORRECTION}</p></article>"))
        edited = stand.body("/feed.xml").replace(b"</title><link>", b" (corrected)</title><link>")
        stand.feed("/feed.xml", edited.replace(b"Post (corrected)", b"Post"), etag='"edited"')

        await desk.write(feed_id)

        await desk.work()
    first, second = model.prompts
    assert CORRECTION not in first.user
    assert CORRECTION in second.user
    assert len(desk.cards) == 1


async def test_what_is_known_is_not_asked_again(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(sqlite_url, model=model, shows=3) as desk:
        await desk.show(lay_out(stand, 3))

        for article in ("1", "2", "3"):
            await desk.bot.worker.newsroom.writing.write(article)

    assert len(model.prompts) == 3


# --- What costs no call ---


async def test_without_a_model_nobody_is_asked(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(sqlite_url, model=model, openai_model=None) as desk:
        [card] = await desk.show(lay_out(stand, 1))

    assert model.prompts == []
    assert (card.summary.writer, card.summary.note) == ("extractive", "")


@pytest.mark.parametrize("text", ["", "The council has voted. It was late. Nobody spoke."])
async def test_a_headline_and_an_article_of_three_sentences_cost_no_call(
    text: str, sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    url = lay_out(stand, 1, pages=False)
    stand.feed(
        "/feed.xml", stand.body("/feed.xml").replace(paragraphs(0)[0].encode(), text.encode())
    )
    async with open_desk(sqlite_url, model=model) as desk:
        [card] = await desk.show(url)

    assert model.prompts == []
    assert card.summary.note == ""


async def test_a_headline_alone_costs_no_call_and_no_bill(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(database_url, model=model, everywhere=True) as desk:
        await desk.poll(await desk.follow(lay_out(stand, 1), 1, guild=1, style=Style.HEADLINE))

        assert await desk.bot.storage.spent(NOW) == 0.0
        assert await desk.owed_within(HOUR) == []
    [card] = desk.cards
    assert model.prompts == []
    assert card.summary == Summary(headline=headline(0), language="en")


async def test_a_headline_alone_still_names_the_outlets_that_tell_it_too(
    sqlite_url: str, model: ScriptedModel
) -> None:
    async with (
        Outlet("The Saltmere Courier") as courier,
        Outlet("Ledger Wire") as ledger,
        open_desk(sqlite_url, model=model, everywhere=True, style="headline") as desk,
    ):
        for outlet, slug in zip((courier, ledger), COLLISION, strict=False):
            outlet.tell(slug)
            await desk.poll(await desk.follow(outlet.feed, 1))

        await desk.later(COLLECTED)

    [card] = desk.cards
    assert [each.source for each in card.also] == ["Ledger Wire"]
    assert (card.summary.dek, card.summary.points) == ("", ())
    assert model.prompts == []


# --- Written when a reader asks ---


async def asked_for(desk: Desk) -> Card:
    """The first card of the first channel with its summary, as a reader who asks is shown it."""
    card = await desk.bot.worker.newsroom.writing.summarised(FIRST)
    assert card is not None
    return card


async def test_a_summary_that_readers_ask_for_is_written_once_for_all_of_them(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(database_url, model=model, everywhere=True) as desk:
        await desk.poll(await desk.follow(lay_out(stand, 1), 1, guild=1, style=Style.HEADLINE))
        assert model.prompts == []

        first, second = await asyncio.gather(asked_for(desk), asked_for(desk))
        third = await asked_for(desk)

        assert (await desk.bot.storage.card_shown_by(FIRST)) == desk.cards[0]
        assert await desk.owed_within(HOUR) == []
    assert first == second == third
    assert (first.summary.writer, len(first.summary.points)) == (WRITER, 3)
    assert len(model.prompts) == 1
    assert len(desk.cards) == 1


async def test_the_guild_whose_reader_asks_pays(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    url = lay_out(stand, 1)
    async with open_desk(sqlite_url, model=model, everywhere=True, prices=PRICES) as desk:
        await desk.follow(url, 2, guild=2, style=Style.HEADLINE)
        await desk.poll(await desk.follow(url, 1, guild=1, style=Style.HEADLINE))
        found = await desk.bot.storage.summary_asked_for(FIRST, Assignment())

        await asked_for(desk)

        spent = await desk.bot.storage.spent_by([GuildId(1), GuildId(2)], NOW)
    assert found is not None
    assert tuple(spent) == found[1].guilds


async def test_a_reader_sees_the_articles_own_words_while_the_model_is_away(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(AWAY_FOR_NOW)
    async with open_desk(database_url, model=model, everywhere=True) as desk:
        await desk.poll(await desk.follow(lay_out(stand, 1), 1, style=Style.HEADLINE))

        first = await asked_for(desk)
        second = await asked_for(desk)
        model.always(scribe())
        desk.clock.ahead = 2 * SOONEST
        third = await asked_for(desk)

    assert first == second
    assert (first.summary.writer, first.summary.note) == ("extractive", AWAY)
    assert (third.summary.writer, third.summary.note) == (WRITER, "")
    assert len(model.prompts) == 2


async def test_what_was_never_a_card_has_no_summary(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(sqlite_url, model=model) as desk:
        await desk.show(lay_out(stand, 1))

        writing = desk.bot.worker.newsroom.writing
        assert await writing.summarised(MessageId(404)) is None


# --- While the model is away ---


async def test_a_stand_in_gives_way_when_the_model_is_back(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(AWAY_FOR_NOW)
    async with open_desk(database_url, model=model) as desk:
        [stand_in] = await desk.show(lay_out(stand, 1))
        model.always(scribe())

        await desk.ask_again()

        assert await desk.owed_within(HOUR) == []
    [card] = desk.cards
    assert (stand_in.summary.writer, stand_in.summary.note) == ("extractive", AWAY)
    assert (card.summary.writer, card.summary.note) == (WRITER, "")
    assert card.article == stand_in.article
    assert b'newsdesk_edits_total{outcome="edited"} 1.0' in desk.meters.text()


async def test_a_stand_in_that_nobody_has_seen_yet_gives_way_unseen(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(AWAY_FOR_NOW)
    async with open_desk(sqlite_url, model=model) as desk:
        feed_id = await desk.follow(lay_out(stand, 1))
        await desk.write(feed_id)
        model.always(scribe())
        await desk.make_due()

        await desk.write(feed_id)

        await desk.work()
    assert [card.summary.writer for card in desk.cards] == [WRITER]
    assert b'newsdesk_edits_total{outcome="edited"} 0.0' in desk.meters.text()


async def test_a_model_that_is_still_away_is_asked_again_later(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(AWAY_FOR_NOW)
    async with open_desk(sqlite_url, model=model) as desk:
        [stand_in] = await desk.show(lay_out(stand, 1))

        await desk.ask_again()

        assert desk.cards == [stand_in]
        assert len(model.prompts) == 2
        assert await desk.owed_within(timedelta()) == []
        assert len(await desk.owed_within(HOUR)) == 1


async def test_a_card_stays_as_it_is_when_the_comeback_would_come_too_late(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(AWAY_FOR_NOW)
    async with open_desk(sqlite_url, model=model, model_comeback=20) as desk:
        [card] = await desk.show(lay_out(stand, 1))

        assert await desk.owed_within(timedelta(days=9)) == []
    assert card.summary.note == AWAY


async def test_a_model_that_comes_back_with_nothing_proved_changes_nothing(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(AWAY_FOR_NOW)
    async with open_desk(sqlite_url, model=model) as desk:
        [stand_in] = await desk.show(lay_out(stand, 1))
        model.always(scribe(adding(LIE, to=EVERY)))

        await desk.ask_again()

        assert desk.cards == [stand_in]
        assert await desk.owed_within(HOUR) == []


async def test_what_could_not_be_proved_is_final_and_says_so(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(scribe(adding(LIE, to=EVERY)))
    async with open_desk(database_url, model=model) as desk:
        [card] = await desk.show(lay_out(stand, 1))

        assert await desk.owed_within(HOUR) == []
    assert (card.summary.writer, card.summary.note) == ("extractive", UNPROVED)
    assert len(model.prompts) == 2


async def test_one_article_that_fails_holds_no_other_up(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    def moody(prompt: Prompt) -> Reply:
        return Reply(wait=60) if material_in(prompt).title == headline(1) else scribe()(prompt)

    model.always(moody)
    async with open_desk(sqlite_url, model=model, shows=3, model_wait=1.0) as desk:
        await desk.show(lay_out(stand, 3))

    written = {card.article.title: card.summary.writer for card in desk.cards}
    assert written == {headline(0): WRITER, headline(1): "extractive", headline(2): WRITER}


@pytest.mark.parametrize(
    ("age", "retry_after", "comeback", "wait"),
    [
        pytest.param(timedelta(), None, HOUR, SOONEST, id="at first soon"),
        pytest.param(timedelta(minutes=4), None, HOUR, timedelta(minutes=4), id="then later"),
        pytest.param(timedelta(minutes=30), None, HOUR, LATEST, id="and not too late"),
        pytest.param(timedelta(), 300.0, HOUR, timedelta(minutes=5), id="as it asks"),
        pytest.param(timedelta(), 7_200.0, HOUR, None, id="but not for hours"),
        pytest.param(timedelta(minutes=58), None, HOUR, None, id="nor after an hour"),
        pytest.param(timedelta(), None, timedelta(), None, id="nor where nobody wants it"),
        pytest.param(timedelta(), float("1e300"), HOUR, None, id="whatever it asks"),
    ],
)
def test_the_moment_to_ask_again(
    age: timedelta, retry_after: float | None, comeback: timedelta, wait: timedelta | None
) -> None:
    again_at = ask_again_at(NOW - age, retry_after, comeback, now=NOW, random=DICE)

    assert (again_at is None) is (wait is None)
    if wait is not None and again_at is not None:
        assert wait * (1 - JITTER) <= again_at - NOW <= wait * (1 + JITTER)


# --- The judge, and prompts of one's own ---


@pytest.mark.parametrize(
    ("judge", "result"),
    [
        pytest.param(scribe(), (WRITER, 3, ""), id="honest"),
        pytest.param(scribe(refusing=[2]), (WRITER, 2, ""), id="refuses one"),
        pytest.param(scribe(refusing=[1, 2, 3]), ("extractive", 3, UNPROVED), id="refuses all"),
        pytest.param(lambda _: Reply(text="All fine!"), (WRITER, 3, ""), id="garbage"),
        pytest.param(lambda _: AWAY_FOR_NOW, ("extractive", 3, AWAY), id="away"),
    ],
)
async def test_a_judge_can_only_take_away(
    judge: Script,
    result: tuple[str, int, str],
    sqlite_url: str,
    stand: Newsstand,
    model: ScriptedModel,
) -> None:
    model.always(lambda prompt: (judge if is_for_the_judge(prompt) else scribe())(prompt))
    async with open_desk(sqlite_url, model=model, verify="model") as desk:
        [card] = await desk.show(lay_out(stand, 1))

    assert (card.summary.writer, len(card.summary.points), card.summary.note) == result


async def test_a_judge_may_be_another_model(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(
        sqlite_url, model=model, verify="model", openai_judge_model="sceptic"
    ) as desk:
        [card] = await desk.show(lay_out(stand, 1))

    assert [prompt.model for prompt in model.prompts] == [WRITER, "sceptic"]
    assert card.summary.writer == WRITER


async def test_a_prompt_without_one_of_its_words_is_refused_at_start(
    sqlite_url: str, model: ScriptedModel, tmp_path: Path
) -> None:
    for name, text in read_prompt_files().items():
        (tmp_path / f"{name}.md").write_text(text.replace("{{house_rules}}", ""), encoding="utf-8")

    with pytest.raises(AdminError, match="house_rules"):
        async with open_desk(sqlite_url, model=model, prompts=tmp_path):
            pass

    assert model.prompts == []


async def test_the_version_of_a_prompt_is_stored_with_what_it_made(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel, tmp_path: Path
) -> None:
    for name, text in read_prompt_files().items():
        (tmp_path / f"{name}.md").write_text(text.replace("short card", "card"), encoding="utf-8")
    async with open_desk(sqlite_url, model=model, shows=2) as desk:
        async with desk.written_by(model, prompts=tmp_path) as other:
            await other.show(lay_out(stand, 1, feed="/other.xml"))
        await desk.show(lay_out(stand, 1, first=1))

    versions = [card.summary.prompt_version for card in desk.cards]
    assert len(set(versions)) == 2
    assert all(version and version.startswith("summary-") for version in versions)
