"""Vectors in the newsroom: asked for, kept, owed while the endpoint is away, and paid for."""

import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.llm import ModelAccess, Prices
from bot.llm.embedding import open_embedding
from bot.meters import Meters
from bot.news import Article, ArticleId, Candidate, Placement, StoryId
from bot.newsroom import meaning as newsroom
from bot.newsroom.meaning import Meaning, Neighbours
from bot.newsroom.placing import candidate_of
from bot.newsroom.spending import Budgets
from bot.storage import Storage
from bot.storage.vectors import KEPT
from bot.stories.terms import TermCounts
from bot.terms import terms
from tests.model.embedder import embedder, garbage, hashed
from tests.model.script import Prompt, Reply, refusal
from tests.model.server import ScriptedModel
from tests.storage.samples import NOW, article, new_entry, polled
from tests.stories.test_meaning import archive

ARCHIVE = archive(stories=36, outlets=3)
FERRY = article("The ferry Halvard sailed again on Monday after nine days of repairs.")
SHIP = article("On Monday the ferry Halvard sailed again: nine days its repairs had taken.")
MAYOR = article("Mayor Ilse Varga has asked the council for money.", title="Mayor wants money")


@asynccontextmanager
async def desk(
    storage: Storage, server: ScriptedModel, *, price: float = 0.0, budget: float | None = None
) -> AsyncIterator[Meaning]:
    """What vectors are asked for with, of a scripted model."""
    access = ModelAccess(model="small", base_url=server.url, deadline=10.0, pause=0.01)
    dice = random.Random(3)  # noqa: S311 - dice
    async with open_embedding(access, clock=time.monotonic, random=dice) as embedding:
        yield Meaning(
            storage=storage,
            embedding=embedding,
            counts=TermCounts(),
            clock=lambda: NOW,
            meters=Meters(),
            dice=dice,
            prices=Prices(input=price),
            budgets=Budgets(day=budget),
        )


async def stored(
    storage: Storage, *read: Article, story_ids: tuple[StoryId | None, ...] = ()
) -> list[tuple[ArticleId, StoryId]]:
    """Articles in the store, each in a story of its own unless one is named."""
    name = f"m{(await storage.counts()).feeds}"
    feed = await polled(storage, *(new_entry(500 - each) for each in range(len(read))), name=name)
    found = []
    for each, story_id in zip(read, story_ids or (None,) * len(read), strict=True):
        filed = await storage.next_unread(feed.id)
        assert filed is not None
        saved = await storage.save_article(
            filed.id,
            each,
            Placement(story_id=story_id),
            terms="ferry",
            as_of=await storage.turn(),
            now=NOW,
        )
        assert saved is not None
        found.append((saved.id, saved.story_id))
    return found


async def fill(storage: Storage, meaning: Meaning) -> None:
    """A small archive, stored and counted: what one outlet tells, then what the next two do."""
    stories: tuple[StoryId | None, ...] = ()
    for outlet in range(3):
        told_by_it = ARCHIVE[outlet::3]
        read = (
            replace(article(each.text, title=each.title), published_at=NOW) for each in told_by_it
        )
        stories = tuple(story for _, story in await stored(storage, *read, story_ids=stories))
        for each in told_by_it:
            meaning.counts.add(terms(f"{each.title} {each.text}"))


def told(each: Candidate) -> Article:
    """Another outlet's article with the same words in another order."""
    words = each.text.split()
    return replace(article(" ".join(reversed(words)), title=each.title), published_at=NOW)


async def test_an_article_finds_what_means_nearly_the_same(storage: Storage) -> None:
    async with ScriptedModel().embeds(embedder()) as server, desk(storage, server) as meaning:
        (ferry, _), (mayor, _) = await stored(storage, FERRY, MAYOR)
        for number, read in ((ferry, FERRY), (mayor, MAYOR)):
            await meaning.remember(number, await meaning.near(read))

        found = await meaning.near(SHIP)

    assert found.nearest == (ferry, mayor)
    assert found.vector is not None


async def test_vectors_of_another_worker_are_found(storage: Storage) -> None:
    async with (
        ScriptedModel().embeds(embedder()) as server,
        desk(storage, server) as meaning,
        desk(storage, server) as other,
    ):
        await meaning.near(SHIP)
        [(number, _)] = await stored(storage, FERRY)
        await other.remember(number, await other.near(FERRY))

        found = await meaning.near(SHIP)

    assert found.nearest == (number,)


@pytest.mark.parametrize(
    "reply", [refusal(401, "no"), refusal(500, "no"), Reply(body=b"?"), Reply(wait=30, body=b"")]
)
async def test_without_the_endpoint_an_article_has_no_neighbours(
    storage: Storage, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newsroom, "PATIENCE", 0.3)
    async with ScriptedModel().embeds(reply) as server, desk(storage, server) as meaning:
        found = await meaning.near(FERRY)

    assert found == Neighbours()


async def test_what_is_owed_is_made_when_the_endpoint_is_back(storage: Storage) -> None:
    async with (
        ScriptedModel().embeds(refusal(400, "no")) as server,
        desk(storage, server) as meaning,
    ):
        [(number, _)] = await stored(storage, FERRY)
        await meaning.remember(number, await meaning.near(FERRY))
        away = await meaning.catch_up()
        server.embeds(embedder())

        back = await meaning.catch_up()
        found = await meaning.near(SHIP)

    assert (away, back) == (0, 1)
    assert found.nearest == (number,)


async def test_a_text_that_the_model_refuses_holds_up_no_other(storage: Storage) -> None:
    def script(prompt: Prompt) -> Reply:
        if any("Mayor" in text for text in prompt.texts):
            return refusal(400, "not this one")
        return embedder()(prompt)

    async with ScriptedModel().embeds(script) as server, desk(storage, server) as meaning:
        (ferry, _), _, (ship, _) = await stored(storage, FERRY, MAYOR, SHIP)
        made = await meaning.catch_up()
        found = await meaning.near(FERRY)

    assert made == 2
    assert set(found.nearest) == {ferry, ship}


async def test_an_article_of_long_ago_is_not_asked_about(storage: Storage) -> None:
    old = replace(FERRY, published_at=NOW - KEPT - timedelta(days=1))

    async with ScriptedModel().embeds(embedder()) as server, desk(storage, server) as meaning:
        found = await meaning.near(old)

    assert (found, server.embedded) == (Neighbours(), [])


async def test_a_question_is_billed_before_and_settled_after(storage: Storage) -> None:
    async with (
        ScriptedModel().embeds(embedder()) as server,
        desk(storage, server, price=1_000_000.0) as meaning,
    ):
        await meaning.near(FERRY)

    assert await storage.spent(NOW - timedelta(days=1)) == 9.0


async def test_when_the_money_is_spent_nothing_is_asked(storage: Storage) -> None:
    async with (
        ScriptedModel().embeds(embedder()) as server,
        desk(storage, server, price=1_000_000.0, budget=5.0) as meaning,
    ):
        found = await meaning.near(FERRY)

    assert (found, server.embedded) == (Neighbours(), [])


async def test_until_the_model_is_judged_vectors_only_bring_candidates(storage: Storage) -> None:
    async with ScriptedModel().embeds(embedder()) as server, desk(storage, server) as meaning:
        [(number, story_id)] = await stored(storage, FERRY)
        await meaning.remember(number, await meaning.near(FERRY))
        neighbours = await meaning.near(SHIP)

        alike = meaning.alike(neighbours, [replace(candidate_of(FERRY), story_id=story_id)])

    assert neighbours.nearest == (number,)
    assert alike == {}


async def test_a_model_that_was_judged_tells_how_alike_stories_are(storage: Storage) -> None:
    newcomer = told(ARCHIVE[10])

    async with (
        ScriptedModel().embeds(embedder(hashed)) as server,
        desk(storage, server) as meaning,
    ):
        await fill(storage, meaning)
        await meaning.catch_up()
        neighbours = await meaning.near(newcomer)
        candidates = await storage.articles_with_vector("small", limit=1_000)
        alike = meaning.alike(neighbours, candidates)

    [own] = {each.story_id for each in candidates if each.article_id == neighbours.nearest[0]}
    assert own is not None
    assert alike[own] == max(alike.values()) > 0.245
    assert sorted(alike.values())[-2] < 0.13


async def test_a_model_that_knows_nothing_never_gets_a_say(storage: Storage) -> None:
    async with (
        ScriptedModel().embeds(embedder(garbage)) as server,
        desk(storage, server) as meaning,
    ):
        await fill(storage, meaning)
        await meaning.catch_up()
        neighbours = await meaning.near(told(ARCHIVE[10]))
        candidates = await storage.articles_with_vector("small", limit=1_000)

        alike = meaning.alike(neighbours, candidates)

    assert neighbours.nearest
    assert alike == {}
