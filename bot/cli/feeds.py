"""`newsdesk feeds`: add, list and remove what is read."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from bot.app import open_archive, open_looking, utc_now
from bot.cli.base import DONE, Format, FormatOption, at_once, cli, console
from bot.errors import UsageError
from bot.feeds.polling import resumed
from bot.fronts.local import SCREEN
from bot.fronts.outside import line
from bot.logs import set_up_logs
from bot.news import ChannelId, Feed, FeedId, FeedState, GuildId, Style, Subscription
from bot.settings import load_settings
from bot.storage import Storage
from bot.writing.languages import tag_of

LONGEST = 200  # characters of a title or an address in a list

feeds = typer.Typer(help="Add, list and remove feeds.")
cli.add_typer(feeds, name="feeds")

ChannelOption = Annotated[
    int, typer.Option("--channel", min=0, help="A Discord channel's id; 0 is this screen.")
]


@feeds.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", show_default=False)],
    channel: ChannelOption = SCREEN,
    guild: Annotated[int | None, typer.Option(min=1, help="The channel's guild.")] = None,
    style: Annotated[
        Style | None, typer.Option(help="How much a card says, if not what NEWSDESK_STYLE says.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="TAG", help="The language of a model's summaries, such as de."),
    ] = None,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Add it without reading it first.")
    ] = False,
) -> None:
    """Follow a feed, or the feed that a site's page leads to, in a channel."""
    settings = load_settings()
    set_up_logs(settings)
    if channel == SCREEN and settings.discord_token is not None:
        raise UsageError("with a DISCORD_TOKEN, cards go to Discord: name a channel, --channel ID")

    async def work() -> int:
        found_url, title, wished = _web_address(url), "", _language(language)
        if not unchecked:
            async with open_looking(settings) as looking:
                found = await looking.find_feed(found_url)
            found_url, title = found.url, found.document.title
        async with open_archive(settings) as storage:
            feed = await storage.add_feed(found_url, now=utc_now(), title=title)
            if feed.state is FeedState.PAUSED:  # what stopped it is seen to, or else told again
                await storage.save_feed(resumed(feed, utc_now()))
            guild_id = None if guild is None else GuildId(guild)
            await storage.subscribe(
                feed.id,
                ChannelId(channel),
                guild_id=guild_id,
                style=style,
                language=wished,
                now=utc_now(),
            )
        console().print(f"Added {_named(feed)} for {_place(ChannelId(channel))}.", markup=False)
        return DONE

    at_once(work())


@feeds.command("list")
def list_(format_: FormatOption = Format.TEXT) -> None:
    """List the feeds, with the channels that follow each and what is wrong with it."""
    settings = load_settings()

    async def work() -> int:
        async with open_archive(settings) as storage:
            known, wishes = await storage.feeds(), await storage.subscriptions()
        if format_ is Format.JSON:
            json.dump([_object(feed, wishes) for feed in known], sys.stdout)
            sys.stdout.write("\n")
        elif known:
            console().print(_table(known, wishes))
        else:
            console().print("No feeds yet. Add one: newsdesk feeds add URL --channel ID")
        return DONE

    at_once(work())


@feeds.command()
def remove(
    feed: Annotated[str, typer.Argument(metavar="URL_OR_ID", show_default=False)],
    channel: Annotated[
        int | None, typer.Option(min=0, help="Only for this channel; else for all of them.")
    ] = None,
) -> None:
    """Stop following a feed; what it has brought stays in the archive."""
    settings = load_settings()

    async def work() -> int:
        async with open_archive(settings) as storage:
            known = await _known(storage, feed)
            wishes = [
                wish
                for wish in await storage.subscriptions(known.id)
                if channel is None or wish.channel_id == channel
            ]
            if channel is not None and not wishes:
                raise UsageError(f"{feed}: channel {channel} does not follow this feed")
            for wish in wishes:
                await storage.unsubscribe(wish.id)
            await storage.remove_feed(known.id)  # unless another channel still follows it
        console().print(f"Removed {_named(known)} from {len(wishes)} channel(s).", markup=False)
        return DONE

    at_once(work())


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url}: a feed's address begins with http:// or https://")
    return url


def _language(wanted: str | None) -> str | None:
    tag = None if wanted is None else tag_of(wanted)
    if wanted is not None and tag is None:
        raise UsageError(f"{wanted}: name the language by its tag, such as de or pt-BR")
    return tag


async def _known(storage: Storage, feed: str) -> Feed:
    known = await storage.feed_by_url(feed)
    if known is None and feed.isascii() and feed.isdigit() and len(feed) < len(str(2**63)):
        known = await storage.feed(FeedId(int(feed)))
    if known is None:
        raise UsageError(f"{feed}: no such feed; see newsdesk feeds list")
    return known


def _named(feed: Feed) -> str:
    title = line(feed.title, LONGEST)
    return f"{title} ({line(feed.url, LONGEST)})" if title else line(feed.url, LONGEST)


def _place(channel_id: ChannelId) -> str:
    return "this screen" if channel_id == SCREEN else f"channel {channel_id}"


def _told(wish: Subscription) -> str:
    """A channel that follows a feed, how, and why nothing is posted there, if nothing is."""
    why = f"closed: {line(wish.closed_for, LONGEST)}" if wish.closed_for else ""
    notes = ", ".join(filter(None, (wish.style, wish.language, why)))
    return _place(wish.channel_id) + (f" ({notes})" if notes else "")


def _table(known: Sequence[Feed], wishes: Sequence[Subscription]) -> Table:
    table = Table("id", "feed", "for", "state", box=None, pad_edge=False)
    for feed in known:
        places = ", ".join(_told(wish) for wish in wishes if wish.feed_id == feed.id)
        state = f"{feed.state}: {line(feed.reason, LONGEST)}" if feed.reason else feed.state.value
        table.add_row(str(feed.id), _named(feed), places or "nobody", state)
    return table


def _object(feed: Feed, wishes: Sequence[Subscription]) -> dict[str, object]:
    ours = [wish for wish in wishes if wish.feed_id == feed.id]
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "state": feed.state.value,
        "reason": feed.reason,
        "channels": [wish.channel_id for wish in ours],
        "styles": {str(wish.channel_id): wish.style for wish in ours if wish.style},
        "languages": {str(wish.channel_id): wish.language for wish in ours if wish.language},
        "closed": {str(wish.channel_id): wish.closed_for for wish in ours if wish.closed_for},
        "next_poll_at": feed.next_poll_at.isoformat(),
    }
