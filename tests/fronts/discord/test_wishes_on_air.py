"""What moderators set holds for every card: summaries on request, threads never or always."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.news import HERE as ADMIN
from bot.news import ChannelId
from tests.discord.server import simulated_discord
from tests.discord.world import Interaction, StoredMessage
from tests.fiction import headline, lay_out
from tests.fronts.discord.station import Station, open_station
from tests.fronts.discord.test_threads import COST, answered, card_in, listening
from tests.model.scribe import scribe
from tests.model.script import refusal
from tests.model.server import ScriptedModel
from tests.newsstand.stand import Newsstand
from tests.storage.wishes import wish

REQUESTED = {"style": "headline", "summaries": "request"}


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel().always(scribe()) as model:
        yield model


@asynccontextmanager
async def wishing(
    url: str,
    stand: Newsstand,
    wishes: dict[str, Any],
    **more: Any,  # noqa: ANN401 - any setting
) -> AsyncIterator[tuple[Station, ChannelId]]:
    """A channel that wants its cards so, and has one of a tram depot."""
    async with simulated_discord() as discord, open_station(url, discord, stand, **more) as station:
        channel = station.channel()
        feed_id = await station.follow(channel, lay_out(stand, 1))
        await wish(url, **wishes)
        await station.poll(feed_id)
        await station.posted(channel, 1)
        await listening(station)
        yield station, channel
        assert discord.problems == []


async def whispered(station: Station, channel: int, to: str = "Nora") -> StoredMessage:
    """What is shown to one person alone, when it is there."""
    await station.until(lambda: station.discord.whispers(channel, to), f"words for {to}")
    return station.discord.whispers(channel, to)[-1]


def press(station: Station, channel: int, button: str, *, by: str = "Nora") -> Interaction:
    return station.discord.press(card_in(station, channel), f"nd:{button}", by=by)


# --- A summary on request ---


async def test_whoever_asks_is_shown_the_summary_alone_and_it_is_written_once(
    database_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    async with wishing(database_url, stand, REQUESTED, model=model) as (station, channel):
        before = dict(card_in(station, channel).payload)
        assert model.prompts == []

        for reader in ("Nora", "Ole", "Ida"):
            press(station, channel, "summary", by=reader)
        told = [await whispered(station, channel, each) for each in ("Nora", "Ole", "Ida")]
        await station.look()

        assert len(station.discord.messages(channel)) == 1
        assert card_in(station, channel).payload == before
    assert "description" not in before["embeds"][0]
    assert len(model.prompts) == 1
    embeds = [each.payload["embeds"] for each in told]
    assert embeds[0] == embeds[1] == embeds[2]
    summary, sources, points = embeds[0]
    assert summary["title"] == headline(0)
    assert summary["description"].count("\n- ") == 3
    assert "Summary by scribe" in summary["footer"]["text"]
    assert f"]({stand.url('/news/0.html')}" in sources["description"]
    assert "#:~:text=" in points["description"]


async def test_while_the_model_is_away_the_article_speaks_for_itself(
    sqlite_url: str, stand: Newsstand, model: ScriptedModel
) -> None:
    model.always(refusal(401, "come back later"))
    async with wishing(sqlite_url, stand, REQUESTED, model=model) as (station, channel):
        press(station, channel, "summary")
        told = await whispered(station, channel)

    footer = told.payload["embeds"][0]["footer"]["text"]
    assert "Summary in the words of the article: the model did not answer" in footer


async def test_an_article_with_nothing_to_sum_up_says_so_to_who_asks(
    sqlite_url: str, stand: Newsstand
) -> None:
    stand.page("/news/0.html", "<html><body>Log in</body></html>")
    lay_out(stand, 1, pages=False)
    async with simulated_discord() as discord, open_station(sqlite_url, discord, stand) as station:
        channel = station.channel()
        text = stand.body("/feed.xml").partition(b"<description>Coun")
        rest = text[2].partition(b"</description>")[2]
        url = stand.feed("/feed.xml", text[0] + b"<description></description>" + rest, etag='"e"')
        feed_id = await station.follow(channel, url)
        await wish(sqlite_url, **REQUESTED)
        await station.poll(feed_id)
        await station.posted(channel, 1)
        await listening(station)
        press(station, channel, "summary")
        told = await whispered(station, channel)

    assert "no more to say than the headline" in told.payload["content"]


async def test_a_card_that_is_no_longer_kept_has_no_summary(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with wishing(sqlite_url, stand, REQUESTED) as (station, channel):
        [feed] = await station.bot.storage.feeds()
        [wished] = await station.bot.storage.subscriptions_in([channel])
        await station.bot.storage.unfollow(ADMIN, wished.id, now=datetime.now(UTC))
        await station.bot.storage.remove_feed(feed.id)

        press(station, channel, "summary")
        told = await whispered(station, channel)

    assert "no longer keeps" in told.payload["content"]


# --- Threads ---


async def test_where_nobody_opens_threads_an_old_button_a_menu_and_a_story_say_so(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with wishing(sqlite_url, stand, {"threads": "question"}) as (station, channel):
        discord, card = station.discord, card_in(station, channel)
        offered = discord.autocomplete(channel, "ask", "story", {"question": COST, "story": "tram"})
        await discord.until(lambda: offered.callback)
        assert offered.callback is not None
        [choice] = offered.callback["data"]["choices"]
        form = press(station, channel, "ask", by="Ida")
        await discord.until(lambda: form.callback)
        await wish(sqlite_url, threads="never")

        press(station, channel, "ask", by="Nora")
        discord.message_menu(card, "Ask about this", by="Ole")
        discord.submit(form, {"question": COST})
        discord.command(channel, "ask", {"question": COST, "story": choice["value"]}, by="Mia")
        told = [await whispered(station, channel, each) for each in ("Nora", "Ole", "Ida", "Mia")]

    for each in told:
        assert "In this channel nobody opens threads" in each.payload["content"]
        assert "/ask without choosing a story" in each.payload["content"]


async def test_a_card_without_the_ask_button_is_still_known_as_a_card(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with wishing(sqlite_url, stand, {"threads": "never"}) as (station, channel):
        card = card_in(station, channel)
        assert "nd:ask" not in str(card.payload["components"])

        station.discord.message_menu(card, "Ask about this", by="Nora")
        told = await whispered(station, channel)

    assert "nobody opens threads" in told.payload["content"]


async def test_where_nobody_opens_threads_the_archive_can_still_be_asked(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with wishing(sqlite_url, stand, {"threads": "never"}) as (station, channel):
        station.discord.command(channel, "ask", {"question": COST}, by="Ole")
        answer = await answered(station, channel)

    assert "100 million crowns" in answer
