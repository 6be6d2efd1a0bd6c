"""What people say in channels and threads: which of it is a question to Newsdesk, and its words."""

import re
from collections.abc import Mapping

import discord

from bot.fronts.discord.permissions import Place
from bot.fronts.discord.readers.hearing import Hearing
from bot.fronts.discord.readers.places import here
from bot.news import Card, ChannelId, GuildId, MessageId, NewQuestion, StoryId

LONGEST = 1_000  # characters of a question that are kept
SOMEBODY = "somebody"  # who is mentioned, and not known here
TALK = frozenset({discord.MessageType.default, discord.MessageType.reply})

# Discord's "Message Formatting": people, roles, channels, emoji, commands.
_MENTION = re.compile(r"<(@[!&]?|#)([0-9]{1,20})>")
_EMOJI = re.compile(r"<a?(:\w{2,32}:)[0-9]{1,20}>")
_COMMAND = re.compile(r"<(/[^:<>]{1,100}):[0-9]{1,20}>")


async def question_in(
    message: discord.Message, hearing: Hearing, *, me: int, hears_threads: bool
) -> NewQuestion | None:
    """What a message asks, or None where it asks Newsdesk nothing.

    Args:
        message: What was said; without the privileged intent, only what mentions us has words.
        hearing: Knows the conversations and the cards.
        me: The bot's own user.
        hears_threads: Whether a thread in which the bot was asked is heard without a mention.
    """
    place, text = message.channel, words(message, me=me)
    if not text or not is_by_person(message) or not isinstance(place, Place):
        return None
    if not is_addressed(message, me=me):
        if not hears_threads or not isinstance(place, discord.Thread):
            return None
        if is_between_people(message) or not await hearing.is_conversation(ChannelId(place.id)):
            return None
    spot, card = here(place), await _card(message, hearing, me=me)
    return NewQuestion(
        text=text,
        asker=hearing.asker(message.author.id),
        guild_id=GuildId(place.guild.id),
        channel_id=spot.channel_id,
        parent_id=spot.parent_id,
        message_id=MessageId(message.id),
        story_id=_story(card),
        name=message.author.display_name,
    )


def is_by_person(message: discord.Message) -> bool:
    """Whether somebody in a guild wrote it: no bot, no webhook, no notice of Discord's."""
    is_person = not message.author.bot and message.webhook_id is None
    return is_person and message.guild is not None and message.type in TALK


def is_addressed(message: discord.Message, *, me: int) -> bool:
    """Whether it mentions the bot, or replies to what the bot has said."""
    replied_to = _replied_to(message)
    is_reply = replied_to is not None and replied_to.author.id == me
    return is_reply or any(person.id == me for person in message.mentions)


def is_between_people(message: discord.Message) -> bool:
    """Whether it is plainly meant for somebody: a reply to a person, or a mention of one.

    What is known not to be addressed to the bot is asked about; so any mention is of another.
    """
    is_reply = message.reference is not None
    return is_reply or bool(message.mentions or message.role_mentions or message.mention_everyone)


def words(message: discord.Message, *, me: int) -> str:
    """What a message says, with names for mentions, and without the bot's own."""
    names = _names(message)

    def named(found: re.Match[str]) -> str:
        if found[1] in {"@", "@!"} and int(found[2]) == me:
            return ""
        return found[1][0] + names.get(int(found[2]), SOMEBODY)

    text = _MENTION.sub(named, message.content)
    text = _COMMAND.sub(r"\1", _EMOJI.sub(r"\1", text))
    return text.strip()[:LONGEST].rstrip()


def _names(message: discord.Message) -> Mapping[int, str]:
    """Of whom and what a message mentions, as far as known."""
    people = {person.id: person.display_name for person in message.mentions}
    roles = {role.id: role.name for role in message.role_mentions}
    return {**people, **roles, **{each.id: each.name for each in message.channel_mentions}}


def _replied_to(message: discord.Message) -> discord.Message | None:
    resolved = message.reference.resolved if message.reference else None
    return resolved if isinstance(resolved, discord.Message) else None


async def _card(message: discord.Message, hearing: Hearing, *, me: int) -> Card | None:
    """The card that it replies to, else the one under which it stands."""
    replied_to = _replied_to(message)
    if replied_to is not None and replied_to.author.id == me:
        card = await hearing.card(MessageId(replied_to.id))
        if card is not None:
            return card
    # A thread that was started from a message has that message's id.
    is_thread = isinstance(message.channel, discord.Thread)
    return await hearing.card(MessageId(message.channel.id)) if is_thread else None


def _story(card: Card | None) -> StoryId | None:
    return None if card is None else card.story_id
