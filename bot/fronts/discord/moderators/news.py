"""`/news`: what this server's channels have shown, for everybody who can see them."""

from collections.abc import Mapping
from types import MappingProxyType

import discord
from discord import app_commands

from bot.fronts.discord.moderators import news_views as views
from bot.fronts.discord.moderators.turn import Handler, Turn, begin, number
from bot.fronts.discord.readers.translating import told
from bot.news import ArticleId, Panel
from bot.newsroom.desk import Desk

LONGEST = 200  # characters
LAST_PAGE = 1_000

Typed = app_commands.Range[str, 1, LONGEST]


def news_commands(desk: Desk) -> app_commands.Group:
    """All of `/news`."""
    group = app_commands.Group(name="news", description=told("command-news"))

    @group.command(name="search", description=told("command-news-search"))
    @app_commands.describe(words=told("command-news-search-words"))
    async def search(interaction: discord.Interaction, words: Typed) -> None:
        turn = await begin(interaction, desk, for_all=True)
        hits = await desk.searching.search(words, turn.audible())
        about = {"typed": words, "as_of": hits.as_of}
        panel = await desk.panels.open(turn.actor, "news", about)
        await turn.show(views.found(turn.words, hits, panel, page=1))

    @group.command(name="latest", description=told("command-news-latest"))
    async def latest(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk, for_all=True)
        await turn.show(views.latest(turn.words, await desk.searching.latest(turn.audible())))

    return group


async def _turn_page(turn: Turn, panel: Panel, argument: str) -> None:
    page = min(max(number(argument) or 1, 1), LAST_PAGE)
    hits = await turn.desk.searching.search(
        panel.about["typed"], turn.audible(), page=page, as_of=ArticleId(panel.about["as_of"])
    )
    await turn.show(views.found(turn.words, hits, panel, page=page))


PRESSED: Mapping[str, Handler] = MappingProxyType({"news-page": _turn_page})
