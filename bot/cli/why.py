"""`newsdesk why`: what became of an article, step by step, and why."""

import json
import sys
from datetime import datetime, tzinfo
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.app import open_desk_here, utc_now
from bot.cli.base import DONE, Format, FormatOption, at_once, cli, console
from bot.fronts import wording
from bot.fronts.happenings import said
from bot.fronts.local import SCREEN
from bot.fronts.outside import line
from bot.fronts.words import words_for
from bot.logs import set_up_logs
from bot.news import HERE, ChannelId, Step, Trace
from bot.settings import load_settings

LONGEST = 200  # characters of a title or an address


@cli.command()
def why(
    about: Annotated[list[str], typer.Argument(metavar="LINK_OR_TITLE...", show_default=False)],
    format_: FormatOption = Format.TEXT,
) -> None:
    """Tell why an article was posted, or was not.

    It is named by its link, by its card's link, or by part of its title.
    """
    settings = load_settings()
    set_up_logs(settings)

    async def work() -> int:
        async with open_desk_here(settings) as desk:
            trace = await desk.tracing.why(HERE, " ".join(about))
        if format_ is Format.JSON:
            json.dump(_object(trace), sys.stdout)
            sys.stdout.write("\n")
        else:
            console().print(_drawn(trace, utc_now().astimezone()))
        return DONE

    at_once(work())


def _drawn(trace: Trace, now: datetime) -> RenderableType:
    """An entry's name, and below it a line for each step, at the reader's own hours."""
    words = words_for(None)
    title = Text(line(trace.title, LONGEST) or line(trace.url, LONGEST), style="bold")
    source = Text(words("why-feed", feed=line(trace.feed, LONGEST)))
    published = wording.date(trace.published_at.astimezone(now.tzinfo))
    source.append(f", published {published}")
    table = Table("at", "for", "what", box=None, pad_edge=False)
    for step in trace.steps:
        at = _moment(step.at, now.tzinfo)
        where = "" if step.channel_id is None else place(step.channel_id)
        table.add_row(at, where, Text(said(words, step) + _until(step, now.tzinfo)))
    return Group(title, Text(line(trace.url, LONGEST)), source, Text(), table)


def _moment(at: datetime, zone: tzinfo | None) -> str:
    return f"{at.astimezone(zone):%d %b %H:%M:%S}"


def _until(step: Step, zone: tzinfo | None) -> str:
    """When what was put off is tried again."""
    until = step.facts.get("until")
    return (
        f"; again at {datetime.fromisoformat(str(until)).astimezone(zone):%H:%M:%S}"
        if until
        else ""
    )


def place(channel_id: ChannelId) -> str:
    """Where a card goes."""
    return "this screen" if channel_id == SCREEN else f"channel {channel_id}"


def _object(trace: Trace) -> dict[str, object]:
    return {
        "entry": trace.entry_id,
        "article": trace.article_id,
        "story": trace.story_id,
        "feed": trace.feed,
        "title": trace.title,
        "url": trace.url,
        "published_at": trace.published_at.isoformat(),
        "first_seen_at": trace.first_seen_at.isoformat(),
        "cards": {str(channel): str(message) for channel, message in trace.cards.items()},
        "steps": [_step_object(step) for step in trace.steps],
    }


def _step_object(step: Step) -> dict[str, object]:
    return {
        "at": step.at.isoformat(),
        "what": step.what.value,
        "channel": step.channel_id,
        "facts": dict(step.facts),
    }
