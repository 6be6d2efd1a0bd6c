"""Stand-ins: shown while a model is away, and replaced once by what it writes then."""

import asyncio
from datetime import timedelta

from sqlalchemy import update

from bot.news import (
    ChannelId,
    GuildId,
    MessageId,
    OwedSummary,
    Receipt,
    StoryId,
    SummaryId,
    Verdict,
)
from bot.storage import Storage, open_storage
from bot.storage.sifting import Ruling
from bot.storage.tables import deliveries
from tests.storage.samples import (
    HOUSE,
    NOW,
    STAND_IN,
    begin,
    changed,
    followed_by,
    new_entry,
    polled,
    read_next,
    shown,
    summary,
)

LATER = NOW + timedelta(minutes=1)


async def stood_in(storage: Storage, story_id: StoryId) -> SummaryId:
    """A summary that stands in for a model's until `LATER`."""
    saved = await storage.save_summary(story_id, 1, HOUSE, STAND_IN, now=NOW, again_at=LATER)
    assert saved is not None
    return saved


async def better(
    storage: Storage, story_id: StoryId, stand_in: SummaryId, version: int = 1
) -> SummaryId | None:
    """What saving the model's summary in a stand-in's place gives."""
    return await storage.save_summary(
        story_id, version, HOUSE, summary(), now=LATER, replaces=stand_in
    )


async def test_a_stand_in_is_shown_until_there_is_better(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))

    stand_in = await stood_in(storage, story_id)

    [owed] = await storage.owed(ChannelId(1), NOW)
    assert owed.written
    assert await shown(storage, owed) == stand_in
    assert await storage.summaries_owed(story_id, NOW) == []
    assert await storage.stories_owed_summary(NOW, 10) == []


async def test_a_stand_in_that_is_due_is_owed_a_model_again(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE), (2, HOUSE))
    stand_in = await stood_in(storage, story_id)
    [sent] = await storage.owed(ChannelId(1), NOW)
    await begin(storage, sent)
    await storage.mark_sent(sent.id, Receipt(MessageId(1), NOW))

    owed = await storage.summaries_owed(story_id, LATER)

    assert await storage.stories_owed_summary(LATER, 10) == [story_id]
    assert owed == [
        OwedSummary(
            assignment=HOUSE,
            guilds=(GuildId(1), GuildId(2)),
            stand_in=stand_in,
            stood_in_at=NOW,
        )
    ]


async def test_what_nobody_has_written_comes_before_what_stands_in(storage: Storage) -> None:
    feed = await polled(storage, new_entry(2), new_entry(1))
    older, newer = [await read_next(storage, feed) for _ in range(2)]
    await stood_in(storage, older)

    assert await storage.stories_owed_summary(LATER, 10) == [newer, older]
    assert await storage.stories_owed_summary(LATER, 1) == [newer]


async def test_nobody_pays_for_a_stand_in_that_filters_keep_back(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    await stood_in(storage, story_id)
    [owed] = await storage.owed(ChannelId(1), NOW)
    async with storage._database.writing() as connection:
        await connection.execute(update(deliveries).values(undecided=True))

    await storage.mark_filtered(owed.id, Ruling(Verdict(passes=False)), now=NOW)

    assert await storage.summaries_owed(story_id, LATER) == []
    assert await storage.stories_owed_summary(LATER, 10) == []


async def test_a_stand_in_that_was_put_off_is_due_later(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    stand_in = await stood_in(storage, story_id)
    then = LATER + timedelta(minutes=2)

    await storage.put_off_summary(stand_in, then)

    assert await storage.stories_owed_summary(LATER, 10) == []
    assert await storage.stories_owed_summary(then, 10) == [story_id]


async def test_a_stand_in_that_is_given_up_is_final(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    stand_in = await stood_in(storage, story_id)

    await storage.put_off_summary(stand_in, None)

    assert await storage.stories_owed_summary(LATER + timedelta(days=9), 10) == []
    [owed] = await storage.owed(ChannelId(1), NOW)
    assert await shown(storage, owed) == stand_in


async def test_a_better_summary_takes_a_stand_ins_place(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    stand_in = await stood_in(storage, story_id)

    model = await better(storage, story_id, stand_in)

    [owed] = await storage.owed(ChannelId(1), NOW)
    card = await storage.card(owed.id)
    assert card is not None
    assert (card.summary, card.summary_id) == (summary(), model)
    assert await storage.stories_owed_summary(LATER, 10) == []


async def test_a_stand_in_is_replaced_once(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    stand_in = await stood_in(storage, story_id)
    await better(storage, story_id, stand_in)

    again = await better(storage, story_id, stand_in)
    await storage.put_off_summary(stand_in, LATER)

    assert again is None
    assert await storage.stories_owed_summary(LATER, 10) == []


async def test_two_who_replace_a_stand_in_at_once_replace_it_once(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as two:
        story_id = await followed_by(one, (1, HOUSE))
        stand_in = await stood_in(one, story_id)

        saved = await asyncio.gather(
            *(better(storage, story_id, stand_in) for storage in (one, two, one, two))
        )

    assert sum(each is not None for each in saved) == 1


async def test_a_better_summary_of_an_old_text_comes_too_late(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    stand_in = await stood_in(storage, story_id)
    [owed] = await storage.owed(ChannelId(1), NOW)
    await changed(storage, owed.entry_id)

    model = await better(storage, story_id, stand_in)

    assert model is None
    [again] = await storage.summaries_owed(story_id, LATER)
    assert again.stand_in is None


async def test_a_stand_in_of_an_old_text_is_not_due(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    await stood_in(storage, story_id)
    [owed] = await storage.owed(ChannelId(1), NOW)
    await changed(storage, owed.entry_id)
    await storage.save_summary(story_id, 2, HOUSE, summary(), now=NOW)

    assert await storage.stories_owed_summary(LATER, 10) == []
    assert await storage.summaries_owed(story_id, LATER) == []


async def test_what_is_no_better_ends_the_asking(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    stand_in = await stood_in(storage, story_id)

    saved = await storage.save_summary(story_id, 1, HOUSE, STAND_IN, now=LATER, replaces=stand_in)

    assert saved is None
    assert await storage.stories_owed_summary(LATER, 10) == []
    [owed] = await storage.owed(ChannelId(1), NOW)
    assert await shown(storage, owed) == stand_in


async def test_no_model_is_asked_again_for_a_channel_that_is_closed(storage: Storage) -> None:
    story_id = await followed_by(storage, (1, HOUSE))
    await stood_in(storage, story_id)

    await storage.close_channel(ChannelId(1), "the channel was deleted", now=NOW)

    assert await storage.stories_owed_summary(LATER, 10) == []
    assert await storage.summaries_owed(story_id, LATER) == []
