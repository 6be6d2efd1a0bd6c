"""What the real discord.py sends passes the description and the stricter rules."""

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.http import handle_message_parameters
from discord.webhook.async_ import interaction_message_response_params

from tests.discord.bodies import described
from tests.discord.strictness import problems

NEW_MESSAGE = ("POST", "/channels/150/messages")
MESSAGE_ROUTES = [
    NEW_MESSAGE,
    ("PATCH", "/channels/150/messages/160"),
    ("POST", "/webhooks/1/token"),
    ("PATCH", "/webhooks/1/token/messages/@original"),
    ("PATCH", "/webhooks/1/token/messages/160"),
]
CALLBACK = ("POST", "/interactions/1/token/callback")


def complaints(route: tuple[str, str], body: Any) -> list[object]:  # noqa: ANN401 - JSON
    """All that is said against a body."""
    spec = described()
    template = spec.route(*route)
    assert template is not None
    return [*spec.request_problems(*route, {}, body), *problems(route[0], template, body)]


def embed() -> discord.Embed:
    """An embed with something in every place."""
    made = discord.Embed(
        title="The ferry sails again",
        description="After nine weeks in dock.",
        url="https://tide.example/ferry",
        colour=0x336699,
        timestamp=datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
    )
    made.set_author(name="The Tide", url="https://tide.example", icon_url="https://tide.example/i")
    made.set_image(url="https://tide.example/ferry.png").set_thumbnail(url="attachment://map.png")
    return made.add_field(name="Port", value="North quay").set_footer(text="By I. Marsh")


def view() -> discord.ui.View:
    """Buttons, and menus of two kinds."""
    made = discord.ui.View()
    made.add_item(discord.ui.Button(label="Ask", custom_id="ask"))
    made.add_item(discord.ui.Button(label="Read", url="https://tide.example/ferry"))
    options = [discord.SelectOption(label="Follow", description="Every story", emoji="🗞")]
    made.add_item(discord.ui.Select(custom_id="wish", options=options, row=1))
    return made.add_item(discord.ui.ChannelSelect(custom_id="where", row=2))


def layout() -> discord.ui.LayoutView:
    """A container with a block of every kind."""
    picture = "https://tide.example/ferry.png"
    row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
    row.add_item(discord.ui.Button(label="Ask", custom_id="ask"))
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay("The ferry sails again"),
        discord.ui.Separator(),
        discord.ui.Section("After nine weeks", accessory=discord.ui.Thumbnail(picture)),
        discord.ui.MediaGallery(discord.MediaGalleryItem(picture)),
        row,
        accent_colour=0x336699,
    )
    return discord.ui.LayoutView().add_item(container)


@pytest.mark.parametrize("route", MESSAGE_ROUTES, ids=" ".join)
async def test_a_message_with_everything_in_it(route: tuple[str, str]) -> None:
    body = handle_message_parameters(content="News", embeds=[embed()], view=view()).payload

    assert complaints(route, body) == []


async def test_a_reply_with_a_nonce() -> None:
    body = handle_message_parameters(
        content="News",
        nonce=2**64 - 1,
        allowed_mentions=discord.AllowedMentions.none(),
        message_reference={"message_id": 160, "channel_id": 150, "guild_id": 140},
    ).payload

    assert complaints(NEW_MESSAGE, body) == []


async def test_a_layout() -> None:
    body = handle_message_parameters(
        view=layout(), flags=discord.MessageFlags(components_v2=True)
    ).payload

    assert complaints(NEW_MESSAGE, body) == []


async def test_a_message_in_answer_to_an_interaction() -> None:
    quiet = discord.MessageFlags(ephemeral=True)
    with interaction_message_response_params(
        type=4, content="News", embed=embed(), view=view(), flags=quiet
    ) as made:
        body = made.payload

    assert complaints(CALLBACK, body) == []


class Question(discord.ui.Modal, title="Ask about this story"):
    """A modal with a field of the old form and a menu of the new one."""

    words: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Question", max_length=300)
    about: discord.ui.Label[Any] = discord.ui.Label(
        text="About",
        component=discord.ui.Select(options=[discord.SelectOption(label="The ferry")]),
    )


async def test_a_modal() -> None:
    assert complaints(CALLBACK, {"type": 9, "data": Question().to_dict()}) == []


class Feeds(app_commands.Group, name="feeds", description="The feeds of this channel."):
    """Subcommands with an option of every kind."""

    @app_commands.command(description="Follow a feed.")
    @app_commands.choices(style=[app_commands.Choice(name="Short", value=1)])
    async def follow(
        self,
        interaction: discord.Interaction,
        *,
        url: app_commands.Range[str, 8, 2000],
        style: int = 1,
        channel: discord.TextChannel | None = None,
        most: app_commands.Range[int, 1, 50] = 5,
        weight: float = 1.0,
        by: discord.Member | None = None,
        opml: discord.Attachment | None = None,
    ) -> None:
        """Nothing is ever called here."""


async def ask(interaction: discord.Interaction, message: discord.Message) -> None:
    """Nothing is ever called here."""


async def test_commands() -> None:
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    menu: app_commands.ContextMenu = app_commands.ContextMenu(name="Ask About This", callback=ask)

    bodies = [Feeds().to_dict(tree), menu.to_dict(tree)]

    assert complaints(("PUT", "/applications/1/commands"), bodies) == []
    assert complaints(("PUT", "/applications/1/guilds/2/commands"), bodies) == []


async def test_threads() -> None:
    from_message = {"name": "Ferry", "auto_archive_duration": 1440, "rate_limit_per_user": None}
    in_forum = handle_message_parameters(content="News", channel_payload=from_message).payload

    assert complaints(("POST", "/channels/150/messages/160/threads"), from_message) == []
    assert complaints(("POST", "/channels/150/threads"), in_forum) == []
