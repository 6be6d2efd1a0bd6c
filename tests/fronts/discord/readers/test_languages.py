"""Each person is answered in their own language, and sees the commands described in it."""

from collections.abc import AsyncIterator
from typing import Any

import discord as discord_py
import pytest
from discord import app_commands

from bot.errors import DelayError, Refusal, SourceError, Trouble, UsageError
from bot.fronts.discord.escaping import size
from bot.fronts.discord.readers.acknowledging import CONTENT_LIMIT, trouble
from bot.fronts.discord.readers.registering import digest, register
from bot.fronts.discord.readers.sources import embeds
from bot.fronts.discord.readers.translating import told
from bot.fronts.words import LANGUAGES, words_for
from tests.discord.server import SimulatedDiscord
from tests.fronts.desk import HOSTILE, hostile_card
from tests.fronts.discord.newsroom import FakeNewsroom, Scene, on_air, scene

GERMAN, FRENCH = words_for("de"), words_for("fr")


@pytest.fixture
async def stage(discord: SimulatedDiscord) -> AsyncIterator[Scene]:
    async with scene(discord) as opened:
        opened.discord.add_member(opened.guild, "Greta", locale="de")
        opened.discord.add_member(opened.guild, "Ivo", locale="fr")
        yield opened


def tree() -> app_commands.CommandTree[discord_py.Client]:
    return app_commands.CommandTree(discord_py.Client(intents=discord_py.Intents.none()))


def registered(stage: Scene, guild: int | None = None) -> dict[str, Any]:
    return {one["name"]: one for one in stage.discord.commands.get(guild, [])}


async def test_everybody_is_answered_in_their_own_language(stage: Scene) -> None:
    card = await stage.card()

    german = await stage.told(stage.discord.press(card, "nd:good", by="Greta"))
    french = await stage.told(stage.discord.press(card, "nd:good", by="Ivo"))

    assert german == GERMAN("opinion-thanks")
    assert french == FRENCH("opinion-thanks")


async def test_a_form_is_in_the_language_of_whoever_opens_it(stage: Scene) -> None:
    form = await stage.modal(stage.discord.press(await stage.card(), "nd:bad", by="Greta"))

    [label] = form["components"]
    assert form["title"] == GERMAN("form-reason-title")
    assert (label["label"], label["description"]) == (
        GERMAN("form-reason"),
        GERMAN("form-reason-hint"),
    )


async def test_a_refusal_is_in_the_language_of_whoever_is_refused(stage: Scene) -> None:
    stage.newsroom.trouble = Refusal("asking-too-many", most=5)
    asked = stage.discord.command(stage.channel, "ask", {"question": "Warum?"}, by="Greta")

    assert await stage.told(asked) == GERMAN("asking-too-many", most=5)


async def test_what_everybody_sees_is_english(stage: Scene) -> None:
    card = await stage.card()

    labels = [one.get("label") for one in card.payload["components"][0]["components"]]
    assert labels[:2] == ["Ask", "Sources"]


async def test_commands_are_described_in_every_language(stage: Scene) -> None:
    known = registered(stage)

    ask = known["ask"]
    assert ask["description"] == words_for(None)("command-ask")
    assert ask["description_localizations"] == {
        "de": GERMAN("command-ask"),
        "fr": FRENCH("command-ask"),
    }
    assert not ask.get("name_localizations")
    [question, _] = ask["options"]
    assert question["name_localizations"]["de"] == "frage"
    assert question["description_localizations"]["fr"] == FRENCH("command-ask-question")
    assert known["Ask about this"]["name_localizations"]["de"] == GERMAN("menu-ask-about")


async def test_another_translation_is_another_digest() -> None:
    digests = []
    for message in ("command-ask", "command-privacy"):
        commands, said = tree(), app_commands.locale_str("The same", message=message)
        commands.add_command(app_commands.Group(name="news", description=said))
        digests.append(await digest(commands, application_id=1))

    assert len(set(digests)) == 2


async def test_a_description_is_said_by_the_catalogue() -> None:
    description = told("command-ask")

    assert str(description) == words_for(None)("command-ask")
    with pytest.raises(LookupError):
        told("command-of-nobody")


async def test_while_they_are_made_commands_are_known_in_some_guilds_alone(
    discord: SimulatedDiscord,
) -> None:
    guild = discord.add_guild("Workshop")
    channel, room = discord.add_channel(guild, "trials"), FakeNewsroom()
    async with on_air(discord, room) as client:
        discord._state.commands.clear()
        before = room.digest

        for _ in range(2):
            await register(
                client._commands,  # type: ignore[attr-defined]  # it is one that listens
                room,
                application_id=discord.application_id,
                guilds=[guild],
            )

        assert set(discord.commands) == {guild}
        assert {one["name"] for one in discord.commands[guild]} == {
            "ask",
            "privacy",
            "Ask about this",
        }
        assert room.digest != before
        assert sum(each.method == "PUT" for each in discord.requests) == 2
        asked = discord.command(channel, "privacy erase", by="Nora")
        await discord.until(lambda: asked.original, "an answer")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Trouble)
def test_every_trouble_with_a_source_is_told_in_every_language(
    language: str, kind: Trouble
) -> None:
    words, url = words_for(language), "https://a_b.example/" + "x" * 3_000

    text = trouble(words, SourceError(url, "asks *us* for <@1>" + "!" * 9_000, kind))

    assert size(text) <= CONTENT_LIMIT
    assert "a\\_b.example" in text
    assert "<@1>" not in text


def test_what_a_refusal_names_is_shown_and_obeyed_by_nobody() -> None:
    words = words_for(None)

    told = trouble(words, Refusal("asking-page-unread", page="**x**", problem="<#12>"))

    assert told == "That page cannot be read: \\*\\*x\\*\\*: <#12>"


@pytest.mark.parametrize(
    ("error", "name"),
    [(DelayError("the database is away"), "trouble-away"), (ZeroDivisionError(), "trouble-fault")],
)
def test_what_a_reader_cannot_mend_is_said_without_details(error: Exception, name: str) -> None:
    assert trouble(GERMAN, error) == GERMAN(name)


def test_what_has_no_name_is_told_as_it_is() -> None:
    assert trouble(GERMAN, UsageError("name a word")) == "name a word"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_sources_fit_in_every_language(language: str, text: str) -> None:
    shown = embeds(words_for(language), hostile_card(text))

    assert all(1 <= size(each["description"]) <= 4_096 for each in shown)
    assert sum(size(each["title"]) + size(each["description"]) for each in shown) <= 6_000
