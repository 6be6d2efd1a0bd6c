"""Summaries: each made once, as somebody wishes for it, and seen by all who wish for the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.news import HERE as ADMIN
from bot.news import (
    Assignment,
    ChannelId,
    DeliveryId,
    Filing,
    GuildId,
    MessageId,
    OwedSummary,
    StoryId,
    Style,
    Summary,
)
from bot.storage import Storage
from tests.storage.outlets import post
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    HOUSE,
    NOW,
    OTHER_CHANNEL,
    STAND_IN,
    changed,
    followed_by,
    followed_feed,
    new_entry,
    place,
    polled,
    read_next,
    summary,
)
from tests.storage.wishes import set_up, wish

BRIEF = Assignment(Style.BRIEF, "de")
LATER = NOW + timedelta(minutes=1)


def assignments(owed: Sequence[OwedSummary]) -> list[Assignment]:
    """What is asked for."""
    return [each.assignment for each in owed]


async def test_a_summary_is_owed_where_a_channel_waits(storage: Storage) -> None:
    feed = await polled(storage, new_entry(2), new_entry(1), new_entry(3, shown=False))

    _silent, older, newer = [await read_next(storage, feed) for _ in range(3)]

    assert await storage.stories_owed_summary(NOW, 10) == [older, newer]
    assert await storage.stories_owed_summary(NOW, 1) == [older]


async def test_a_written_story_owes_no_summary(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    story_id = await read_next(storage, feed)

    await storage.save_summary(story_id, 1, HOUSE, summary(), now=NOW)

    assert await storage.stories_owed_summary(NOW, 10) == []
    assert await storage.summaries_owed(story_id, NOW) == []
    [owed] = await storage.owed(CHANNEL, NOW)
    assert owed.written


async def test_two_hundred_guilds_wait_for_one_summary(storage: Storage) -> None:
    story_id = await followed_by(storage, *((number, HOUSE) for number in range(200, 0, -1)))

    owed = await storage.summaries_owed(story_id, NOW)

    guilds = tuple(GuildId(number) for number in range(1, 201))
    assert owed == [OwedSummary(assignment=HOUSE, guilds=guilds)]


async def test_two_kinds_of_wishes_are_two_summaries(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE), (2, BRIEF), (3, HOUSE))

    owed = await storage.summaries_owed(story_id, NOW)

    assert owed == [
        OwedSummary(assignment=BRIEF, guilds=(GuildId(2),)),
        OwedSummary(assignment=HOUSE, guilds=(GuildId(1), GuildId(3))),
    ]


async def test_one_wish_is_not_met_by_the_summary_of_another(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE), (2, BRIEF))

    await storage.save_summary(story_id, 1, HOUSE, summary(), now=NOW)

    assert await storage.stories_owed_summary(NOW, 10) == [story_id]
    assert assignments(await storage.summaries_owed(story_id, NOW)) == [BRIEF]
    [served], [waiting] = (
        await storage.owed(ChannelId(1), NOW),
        await storage.owed(ChannelId(2), NOW),
    )
    assert (served.written, waiting.written) == (True, False)
    assert await storage.card(waiting.id) is None


async def test_each_channel_sees_the_summary_that_it_wished_for(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE), (2, BRIEF))
    brief = replace(summary("Fähre fährt wieder"), language="de")

    await storage.save_summary(story_id, 1, HOUSE, summary(), now=NOW)
    await storage.save_summary(story_id, 1, BRIEF, brief, now=NOW)

    [[first], [second]] = [await storage.owed(ChannelId(number), NOW) for number in (1, 2)]
    cards = [await storage.card(owed.id) for owed in (first, second)]
    assert [card and card.summary for card in cards] == [summary(), brief]


async def test_the_house_decides_where_a_channel_wishes_for_nothing(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    own, named = Style.DETAILED, "fr"
    for number, style, language in (
        (1, None, None),
        (2, own, None),
        (3, None, named),
        (4, own, ""),
    ):
        await storage.subscribe(
            feed.id, ChannelId(number), guild_id=None, now=NOW, style=style, language=language
        )

    await storage.save_poll(feed, Filing(new=(new_entry(),)), house=BRIEF, now=NOW)

    owed = await storage.summaries_owed(await read_next(storage, feed), NOW)
    assert {(each.style, each.language) for each in assignments(owed)} == {
        (Style.BRIEF, "de"),
        (Style.DETAILED, "de"),
        (Style.BRIEF, "fr"),
        (Style.DETAILED, None),
    }


async def test_what_is_asked_of_a_card_is_fixed_when_its_entry_is_filed(storage: Storage) -> None:
    feed = await polled(storage, new_entry(2))

    await storage.save_poll(feed, Filing(new=(new_entry(2), new_entry(1))), house=BRIEF, now=NOW)

    older, newer = [await read_next(storage, feed) for _ in range(2)]
    assert assignments(await storage.summaries_owed(older, NOW)) == [HOUSE]
    assert assignments(await storage.summaries_owed(newer, NOW)) == [BRIEF]


async def test_a_wish_comes_back_as_it_was_made(storage: Storage) -> None:
    feed = await storage.add_feed("https://a.example/feed", now=NOW)

    wish = await storage.subscribe(
        feed.id, CHANNEL, guild_id=GUILD, now=NOW, style=Style.BRIEF, language="de"
    )

    assert (wish.style, wish.language) == (Style.BRIEF, "de")
    assert await storage.subscriptions(feed.id) == [wish]


async def test_a_channel_without_a_known_guild_waits_as_well(storage: Storage) -> None:
    feed = await followed_feed(storage)
    await storage.subscribe(feed.id, OTHER_CHANNEL, guild_id=None, now=NOW)
    await storage.save_poll(feed, Filing(new=(new_entry(),)), now=NOW)

    [owed] = await storage.summaries_owed(await read_next(storage, feed), NOW)

    assert owed.guilds == (GUILD,)


async def test_a_story_that_is_not_there_owes_nothing(storage: Storage) -> None:
    saved = await storage.save_summary(StoryId(7), 1, HOUSE, summary(), now=NOW)

    assert saved is None
    assert await storage.summaries_owed(StoryId(7), NOW) == []


async def test_a_changed_story_owes_a_new_summary(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    story_id = await read_next(storage, feed)
    await storage.save_summary(story_id, 1, HOUSE, summary(), now=NOW)
    [owed] = await storage.owed(CHANNEL, NOW)

    await changed(storage, owed.entry_id)

    assert await storage.stories_owed_summary(NOW, 10) == [story_id]
    assert assignments(await storage.summaries_owed(story_id, NOW)) == [HOUSE]
    assert await storage.card(owed.id) is None


@pytest.mark.parametrize("again", [summary("Second"), replace(STAND_IN, headline="Second")])
async def test_the_first_summary_of_a_version_stays(storage: Storage, again: Summary) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    first = await storage.save_summary(story_id, 1, HOUSE, summary("First"), now=NOW)

    second = await storage.save_summary(story_id, 1, HOUSE, again, now=LATER)

    [owed] = await storage.owed(ChannelId(1), NOW)
    card = await storage.card(owed.id)
    assert second is None
    assert card is not None
    assert (card.summary.headline, card.summary_id) == ("First", first)


async def test_a_summary_without_language_or_prompt_comes_back_as_it_was(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    plain = replace(summary(), language=None, prompt_version=None)

    await storage.save_summary(story_id, 1, HOUSE, plain, now=NOW)

    [owed] = await storage.owed(ChannelId(1), NOW)
    card = await storage.card(owed.id)
    assert card is not None
    assert card.summary == plain


async def test_an_edited_entry_is_read_again_before_anything_is_written(storage: Storage) -> None:
    feed = await polled(storage, new_entry())
    filed = await storage.next_unread(feed.id)
    assert filed is not None

    stored = await place(storage, filed.id, edition=filed.edition - 1)

    assert stored is not None
    assert await storage.stories_owed_summary(NOW, 10) == []
    assert await storage.summaries_owed(stored.story_id, NOW) == []


async def test_a_failed_delivery_waits_for_nothing(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    [owed] = await storage.owed(ChannelId(1), NOW)

    await storage.mark_failed(owed.id, "too late", now=NOW)

    assert await storage.summaries_owed(story_id, NOW) == []
    assert await storage.card(DeliveryId(owed.id)) is None


async def test_nothing_is_written_for_a_channel_that_cannot_be_written_to(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE), (2, BRIEF))

    await storage.close_channel(ChannelId(2), "the channel was deleted", now=NOW)

    assert assignments(await storage.summaries_owed(story_id, NOW)) == [HOUSE]


async def test_what_a_closed_channel_waits_for_is_owed_again_when_it_opens(
    storage: Storage,
) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    await storage.close_channel(ChannelId(1), "the channel was deleted", now=NOW)
    assert await storage.stories_owed_summary(NOW, 10) == []

    await storage.open_channels([ChannelId(1)])

    assert await storage.stories_owed_summary(NOW, 10) == [story_id]


HEADLINE = Assignment(Style.HEADLINE, "de")
POSTED = MessageId(1_001)


async def headline_posted(storage: Storage) -> StoryId:
    """A story whose card in the channel is a headline alone."""
    story_id = await followed_by(storage, (1, HEADLINE))
    await storage.save_summary(story_id, 1, HEADLINE, Summary(headline="Sails"), now=NOW)
    await post(storage, ChannelId(1))
    return story_id


Wish = tuple[str | None, str | None]  # style and language
NO_WISH: Wish = (None, None)


@pytest.mark.parametrize(
    ("wishes", "house", "asked_for"),
    [
        ((("brief", "fr"), ("detailed", "de")), HOUSE, Assignment(Style.BRIEF, "fr")),
        ((("headline", None), ("detailed", "de")), HOUSE, Assignment(Style.DETAILED, "de")),
        ((NO_WISH, (None, "")), BRIEF, Assignment(Style.BRIEF, None)),
        ((NO_WISH, NO_WISH), BRIEF, BRIEF),
        ((("headline", ""), ("headline", "de")), HEADLINE, Assignment(Style.STANDARD, None)),
    ],
)
async def test_a_reader_asks_for_a_summary_as_the_channel_or_its_guild_or_the_house_wants_it(
    storage: Storage,
    empty_store_url: str,
    wishes: tuple[Wish, Wish],
    house: Assignment,
    asked_for: Assignment,
) -> None:
    story_id = await headline_posted(storage)
    [(style, language), (guild_style, guild_language)] = wishes
    await wish(empty_store_url, style=style, language=language)
    await set_up(empty_store_url, GuildId(1), style=guild_style, language=guild_language)

    found = await storage.summary_asked_for(POSTED, house)

    assert found == (story_id, OwedSummary(assignment=asked_for, guilds=(GuildId(1),)))


async def test_a_card_whose_feed_is_no_longer_followed_is_summed_up_in_its_own_language(
    storage: Storage,
) -> None:
    story_id = await headline_posted(storage)
    [wished] = await storage.subscriptions_in([ChannelId(1)])
    await storage.unfollow(ADMIN, wished.id, now=NOW)

    found = await storage.summary_asked_for(POSTED, HOUSE)

    wanted = Assignment(Style.STANDARD, "de")
    assert found == (story_id, OwedSummary(assignment=wanted))


async def test_no_card_has_no_summary_to_ask_for(storage: Storage) -> None:
    await headline_posted(storage)

    assert await storage.summary_asked_for(MessageId(404), HOUSE) is None
    assert await storage.card_asked_for(MessageId(404), HOUSE) is None


async def test_what_a_reader_asks_for_is_owed_until_it_is_there(storage: Storage) -> None:
    story_id = await headline_posted(storage)
    wished = OwedSummary(assignment=BRIEF, guilds=(GuildId(1),))

    before = (
        await storage.still_owed(story_id, wished, NOW),
        await storage.card_asked_for(POSTED, BRIEF),
    )
    await storage.save_summary(story_id, 1, BRIEF, summary(), now=NOW)
    after = (
        await storage.still_owed(story_id, wished, NOW),
        await storage.card_asked_for(POSTED, BRIEF),
    )

    assert before == (wished, None)
    assert after[0] is None
    assert after[1] is not None
    assert after[1].summary == summary()
    shown = await storage.card_shown_by(POSTED)
    assert shown is not None
    assert shown.summary.points == ()
    assert await storage.edits_owed(ChannelId(1), LATER) == []


async def test_what_stands_in_for_it_is_owed_again_when_it_is_due(storage: Storage) -> None:
    story_id = await headline_posted(storage)
    wished = OwedSummary(assignment=BRIEF)
    stand_in = await storage.save_summary(story_id, 1, BRIEF, STAND_IN, now=NOW, again_at=LATER)

    early, due = [await storage.still_owed(story_id, wished, at) for at in (NOW, LATER)]

    assert early is None
    assert due == replace(wished, stand_in=stand_in, stood_in_at=NOW)
