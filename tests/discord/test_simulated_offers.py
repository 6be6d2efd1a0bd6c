"""What the bot is told with an interaction: who did it, where, and what the ids in it stand for."""

from collections.abc import Awaitable, Callable
from io import BytesIO

import discord as library
import pytest
from discord import app_commands

from tests.discord.clients import Listener, connected
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord
from tests.discord.world import Interaction


class Clerk(Listener):
    """A client that reads back what it is told; in one guild alone, where one is named."""

    def __init__(self, guild_id: int | None = None) -> None:
        super().__init__()
        self.tree = app_commands.CommandTree(self)
        self.scope = None if guild_id is None else library.Object(guild_id)
        for command in (point, introduce, copy, pick):
            self.tree.command(description="Reads back", guild=self.scope)(command)
        self.tree.context_menu(name="Why this?", guild=self.scope)(why)
        self.tree.context_menu(name="Who is it?", guild=self.scope)(who)

    async def setup_hook(self) -> None:
        await self.tree.sync(guild=self.scope)


async def point(
    interaction: library.Interaction,
    member: library.Member,
    role: library.Role,
    channel: library.TextChannel,
    either: library.Member | library.Role,
) -> None:
    names = [one.name for one in (member, role, channel, either)]
    await interaction.response.send_message(" ".join(names))


async def introduce(interaction: library.Interaction) -> None:
    languages = f"{interaction.user.name} {interaction.locale} {interaction.guild_locale}"
    rights = f"{interaction.permissions.manage_guild} {interaction.app_permissions.embed_links}"
    await interaction.response.send_message(f"{languages} {rights}")


async def copy(interaction: library.Interaction, file: library.Attachment) -> None:
    copied = library.File(BytesIO(await file.read()), filename=f"copy-of-{file.filename}")
    await interaction.response.send_message(file.content_type, file=copied)


async def why(interaction: library.Interaction, message: library.Message) -> None:
    await interaction.response.send_message(f"Because of {message.content}")


async def who(interaction: library.Interaction, member: library.Member) -> None:
    rights = member.resolved_permissions
    await interaction.response.send_message(f"{member.name} {rights and rights.send_messages}")


class Selects(library.ui.View):
    """A menu of each kind."""

    @library.ui.select(cls=library.ui.UserSelect, custom_id="people", max_values=2)
    async def people(
        self, interaction: library.Interaction, chosen: "library.ui.UserSelect[Selects]"
    ) -> None:
        await interaction.response.send_message(" ".join(one.name for one in chosen.values))

    @library.ui.select(cls=library.ui.RoleSelect, custom_id="roles")
    async def roles(
        self, interaction: library.Interaction, chosen: "library.ui.RoleSelect[Selects]"
    ) -> None:
        await interaction.response.send_message(" ".join(one.name for one in chosen.values))

    @library.ui.select(cls=library.ui.ChannelSelect, custom_id="channels")
    async def channels(
        self, interaction: library.Interaction, chosen: "library.ui.ChannelSelect[Selects]"
    ) -> None:
        await interaction.response.send_message(" ".join(one.name for one in chosen.values))

    @library.ui.select(
        custom_id="styles", options=[library.SelectOption(label=name) for name in ("Long", "Short")]
    )
    async def styles(
        self, interaction: library.Interaction, chosen: "library.ui.Select[Selects]"
    ) -> None:
        await interaction.response.send_message(" ".join(chosen.values))


async def pick(interaction: library.Interaction) -> None:
    await interaction.response.send_message("Pick", view=Selects())


@pytest.fixture
def guild_id(discord: SimulatedDiscord) -> int:
    return discord.add_guild("Alderhaven", locale="de")


@pytest.fixture
def channel_id(discord: SimulatedDiscord, guild_id: int) -> int:
    return discord.add_channel(guild_id, "news")


Answered = Callable[[Interaction], Awaitable[str]]


@pytest.fixture
def answered(discord: SimulatedDiscord) -> Answered:
    """Waits for the answer to an interaction, and gives its text."""

    async def wait(told: Interaction) -> str:
        await discord.until(lambda: told.original)
        assert told.original is not None
        return str(told.original.payload["content"])

    return wait


@pytest.mark.parametrize("everywhere", [True, False])
async def test_what_options_name_is_laid_out_beside_them(
    discord: SimulatedDiscord,
    guild_id: int,
    channel_id: int,
    answered: Answered,
    everywhere: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    role_id = discord.add_role(guild_id, "Editors")
    options = {
        "member": discord.add_member(guild_id, "Ivo"),
        "role": role_id,
        "channel": channel_id,
        "either": role_id,
    }
    async with connected(discord, Clerk(None if everywhere else guild_id)):
        told = discord.command(channel_id, "point", options)

        assert await answered(told) == "Ivo Editors news Editors"


async def test_what_menus_choose_is_laid_out_beside_it(
    discord: SimulatedDiscord, guild_id: int, channel_id: int, answered: Answered
) -> None:
    people = [discord.add_member(guild_id, name) for name in ("Ivo", "Nora")]
    role_id = discord.add_role(guild_id, "Editors")
    async with connected(discord, Clerk()):
        shown = discord.command(channel_id, "pick")
        await answered(shown)
        (menus,) = discord.messages(channel_id)

        assert await answered(discord.choose(menus, "people", *people)) == "Ivo Nora"
        assert await answered(discord.choose(menus, "roles", role_id)) == "Editors"
        assert await answered(discord.choose(menus, "channels", channel_id)) == "news"
        assert await answered(discord.choose(menus, "styles", "Short")) == "Short"
        with pytest.raises(LookupError, match="Tiny"):
            discord.choose(menus, "styles", "Tiny")


async def test_a_menu_command_has_the_message_or_the_person_that_it_is_about(
    discord: SimulatedDiscord, channel_id: int, answered: Answered
) -> None:
    discord.say(channel_id, "Ivo", "a ferry")
    (said,) = discord.messages(channel_id)
    async with connected(discord, Clerk()):
        about_message = discord.message_menu(said, "Why this?")
        about_person = discord.person_menu(channel_id, "Ivo", "Who is it?")

        # The message that a menu is about is read without the message-content intent.
        assert await answered(about_message) == "Because of a ferry"
        assert await answered(about_person) == "Ivo True"


@pytest.mark.parametrize("manages", [True, False])
async def test_an_interaction_tells_who_may_do_what_in_which_language(
    discord: SimulatedDiscord,
    guild_id: int,
    channel_id: int,
    answered: Answered,
    manages: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    rights = Permission.MANAGE_GUILD if manages else Permission(0)
    role_id = discord.add_role(guild_id, "Editors", permissions=rights)
    discord.add_member(guild_id, "Ivo", role_ids=[role_id], locale="fr")
    async with connected(discord, Clerk()):
        told = discord.command(channel_id, "introduce", by="Ivo")

        assert await answered(told) == f"Ivo fr de {manages} True"


async def test_a_role_that_is_gone_and_a_member_who_left_give_nothing(
    discord: SimulatedDiscord, guild_id: int, channel_id: int, answered: Answered
) -> None:
    role_id = discord.add_role(guild_id, "Editors", permissions=Permission.MANAGE_GUILD)
    for name in ("Ivo", "Nora"):
        discord.add_member(guild_id, name, role_ids=[role_id])
    async with connected(discord, Clerk()) as client:
        discord.remove_member(guild_id, "Nora")
        returned = discord.command(channel_id, "introduce", by="Nora")
        assert await answered(returned) == "Nora en-US de False True"
        discord.delete_role(guild_id, role_id)
        await client.until_heard("guild_role_delete")
        told = discord.command(channel_id, "introduce", by="Ivo")

        assert await answered(told) == "Ivo en-US de False True"


async def test_a_file_is_fetched_from_where_it_is_said_to_be_and_comes_back_as_one(
    discord: SimulatedDiscord, channel_id: int, answered: Answered
) -> None:
    file_id = discord.upload("feeds.opml", b"<opml/>", kind="text/xml")
    async with connected(discord, Clerk()) as client:
        told = discord.command(channel_id, "copy", {"file": file_id})
        assert await answered(told) == "text/xml"

        (read,) = [message async for message in client.place(channel_id).history()]
        (attached,) = read.attachments

        assert attached.filename == "copy-of-feeds.opml"
        assert await attached.read() == b"<opml/>"


async def test_an_answer_says_what_it_answers(
    discord: SimulatedDiscord, channel_id: int, answered: Answered
) -> None:
    async with connected(discord, Clerk()) as client:
        shown = discord.command(channel_id, "pick", by="Ivo")
        await answered(shown)
        (menus,) = discord.messages(channel_id)
        await answered(discord.choose(menus, "styles", "Long", by="Nora"))
        newest, oldest = [message async for message in client.place(channel_id).history()]

    first, second = oldest.interaction_metadata, newest.interaction_metadata
    assert first is not None
    assert (first.user.name, first.id) == ("Ivo", shown.id)
    assert second is not None
    assert (second.user.name, second.interacted_message_id) == ("Nora", oldest.id)
    assert oldest.type is library.MessageType.chat_input_command
