"""Interactions of the simulated Discord: commands, buttons, modals, and what the bot answers."""

import discord as library
import pytest
from discord import app_commands

from tests.discord.clients import Listener, connected
from tests.discord.server import SimulatedDiscord
from tests.discord.world import Reply


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


async def think(interaction: library.Interaction, *, quietly: bool = False) -> None:
    await interaction.response.defer(ephemeral=quietly)
    await interaction.edit_original_response(content="Thought.")


async def known(_interaction: library.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current} Post", value="https://post.example/feed")]


@app_commands.autocomplete(url=known)
async def add(interaction: library.Interaction, url: str) -> None:
    await interaction.response.send_message(f"Added {url}")


class Form(library.ui.Modal, title="A question"):
    """A modal with fields of several kinds."""

    words: library.ui.TextInput["Form"] = library.ui.TextInput(label="Words", custom_id="words")
    style: library.ui.Label["Form"] = library.ui.Label(
        text="Style",
        component=library.ui.Select(
            custom_id="style",
            options=[
                library.SelectOption(label="Long"),
                library.SelectOption(label="Short", default=True),
            ],
        ),
    )
    where: library.ui.Label["Form"] = library.ui.Label(
        text="Where", component=library.ui.ChannelSelect(custom_id="where", required=False)
    )

    async def on_submit(self, interaction: library.Interaction) -> None:
        style, where = self.style.component, self.where.component
        assert isinstance(style, library.ui.Select)
        assert isinstance(where, library.ui.ChannelSelect)
        places = [channel.name for channel in where.values]
        await interaction.response.send_message(f"{self.words.value} {style.values} {places}")


async def ask(interaction: library.Interaction) -> None:
    await interaction.response.send_modal(Form(custom_id="form"))


class Buttons(library.ui.View):
    """A button that changes its message, one that empties it, and one that cannot be pressed."""

    @library.ui.button(label="More", custom_id="more")
    async def more(
        self, interaction: library.Interaction, _button: "library.ui.Button[Buttons]"
    ) -> None:
        await interaction.response.edit_message(content="More.", view=None)

    @library.ui.button(label="Never", custom_id="never", disabled=True)
    async def never(
        self, interaction: library.Interaction, _button: "library.ui.Button[Buttons]"
    ) -> None:
        """Nobody comes here."""


async def show(interaction: library.Interaction, *, quietly: bool = False) -> None:
    await interaction.response.send_message("Press", view=Buttons(), ephemeral=quietly)


async def test_a_command_is_registered_heard_and_answered(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        told = discord.command(channel_id, "say", {"word": "ho", "times": 2})
        await discord.until(lambda: told.followups)

    registered = [one["name"] for one in discord.commands[None]]
    assert registered == ["say", "think", "ask", "show", "feeds"]
    assert told.original is not None
    assert told.original.payload["content"] == "hoho"
    assert told.acknowledged_after is not None


async def test_a_whisper_is_seen_by_whom_it_answers_and_stands_in_no_history(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        told = discord.command(channel_id, "say", {"word": "ho"}, by="Nora")
        await discord.until(lambda: told.followups)

    assert [one.payload["content"] for one in discord.whispers(channel_id, "Nora")] == ["ho"]
    assert discord.whispers(channel_id, "Ivo") == []
    assert discord.messages(channel_id) == told.followups


@pytest.mark.parametrize("quietly", [False, True])
async def test_who_sees_a_deferred_answer_is_said_at_the_deferral(
    discord: SimulatedDiscord,
    channel_id: int,
    quietly: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async with connected(discord, Speaker()):
        told = discord.command(channel_id, "think", {"quietly": quietly})
        await discord.until(lambda: told.original)

    assert told.callback is not None
    assert told.callback["type"] == Reply.DEFERRED_MESSAGE
    seen = discord.whispers(channel_id, "Nora") if quietly else discord.messages(channel_id)
    assert [one.payload["content"] for one in seen] == ["Thought."]


async def test_a_button_of_a_whisper_is_pressed_by_whom_it_is_for(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        shown = discord.command(channel_id, "show", {"quietly": True}, by="Nora")
        await discord.until(lambda: shown.original)
        (whisper,) = discord.whispers(channel_id, "Nora")

        with pytest.raises(LookupError, match="Ivo"):
            discord.press(whisper, "more", by="Ivo")
        told = discord.press(whisper, "more", by="Nora")
        await discord.until(lambda: told.callback)

    assert [one.payload["content"] for one in discord.whispers(channel_id, "Nora")] == ["More."]
    assert discord.messages(channel_id) == []


async def test_a_subcommand_is_found(discord: SimulatedDiscord, channel_id: int) -> None:
    async with connected(discord, Speaker()):
        told = discord.command(channel_id, "feeds add", {"url": "https://post.example/feed"})
        await discord.until(lambda: told.original)

    assert discord.messages(channel_id)[0].payload["content"] == "Added https://post.example/feed"


async def test_choices_are_offered_while_somebody_types(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        told = discord.autocomplete(channel_id, "feeds add", "url", {"url": "Alder"})
        await discord.until(lambda: told.callback)

    assert told.callback is not None
    assert [one["name"] for one in told.callback["data"]["choices"]] == ["Alder Post"]


async def test_a_modal_is_shown_and_what_was_filled_in_arrives(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        asked = discord.command(channel_id, "ask")
        await discord.until(lambda: asked.callback)
        told = discord.submit(asked, {"words": "Why?", "where": [channel_id]})
        await discord.until(lambda: told.original)

    assert asked.callback is not None
    assert asked.callback["type"] == Reply.MODAL
    (said,) = discord.messages(channel_id)
    assert said.payload["content"] == "Why? ['Short'] ['news']"


async def test_a_button_changes_its_message(discord: SimulatedDiscord, channel_id: int) -> None:
    async with connected(discord, Speaker()):
        shown = discord.command(channel_id, "show")
        await discord.until(lambda: shown.original)
        told = discord.press(discord.messages(channel_id)[0], "more")
        await discord.until(lambda: told.callback)

    assert discord.messages(channel_id)[0].payload["content"] == "More."


async def test_nobody_can_use_what_is_not_offered(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Speaker()):
        shown = discord.command(channel_id, "show")
        await discord.until(lambda: shown.original)
        (message,) = discord.messages(channel_id)

        with pytest.raises(LookupError, match="sing"):
            discord.command(channel_id, "sing")
        with pytest.raises(LookupError, match="loudly"):
            discord.command(channel_id, "say", {"loudly": True})
        with pytest.raises(LookupError, match="less"):
            discord.press(message, "less")
        with pytest.raises(LookupError, match="disabled"):
            discord.press(message, "never")
        with pytest.raises(LookupError, match="no modal"):
            discord.submit(shown, {"words": "Why?"})
