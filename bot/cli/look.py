"""`newsdesk article` and `newsdesk entries`: what extraction and the feed reader see."""

import sys
from typing import Annotated

import typer
from rich.console import RenderableType

from bot.app import open_looking, utc_now
from bot.cli.base import (
    DONE,
    Format,
    FormatOption,
    OneSource,
    address,
    at_once,
    cli,
    console,
    files_among,
)
from bot.fronts import json_cards, terminal
from bot.logs import set_up_logs
from bot.settings import load_settings


@cli.command()
def article(
    source: OneSource,
    url: Annotated[
        str | None, typer.Option(metavar="BASE", help="The address that a file was saved from.")
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Show what extraction sees on a page: title, byline, date, paragraphs and text."""
    here = address(source)
    settings = load_settings()
    set_up_logs(settings)

    async def work() -> int:
        async with open_looking(settings, files=files_among([here])) as looking:
            page = await looking.web.get(here, max_bytes=settings.max_page_bytes)
            reading = await looking.reading(page, url=url)
        if format_ is Format.JSON:
            _print_json(json_cards.article_object(reading))
        else:
            _print(terminal.render_article(reading, now=utc_now().astimezone()))
        return DONE

    at_once(work())


@cli.command()
def entries(source: OneSource, format_: FormatOption = Format.TEXT) -> None:
    """Show what the feed reader sees: the feed, and its entries."""
    here = address(source)
    settings = load_settings()
    set_up_logs(settings)

    async def work() -> int:
        async with open_looking(settings, files=files_among([here])) as looking:
            document = await looking.feed(here)
        if format_ is Format.JSON:
            _print_json(json_cards.entries_object(document))
        else:
            _print(terminal.render_entries(document, now=utc_now().astimezone()))
        return DONE

    at_once(work())


def _print(drawn: RenderableType) -> None:
    screen = console()
    screen.print(drawn, crop=False, soft_wrap=not screen.is_terminal)


def _print_json(found: dict[str, json_cards.Json]) -> None:
    sys.stdout.write(json_cards.written(found, indent=2) + "\n")
