"""What readers see, think and use, and what is kept of them."""

from datetime import timedelta

from bot.news import Answer, Asker, MessageId, Opinion, Posted, QuestionState, Uses
from bot.storage import Storage
from tests.storage.outlets import post, same, tell, write
from tests.storage.samples import CHANNEL, GUILD, NOW, OTHER_CHANNEL
from tests.storage.test_questions import NORA, OLE, THREAD, answered, asked, now_is

HOUR = timedelta(hours=1)
MESSAGE = MessageId(70)


async def test_a_message_leads_to_its_card(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    delivery = await post(storage)

    card = await storage.card_shown_by(MessageId(1_000 + delivery))

    assert card is not None
    assert card.article_id == told.id
    assert await storage.card_shown_by(MessageId(5)) is None


async def test_stories_are_offered_by_what_was_typed_the_newest_first(storage: Storage) -> None:
    first, second = await tell(storage, 1), await tell(storage, 2)
    await tell(storage, 3, same(first), to=())
    for number, story in enumerate((first, second)):
        await write(storage, story.story_id)
        await post(storage, now=NOW + number * HOUR)

    found = [
        await storage.stories_shown_in(channels, typed, limit=25)
        for channels, typed in (
            ([CHANNEL], ""),
            ([CHANNEL], second.article.title.upper()[3:9]),
            ([CHANNEL], "%"),
            ([OTHER_CHANNEL], ""),
        )
    ]

    assert [story_id for story_id, _ in found[0]] == [second.story_id, first.story_id]
    assert second.story_id in [story_id for story_id, _ in found[1]]
    assert found[2:] == [[], []]


async def test_a_storys_card_is_found_in_the_channels_that_count(storage: Storage) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    delivery = await post(storage)

    found = [await storage.posted(told.story_id, [channel]) for channel in (CHANNEL, OTHER_CHANNEL)]

    assert found == [Posted(GUILD, CHANNEL, MessageId(1_000 + delivery)), None]


async def test_uses_are_counted_by_the_hour_and_the_day_for_whoever_it_is(
    storage: Storage,
) -> None:
    for age, asker, tokens in ((0, NORA, 100), (2, NORA, 50), (25, NORA, 7), (0, OLE, 1)):
        await storage.open_use(asker, GUILD, tokens=tokens, now=NOW - age * HOUR)
    opened = await storage.open_use(OLE, None, tokens=900, now=NOW)
    await storage.settle_use(opened, 3)

    found = [
        await storage.used(NOW, asker=NORA),
        await storage.used(NOW, guild_id=GUILD),
        await storage.used(NOW),
        await storage.used(NOW, asker=Asker("nobody")),
    ]

    assert found == [
        Uses(hour=1, day=2, tokens=150),
        Uses(hour=2, day=3, tokens=151),
        Uses(hour=3, day=4, tokens=154),
        Uses(),
    ]


async def test_erasing_leaves_what_limits_look_at_and_nothing_older(storage: Storage) -> None:
    for age in (0, 20, 30):
        await storage.open_use(NORA, GUILD, tokens=1, now=NOW - age * HOUR)

    await storage.erase(NORA, now=NOW)

    then = NOW - 25 * HOUR
    hers, everybodys = await storage.used(then, asker=NORA), await storage.used(then)
    assert (hers.day, everybodys.day) == (2, 3)


async def test_uses_are_forgotten_with_the_questions_of_their_time(storage: Storage) -> None:
    await storage.open_use(NORA, GUILD, tokens=1, now=NOW)

    await storage.forget_readers(NOW + HOUR)

    assert await storage.used(NOW) == Uses()


async def test_a_reader_has_one_opinion_of_a_card(storage: Storage) -> None:
    await storage.save_opinion(MESSAGE, NORA, Opinion.GOOD, "", now=NOW)
    await storage.save_opinion(MESSAGE, NORA, Opinion.BAD, "the wrong town", now=NOW)
    await storage.save_opinion(MESSAGE, OLE, Opinion.GOOD, "", now=NOW)

    kept = await storage.kept_of(NORA)

    assert [(each["opinion"], each["reason"]) for each in kept["opinions"]] == [
        ("bad", "the wrong town")
    ]


async def test_a_person_is_shown_what_is_kept_of_them(storage: Storage) -> None:
    await answered(storage, await asked(storage, "How long?"))
    await answered(storage, await asked(storage, "Who paid?"), Answer())
    await asked(storage, "Somebody else's?", asker=OLE)

    kept = await storage.kept_of(NORA)

    assert [(each["question"], each["answer"]) for each in kept["questions"]] == [
        ("Who paid?", "The coverage does not say."),
        ("How long?", "The repairs took nine days."),
    ]


async def test_erasing_takes_everything_of_one_person_at_once(storage: Storage) -> None:
    mine, others = await asked(storage), await asked(storage, asker=OLE)
    await storage.note_shown(mine.id, [MESSAGE])
    await storage.save_opinion(MESSAGE, NORA, Opinion.BAD, "wrong", now=NOW)

    gone, opinions = await storage.erase(NORA, now=NOW)

    assert ([each.channel_id for each in gone], opinions) == ([THREAD], 1)
    assert await storage.kept_of(NORA) == {"questions": [], "opinions": [], "reports": []}
    left = await now_is(storage, mine)
    assert (left.state, left.text, left.shown) == (QuestionState.WITHDRAWN, "", (MESSAGE,))
    assert await now_is(storage, others) == others


async def test_what_is_over_is_forgotten_when_its_time_is_over(storage: Storage) -> None:
    over, owed = await asked(storage), await asked(storage)
    await answered(storage, over)
    await storage.save_opinion(MESSAGE, NORA, Opinion.GOOD, "", now=NOW)

    gone = [await storage.forget_readers(NOW + second * HOUR) for second in (0, 1)]

    assert gone == [0, 2]
    assert await storage.question(over.id) is None
    assert await now_is(storage, owed) == owed


async def test_facts_are_kept_and_the_key_is_made_once(storage: Storage) -> None:
    before = await storage.fact("commands")
    await storage.note_fact("commands", "abc")
    await storage.note_fact("commands", "def")

    assert (before, await storage.fact("commands")) == ("", "def")
    assert await storage.asker_key() == await storage.asker_key()
    assert len(await storage.asker_key()) == 32
