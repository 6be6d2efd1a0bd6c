"""Bills: opened with an estimate, settled once, and shared by those who asked."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.news import ArticleId, BillId, GuildId, Tokens
from bot.storage import Storage, open_storage
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.tables import bills
from tests.storage.samples import NOW, new_entry, polled, read_next

DAY = NOW.replace(hour=0, minute=0)
MONTH = DAY.replace(day=1)
TOMORROW = DAY + timedelta(days=1)
ONE, TWO, THREE = (GuildId(2**61 + number) for number in (1, 2, 3))
USAGE = Tokens(input=900, output=200, cached=600)


async def opened(
    storage: Storage,
    cost: float = 0.5,
    *,
    now: datetime = NOW,
    article_id: ArticleId | None = None,
) -> BillId:
    """A bill for a question that is under way."""
    return await storage.open_bill(
        article_id=article_id, purpose="summary", model="a-model", cost=cost, now=now
    )


async def settled(
    storage: Storage,
    bill_id: BillId,
    guilds: Collection[GuildId] = (),
    *,
    cost: float = 0.25,
    now: datetime = NOW,
) -> None:
    """Settles a bill."""
    await storage.settle_bill(
        bill_id,
        model="a-fallback",
        usage=USAGE,
        cost=cost,
        seconds=2.5,
        trouble="it was slow\x00",
        guilds=guilds,
        now=now,
    )


async def test_nothing_has_been_spent_in_the_beginning(storage: Storage) -> None:
    assert await storage.spent(DAY) == 0
    assert await storage.spent_by([ONE], DAY) == {}
    assert await storage.spent_by([], DAY) == {}


async def test_a_question_under_way_counts_as_what_it_may_cost(storage: Storage) -> None:
    await opened(storage, 0.5)

    assert await storage.spent(DAY) == 0.5


async def test_an_answer_counts_as_what_it_did_cost(storage: Storage) -> None:
    bill_id = await opened(storage, 0.5)

    await settled(storage, bill_id, cost=0.25)

    assert await storage.spent(DAY) == 0.25


async def test_what_a_killed_process_had_asked_is_counted(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        await opened(storage, 0.5)

    async with open_storage(database_url) as storage:
        assert await storage.spent(DAY) == 0.5
        assert await storage.spent_by([ONE], DAY) == {}


async def test_the_guilds_pay_in_equal_parts(storage: Storage) -> None:
    await settled(storage, await opened(storage), [ONE, TWO], cost=0.5)
    await settled(storage, await opened(storage), [TWO], cost=0.25)

    spent = await storage.spent_by([ONE, TWO, THREE], DAY)

    assert spent == {ONE: 0.25, TWO: 0.5}


async def test_a_bill_that_is_settled_twice_counts_once(storage: Storage) -> None:
    bill_id = await opened(storage)

    for cost in (0.25, 8.0):
        await settled(storage, bill_id, [ONE], cost=cost)

    assert await storage.spent(DAY) == 0.25
    assert await storage.spent_by([ONE], DAY) == {ONE: 0.25}


async def test_two_who_settle_a_bill_at_once_settle_it_once(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as two:
        bill_id = await opened(one)

        await asyncio.gather(*(settled(each, bill_id, [ONE]) for each in (one, two, one, two)))

        assert await one.spent_by([ONE], DAY) == {ONE: 0.25}


async def test_many_bills_of_the_same_guilds_are_settled_at_once(storage: Storage) -> None:
    bill_ids = [await opened(storage) for _ in range(20)]
    guilds = [ONE, TWO, THREE]

    await asyncio.gather(
        *(
            settled(storage, bill_id, guilds[:: 1 if number % 2 else -1], cost=0.75)
            for number, bill_id in enumerate(bill_ids)
        )
    )

    assert await storage.spent_by(guilds, DAY) == dict.fromkeys(guilds, 5.0)


async def test_a_guild_that_waits_in_two_channels_pays_once(storage: Storage) -> None:
    await settled(storage, await opened(storage), [ONE, TWO, TWO], cost=0.5)

    assert await storage.spent_by([ONE, TWO], DAY) == {ONE: 0.25, TWO: 0.25}


async def test_hundreds_of_guilds_share_a_bill(storage: Storage) -> None:
    guilds = [GuildId(number) for number in range(1, 1025)]

    await settled(storage, await opened(storage), guilds, cost=1024.0)

    assert await storage.spent_by(guilds, DAY) == dict.fromkeys(guilds, 1.0)


async def test_what_costs_nothing_is_charged_to_nobody(storage: Storage) -> None:
    await settled(storage, await opened(storage, 0.0), [ONE], cost=0.0)

    assert await storage.spent(DAY) == 0
    assert await storage.spent_by([ONE], DAY) == {}


async def test_days_and_months_are_told_apart(storage: Storage) -> None:
    for now in (MONTH - timedelta(seconds=1), DAY, TOMORROW - timedelta(seconds=1), TOMORROW):
        await settled(storage, await opened(storage, now=now), [ONE], cost=1.0, now=now)

    assert await storage.spent(TOMORROW) == 1
    assert await storage.spent(DAY) == await storage.spent(MONTH) == 3
    assert await storage.spent_by([ONE], TOMORROW) == {ONE: 1}
    assert await storage.spent_by([ONE], MONTH) == {ONE: 3}


@pytest.mark.parametrize("about_an_article", [False, True])
async def test_a_bill_says_who_was_asked_for_what(
    database_url: str, *, about_an_article: bool
) -> None:
    async with open_storage(database_url) as storage:
        feed = await polled(storage, new_entry())
        story = await storage.story(await read_next(storage, feed))
        assert story is not None
        article_id = story.articles[0].id if about_an_article else None
        await settled(storage, await opened(storage, article_id=article_id))

    database = Database(parse_address(database_url))
    async with database.reading() as connection:
        bill = (await connection.execute(select(bills))).mappings().one()
    await database.close()
    assert dict(bill) == {
        "id": bill["id"],
        "at": NOW,
        "article_id": article_id,
        "purpose": "summary",
        "model": "a-fallback",
        "input": 900,
        "cached": 600,
        "output": 200,
        "cost": 0.25,
        "seconds": 2.5,
        "trouble": "it was slow\N{REPLACEMENT CHARACTER}",
    }
