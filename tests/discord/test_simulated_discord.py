"""The simulated Discord, as the real discord.py client meets it."""

import discord as library
import pytest
from aiohttp import ServerDisconnectedError

from tests.discord.clients import Listener, connected
from tests.discord.faults import Fault
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, discord_in_thread, simulated_discord

MESSAGES = "/channels/{channel_id}/messages"


async def test_a_client_that_is_ready_knows_its_guilds_channels_and_rights(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        channel = client.place(channel_id)

        assert channel.guild.name == "Alderhaven"
        assert channel.permissions_for(channel.guild.me).embed_links
        assert not channel.permissions_for(channel.guild.me).manage_messages


async def test_a_message_comes_back_in_the_answer_the_event_and_the_history(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    embed = library.Embed(title="Tram depot", url="https://post.example/1", colour=0x336699)
    embed.set_footer(text="The Alderhaven Post").add_field(name="Cost", value="12 million")
    embed.set_image(url="https://post.example/1.png")
    embed.timestamp = library.utils.utcnow()
    async with connected(discord, Listener()) as client:
        sent = await client.place(channel_id).send("Approved", embed=embed, nonce="n1")

        (read,) = [message async for message in client.place(channel_id).history()]
        await discord.until(lambda: client.messages)

        assert sent.id == read.id == client.messages[0].id
        (shown,) = read.embeds
        assert (shown.title, shown.url, shown.fields) == (embed.title, embed.url, embed.fields)
        assert (shown.colour, shown.timestamp) == (embed.colour, embed.timestamp)
        assert sent.nonce == client.messages[0].nonce == "n1"
        assert read.nonce is None


async def test_a_nonce_sent_twice_makes_one_message(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        first = await client.place(channel_id).send("Once", nonce="n1")
        second = await client.place(channel_id).send("Once", nonce="n1")

    assert first.id == second.id
    assert len(discord.messages(channel_id)) == 1


async def test_after_its_window_a_nonce_is_forgotten(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    discord.nonce_window = -1.0
    async with connected(discord, Listener()) as client:
        await client.place(channel_id).send("Once", nonce="n1")
        await client.place(channel_id).send("Twice", nonce="n1")

    assert len(discord.messages(channel_id)) == 2


async def test_a_message_whose_answer_is_lost_is_there(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    discord.fault("POST", MESSAGES, Fault.LOST)
    async with connected(discord, Listener()) as client:
        with pytest.raises(ServerDisconnectedError):
            await client.place(channel_id).send("Lost", nonce="n1")
        again = await client.place(channel_id).send("Lost", nonce="n1")

    assert [message.id for message in discord.messages(channel_id)] == [again.id]


async def test_a_nonce_saves_a_doubled_request(discord: SimulatedDiscord, channel_id: int) -> None:
    discord.fault("POST", MESSAGES, Fault.DOUBLED)
    async with connected(discord, Listener()) as client:
        await client.place(channel_id).send("Twice", nonce="n1")

    assert len(discord.messages(channel_id)) == 1


@pytest.mark.parametrize("fault", [Fault.LIMIT_ROUTE, Fault.LIMIT_GLOBAL, Fault.LIMIT_SHARED])
async def test_a_client_waits_as_long_as_a_429_tells_it(
    discord: SimulatedDiscord, channel_id: int, fault: Fault
) -> None:
    discord.fault("POST", MESSAGES, fault, delay=0.3)
    async with connected(discord, Listener()) as client:
        await client.place(channel_id).send("Late")

    refused, sent = [one for one in discord.requests if one.template == MESSAGES]
    assert (refused.status, refused.retry_after, sent.status) == (429, 0.3, 200)
    assert sent.at - refused.at >= 0.3


async def test_a_client_that_reads_the_headers_never_meets_a_429() -> None:
    limits = {f"POST {MESSAGES}": (5, 0.4)}
    async with simulated_discord(limits=limits) as discord:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        async with connected(discord, Listener()) as client:
            for number in range(12):
                await client.place(channel_id).send(str(number))

    assert [one.status for one in discord.requests if one.template == MESSAGES] == [200] * 12
    assert discord.problems == []


async def test_history_is_read_before_after_and_around(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    ids = [discord.say(channel_id, "Nora", str(number)) for number in range(7)]
    async with connected(discord, Listener()) as client:
        channel = client.place(channel_id)
        middle = library.Object(ids[3])

        after = [message.id async for message in channel.history(after=middle, limit=2)]
        before = [message.id async for message in channel.history(before=middle, limit=2)]
        around = [message.id async for message in channel.history(around=middle, limit=3)]

    assert after == [ids[4], ids[5]]
    assert before == [ids[2], ids[1]]
    assert around == [ids[4], ids[3], ids[2]]


async def test_a_message_can_be_edited_read_marked_and_deleted(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("First")
        await message.edit(content="Second")
        read = await client.place(channel_id).fetch_message(message.id)
        await message.delete()
        with pytest.raises(library.NotFound) as gone:
            await message.edit(content="Third")

    assert (read.content, read.edited_at is not None) == ("Second", True)
    assert gone.value.code == 10008
    assert discord.messages(channel_id) == []


async def test_a_message_that_a_moderator_deletes_is_gone(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("First")
        discord.delete_message(channel_id, message.id)
        with pytest.raises(library.NotFound) as gone:
            await client.place(channel_id).fetch_message(message.id)
        await client.until_heard("raw_message_delete")

    assert gone.value.code == 10008
    assert discord.messages(channel_id) == []


async def test_a_reaction_needs_the_right_and_shows_in_the_message(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    allowed = discord.add_guild("Corrie Sound", permissions=Permission(0x7FFFFFFF))
    other_id = discord.add_channel(allowed, "news")
    async with connected(discord, Listener()) as client:
        refused = await client.place(channel_id).send("Here?")
        message = await client.place(other_id).send("There?")
        with pytest.raises(library.Forbidden):
            await refused.add_reaction("👍")
        await message.add_reaction("👍")
        read = await client.place(other_id).fetch_message(message.id)

    assert [(str(one.emoji), one.count, one.me) for one in read.reactions] == [("👍", 1, True)]


async def test_a_reply_names_the_message_that_it_answers(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    question = discord.say(channel_id, "Nora", f"<@{discord.bot_id}> why?")
    async with connected(discord, Listener()) as client:
        asked = await client.place(channel_id).fetch_message(question)
        answer = await asked.reply("Because.")

    assert answer.reference is not None
    assert answer.reference.message_id == question


async def test_a_discord_in_a_thread_does_what_it_is_told_from_outside() -> None:
    with discord_in_thread() as discord:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        async with connected(discord, Listener()) as client:
            await client.place(channel_id).send("Hello")
            discord.drop_gateway()
            await client.until_heard("resumed")

        assert len(discord.messages(channel_id)) == 1
        assert discord.problems == []


class Layout(library.ui.LayoutView):
    """A message made of parts, one of each kind."""

    story = library.ui.Container["Layout"](
        library.ui.Section("A story", accessory=library.ui.Thumbnail("https://post.example/1.png")),
        library.ui.Separator(),
        library.ui.MediaGallery(library.MediaGalleryItem("https://post.example/2.png")),
        library.ui.TextDisplay("And what it says."),
    )
    row = library.ui.ActionRow["Layout"]()

    @row.select(options=[library.SelectOption(label="More")])
    async def more(
        self, interaction: library.Interaction, _select: "library.ui.Select[Layout]"
    ) -> None:
        await interaction.response.defer()


async def test_a_layout_comes_back_numbered_and_filled_in(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        sent = await client.place(channel_id).send(view=Layout())

    assert sent.flags.components_v2
    assert [part.type.name for part in sent.components] == ["container", "action_row"]
