"""`newsdesk stories`: correct what belongs together, hide a story in a guild, see what is reported.

Whoever sits at the machine decides for every guild. What is posted already follows on its own: the
process that is on the air finds it owed.
"""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli.answers import LONGEST, at_desk, say, write
from bot.cli.base import Format, FormatOption, cli, console
from bot.fronts.outside import line
from bot.news import HERE, Actor, ArticleId, Complaint, GuildId, StoryId
from bot.newsroom.desk import Desk

stories = typer.Typer(help="Correct and hide stories, and see what members report.")
cli.add_typer(stories, name="stories")

StoryArgument = Annotated[int, typer.Argument(metavar="STORY", min=1, show_default=False)]
OtherArgument = Annotated[int, typer.Argument(metavar="OTHER", min=1, show_default=False)]


@stories.command("list")
def list_(
    words: Annotated[str, typer.Argument(help="Part of the title.", show_default=False)] = "",
) -> None:
    """List the stories of the newest cards, with their ids."""

    async def answer(desk: Desk) -> None:
        found = await desk.moderating.offered(HERE, words)
        _print_rows(("story", "title"), [(story_id, title) for story_id, title in found])

    at_desk(answer)


@stories.command()
def show(story: StoryArgument) -> None:
    """List the articles of a story, with their ids."""

    async def answer(desk: Desk) -> None:
        articles = await desk.moderating.articles(HERE, StoryId(story))
        _print_rows(("article", "title"), [(article_id, name) for article_id, name in articles])

    at_desk(answer)


@stories.command()
def split(
    article: Annotated[int, typer.Argument(metavar="ARTICLE", min=1, show_default=False)],
) -> None:
    """Take an article out of its story, for good."""

    async def answer(desk: Desk) -> None:
        new = await desk.moderating.split(HERE, ArticleId(article))
        say(f"Article {article} is story {new} now.")

    at_desk(answer, learned=True)


@stories.command()
def merge(story: StoryArgument, other: OtherArgument) -> None:
    """Make two stories one."""

    async def answer(desk: Desk) -> None:
        stays = await desk.moderating.merge(HERE, StoryId(story), StoryId(other))
        say(f"Both are story {stays} now.")

    at_desk(answer, learned=True)


@stories.command()
def unrelated(story: StoryArgument, other: OtherArgument) -> None:
    """Take the links between two stories away, for good."""

    async def answer(desk: Desk) -> None:
        await desk.moderating.call_unrelated(HERE, StoryId(story), StoryId(other))
        say(f"Stories {story} and {other} are linked no more.")

    at_desk(answer)


@stories.command()
def hide(
    story: StoryArgument,
    guild: Annotated[int, typer.Option(min=1, help="The guild's id.", show_default=False)],
    undo: Annotated[
        bool, typer.Option("--undo", help="Show it again from now on; what is gone stays gone.")
    ] = False,
) -> None:
    """Take a story's cards away in a guild, and post no more of it there; threads stay."""
    there, told = Actor(GuildId(guild)), StoryId(story)

    async def answer(desk: Desk) -> None:
        if undo:
            was_hidden = await desk.moderating.unhide(there, told)
            say(f"Story {story} is {'shown again' if was_hidden else 'not hidden there'}.")
        else:
            await desk.moderating.hide(there, told)
            say(f"Story {story} is hidden in guild {guild}.")

    at_desk(answer)


@stories.command()
def reports(format_: FormatOption = Format.TEXT) -> None:
    """List what members report and nobody has decided."""

    async def answer(desk: Desk) -> None:
        found = await desk.reporting.open(HERE)
        if format_ is Format.JSON:
            write([_object(each) for each in found])
        elif found:
            _print_rows(("guild", "story", "title", "members", "reasons"), map(_row, found))
        else:
            say("Nothing is reported.")

    at_desk(answer)


def _print_rows(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    table = Table(*heads, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape(line(str(each), LONGEST)) for each in row))
    console().print(table)


def _row(complaint: Complaint) -> tuple[object, ...]:
    first = complaint.first
    reasons = " / ".join(each.reason for each in complaint.reports if each.reason)
    return first.guild_id, first.story_id or "", first.title, len(complaint.reports), reasons


def _object(complaint: Complaint) -> dict[str, object]:
    first = complaint.first
    return {
        "guild": str(first.guild_id),
        "channel": str(first.channel_id),
        "message": str(first.message_id),
        "story": first.story_id,
        "title": first.title,
        "reports": [
            {"made_at": each.made_at.isoformat(), "reason": each.reason}
            for each in complaint.reports
        ],
    }
