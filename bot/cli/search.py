"""`newsdesk search`: find a story again."""

import sys
from typing import Annotated

import typer

from bot.app import open_archive, utc_now
from bot.cli.base import DONE, Format, FormatOption, at_once, cli, console
from bot.errors import UsageError
from bot.fronts import findings
from bot.fronts.json_cards import written
from bot.news import ArticleId
from bot.settings import load_settings
from bot.storage.archive import LONG_AGO
from bot.stories.finding import excerpt, feed_named, read_question, read_since

NOTHING = 1  # as grep says it
MOST = 100  # stories on a page
LAST_PAGE = 10_000


@cli.command(context_settings={"ignore_unknown_options": True})
def search(
    words: Annotated[list[str], typer.Argument(metavar='"WORDS"', show_default=False)],
    since: Annotated[
        str | None, typer.Option(metavar="WHEN", help="2026-11-01, or 12h, 3d, 2w ago.")
    ] = None,
    feed: Annotated[str | None, typer.Option(help="Only this feed: its URL or title.")] = None,
    page: Annotated[int, typer.Option(min=1, max=LAST_PAGE, help="Which page.")] = 1,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="Stories on a page.")] = 10,
    as_of: Annotated[
        int | None, typer.Option(min=0, max=2**62, help="What the first page told, for the next.")
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Find stories: all words, "phrases", and -words that must be absent."""
    for word in words:
        if word.startswith("--"):
            raise UsageError(f"{word} is no option of this command: newsdesk search --help")
    now, settings = utc_now().astimezone(), load_settings()
    wanted = read_question(" ".join(words))
    earliest = LONG_AGO if since is None else read_since(since, now)

    async def work() -> int:
        async with open_archive(settings) as storage:
            named = None if feed is None else feed_named(feed, await storage.feeds())
            found = await storage.find(
                wanted,
                since=earliest,
                feed_id=None if named is None else named.id,
                page=page,
                limit=limit,
                as_of=None if as_of is None else ArticleId(as_of),
            )
        shown = [excerpt(each, wanted) for each in found.found]
        if format_ is Format.JSON:
            told = findings.findings_object(found, shown, wanted, page=page)
            sys.stdout.write(written(told) + "\n")
        else:
            first = (page - 1) * limit + 1
            drawn = findings.render(found, shown, first=first, now=now)
            screen = console()
            screen.print(drawn, crop=False, soft_wrap=not screen.is_terminal, end="")
            for note in findings.footing(found, wanted, page=page, limit=limit):
                sys.stderr.write(f"newsdesk: {note}\n")
        return DONE if found.total else NOTHING

    at_once(work())
