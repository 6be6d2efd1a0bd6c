"""Questions from forms and commands: put where they can be answered, and the asker told where."""

from collections.abc import Sequence

import discord

from bot.errors import Refusal
from bot.fronts.discord.permissions import Place
from bot.fronts.discord.readers.acknowledging import whisper, words_of
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.readers.modals import LONGEST_QUESTION, SHORTEST_QUESTION
from bot.fronts.discord.readers.places import Spot, here, obstacle, place_of, under
from bot.fronts.words import Words
from bot.news import (
    Article,
    Asked,
    Card,
    ChannelId,
    GuildId,
    MessageId,
    NewQuestion,
    StoryId,
    Threads,
)


def spot_under(interaction: discord.Interaction, message_id: int) -> Spot:
    """The thread of a message in the channel at hand.

    Raises:
        Refusal: Nobody can be answered there.
    """
    place = place_of(interaction)
    return _open(interaction, under(place, message_id))


async def spot_under_card(
    interaction: discord.Interaction, hearing: Hearing, message_id: int
) -> Spot:
    """The thread of a card in the channel at hand.

    Raises:
        Refusal: Nobody can be answered there, or nobody is to be.
    """
    spot = spot_under(interaction, message_id)
    _ensure_wanted(await hearing.card(MessageId(message_id)))
    return spot


def spot_here(interaction: discord.Interaction) -> Spot:
    """The channel or thread at hand.

    Raises:
        Refusal: Nobody can be answered there.
    """
    return _open(interaction, here(place_of(interaction)))


async def spot_of_story(
    interaction: discord.Interaction, hearing: Hearing, story_id: StoryId
) -> Spot:
    """The thread of a story's card that the asker can see.

    Raises:
        Refusal: There is no such card, or nobody can be answered there, or nobody is to be.
    """
    guild, person = place_of(interaction).guild, interaction.user
    posted = await hearing.place_of(story_id, visible(interaction))
    place = posted and guild.get_channel_or_thread(posted.channel_id)
    if not posted or not place or not isinstance(person, discord.Member):
        raise Refusal("asking-story-gone")
    spot = under(place, posted.message_id)
    _ensure_open(spot, place, place.permissions_for(guild.me), place.permissions_for(person))
    _ensure_wanted(await hearing.card(posted.message_id))
    return spot


def visible(interaction: discord.Interaction) -> frozenset[ChannelId]:
    """The channels and open threads of the guild that the one who acts can see."""
    guild, person = interaction.guild, interaction.user
    if guild is None or not isinstance(person, discord.Member):
        return frozenset()
    channels = {each.id for each in guild.channels if each.permissions_for(person).view_channel}
    threads = {t.id for t in guild.threads if t.parent_id in channels and not t.is_private()}
    return frozenset(map(ChannelId, channels | threads))


async def put(
    interaction: discord.Interaction,
    hearing: Hearing,
    spot: Spot,
    text: str,
    *,
    story_id: StoryId | None = None,
    pages: Sequence[Article] = (),
) -> None:
    """Hand a question on, and say where its answer comes.

    Raises:
        Refusal: It cannot be taken up.
    """
    if not SHORTEST_QUESTION <= len(text.strip()) <= LONGEST_QUESTION:
        raise Refusal("asking-length", least=SHORTEST_QUESTION, most=LONGEST_QUESTION)
    question = NewQuestion(
        text=text,
        asker=hearing.asker(interaction.user.id),
        guild_id=GuildId(interaction.guild_id or 0),
        channel_id=spot.channel_id,
        starts=spot.starts,
        parent_id=spot.parent_id,
        story_id=story_id,
        pages=tuple(pages),
        name=interaction.user.display_name,
    )
    asked = await hearing.ask(question)
    await whisper(interaction, taken_up(words_of(interaction), question, asked))


async def put_under_card(
    interaction: discord.Interaction, hearing: Hearing, message_id: MessageId, text: str
) -> None:
    """Ask about a card, in its thread."""
    spot = spot_under(interaction, message_id)
    card = await hearing.card(message_id)
    _ensure_wanted(card)
    story_id = None if card is None else card.story_id
    await put(interaction, hearing, spot, text, story_id=story_id)


def taken_up(words: Words, question: NewQuestion, asked: Asked) -> str:
    """Where the answer comes, and what comes before it."""
    where = f"https://discord.com/channels/{question.guild_id}/{question.channel_id}"
    told = words("asked", where=where)
    return f"{told} {words('asked-before-yours', before=asked.before)}" if asked.before else told


def _open(interaction: discord.Interaction, spot: Spot) -> Spot:
    place = place_of(interaction)
    _ensure_open(spot, place, interaction.app_permissions, interaction.permissions)
    return spot


def _ensure_open(
    spot: Spot, place: Place, granted: discord.Permissions, asker: discord.Permissions
) -> None:
    """See that a question can be answered, before anybody types one in vain."""
    is_thread = spot.starts is not None or isinstance(place, discord.Thread)
    if not is_thread and not asker.send_messages:
        raise Refusal("asking-read-only")
    problem = obstacle(spot, place, granted)
    if problem is not None:
        raise problem


def _ensure_wanted(card: Card | None) -> None:
    """See that a card's channel does not keep threads away."""
    if card is not None and card.manner.threads is Threads.NEVER:
        raise Refusal("asking-no-threads")
