"""What answers are taken from: only what the place's own feeds told, on both databases alike."""

from dataclasses import replace

import pytest

from bot.news import HERE as ADMIN
from bot.news import (
    Amendment,
    ArticleId,
    ChannelId,
    GuildId,
    MessageId,
    Near,
    Notice,
    Placement,
    Posted,
    Related,
    Source,
    StoredArticle,
    StoryId,
)
from bot.storage import Storage
from tests.storage.outlets import Place, post, same, tell, write
from tests.storage.samples import CHANNEL, GUILD, NOW, article

HERE: Place = (CHANNEL, GUILD)
PRIVATE: Place = (ChannelId(31), GUILD)
ELSEWHERE: Place = (ChannelId(32), GuildId(33))
AUDIBLE = frozenset({CHANNEL})
RETRACTED = replace(article(), notice=Notice(Amendment.RETRACTED, "We have retracted this."))
CORRECTED = replace(article(), notice=Notice(Amendment.CORRECTED, "We said ten days."))


def ids(sources: tuple[Source, ...]) -> list[ArticleId | None]:
    return [source.article_id for source in sources]


async def everything(
    storage: Storage, stored: StoredArticle, audible: frozenset[ChannelId] | None
) -> set[ArticleId | None]:
    """All that any of the three ways brings for a place."""
    of = await storage.sources_of(stored.story_id, audible=audible)
    about = await storage.sources_about(["ferry"], audible=audible, limit=10)
    named = await storage.sources_named([stored.id], audible=audible)
    return {*ids(of), *ids(about), *ids(named)}


@pytest.mark.parametrize("to", [(PRIVATE,), (ELSEWHERE,), (PRIVATE, ELSEWHERE), ()])
async def test_what_no_audible_channel_follows_never_comes_out(
    storage: Storage, to: tuple[Place, ...]
) -> None:
    stored = await tell(storage, 1, to=to)

    assert await everything(storage, stored, AUDIBLE) == set()
    assert await everything(storage, stored, frozenset()) == set()


async def test_what_a_private_and_an_audible_channel_follow_comes_out(storage: Storage) -> None:
    stored = await tell(storage, 1, to=(PRIVATE, HERE, ELSEWHERE))

    assert await everything(storage, stored, AUDIBLE) == {stored.id}


async def test_whoever_may_see_everything_does(storage: Storage) -> None:
    stored = await tell(storage, 1, to=(ELSEWHERE,))

    assert await everything(storage, stored, None) == {stored.id}


async def test_an_article_that_its_outlet_retracted_proves_nothing(storage: Storage) -> None:
    stored = await tell(storage, 1, told=RETRACTED)
    corrected = await tell(storage, 2, same(stored), told=CORRECTED)

    assert await everything(storage, stored, AUDIBLE) == {corrected.id}


async def test_of_a_shared_story_only_what_is_audible_comes_out(storage: Storage) -> None:
    ours = await tell(storage, 1)
    await tell(storage, 2, same(ours), to=(PRIVATE,))

    found = await storage.sources_of(ours.story_id, audible=AUDIBLE)

    assert [(each.article_id, each.near) for each in found] == [(ours.id, Near.STORY)]
    assert found[0].article == article()


async def test_related_stories_follow_the_story_and_keep_their_own_privacy(
    storage: Storage,
) -> None:
    asked, near = await tell(storage, 1), await tell(storage, 2)
    hidden = await tell(storage, 3, to=(PRIVATE,))
    await link(storage, asked.story_id, near.story_id, hidden.story_id)

    found = await storage.sources_of(asked.story_id, audible=AUDIBLE)

    assert [(each.article_id, each.near) for each in found] == [
        (asked.id, Near.STORY),
        (near.id, Near.RELATED),
    ]


async def test_at_most_three_related_stories_are_read(storage: Storage) -> None:
    asked, *others = [await tell(storage, number) for number in range(1, 7)]
    await link(storage, asked.story_id, *(each.story_id for each in others))

    found = await storage.sources_of(asked.story_id, audible=AUDIBLE)

    assert ids(found) == [asked.id, *(each.id for each in others[:3])]


async def link(storage: Storage, story_id: StoryId, *others: StoryId) -> None:
    links = [Related(f"{n}", f"https://{n}.example", 0.5, "", n) for n in others]
    await storage.save_related(story_id, links)


async def test_a_story_that_was_merged_is_followed(storage: Storage) -> None:
    kept, merged = await tell(storage, 1), await tell(storage, 2)
    both = Placement(story_id=kept.story_id, why="", fit=0.5, merges=(merged.story_id,))
    third = await tell(storage, 3, both)

    found = await storage.sources_of(merged.story_id, audible=AUDIBLE)

    assert set(ids(found)) == {kept.id, merged.id, third.id}


async def test_a_story_that_is_not_there_has_no_sources(storage: Storage) -> None:
    assert await storage.sources_of(StoryId(404), audible=None) == ()


async def test_the_archive_brings_no_more_than_asked_and_nothing_known(storage: Storage) -> None:
    told = [(await tell(storage, number)).id for number in range(1, 6)]

    found = await storage.sources_about(["ferry"], audible=AUDIBLE, limit=2, besides=told[:2])

    assert len(found) == 2
    assert set(ids(found)) < set(told[2:])
    assert {each.near for each in found} == {Near.ARCHIVE}


@pytest.mark.parametrize(
    "words",
    [
        [],
        [""],
        ["\x00"],
        ['"'],
        ['ferry" OR "x'],
        ["NEAR(", "*", "^", "🎉"],
        ["\ud800"],
        ["{} %s :x"],
    ],
    ids=repr,
)
async def test_words_are_never_a_query_language(storage: Storage, words: list[str]) -> None:
    await tell(storage, 1)

    found = await storage.sources_about(words, audible=AUDIBLE, limit=5)

    assert len(found) <= 1


async def test_named_articles_keep_their_order_and_come_once(storage: Storage) -> None:
    one, other = [(await tell(storage, number)).id for number in (1, 2)]

    found = await storage.sources_named([other, one, other, ArticleId(404)], audible=AUDIBLE)

    assert ids(found) == [other, one]


async def test_a_source_names_a_card_that_readers_can_jump_to(storage: Storage) -> None:
    stored = await tell(storage, 1, to=(HERE, PRIVATE))
    await write(storage, stored.story_id)
    card = await post(storage)
    await post(storage, PRIVATE[0])

    [found] = await storage.sources_of(stored.story_id, audible=AUDIBLE)
    [seen_by_all] = await storage.sources_of(stored.story_id, audible=None)

    assert found.posted == Posted(GUILD, CHANNEL, MessageId(1_000 + card))
    assert seen_by_all.posted is None


async def test_a_card_in_another_place_is_never_named(storage: Storage) -> None:
    stored = await tell(storage, 1, to=(HERE, PRIVATE, ELSEWHERE))
    await write(storage, stored.story_id)
    await post(storage, PRIVATE[0])
    await post(storage, ELSEWHERE[0])

    [found] = await storage.sources_of(stored.story_id, audible=AUDIBLE)

    assert found.posted is None


async def test_the_card_of_one_outlet_stands_for_the_whole_story(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)
    joined = await tell(storage, 2, same(first))

    found = await storage.sources_named([joined.id], audible=AUDIBLE)

    assert [each.posted for each in found] == [Posted(GUILD, CHANNEL, MessageId(1_000 + card))]


async def test_a_feed_that_is_followed_no_more_is_silent(storage: Storage) -> None:
    stored = await tell(storage, 1, to=(HERE, PRIVATE))
    feed = await storage.add_feed("https://outlet1.example/feed", now=NOW)
    ours = await storage.subscribe(feed.id, CHANNEL, guild_id=GUILD, now=NOW)
    await storage.unfollow(ADMIN, ours.id, now=NOW)

    assert await everything(storage, stored, AUDIBLE) == set()
