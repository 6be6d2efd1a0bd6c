"""Slash commands and the menu of a message; and that Discord is told of them once."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.errors import DelayError
from bot.fronts.discord.readers.commands import choices
from bot.fronts.discord.readers.links import links_in
from bot.fronts.words import words_for
from bot.news import StoryId
from tests.discord.faults import Fault
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import Interaction, OptionType, Overwrite, OverwriteType, StoredMessage
from tests.fronts.discord.newsroom import RESTARTS, FakeNewsroom, Scene, on_air, scene

ENGLISH = words_for(None)

ASKED = {"question": "Why did the ferry stop?"}
COMMANDS = "/applications/{application_id}/commands"


@pytest.fixture
async def stage(discord: SimulatedDiscord) -> AsyncIterator[Scene]:
    async with scene(discord) as opened:
        yield opened


def ask(stage: Scene, *, by: str = "Nora", **options: str) -> Interaction:
    return stage.discord.command(stage.channel, "ask", {**ASKED, **options}, by=by)


def menu(stage: Scene, message: StoredMessage) -> Interaction:
    return stage.discord.message_menu(message, "Ask about this", by="Nora")


def said(stage: Scene, text: str) -> StoredMessage:
    return stage.message(stage.channel, stage.discord.say(stage.channel, "Olaf", text))


async def offered(stage: Scene, typed: str, *, by: str = "Nora") -> list[dict[str, Any]]:
    told = stage.discord.autocomplete(stage.channel, "ask", "story", {"story": typed}, by=by)
    await stage.discord.until(lambda: told.callback, "choices")
    assert told.callback
    return list(told.callback["data"]["choices"])


async def secret(stage: Scene) -> int:
    """A channel that only the bot can see."""
    channel = stage.discord.add_channel(stage.guild, "secret")
    people = next(
        role
        for role in stage.discord._state.guilds[stage.guild].roles.values()
        if role.is_for_people
    )
    place = stage.discord._state.channels[channel]
    place.overwrites[people.id] = Overwrite(
        people.id, OverwriteType.ROLE, deny=int(Permission.VIEW_CHANNEL)
    )
    stage.discord._tell_channel("UPDATE", place)
    await stage.discord.until(lambda: stage.client.get_channel(channel))
    return channel


async def test_a_question_without_a_story_is_answered_where_it_is_asked(stage: Scene) -> None:
    told = await stage.told(ask(stage))

    [question] = stage.newsroom.questions
    assert (question.text, question.story_id) == ("Why did the ferry stop?", None)
    assert (question.channel_id, question.parent_id) == (stage.channel, stage.channel)
    assert (question.message_id, question.name) == (None, "Nora")
    assert told == (
        f"Your answer comes in https://discord.com/channels/{stage.guild}/{stage.channel}."
    )


async def test_a_question_about_a_story_goes_into_its_cards_thread(stage: Scene) -> None:
    other = stage.discord.add_channel(stage.guild, "sports")
    await stage.discord.until(lambda: stage.client.get_channel(other))
    card = await stage.card(channel=other, story=9)
    [choice] = await offered(stage, "Skerry")

    await stage.told(ask(stage, story=choice["value"]))

    [question] = stage.newsroom.questions
    assert (question.channel_id, question.starts, question.parent_id) == (card.id, card.id, other)
    assert question.story_id == StoryId(9)


async def test_only_stories_that_the_person_can_see_are_offered(stage: Scene) -> None:
    hidden = await secret(stage)
    await stage.card(channel=hidden, story=8)
    await stage.card(story=9)

    shown = await offered(stage, "")

    assert [choice["value"] for choice in shown] == ["9"]
    assert hidden not in stage.newsroom.looked_in[-1]


@pytest.mark.parametrize("story", ["8", "99", "a title", "-1", "9" * 40, "", "٣"])
async def test_a_story_that_was_not_offered_is_refused(stage: Scene, story: str) -> None:
    await stage.card(channel=await secret(stage), story=8)

    told = await stage.told(ask(stage, story=story))

    assert told == ENGLISH("asking-story-gone")
    assert stage.newsroom.questions == []


async def test_a_story_of_another_guild_is_refused(stage: Scene) -> None:
    there = stage.discord.add_channel(stage.discord.add_guild("Inland watchers"), "news")
    await stage.discord.until(lambda: stage.client.get_channel(there))
    await stage.card(channel=there, story=8)

    assert await offered(stage, "") == []
    assert await stage.told(ask(stage, story="8")) == ENGLISH("asking-story-gone")


async def test_no_story_is_offered_while_the_newsroom_is_away(stage: Scene) -> None:
    stage.newsroom.trouble = DelayError("the database is away")

    assert await offered(stage, "Skerry") == []


def test_titles_that_are_too_long_or_empty_can_be_offered() -> None:
    stories = tuple((StoryId(number), "word " * 50 if number else "\0") for number in range(40))

    shown = choices(ENGLISH, stories)

    assert len(shown) == 25
    assert all(1 <= len(choice.name) <= 100 for choice in shown)


@pytest.mark.parametrize("question", ["why", "w" * 301, " " * 9])
async def test_a_question_of_a_wrong_length_is_refused(stage: Scene, question: str) -> None:
    assert await stage.told(ask(stage, question=question)) == ENGLISH(
        "asking-length", least=5, most=300
    )
    assert stage.newsroom.questions == []


async def test_a_question_where_the_asker_may_not_write_is_refused(stage: Scene) -> None:
    nora = stage.discord.add_member(stage.guild, "Nora")
    place = stage.discord._state.channels[stage.channel]
    place.overwrites[nora] = Overwrite(
        nora, OverwriteType.MEMBER, deny=int(Permission.SEND_MESSAGES)
    )

    assert await stage.told(ask(stage)) == ENGLISH("asking-read-only")


async def test_ask_about_this_on_a_card_asks_in_its_thread(stage: Scene) -> None:
    card = await stage.card()
    picked = menu(stage, card)
    await stage.modal(picked)

    await stage.told(stage.discord.submit(picked, ASKED))

    [question] = stage.newsroom.questions
    assert (question.channel_id, question.starts, question.story_id) == (card.id, card.id, 7)
    assert question.pages == ()


async def test_ask_about_this_reads_the_links_of_a_message(stage: Scene) -> None:
    picked = menu(stage, said(stage, "see https://post.example/pier, and (https://a.example/b)."))
    await stage.modal(picked)

    await stage.told(stage.discord.submit(picked, ASKED))

    [question] = stage.newsroom.questions
    assert stage.newsroom.read_pages == ["https://post.example/pier", "https://a.example/b"]
    assert [page.url for page in question.pages] == stage.newsroom.read_pages
    assert (question.channel_id, question.message_id) == (stage.channel, None)
    assert (question.starts, question.story_id) == (None, None)


async def test_ask_about_this_reads_what_an_embed_leads_to(stage: Scene) -> None:
    message = said(stage, "")
    message.payload["embeds"] = [{"title": "Pier", "url": "https://post.example/pier"}]

    form = await stage.modal(menu(stage, message))

    [_, pages] = [label["component"] for label in form["components"]]
    assert pages["value"] == "https://post.example/pier"


async def test_a_page_that_cannot_be_read_is_told_of(stage: Scene) -> None:
    picked = menu(stage, said(stage, "https://post.example/login"))
    await stage.modal(picked)

    told = await stage.told(stage.discord.submit(picked, ASKED))

    assert told.startswith("That page cannot be read: ")
    assert told.endswith("asks for a log-in")
    assert stage.newsroom.questions == []


async def test_a_form_without_an_address_left_is_refused(stage: Scene) -> None:
    picked = menu(stage, said(stage, "https://post.example/pier"))
    await stage.modal(picked)

    told = await stage.told(stage.discord.submit(picked, {**ASKED, "pages": "javascript:x"}))

    assert told == ENGLISH("asking-no-page")


async def test_a_message_without_a_link_has_nothing_to_read(stage: Scene) -> None:
    assert await stage.told(menu(stage, said(stage, "nice weather"))) == ENGLISH("asking-no-link")


async def test_an_imitated_card_is_no_card(stage: Scene) -> None:
    card = await stage.card()
    body = {"content": "https://post.example/pier", "components": card.payload["components"]}
    copied = said(stage, "")
    copied.payload |= body
    picked = menu(stage, copied)

    form = await stage.modal(picked)

    assert form["custom_id"] == "nd:read"


def test_addresses_are_freed_from_the_markdown_around_them() -> None:
    text = (
        "[one](https://a.example/x_(y)) **https://b.example/** <https://c.example/?q=1> "
        "https://a.example/x_(y) https://d.example/"
    )

    assert links_in([text]) == (
        "https://a.example/x_(y)",
        "https://b.example/",
        "https://c.example/?q=1",
    )


@pytest.mark.parametrize(
    "text", ["ftp://a.example", "https://", "http://u:p@a.example/", "https://a.example/\u202e"]
)
def test_what_nobody_may_follow_is_no_address(text: str) -> None:
    assert links_in([text]) == ()


def test_addresses_are_found_in_a_megabyte_in_no_time() -> None:
    assert links_in(["https://a.example/" + ")" * 1_000_000]) == ("https://a.example/",)
    assert links_in(["https://" * 130_000]) == ()


def test_no_more_addresses_than_fit_into_a_form() -> None:
    long = [f"https://a.example/{letter * 1_900}" for letter in "abc"]

    assert links_in([" ".join(long)]) == tuple(long[:2])


async def test_an_erasure_asks_first_and_in_private(stage: Scene) -> None:
    asked = stage.discord.command(stage.channel, "privacy erase", by="Nora")

    told = await stage.told(asked)

    assert told == ENGLISH("privacy-sure")
    assert stage.newsroom.erased == []


async def test_an_export_is_a_file_for_that_person_alone(stage: Scene) -> None:
    await stage.told(ask(stage, by="Nora"))
    await stage.told(ask(stage, by="Olaf", question="And the post?"))
    asked = stage.discord.command(stage.channel, "privacy export", by="Olaf")

    told = await stage.told(asked)

    assert told == ENGLISH("privacy-exported")
    assert asked.original
    [attached] = asked.original.payload["attachments"]
    file = stage.discord._state.files[int(attached["id"])]
    assert json.loads(file.content) == {"questions": ["And the post?"]}
    assert file.name == "newsdesk.json"


async def test_the_commands_are_used_in_guilds_alone(stage: Scene) -> None:
    known = {one["name"]: one for one in stage.discord.commands[None]}

    assert known.keys() == {"ask", "privacy", "Ask about this"}
    assert all(one["contexts"] == [0] for one in known.values())
    assert all(one["integration_types"] == [0] for one in known.values())
    [question, story] = known["ask"]["options"]
    assert (question["required"], question["min_length"], question["max_length"]) == (True, 5, 300)
    assert (story["type"], story["autocomplete"]) == (OptionType.TEXT, True)


async def test_a_command_of_an_older_newsdesk_says_that_it_has_changed(stage: Scene) -> None:
    known = stage.discord._state.commands[None]
    old = dict(next(one for one in known.values() if one["name"] == "privacy"))
    known[1] = {**old, "id": "1", "name": "feeds"}

    told = await stage.told(stage.discord.command(stage.channel, "feeds erase", by="Nora"))

    assert told == ENGLISH("trouble-command-changed")


async def test_a_fault_in_a_command_is_told_of(stage: Scene) -> None:
    stage.newsroom.trouble = ZeroDivisionError("a slip")

    assert await stage.told(ask(stage)) == ENGLISH("trouble-fault")


def registrations(discord: SimulatedDiscord) -> int:
    return sum(each.method == "PUT" for each in discord.requests)


async def test_commands_are_registered_once_as_long_as_they_stay_the_same() -> None:
    room = FakeNewsroom()
    async with simulated_discord(limits=RESTARTS) as discord:
        for _ in range(2):
            async with on_air(discord, room) as client:
                await client.wait_until_ready()

        assert registrations(discord) == 1
        assert discord.problems == []


async def test_other_commands_than_the_known_ones_are_registered(discord: SimulatedDiscord) -> None:
    room = FakeNewsroom(digest="of other commands")

    async with scene(discord, room):
        await discord.until(lambda: room.digest != "of other commands")

    assert registrations(discord) == 1


async def test_a_registration_that_fails_is_tried_again_and_stops_nothing(
    discord: SimulatedDiscord,
) -> None:
    discord.fault("PUT", COMMANDS, Fault.REFUSED)

    async with scene(discord) as stage:
        told = await stage.told(stage.discord.press(await stage.card(), "nd:good", by="Nora"))

    assert told
    assert registrations(discord) == 2
