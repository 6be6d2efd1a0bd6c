"""A reader asks on Discord, in every way there is, and reads an answer with its proof."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.news import ChannelId
from tests.discord.faults import Fault
from tests.discord.server import simulated_discord
from tests.discord.state import Intent
from tests.discord.world import StoredMessage
from tests.fiction import page
from tests.fronts.discord.station import Station, open_station
from tests.model.answerer import answerer
from tests.model.scribe import scribe
from tests.model.script import Prompt, Reply
from tests.model.server import ScriptedModel
from tests.newsstand.stand import Newsstand

COST = "What will the rebuilding of the tram depot cost?"
UNTOLD = "How many astronauts orbit Jupiter in the purple submarine?"
TRUE = "The work will cost 100 million crowns {100 million}."
LIE = "The work will cost 900 million crowns {100 million}."


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@asynccontextmanager
async def on_discord(
    url: str,
    stand: Newsstand,
    *,
    privileged: Intent = Intent.NONE,
    **more: Any,  # noqa: ANN401 - any setting
) -> AsyncIterator[tuple[Station, ChannelId]]:
    """A channel of which everybody sees the one card, about a tram depot."""
    async with (
        simulated_discord(privileged=privileged) as discord,
        open_station(url, discord, stand, **more) as station,
    ):
        channel = station.channel()
        await station.publish(channel, 1)
        await station.posted(channel, 1)
        await listening(station)
        yield station, channel
        assert discord.problems == []


async def listening(station: Station) -> None:
    """The bot hears what people do, and they see its commands."""
    await station.until(lambda: station.publisher.connected, "the gateway")
    await station.until(lambda: station.discord.commands, "the commands")


def card_in(station: Station, channel: int) -> StoredMessage:
    return station.discord.messages(channel)[0]


def contents(station: Station, place: int) -> list[str]:
    """What stands in a channel or thread; nothing where there is none."""
    try:
        return [each.payload.get("content", "") for each in station.discord.messages(place)]
    except KeyError:
        return []


async def answered(station: Station, place: int, *, place_of: int = -1) -> str:
    """The answer in a place, when it is final."""
    made = ("no model was asked", "was checked against", "The coverage does not say")
    await station.until(
        lambda: any(words in (contents(station, place) or [""])[place_of] for words in made),
        f"an answer among {contents(station, place)}",
    )
    return contents(station, place)[place_of]


async def press_ask(station: Station, channel: int, question: str, *, by: str = "Nora") -> int:
    """Press the card's button, send the form; the thread's id."""
    card = card_in(station, channel)
    pressed = station.discord.press(card, "nd:ask", by=by)
    await station.discord.until(lambda: pressed.callback)
    station.discord.submit(pressed, {"question": question})
    return card.id


# --- Every way in ---


async def test_the_ask_button_opens_the_cards_thread_and_answers_there(
    database_url: str, stand: Newsstand
) -> None:
    async with on_discord(database_url, stand) as (station, channel):
        thread = await press_ask(station, channel, COST)
        answer = await answered(station, thread)

    assert answer.startswith(f"> **Nora** asks: {COST}")
    assert "100 million crowns" in answer
    assert f"[[1]]({stand.url('')}" in answer
    assert "#:~:text=" in answer


async def test_what_the_coverage_does_not_say_is_said_so(sqlite_url: str, stand: Newsstand) -> None:
    async with on_discord(sqlite_url, stand) as (station, channel):
        thread = await press_ask(station, channel, UNTOLD)
        answer = await answered(station, thread)

    assert "The coverage does not say." in answer


async def test_a_mention_and_a_reply_are_answered_as_replies(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with on_discord(sqlite_url, stand) as (station, channel):
        discord, me = station.discord, station.discord.bot_id
        mention = discord.say(channel, "Ole", f"<@{me}> {COST}")
        await answered(station, channel)
        reply = discord.say(
            channel, "Ole", f"<@{me}> {COST}", reply_to=card_in(station, channel).id
        )
        await station.until(lambda: len(discord.messages(channel)) == 5, "a second answer")
        await answered(station, channel)
        answers = [discord.messages(channel)[n].payload for n in (2, 4)]

    replied_to = [each["message_reference"]["message_id"] for each in answers]
    assert replied_to == [str(mention), str(reply)]


async def test_the_slash_command_answers_about_a_story_in_its_thread(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with on_discord(sqlite_url, stand) as (station, channel):
        elsewhere = station.channel("lounge")
        offered = station.discord.autocomplete(
            elsewhere, "ask", "story", {"question": COST, "story": "tram"}
        )
        await station.discord.until(lambda: offered.callback)
        assert offered.callback is not None
        [choice] = offered.callback["data"]["choices"]
        station.discord.command(
            elsewhere, "ask", {"question": COST, "story": choice["value"]}, by="Ole"
        )
        answer = await answered(station, card_in(station, channel).id)

    assert "100 million crowns" in answer


async def test_the_slash_command_answers_from_the_archive_where_it_was_used(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with on_discord(sqlite_url, stand) as (station, channel):
        station.discord.command(channel, "ask", {"question": COST}, by="Ole")
        answer = await answered(station, channel)

    assert "100 million crowns" in answer


async def test_a_message_with_a_link_is_read_and_asked_about(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with on_discord(sqlite_url, stand) as (station, _):
        lounge = station.channel("lounge")
        told = stand.page("/told-by-a-friend", page(0))
        station.discord.say(lounge, "Ole", f"Look: {told}")
        message = station.discord.messages(lounge)[0]
        picked = station.discord.message_menu(message, "Ask about this", by="Nora")
        await station.discord.until(lambda: picked.callback)
        station.discord.submit(picked, {"question": COST})
        answer = await answered(station, lounge)

    assert f"({told}#:~:text=" in answer


async def test_sources_are_shown_to_one_person(sqlite_url: str, stand: Newsstand) -> None:
    async with on_discord(sqlite_url, stand) as (station, channel):
        pressed = station.discord.press(card_in(station, channel), "nd:sources", by="Nora")
        await station.discord.until(lambda: station.discord.whispers(channel, "Nora"))

    assert pressed.callback is not None
    assert "Nora Quill" in str(station.discord.whispers(channel, "Nora")[-1].payload)


async def test_with_the_intent_a_thread_is_a_conversation(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with on_discord(
        sqlite_url, stand, hears_threads=True, privileged=Intent.MESSAGE_CONTENT
    ) as (station, channel):
        thread = await press_ask(station, channel, COST)
        await answered(station, thread)
        station.discord.say(thread, "Ole", "Who is the mayor of Alderhaven?")
        await station.until(lambda: len(contents(station, thread)) == 3, "a second answer")
        answer = await answered(station, thread)

    assert "Ilse Varga" in answer


# --- With a model ---


def writing(answer: str, **how: Any) -> ScriptedModel:  # noqa: ANN401 - any of a reply's
    """A model that writes cards as it should, and answers so."""
    cards, answers = scribe(), answerer(answer, **how)

    def say(prompt: Prompt) -> Reply:
        return answers(prompt) if "[question] " in prompt.user else cards(prompt)

    return ScriptedModel().always(say)


async def test_streamed_words_are_marked_until_they_are_checked(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with (
        writing(TRUE, trickle=0.4) as model,
        on_discord(sqlite_url, stand, model=model) as (station, channel),
    ):
        thread = await press_ask(station, channel, COST)
        await station.until(
            lambda: any("not checked yet" in each for each in contents(station, thread)),
            "streamed words",
        )
        answer = await answered(station, thread)

    assert "The work will cost 100 million crowns" in answer
    assert "not checked yet" not in answer


async def test_a_lie_is_never_final(sqlite_url: str, stand: Newsstand) -> None:
    async with (
        writing(LIE) as model,
        on_discord(sqlite_url, stand, model=model) as (station, channel),
    ):
        thread = await press_ask(station, channel, COST)
        answer = await answered(station, thread)

    assert "900 million" not in answer
    assert "The coverage does not say." in answer


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.LIMIT_ROUTE])
async def test_lost_answers_and_limits_of_discords_change_nothing_of_the_end(
    sqlite_url: str, stand: Newsstand, fault: Fault
) -> None:
    async with (
        writing(TRUE, trickle=0.2) as model,
        on_discord(sqlite_url, stand, model=model) as (station, channel),
    ):
        for _ in range(2):
            station.discord.fault("POST", "/channels/{channel_id}/messages", fault, delay=0.5)
            station.discord.fault(
                "PATCH", "/channels/{channel_id}/messages/{message_id}", fault, delay=0.5
            )
        thread = await press_ask(station, channel, COST)
        await answered(station, thread)

    assert len(contents(station, thread)) == 1


# --- Restarts, bursts, guilds ---


async def test_a_restart_in_the_middle_of_an_answer_finishes_it_in_its_place(
    database_url: str, stand: Newsstand
) -> None:
    async with writing(TRUE, hang=60.0) as model, simulated_discord() as discord:
        async with open_station(database_url, discord, stand, model=model) as station:
            channel = station.channel()
            await station.publish(channel, 1)
            await station.posted(channel, 1)
            await listening(station)
            thread = await press_ask(station, channel, COST)
            await station.until(lambda: contents(station, thread), "a first message")
            await station.until(
                lambda: any("[question] " in each.user for each in model.prompts), "a question"
            )
        model.always(writing_again)
        async with open_station(database_url, discord, stand, model=model) as station:
            answer = await answered(station, thread)

        assert "The work will cost 100 million crowns" in answer
        assert len(contents(station, thread)) == 1
        assert discord.problems == []


def writing_again(prompt: Prompt) -> Reply:
    return answerer(TRUE)(prompt)


async def test_two_hundred_questions_at_once_are_all_answered_in_order(
    sqlite_url: str, stand: Newsstand
) -> None:
    places, each_place = 20, 10
    async with on_discord(sqlite_url, stand) as (station, _):
        discord, me = station.discord, station.discord.bot_id
        second = discord.add_guild("Second")
        lounges = [
            station.channel(f"lounge-{n}", station.guild_id if n % 2 else second)
            for n in range(places)
        ]
        for number in range(each_place):
            for lounge in lounges:
                who = f"Reader {number} of {lounge}"
                discord.say(lounge, who, f"<@{me}> Question {number}: {COST}")
        await station.until(
            lambda: all(len(contents(station, each)) == 2 * each_place for each in lounges),
            "two hundred answers",
            patience=100,
        )
        for lounge in lounges:
            await answered(station, lounge)
        order = [
            [each.payload["message_reference"]["message_id"] for each in discord.messages(lounge)
             if "message_reference" in each.payload]
            for lounge in lounges
        ]  # fmt: skip

    assert all(asked == sorted(asked, key=int) for asked in order)
    assert {len(asked) for asked in order} == {each_place}


async def test_what_a_private_channel_follows_is_told_nowhere_else(
    sqlite_url: str, stand: Newsstand
) -> None:
    async with on_discord(sqlite_url, stand) as (station, _):
        discord, me = station.discord, station.discord.bot_id
        guild = discord.add_guild("Second")
        there = station.channel("elsewhere", guild)
        discord.say(there, "Ole", f"<@{me}> {COST}")
        answer = await answered(station, there)

    assert "100 million" not in answer
    assert "The coverage does not say." in answer


async def test_a_deleted_question_takes_its_answer_along(sqlite_url: str, stand: Newsstand) -> None:
    async with on_discord(sqlite_url, stand) as (station, channel):
        discord, me = station.discord, station.discord.bot_id
        message = discord.say(channel, "Ole", f"<@{me}> {COST}")
        await answered(station, channel)
        discord.delete_message(channel, message)
        await station.until(lambda: len(discord.messages(channel)) == 1, "the card alone")


async def test_erasing_deletes_what_stands_there(sqlite_url: str, stand: Newsstand) -> None:
    async with on_discord(sqlite_url, stand) as (station, channel):
        thread = await press_ask(station, channel, COST)
        await answered(station, thread)
        station.discord.command(channel, "privacy erase", by="Nora")
        await station.until(
            lambda: any(
                each.payload.get("components") for each in station.discord.whispers(channel, "Nora")
            ),
            "a question back",
        )
        asked = station.discord.whispers(channel, "Nora")[-1]
        [button] = asked.payload["components"][0]["components"][:1]
        station.discord.press(asked, button["custom_id"], by="Nora")
        await station.until(lambda: not contents(station, thread), "an empty thread")
