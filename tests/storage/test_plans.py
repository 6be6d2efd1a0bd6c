"""How rows are found: by index, in the statements that run all day over a big store."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news import (
    Actor,
    ArticleId,
    Assignment,
    ChannelId,
    DeliveryId,
    EntryId,
    Feed,
    FeedId,
    GuildId,
    MessageId,
    Placement,
    StoryId,
    Style,
    SummaryId,
)
from bot.storage import Storage, open_storage
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.rows import article_values, assignment_values, feed_values, summary_values
from bot.storage.tables import (
    archive,
    articles,
    bills,
    decisions,
    deliveries,
    entries,
    feeds,
    filters,
    gists,
    guilds,
    hidden,
    questions,
    related,
    shares,
    steps,
    stories,
    subscriptions,
    summaries,
)
from tests.storage.samples import HOUSE, NOW, article, fingerprint, place, summary

FEEDS = 10_000
ENTRIES = 12_000  # each with an article and a delivery
NEWEST = ENTRIES + 1  # an entry that has not been read
CHANNELS = 500  # each of a guild of its own, which follows twenty feeds
MONA = Actor(GuildId(7), 70)
WEEK = timedelta(days=7)

Question = Callable[[Storage], Awaitable[object]]

QUESTIONS: dict[str, Question] = {
    "due hosts": lambda storage: storage.due_hosts(NOW, 10),
    "due feeds": lambda storage: storage.due_feeds("h7.example", NOW),
    "next due": lambda storage: storage.next_due_at(),
    "known entries": lambda storage: storage.known_entries(FeedId(7), [fingerprint(7)]),
    "feeds with unread": lambda storage: storage.feeds_with_unread(10),
    "next unread": lambda storage: storage.next_unread(FeedId(7)),
    "channels owed": lambda storage: storage.channels_owed(NOW, 10),
    "channels owed a story": lambda storage: storage.channels_owed(NOW, story_id=StoryId(7)),
    "due again": lambda storage: storage.channels_due_again(NOW - timedelta(seconds=1), NOW),
    "last message": lambda storage: storage.last_message(ChannelId(7)),
    "subscriptions in": lambda storage: storage.subscriptions_in([ChannelId(7)]),
    "owed": lambda storage: storage.owed(ChannelId(7), NOW),
    "card": lambda storage: storage.card(DeliveryId(7)),
    "stories owed a summary": lambda storage: storage.stories_owed_summary(NOW, 1_000),
    "summaries owed": lambda storage: storage.summaries_owed(StoryId(9), NOW),
    "put off": lambda storage: storage.put_off_summary(SummaryId(9), NOW),
    "edits owed": lambda storage: storage.edits_owed(ChannelId(9), NOW),
    "shown card": lambda storage: storage.shown_card(DeliveryId(9)),
    "spent": lambda storage: storage.spent(NOW),
    "spent by": lambda storage: storage.spent_by([GuildId(7), GuildId(8)], NOW),
    "story": lambda storage: storage.story(StoryId(7)),
    "surroundings": lambda storage: storage.surroundings(
        EntryId(NEWEST), ["t7", "t8"], at=NOW, within=WEEK
    ),
    "surroundings of an edit": lambda storage: storage.surroundings(
        EntryId(7), [], at=NOW, within=WEEK
    ),
    "place": lambda storage: place(
        storage, EntryId(NEWEST), placement=Placement(story_id=StoryId(7), merges=(StoryId(8),))
    ),
    "split": lambda storage: asking_now(storage, storage.split, ArticleId(21), rest=None),
    "merge": lambda storage: asking_now(storage, storage.merge, StoryId(9), StoryId(11), gist=None),
    "unrelated": lambda storage: storage.call_unrelated(StoryId(9), StoryId(10), now=NOW),
    "unrelated to": lambda storage: storage.unrelated_to(StoryId(9)),
    "save summary": lambda storage: storage.save_summary(
        StoryId(12), 1, Assignment(Style.BRIEF), summary(), now=NOW
    ),
    "filters for": lambda storage: storage.filters_for(FeedId(7)),
    "filters on": lambda storage: storage.filters_on(DeliveryId(7)),
    "filters": lambda storage: storage.filters(MONA),
    "followings": lambda storage: storage.followings(MONA, now=NOW),
    "followings in": lambda storage: storage.followings(MONA, ChannelId(7), now=NOW),
    "feeds offered": lambda storage: storage.feeds_offered(MONA, "h7", limit=25),
    "read lately": lambda storage: storage.read_lately(MONA, None, limit=50),
    "entries titled": lambda storage: storage.entries_titled(MONA, "ferry", limit=25),
    "entry by link": lambda storage: storage.entry_by_link(MONA, "harbour.example/news/7"),
    "entry by an unknown link": lambda storage: storage.entry_by_link(MONA, "a.example/b"),
    "entry of a card": lambda storage: storage.entry_of_card(MONA, MessageId(9)),
    "trace": lambda storage: storage.trace(MONA, EntryId(7)),
    "note a thread": lambda storage: storage.note_thread(
        ChannelId(9), MessageId(9), now=NOW, problem=""
    ),
    "mark failed": lambda storage: storage.mark_failed(DeliveryId(1_007), "gone", now=NOW),
    "mark passed": lambda storage: storage.mark_passed(DeliveryId(2_007), ["sport"], now=NOW),
    "next question": lambda storage: storage.next_question(ChannelId(7), NOW),
    "stories hidden": lambda storage: storage.stories_hidden(MONA, "ferry", limit=25),
    "places owed": lambda storage: storage.places_owed(NOW, limit=10),
    "card shown by": lambda storage: storage.card_shown_by(MessageId(9)),
    "candidates": lambda storage: storage.candidates(["t7", "t8"], before=NOW, limit=5),
}


async def asking_now(
    storage: Storage, change: Callable[..., Awaitable[object]], *what: object, **more: object
) -> None:
    """Makes a change that was decided at this very moment."""
    await change(*what, as_of=await storage.turn(), now=NOW, **more)


async def test_no_daily_question_reads_a_whole_table(database_url: str) -> None:
    database = Database(parse_address(database_url))
    await fill(database)
    asked: dict[str, list[tuple[str, Any]]] = {}
    async with open_storage(database_url) as storage:
        for name, question in QUESTIONS.items():
            with overheard() as asked[name]:
                await question(storage)

    async with database.reading() as connection:
        walked = {
            name: [line for each in statements for line in await walks(connection, *each)]
            for name, statements in asked.items()
        }
    await database.close()

    assert {name: lines for name, lines in walked.items() if lines} == {}


async def fill(database: Database) -> None:
    """Puts a great many rows in, of which few are owed anything."""
    async with database.writing() as connection:
        feed = feed_values(Feed(id=FeedId(0), url="", next_poll_at=NOW + timedelta(hours=1)))
        await connection.execute(insert(feeds), [feed_row(feed, n) for n in range(1, FEEDS + 1)])
        numbers = range(1, ENTRIES + 1)
        await connection.execute(insert(stories), [story_row(n) for n in numbers])
        read = article_values(article())
        await connection.execute(insert(articles), [article_row(read, n) for n in numbers])
        terms = [{"article_id": n, "terms": f"t{n % 500} town"} for n in numbers]
        await connection.execute(insert(archive), terms)
        wishes = [wish_row(n) for n in range(1, FEEDS + 1)]
        await connection.execute(insert(subscriptions), wishes)
        written = {**summary_values(summary()), **assignment_values(HOUSE), "story_version": 1}
        await connection.execute(insert(summaries), [summary_row(written, n) for n in numbers])
        link = {"position": 0, "title": "", "url": "", "score": 0.5, "why": ""}
        await connection.execute(
            insert(related), [link | {"story_id": n, "other_id": n % ENTRIES + 1} for n in numbers]
        )
        await connection.execute(insert(entries), [entry_row(n) for n in numbers])
        await connection.execute(insert(entries).values(entry_row(NEWEST) | {"article_id": None}))
        await connection.execute(insert(deliveries), [delivery_row(n) for n in numbers])
        communities = [{"id": n, "managers": []} for n in range(CHANNELS)]
        await connection.execute(insert(guilds), communities)
        await connection.execute(insert(filters), [filter_row(n) for n in range(1, FEEDS + 1)])
        await connection.execute(insert(steps), [step_row(n) for n in numbers])
        await connection.execute(insert(questions), [question_row(n) for n in numbers])
        await connection.execute(insert(gists), [gist_row(n) for n in numbers if n % 10 == 0])
        await connection.execute(insert(decisions), [decision_row(n) for n in numbers])
        gone = [{"guild_id": n % CHANNELS, "story_id": n, "at": NOW} for n in numbers]
        await connection.execute(insert(hidden), gone)
        await connection.execute(insert(bills), [bill_row(n) for n in numbers])
        paid = [{"guild_id": n, "day": NOW.date(), "cost": 0.01} for n in numbers]
        await connection.execute(insert(shares), paid)
    async with database.writing() as connection:
        if connection.dialect.name == "postgresql":  # does this by itself; SQLite never does
            await connection.execute(text("ANALYZE"))
            for filled in ("stories", "articles", "summaries"):
                count_on = f"SELECT setval('{filled}_id_seq', {ENTRIES})"
                await connection.execute(text(count_on))


def feed_row(values: dict[str, Any], number: int) -> dict[str, Any]:
    """A feed of its own host, one in a hundred of them due."""
    host = f"h{number}.example"
    due = {"next_poll_at": NOW} if number % 100 == 0 else {}
    return {**values, **due, "url": f"https://{host}", "host": host, "created_at": NOW}


def story_row(number: int) -> dict[str, Any]:
    """A story, one in a hundred of them with news, and in every other case long ago."""
    version = 2 if number % 100 == 9 else 1
    changed_at = NOW - timedelta(hours=number % 200) if version > 1 else None
    return {
        "id": number,
        "created_at": NOW,
        "version": version,
        "edition": version,
        "changed_at": changed_at,
        "merged_into": None,
    }


def gist_row(number: int) -> dict[str, Any]:
    """A story's gist, of some day in the last year."""
    then = NOW - timedelta(days=number % 365)
    times = {"first_at": then, "last_at": then}
    return {"story_id": number, "weights": {}, "articles": 2, "breadth": 9.0, **times}


def decision_row(number: int) -> dict[str, Any]:
    """That a story is unrelated to the next one: many moderators were at work."""
    pair = {"story_id": number, "other_id": number % ENTRIES + 1}
    return {"verdict": "unrelated", **pair, "made_at": NOW}


def article_row(values: dict[str, Any], number: int) -> dict[str, Any]:
    """A short article."""
    return {
        **values,
        "id": number,
        "story_id": number,
        "version": 1,
        "first_read_at": NOW,
    }


def entry_row(number: int) -> dict[str, Any]:
    """An entry of its own article, one in a thousand unread."""
    return {
        "feed_id": number % FEEDS + 1,
        "article_id": number,
        "key": f"halvard-{number}",
        "link": f"harbour.example/news/{number}",
        "content_hash": f"hash-{number}",
        "published_at": NOW,
        "dating": "stated",
        "shown": True,
        "unread": number % 1000 == 0,
        "edition": 1,
        "first_seen_at": NOW,
        "payload": {},
    }


def wish_row(number: int) -> dict[str, Any]:
    """A channel's wish for one feed, one in a hundred of a closed channel."""
    return {
        "id": number,
        "feed_id": number,
        "channel_id": number % CHANNELS,
        "guild_id": number % CHANNELS,
        "created_at": NOW,
        "closed_for": "gone" if number % 100 == 9 else None,
    }


def summary_row(values: dict[str, Any], number: int) -> dict[str, Any]:
    """A summary of one article; one in a thousand stands in, another was replaced."""
    replaced = number % 1000 == 9
    return {
        **values,
        "id": number,
        "story_id": number,
        "created_at": NOW,
        "again_at": NOW if number % 1000 == 8 else None,
        "replaced_by": number if replaced else None,
        "replaced_at": NOW if replaced else None,
    }


def delivery_row(number: int) -> dict[str, Any]:
    """The entry's delivery, one in a thousand not sent, the others hour by hour."""
    owed = number % 1000 == 7
    return {
        "channel_id": number % CHANNELS,
        "entry_id": number,
        "subscription_id": number % FEEDS + 1,
        "state": "owed" if owed else "sent",
        "attempts": 0,
        "due_at": NOW,
        "message_id": None if owed else number,
        "sent_at": None if owed else NOW - timedelta(hours=number % 1000),
        "summary_id": None if owed else number,
        "edition": None if owed else 1,
        "error": "",
        "created_at": NOW,
    }


def filter_row(number: int) -> dict[str, Any]:
    """A filter of a subscription; of one in ten, of its whole guild."""
    return {
        "guild_id": number % CHANNELS,
        "subscription_id": None if number % 10 == 0 else number,
        "kind": "never",
        "rule": f"golf{number}",
        "created_at": NOW,
    }


def step_row(number: int) -> dict[str, Any]:
    """That the entry was read."""
    return {"entry_id": number, "channel_id": None, "at": NOW, "what": "read", "facts": {}}


def question_row(number: int) -> dict[str, Any]:
    """A question, one in a thousand without its answer."""
    return {
        "guild_id": number % CHANNELS,
        "channel_id": number % CHANNELS,
        "parent_id": number % CHANNELS,
        "message_id": number,
        "story_id": number,
        "asker": f"asker-{number}",
        "name": "Nora",
        "text": "When?",
        "pages": [],
        "edition": 1,
        "state": "asked" if number % 1000 == 7 else "answered",
        "asked_at": NOW,
        "due_at": NOW,
        "attempts": 0,
        "shown": [],
        "answer": None,
        "error": "",
    }


def bill_row(number: int) -> dict[str, Any]:
    """A settled bill, one a minute."""
    return {
        "at": NOW - timedelta(minutes=number),
        "article_id": number,
        "purpose": "summary",
        "model": "a-model",
        "input": 900,
        "cached": 0,
        "output": 200,
        "cost": 0.01,
        "seconds": 2.0,
        "trouble": "",
    }


@contextmanager
def overheard() -> Iterator[list[tuple[str, Any]]]:
    """The statements that reach a database meanwhile, with their parameters."""
    heard: list[tuple[str, Any]] = []

    def hear(*args: Any) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        _connection, _cursor, statement, parameters, *_rest = args
        if "archive" in statement or not statement.startswith("PRAGMA"):
            heard.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


async def walks(connection: AsyncConnection, statement: str, parameters: object) -> list[str]:
    """The lines of a statement's plan that walk a whole table."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite and statement.startswith("INSERT") and " VALUES " in statement:
        return []  # what it shows of other tables is done only while a reference is broken
    explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
    rows = await connection.exec_driver_sql(explain + statement, parameters)  # type: ignore[arg-type] # as overheard
    lines = [str(row[-1]).strip() for row in rows]
    return [line for line in lines if is_walk(line)]


def is_walk(line: str) -> bool:
    """Whether a line of a plan means that a table of the store is read from end to end."""
    if "Seq Scan on" in line:
        return "placings" not in line  # which has one row
    walks = line.startswith("SCAN ") and " INDEX" not in line
    return walks and line.split()[1] in {
        "feeds",
        "entries",
        "articles",
        "archive",
        "summaries",
        "deliveries",
        "subscriptions",
        "bills",
        "shares",
        "stories",
        "gists",
        "decisions",
        "related",
        "filters",
        "steps",
        "questions",
    }
