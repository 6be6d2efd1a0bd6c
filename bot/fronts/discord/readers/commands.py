"""Slash commands and the menu of a message: what readers can ask for anywhere.

Each function gives commands that know who hears of them; a callback reads what was asked, hands it
on and shows what came of it.
"""

import asyncio
import contextlib
import json
import re
from io import BytesIO
from typing import Any

import discord
from discord import app_commands
from discord.ui import Button, View

from bot.errors import NewsdeskError, Refusal
from bot.fronts.discord.client import NewsClient
from bot.fronts.discord.readers.acknowledging import tell_failure, think, whisper, words_of
from bot.fronts.discord.readers.asking import (
    put,
    spot_here,
    spot_of_story,
    spot_under_card,
    visible,
)
from bot.fronts.discord.readers.buttons import ASK, BAD, ERASE, custom_id
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.readers.links import links_of
from bot.fronts.discord.readers.modals import (
    LONGEST_QUESTION,
    SHORTEST_QUESTION,
    ask_modal,
    read_modal,
)
from bot.fronts.discord.readers.translating import told
from bot.fronts.outside import line
from bot.fronts.words import Words
from bot.news import StoryId

CHOICE_LIMIT = 100  # characters of a choice; Discord's
CHOICES = 25  # and how many it shows
OFFERING = 2.0  # seconds; Discord waits for three, and what comes late is of no use
_STORY = re.compile(r"[0-9]{1,18}")

Question = app_commands.Range[str, SHORTEST_QUESTION, LONGEST_QUESTION]


class Commands(app_commands.CommandTree[NewsClient]):
    """All commands, used in guilds alone.

    Args:
        client: Who is told when one is used.
        hearing: Who hears of it.
    """

    def __init__(self, client: NewsClient, hearing: Hearing) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        self.add_command(ask_command(hearing))
        self.add_command(ask_menu(hearing))
        self.add_command(privacy_commands(hearing))

    async def interaction_check(self, _interaction: discord.Interaction[NewsClient], /) -> bool:
        """Let a command that has begun come to its end, and begin none while all is closed."""
        task = asyncio.current_task()
        if task is not None:
            self.client.mind(task)
        return not self.client.is_closed()

    async def on_error(
        self, interaction: discord.Interaction[NewsClient], error: app_commands.AppCommandError, /
    ) -> None:
        """Say what went wrong."""
        await tell_failure(interaction, _cause(error))


def ask_command(hearing: Hearing) -> app_commands.Command[Any, ..., None]:
    """`/ask question [story]`."""

    @app_commands.command(name="ask", description=told("command-ask"))
    @app_commands.describe(question=told("command-ask-question"), story=told("command-ask-story"))
    @app_commands.rename(question=told("option-question"), story=told("option-story"))
    async def ask(
        interaction: discord.Interaction, question: Question, story: str | None = None
    ) -> None:
        await think(interaction)
        story_id = None if story is None else _chosen(story)
        if story_id is None:
            spot = spot_here(interaction)
        else:
            spot = await spot_of_story(interaction, hearing, story_id)
        await put(interaction, hearing, spot, question, story_id=story_id)

    @ask.autocomplete("story")
    async def offer(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        with contextlib.suppress(TimeoutError, NewsdeskError):
            async with asyncio.timeout(OFFERING):
                found = await hearing.stories(visible(interaction), typed)
                return choices(words_of(interaction), found)
        return []

    return ask


def ask_menu(hearing: Hearing) -> app_commands.ContextMenu:
    """**Ask about this**, on any message: a card, or one with links."""

    @app_commands.context_menu(name=told("menu-ask-about"))
    async def ask_about(interaction: discord.Interaction, message: discord.Message) -> None:
        if is_card(message, interaction.application_id):
            await spot_under_card(interaction, hearing, message.id)  # said before anybody types
            await interaction.response.send_modal(ask_modal(words_of(interaction), message.id))
            return
        urls = links_of(message)
        if not urls:
            raise Refusal("asking-no-link")
        spot_here(interaction)
        await interaction.response.send_modal(read_modal(words_of(interaction), urls))

    return ask_about


def privacy_commands(hearing: Hearing) -> app_commands.Group:
    """`/privacy erase` and `/privacy export`."""
    group = app_commands.Group(name="privacy", description=told("command-privacy"))

    @group.command(name="erase", description=told("command-privacy-erase"))
    async def erase(interaction: discord.Interaction) -> None:
        words = words_of(interaction)
        view = _confirmation(words, interaction.user.id)
        await whisper(interaction, words("privacy-sure"), view=view)

    @group.command(name="export", description=told("command-privacy-export"))
    async def export(interaction: discord.Interaction) -> None:
        await think(interaction)
        kept = await hearing.export(hearing.asker(interaction.user.id))
        written = json.dumps(kept, ensure_ascii=False, indent=2).encode(errors="replace")
        file = discord.File(BytesIO(written), filename="newsdesk.json")
        await whisper(interaction, words_of(interaction)("privacy-exported"), file=file)

    return group


def choices(
    words: Words, stories: tuple[tuple[StoryId, str], ...]
) -> list[app_commands.Choice[str]]:
    """Stories as Discord offers them while somebody types."""
    return [
        app_commands.Choice(
            name=line(title, CHOICE_LIMIT) or words("sources-untitled"), value=str(story_id)
        )
        for story_id, title in stories[:CHOICES]
    ]


def is_card(message: discord.Message, bot_id: int) -> bool:
    """Whether a message is a card of ours, as can be seen from it."""
    rows = (row.children for row in message.components if isinstance(row, discord.ActionRow))
    ids = {getattr(each, "custom_id", None) for row in rows for each in row}
    return message.author.id == bot_id and not ids.isdisjoint({ASK, BAD})


def _chosen(story: str) -> StoryId:
    """The story that was chosen; what is typed without choosing is none."""
    if not _STORY.fullmatch(story):
        raise Refusal("asking-story-gone")
    return StoryId(int(story))


def _confirmation(words: Words, user_id: int) -> View:
    view = View(timeout=None)
    label, style = words("button-erase"), discord.ButtonStyle.danger
    view.add_item(Button(label=label, style=style, custom_id=custom_id(ERASE, user_id)))
    view.stop()  # discord.py need not wait for it: a press is heard by its id
    return view


def _cause(error: app_commands.AppCommandError) -> Exception:
    """What went wrong in a command; where it was not even begun, Discord knows an older one."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return Refusal("trouble-command-changed")
