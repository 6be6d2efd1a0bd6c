"""Where a question is answered, and what stands in the way of that."""

from dataclasses import dataclass

import discord

from bot.errors import Refusal
from bot.fronts.discord.permissions import NAMES, Place
from bot.news import ChannelId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an answer is to stand.

    Attributes:
        channel_id: The thread or channel.
        parent_id: The thread's channel; the same as `channel_id` for a channel.
        starts: The message that the thread is started from, unless it is there already.
    """

    channel_id: ChannelId
    parent_id: ChannelId
    starts: MessageId | None = None


def here(place: Place) -> Spot:
    """In the channel or thread itself."""
    parent = place.parent_id if isinstance(place, discord.Thread) else place.id
    return Spot(channel_id=ChannelId(place.id), parent_id=ChannelId(parent))


def under(place: Place, message_id: int) -> Spot:
    """In the thread of a message; beside it where a message can have none."""
    if not isinstance(place, discord.TextChannel):
        return here(place)
    # A thread that is started from a message has that message's id.
    return Spot(
        channel_id=ChannelId(message_id),
        parent_id=ChannelId(place.id),
        starts=MessageId(message_id),
    )


def place_of(interaction: discord.Interaction) -> Place:
    """Where somebody did something.

    Raises:
        Refusal: In no guild.
    """
    if isinstance(interaction.channel, Place) and interaction.guild is not None:
        return interaction.channel
    raise Refusal("asking-not-here")


def obstacle(spot: Spot, place: Place, granted: discord.Permissions) -> Refusal | None:
    """What keeps an answer from standing there; None for nothing.

    Args:
        spot: Where the answer is to stand.
        place: The channel or thread that it stands in, or that its thread is started in.
        granted: What Newsdesk may do there.
    """
    thread = place if isinstance(place, discord.Thread) else place.guild.get_thread(spot.channel_id)
    if thread is not None and thread.locked and not granted.manage_threads:
        return Refusal("asking-thread-locked")
    needed, given = _needed(spot, thread), dict(granted)
    lack = ", ".join(words for name, words in NAMES.items() if name in needed and not given[name])
    return Refusal("asking-place-lacks", lack=lack) if lack else None


def _needed(spot: Spot, thread: discord.Thread | None) -> set[str]:
    """Names of permissions; without the history nobody can be replied to."""
    needed = {"read_messages", "read_message_history"}
    if thread is None and spot.starts is None:
        return needed | {"send_messages"}
    starting = {"create_public_threads"} if thread is None else set()
    return needed | starting | {"send_messages_in_threads"}
