"""What the commands of the desk share: how they ask it, and how they say what came of it."""

import json
import sys
from collections.abc import Awaitable, Callable

from bot.app import open_desk_here
from bot.cli.base import DONE, at_once, console
from bot.fronts.local import SCREEN
from bot.fronts.outside import line
from bot.logs import set_up_logs
from bot.news import ChannelId
from bot.newsroom.desk import Desk
from bot.settings import load_settings

LARGEST_ID = 2**63 - 1  # that a database can compare
LONGEST = 200  # characters of a title, an address, a rule or a reason


def at_desk(work: Callable[[Desk], Awaitable[None]], *, learned: bool = False) -> None:
    """Do something with the same desk that moderators ask; `learned` as in `open_desk_here`."""
    settings = load_settings()
    set_up_logs(settings)

    async def working() -> int:
        async with open_desk_here(settings, learned=learned) as desk:
            await work(desk)
        return DONE

    at_once(working())


def say(text: str) -> None:
    """One answer for people, as it stands."""
    console().print(text, markup=False)


def write(answer: object) -> None:
    """One answer for programs: JSON on a line."""
    json.dump(answer, sys.stdout)
    sys.stdout.write("\n")


def named(title: str, url: str) -> str:
    """A feed by its title and address, or by its address alone."""
    told, address = line(title, LONGEST), line(url, LONGEST)
    return f"{told} ({address})" if told else address


def place(channel_id: ChannelId) -> str:
    """Where a card goes."""
    return "this screen" if channel_id == SCREEN else f"channel {channel_id}"
