"""Posted cards are edited in place when the model is back: real sockets, both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.app import utc_now
from bot.news import ChannelId
from bot.newsroom.writing import AWAY
from tests.discord.faults import Fault
from tests.discord.limits import ROUTES
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import StoredMessage
from tests.fronts.discord.station import Station, open_station
from tests.model.scribe import having, scribe
from tests.model.script import Reply, refusal
from tests.model.server import ScriptedModel
from tests.newsstand.stand import Newsstand

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
ROOMY = {**ROUTES, f"POST {MESSAGES}": (1_000, 1.0), f"PATCH {MESSAGE}": (1_000, 1.0)}

AWAY_FOR_NOW = refusal(401, "come back later")  # the one trouble that is not asked about twice
OWN = "Alderhaven council approves tram depot plan number 0"
BETTER = "Alderhaven council approves tram depot plan"
BACK = scribe(having(headline=BETTER))


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel().always(AWAY_FOR_NOW) as model:
        yield model


@pytest.fixture
async def discord() -> AsyncIterator[SimulatedDiscord]:
    """A Discord that must have nothing to object to what it was asked."""
    async with simulated_discord(limits=ROOMY) as discord:
        yield discord
        assert discord.problems == []


@pytest.fixture
async def station(
    database_url: str, discord: SimulatedDiscord, stand: Newsstand, model: ScriptedModel
) -> AsyncIterator[Station]:
    async with open_station(database_url, discord, stand, model=model) as station:
        yield station


async def stand_in_of(station: Station, channel: ChannelId) -> StoredMessage:
    """Publish an article while the model is away; its message."""
    await station.publish(channel, 1)
    await station.posted(channel, 1)
    [message] = station.discord.messages(channel)
    assert AWAY in str(message.payload["embeds"])
    return message


async def come_back(station: Station, model: ScriptedModel) -> None:
    """The model is back, and it is time to ask it again."""
    model.always(BACK)
    storage, later = station.bot.storage, utc_now() + timedelta(hours=1)
    for story in await storage.stories_owed_summary(later, limit=10):
        for owed in await storage.summaries_owed(story, later):
            if owed.stand_in is not None:
                await storage.put_off_summary(owed.stand_in, utc_now())
    await station.look()


async def edited(station: Station, channel: ChannelId) -> StoredMessage:
    """The one message of a channel, once it shows what the model wrote."""
    await station.until(lambda: station.titles(channel) == [BETTER], "the better card")

    async def settled() -> bool:
        return await debts(station, channel) == 0

    await station.until(settled, "a note of it")
    [message] = station.discord.messages(channel)
    return message


async def debts(station: Station, channel: ChannelId) -> int:
    """Edits that a channel is owed, those put off included."""
    later = utc_now() + timedelta(hours=1)
    return len(await station.bot.storage.edits_owed(channel, later))


def edits(station: Station) -> int:
    return sum(request.method == "PATCH" for request in station.discord.requests)


async def test_a_posted_card_is_edited_in_place(station: Station, model: ScriptedModel) -> None:
    channel = station.channel()
    posted = await stand_in_of(station, channel)

    await come_back(station, model)

    message = await edited(station, channel)
    assert message.id == posted.id
    assert AWAY not in str(message.payload["embeds"])
    assert edits(station) == 1


async def test_a_card_does_not_wait_for_a_model_that_hangs(
    sqlite_url: str, discord: SimulatedDiscord, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(Reply(wait=3_600))
    async with open_station(sqlite_url, discord, stand, model=model, model_wait=1.0) as station:
        channel = station.channel()

        await station.publish(channel, 3)

        assert await station.posted(channel, 3) == station.expected(3)
        notes = [str(each.payload) for each in discord.messages(channel)]
        assert all(AWAY in note for note in notes)


async def test_all_channels_of_all_guilds_are_edited_for_one_call(
    station: Station, model: ScriptedModel
) -> None:
    channels = [station.channel(f"news-{number}") for number in range(12)]
    for channel in channels[1:]:
        await station.follow(channel, station.stand.url("/feed.xml"))
    await stand_in_of(station, channels[0])
    for channel in channels[1:]:
        await station.posted(channel, 1)

    await come_back(station, model)

    for channel in channels:
        await edited(station, channel)
    assert len(model.prompts) == 2
    assert edits(station) == 12


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.ERROR_503])
async def test_a_broken_answer_to_an_edit_repeats_it_harmlessly(
    sqlite_url: str,
    discord: SimulatedDiscord,
    stand: Newsstand,
    model: ScriptedModel,
    fault: Fault,
) -> None:
    async with open_station(sqlite_url, discord, stand, model=model) as station:
        channel = station.channel()
        posted = await stand_in_of(station, channel)
        discord.fault("PATCH", MESSAGE, fault, times=1)

        await come_back(station, model)

        assert (await edited(station, channel)).id == posted.id
        assert edits(station) == 2


async def test_a_deleted_message_ends_the_debt(station: Station, model: ScriptedModel) -> None:
    channel = station.channel()
    posted = await stand_in_of(station, channel)
    station.discord.delete_message(channel, posted.id)

    await come_back(station, model)

    async def settled() -> bool:
        return edits(station) > 0 and await debts(station, channel) == 0

    await station.until(settled, "the end of the debt")
    assert station.discord.messages(channel) == []
    assert await station.closed_for(channel) == ""
    assert edits(station) == 1
