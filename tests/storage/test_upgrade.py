"""A database that an earlier Newsdesk has filled: what was written, sent and owed stays so."""

from datetime import timedelta
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, column, func, insert, select, table, text

from bot.news import (
    Assignment,
    ChannelId,
    DeliveryId,
    Evidence,
    Filing,
    GuildId,
    OwedSummary,
    Placement,
    Point,
    StoryId,
    Style,
)
from bot.storage import migrate, open_storage
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.schema import MIGRATIONS
from tests.storage.samples import NOW, begin, new_entry, read_next, summary, tell_next

WRITTEN, SENT = ChannelId(1), ChannelId(2)
GUILD = GuildId(7)
BRIEF = Assignment(Style.BRIEF, "de")
# As the store wrote them before the writer came, a NUL and a quotation mark inside.
BODY = (
    '{"headline":"Ferry sails","dek":"It sails.\\u0000","points":[["Again.",'
    '[["The ferry",0,9]]]],"tokens":[0,0,0]}'
)
ODD = 'de-"x"\\'

ROWS: dict[str, list[dict[str, Any]]] = {
    "feeds": [
        {
            "id": 1,
            "url": "https://a.example/feed",
            "host": "a.example",
            "title": "",
            "state": "active",
            "reason": "",
            "interval_s": 900.0,
            "next_poll_at": "NOW",
            "failures": 0,
            "moved_seen": 0,
            "created_at": "NOW",
        }
    ],
    "subscriptions": [
        {"id": n, "feed_id": 1, "guild_id": GUILD, "channel_id": n, "created_at": "NOW"}
        for n in (1, 2)
    ],
    "stories": [{"id": n, "created_at": "NOW"} for n in (1, 2)],
    "articles": [
        {
            "id": n,
            "story_id": n,
            "version": 1,
            "published_at": "NOW",
            "dating": "stated",
            "url": "https://a.example/1",
            "canonical_url": "https://a.example/1",
            "title": "Ferry",
            "source": "",
            "basis": "full text",
            "note": "",
            "text": "The ferry sails.",
            "paragraphs": "[0,16]",
            "sentences": "[0,16]",
            "first_read_at": "NOW",
            "linked": True,
        }
        for n in (1, 2)
    ],
    "entries": [
        {
            "id": n,
            "feed_id": 1,
            "article_id": n,
            "key": f"old-{n}",
            "content_hash": f"hash-{n}",
            "published_at": "NOW",
            "dating": "stated",
            "shown": True,
            "unread": False,
            "edition": 1,
            "first_seen_at": "NOW",
            "payload": "{}",
        }
        for n in (1, 2)
    ],
    "summaries": [
        {
            "id": n,
            "article_id": article_id,
            "article_version": 1,
            "style": "standard",
            "language": language,
            "prompt_version": "",
            "writer": "extractive",
            "body": BODY,
            "created_at": "NOW",
        }
        # The first article's language changed when it was read again: the newer was shown.
        for n, article_id, language in ((1, 1, "en"), (2, 1, ODD), (3, 2, ""))
    ],
    "deliveries": [
        {
            "id": n,
            "channel_id": n,
            "entry_id": n,
            "subscription_id": n,
            "state": state,
            "attempts": attempts,
            "due_at": "NOW",
            "message_id": message_id,
            "sent_at": sent_at,
            "error": "",
            "created_at": "NOW",
        }
        for n, state, attempts, message_id, sent_at in (
            (1, "owed", 0, None, None),
            (2, "sent", 3, 99, "NOW"),
        )
    ],
}


async def test_what_was_written_is_still_shown_in_its_language(empty_database_url: str) -> None:
    await filled_by_0002(empty_database_url)

    await migrate(empty_database_url)

    async with open_storage(empty_database_url) as storage:
        card = await storage.card(DeliveryId(1))
        [(_delivery_id, sent)] = await storage.sent_cards(SENT, limit=9)
    assert card is not None
    assert card.summary_id == 2
    assert (card.summary.headline, card.summary.dek) == ("Ferry sails", "It sails.\x00")
    assert (card.summary.language, sent.summary.language) == (ODD, None)
    assert card.summary.points == (Point("Again.", (Evidence("The ferry", 0, 9),)),)


async def test_what_was_owed_is_owed_and_nothing_is_written_again(
    empty_database_url: str,
) -> None:
    await filled_by_0002(empty_database_url)

    await migrate(empty_database_url)

    async with open_storage(empty_database_url) as storage:
        [owed] = await storage.owed(WRITTEN, NOW)
        assert owed.written
        assert await storage.channels_owed(NOW) == [WRITTEN]
        assert await storage.stories_owed_summary(NOW, 10) == []
        assert await storage.edits_owed(SENT, NOW) == []
        assert await begin(storage, owed)


async def test_who_followed_gets_what_the_house_gives(empty_database_url: str) -> None:
    await filled_by_0002(empty_database_url)

    await migrate(empty_database_url)

    async with open_storage(empty_database_url) as storage:
        wishes = await storage.subscriptions()
        [feed] = await storage.feeds()
        await storage.save_poll(feed, Filing(new=(new_entry(),)), house=BRIEF, now=NOW)
        owed = await storage.summaries_owed(await read_next(storage, feed), NOW)
    assert {(wish.style, wish.language) for wish in wishes} == {(None, None)}
    assert owed == [OwedSummary(assignment=BRIEF, guilds=(GUILD,))]


async def test_what_0003_wrote_linked_and_sent_is_a_story_of_one_article(
    empty_database_url: str,
) -> None:
    await filled_by_0003(empty_database_url)

    await migrate(empty_database_url)

    async with open_storage(empty_database_url) as storage:
        story = await storage.story(StoryId(2))
        [(_delivery_id, card)] = await storage.sent_cards(SENT, limit=9)
        kept = await rows_of(empty_database_url, "SELECT summary_id FROM deliveries WHERE id = 2")
        assert await storage.edits_owed(SENT, NOW + timedelta(hours=1)) == []
        assert await storage.stories_owed_summary(NOW + timedelta(hours=1), 9) == []
    assert story is not None
    assert (story.version, story.edition, story.linked) == (3, 1, True)
    assert (card.article_id, card.summary_id, card.version, card.edition) == (2, 3, 3, 1)
    assert [(each.title, each.story_id) for each in card.related] == [("Old news", None)]
    assert kept == [(3,)]


async def test_the_next_outlet_joins_a_card_that_0003_sent(empty_database_url: str) -> None:
    await filled_by_0003(empty_database_url)
    await migrate(empty_database_url)

    async with open_storage(empty_database_url) as storage:
        [feed] = await storage.feeds()
        await storage.save_poll(feed, Filing(new=(new_entry(),)), now=NOW)
        await tell_next(storage, feed, placement=Placement(story_id=StoryId(2)))

        [edit] = await storage.edits_owed(SENT, NOW + timedelta(minutes=1))
        assert await storage.owed(SENT, NOW) == []
    assert edit.message_id == 99


async def test_no_id_is_given_again_after_the_summaries_have_moved(
    empty_database_url: str,
) -> None:
    await filled_by_0003(empty_database_url)
    await migrate(empty_database_url)

    async with open_storage(empty_database_url) as storage:
        made = await storage.save_summary(StoryId(1), 1, BRIEF, summary(), now=NOW)

    assert made is not None
    assert made > 3


async def rows_of(url: str, query: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    database = Database(parse_address(url))
    async with database.reading() as connection:
        found = [tuple(row) for row in await connection.execute(text(query))]
    await database.close()
    return found


async def filled_by_0003(url: str) -> None:
    """A database of revision 0003, whose second article was written again twice, and linked."""
    await filled_by_0002(url)
    database = Database(parse_address(url))
    async with database.writing() as connection:
        await connection.run_sync(_upgrade, "0003")
        for change in (
            "UPDATE articles SET version = 3 WHERE id = 2",
            "UPDATE summaries SET article_version = 3 WHERE id = 3",
            "UPDATE deliveries SET summary_id = 3 WHERE id = 2",
            "INSERT INTO related VALUES (2, 0, 'Old news', 'https://a.example/0', 0.5, 'a name')",
        ):
            await connection.execute(text(change))
    await database.close()


async def filled_by_0002(url: str) -> None:
    """Makes the tables of revision 0002 and puts `ROWS` in."""
    database = Database(parse_address(url))
    async with database.writing() as connection:
        await connection.run_sync(_fill)
    await database.close()


def _fill(connection: Connection) -> None:
    _upgrade(connection, "0002")
    on_sqlite = connection.dialect.name == "sqlite"
    now = NOW.replace(tzinfo=None).isoformat(" ") if on_sqlite else NOW
    for name, rows in ROWS.items():
        there = table(name, *map(column, rows[0]))
        for row in rows:
            values = {each: now if value == "NOW" else value for each, value in row.items()}
            connection.execute(insert(there).values(values))
        if not on_sqlite:  # which counts on from the ids that it finds
            last = select(func.max(there.c.id)).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), last)))


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
