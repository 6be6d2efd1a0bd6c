"""Asking on Discord: how soon the first words show, and how long a burst of questions takes.

Run it as `.venv/bin/python benchmarks/asking.py`. The whole bot on SQLite, the simulated Discord,
the scripted model and the newsstand, all in one process: what is measured is the most it can be.
"""

import asyncio
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import structlog

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the simulated Discord of the tests

from bot.storage import migrate
from tests.discord.server import simulated_discord
from tests.fronts.discord.station import Station, open_station
from tests.model.answerer import answerer
from tests.model.scribe import scribe
from tests.model.script import Prompt, Reply
from tests.model.server import ScriptedModel
from tests.newsstand.stand import Newsstand

QUESTION: Final = "What will the rebuilding of the tram depot cost?"
TRUE: Final = "The work will cost 100 million crowns {100 million}."
ASKED: Final = 20  # questions, one after the other
THINKING: Final = 0.3  # seconds until the model's first word
PLACES: Final = 20  # of the burst
EACH: Final = 10  # questions there
GLANCE: Final = 0.005  # seconds

cards, answers = scribe(), answerer(TRUE, hang=THINKING, trickle=0.1)


def say(prompt: Prompt) -> Reply:
    """Cards as they should be; answers word by word."""
    return answers(prompt) if "[question] " in prompt.user else cards(prompt)


def shown(station: Station, channel: int) -> list[str]:
    """What stands in a channel."""
    return [each.payload.get("content", "") for each in station.discord.messages(channel)]


def is_there(station: Station, channel: int, words: str) -> bool:
    """Whether the newest message of a channel has these words."""
    return words in shown(station, channel)[-1]


def is_asked(model: ScriptedModel, known: int) -> bool:
    """Whether the model has been asked more than it was known to be."""
    return len(model.prompts) > known


async def when(happened: Callable[[], object]) -> float:
    """The moment at which something has happened."""
    while not happened():  # noqa: ASYNC110 - nobody tells of it
        await asyncio.sleep(GLANCE)
    return time.monotonic()


async def first_words(station: Station, channel: int, model: ScriptedModel) -> None:
    """From the model's first word to its first word on Discord, and from its last to the answer."""
    waits, ends = [], []
    me = station.discord.bot_id
    for number in range(ASKED):
        known = len(model.prompts)
        station.discord.say(channel, f"Reader {number}", f"<@{me}> {QUESTION}")
        await when(partial(is_asked, model, known))
        seen = await when(partial(is_there, station, channel, "The work"))
        spoke = model.prompts[-1].at + THINKING  # the call before it made the question whole
        done = await when(partial(is_there, station, channel, "[1]"))
        waits.append(seen - spoke)
        ends.append(done - spoke)
    print(row("first words on Discord after the model's first", waits))
    print(row("the checked answer after the model's first word", ends))


async def burst(station: Station, _channel: int) -> None:
    """Two hundred questions at once, in two guilds, answered in the articles' words."""
    me, second = station.discord.bot_id, station.discord.add_guild("Second")
    lounges = [
        station.channel(f"burst-{n}", station.guild_id if n % 2 else second) for n in range(PLACES)
    ]
    began = time.monotonic()
    for number in range(EACH):
        for lounge in lounges:
            station.discord.say(lounge, f"{number} of {lounge}", f"<@{me}> {QUESTION}")
    made = ("no model was asked", "does not say")

    def done() -> bool:
        there = (said for each in lounges for said in shown(station, each))
        return sum(any(words in said for words in made) for said in there) == PLACES * EACH

    took = await when(done) - began
    print(f"{PLACES * EACH} questions at once, {PLACES} channels: {took:.1f} s")


def row(name: str, seconds: list[float]) -> str:
    """A line of the table."""
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"{name:<50} p50 {statistics.median(seconds):.2f} s   p95 {p95:.2f} s"


async def measured(folder: str, work: Callable[..., Any], model: ScriptedModel | None) -> None:
    """A station with one card, for one measurement."""
    url = f"sqlite:///{folder}/{'model' if model else 'plain'}.db"
    await migrate(url)
    async with (
        Newsstand() as stand,
        simulated_discord() as discord,
        open_station(url, discord, stand, model=model, questions_person_hour=None) as station,
    ):
        channel = station.channel()
        await station.publish(channel, 1)
        await station.posted(channel, 1)
        await when(lambda: station.publisher.connected and discord.commands)
        await (work(station, channel, model) if model else work(station, channel))


async def main() -> None:
    """Measure both."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        async with ScriptedModel().always(say) as model:
            await measured(folder, first_words, model)
        await measured(folder, burst, None)


if __name__ == "__main__":
    asyncio.run(main())
