"""`newsdesk ask`: a question to the coverage, answered with proof or not at all."""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.live import Live

from bot.app import open_bot, utc_now
from bot.cli.base import (
    DONE,
    WRONG_INPUT,
    Format,
    FormatOption,
    address,
    at_once,
    cli,
    complain,
    console,
    explained,
    files_among,
)
from bot.cli.preview import FORGOTTEN
from bot.errors import SourceError, UsageError
from bot.fronts import answers
from bot.fronts.json_cards import written
from bot.fronts.local import SCREEN, LocalPublisher, into
from bot.logs import set_up_logs
from bot.news import Article, Asker, NewQuestion
from bot.newsroom.answering import Inquiry
from bot.newsroom.hearing import LONGEST_QUESTION, read_page
from bot.newsroom.looking import Looking
from bot.settings import load_settings

REFUSED = 1  # the coverage does not say; as grep tells of nothing found
EMPTY = "the archive is empty: newsdesk feeds add URL, or name an article with --url"
HERE = Asker("")  # whoever sits at this machine


@cli.command()
def ask(
    question: Annotated[str, typer.Argument(metavar='"QUESTION"', show_default=False)],
    url: Annotated[
        list[str] | None,
        typer.Option(metavar="URL_OR_FILE", help="An article to answer from; may be repeated."),
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The database to answer from; by default the configured one, or with --url none.",
        ),
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Answer a question from what the articles say, each sentence with its proof."""
    words = question.strip()
    if not words or len(words) > LONGEST_QUESTION:
        raise UsageError(f"ask in 1 to {LONGEST_QUESTION:,} characters")
    addresses = list(dict.fromkeys(map(address, url or ())))
    settings = load_settings()
    set_up_logs(settings)
    database = db or (FORGOTTEN if addresses else settings.database)

    async def work() -> int:
        front = LocalPublisher(into([]), utc_now)
        async with open_bot(
            settings, front, database=database, audience={SCREEN}, files=files_among(addresses)
        ) as bot:
            pages = await _pages(bot.looking, addresses)
            if pages is None:
                return WRONG_INPUT
            if not pages and not (await bot.storage.counts()).articles:
                raise UsageError(EMPTY)
            asked = NewQuestion(
                text=words, asker=HERE, channel_id=SCREEN, parent_id=SCREEN, pages=pages
            )
            screen = console()
            with _drafts(screen, format_) as hear:
                answer = await bot.answering.answer(Inquiry(question=asked), hear=hear)
        if format_ is Format.JSON:
            sys.stdout.write(written(answers.answer_object(words, answer)) + "\n")
        else:
            drawn = answers.render(answer, now=utc_now().astimezone())
            screen.print(drawn, crop=False, soft_wrap=not screen.is_terminal, end="")
        return DONE if answer.answered else REFUSED

    at_once(work())


async def _pages(looking: Looking, addresses: list[str]) -> tuple[Article, ...] | None:
    """The articles at these addresses; None, and a line on stderr, if one cannot be read."""
    found = await asyncio.gather(
        *(read_page(looking, each, now=utc_now()) for each in addresses), return_exceptions=True
    )
    pages: list[Article] = []
    for each in found:
        if isinstance(each, SourceError):
            complain(explained(each), WRONG_INPUT)
        elif isinstance(each, BaseException):
            raise each
        else:
            pages.append(each)
    return tuple(pages) if len(pages) == len(addresses) else None


@contextlib.contextmanager
def _drafts(screen: Console, format_: Format) -> Iterator[Callable[[str], None] | None]:
    """Where a model's words are shown while it writes: on a terminal, until the answer is there."""
    if format_ is Format.JSON or not screen.is_terminal:
        yield None
        return
    with Live(console=screen, transient=True, refresh_per_second=8) as live:
        yield lambda words: live.update(answers.render_draft(words))
