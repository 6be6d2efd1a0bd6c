"""The archive, searched: ranked, one result a story, the same on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.news import Findings, Wanted
from bot.storage import open_storage
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.rows import article_values
from bot.storage.tables import archive, articles, stories
from tests.storage.samples import NOW, article

Told = tuple[int, str]  # a story, and the terms of an article of it


async def filled(url: str, *told: Told, moments: tuple[datetime, ...] = ()) -> None:
    """Articles with ids from 1 on, of these stories and with these terms."""
    database = Database(parse_address(url))
    async with database.writing() as connection:
        for story in sorted({story for story, _ in told}):
            await connection.execute(insert(stories).values(id=story, created_at=NOW))
        for number, (story, terms) in enumerate(told, 1):
            values = article_values(article(title="Untold")) | {
                "published_at": moments[number - 1] if moments else NOW,
                "source": f"Outlet {number}",
            }
            await connection.execute(
                insert(articles).values(
                    id=number, story_id=story, version=1, first_read_at=NOW, **values
                )
            )
            await connection.execute(insert(archive).values(article_id=number, terms=terms))
    await database.close()


def words(*asked: str, without: tuple[str, ...] = ()) -> Wanted:
    return Wanted(
        words=tuple(tuple(word.split()) for word in asked),
        typed=asked,
        without=tuple(tuple(word.split()) for word in without),
    )


def ids(findings: Findings) -> list[int]:
    return [found.article_id for found in findings.found]


async def test_all_words_must_stand_in_one_article(database_url: str) -> None:
    await filled(database_url, (1, "ferry strike"), (2, "ferry"), (3, "strike"))
    async with open_storage(database_url) as storage:
        found = await storage.find(words("ferry", "strike"))

    assert (ids(found), found.least, found.total, found.capped) == ([1], 2, 1, False)


async def test_where_none_has_all_words_those_with_most_are_found(database_url: str) -> None:
    await filled(database_url, (1, "ferry strike"), (2, "ferry"), (3, "pier"))
    async with open_storage(database_url) as storage:
        found = await storage.find(words("ferry", "strike", "unheard"))

    assert (ids(found), found.least) == ([1], 2)


async def test_a_phrase_stands_together_and_an_excluded_word_nowhere(database_url: str) -> None:
    told = ((1, "big rate rise now"), (2, "rise rate"), (3, "rate rise mortgage"))
    await filled(database_url, *told)
    async with open_storage(database_url) as storage:
        found = await storage.find(words("rate rise", without=("mortgage",)))

    assert ids(found) == [1]


async def test_a_story_is_one_result_with_its_outlets_counted(database_url: str) -> None:
    await filled(database_url, (1, "ferry town"), (1, "ferry ferry"), (1, "pier"), (2, "pier"))
    async with open_storage(database_url) as storage:
        found = await storage.find(words("ferry"))

    assert [(each.story_id, each.outlets) for each in found.found] == [(1, 3)]


async def test_of_equal_relevance_the_newer_comes_first(database_url: str) -> None:
    moments = (NOW, NOW - timedelta(days=90))
    await filled(database_url, (1, "ferry"), (2, "ferry"), moments=moments)
    async with open_storage(database_url) as storage:
        found = await storage.find(words("ferry"))
        recent = await storage.find(words("ferry"), since=NOW - timedelta(days=1))

    assert (ids(found), ids(recent)) == ([1, 2], [1])


async def test_a_later_page_does_not_move_when_articles_come(database_url: str) -> None:
    await filled(database_url, *((n, "ferry") for n in range(1, 6)))
    async with open_storage(database_url) as storage:
        first = await storage.find(words("ferry"), limit=2)
        later = await storage.find(words("ferry"), limit=2, page=2, as_of=first.as_of)
        before = await storage.find(words("ferry"), as_of=type(first.as_of)(4))

    assert (ids(first), ids(later), first.total) == ([5, 4], [3, 2], 5)
    assert ids(before) == [4, 3, 2, 1]


@pytest.mark.parametrize(
    "word", ['"', "'", "*", "AND", "a:b", "NEAR(a", "\x00", "ferry*", ":x", "%"]
)
async def test_no_word_is_an_order_to_the_database(database_url: str, word: str) -> None:
    async with open_storage(database_url) as storage:
        assert (await storage.find(words(word, without=(f"{word}x",)))).total == 0


async def test_twelve_unheard_words_end_in_nothing(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        assert (await storage.find(words(*(f"w{n}" for n in range(12))))).total == 0
