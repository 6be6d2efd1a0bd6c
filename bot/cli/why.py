"""`newsdesk why`: what became of an article, step by step, and why."""

from datetime import datetime, tzinfo
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.app import utc_now
from bot.cli.answers import LONGEST, at_desk, place, write
from bot.cli.base import Format, FormatOption, cli, console
from bot.fronts import wording
from bot.fronts.happenings import said
from bot.fronts.outside import line
from bot.fronts.words import words_for
from bot.news import HERE, Step, Trace
from bot.newsroom.desk import Desk


@cli.command()
def why(
    about: Annotated[list[str], typer.Argument(metavar="LINK_OR_TITLE...", show_default=False)],
    format_: FormatOption = Format.TEXT,
) -> None:
    """Tell why an article was posted, or was not.

    It is named by its link, by its card's link, or by part of its title.
    """

    async def work(desk: Desk) -> None:
        trace = await desk.tracing.why(HERE, " ".join(about))
        if format_ is Format.JSON:
            write(_object(trace))
        else:
            console().print(_drawn(trace, utc_now().astimezone()))

    at_desk(work)


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
