"""`newsdesk run` and `newsdesk migrate`: the service, and its database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog
from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.app import Bot, open_archive, open_bot, prepare, utc_now
from bot.cli.base import DONE, access_to_discord, cli, console, until_stopped
from bot.errors import AdminError
from bot.fronts.discord.connection import Access
from bot.fronts.discord.delivery import DiscordPublisher
from bot.fronts.discord.limits import Allowance
from bot.fronts.local import ON_PAGE, SCREEN, LocalPublisher, PageFile, on_screen
from bot.fronts.wording import count
from bot.health import open_health
from bot.logs import set_up_logs
from bot.meters import Meters
from bot.sample import SAMPLE_SETTINGS, SampleNewsroom
from bot.settings import Settings, load_settings
from bot.watch import Watch

# The sample's own database: it never touches the admin's, and every first run is the same.
SAMPLE_DATABASE = "sqlite:///:memory:"


log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Programme:
    """What a run reads: feeds to show here, with the settings and the database for them."""

    settings: Settings
    database: str
    sample_feeds: tuple[str, ...] = ()


@cli.command()
def run() -> None:
    """Post cards to Discord, or show them here without a token, until Ctrl-C.

    Without a token and without feeds, a sample newsroom is read.
    """
    settings = load_settings()
    set_up_logs(settings, service=True)

    async def work(stop: asyncio.Event) -> int:
        screen = console()
        if access := access_to_discord(settings):
            await _serve_discord(settings, access, screen, stop)
            return DONE
        _say_where_cards_go(settings, screen)
        async with _programme(settings, screen) as programme:
            await _serve_here(programme, screen, stop)
        return DONE

    until_stopped(work)


@cli.command()
def migrate() -> None:
    """Bring the database's tables to this version."""
    settings = load_settings()
    set_up_logs(settings)

    async def work(stop: asyncio.Event) -> int:
        del stop  # a migration is finished, not interrupted
        console().print(await prepare(settings.database), markup=False)
        return DONE

    until_stopped(work)


async def _serve_discord(
    settings: Settings, access: Access, screen: Console, stop: asyncio.Event
) -> None:
    meters = Meters()

    def note(status: int | None, scope: str) -> None:
        meters.answered(status)
        if scope:
            meters.rate_limited(scope)

    allowance = Allowance(settings.discord_requests_per_second, observer=note)
    front = DiscordPublisher(access, allowance=allowance, clock=utc_now)
    opening = open_bot(
        settings,
        front,
        database=settings.database,
        speaker=front.speaker,
        board=front.board,
        meters=meters,
    )
    async with opening as bot:
        await _say_who_follows(bot, screen)
        watch = Watch(bot.storage, bot.worker.pulse, meters, front, utc_now)
        async with _watched(settings, watch):
            await bot.worker.serve(stop)


async def _say_who_follows(bot: Bot, screen: Console) -> None:
    """Say how much is followed where; what only this screen followed goes nowhere now."""
    here = await bot.storage.forget_channel(SCREEN)
    wishes = await bot.storage.subscriptions()
    channels = len({wish.channel_id for wish in wishes})
    feeds = len({wish.feed_id for wish in wishes})
    told = f"{count(channels, 'channel')} on Discord, {count(feeds, 'feed')} (Ctrl-C stops)"
    screen.print(f"Posting to {told}", markup=False, soft_wrap=True)
    if here and not wishes:
        screen.print(
            "What this screen followed is not posted: newsdesk feeds add URL --channel ID",
            soft_wrap=True,
        )


@asynccontextmanager
async def _watched(settings: Settings, watch: Watch, *, needed: bool = True) -> AsyncIterator[None]:
    """Tell the machine how the bot is, where the settings say so."""
    async with AsyncExitStack() as stack:
        if settings.health != "off":
            health = open_health(
                settings.health, pulse=watch.life, vitals=watch.vitals, metrics=watch.metrics
            )
            try:
                await stack.enter_async_context(health)
            except AdminError as error:
                if needed:
                    raise
                log.info("nobody is told how it goes", problem=str(error))
        yield


def _say_where_cards_go(settings: Settings, screen: Console) -> None:
    page = settings.page.resolve()
    place = Text(str(page), Style(link=page.as_uri()))
    screen.print(
        Text.assemble("No Discord token: cards are shown here and on ", place, " (Ctrl-C stops)"),
        soft_wrap=True,
    )


@asynccontextmanager
async def _programme(settings: Settings, screen: Console) -> AsyncIterator[Programme]:
    async with open_archive(settings) as storage:
        configured = await storage.feeds()
    if configured:
        yield Programme(settings, settings.database)
        return
    async with SampleNewsroom(now=utc_now()) as sample:
        screen.print(
            "No feeds yet: here is the sample newsroom, news invented by us. "
            "Your own: newsdesk feeds add URL",
            soft_wrap=True,
        )
        screen.print()
        sample_settings = settings.model_copy(update=SAMPLE_SETTINGS)
        yield Programme(sample_settings, SAMPLE_DATABASE, sample.feeds)


async def _serve_here(programme: Programme, screen: Console, stop: asyncio.Event) -> None:
    settings = programme.settings
    page = PageFile(settings.page, utc_now)
    front = LocalPublisher(on_screen(screen, utc_now, page), utc_now)
    meters = Meters()
    async with open_bot(
        settings, front, database=programme.database, audience={SCREEN}, meters=meters
    ) as bot:
        await _follow_here(bot, programme)
        for delivery_id, card in reversed(await bot.storage.sent_cards(SCREEN, limit=ON_PAGE)):
            page.put(delivery_id, card)
        await page.write()
        watch = Watch(bot.storage, bot.worker.pulse, meters, None, utc_now)
        keeping = asyncio.ensure_future(page.keep())
        try:
            async with _watched(settings, watch, needed=False):
                await bot.worker.serve(stop)
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await page.write()


async def _follow_here(bot: Bot, programme: Programme) -> None:
    """Show here every feed: without Discord, this screen stands in for all channels.

    Their own deliveries stay owed, for the day there is a token.
    """
    now = utc_now()
    for url in programme.sample_feeds:
        await bot.storage.add_feed(url, now=now)
    for feed in await bot.storage.feeds():
        await bot.storage.subscribe(feed.id, SCREEN, guild_id=None, now=now)
