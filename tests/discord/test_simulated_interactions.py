"""Interactions of the simulated Discord: commands, buttons, modals, and what the bot answers."""

import discord as library
import pytest
from discord import app_commands

from tests.discord import interactions
from tests.discord.clients import Listener, Plain, connected
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import InteractionType, Reply


class Speaker(Listener):
    """A client with a few commands."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = app_commands.CommandTree(self)
        self.tree.command(description="Says a word")(say)
        self.tree.command(description="Thinks first")(think)
        self.tree.command(description="Asks back")(ask)
        self.tree.command(description="Shows a button")(show)
        group = app_commands.Group(name="feeds", description="What is followed")
        group.command(description="Adds a feed")(add)
        self.tree.add_command(group)

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def say(interaction: library.Interaction, word: str, times: int = 1) -> None:
    await interaction.response.send_message(word * times, ephemeral=True)
    await interaction.followup.send("And more.")


async def think(interaction: library.Interaction) -> None:
    await interaction.response.defer()
    await interaction.edit_original_response(content="Thought.")


async def known(_interaction: library.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current} Post", value="https://post.example/feed")]


@app_commands.autocomplete(url=known)
async def add(interaction: library.Interaction, url: str) -> None:
    await interaction.response.send_message(f"Added {url}")


class Form(library.ui.Modal, title="A question"):
    """A modal with one text field."""

    words: library.ui.TextInput["Form"] = library.ui.TextInput(label="Words", custom_id="words")

    async def on_submit(self, interaction: library.Interaction) -> None:
        await interaction.response.send_message(f"You asked: {self.words.value}")


async def ask(interaction: library.Interaction) -> None:
    await interaction.response.send_modal(Form(custom_id="form"))


class Buttons(library.ui.View):
    """A button that changes its message."""

    @library.ui.button(label="More", custom_id="more")
    async def more(
        self, interaction: library.Interaction, _button: "library.ui.Button[Buttons]"
    ) -> None:
        await interaction.response.edit_message(content="More.", view=None)


async def show(interaction: library.Interaction) -> None:
    await interaction.response.send_message("Press", view=Buttons())


async def test_a_command_is_registered_heard_and_answered(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        data = interactions.command("say", word="ho", times=2)
        told = discord.interact(channel_id, InteractionType.COMMAND, data)
        await discord.until(lambda: told.followups)

    registered = [one["name"] for one in discord.commands[None]]
    assert registered == ["say", "think", "ask", "show", "feeds"]
    assert told.original is not None
    assert told.original.payload["content"] == "hoho"
    assert told.acknowledged_after is not None
    # The first answer is seen by one person only, and stands in no history.
    assert discord.messages(channel_id) == told.followups


async def test_a_subcommand_is_found(discord: SimulatedDiscord, channel_id: int) -> None:
    async with connected(discord, Speaker()):
        data = interactions.command("feeds add", url="https://post.example/feed")
        told = discord.interact(channel_id, InteractionType.COMMAND, data)
        await discord.until(lambda: told.original)

    assert discord.messages(channel_id)[0].payload["content"] == "Added https://post.example/feed"


async def test_choices_are_offered_while_somebody_types(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        data = interactions.typing("feeds add", "url", url="Alder")
        told = discord.interact(channel_id, InteractionType.AUTOCOMPLETE, data)
        await discord.until(lambda: told.callback)

    assert told.callback is not None
    assert [one["name"] for one in told.callback["data"]["choices"]] == ["Alder Post"]


async def test_a_deferred_answer_becomes_a_message(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        data = interactions.command("think")
        told = discord.interact(channel_id, InteractionType.COMMAND, data)
        await discord.until(lambda: told.original)

    assert told.callback is not None
    assert told.callback["type"] == Reply.DEFERRED_MESSAGE
    assert [one.payload["content"] for one in discord.messages(channel_id)] == ["Thought."]


async def test_a_modal_is_shown_and_its_words_arrive(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        asked = discord.interact(channel_id, InteractionType.COMMAND, interactions.command("ask"))
        await discord.until(lambda: asked.callback)
        filled = interactions.submit("form", words="Why?")
        told = discord.interact(channel_id, InteractionType.MODAL, filled)
        await discord.until(lambda: told.original)

    assert asked.callback is not None
    assert asked.callback["type"] == Reply.MODAL
    assert discord.messages(channel_id)[0].payload["content"] == "You asked: Why?"


async def test_a_button_changes_its_message(discord: SimulatedDiscord, channel_id: int) -> None:
    async with connected(discord, Speaker()):
        shown = discord.interact(channel_id, InteractionType.COMMAND, interactions.command("show"))
        await discord.until(lambda: shown.original)
        (message,) = discord.messages(channel_id)
        press = interactions.press("more")
        told = discord.interact(channel_id, InteractionType.COMPONENT, press, message_id=message.id)
        await discord.until(lambda: told.callback)

    assert discord.messages(channel_id)[0].payload["content"] == "More."


@pytest.mark.parametrize(("late", "doubled", "code"), [(False, True, 40060), (True, False, 10062)])
async def test_an_answer_comes_in_time_and_once(late: bool, doubled: bool, code: int) -> None:  # noqa: FBT001 - parameters
    now = [1_800_000_000.0]
    async with simulated_discord(clock=lambda: now[0]) as discord, Plain.open(discord) as plain:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        press = interactions.press("more")
        told = discord.interact(channel_id, InteractionType.COMPONENT, press)
        now[0] += 3.5 if late else 0.5
        path = f"/interactions/{told.id}/{told.token}/callback"

        replies = [
            await plain.send("POST", path, {"type": Reply.DEFERRED_UPDATE})
            for _ in range(2 if doubled else 1)
        ]

    assert replies[-1].body["code"] == code


async def test_a_token_is_good_for_fifteen_minutes() -> None:
    now = [1_800_000_000.0]
    async with simulated_discord(clock=lambda: now[0]) as discord, Plain.open(discord) as plain:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        told = discord.interact(channel_id, InteractionType.COMMAND, interactions.command("x"))
        hook = f"/webhooks/{discord.application_id}/{told.token}"
        body = {"content": "Here"}

        early = await plain.send("POST", hook, body)
        callback = f"/interactions/{told.id}/{told.token}/callback?with_response=true"
        first = await plain.send("POST", callback, {"type": Reply.MESSAGE, "data": body})
        more = await plain.send("POST", f"{hook}?wait=true", body)
        read = await plain.send("GET", f"{hook}/messages/@original")
        gone = await plain.send("DELETE", f"{hook}/messages/{more.body['id']}")
        now[0] += 15 * 60 + 1
        late = await plain.send("POST", hook, body)

        assert discord.problems == []
    assert (early.status, early.body["code"]) == (404, 10015)
    assert first.body["resource"]["message"]["id"] == read.body["id"]
    assert gone.status == 204
    assert (late.status, late.body["code"]) == (401, 50027)


async def test_commands_are_added_changed_and_deleted_one_by_one(
    discord: SimulatedDiscord,
) -> None:
    guild_id = discord.add_guild("Alderhaven")
    scope = f"/applications/{discord.application_id}/guilds/{guild_id}/commands"
    body = {"name": "say", "description": "Says a word"}
    async with Plain.open(discord) as plain:
        made = await plain.send("POST", scope, body)
        again = await plain.send("POST", scope, body)
        one = f"{scope}/{made.body['id']}"
        changed = await plain.send("PATCH", one, {"description": "Says two words"})
        read = await plain.send("GET", one)
        gone = await plain.send("DELETE", one)
        listed = await plain.send("GET", scope)

    assert (made.status, again.status, gone.status) == (201, 200, 204)
    assert made.body["id"] == again.body["id"] == changed.body["id"]
    assert read.body["description"] == "Says two words"
    assert listed.body == []
