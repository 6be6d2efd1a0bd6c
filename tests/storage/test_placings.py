"""Placing: articles enter stories one after the other, however many workers read at once."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ChangedError
from bot.news import (
    ChannelId,
    EntryId,
    Filing,
    Gist,
    GuildId,
    Placement,
    StoryId,
    Surroundings,
)
from bot.storage import Storage, open_storage
from tests.storage.outlets import HERE, post, same, tell, write
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    NEW_STORY,
    NEWS,
    NOW,
    OTHER_CHANNEL,
    RELATED,
    TEXT,
    article,
    new_entry,
    place,
    summary,
)

WEEK = timedelta(days=7)
LATER = NOW + timedelta(minutes=1)
LONG_AFTER = NOW + timedelta(hours=48, seconds=1)
GIST = Gist(weights={"ferry": 2.5}, articles=2, breadth=9.5, first_at=NOW, last_at=LATER)


async def around(storage: Storage, entry_id: EntryId, *terms: str) -> Surroundings:
    """What an entry's article is placed by."""
    return await storage.surroundings(entry_id, terms, at=NOW, within=WEEK)


def simple_rule(surroundings: Surroundings) -> Placement:
    """Whatever shares a term tells the same event."""
    if surroundings.before is not None:
        return Placement(story_id=surroundings.before.story_id)
    stories = {each.story_id for each in surroundings.candidates}
    return Placement(story_id=min(filter(None, stories), default=None))


async def read_and_place(storage: Storage, entry_id: EntryId, term: str) -> int:
    """Places an entry's article by the simple rule; how often it was decided in vain."""
    vain = 0
    while True:
        surroundings = await around(storage, entry_id, term)
        try:
            await storage.save_article(
                entry_id,
                article(),
                simple_rule(surroundings),
                terms=term,
                as_of=surroundings.as_of,
                now=NOW,
            )
        except ChangedError:
            vain += 1
        else:
            return vain


async def test_many_workers_that_read_many_outlets_at_once_make_one_story_of_an_event(
    database_url: str,
) -> None:
    events = ("ferry", "pier")
    async with AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(open_storage(database_url)) for _ in range(4)]
        feed = await workers[0].add_feed("https://a.example/feed", now=NOW)
        entries = await workers[0].save_poll(
            feed, Filing(new=tuple(new_entry(number) for number in range(1, 41))), now=NOW
        )

        vain = await asyncio.gather(
            *(
                read_and_place(workers[number % 4], entry_id, events[number // 4 % 2])
                for number, entry_id in enumerate(entries)
            )
        )

        counts = await workers[0].counts()
        stories = [await workers[0].story(StoryId(number)) for number in (1, 2)]
        turns = await workers[0].turn()
    assert (counts.articles, counts.stories, turns) == (40, 2, 40)
    assert [story and len(story.articles) for story in stories] == [20, 20]
    assert sum(vain) > 0


async def test_workers_that_read_one_entry_at_once_make_one_article(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as two:
        feed = await one.add_feed("https://a.example/feed", now=NOW)
        [entry_id] = await one.save_poll(feed, Filing(new=(new_entry(),)), now=NOW)

        await asyncio.gather(
            *(read_and_place(storage, entry_id, "ferry") for storage in (one, two, one, two))
        )

        counts = await one.counts()
    assert (counts.articles, counts.stories) == (1, 1)


async def test_what_was_decided_before_something_else_was_placed_changes_nothing(
    storage: Storage,
) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    [entry_id] = await storage.save_poll(feed, Filing(new=(new_entry(),)), now=NOW)
    as_of = (await around(storage, entry_id, "ferry")).as_of
    await tell(storage, 2)

    with pytest.raises(ChangedError):
        await storage.save_article(
            entry_id, article(), NEW_STORY, terms="ferry", as_of=as_of, now=NOW
        )

    assert (await storage.counts()).articles == 1
    assert await storage.next_unread(feed.id) is not None


async def test_an_article_is_placed_by_what_shares_its_terms(storage: Storage) -> None:
    first = await tell(storage, 1)
    second = await tell(storage, 2, replace(same(first), gist=GIST))
    far = replace(article(), published_at=NOW - timedelta(days=8))
    await tell(storage, 3, told=far)

    found = await around(storage, EntryId(99), "ferry")

    assert {each.article_id for each in found.candidates} == {first.id, second.id}
    assert {each.story_id for each in found.candidates} == {first.story_id}
    assert found.gists == {first.story_id: GIST}
    assert (found.before, found.quotes, found.as_of) == (None, (), 3)


async def test_what_means_nearly_the_same_is_a_candidate_without_a_shared_term(
    storage: Storage,
) -> None:
    near = await tell(storage, 1)

    found = await storage.surroundings(
        EntryId(99), ["pier"], at=NOW, within=WEEK, nearest=[near.id, near.id]
    )

    assert [each.article_id for each in found.candidates] == [near.id]


async def test_an_edit_is_judged_by_what_stood_there_and_what_was_quoted(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    assert told.entry_id is not None

    found = await around(storage, told.entry_id, "ferry")

    assert found.before == told
    assert found.quotes == (TEXT[42:],)
    assert found.candidates == ()


async def test_another_outlet_makes_an_edition_and_news_a_version(storage: Storage) -> None:
    first = await tell(storage, 1)
    alone = await storage.story(first.story_id)
    await tell(storage, 2, same(first))
    both = await storage.story(first.story_id)

    await tell(storage, 3, same(first, news=True))

    all_three = await storage.story(first.story_id)
    stories = [(s.version, s.edition, len(s.articles)) for s in (alone, both, all_three) if s]
    assert stories == [(1, 1, 1), (1, 2, 2), (2, 3, 3)]


async def test_an_article_that_is_read_again_keeps_its_story(storage: Storage) -> None:
    told, other = await tell(storage, 1), await tell(storage, 2)
    assert told.entry_id is not None

    again = await place(storage, told.entry_id, article("Another text."), same(other))

    assert again is not None
    assert (again.id, again.story_id, again.version) == (told.id, told.story_id, 2)


async def test_only_what_cards_show_of_an_edit_makes_an_edition(storage: Storage) -> None:
    told = await tell(storage, 1)
    assert told.entry_id is not None
    seen = []

    for again in (article("Another text."), article("Another text.", title="Ferry back")):
        await place(storage, told.entry_id, again)
        story = await storage.story(told.story_id)
        seen.append(story and (story.version, story.edition))
    await place(storage, told.entry_id, article("News."), NEWS)

    story = await storage.story(told.story_id)
    assert seen == [(1, 1), (1, 2)]
    assert story is not None
    assert (story.version, story.edition) == (2, 3)


async def test_stories_that_prove_to_be_one_become_one(storage: Storage) -> None:
    first, second, third = [await tell(storage, number) for number in (1, 2, 3)]
    await storage.save_related(third.story_id, [replace(RELATED[0], story_id=second.story_id)])

    proved = await tell(storage, 4, replace(same(first), merges=(second.story_id,), gist=GIST))

    story = await storage.story(second.story_id)
    assert story is not None
    assert story.id == proved.story_id == first.story_id
    assert {each.id for each in story.articles} == {first.id, second.id, proved.id}
    assert (story.version, story.edition) == (2, 2)
    await write(storage, third.story_id)
    [linking] = [each for each in await storage.owed(CHANNEL, NOW) if each.written]
    card = await storage.card(linking.id)
    assert card is not None
    assert [each.story_id for each in card.related] == [first.story_id]


async def test_a_gist_is_forgotten_when_nothing_can_join_its_story(storage: Storage) -> None:
    old, young = await tell(storage, 1), await tell(storage, 2)
    month_on = NOW + timedelta(days=31)
    next_year = replace(GIST, first_at=NOW + timedelta(days=365), last_at=NOW + timedelta(days=366))
    await tell(storage, 3, replace(same(old), gist=GIST))
    liar = await tell(storage, 4, replace(same(young), gist=next_year))
    before = await around(storage, EntryId(99), "ferry")

    await tell(storage, 5, replace(same(liar), gist=next_year), now=month_on)

    after = await around(storage, EntryId(99), "ferry")
    assert set(before.gists) == {old.story_id, young.story_id}
    assert set(after.gists) == {young.story_id}


async def test_a_channel_that_has_the_card_is_owed_no_second_one(storage: Storage) -> None:
    first = await tell(storage, 1, to=(HERE, (OTHER_CHANNEL, GUILD)))
    await write(storage, first.story_id)
    await post(storage)

    await tell(storage, 2, same(first), to=(HERE, (ChannelId(3), GuildId(3))))

    counts = await storage.counts()
    assert (counts.sent, counts.joined, counts.owed) == (1, 1, 2)
    assert await storage.owed(CHANNEL, NOW) == []
    assert CHANNEL not in await storage.channels_owed(NOW)
    [elsewhere] = await storage.owed(ChannelId(3), NOW)
    assert elsewhere.told_by is None
    assert len(await storage.sent_cards(CHANNEL, limit=9)) == 1


async def test_what_was_owed_before_the_card_came_says_by_what_it_is_told(
    storage: Storage,
) -> None:
    first = await tell(storage, 1)
    await tell(storage, 2, same(first))
    await write(storage, first.story_id)
    card = await post(storage)
    [second] = await storage.owed(CHANNEL, NOW)

    joined = await storage.mark_joined(second.id, card, now=NOW)

    assert (second.told_by, joined) == (card, True)
    assert not await storage.mark_joined(second.id, card, now=NOW)
    assert await storage.owed(CHANNEL, NOW) == []
    assert await storage.shown_card(second.id) is None
    assert (await storage.counts()).joined == 1


async def test_an_old_card_swallows_nothing(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    await post(storage)

    await tell(storage, 2, same(first), now=LONG_AFTER)

    [second] = await storage.owed(CHANNEL, LONG_AFTER)
    assert second.told_by is None
    assert second.written


async def test_where_the_first_card_failed_the_second_is_sent(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    [refused] = await storage.owed(CHANNEL, NOW)
    await storage.mark_failed(refused.id, "refused", now=NOW)

    second = await tell(storage, 2, same(first))

    [owed] = await storage.owed(CHANNEL, NOW)
    assert (owed.entry_id, owed.told_by) == (second.entry_id, None)
    card = await storage.card(owed.id)
    assert card is not None
    assert (card.article_id, [each.article_id for each in card.also]) == (second.id, [first.id])


async def test_what_joined_costs_no_summary(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id, summary())
    await post(storage)

    await tell(storage, 2, same(first))

    assert await storage.stories_owed_summary(NOW, 9) == []
    assert await storage.summaries_owed(first.story_id, NOW) == []
