"""Articles and their links in the store."""

from dataclasses import replace

import pytest

from bot.news import ArticleId, Basis, EntryId, Related, StoredArticle
from bot.storage import Storage
from tests.storage.samples import (
    CHANNEL,
    NOW,
    RELATED,
    article,
    new_entry,
    polled,
    read_next,
    ready,
)


async def stored(storage: Storage, article_id: ArticleId) -> StoredArticle:
    """The article, which must be there."""
    found = await storage.article(article_id)
    assert found is not None
    return found


async def test_an_article_comes_back_as_it_was_read(storage: Storage) -> None:
    feed = await polled(storage, new_entry())

    article_id = await read_next(storage, feed)

    found = await stored(storage, article_id)
    assert found.article == article()
    assert found.version == 1
    assert found.feed_url == feed.url
    assert found.entry_id is not None
    assert await storage.next_unread(feed.id) is None


async def test_an_article_that_is_not_there_is_none(storage: Storage) -> None:
    assert await storage.article(ArticleId(1)) is None


async def test_an_entry_that_is_gone_takes_no_article(storage: Storage) -> None:
    saved = await storage.save_article(EntryId(1), article(), terms="ferry", now=NOW)

    assert saved is None
    assert (await storage.counts()).articles == 0


async def test_every_article_is_its_own_story_for_now(storage: Storage) -> None:
    feed = await polled(storage, new_entry(1), new_entry(2))

    first, second = [await read_next(storage, feed) for _ in range(2)]

    one, other = await stored(storage, first), await stored(storage, second)
    assert one.story_id != other.story_id


async def test_the_same_text_read_again_keeps_its_version(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    article_id = await read_next(storage, feed)
    entry_id = (await stored(storage, article_id)).entry_id
    assert entry_id is not None
    again = replace(article(), byline="Somebody Else", basis=Basis.FEED_TEXT, note="a wall")

    same_id = await storage.save_article(entry_id, again, terms="ferry", now=NOW)

    found = await stored(storage, article_id)
    assert same_id == article_id
    assert found.version == 1
    assert found.article == again


async def test_another_text_or_title_makes_a_new_version(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    article_id = await read_next(storage, feed)
    entry_id = (await stored(storage, article_id)).entry_id
    assert entry_id is not None

    for changed in (article("Another text."), article("Another text.", title="Another title")):
        await storage.save_article(entry_id, changed, terms="other", now=NOW)

    found = await stored(storage, article_id)
    assert found.version == 3
    assert found.article.title == "Another title"


async def test_offsets_hold_in_a_text_that_no_database_takes(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    filed = await storage.next_unread(feed.id)
    assert filed is not None

    article_id = await storage.save_article(
        filed.id, article("Nul\x00l and \ud800 lone. 🛳 sails."), terms="a\x00b \ud800", now=NOW
    )

    assert article_id is not None
    found = await stored(storage, article_id)
    assert found.article.text == "Nul\ufffdl and \ufffd lone. 🛳 sails."


@pytest.mark.parametrize(("first", "then"), [(RELATED, ()), ((), RELATED)])
async def test_the_links_that_were_chosen_first_stay(
    storage: Storage, first: tuple[Related, ...], then: tuple[Related, ...]
) -> None:
    owed = await ready(storage)
    assert not owed.linked
    assert owed.article_id is not None

    for found in (first, then):
        await storage.save_related(owed.article_id, found)

    [owed] = await storage.owed(CHANNEL)
    card = await storage.card(owed.id)
    assert card is not None
    assert owed.linked
    assert card.related == first
