"""`newsdesk run` and `newsdesk migrate`: the service, and its database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.app import Bot, open_archive, open_bot, prepare, utc_now
from bot.cli.base import DONE, cli, console, until_stopped
from bot.fronts.local import ON_PAGE, SCREEN, LocalPublisher, PageFile, on_screen
from bot.logs import set_up_logs
from bot.sample import SampleNewsroom
from bot.settings import Settings, load_settings

# The sample's own database: it never touches the admin's, and every first run is the same.
SAMPLE_DATABASE = "sqlite:///:memory:"
# The sample is there to be watched: everything is shown, and looked at again within seconds.
SAMPLE_SETTINGS = {
    "allow_private_networks": True,
    "first_poll_shows": 1_000,
    "host_spacing": 0.0,
    "poll_shortest": 5.0,
    "poll_longest": 10.0,
}


@dataclass(frozen=True, slots=True)
class Programme:
    """What a run reads: feeds to show here, with the settings and the database for them."""

    settings: Settings
    database: str
    sample_feeds: tuple[str, ...] = ()


@cli.command()
def run() -> None:
    """Read the configured feeds and show their cards until Ctrl-C; without feeds, a sample."""
    settings = load_settings()
    set_up_logs(settings, service=True)

    async def work(stop: asyncio.Event) -> int:
        screen = console()
        _say_where_cards_go(settings, screen)
        async with _programme(settings, screen) as programme:
            await _serve(programme, screen, stop)
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


def _say_where_cards_go(settings: Settings, screen: Console) -> None:
    why = "No Discord token" if settings.discord_token is None else "Discord comes later"
    page = settings.page.resolve()
    place = Text(str(page), Style(link=page.as_uri()))
    screen.print(
        Text.assemble(f"{why}: cards are shown here and on ", place, " (Ctrl-C stops)"),
        soft_wrap=True,
    )


@asynccontextmanager
async def _programme(settings: Settings, screen: Console) -> AsyncIterator[Programme]:
    async with open_archive(settings) as storage:
        configured = len(await storage.subscriptions())
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


async def _serve(programme: Programme, screen: Console, stop: asyncio.Event) -> None:
    settings = programme.settings
    page = PageFile(settings.page, utc_now)
    front = LocalPublisher(on_screen(screen, utc_now, page), utc_now)
    async with open_bot(settings, front, database=programme.database, audience={SCREEN}) as bot:
        await _follow_here(bot, programme)
        for delivery_id, card in reversed(await bot.storage.sent_cards(SCREEN, limit=ON_PAGE)):
            page.put(delivery_id, card)
        await page.write()
        keeping = asyncio.ensure_future(page.keep())
        try:
            await bot.worker.serve(stop)
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await page.write()


async def _follow_here(bot: Bot, programme: Programme) -> None:
    """Show here what any channel follows: without Discord, this screen stands in for them all.

    Their own deliveries stay owed, for the day there is a token.
    """
    now = utc_now()
    for url in programme.sample_feeds:
        await bot.storage.add_feed(url, now=now)
    followed = {wish.feed_id for wish in await bot.storage.subscriptions()}
    followed |= {feed.id for feed in await bot.storage.feeds() if programme.sample_feeds}
    for feed_id in sorted(followed):
        await bot.storage.subscribe(feed_id, SCREEN, guild_id=None, now=now)
