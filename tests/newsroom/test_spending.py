"""Money: each limit holds, in all and for each guild, and the card says so."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.app import utc_now
from bot.news import Card, GuildId, Purpose, Tokens
from bot.settings import Price
from tests.fiction import lay_out
from tests.model.scribe import scribe
from tests.model.script import refusal
from tests.model.server import ScriptedModel
from tests.newsroom.desk import WRITER, Desk, open_desk
from tests.newsstand.stand import Newsstand

# A token costs one crown, whichever way it goes. Before a call it is taken for about 5,000: 3,000
# of the prompt, and 2,000 that the answer may have.
PRICES: Final = {WRITER: Price(input=1_000_000, output=1_000_000)}
COST: Final = 150  # what the scripted model counts for each answer, all in all
ENOUGH: Final = 10_000.0

TODAY: Final = "today's budget for the model is spent"
THIS_MONTH: Final = "this month's budget for the model is spent"
THEIR_DAY: Final = "today's budget of this community for the model is spent"
THEIR_MONTH: Final = "this month's budget of this community for the model is spent"

RICH, POOR = 1, 2
DAY = timedelta(days=1)


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel().always(scribe()) as model:
        yield model


async def pay(desk: Desk, amount: float, *guilds: int, ago: timedelta = timedelta()) -> None:
    """An answer that was paid for."""
    at = utc_now() - ago
    bill = await desk.bot.storage.open_bill(
        article_id=None, purpose=Purpose.SUMMARY, model=WRITER, cost=amount, now=at
    )
    await desk.bot.storage.settle_bill(
        bill,
        model=WRITER,
        usage=Tokens(),
        cost=amount,
        seconds=1.0,
        trouble="",
        guilds=[GuildId(each) for each in guilds],
        now=at,
    )


async def spent_by(desk: Desk, *guilds: int) -> dict[int, float]:
    known = [GuildId(each) for each in guilds]
    spent = await desk.bot.storage.spent_by(known, utc_now() - DAY)
    return {int(guild): amount for guild, amount in spent.items()}


def made(card: Card) -> tuple[str, str]:
    return card.summary.writer, card.summary.note


async def test_what_an_answer_has_cost_is_kept(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(database_url, model=model, shows=2, prices=PRICES) as desk:
        await desk.show(lay_out(stand, 2))

        spent = await desk.bot.storage.spent(utc_now() - DAY)

    assert spent == 2 * COST
    assert b"newsdesk_model_cost_total 300.0" in desk.meters.text()


@pytest.mark.parametrize(("budget", "note"), [("budget_day", TODAY), ("budget_month", THIS_MONTH)])
async def test_at_the_limit_the_article_speaks_and_the_card_says_why(
    budget: str, note: str, sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    limits: dict[str, Any] = {budget: ENOUGH}
    async with open_desk(sqlite_url, model=model, prices=PRICES, **limits) as desk:
        await pay(desk, ENOUGH - 1_000)

        [card] = await desk.show(lay_out(stand, 1))

        assert await desk.owed_within(30 * DAY) == []
    assert made(card) == ("extractive", note)
    assert model.prompts == []


@pytest.mark.parametrize(("budget", "ago"), [("budget_day", DAY), ("budget_month", 31 * DAY)])
async def test_what_was_spent_before_does_not_count(
    budget: str, ago: timedelta, sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    limits: dict[str, Any] = {budget: ENOUGH}
    async with open_desk(sqlite_url, model=model, prices=PRICES, **limits) as desk:
        await pay(desk, ENOUGH, ago=ago)

        [card] = await desk.show(lay_out(stand, 1))

    assert made(card) == (WRITER, "")


async def test_the_money_runs_out_in_the_middle_and_no_entry_is_lost(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(scribe(usage={"prompt_tokens": 3_000, "completion_tokens": 200}))
    async with open_desk(
        sqlite_url, model=model, shows=6, prices=PRICES, budget_day=ENOUGH
    ) as desk:
        await desk.show(lay_out(stand, 6))

        spent = await desk.bot.storage.spent(utc_now() - DAY)

    notes = [made(card) for card in desk.cards]
    assert len(notes) == 6
    assert set(notes) == {(WRITER, ""), ("extractive", TODAY)}
    assert spent == 3_200 * len(model.prompts) <= ENOUGH


async def test_a_limit_holds_when_many_ask_at_once(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(scribe(wait=0.3))
    async with open_desk(
        sqlite_url, model=model, shows=8, prices=PRICES, budget_day=ENOUGH, model_at_once=8
    ) as desk:
        await desk.show(lay_out(stand, 8))

    assert model.most_at_once <= 2  # of 5,000 each
    assert {made(card) for card in desk.cards} <= {(WRITER, ""), ("extractive", TODAY)}


async def test_what_a_killed_process_had_asked_counts(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(sqlite_url, model=model, prices=PRICES, budget_day=ENOUGH) as desk:
        await desk.bot.storage.open_bill(
            article_id=None, purpose=Purpose.SUMMARY, model=WRITER, cost=ENOUGH, now=utc_now()
        )

        [card] = await desk.show(lay_out(stand, 1))

    assert made(card) == ("extractive", TODAY)


async def test_a_server_that_counts_nothing_is_billed_by_the_estimate(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(scribe(usage=None))
    async with open_desk(sqlite_url, model=model, prices=PRICES) as desk:
        await desk.show(lay_out(stand, 1))

        spent = await desk.bot.storage.spent(utc_now() - DAY)

    prompt = model.prompts[0]
    letters = len(prompt.system) + len(prompt.user)
    assert letters / 5 < spent < letters / 3


async def test_a_call_that_brought_nothing_costs_what_the_endpoint_says(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.then(refusal(503, "not now")).always(scribe())
    async with open_desk(sqlite_url, model=model, prices=PRICES) as desk:
        [card] = await desk.show(lay_out(stand, 1))

        spent = await desk.bot.storage.spent(utc_now() - DAY)

    assert made(card) == (WRITER, "")
    assert spent == COST


async def test_a_second_try_is_not_made_when_the_first_took_the_last_money(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(scribe(lambda _: {}, usage={"prompt_tokens": 9_000, "completion_tokens": 0}))
    async with open_desk(sqlite_url, model=model, prices=PRICES, budget_day=ENOUGH) as desk:
        [card] = await desk.show(lay_out(stand, 1))

    assert made(card) == ("extractive", TODAY)
    assert all("[what was wrong]" not in prompt.user for prompt in model.prompts)


# --- Guilds ---


async def test_guilds_that_wait_for_the_same_pay_in_equal_parts(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(database_url, model=model, everywhere=True, prices=PRICES) as desk:
        url = lay_out(stand, 1)
        for guild in (1, 2, 3):
            await desk.follow(url, 10 + guild, guild=guild)

        await desk.work()

        assert await spent_by(desk, 1, 2, 3) == {1: COST / 3, 2: COST / 3, 3: COST / 3}


@pytest.mark.parametrize(
    ("budget", "note"), [("guild_budget_day", THEIR_DAY), ("guild_budget_month", THEIR_MONTH)]
)
async def test_a_guild_without_money_gets_the_articles_own_words(
    budget: str, note: str, sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    limits: dict[str, Any] = {budget: ENOUGH}
    async with open_desk(sqlite_url, model=model, everywhere=True, prices=PRICES, **limits) as desk:
        await pay(desk, ENOUGH, POOR)

        await desk.poll(await desk.follow(lay_out(stand, 1), 11, guild=POOR))

    assert [made(card) for card in desk.cards] == [("extractive", note)]
    assert model.prompts == []


async def test_a_guild_without_money_is_shown_what_another_has_paid_for(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(
        database_url, model=model, everywhere=True, prices=PRICES, guild_budget_day=ENOUGH
    ) as desk:
        await pay(desk, ENOUGH, POOR)
        url = lay_out(stand, 1)
        await desk.follow(url, 11, guild=POOR)

        await desk.poll(await desk.follow(url, 12, guild=RICH))

        assert await spent_by(desk, RICH, POOR) == {RICH: COST, POOR: ENOUGH}
    assert [made(card) for card in desk.cards] == [(WRITER, "")] * 2
    assert len(model.prompts) == 1


async def test_a_feed_of_a_poor_guild_alone_does_not_touch_a_rich_one(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(
        sqlite_url, model=model, everywhere=True, prices=PRICES, guild_budget_day=ENOUGH
    ) as desk:
        await pay(desk, ENOUGH, POOR)
        await desk.follow(lay_out(stand, 1, feed="/poor.xml"), 11, guild=POOR)
        await desk.follow(lay_out(stand, 1, first=1, feed="/rich.xml"), 12, guild=RICH)

        await desk.work()

        assert await spent_by(desk, RICH, POOR) == {RICH: COST, POOR: ENOUGH}
    assert sorted(made(card) for card in desk.cards) == [("extractive", THEIR_DAY), (WRITER, "")]


async def test_a_story_that_a_poor_guild_shows_is_paid_for_by_a_rich_one_that_joins(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(
        sqlite_url, model=model, everywhere=True, prices=PRICES, guild_budget_day=ENOUGH
    ) as desk:
        await pay(desk, ENOUGH, POOR)
        await desk.poll(await desk.follow(lay_out(stand, 1, feed="/poor.xml"), 11, guild=POOR))
        await desk.poll(await desk.follow(lay_out(stand, 1, feed="/rich.xml"), 12, guild=RICH))

        await desk.ask_again()

        assert await spent_by(desk, RICH, POOR) == {RICH: COST, POOR: ENOUGH}
    assert [made(card) for card in desk.cards] == [(WRITER, "")] * 2


async def test_a_channel_of_no_known_guild_is_bound_by_the_houses_limits_alone(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with open_desk(sqlite_url, model=model, prices=PRICES, guild_budget_day=0.0) as desk:
        [card] = await desk.show(lay_out(stand, 1))

    assert made(card) == (WRITER, "")
