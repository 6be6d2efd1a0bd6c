"""Cards: the article that a channel follows leads, the story's others come beside it."""

from dataclasses import replace

import pytest

from bot.news import HERE as ADMIN
from bot.news import (
    USUAL,
    Amendment,
    ArticleId,
    Basis,
    ChannelId,
    Evidence,
    GuildId,
    Manner,
    MessageId,
    Notice,
    Point,
    Posted,
    RoleId,
    StoryId,
    Summaries,
    Telling,
    Threads,
)
from bot.storage import Storage
from tests.storage.outlets import HERE, Place, post, same, tell, write
from tests.storage.samples import (
    CHANNEL,
    GUILD,
    NOW,
    OTHER_CHANNEL,
    RELATED,
    TEXT,
    article,
    card_of,
    place,
    summary,
)
from tests.storage.wishes import wish

ELSEWHERE: Place = (ChannelId(5), GuildId(5))
NOTICE = Notice(Amendment.CORRECTED, "The repairs took nine days.")


def quoting(*quotes: tuple[ArticleId | None, str, int]) -> Point:
    """A point with evidence from these articles."""
    evidence = (Evidence(quote, at, at + len(quote), each) for each, quote, at in quotes)
    return Point("It sails.", tuple(evidence))


async def test_each_channel_sees_the_story_led_by_the_outlet_it_follows(storage: Storage) -> None:
    first = await tell(storage, 1)
    told = replace(article(title="Halvard back"), source="Fjord News", notice=NOTICE)
    second = await tell(storage, 2, same(first), told=told, to=(ELSEWHERE,))
    await write(storage, first.story_id)

    [[here], [there]] = [await storage.owed(each, NOW) for each in (CHANNEL, ELSEWHERE[0])]

    cards = [await card_of(storage, each) for each in (here, there)]
    assert [card.article_id for card in cards] == [first.id, second.id]
    assert [card.article for card in cards] == [first.article, told]
    assert cards[0].summary_id == cards[1].summary_id
    assert cards[0].also == (
        Telling(
            byline="Ines Okafor",
            basis=Basis.FULL_TEXT,
            article_id=second.id,
            source="Fjord News",
            title="Halvard back",
            url=told.canonical_url,
            published_at=told.published_at,
            notice=NOTICE,
        ),
    )
    assert [each.article_id for each in cards[1].also] == [first.id]


async def test_evidence_is_shown_where_it_stands_by_now(storage: Storage) -> None:
    first = await tell(storage, 1)
    second = await tell(storage, 2, same(first), to=())
    points = (
        quoting((first.id, TEXT[:41], 0), (second.id, TEXT[42:], 42)),
        quoting((None, TEXT[42:], 42)),
        quoting((ArticleId(99), TEXT[:41], 0)),
        quoting((second.id, "Nobody said this.", 0)),
    )
    await write(storage, first.story_id, replace(summary(), points=points))
    assert second.entry_id is not None

    await place(storage, second.entry_id, article(f"New: {TEXT[42:]}"))

    [owed] = await storage.owed(CHANNEL, NOW)
    assert [each.evidence for each in (await card_of(storage, owed)).summary.points] == [
        (
            Evidence(TEXT[:41], 0, 41, first.id),
            Evidence(TEXT[42:], 5, 5 + len(TEXT[42:]), second.id),
        ),
        (Evidence(TEXT[42:], 42, len(TEXT)),),
        (),
        (),
    ]


async def linked(storage: Storage, to: StoryId, where: Place) -> Posted | None:
    """Where the link of a card there leads to, if there is a card."""
    told = await tell(storage, 9, to=(where,))
    await write(storage, told.story_id)
    await storage.save_related(told.story_id, [replace(RELATED[0], story_id=to)])
    unsettled = await storage.owed(where[0], NOW)
    owed = next(each for each in unsettled if each.story_id == told.story_id)
    [link] = (await card_of(storage, owed)).related
    assert (link.title, link.story_id) == (RELATED[0].title, to)
    return link.posted


@pytest.mark.parametrize(
    ("posted_in", "read_in", "found"),
    [
        ((HERE,), HERE, CHANNEL),
        (((OTHER_CHANNEL, GUILD),), HERE, OTHER_CHANNEL),
        (((OTHER_CHANNEL, GUILD), HERE), HERE, CHANNEL),
        ((HERE, (OTHER_CHANNEL, GUILD)), HERE, CHANNEL),
        ((ELSEWHERE,), HERE, None),
        ((HERE, ELSEWHERE), ELSEWHERE, ELSEWHERE[0]),
        ((), HERE, None),
    ],
)
async def test_a_link_leads_to_a_card_of_the_same_channel_or_guild_and_no_other(
    storage: Storage, posted_in: tuple[Place, ...], read_in: Place, found: ChannelId | None
) -> None:
    earlier = await tell(storage, 1, to=posted_in)
    await write(storage, earlier.story_id)
    for channel_id, _guild in posted_in:
        await post(storage, channel_id)

    posted = await linked(storage, earlier.story_id, read_in)

    assert (posted and (posted.channel_id, posted.guild_id)) == (found and (found, read_in[1]))


async def test_a_link_leads_to_the_message_of_whichever_article_was_posted(
    storage: Storage,
) -> None:
    earlier = await tell(storage, 1, to=(ELSEWHERE,))
    await tell(storage, 2, same(earlier))
    await write(storage, earlier.story_id)
    delivery_id = await post(storage)

    posted = await linked(storage, earlier.story_id, HERE)

    assert posted == Posted(GUILD, CHANNEL, MessageId(1_000 + delivery_id))


async def test_a_card_that_was_not_sent_is_no_place_to_jump_to(storage: Storage) -> None:
    earlier = await tell(storage, 1)
    await write(storage, earlier.story_id)

    assert await linked(storage, earlier.story_id, HERE) is None


WISHES = {
    "name": "Harbour news",
    "summaries": "request",
    "image": False,
    "threads": "always",
    "mention": 77,
}


async def test_a_card_is_as_its_channel_wants_it_by_now(
    storage: Storage, empty_store_url: str
) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    [owed] = await storage.owed(CHANNEL, NOW)
    before = await card_of(storage, owed)
    delivery_id = await post(storage)

    await wish(empty_store_url, **WISHES)

    after = await storage.shown_card(delivery_id)
    assert before.manner == USUAL
    assert after is not None
    assert after.manner == Manner(
        name="Harbour news",
        summaries=Summaries.REQUEST,
        image=False,
        threads=Threads.ALWAYS,
        mention=RoleId(77),
    )


async def test_a_card_whose_channel_no_longer_follows_is_as_usual(
    storage: Storage, empty_store_url: str
) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)
    delivery_id = await post(storage)
    await wish(empty_store_url, **WISHES)
    [wished] = await storage.subscriptions_in([CHANNEL])

    await storage.unfollow(ADMIN, wished.id, now=NOW)

    card = await storage.shown_card(delivery_id)
    assert card is not None
    assert card.manner == USUAL


async def test_the_role_of_everyone_is_never_called(storage: Storage, empty_store_url: str) -> None:
    told = await tell(storage, 1)
    await write(storage, told.story_id)

    await wish(empty_store_url, mention=GUILD)

    [owed] = await storage.owed(CHANNEL, NOW)
    assert (await card_of(storage, owed)).manner == USUAL
