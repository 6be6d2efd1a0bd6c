"""What people at Discord do while a test watches: they talk, and use what the bot offers."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from tests.discord import interactions, offers
from tests.discord.offers import Given
from tests.discord.routes.messages import keep
from tests.discord.state import State
from tests.discord.world import (
    Channel,
    CommandType,
    Interaction,
    InteractionType,
    StoredMessage,
    User,
)

SOMEBODY: Final = "Nora"  # who does what nobody is named for
_NOTHING: Final[Mapping[str, Given]] = {}


class People:
    """Everything that a test can have people do; `by` is who does it.

    People are known by their names, and come into a guild when they first do something there.

    Args:
        state: What exists, and who is told.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    # Talking

    def say(self, channel_id: int, by: str, text: str, *, reply_to: int | None = None) -> int:
        """Somebody writes into a channel; the message's id."""
        channel = self._state.channels[channel_id]
        answered = None if reply_to is None else channel.messages[reply_to]
        return keep(
            self._state, channel, self._who(channel, by), {"content": text}, reply_to=answered
        ).id

    def upload(self, name: str, content: bytes, *, kind: str = "application/octet-stream") -> int:
        """Somebody picks a file for a command or a modal; its id."""
        return self._state.keep_file(name, content, kind).id

    # Using what the bot offers; see `offers.py` for what is not on offer.

    def command(
        self,
        channel_id: int,
        name: str,
        options: Mapping[str, Given] = _NOTHING,
        *,
        by: str = SOMEBODY,
    ) -> Interaction:
        """Somebody sends a slash command, such as `feeds add`.

        People, roles, channels and files are given as options by their ids.
        """
        channel = self._state.channels[channel_id]
        data = offers.slash_command(self._state, channel.guild_id, name, options, focused=None)
        return self._do(InteractionType.COMMAND, channel, self._who(channel, by), data)

    def autocomplete(
        self,
        channel_id: int,
        name: str,
        focused: str,
        options: Mapping[str, Given],
        *,
        by: str = SOMEBODY,
    ) -> Interaction:
        """Somebody types one option of a slash command; what it reads so far is among them."""
        channel = self._state.channels[channel_id]
        data = offers.slash_command(self._state, channel.guild_id, name, options, focused=focused)
        return self._do(InteractionType.AUTOCOMPLETE, channel, self._who(channel, by), data)

    def message_menu(self, message: StoredMessage, name: str, *, by: str = SOMEBODY) -> Interaction:
        """Somebody picks a command from the menu of a message."""
        channel = self._state.channels[message.channel_id]
        return self._pick(channel, CommandType.MESSAGE, name, message.id, by)

    def person_menu(
        self, channel_id: int, person: str, name: str, *, by: str = SOMEBODY
    ) -> Interaction:
        """Somebody picks a command from the menu of a person."""
        channel = self._state.channels[channel_id]
        target = self._who(channel, person)
        return self._pick(channel, CommandType.PERSON, name, target.id, by)

    def press(self, message: StoredMessage, custom_id: str, *, by: str = SOMEBODY) -> Interaction:
        """Somebody presses a button."""
        return self._touch(message, offers.component(self._state, message, custom_id, None), by)

    def choose(
        self, message: StoredMessage, custom_id: str, *values: str | int, by: str = SOMEBODY
    ) -> Interaction:
        """Somebody chooses in a menu: its values, or ids of people, roles, channels."""
        return self._touch(message, offers.component(self._state, message, custom_id, values), by)

    def submit(self, asked: Interaction, fields: Mapping[str, Given]) -> Interaction:
        """Whoever was shown a modal sends it. Fields that are not named stay as they were."""
        return self._do(
            InteractionType.MODAL,
            asked.channel,
            asked.user,
            offers.modal(asked, fields),
            pressed_on=asked.pressed_on,
            opened_by=asked,
        )

    # What is there to see

    def whispers(self, channel_id: int, to: str) -> list[StoredMessage]:
        """The bot's answers in a channel that one person alone sees, oldest first."""
        whispers = self._state.channels[channel_id].whispers.values()
        return [one for one in whispers if one.seen_by is not None and one.seen_by.name == to]

    # Inside

    def _who(self, channel: Channel, name: str) -> User:
        return self._state.member(self._state.guilds[channel.guild_id], name).user

    def _pick(
        self, channel: Channel, kind: CommandType, name: str, target_id: int, by: str
    ) -> Interaction:
        data = offers.menu_command(self._state, channel.guild_id, kind, name, target_id)
        return self._do(InteractionType.COMMAND, channel, self._who(channel, by), data)

    def _touch(self, message: StoredMessage, data: dict[str, Any], by: str) -> Interaction:
        channel = self._state.channels[message.channel_id]
        if message.id not in channel.messages | channel.whispers:
            raise LookupError("the message is gone")
        who = self._who(channel, by)
        if message.seen_by is not None and message.seen_by != who:
            raise LookupError(f"{by} does not see the message")
        return self._do(InteractionType.COMPONENT, channel, who, data, pressed_on=message)

    def _do(
        self,
        kind: InteractionType,
        channel: Channel,
        who: User,
        data: dict[str, Any],
        *,
        pressed_on: StoredMessage | None = None,
        opened_by: Interaction | None = None,
    ) -> Interaction:
        told = Interaction(
            id=self._state.new_id(),
            token=uuid4().hex,
            type=kind,
            channel=channel,
            user=who,
            at=self._state.clock(),
            data=data,
            pressed_on=pressed_on,
            opened_by=opened_by,
        )
        self._state.interactions[told.token] = told
        self._state.announce(interactions.event(self._state, told))
        return told
