"""A whole bot on the simulated Discord, and moderators who set it up there."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from bot.news import ChannelId, Following
from bot.news.guilds import HERE
from bot.newsroom.desk import Desk
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import Interaction, StoredMessage
from tests.fiction import lay_out
from tests.fronts.discord.station import Station, open_station
from tests.newsstand.stand import Newsstand

MONA, NORA = "Mona", "Nora"  # a moderator, and a member


@dataclass(frozen=True)
class Shown:
    """What somebody saw at a moment; the message itself may show something else by now."""

    message: StoredMessage
    payload: dict[str, Any]


@dataclass
class Bureau:
    """A server with a channel, a moderator and a member."""

    station: Station
    channel: ChannelId

    @property
    def discord(self) -> SimulatedDiscord:
        return self.station.discord

    @property
    def desk(self) -> Desk:
        return self.station.bot.desk

    @property
    def stand(self) -> Newsstand:
        return self.station.stand

    def person(
        self, name: str, *, rights: int = 0, locale: str = "en-US", guild: int | None = None
    ) -> int:
        """Somebody comes to the server, with a role of these rights; the role's id."""
        guild_id = guild or self.station.guild_id
        role = self.discord.add_role(guild_id, f"{name}'s role", permissions=rights)
        self.discord.add_member(guild_id, name, role_ids=[role], locale=locale)
        return role

    async def use(
        self,
        command: str,
        options: Mapping[str, Any] | None = None,
        *,
        by: str = MONA,
        channel: int | None = None,
    ) -> Shown:
        """Somebody sends a command, and reads the whole answer."""
        place = channel or self.channel
        return await self.answer(self.discord.command(place, command, options or {}, by=by))

    async def press(self, shown: Shown, action: str, *, by: str = MONA) -> Shown:
        """Somebody presses the button for something on a panel; what they see then."""
        return await self.answer(self.discord.press(shown.message, part(shown, action), by=by))

    async def choose(self, shown: Shown, action: str, *values: str | int, by: str = MONA) -> Shown:
        """Somebody chooses in a menu of a panel; what they see then."""
        asked = self.discord.choose(shown.message, part(shown, action), *values, by=by)
        return await self.answer(asked)

    async def fill(self, asked: Interaction, fields: Mapping[str, Any]) -> Shown:
        """Somebody sends the form that an interaction opened; what they see then."""
        await self.discord.until(lambda: asked.callback, "a form")
        assert asked.callback
        assert asked.callback["type"] == 9
        return await self.answer(self.discord.submit(asked, fields))

    def opens(self, shown: Shown, action: str, *, by: str = MONA) -> Interaction:
        """Somebody presses a button that opens a form."""
        return self.discord.press(shown.message, part(shown, action), by=by)

    async def offered(
        self, command: str, option: str, typed: str = "", *, by: str = MONA, **others: str
    ) -> list[dict[str, Any]]:
        """What is offered to somebody who types an option."""
        asked = self.discord.autocomplete(
            self.channel, command, option, {option: typed, **others}, by=by
        )
        await self.discord.until(lambda: asked.callback, "choices")
        assert asked.callback
        return list(asked.callback["data"]["choices"])

    async def answer(self, asked: Interaction) -> Shown:
        """What an interaction comes to, when it has come: a panel, or words beside it."""
        before = asked.pressed_on and dict(asked.pressed_on.payload)

        def told() -> StoredMessage | None:
            if asked.followups:
                return asked.followups[-1]
            if asked.is_deferred or asked.original is None:
                return None
            if asked.original is asked.pressed_on and asked.original.payload == before:
                return None
            return asked.original

        await self.discord.until(told, "an answer")
        message = told()
        assert message
        assert message.seen_by == asked.user
        return Shown(message, deepcopy(message.payload))

    async def followings(self) -> list[Following]:
        """What is followed, seen from the machine."""
        return list(await self.desk.subscribing.followings(HERE))

    def feed(self, count: int = 3) -> str:
        """The address of a feed on the stand."""
        return lay_out(self.stand, count)


def part(shown: Shown, action: str) -> str:
    """The id of the component of a panel that does something, with its argument if named."""
    rows = shown.payload.get("components", ())
    ids = [str(each.get("custom_id", "")) for row in rows for each in row["components"]]
    name, _, argument = action.partition(":")
    wanted = re.compile(rf"nm:{name}:\d+" + (f":{argument}" if argument else "(:.*)?"))
    found = [each for each in ids if wanted.fullmatch(each)]
    if not found:
        raise LookupError(f"no {action} among {ids}")
    return found[0]


def text(shown: Shown | StoredMessage) -> str:
    """All words of a message: its own, its embeds', its components'."""
    payload = shown.payload
    parts = [str(payload.get("content") or "")]
    for embed in payload.get("embeds", ()):
        parts += [str(embed.get(name) or "") for name in ("title", "description")]
        parts += [f"{each['name']}: {each['value']}" for each in embed.get("fields", ())]
        parts.append(str((embed.get("footer") or {}).get("text", "")))
    for row in payload.get("components", ()):
        for each in row["components"]:
            parts += [str(each.get("label") or ""), str(each.get("placeholder") or "")]
            parts += [option["label"] for option in each.get("options", ())]
    return "\n".join(filter(None, parts))


@asynccontextmanager
async def open_bureau(url: str, **settings: Any) -> AsyncIterator[Bureau]:  # noqa: ANN401 - any setting
    """A bot on the air with a moderator and a member; nothing odd may have been sent to Discord."""
    async with (
        Newsstand() as stand,
        simulated_discord() as discord,
        open_station(url, discord, stand, **{"first_poll_shows": 1, **settings}) as station,
    ):
        bureau = Bureau(station, station.channel())
        bureau.person(MONA, rights=Permission.MANAGE_GUILD)
        bureau.person(NORA)
        await station.until(lambda: station.publisher.connected, "the gateway")
        await station.until(lambda: discord.commands, "the commands")
        yield bureau
        assert discord.problems == [], discord.problems
