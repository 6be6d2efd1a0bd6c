"""Vectors: kept by model and article, read in their order, owed until they are made."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.news import ArticleId, Placement
from bot.storage import Storage
from bot.storage import vectors as shelf
from bot.storage.vectors import KEPT
from tests.storage.samples import NOW, article, new_entry, polled

LONG_SINCE = NOW - KEPT
MANY = 1_000


async def articles(
    storage: Storage, count: int = 1, *, published_at: datetime = NOW
) -> list[ArticleId]:
    """So many stored articles, each a story of its own."""
    name = f"v{(await storage.counts()).feeds}"
    feed = await polled(storage, *(new_entry(MANY - each) for each in range(count)), name=name)
    found = []
    for _ in range(count):
        filed = await storage.next_unread(feed.id)
        assert filed is not None
        stored = await storage.save_article(
            filed.id,
            replace(article("x" * 5_000), published_at=published_at),
            Placement(story_id=None),
            terms="ferry",
            as_of=await storage.turn(),
            now=NOW,
        )
        assert stored is not None
        found.append(stored.id)
    return found


async def kept(
    storage: Storage, model: str = "small", after: int | None = None, most: int = MANY
) -> list[tuple[ArticleId, bytes]]:
    """The articles and vectors that the store has."""
    found = storage.vectors_after(model, after, most=most)
    return [(each.article_id, each.vector) async for each in found]


async def owed(storage: Storage, *, since: datetime = LONG_SINCE, limit: int = 9) -> list[int]:
    """The articles that owe a vector."""
    found = await storage.owed_vectors("small", since=since, limit=limit)
    return [each.article_id for each in found]


async def test_a_vector_comes_back_as_it_was(storage: Storage) -> None:
    [number] = await articles(storage)
    await storage.save_vectors("small", {number: b"\x00\x3c\xff"}, NOW)

    [found] = [each async for each in storage.vectors_after("small", most=MANY)]

    assert (found.article_id, found.published_at, found.vector) == (number, NOW, b"\x00\x3c\xff")


async def test_each_model_has_its_own(storage: Storage) -> None:
    [number] = await articles(storage)

    await storage.save_vectors("small", {number: b"s"}, NOW)
    await storage.save_vectors("large", {number: b"l"}, NOW)

    assert await kept(storage, "small") == [(number, b"s")]
    assert await kept(storage, "large") == [(number, b"l")]


async def test_the_first_vector_of_an_article_stays(storage: Storage) -> None:
    [number] = await articles(storage)
    await storage.save_vectors("small", {number: b"first"}, NOW)

    await storage.save_vectors("small", {number: b"second"}, NOW)

    assert await kept(storage) == [(number, b"first")]


async def test_a_vector_of_no_article_is_left_out(storage: Storage) -> None:
    [number] = await articles(storage)

    await storage.save_vectors("small", {number: b"a", ArticleId(number + 9): b"b"}, NOW)

    assert await kept(storage) == [(number, b"a")]


async def test_only_what_was_added_since_is_read_again(storage: Storage) -> None:
    first, second = await articles(storage, 2)
    await storage.save_vectors("small", {first: b"1"}, NOW)
    [known] = [each async for each in storage.vectors_after("small", most=MANY)]
    await storage.save_vectors("small", {second: b"2"}, NOW)

    found = await kept(storage, after=known.id)

    assert found == [(second, b"2")]


async def test_at_the_start_only_the_newest_are_read(storage: Storage) -> None:
    numbers = await articles(storage, 4)
    for each in numbers:
        await storage.save_vectors("small", {each: b"v"}, NOW)

    found = await kept(storage, most=2)

    assert [number for number, _ in found] == numbers[2:]


async def test_more_than_a_page_is_read_to_its_end(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "PAGE", 2)
    numbers = await articles(storage, 5)
    await storage.save_vectors("small", dict.fromkeys(numbers, b"v"), NOW)

    found = await kept(storage)

    assert [number for number, _ in found] == numbers


async def test_what_is_no_news_any_more_is_forgotten(storage: Storage) -> None:
    old, new = await articles(storage, 2)
    await storage.save_vectors("small", {old: b"old"}, NOW)
    later = NOW + KEPT + timedelta(days=1)

    await storage.save_vectors("small", {new: b"new"}, later)

    assert await kept(storage) == []


async def test_an_article_owes_a_vector_until_it_has_one(storage: Storage) -> None:
    first, second = await articles(storage, 2)
    before = await owed(storage)

    await storage.save_vectors("small", {second: b"v"}, NOW)

    assert (before, await owed(storage)) == ([second, first], [first])


async def test_another_models_vector_settles_nothing(storage: Storage) -> None:
    [number] = await articles(storage)

    await storage.save_vectors("large", {number: b"v"}, NOW)

    assert await owed(storage) == [number]


async def test_old_articles_owe_nothing(storage: Storage) -> None:
    await articles(storage, published_at=LONG_SINCE)

    assert await owed(storage) == []


async def test_the_newest_vectors_are_owed_first(storage: Storage) -> None:
    numbers = await articles(storage, 4)

    assert await owed(storage, limit=2) == [numbers[3], numbers[2]]


async def test_an_article_with_a_vector_brings_what_it_is_judged_by(storage: Storage) -> None:
    _without, number = await articles(storage, 2)
    await storage.save_vectors("small", {number: b"v"}, NOW)

    [found] = await storage.articles_with_vector("small", limit=9)

    assert (found.article_id, found.text, found.published_at) == (number, "x" * 2_000, NOW)
    assert found.story_id is not None
