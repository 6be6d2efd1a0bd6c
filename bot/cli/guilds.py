"""`newsdesk guilds`: what communities have set for all of their channels."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.cli.answers import LARGEST_ID, at_desk, say, write
from bot.cli.base import Format, FormatOption, cli, console
from bot.news import HERE, ChannelId, Guild, GuildId, RoleId, Style
from bot.newsroom.desk import Desk

guilds = typer.Typer(help="See and change what holds for all channels of a guild.")
cli.add_typer(guilds, name="guilds")


class Setting(StrEnum):
    """What a guild can set; each is called as the noun calls it."""

    STYLE = "style"
    LANGUAGE = "language"
    MANAGERS = "managers"
    DESK_ID = "desk"
    PERSON_DAY = "person-day"
    GUILD_DAY = "guild-day"
    KEPT_DAYS = "kept-days"

    @property
    def unset(self) -> dict[str, object]:
        """The noun's field, as it is where the house decides."""
        field = self.name.lower()
        return {field: getattr(UNSET, field)}


UNSET = Guild(id=GuildId(0))

GuildArgument = Annotated[
    int, typer.Argument(metavar="GUILD", min=1, max=LARGEST_ID, show_default=False)
]


@guilds.command("list")
def list_(format_: FormatOption = Format.TEXT) -> None:
    """List the guilds that have set or followed something, with what they have set."""

    async def work(desk: Desk) -> None:
        known = await desk.guilds.guilds()
        if format_ is Format.JSON:
            write([_object(each) for each in known])
        elif known:
            console().print(_table(known))
        else:
            say("No guild has set anything yet.")

    at_desk(work)


@guilds.command("set")
def set_(
    guild: GuildArgument,
    style: Annotated[Style | None, typer.Option(help="How much its cards say.")] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="TAG", help="Of its summaries; empty for each article's own."),
    ] = None,
    manager: Annotated[
        list[int] | None,
        typer.Option(min=1, max=LARGEST_ID, help="A role that manages; may be repeated."),
    ] = None,
    desk: Annotated[
        int | None,
        typer.Option(min=1, max=LARGEST_ID, help="The moderators' channel, where reports go."),
    ] = None,
    person_day: Annotated[
        int | None, typer.Option(min=0, help="Questions a day that one person may ask.")
    ] = None,
    guild_day: Annotated[
        int | None, typer.Option(min=0, help="Questions a day that all may ask together.")
    ] = None,
    kept_days: Annotated[
        int | None, typer.Option(min=1, help="Days for which questions are kept.")
    ] = None,
    as_house: Annotated[
        list[Setting] | None,
        typer.Option("--as-house", help="What is to be as the house has it; may be repeated."),
    ] = None,
) -> None:
    """Change what holds for a guild; what is not named stays."""
    named: dict[str, Any] = {
        "style": style,
        "language": language,
        "managers": None if manager is None else frozenset(map(RoleId, manager)),
        "desk_id": None if desk is None else ChannelId(desk),
        "person_day": person_day,
        "guild_day": guild_day,
        "kept_days": kept_days,
    }
    wishes = {name: value for name, value in named.items() if value is not None}
    for each in as_house or ():
        wishes |= each.unset

    async def work(desk: Desk) -> None:
        changed = await desk.guilds.change(
            HERE, GuildId(guild), lambda known: replace(known, **wishes)
        )
        console().print(_table([changed]))

    at_desk(work)


def _table(known: Sequence[Guild]) -> Table:
    heads = ("guild", "style", "language", "managers", "desk", "a person", "all", "kept", "left")
    table = Table(*heads, box=None, pad_edge=False)
    for each in known:
        table.add_row(
            str(each.id),
            each.style or "",
            "each article's" if each.language == "" else each.language or "",
            ", ".join(map(str, sorted(each.managers))),
            str(each.desk_id or ""),
            _number(each.person_day),
            _number(each.guild_day),
            _number(each.kept_days),
            "" if each.left_at is None else each.left_at.isoformat(timespec="minutes"),
        )
    return table


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _object(guild: Guild) -> dict[str, object]:
    return {
        "id": guild.id,
        "style": guild.style,
        "language": guild.language,
        "managers": sorted(guild.managers),
        "desk": guild.desk_id,
        "person_day": guild.person_day,
        "guild_day": guild.guild_day,
        "kept_days": guild.kept_days,
        "left_at": None if guild.left_at is None else guild.left_at.isoformat(),
    }
