"""`newsdesk run` with a model: killed between any two steps, it does again what was not done."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.app import utc_now
from bot.news import ChannelId
from bot.newsroom.writing import AWAY
from bot.storage import Storage, open_storage
from tests.discord.faults import Fault
from tests.discord.server import SimulatedDiscord, discord_in_thread
from tests.discord.world import StoredMessage
from tests.fiction import headline, lay_out
from tests.model.scribe import having, scribe
from tests.model.script import refusal
from tests.model.server import ScriptedModel, model_in_thread
from tests.newsstand.stand import Newsstand
from tests.program import Program, wait_for
from tests.warm import Nursery, warm_program

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
ROOMY = {f"POST {MESSAGES}": (1_000, 1.0), f"PATCH {MESSAGE}": (1_000, 1.0)}

ARTICLES = 6
KILLS = 2
BETTER = "Alderhaven council approves tram depot plan"
HOUR = timedelta(hours=1)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class House:
    """All that a run needs, and the one channel that it posts to."""

    database: str
    discord: SimulatedDiscord
    model: ScriptedModel
    program: Nursery
    environment: Mapping[str, str]
    log: Path
    channel: int

    def start(self) -> int:
        return self.program.start(["run"], self.environment, self.log)

    def kill(self, run: int) -> None:
        os.kill(run, signal.SIGKILL)
        assert self.program.ended() == -signal.SIGKILL

    def stop(self, run: int) -> None:
        os.kill(run, signal.SIGTERM)
        assert self.program.ended() == 0

    @property
    def messages(self) -> list[StoredMessage]:
        return self.discord.messages(self.channel)

    @property
    def titles(self) -> list[str]:
        return [str(each.payload["embeds"][0]["title"]) for each in self.messages]

    def stored(self, ask: Callable[[Storage], Awaitable[T]]) -> T:
        """What the store says."""

        async def answer() -> T:
            async with open_storage(self.database) as storage:
                return await ask(storage)

        return asyncio.run(answer())


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    with (
        discord_in_thread(limits=ROOMY) as discord,
        model_in_thread() as model,
        warm_program() as program,
    ):
        settings = {
            "DATABASE_URL": database_url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "OPENAI_BASE_URL": model.url,
            "OPENAI_MODEL": "scribe",
            "NEWSDESK_MODEL_AT_ONCE": "1",
            "NEWSDESK_FIRST_POLL_SHOWS": str(ARTICLES),
            "NEWSDESK_HEALTH": "off",
            "NEWSDESK_HEARTBEAT": "1",
        }
        environment = Program(tmp_path, settings).environment
        channel = discord.add_channel(discord.add_guild("Harbour watchers"), "news")
        log = tmp_path / "log"
        yield House(database_url, discord, model, program, environment, log, channel)
        assert discord.problems == []


def follow(house: House, url: str) -> None:
    async def subscribe(storage: Storage) -> None:
        feed = await storage.add_feed(url, now=utc_now())
        await storage.subscribe(feed.id, ChannelId(house.channel), guild_id=None, now=utc_now())

    house.stored(subscribe)


def owed(house: House) -> tuple[int, int]:
    """Cards, and edits, that are still to be made."""

    async def ask(storage: Storage) -> tuple[int, int]:
        edits = await storage.edits_owed(ChannelId(house.channel), utc_now() + HOUR)
        return (await storage.counts()).owed, len(edits)

    return house.stored(ask)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_killed_between_an_answer_and_its_saving_it_asks_again_and_posts_once(
    house: House, stand: Newsstand
) -> None:
    follow(house, lay_out(stand, ARTICLES))
    house.model.always(scribe(wait=0.05))
    dice = random.Random(20261123)  # noqa: S311 - a repeatable choice of moments

    for _ in range(KILLS):
        asked = len(house.model.prompts)
        run = house.start()
        wait_for(lambda: len(house.model.prompts) > asked, "a question")  # noqa: B023 - called here
        time.sleep(dice.uniform(0.0, 0.15))
        house.kill(run)
    run = house.start()
    wait_for(lambda: len(house.messages) == ARTICLES and owed(house)[0] == 0, "the last card")
    house.stop(run)

    assert house.titles == [headline(number) for number in range(ARTICLES)]
    # One answer may be on its way to the store while the next is on its way from the model.
    assert ARTICLES < len(house.model.prompts) <= ARTICLES + 2 * KILLS
    assert AWAY not in str([message.payload for message in house.messages])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_killed_before_and_after_an_edit_it_edits_one_message_and_asks_once(
    house: House, stand: Newsstand
) -> None:
    follow(house, lay_out(stand, 1))
    house.model.always(refusal(401, "come back later"))
    run = house.start()
    wait_for(lambda: house.titles == [headline(0)] and owed(house)[0] == 0, "the stand-in")
    house.kill(run)
    [stand_in] = house.messages
    told: dict[str, Any] = dict(stand_in.payload)

    come_back(house)
    house.discord.fault("PATCH", MESSAGE, Fault.LATE, times=1, delay=3.0)
    run = house.start()
    wait_for(lambda: house.titles == [BETTER], "the edit")
    house.kill(run)
    known = owed(house)
    run = house.start()
    wait_for(lambda: owed(house) == (0, 0), "a note of it")
    house.stop(run)

    [message] = house.messages
    edits = [each for each in house.discord.requests if each.method == "PATCH"]
    assert AWAY in str(told)
    assert AWAY not in str(message.payload)
    assert (message.id, known, len(edits)) == (stand_in.id, (0, 1), 2)
    assert len(house.model.prompts) == 2


def come_back(house: House) -> None:
    """The model is back, and it is time to ask it again."""

    async def make_due(storage: Storage) -> None:
        later = utc_now() + HOUR
        for story in await storage.stories_owed_summary(later, limit=10):
            for each in await storage.summaries_owed(story, later):
                if each.stand_in is not None:
                    await storage.put_off_summary(each.stand_in, utc_now())

    house.model.always(scribe(having(headline=BETTER)))
    house.stored(make_due)
