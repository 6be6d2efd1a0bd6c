"""`newsdesk feeds`: what is read, for whom and how, and who changed it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from bot.app import open_archive
from bot.cli.answers import LONGEST, at_desk, named, place, say, write
from bot.cli.base import DONE, Format, FormatOption, at_once, cli, console
from bot.errors import UsageError
from bot.fronts.local import SCREEN
from bot.fronts.outside import line
from bot.news import (
    HERE,
    Change,
    ChannelId,
    Feed,
    Following,
    GuildId,
    RoleId,
    Style,
    Subscription,
    Summaries,
    Threads,
)
from bot.newsroom.desk import Desk
from bot.settings import load_settings

LINES = 50  # of the log, unless more are asked for
NOBODY = 0  # no role has this id

feeds = typer.Typer(help="Add, list, change and remove feeds.")
cli.add_typer(feeds, name="feeds")

ChannelOption = Annotated[
    int, typer.Option("--channel", min=0, help="A Discord channel's id; 0 is this screen.")
]
OnlyOption = Annotated[
    int | None, typer.Option("--channel", min=0, help="Only for this channel; else for all.")
]
FeedArgument = Annotated[str, typer.Argument(metavar="URL_OR_ID", show_default=False)]
UrlArgument = Annotated[str, typer.Argument(metavar="URL", show_default=False)]
StyleOption = Annotated[
    Style | None, typer.Option(help="How much a card says, if not what NEWSDESK_STYLE says.")
]
LanguageOption = Annotated[
    str | None,
    typer.Option(metavar="TAG", help="The language of a model's summaries, such as de."),
]
UncheckedOption = Annotated[bool, typer.Option("--unchecked", help="Do not read it first.")]


@feeds.command()
def add(
    url: UrlArgument,
    channel: ChannelOption = SCREEN,
    guild: Annotated[int | None, typer.Option(min=1, help="The channel's guild.")] = None,
    style: StyleOption = None,
    language: LanguageOption = None,
    unchecked: UncheckedOption = False,
) -> None:
    """Follow a feed, or the feed that a site's page leads to, in a channel."""
    refuse_screen(channel)

    async def work(desk: Desk) -> None:
        found, title = await _found(desk, url, unchecked=unchecked)
        known = await _followed(desk, found, channel)
        if known is not None:
            followed = await _wish_anew(desk, known, style, language)
        else:
            followed = await desk.subscribing.follow(
                HERE,
                ChannelId(channel),
                found,
                title=title,
                style=style,
                language=language,
                guild_id=None if guild is None else GuildId(guild),
            )
        say(f"Added {_named(followed.feed)} for {place(ChannelId(channel))}.")

    at_desk(work)


@feeds.command("list")
def list_(format_: FormatOption = Format.TEXT) -> None:
    """List the feeds, with the channels that follow each and what is wrong with it."""
    settings = load_settings()

    async def work() -> int:
        async with open_archive(settings) as storage:
            known, wishes = await storage.feeds(), await storage.subscriptions()
        if format_ is Format.JSON:
            write([_object(feed, wishes) for feed in known])
        elif known:
            console().print(_table(known, wishes))
        else:
            console().print("No feeds yet. Add one: newsdesk feeds add URL --channel ID")
        return DONE

    at_once(work())


@feeds.command()
def show(feed: FeedArgument, channel: OnlyOption = None) -> None:
    """Show how a feed is followed, and how that goes."""

    async def work(desk: Desk) -> None:
        for each in await _followings(desk, feed, channel):
            console().print(_details(each))

    at_desk(work)


@feeds.command()
def edit(
    feed: FeedArgument,
    channel: OnlyOption = None,
    to: Annotated[int | None, typer.Option(min=0, help="The channel from now on.")] = None,
    name: Annotated[str | None, typer.Option(help="What to call it; empty for its own.")] = None,
    style: StyleOption = None,
    language: LanguageOption = None,
    as_guild: Annotated[
        bool, typer.Option("--as-guild", help="Style and language as the guild has them.")
    ] = False,
    summaries: Annotated[Summaries | None, typer.Option(help="Which cards have one.")] = None,
    image: Annotated[bool | None, typer.Option("--image/--no-image", help="A picture.")] = None,
    threads: Annotated[Threads | None, typer.Option(help="When one is started.")] = None,
    mention: Annotated[int | None, typer.Option(min=0, help="A role's id; 0 for nobody.")] = None,
) -> None:
    """Change how a feed is followed; what is not named stays."""
    wishes: dict[str, Any] = {
        "name": name,
        "summaries": summaries,
        "image": image,
        "threads": threads,
        "mention": None if mention is None else RoleId(mention),
    }
    changed = {wish: value for wish, value in wishes.items() if value is not None}

    async def change(desk: Desk, known: Following) -> None:
        wish = known.subscription
        manner = replace(wish.manner, **changed)
        await desk.subscribing.edit(
            HERE,
            wish.id,
            manner=replace(manner, mention=manner.mention or None),
            style=style or (None if as_guild else wish.style),
            language=_either(language, None if as_guild else wish.language),
            channel_id=wish.channel_id if to is None else ChannelId(to),
        )

    _change_each(feed, channel, change, "Changed")


@feeds.command()
def pause(feed: FeedArgument, channel: OnlyOption = None) -> None:
    """Post nothing new of a feed; what comes meanwhile is not posted later."""

    async def change(desk: Desk, known: Following) -> None:
        await desk.subscribing.pause(HERE, known.subscription.id)

    _change_each(feed, channel, change, "Paused")


@feeds.command()
def resume(feed: FeedArgument, channel: OnlyOption = None) -> None:
    """Post what is new of a feed from now on; one that failed too often is polled again."""

    async def change(desk: Desk, known: Following) -> None:
        await desk.subscribing.resume(HERE, known.subscription.id)

    _change_each(feed, channel, change, "Resumed")


@feeds.command()
def move(feed: FeedArgument, url: UrlArgument, channel: OnlyOption = None) -> None:
    """Follow a feed at another address; what stands there now is not posted."""

    async def work(desk: Desk) -> None:
        followings = await _followings(desk, feed, channel)
        found, title = await _found(desk, url)
        for each in followings:
            await desk.subscribing.move(HERE, each.subscription.id, found, title=title)
        say(f"Moved {_named(followings[0].feed)} to {line(found, LONGEST)}.")

    at_desk(work)


@feeds.command()
def remove(feed: FeedArgument, channel: OnlyOption = None) -> None:
    """Stop following a feed; what it has brought stays in the archive."""

    async def work(desk: Desk) -> None:
        storage = desk.subscribing.storage
        known = next((each for each in await storage.feeds() if _is(each, feed)), None)
        wishes = [] if known is None else await _wishes(desk, known, channel)
        if known is None or (channel is not None and not wishes):
            raise _unknown(feed, channel)
        for each in wishes:
            await desk.subscribing.remove(HERE, each.subscription.id)
        await storage.remove_feed(known.id)  # it may be one that nobody follows
        say(f"Removed {_named(known)} from {len(wishes)} channel(s).")

    at_desk(work)


@feeds.command()
def log(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many changes.")] = LINES,
    format_: FormatOption = Format.TEXT,
) -> None:
    """List who changed what, the newest first."""

    async def work(desk: Desk) -> None:
        changes = await desk.subscribing.changes(HERE, limit=limit)
        if format_ is Format.JSON:
            write([_change_object(each) for each in changes])
        else:
            console().print(_log(changes) if changes else "Nothing was changed yet.")

    at_desk(work)


def refuse_screen(channel: int) -> None:
    """Nobody looks at this screen where cards go to Discord.

    Raises:
        UsageError: No channel was named, and there is a token.
    """
    if channel == SCREEN and load_settings().discord_token is not None:
        raise UsageError("with a DISCORD_TOKEN, cards go to Discord: name a channel, --channel ID")


def _change_each(
    feed: str,
    channel: int | None,
    change: Callable[[Desk, Following], Awaitable[None]],
    done: str,
) -> None:
    async def work(desk: Desk) -> None:
        followings = await _followings(desk, feed, channel)
        for each in followings:
            await change(desk, each)
        say(f"{done} {_named(followings[0].feed)} for {len(followings)} channel(s).")

    at_desk(work)


async def _found(desk: Desk, url: str, *, unchecked: bool = False) -> tuple[str, str]:
    """The address and the title of the feed that an address leads to."""
    _web_address(url)
    if unchecked:
        return url, ""
    found = await desk.subscribing.looking.find_feed(url)
    return found.url, found.document.title


async def _followed(desk: Desk, url: str, channel: int) -> Following | None:
    known = await desk.subscribing.followings(HERE, ChannelId(channel))
    return next((each for each in known if each.feed.url == url), None)


async def _wish_anew(
    desk: Desk, known: Following, style: Style | None, language: str | None
) -> Following:
    """What is followed already, with what is wished anew; a feed that is not polled is again."""
    wish = known.subscription
    await desk.subscribing.resume(HERE, wish.id)
    return await desk.subscribing.edit(
        HERE,
        wish.id,
        manner=wish.manner,
        style=style or wish.style,
        language=_either(language, wish.language),
        channel_id=wish.channel_id,
    )


async def _followings(desk: Desk, feed: str, channel: int | None) -> list[Following]:
    """How channels follow a feed; at least one.

    Raises:
        UsageError: None does.
    """
    place = None if channel is None else ChannelId(channel)
    known = await desk.subscribing.followings(HERE, place)
    found = [each for each in known if _is(each.feed, feed)]
    if not found:
        raise _unknown(feed, channel)
    return found


async def _wishes(desk: Desk, feed: Feed, channel: int | None) -> list[Following]:
    place = None if channel is None else ChannelId(channel)
    known = await desk.subscribing.followings(HERE, place)
    return [each for each in known if each.feed.id == feed.id]


def _is(feed: Feed, typed: str) -> bool:
    return typed in {feed.url, str(feed.id)}


def _unknown(feed: str, channel: int | None) -> UsageError:
    if channel is None:
        return UsageError(f"{feed}: no such feed; see newsdesk feeds list")
    return UsageError(
        f"{feed}: channel {channel} does not follow this feed; see newsdesk feeds list"
    )


def _either(wanted: str | None, otherwise: str | None) -> str | None:
    """What was typed, even if it is empty; else something else."""
    return otherwise if wanted is None else wanted


def _web_address(url: str) -> None:
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url}: a feed's address begins with http:// or https://")


def _named(feed: Feed) -> str:
    return named(feed.title, feed.url)


def _told(wish: Subscription) -> str:
    """A channel that follows a feed, how, and why nothing is posted there, if nothing is."""
    why = f"closed: {line(wish.closed_for, LONGEST)}" if wish.closed_for else ""
    paused = "paused" if wish.paused_at else ""
    notes = ", ".join(filter(None, (wish.style, wish.language, paused, why)))
    return place(wish.channel_id) + (f" ({notes})" if notes else "")


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
        "paused": [wish.channel_id for wish in ours if wish.paused_at],
        "next_poll_at": feed.next_poll_at.isoformat(),
    }


def _details(known: Following) -> Table:
    """A subscription, a line for each thing that can be said of it."""
    wish, feed, manner = known.subscription, known.feed, known.subscription.manner
    facts = {
        "feed": f"{feed.id}: {_named(feed)}",
        "for": place(wish.channel_id),
        "guild": wish.guild_id,
        "name": line(manner.name, LONGEST),
        "style": wish.style or "as the guild",
        "language": "as the guild" if wish.language is None else wish.language or "the article's",
        "summaries": manner.summaries,
        "image": "yes" if manner.image else "no",
        "threads": manner.threads,
        "mentions": manner.mention or "nobody",
        "filters": known.filters,
        "paused since": wish.paused_at,
        "closed": line(wish.closed_for, LONGEST),
        "state": f"{feed.state}: {line(feed.reason, LONGEST)}" if feed.reason else feed.state,
        "polled": feed.last_polled_at or "never",
        "next poll": feed.next_poll_at,
        "last card": known.last_card_at or "none",
        "waiting": known.owed,
        "failed lately": known.failed,
    }
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, fact in facts.items():
        if fact not in {None, ""}:
            table.add_row(name, escape(str(fact)))
    return table


def _log(changes: Sequence[Change]) -> Table:
    table = Table(
        "at", "guild", "who", "what", "about", "before", "after", box=None, pad_edge=False
    )
    for each in changes:
        told = _change_object(each)
        told["person"] = each.person or "here"
        table.add_row(*(escape(line(_told_fact(fact), LONGEST)) for fact in told.values()))
    return table


def _told_fact(fact: object) -> str:
    if isinstance(fact, dict):
        return ", ".join(f"{name} {value}" for name, value in fact.items())
    return "" if fact is None else str(fact)


def _change_object(change: Change) -> dict[str, Any]:
    return {
        "at": change.at.isoformat(timespec="seconds"),
        "guild": change.guild_id,
        "person": change.person,
        "what": change.what,
        "about": change.about,
        "before": dict(change.before),
        "after": dict(change.after),
    }
