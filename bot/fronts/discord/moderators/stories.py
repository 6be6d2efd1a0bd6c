"""`/story`: a story taken apart, joined with another, or hidden in this server."""

from collections.abc import Mapping
from types import MappingProxyType

import discord
from discord import app_commands

from bot.errors import Refusal
from bot.fronts.discord.escaping import fitted
from bot.fronts.discord.moderators.components import (
    Message,
    Option,
    button,
    menu,
    panel_id,
    question,
    row,
    said,
)
from bot.fronts.discord.moderators.report_views import notice, open_reports
from bot.fronts.discord.moderators.turn import (
    Handler,
    Offered,
    Turn,
    begin,
    chosen_number,
    number,
    offering,
)
from bot.fronts.discord.readers.translating import told
from bot.fronts.words import Words
from bot.news import ArticleId, Panel, ReportId, StoryId
from bot.newsroom.desk import Desk

TITLE_ROOM = 300  # characters, escapes included


def story_commands(desk: Desk) -> app_commands.Group:
    """All of `/story`."""
    group = app_commands.Group(
        name="story",
        description=told("command-story"),
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @group.command(name="hide", description=told("command-story-hide"))
    @app_commands.describe(story=told("command-story-which"))
    async def hide(interaction: discord.Interaction, story: str) -> None:
        turn = await begin(interaction, desk)
        title = await _title(turn, story)
        panel = await desk.panels.open(turn.actor, "story", {"story": number(story)})
        await turn.show(hiding(turn.words, title, panel))

    @group.command(name="split", description=told("command-story-split"))
    @app_commands.describe(story=told("command-story-which"))
    async def split(interaction: discord.Interaction, story: str) -> None:
        turn = await begin(interaction, desk)
        title = await _title(turn, story)
        panel = await desk.panels.open(turn.actor, "story", {"story": number(story)})
        articles = await desk.moderating.articles(turn.actor, _story(story))
        await turn.show(splitting(turn.words, title, articles, panel))

    @group.command(name="merge", description=told("command-story-merge"))
    @app_commands.describe(
        story=told("command-story-merge-one"), other=told("command-story-merge-other")
    )
    async def merge(interaction: discord.Interaction, story: str, other: str) -> None:
        turn = await begin(interaction, desk)
        titles = await _title(turn, story), await _title(turn, other)
        about = {"story": number(story), "other": number(other)}
        panel = await desk.panels.open(turn.actor, "story", about)
        await turn.show(merging(turn.words, *titles, panel))

    @group.command(name="unhide", description=told("command-story-unhide"))
    @app_commands.describe(story=told("command-story-which"))
    async def unhide(interaction: discord.Interaction, story: str) -> None:
        turn = await begin(interaction, desk)
        if not await desk.moderating.unhide(turn.actor, _story(story)):
            raise Refusal("story-not-hidden")
        await turn.show(said(turn.words("story-shown-again")))

    @group.command(name="reports", description=told("command-story-reports"))
    async def reports(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk)
        panel = await desk.panels.open(turn.actor, "reports", {})
        await turn.show(open_reports(turn.words, await desk.reporting.open(turn.actor), panel))

    for command, option in ((hide, "story"), (split, "story"), (merge, "story"), (merge, "other")):
        offering(command, option, desk, _shown)
    offering(unhide, "story", desk, _hidden)
    return group


async def _shown(turn: Turn, typed: str) -> Offered:
    return await turn.desk.moderating.offered(turn.actor, typed)


async def _hidden(turn: Turn, typed: str) -> Offered:
    return await turn.desk.moderating.hidden(turn.actor, typed)


# --- What is shown ---


def hiding(words: Words, title: str, panel: Panel) -> Message:
    """The question whether a story is to be hidden."""
    return question(words, words("story-hide-asks", title=_named(title)), "story-hide", panel)


def merging(words: Words, title: str, other: str, panel: Panel) -> Message:
    """The question whether two stories are one."""
    asked = words("story-merge-asks", title=_named(title), other=_named(other))
    return question(words, asked, "story-merge", panel)


def splitting(
    words: Words, title: str, articles: tuple[tuple[ArticleId, str], ...], panel: Panel
) -> Message:
    """The question which article does not belong to a story."""
    if len(articles) == 1:
        return said(words("story-alone", title=_named(title)))
    options = [Option(name, str(article_id)) for article_id, name in articles]
    chosen = menu(panel_id("story-split", panel), options, placeholder=words("story-choose"))
    return {
        "content": words("story-split-asks", title=_named(title)),
        "embeds": [],
        "components": [row(chosen), row(button(words("cancel"), panel_id("cancel", panel)))],
    }


def _named(title: str) -> str:
    """A story's title among words of ours."""
    return fitted(title, TITLE_ROOM) or "…"


# --- What is pressed ---


async def _hide(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.desk.moderating.hide(turn.actor, StoryId(panel.about["story"]))
    await turn.desk.panels.close(panel)
    await turn.show(said(turn.words("story-hidden")))


async def _split(turn: Turn, panel: Panel, _argument: str) -> None:
    chosen = chosen_number(turn.interaction)
    if chosen is None:
        raise Refusal("story-unknown")
    await turn.desk.moderating.split(turn.actor, ArticleId(chosen))
    await turn.desk.panels.close(panel)
    await turn.show(said(turn.words("story-was-split")))


async def _merge(turn: Turn, panel: Panel, _argument: str) -> None:
    story, other = StoryId(panel.about["story"]), StoryId(panel.about["other"])
    await turn.desk.moderating.merge(turn.actor, story, other)
    await turn.desk.panels.close(panel)
    await turn.show(said(turn.words("story-was-merged")))


async def _open_report(turn: Turn, _panel: Panel, _argument: str) -> None:
    report_id = ReportId(chosen_number(turn.interaction) or 0)
    await turn.show(notice(turn.words, await turn.desk.reporting.complaint(turn.actor, report_id)))


async def _title(turn: Turn, given: str) -> str:
    """What a chosen story is called.

    Raises:
        Refusal: It is none that this server is shown.
    """
    return await turn.desk.moderating.title(turn.actor, _story(given))


def _story(given: str) -> StoryId:
    chosen = number(given)
    if chosen is None:
        raise Refusal("story-unknown")
    return StoryId(chosen)


PRESSED: Mapping[str, Handler] = MappingProxyType(
    {
        "story-hide": _hide,
        "story-split": _split,
        "story-merge": _merge,
        "report-open": _open_report,
    }
)
