"""`/settings`: what holds for all channels of a server, on one panel."""

from bot.fronts.discord.escaping import escaped
from bot.fronts.discord.moderators.components import (
    Json,
    Message,
    Option,
    button,
    channel_menu,
    form,
    menu,
    panel_id,
    role_menu,
    row,
    text_field,
)
from bot.fronts.words import Words
from bot.news import Guild, Panel, Style

HOUSE = "-"  # in a menu: as the house has it
MOST_ROLES = 10
DIGITS = 6
TAG_LIMIT = 35


def shown(words: Words, guild: Guild, panel: Panel, *, note: str = "") -> Message:
    """The settings with what changes them."""
    embed = {
        "title": words("settings-title"),
        "description": words("settings-explained"),
        "fields": [
            {"name": words(f"settings-{name}"), "value": value, "inline": True}
            for name, value in _values(words, guild).items()
        ],
    }
    styles = [Option(words("as-the-house"), HOUSE, chosen=guild.style is None)]
    styles += [Option(words(f"style-{each}"), each, chosen=guild.style is each) for each in Style]
    return {
        "content": note,
        "embeds": [embed],
        "components": [
            row(menu(panel_id("settings-style", panel), styles)),
            row(
                role_menu(
                    panel_id("settings-managers", panel),
                    placeholder=words("settings-choose-managers"),
                    chosen=guild.managers,
                    most=MOST_ROLES,
                )
            ),
            row(
                channel_menu(
                    panel_id("settings-desk", panel),
                    placeholder=words("settings-choose-desk"),
                    chosen=guild.desk_id,
                    least=0,
                )
            ),
            row(button(words("settings-numbers"), panel_id("settings-numbers", panel))),
        ],
    }


def numbers_form(words: Words, guild: Guild, panel: Panel) -> Json:
    """Language, question budgets and retention, to be typed."""
    language = words("settings-language")
    return form(
        words("settings-title"),
        panel_id("settings-save", panel),
        text_field(
            language,
            "language",
            value=guild.language or "",
            hint=words("settings-language-hint"),
            most=TAG_LIMIT,
        ),
        *(
            text_field(
                words(f"settings-{name.replace('_', '-')}"),
                name,
                value="" if value is None else str(value),
                hint=words("settings-number-hint"),
                most=DIGITS,
            )
            for name, value in (
                ("person_day", guild.person_day),
                ("guild_day", guild.guild_day),
                ("kept_days", guild.kept_days),
            )
        ),
    )


def _values(words: Words, guild: Guild) -> dict[str, str]:
    house = words("as-the-house")
    return {
        "style": words(f"style-{guild.style}") if guild.style else house,
        "language": escaped(guild.language) if guild.language else house,
        "managers": ", ".join(f"<@&{each}>" for each in sorted(guild.managers)) or words("nobody"),
        "desk": f"<#{guild.desk_id}>" if guild.desk_id else words("settings-no-desk"),
        "person-day": _number(guild.person_day, house),
        "guild-day": _number(guild.guild_day, house),
        "kept-days": _number(guild.kept_days, house),
    }


def _number(value: int | None, otherwise: str) -> str:
    return otherwise if value is None else str(value)
