"""One thing that a moderator did: who it was, what they may, and how they are answered."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import discord
from discord.app_commands import Choice, Command

from bot.errors import NewsdeskError, Refusal
from bot.fronts.discord.moderators.components import Json, Message
from bot.fronts.discord.moderators.showing import show, show_form
from bot.fronts.discord.permissions import Place, absent
from bot.fronts.outside import line
from bot.fronts.words import Words, words_for
from bot.news import Actor, ChannelId, Following, Guild, GuildId, Panel, SubscriptionId
from bot.newsroom.desk import Desk

CHOICES = 25  # that Discord shows
CHOICE_LIMIT = 100  # characters of one
OFFERING = 2.0  # seconds; Discord waits for three, and what comes late is of no use
LARGEST_ID = 2**63  # a snowflake has one bit less than 64

Offered = Sequence[tuple[int, str]]
AnyCommand = Command[Any, ..., None]
# The channels that Discord lets somebody name where cards are to stand.
Channel = discord.TextChannel | discord.Thread | discord.VoiceChannel


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler works with.

    Attributes:
        interaction: What somebody did.
        desk: Whom to ask.
        words: In the language of whoever did it.
        guild: Theirs, as they have set it.
    """

    interaction: discord.Interaction
    desk: Desk
    words: Words
    guild: Guild

    @property
    def actor(self) -> Actor:
        """Who did it."""
        return Actor(self.guild.id, self.interaction.user.id)

    async def show(self, message: Message, *, files: Sequence[discord.File] = ()) -> None:
        """Answer, for their eyes alone; on a panel, in its place."""
        await show(self.interaction, message, files=files)

    async def open(self, form: Json) -> None:
        """Open a form."""
        await show_form(self.interaction, form)

    async def feed(self, given: str) -> Following:
        """The feed that was chosen, or the only one that fits what was typed.

        Raises:
            Refusal: There is none, or more than one.
        """
        chosen = number(given)
        if chosen is None:
            fitting = await self.desk.subscribing.offered(self.actor, given)
            if len(fitting) != 1:
                raise Refusal("feed-unknown")
            chosen = fitting[0][0]
        return await self.desk.subscribing.following(self.actor, SubscriptionId(chosen))

    def place(self, channel_id: int | None = None) -> Place:
        """A channel of the guild where cards can stand, the one at hand if none is named.

        Raises:
            Refusal: It is none, or whoever acts may not write there, or Newsdesk may not.
        """
        guild, person = self.interaction.guild, self.interaction.user
        wanted = channel_id or self.interaction.channel_id
        place = None if guild is None or wanted is None else guild.get_channel_or_thread(wanted)
        if guild is None or place is None or not isinstance(person, discord.Member):
            raise Refusal("place-unknown")
        if not isinstance(place, discord.abc.Messageable):
            raise Refusal("place-takes-no-cards", channel=place.mention)
        if not place.permissions_for(person).view_channel:
            raise Refusal("place-unknown")
        if lack := absent(place, guild.me):
            raise Refusal("place-closed", channel=place.mention, lack=", ".join(lack))
        return place

    def audible(self) -> frozenset[ChannelId]:
        """The channels and threads that whoever acts can see."""
        guild, person = self.interaction.guild, self.interaction.user
        if guild is None or not isinstance(person, discord.Member):
            return frozenset()
        seen = {each.id for each in guild.channels if each.permissions_for(person).view_channel}
        threads = {each.id for each in guild.threads if each.parent_id in seen}
        return frozenset(map(ChannelId, seen | threads))


# What does what is pressed on a panel: who did it, on which panel, and the argument in the
# component's id.
Handler = Callable[[Turn, Panel, str], Awaitable[None]]


async def begin(interaction: discord.Interaction, desk: Desk, *, for_all: bool = False) -> Turn:
    """Show that an answer comes, and see who waits for it.

    Args:
        interaction: What somebody did: a command, a press, a form.
        desk: Whom to ask.
        for_all: Whether everybody may do it, not only those who manage.

    Raises:
        Refusal: They may not do that.
    """
    await interaction.response.defer(ephemeral=True, thinking=interaction.message is None)
    return await see(interaction, desk, for_all=for_all)


async def see(interaction: discord.Interaction, desk: Desk, *, for_all: bool = False) -> Turn:
    """The same without a sign, for what is answered with a form."""
    if interaction.guild_id is None:
        raise Refusal("only-in-servers")
    guild = await desk.guilds.guild(GuildId(interaction.guild_id))
    if not for_all and not may_manage(interaction, guild):
        raise Refusal("not-a-manager")
    return Turn(interaction, desk, words_for(interaction.locale.value), guild)


def may_manage(interaction: discord.Interaction, guild: Guild) -> bool:
    """Whether somebody may change how Newsdesk works in their guild."""
    granted, person = interaction.permissions, interaction.user
    if granted.manage_guild or granted.administrator:
        return True
    return isinstance(person, discord.Member) and any(
        role.id in guild.managers for role in person.roles
    )


def offering(
    command: AnyCommand, option: str, desk: Desk, ask: Callable[[Turn, str], Awaitable[Offered]]
) -> None:
    """Have Discord offer something for an option while somebody types it.

    Nothing is offered where anything goes wrong, or to who may not choose it.
    """

    @command.autocomplete(option)
    async def choices(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        with contextlib.suppress(TimeoutError, NewsdeskError):
            async with asyncio.timeout(OFFERING):
                found = await ask(await see(interaction, desk), typed)
                return [
                    Choice(name=line(name, CHOICE_LIMIT) or str(each), value=str(each))
                    for each, name in found[:CHOICES]
                ]
        return []


def offering_feeds(desk: Desk, *commands: AnyCommand) -> None:
    """Have Discord offer a guild's feeds for the option `feed` of some commands."""
    for command in commands:
        offering(
            command,
            "feed",
            desk,
            lambda turn, typed: turn.desk.subscribing.offered(turn.actor, typed),
        )


def number(given: str) -> int | None:
    """The id that a chosen option stands for; None for what was typed instead."""
    is_number = given.isascii() and given.isdigit() and len(given) < len(str(LARGEST_ID)) + 1
    return int(given) if is_number and int(given) < LARGEST_ID else None


def values(interaction: discord.Interaction) -> list[str]:
    """What was chosen in the menu at hand."""
    given = cast("dict[str, Any]", interaction.data or {}).get("values")
    return [each for each in given if isinstance(each, str)] if isinstance(given, list) else []


def chosen_number(interaction: discord.Interaction) -> int | None:
    """The id that was chosen first in the menu at hand; None for nothing, or for what is no id."""
    return next((number(each) for each in values(interaction)), None)


def filled(interaction: discord.Interaction) -> dict[str, list[str]]:
    """What stands in the fields of a form: what was typed, or what was chosen, by their names."""
    fields: dict[str, list[str]] = {}
    for part in cast("dict[str, Any]", interaction.data or {}).get("components") or ():
        match part:
            case {"component": {"custom_id": str(name), "value": str(typed)}}:
                fields[name] = [typed]
            case {"component": {"custom_id": str(name), "values": [*chosen]}}:
                fields[name] = [each for each in chosen if isinstance(each, str)]
    return fields
