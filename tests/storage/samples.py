"""Nouns of our own fiction to put into a store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.news import (
    Article,
    Assignment,
    Card,
    ChannelId,
    Dating,
    Delivery,
    Entry,
    EntryId,
    Evidence,
    Feed,
    Filing,
    Fingerprint,
    GuildId,
    Kind,
    Media,
    NewEntry,
    OwedDelivery,
    Placement,
    Point,
    Related,
    Span,
    StoredArticle,
    StoryId,
    Summary,
    SummaryId,
    Tokens,
)
from bot.storage import Storage

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
CHANNEL = ChannelId(2**62 + 7)
OTHER_CHANNEL = ChannelId(2**62 + 8)
GUILD = GuildId(2**61 + 1)
HOUSE = Assignment()
NEW_STORY = Placement(story_id=None, why="a new story")
NEWS = Placement(story_id=None, why="an edit", news=True)

TEXT = "The ferry Halvard sailed again on Monday. Repairs took nine days."


def entry(number: int = 1) -> Entry:
    """An entry with something in each of its fields."""
    return Entry(
        guid=f"halvard-{number}",
        link=f"https://harbour.example/news/{number}",
        title=f"Ferry news {number}",
        author="Ines Okafor",
        published_at=NOW - timedelta(hours=number),
        updated_at=NOW,
        summary="<p>The ferry sails again.</p>",
        content=f"<p>{TEXT}</p>",
        language="en",
        categories=("harbour", "ferries"),
        enclosures=(Media(url="https://harbour.example/a.mp3", type="audio/mpeg", length=90),),
        media=(Media(url="https://harbour.example/a.jpg", width=640, height=480, caption="Bow"),),
    )


def fingerprint(number: int = 1) -> Fingerprint:
    """What `entry(number)` is recognised by."""
    return Fingerprint(
        key=f"halvard-{number}", link=f"harbour.example/news/{number}", content=f"hash-{number}"
    )


def new_entry(number: int = 1, *, shown: bool = True) -> NewEntry:
    """The entry with this number, new; a higher number is an older entry."""
    return NewEntry(
        entry=entry(number),
        fingerprint=fingerprint(number),
        published_at=NOW - timedelta(hours=number),
        dating=Dating.STATED,
        shown=shown,
    )


def article(text: str = TEXT, *, title: str = "Ferry sails again") -> Article:
    """An article with something in each of its fields."""
    return Article(
        url="https://harbour.example/news/1?from=feed",
        canonical_url="https://harbour.example/news/1",
        title=title,
        byline="Ines Okafor",
        published_at=NOW - timedelta(hours=1),
        dating=Dating.ASSUMED,
        source="The Harbour Post",
        image="https://harbour.example/a.jpg",
        language="en",
        text=text,
        paragraphs=(Span(0, len(text)),),
        sentences=(Span(0, 41), Span(42, len(text))),
        note="",
    )


def summary(headline: str = "Ferry sails again") -> Summary:
    """A summary of `article()` with one point."""
    return Summary(
        headline=headline,
        dek=TEXT[:41],
        points=(Point(TEXT[42:], (Evidence(TEXT[42:], 42, len(TEXT)),)),),
        labels=("ferries", "harbour"),
        kind=Kind.OPINION,
        language="en",
        writer="a-model",
        prompt_version="card@1",
        tokens=Tokens(120, 30, 60),
        note="written from the first part of the article",
    )


STAND_IN = replace(summary("Ferry sails"), writer="extractive", prompt_version=None)

RELATED = (
    Related("Ferry stops", "https://harbour.example/news/0", 0.5, "both name Halvard"),
    Related("New pier", "https://harbour.example/news/9", 0.25, "both name the harbour"),
)


async def followed_feed(storage: Storage, name: str = "a") -> Feed:
    """A stored feed that `CHANNEL` follows."""
    feed = await storage.add_feed(f"https://{name}.example/feed", now=NOW)
    await storage.subscribe(feed.id, CHANNEL, guild_id=GUILD, now=NOW)
    return feed


async def polled(storage: Storage, *new: NewEntry, name: str = "a") -> Feed:
    """A followed feed after a poll that brought these entries."""
    feed = await followed_feed(storage, name)
    await storage.save_poll(feed, Filing(new=new), now=NOW)
    return feed


async def place(
    storage: Storage,
    entry_id: EntryId,
    told: Article | None = None,
    placement: Placement = NEW_STORY,
    *,
    terms: str = "ferry",
    now: datetime = NOW,
    edition: int | None = None,
) -> StoredArticle | None:
    """Saves what was read for an entry, by default as `article()` and in a story of its own."""
    return await storage.save_article(
        entry_id,
        told or article(),
        placement,
        terms=terms,
        as_of=await storage.turn(),
        now=now,
        edition=edition,
    )


async def tell_next(
    storage: Storage,
    feed: Feed,
    told: Article | None = None,
    placement: Placement = NEW_STORY,
    *,
    terms: str = "ferry",
    now: datetime = NOW,
) -> StoredArticle:
    """The feed's next entry, read and placed."""
    filed = await storage.next_unread(feed.id)
    assert filed is not None
    stored = await place(storage, filed.id, told, placement, terms=terms, now=now)
    assert stored is not None
    return stored


async def read_next(storage: Storage, feed: Feed, terms: str = "ferry") -> StoryId:
    """The story that begins with the feed's next entry, read as `article()`."""
    return (await tell_next(storage, feed, terms=terms)).story_id


async def ready(
    storage: Storage, number: int = 1, *, related: tuple[Related, ...] | None = None
) -> OwedDelivery:
    """A delivery whose article is read and written."""
    feed = await polled(storage, new_entry(number), name=f"f{number}")
    story_id = await read_next(storage, feed)
    await storage.save_summary(story_id, 1, HOUSE, summary(), now=NOW)
    if related is not None:
        await storage.save_related(story_id, related)
    owed = await storage.owed(CHANNEL, NOW)
    return owed[-1]


async def followed_by(storage: Storage, *wishes: tuple[int, Assignment]) -> StoryId:
    """A read story that a channel of each of these guilds waits for, each in its own words."""
    feed = await storage.add_feed("https://a.example/feed", now=NOW)
    for number, wish in wishes:
        await storage.subscribe(
            feed.id,
            ChannelId(number),
            guild_id=GuildId(number),
            now=NOW,
            style=wish.style,
            language=wish.language,
        )
    await storage.save_poll(feed, Filing(new=(new_entry(),)), now=NOW)
    return await read_next(storage, feed)


async def changed(storage: Storage, entry_id: EntryId) -> None:
    """The article of this entry with another text that is news, and so in another version."""
    await place(storage, entry_id, article("Another text."), NEWS)


async def card_of(storage: Storage, delivery: Delivery) -> Card:
    """The delivery's card, as it stands now."""
    card = await storage.card(delivery.id)
    assert card is not None
    return card


async def shown(storage: Storage, delivery: Delivery) -> SummaryId:
    """The summary on the delivery's card, as it stands now."""
    return (await card_of(storage, delivery)).summary_id


async def begin(storage: Storage, delivery: Delivery, *, now: datetime = NOW) -> bool:
    """Begins to send a written delivery's card."""
    return await storage.mark_sending(delivery, await card_of(storage, delivery), now=now)
