"""What Discord shows of commands before anybody uses one, in every language that we speak."""

from typing import Any

import discord
from discord import app_commands

from bot.fronts.words import ENGLISH, words_for

MESSAGE = "message"  # among a text's extras: its name in the catalogue


class Translation(app_commands.Translator):
    """Gives Discord the texts that the catalogues have for a language, besides the English ones."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        _context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """A text in another language; None where it stays as it is."""
        name, words = string.extras.get(MESSAGE), words_for(locale.value)
        return None if name is None or words.language == ENGLISH else words(name)


def told(name: str) -> app_commands.locale_str:
    """A description, or a name in a menu, by the name of its message; English unless translated."""
    return app_commands.locale_str(words_for(None)(name), **{MESSAGE: name})
