"""Moderators: what they take apart, join or call unrelated stays so, and cards follow."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ChangedError, Refusal
from bot.news import HERE, Actor, ArticleId, EntryId, Gist, GuildId, StoryId
from bot.storage import Storage
from tests.storage.outlets import post, same, tell, write
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    HOUSE,
    NOW,
    OTHER_CHANNEL,
    RELATED,
    STAND_IN,
    article,
    summary,
)

LATER = NOW + timedelta(minutes=30)
MONA, ELSEWHERE = Actor(GUILD, 7), GuildId(901)
STRANGER = Actor(GuildId(902), 8)
GIST = Gist(weights={"ferry": 2.5}, articles=2, breadth=9.5, first_at=NOW, last_at=NOW)


async def versions(storage: Storage, *stories: StoryId) -> list[tuple[int, int]]:
    """The version and edition of each story."""
    found = [await storage.story(each) for each in stories]
    return [(story.version, story.edition) for story in found if story is not None]


async def merged(storage: Storage, one: StoryId, other: StoryId) -> bool:
    """What merging gives."""
    return await storage.merge(one, other, gist=GIST, as_of=await storage.turn(), now=LATER)


async def split(storage: Storage, article_id: ArticleId) -> StoryId | None:
    """What taking an article out of its story gives."""
    as_of = await storage.turn()
    return await storage.split(article_id, rest=None, as_of=as_of, now=LATER, actor=Actor(person=7))


async def test_two_stories_become_one_with_all_that_led_to_either(storage: Storage) -> None:
    one, other, third = [await tell(storage, number) for number in (1, 2, 3)]
    links = [replace(RELATED[0], story_id=each.story_id) for each in (one, other)]
    await storage.save_related(third.story_id, links)
    await storage.save_related(one.story_id, links[1:])
    await storage.save_related(other.story_id, links[:1])
    await write(storage, third.story_id)

    done = await merged(storage, one.story_id, other.story_id)

    story = await storage.story(other.story_id)
    assert done
    assert story is not None
    assert (story.id, {each.id for each in story.articles}) == (one.story_id, {one.id, other.id})
    [owed] = [each for each in await storage.owed(CHANNEL, LATER) if each.written]
    card = await storage.card(owed.id)
    assert card is not None
    assert [each.story_id for each in card.related] == [one.story_id]
    await write(storage, one.story_id)
    found = [await storage.card(each.id) for each in await storage.owed(CHANNEL, LATER)]
    assert [card.related for card in found if card and card.story_id == one.story_id] == [(), ()]
    around = await storage.surroundings(EntryId(99), ["ferry"], at=NOW, within=timedelta(days=7))
    assert around.gists == {one.story_id: GIST}
    assert (await storage.counts()).stories == 2


async def test_links_that_were_chosen_before_a_merge_lead_to_what_there_is_now(
    storage: Storage,
) -> None:
    one, other, third = [(await tell(storage, number)).story_id for number in (1, 2, 3)]
    chosen = [replace(RELATED[0], story_id=each) for each in (one, other, third)]
    await merged(storage, one, other)

    await storage.save_related(third, chosen)

    await write(storage, third)
    [owed] = [each for each in await storage.owed(CHANNEL, NOW) if each.written]
    card = await storage.card(owed.id)
    assert card is not None
    assert [each.story_id for each in card.related] == [one]


async def test_cards_of_merged_stories_are_edited_once_all_is_written_together(
    storage: Storage,
) -> None:
    one, other = await tell(storage, 1), await tell(storage, 2, to=((OTHER_CHANNEL, GUILD),))
    for each, channel in ((one, CHANNEL), (other, OTHER_CHANNEL)):
        await write(storage, each.story_id, summary(f"Story {each.id}"))
        await post(storage, channel)

    await merged(storage, one.story_id, other.story_id)

    then = LATER + timedelta(minutes=1)
    assert await storage.stories_owed_summary(then, 9) == [one.story_id]
    early = await storage.edits_owed(OTHER_CHANNEL, then)
    await write(storage, one.story_id, summary("Both"), now=then)
    for channel, before in ((CHANNEL, "Story 1"), (OTHER_CHANNEL, "Story 2")):
        [edit] = await storage.edits_owed(channel, then)
        card = await storage.shown_card(edit.id)
        assert edit.shown is not None
        assert card is not None
        assert (edit.shown.headline, edit.version) == (before, 1)
        assert (card.summary.headline, card.version, len(card.also)) == ("Both", 2, 1)
    assert early == []


async def test_what_is_owed_of_a_merged_story_joins_the_card_that_tells_it(
    storage: Storage,
) -> None:
    one = await tell(storage, 1)
    await write(storage, one.story_id)
    await post(storage)
    other = await tell(storage, 2)

    await merged(storage, one.story_id, other.story_id)

    assert (await storage.counts()).joined == 1
    assert await storage.owed(CHANNEL, LATER) == []


async def test_a_story_that_was_merged_away_leads_on_for_ever(storage: Storage) -> None:
    first, second, third = [(await tell(storage, number)).story_id for number in (1, 2, 3)]
    await merged(storage, second, first)

    await merged(storage, third, second)

    found = [await storage.story(each) for each in (first, second, third)]
    assert [story and story.id for story in found] == [third] * 3
    assert not await merged(storage, third, second)
    assert not await merged(storage, third, third)
    assert not await merged(storage, third, StoryId(99))


async def test_a_stand_in_of_a_story_that_was_merged_away_is_due_no_more(
    storage: Storage,
) -> None:
    one, other = await tell(storage, 1), await tell(storage, 2)
    await storage.save_summary(other.story_id, 1, HOUSE, STAND_IN, now=NOW, again_at=LATER)
    await merged(storage, one.story_id, other.story_id)

    await write(storage, one.story_id)

    assert await storage.stories_owed_summary(LATER, 9) == []


async def test_a_split_owes_again_what_had_joined(storage: Storage) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    await post(storage)
    second = await tell(storage, 2, same(first))

    new = await split(storage, second.id)

    assert new is not None
    [owed] = await storage.owed(CHANNEL, LATER)
    assert (owed.entry_id, owed.story_id, owed.told_by) == (second.entry_id, new, None)
    assert await versions(storage, first.story_id, new) == [(2, 3), (2, 3)]
    assert new in await storage.stories_owed_summary(LATER, 9)
    assert (await storage.counts()).joined == 0


async def test_when_the_article_of_the_card_is_split_off_the_others_are_owed_again(
    storage: Storage,
) -> None:
    first = await tell(storage, 1)
    await write(storage, first.story_id)
    card = await post(storage)
    second, third = [await tell(storage, number, same(first)) for number in (2, 3)]

    new = await split(storage, first.id)

    assert new is not None
    owed = await storage.owed(CHANNEL, LATER)
    assert {each.entry_id for each in owed} == {second.entry_id, third.entry_id}
    await write(storage, new, now=LATER)
    await write(storage, first.story_id, now=LATER)
    await post(storage, now=LATER)
    [last] = await storage.owed(CHANNEL, LATER)
    assert last.told_by not in (None, card)


async def test_a_split_is_respected_after_a_merge_of_the_rest(storage: Storage) -> None:
    first = await tell(storage, 1)
    second = await tell(storage, 2, same(first))
    third = await tell(storage, 3)
    new = await split(storage, second.id)

    await merged(storage, third.story_id, first.story_id)

    around = await storage.surroundings(EntryId(99), ["ferry"], at=NOW, within=timedelta(days=7))
    assert around.decisions.split == {(second.id, first.story_id)}
    assert around.decisions.merged == {first.story_id: third.story_id}
    assert {each.story_id for each in around.candidates} == {third.story_id, new}


async def test_the_only_article_of_a_story_is_not_split_off(storage: Storage) -> None:
    told = await tell(storage, 1)

    assert await split(storage, told.id) is None
    assert await split(storage, ArticleId(99)) is None
    assert (await storage.counts()).stories == 1


async def test_editions_never_coincide_after_a_split_and_a_merge(storage: Storage) -> None:
    first = await tell(storage, 1)
    second = await tell(storage, 2, same(first, news=True), to=((OTHER_CHANNEL, GUILD),))
    await write(storage, first.story_id)
    shown = {await post(storage, CHANNEL), await post(storage, OTHER_CHANNEL)}
    new = await split(storage, second.id)
    assert new is not None
    apart = await versions(storage, first.story_id, new)

    await merged(storage, new, first.story_id)

    together = await versions(storage, new)
    assert len(shown) == 2
    assert (apart, together) == ([(3, 3), (3, 3)], [(4, 4)])


async def test_unrelated_stories_lose_their_links_and_are_never_linked_again(
    storage: Storage,
) -> None:
    one, other = await tell(storage, 1), await tell(storage, 2)
    await storage.save_related(one.story_id, [replace(RELATED[0], story_id=other.story_id)])
    await write(storage, one.story_id)
    await post(storage)

    done = await storage.call_unrelated(other.story_id, one.story_id, now=LATER)
    await storage.call_unrelated(one.story_id, other.story_id, now=LATER)

    [edit] = await storage.edits_owed(CHANNEL, LATER + timedelta(minutes=1))
    card = await storage.shown_card(edit.id)
    assert done
    assert card is not None
    assert card.related == ()
    assert await storage.unrelated_to(one.story_id) == [other.story_id]
    assert await storage.unrelated_to(other.story_id) == [one.story_id]


async def test_unrelated_stories_are_known_by_what_they_are_called_now(storage: Storage) -> None:
    one, other, third = [(await tell(storage, number)).story_id for number in (1, 2, 3)]
    await storage.call_unrelated(one, other, now=NOW)

    await merged(storage, third, other)

    assert await storage.unrelated_to(third) == [one]
    assert await storage.unrelated_to(one) == [third]
    assert not await storage.call_unrelated(third, other, now=LATER)
    assert not await storage.call_unrelated(third, StoryId(99), now=LATER)


async def test_whoever_decides_by_what_was_decides_again(storage: Storage) -> None:
    one = await tell(storage, 1)
    other = await tell(storage, 2, same(one))
    as_of = await storage.turn()
    third = (await tell(storage, 3)).story_id
    await storage.call_unrelated(one.story_id, third, now=NOW)

    with pytest.raises(ChangedError):
        await storage.split(other.id, rest=None, as_of=as_of + 1, now=LATER)
    with pytest.raises(ChangedError):
        await storage.merge(one.story_id, third, gist=None, as_of=as_of + 1, now=LATER)

    assert (await storage.counts()).stories == 2


# --- Whose stories they are ---


async def test_a_guild_corrects_what_it_alone_is_shown(storage: Storage) -> None:
    first, third = await tell(storage, 1), await tell(storage, 3)
    second = await tell(storage, 2, same(first))
    as_of = await storage.turn()

    new = await storage.split(second.id, rest=None, as_of=as_of, now=LATER, actor=MONA)

    assert new is not None
    as_of = await storage.turn()
    assert await storage.merge(first.story_id, new, gist=GIST, as_of=as_of, now=LATER, actor=MONA)
    assert await storage.call_unrelated(first.story_id, third.story_id, now=LATER, actor=MONA)
    told = [
        (each.what, each.person, each.guild_id) for each in await storage.changes(MONA, limit=9)
    ]
    assert told == [
        ("story-unrelated", 7, GUILD),
        ("story-merged", 7, GUILD),
        ("story-split", 7, GUILD),
    ]


@pytest.mark.parametrize(("actor", "name"), [(MONA, "story-shared"), (STRANGER, "story-unknown")])
async def test_a_story_that_another_guild_is_shown_is_corrected_by_neither_alone(
    storage: Storage, actor: Actor, name: str
) -> None:
    places = ((CHANNEL, GUILD), (OTHER_CHANNEL, ELSEWHERE))
    first = await tell(storage, 1, to=places)
    second = await tell(storage, 2, same(first))
    third = await tell(storage, 3)
    as_of = await storage.turn()

    for change in (
        storage.split(second.id, rest=None, as_of=as_of, now=LATER, actor=actor),
        storage.merge(
            first.story_id, third.story_id, gist=GIST, as_of=as_of, now=LATER, actor=actor
        ),
        storage.call_unrelated(third.story_id, first.story_id, now=LATER, actor=actor),
    ):
        with pytest.raises(Refusal, match=name):
            await change

    assert (await storage.counts()).stories == 2
    assert await storage.changes(HERE, limit=9) == []
    assert await split(storage, second.id) is not None  # the admin may


async def test_a_guild_is_offered_the_stories_of_its_newest_cards(storage: Storage) -> None:
    for number, place in ((1, (CHANNEL, GUILD)), (2, (OTHER_CHANNEL, ELSEWHERE))):
        told = await tell(storage, number, to=(place,), told=article(title=f"Ferry {number}"))
        await write(storage, told.story_id)
        await post(storage, place[0])
    since = NOW - timedelta(days=1)

    mine = await storage.stories_shown_to(MONA, "FERRY", since=since, limit=9)

    assert [title for _, title in mine] == ["Ferry 1"]
    assert len(await storage.stories_shown_to(HERE, "", since=since, limit=9)) == 2
    assert await storage.stories_shown_to(MONA, "tram", since=since, limit=9) == []
    assert await storage.stories_shown_to(MONA, "", since=LATER, limit=9) == []
