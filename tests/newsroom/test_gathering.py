"""Gathering: what was read about a question, the nearest first, and never from another's feeds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.news import HERE as ADMIN
from bot.news import Article, ChannelId, GuildId, Near, Passage, Placement, Span, StoredArticle
from bot.newsroom.gathering import Gathering
from bot.newsroom.meaning import Meaning
from bot.storage import Storage
from bot.stories.terms import TermCounts
from bot.terms import terms
from tests.model.embedder import embedder
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel
from tests.newsroom.test_meaning import desk
from tests.storage.outlets import HERE, Place
from tests.storage.samples import CHANNEL, GUILD, NEW_STORY, NOW, new_entry, place, polled

AUDIBLE = frozenset({CHANNEL})
PRIVATE: Place = (ChannelId(31), GUILD)
ELSEWHERE: Place = (ChannelId(32), GuildId(33))
BARRIER = "Tern Bay will build a flood barrier for nine million crowns."
GROUNDED = "The ferry Halvard ran aground off Skerry Point with forty people aboard."


def told(text: str, title: str = "News of the week") -> Article:
    return Article(
        url=f"https://harbour.example/{len(text)}",
        canonical_url="",
        title=title,
        published_at=NOW,
        text=text,
        sentences=(Span(0, len(text)),),
    )


def gathering(
    storage: Storage, *counted: str, meaning: Meaning | None = None, budget: int = 1_000
) -> Gathering:
    counts = TermCounts()
    for text in counted:
        counts.add(terms(text))
    return Gathering(storage=storage, counts=counts, meaning=meaning, budget=budget)


async def stored(
    storage: Storage,
    number: int,
    article: Article,
    to: tuple[Place, ...] = (HERE,),
    placement: Placement = NEW_STORY,
) -> StoredArticle:
    """An article of the outlet with this number, with the terms that it is found by."""
    feed = await polled(storage, new_entry(number), name=f"o{number}")
    if HERE not in to:
        mine = await storage.subscribe(feed.id, CHANNEL, guild_id=GUILD, now=NOW)
        await storage.unfollow(ADMIN, mine.id, now=NOW)
    for channel_id, guild_id in to:
        await storage.subscribe(feed.id, channel_id, guild_id=guild_id, now=NOW)
    filed = await storage.next_unread(feed.id)
    assert filed is not None
    found_by = " ".join(terms(f"{article.title} {article.text}"))
    saved = await place(storage, filed.id, article, placement, terms=found_by)
    assert saved is not None
    return saved


def texts(found: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in found]


async def test_the_story_comes_before_the_archive(storage: Storage) -> None:
    await stored(storage, 1, told(f"Once more: {GROUNDED}"))
    story = await stored(storage, 2, told(GROUNDED))
    await stored(storage, 3, told("A ferry of another town ran late, and people waited aboard."))

    found = await gathering(storage, GROUNDED, BARRIER).gather(
        "How many people were aboard the ferry?", story_id=story.story_id, audible=AUDIBLE
    )

    assert found[0].source.near is Near.STORY
    assert [each.source.near for each in found[1:]] == [Near.ARCHIVE]  # the copy came once


async def test_what_the_story_does_not_say_comes_from_the_archive(storage: Storage) -> None:
    story = await stored(storage, 1, told(BARRIER))
    await stored(storage, 2, told(GROUNDED))

    found = await gathering(storage, GROUNDED, BARRIER).gather(
        "Where did the ferry run aground?", story_id=story.story_id, audible=AUDIBLE
    )

    assert texts(found) == [GROUNDED, BARRIER]


async def test_a_page_that_was_brought_along_is_read_with_the_archive(storage: Storage) -> None:
    await stored(storage, 1, told(GROUNDED))

    found = await gathering(storage, GROUNDED, BARRIER).gather(
        "Did the ferry run aground at the barrier?",
        story_id=None,
        pages=[told(BARRIER)],
        audible=AUDIBLE,
    )

    assert {each.source.near: each.source.article_id is None for each in found} == {
        Near.PAGE: True,
        Near.ARCHIVE: False,
    }


@pytest.mark.parametrize("to", [(PRIVATE,), (ELSEWHERE,)])
async def test_what_a_place_may_not_hear_is_never_gathered(
    storage: Storage, to: tuple[Place, ...]
) -> None:
    hidden = await stored(storage, 1, told(GROUNDED), to)
    open_to_all = await stored(storage, 2, told(BARRIER), (HERE, *to))

    found = await gathering(storage, GROUNDED, BARRIER).gather(
        "Where did the ferry run aground, and the barrier?",
        story_id=hidden.story_id,
        audible=AUDIBLE,
    )

    assert [each.source.article_id for each in found] == [open_to_all.id]


async def test_vectors_bring_what_has_none_of_the_words(storage: Storage) -> None:
    async with ScriptedModel().embeds(embedder()) as server, desk(storage, server) as meaning:
        article = await stored(storage, 1, told(GROUNDED))
        hidden = await stored(storage, 2, told(f"{GROUNDED} Again."), (PRIVATE,))
        for each in (article, hidden):
            await meaning.remember(each.id, await meaning.near(each.article))

        found = await gathering(storage, GROUNDED, meaning=meaning).gather(
            "Qu'est-il arrivé au navire?", story_id=None, audible=AUDIBLE
        )

    assert [each.source.article_id for each in found] == [article.id]


async def test_what_words_and_vectors_bring_comes_once(storage: Storage) -> None:
    async with ScriptedModel().embeds(embedder()) as server, desk(storage, server) as meaning:
        article = await stored(storage, 1, told(GROUNDED))
        await meaning.remember(article.id, await meaning.near(article.article))

        found = await gathering(storage, GROUNDED, BARRIER, meaning=meaning).gather(
            "Where did the ferry Halvard run aground?", story_id=article.story_id, audible=AUDIBLE
        )

    assert texts(found) == [GROUNDED]


async def test_vectors_bring_what_is_older_than_a_story_goes_on(storage: Storage) -> None:
    async with ScriptedModel().embeds(embedder()) as server, desk(storage, server) as meaning:
        old = replace(told(GROUNDED), published_at=meaning.clock() - timedelta(days=60))
        article = await stored(storage, 1, old)
        await meaning.remember(article.id, await meaning.near(article.article))

        nearest = await meaning.about("Qu'est-il arrivé au navire?")

    assert nearest == (article.id,)


@pytest.mark.parametrize("reply", [refusal(401, "no"), refusal(500, "no"), Reply(body=b"?")])
async def test_without_the_endpoint_words_are_enough(storage: Storage, reply: Reply) -> None:
    await stored(storage, 1, told(GROUNDED))

    async with ScriptedModel().embeds(reply) as server, desk(storage, server) as meaning:
        found = await gathering(storage, GROUNDED, BARRIER, meaning=meaning).gather(
            "Where did the ferry run aground?", story_id=None, audible=AUDIBLE
        )

    assert texts(found) == [GROUNDED]


@pytest.mark.parametrize(
    "question",
    ["", "what was it?", "🎉", "\x00\ud800", 'ferry" OR "x', "ferry " * 17_000, "%s {0} :terms"],
    ids=["empty", "function words", "emoji", "unstorable", "quotes", "100 kB", "placeholders"],
)
async def test_any_question_is_survived(storage: Storage, question: str) -> None:
    story = await stored(storage, 1, told(BARRIER))

    found = await gathering(storage, GROUNDED, BARRIER).gather(
        question, story_id=story.story_id, audible=AUDIBLE
    )

    assert texts(found) == [BARRIER]


async def test_a_hostile_page_is_read_in_part(storage: Storage) -> None:
    page = replace(told("x"), text="ferry " * 170_000, sentences=(Span(0, 1_020_000),))

    found = await gathering(storage, GROUNDED, BARRIER).gather(
        "Where is the ferry?", story_id=None, pages=[page], audible=AUDIBLE
    )

    assert 1 <= len(found) <= 4
