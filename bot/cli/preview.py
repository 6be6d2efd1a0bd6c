"""`newsdesk preview`: the cards that feeds would give, without anything set up."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.app import Bot, open_bot, utc_now
from bot.cli.base import (
    DONE,
    INTERRUPTED,
    WRONG_INPUT,
    CardFormat,
    address,
    cli,
    complain,
    console,
    explained,
    files_among,
    unless,
    until_stopped,
)
from bot.cli.conversation import show_sample, talk_about
from bot.errors import SourceError, UsageError
from bot.fronts import page
from bot.fronts.local import SCREEN, LocalPublisher, Show, as_json, into, on_screen
from bot.logs import set_up_logs
from bot.news import Card, Feed, FeedId
from bot.sample import SAMPLE_SETTINGS, SampleNewsroom
from bot.settings import load_settings

FORGOTTEN = "sqlite:///:memory:"  # the database of a preview that keeps nothing
PROGRESS_EVERY = 0.2  # seconds


@cli.command()
def preview(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[URL_OR_FILE...]", show_default=False)
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Stop when all is shown (default).")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on until Ctrl-C.")] = False,
    format_: Annotated[CardFormat, typer.Option("--format")] = CardFormat.TEXT,
    limit: Annotated[
        int, typer.Option(min=1, max=1_000, help="How many of each feed's newest entries to show.")
    ] = 5,
    db: Annotated[
        str, typer.Option(metavar="URL", help="A database that remembers what was shown.")
    ] = FORGOTTEN,
) -> None:
    """Show the cards of feeds, or of the feed that a site's page leads to.

    Without any, the sample newsroom is shown, with a conversation under one of its cards.
    """
    if once and watch:
        raise UsageError("--once and --watch exclude each other")
    if watch and format_ is CardFormat.HTML:
        raise UsageError("--format html is written when all is read; leave out --watch")
    if not sources and watch:
        raise UsageError("name a feed to watch; newsdesk run watches the sample newsroom")
    addresses = list(dict.fromkeys(map(address, sources or ())))
    changes = {"first_poll_shows": limit} if addresses else SAMPLE_SETTINGS
    settings = load_settings().model_copy(update=changes)
    set_up_logs(settings)
    screen = console()
    cards: list[Card] = []
    show = _show_as(format_, screen, cards) if addresses else into(cards)
    front = LocalPublisher(show, utc_now)

    async def work(stop: asyncio.Event) -> int:
        files = files_among(addresses)
        thread = None
        async with (
            _sites(addresses) as feeds,
            open_bot(settings, front, database=db, files=files, audience={SCREEN}) as bot,
            _progress(bot, screen),
        ):
            code = await _show(bot, feeds, stop, watch=watch)
            if not addresses and code == DONE:
                thread = await talk_about(bot, cards)
        if not addresses:
            show_sample(format_, screen, cards, thread)
        elif format_ is CardFormat.HTML:
            sys.stdout.write(page.render(cards[::-1], now=utc_now().astimezone()))
        return code

    until_stopped(work)


@contextlib.asynccontextmanager
async def _sites(addresses: Sequence[str]) -> AsyncIterator[Sequence[str]]:
    """The feeds to show: those that were named, or those of the sample newsroom."""
    if addresses:
        yield addresses
        return
    async with SampleNewsroom(now=utc_now(), all_at_once=True) as sample:
        yield sample.feeds


def _show_as(format_: CardFormat, screen: Console, cards: list[Card]) -> Show:
    match format_:
        case CardFormat.TEXT:
            return on_screen(screen, utc_now)
        case CardFormat.JSON:
            return as_json(sys.stdout)
        case CardFormat.HTML:
            return into(cards)


async def _show(bot: Bot, addresses: Sequence[str], stop: asyncio.Event, *, watch: bool) -> int:
    feeds: list[FeedId] = []

    async def follow_all() -> int:
        followed = await asyncio.gather(*(_follow(bot, each) for each in addresses))
        feeds.extend(feed.id for feed in followed if feed is not None)
        return DONE

    code = await unless(stop, follow_all())
    if code == INTERRUPTED or not feeds:
        return code or WRONG_INPUT
    if watch:
        await bot.worker.serve(stop)
        return DONE
    await bot.worker.drain(stop)
    if stop.is_set():
        return INTERRUPTED
    failed = len(addresses) - len(feeds) + sum([await _complain_of(bot, each) for each in feeds])
    return WRONG_INPUT if failed else DONE


async def _follow(bot: Bot, url: str) -> Feed | None:
    """Have a feed polled now and shown here; None, and a line on stderr, if it is none."""
    try:
        found = await bot.looking.find_feed(url)
    except SourceError as error:
        complain(explained(error), WRONG_INPUT)
        return None
    now = utc_now()
    feed = await bot.storage.add_feed(found.url, now=now, title=found.document.title)
    await bot.storage.save_feed(replace(feed, next_poll_at=now))
    await bot.storage.subscribe(feed.id, SCREEN, guild_id=None, now=now)
    return feed


async def _complain_of(bot: Bot, feed_id: FeedId) -> bool:
    """Say on stderr what went wrong with a feed; whether anything did."""
    feed = await bot.storage.feed(feed_id)
    if feed is None or not feed.reason:
        return False
    complain(f"{feed.url}: {feed.reason}", WRONG_INPUT)
    return feed.failures > 0


@contextlib.asynccontextmanager
async def _progress(bot: Bot, screen: Console) -> AsyncIterator[None]:
    """A bar with the cards shown and owed, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    # On one terminal, cards and bar must share a console, or they overwrite each other.
    bar = Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cards"),
        console=screen if screen.is_terminal else Console(stderr=True),
        transient=True,
    )
    with bar:
        following = asyncio.ensure_future(_follow_progress(bot, bar))
        try:
            yield
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)


async def _follow_progress(bot: Bot, bar: Progress) -> None:
    before = await bot.storage.counts()
    cards = bar.add_task("cards", total=None)
    while True:
        counts = await bot.storage.counts()
        shown = counts.sent - before.sent
        bar.update(cards, completed=shown, total=(shown + counts.owed) or None)
        await asyncio.sleep(PROGRESS_EVERY)
