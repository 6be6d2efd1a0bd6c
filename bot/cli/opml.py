"""`newsdesk feeds import` and `export`: lists of feeds that are brought along and taken along."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.answers import LONGEST, at_desk, named, place, say
from bot.cli.base import FAILED, console, explained
from bot.cli.feeds import ChannelOption, OnlyOption, feeds, refuse_screen
from bot.errors import UsageError
from bot.fronts.local import SCREEN
from bot.fronts.outside import line
from bot.news import HERE, ChannelId, GuildId
from bot.newsroom.desk import Desk
from bot.newsroom.importing import LARGEST, NewFeed, Plan

TITLE = "Newsdesk"

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]


@feeds.command("import")
def import_(
    file: FileArgument,
    channel: ChannelOption = SCREEN,
    guild: Annotated[int | None, typer.Option(min=1, help="The channel's guild.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would bring, and follow nothing.")
    ] = False,
) -> None:
    """Follow the feeds of an OPML file in a channel, as far as they can be read."""
    refuse_screen(channel)
    body = _read(file)

    async def work(desk: Desk) -> None:
        place_id = ChannelId(channel)
        known = await desk.subscribing.followings(HERE, place_id)
        plan = await desk.importing.plan([each.feed.url for each in known], body)
        console().print(_table(plan))
        if dry_run:
            return

        async def follow(feed: NewFeed) -> object:
            return await desk.subscribing.follow(
                HERE,
                place_id,
                feed.url,
                title=feed.title,
                guild_id=None if guild is None else GuildId(guild),
            )

        done = await desk.importing.carry_out(plan, follow)
        say(f"\nAdded {len(done.added)} feed(s) for {place(place_id)}.")
        for feed, error in done.refused:
            say(f"Not {line(feed.url, LONGEST)}: {explained(error)}")
        if done.refused:
            raise typer.Exit(FAILED)

    at_desk(work)


@feeds.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Else stdout.", show_default=False)
    ] = None,
    channel: OnlyOption = None,
) -> None:
    """Write what is followed as an OPML file, each feed once."""

    async def work(desk: Desk) -> None:
        place_id = None if channel is None else ChannelId(channel)
        followings = await desk.subscribing.followings(HERE, place_id)
        body = await desk.importing.export(followings, title=TITLE)
        if file is None:
            sys.stdout.write(body.decode())
            return
        try:
            file.write_bytes(body)
        except OSError as error:
            raise UsageError(f"{file}: cannot be written: {error.strerror}") from error
        say(f"Wrote {file}.")

    at_desk(work)


def _read(file: Path) -> bytes:
    """What stands in a file; of one that is too large no more than shows that.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error


def _table(plan: Plan) -> Table:
    table = Table("what", "feed", "why", box=None, pad_edge=False)
    for what, feed, why in _rows(plan):
        table.add_row(what, Text(feed), Text(why))
    return table


def _rows(plan: Plan) -> Iterator[tuple[str, str, str]]:
    for new in plan.new:
        yield "new", named(new.title, new.url), ""
    for known in plan.known:
        yield "known", named(known.title, known.url), ""
    for broken in plan.broken:
        outline = broken.outline
        yield "broken", named(outline.title, outline.url), line(broken.problem, LONGEST)
    for untried in plan.untried:
        yield "not tried", named(untried.title, untried.url), "import the file again"
