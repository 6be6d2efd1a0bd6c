"""Articles and their links in the store."""

from dataclasses import replace

import pytest

from bot.news import ArticleId, Basis, EntryId, Related, StoredArticle, StoryId
from bot.storage import Storage
from tests.storage.samples import (
    CHANNEL,
    NOW,
    RELATED,
    article,
    new_entry,
    place,
    polled,
    read_next,
    ready,
)


async def stored(storage: Storage, story_id: StoryId) -> StoredArticle:
    """The article of a story, which must be its only one."""
    story = await storage.story(story_id)
    assert story is not None
    [found] = story.articles
    assert await storage.article(found.id) == found
    return found


async def test_an_article_comes_back_as_it_was_read(storage: Storage) -> None:
    feed = await polled(storage, new_entry())

    story_id = await read_next(storage, feed)

    found = await stored(storage, story_id)
    assert found.article == article()
    assert found.version == 1
    assert found.feed_url == feed.url
    assert found.entry_id is not None
    assert await storage.next_unread(feed.id) is None


async def test_an_article_that_is_not_there_is_none(storage: Storage) -> None:
    assert await storage.article(ArticleId(1)) is None


async def test_an_entry_that_is_gone_takes_no_article(storage: Storage) -> None:
    saved = await place(storage, EntryId(1))

    assert saved is None
    assert (await storage.counts()).articles == 0


async def test_articles_that_are_placed_nowhere_begin_stories_of_their_own(
    storage: Storage,
) -> None:
    feed = await polled(storage, new_entry(1), new_entry(2))

    first, second = [await read_next(storage, feed) for _ in range(2)]

    assert first != second
    assert (await storage.counts()).stories == 2


async def test_the_same_text_read_again_keeps_its_version(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    story_id = await read_next(storage, feed)
    entry_id = (await stored(storage, story_id)).entry_id
    assert entry_id is not None
    again = replace(article(), byline="Somebody Else", basis=Basis.FEED_TEXT, note="a wall")

    same = await place(storage, entry_id, again)

    found = await stored(storage, story_id)
    assert same == found
    assert found.version == 1
    assert found.article == again


async def test_another_text_or_title_makes_a_new_version(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    story_id = await read_next(storage, feed)
    entry_id = (await stored(storage, story_id)).entry_id
    assert entry_id is not None

    for changed in (article("Another text."), article("Another text.", title="Another title")):
        await place(storage, entry_id, changed, terms="other")

    found = await stored(storage, story_id)
    assert found.version == 3
    assert found.article.title == "Another title"


async def test_offsets_hold_in_a_text_that_no_database_takes(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    filed = await storage.next_unread(feed.id)
    assert filed is not None

    found = await place(
        storage, filed.id, article("Nul\x00l and \ud800 lone. 🛳 sails."), terms="a\x00b \ud800"
    )

    assert found is not None
    assert found.article.text == "Nul\ufffdl and \ufffd lone. 🛳 sails."


@pytest.mark.parametrize(("first", "then"), [(RELATED, ()), ((), RELATED)])
async def test_the_links_that_were_chosen_first_stay(
    storage: Storage, first: tuple[Related, ...], then: tuple[Related, ...]
) -> None:
    owed = await ready(storage)
    assert not owed.linked
    assert owed.story_id is not None

    for found in (first, then):
        await storage.save_related(owed.story_id, found)

    [owed] = await storage.owed(CHANNEL, NOW)
    card = await storage.card(owed.id)
    assert card is not None
    assert owed.linked
    assert card.related == first
