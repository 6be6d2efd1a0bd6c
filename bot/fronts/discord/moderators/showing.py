"""Showing a message or a form to whoever did something, for their eyes alone."""

from collections.abc import Sequence

import discord
from discord.ui import Modal, View

from bot.fronts.discord.moderators.components import Json, Message


class Rows(View):
    """Components that are JSON already; what is pressed on them is heard by its id."""

    def __init__(self, rows: Sequence[Json]) -> None:
        super().__init__(timeout=None)
        self._rows = list(rows)
        self.stop()  # discord.py need not wait for it

    def to_components(self) -> list[Json]:
        """What is sent."""
        return self._rows


class Form(Modal):
    """A form that is JSON already; what is sent is heard by its id."""

    def __init__(self, form: Json) -> None:
        super().__init__(title=form["title"], custom_id=form["custom_id"])
        self._fields: list[Json] = form["components"]
        self.stop()

    def to_components(self) -> list[Json]:
        """What is sent."""
        return self._fields


async def show(
    interaction: discord.Interaction, message: Message, *, files: Sequence[discord.File] = ()
) -> None:
    """Show a message where an answer is waited for, or in the place of the panel at hand."""
    await interaction.edit_original_response(
        content=message.get("content", ""),
        embeds=[discord.Embed.from_dict(each) for each in message.get("embeds", ())],
        attachments=files,
        view=Rows(message["components"]) if message.get("components") else None,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def show_form(interaction: discord.Interaction, form: Json) -> None:
    """Open a form; nothing else may have been answered before."""
    await interaction.response.send_modal(Form(form))
