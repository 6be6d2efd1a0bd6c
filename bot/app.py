"""Builds the bot from settings: opens the doors, hands them to the rooms. Holds no logic."""

import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.articles.robots import allows
from bot.author import house_assignment, open_author, open_meaning, question_limits
from bot.engine import Wake, open_engine, prepare_engine
from bot.feeds.polling import Bounds
from bot.files import Files
from bot.meters import Meters
from bot.news import ChannelId
from bot.newsroom import Newsroom
from bot.newsroom.answering import Answering
from bot.newsroom.channels import Channels
from bot.newsroom.collecting import Collecting
from bot.newsroom.delivering import PATIENCE, Delivering, Publisher
from bot.newsroom.desk import Desk
from bot.newsroom.filtering import Filtering
from bot.newsroom.gathering import Gathering
from bot.newsroom.guilds import Guilds
from bot.newsroom.hearing import Hearing
from bot.newsroom.importing import Importing
from bot.newsroom.looking import Looking
from bot.newsroom.moderating import Moderating
from bot.newsroom.panels import Panels
from bot.newsroom.placing import Placing
from bot.newsroom.rehearsing import Rehearsing
from bot.newsroom.replying import Replying, Speaker
from bot.newsroom.reporting import Board, Reporting
from bot.newsroom.sampling import Sampling
from bot.newsroom.scouting import Scouting
from bot.newsroom.searching import Searching
from bot.newsroom.subscribing import Subscribing
from bot.newsroom.tracing import Tracing
from bot.newsroom.writing import Writing
from bot.sandbox import Sandbox
from bot.settings import Settings
from bot.storage import Storage, migrate, open_storage
from bot.stories.terms import TermCounts
from bot.web import Manners, Web
from bot.worker import Worker

# How many of the newest archived articles teach the newsroom which words are rare.
LEARN_FROM = 5_000
# What the killable processes load before their first job, so that no page pays for it.
READ_ELSEWHERE = ("bot.articles.reading", "bot.feeds.reading")


@dataclass(frozen=True, slots=True)
class Bot:
    """The parts that a command works with."""

    storage: Storage
    looking: Looking
    answering: Answering
    desk: Desk
    worker: Worker


def utc_now() -> datetime:
    """The present, aware, in UTC."""
    return datetime.now(UTC)


async def prepare(database: str) -> str:
    """Bring a database to this version; what was done, in words.

    Raises:
        AdminError: It cannot be reached, or belongs to a newer version.
    """
    done = await migrate(database)
    await prepare_engine(database)
    return done


@contextlib.asynccontextmanager
async def open_archive(settings: Settings) -> AsyncIterator[Storage]:
    """The configured database alone, brought to this version."""
    async with open_storage(settings.database, migrate=True) as storage:
        yield storage


@contextlib.asynccontextmanager
async def open_looking(
    settings: Settings, *, files: frozenset[Path] = frozenset()
) -> AsyncIterator[Looking]:
    """The door to the web, and the processes that read what it brings."""
    manners = Manners(
        user_agent=settings.agent,
        allow_private_networks=settings.allow_private_networks,
        deadline=settings.fetch_timeout,
        at_once=settings.concurrency,
        at_once_per_host=settings.host_concurrency,
        spacing=settings.host_spacing,
    )
    async with (
        Web(manners, robots=allows) as web,
        Sandbox(
            workers=settings.readers, memory_mb=settings.reader_memory_mb, modules=READ_ELSEWHERE
        ) as sandbox,
    ):
        yield Looking(
            web=Files(web, files) if files else web,
            sandbox=sandbox,
            max_page_bytes=settings.max_page_bytes,
            page_deadline=settings.reader_timeout,
        )


@contextlib.asynccontextmanager
async def open_bot(
    settings: Settings,
    publisher: Publisher,
    *,
    database: str,
    speaker: Speaker | None = None,
    board: Board | None = None,
    audience: Collection[ChannelId] | None = None,
    files: frozenset[Path] = frozenset(),
    meters: Meters | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Bot]:
    """The whole bot, ready to work.

    Args:
        settings: What the admin wants.
        publisher: Where cards go.
        database: The URL of the database, brought to this version.
        speaker: Where readers' questions are answered; None where nobody asks.
        board: Where moderators are told what members report; None where there are none.
        audience: The channels that the publisher serves; None for all.
        files: Files that may be read as feeds or pages.
        meters: Where the work is counted; None for nowhere that is looked at.
        clock: The present, aware, in UTC.

    Raises:
        AdminError: The database cannot be used.
    """
    meters = meters or Meters()
    house = house_assignment(settings)
    await prepare_engine(database)
    async with (
        open_storage(database, migrate=True) as storage,
        open_engine(database, heartbeat=timedelta(seconds=settings.heartbeat)) as engine,
        open_looking(settings, files=files) as looking,
        open_author(settings, storage, meters, clock) as author,
        contextlib.AsyncExitStack() as stack,
    ):
        counts = await _counted(storage)
        opening = open_meaning(settings, storage, counts, meters, clock)
        meaning = await stack.enter_async_context(opening)
        shortest, longest = settings.poll_bounds
        dice = random.Random()  # noqa: S311 - jitter, not secrets
        collecting = Collecting(
            storage=storage,
            looking=looking,
            placing=Placing(storage=storage, counts=counts, meaning=meaning, clock=clock),
            wake=engine.wake,
            clock=clock,
            meters=meters,
            dice=dice,
            bounds=Bounds(shortest=shortest, longest=longest),
            first_poll_shows=settings.first_poll_shows,
            house=house,
        )
        writing = Writing(
            storage=storage,
            audience=audience,
            author=author,
            wake=engine.wake,
            clock=clock,
            dice=dice,
            meters=meters,
            house=house,
        )
        waiting = timedelta(seconds=author.patience) if author else timedelta()
        delivering = Delivering(
            storage=storage,
            publisher=publisher,
            audience=audience,
            counts=counts,
            clock=clock,
            dice=dice,
            meters=meters,
            patience=PATIENCE + waiting,
        )
        channels = Channels(storage, engine.wake, clock)
        moderating = Moderating(storage=storage, counts=counts, wake=engine.wake, clock=clock)
        asker_key = await storage.asker_key()
        reporting = Reporting(
            storage=storage,
            moderating=moderating,
            board=board,
            wake=engine.wake,
            clock=clock,
            dice=dice,
            key=asker_key,
        )
        answering = Answering(
            gathering=Gathering(storage=storage, counts=counts, meaning=meaning),
            limits=question_limits(settings, storage, clock),
            author=author,
            counts=counts,
            clock=clock,
            meters=meters,
        )
        replying = (
            None
            if speaker is None
            else Replying(
                storage=storage,
                answering=answering,
                speaker=speaker,
                clock=clock,
                dice=dice,
                meters=meters,
            )
        )
        hearing = (
            None
            if replying is None
            else Hearing(
                storage=storage,
                looking=looking,
                replying=replying,
                writing=writing,
                wake=engine.wake,
                clock=clock,
                key=asker_key,
            )
        )
        desk = open_desk(
            settings,
            storage,
            looking,
            counts,
            wake=engine.wake,
            clock=clock,
            reporting=reporting,
        )
        newsroom = Newsroom(
            collecting=collecting,
            writing=writing,
            delivering=delivering,
            channels=channels,
            moderating=moderating,
            reporting=reporting,
            meaning=meaning,
            replying=replying,
            hearing=hearing,
            questions_kept=timedelta(days=settings.questions_kept_days),
            front_desk=desk,
        )
        yield Bot(storage, looking, answering, desk, Worker(newsroom, engine))


@contextlib.asynccontextmanager
async def open_desk_here(settings: Settings, *, learned: bool = False) -> AsyncIterator[Desk]:
    """The desk for whoever sits at the machine, without a worker.

    A worker that runs elsewhere sees within a minute what is owed.

    Args:
        settings: Of the house.
        learned: Whether it knows how common words are, as who takes stories apart or joins them
            needs it. In a large archive that takes some tenths of a second.

    Raises:
        AdminError: The database cannot be used.
    """

    async def wake(*_wakes: Wake) -> None:
        """Wakes nobody."""

    async with open_archive(settings) as storage, open_looking(settings) as looking:
        counts = await _counted(storage) if learned else TermCounts()
        reporting = Reporting(
            storage=storage,
            moderating=Moderating(storage=storage, counts=counts, wake=wake, clock=utc_now),
            board=None,
            wake=wake,
            clock=utc_now,
            dice=random.Random(),  # noqa: S311 - jitter, not secrets
            key=await storage.asker_key(),
        )
        yield open_desk(
            settings, storage, looking, counts, wake=wake, clock=utc_now, reporting=reporting
        )


def open_desk(
    settings: Settings,
    storage: Storage,
    looking: Looking,
    counts: TermCounts,
    *,
    reporting: Reporting,
    wake: Callable[..., Awaitable[None]],
    clock: Callable[[], datetime],
) -> Desk:
    """Whom moderators ask, on Discord or at the machine.

    Args:
        settings: What the admin wants.
        storage: The archive.
        looking: The door to the web.
        counts: Which words are rare.
        reporting: What members report.
        wake: Wakes whoever has something to do now.
        clock: The present, aware, in UTC.
    """
    house = house_assignment(settings)
    filtering = Filtering(storage=storage, clock=clock, most=settings.guild_filters)
    sampling = Sampling(looking=looking, clock=clock, house=house)
    rehearsing = Rehearsing(
        sampling=sampling,
        storage=storage,
        counts=counts,
        judge=filtering.judge,
        stored=storage.summary_of,
    )
    return Desk(
        subscribing=Subscribing(
            storage=storage,
            looking=looking,
            wake=wake,
            clock=clock,
            house=house,
            first_poll_shows=settings.first_poll_shows,
            most=settings.guild_feeds,
        ),
        scouting=Scouting(sampling=sampling, rehearsing=rehearsing),
        filtering=filtering,
        importing=Importing(looking=looking, clock=clock),
        tracing=Tracing(storage),
        moderating=reporting.moderating,
        reporting=reporting,
        searching=Searching(storage, clock),
        guilds=Guilds(
            storage=storage,
            limits=question_limits(settings, storage, clock),
            questions_kept=timedelta(days=settings.questions_kept_days),
            model=settings.openai_model or "",
            clock=clock,
        ),
        panels=Panels(storage, clock),
    )


async def _counted(storage: Storage) -> TermCounts:
    """How common words are in what was archived lately."""
    counts = TermCounts()
    async for known in storage.recent_terms(limit=LEARN_FROM):
        counts.add(known.split())
    return counts
