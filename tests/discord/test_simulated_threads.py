"""Threads and forum posts in the simulated Discord, as the real discord.py client meets them."""

import discord as library
import pytest

from tests.discord.clients import Listener, connected
from tests.discord.hands import USUAL
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord
from tests.discord.world import ChannelType


async def test_a_thread_grows_from_a_message_and_can_be_archived(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("A story")
        thread = await message.create_thread(name="About it", auto_archive_duration=60)
        await thread.send("A question?")
        await thread.edit(archived=True)
        with pytest.raises(library.HTTPException) as doubled:
            await message.create_thread(name="Again")

    assert thread.id == message.id
    assert doubled.value.code == 160004
    assert [one.payload["content"] for one in discord.messages(thread.id)] == ["A question?"]


async def test_writing_opens_an_archived_thread_again(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("A story")
        thread = await message.create_thread(name="About it")
        await thread.edit(archived=True)

        await thread.send("One more thing")
        found = await client.fetch_channel(thread.id)

    assert isinstance(found, library.Thread)
    assert not found.archived


async def test_what_stands_in_an_archived_thread_stays_as_it_is(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("A story")
        thread = await message.create_thread(name="About it")
        said = await thread.send("First")
        await thread.edit(archived=True)
        for change in (said.edit(content="Second"), said.add_reaction("👍"), said.delete()):
            with pytest.raises(library.HTTPException) as refused:
                await change
            assert (refused.value.status, refused.value.code) == (400, 50083)

    assert [one.payload["content"] for one in discord.messages(thread.id)] == ["First"]


async def test_a_thread_is_locked_only_by_who_may_manage(discord: SimulatedDiscord) -> None:
    guild_id = discord.add_guild("Alderhaven")
    channel_id = discord.add_channel(guild_id, "news")
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("A story")
        thread = await message.create_thread(name="About it")
        with pytest.raises(library.Forbidden):
            await thread.edit(locked=True)
        discord.set_bot_permissions(guild_id, USUAL | Permission.MANAGE_THREADS)
        changed = await thread.edit(locked=True, name="Closed")

    assert (changed.locked, changed.name) == (True, "Closed")


@pytest.mark.parametrize(("archived", "code"), [(False, 160005), (True, 50083)])
async def test_in_a_locked_thread_only_moderators_write(
    discord: SimulatedDiscord, *, archived: bool, code: int
) -> None:
    guild_id = discord.add_guild("Alderhaven")
    channel_id = discord.add_channel(guild_id, "news")
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("A story")
        thread = await message.create_thread(name="About it")
        discord.close_thread(thread.id, archived=archived, locked=True)
        with pytest.raises(library.HTTPException) as refused:
            await thread.send("A question?")
        discord.set_bot_permissions(guild_id, USUAL | Permission.MANAGE_THREADS)
        await thread.send("An answer.")

    assert refused.value.code == code
    assert [one.payload["content"] for one in discord.messages(thread.id)] == ["An answer."]


async def test_a_message_shows_the_thread_that_hangs_from_it(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("A story")
        thread = await message.create_thread(name="About it")
        changed = await message.edit(content="A better story")
        discord.delete_channel(thread.id)
        bare = await client.place(channel_id).fetch_message(message.id)

    assert changed.thread is not None
    assert changed.thread.id == thread.id == message.id
    assert (changed.flags.has_thread, bare.flags.has_thread) == (True, True)


async def test_a_thread_needs_no_message(discord: SimulatedDiscord, channel_id: int) -> None:
    async with connected(discord, Listener()) as client:
        channel = client.place(channel_id)
        public = library.ChannelType.public_thread
        thread = await channel.create_thread(name="About all", type=public)
        await thread.leave()
        await thread.join()
        with pytest.raises(library.Forbidden) as refused:
            await channel.create_thread(name="Between us")

        assert client.get_channel(thread.id) is not None
    assert refused.value.code == 50013


async def test_people_write_in_threads_and_the_bot_hears_of_it(
    discord: SimulatedDiscord, channel_id: int
) -> None:
    async with connected(discord, Listener()) as client:
        message = await client.place(channel_id).send("A story")
        thread = await message.create_thread(name="About it")
        said = discord.say(thread.id, "Nora", f"<@{discord.bot_id}> why?")
        await discord.until(lambda: said in [one.id for one in client.messages])

    assert client.messages[-1].channel.id == thread.id


async def test_a_post_in_a_forum_is_a_thread_with_a_first_message(
    discord: SimulatedDiscord,
) -> None:
    forum_id = discord.add_channel(
        discord.add_guild("Alderhaven"), "stories", type=ChannelType.FORUM
    )
    async with connected(discord, Listener()) as client:
        forum = client.get_channel(forum_id)
        assert isinstance(forum, library.ForumChannel)
        post, first = await forum.create_thread(name="A story", content="It begins")

    assert post.id == first.id
    assert [one.payload["content"] for one in discord.messages(post.id)] == ["It begins"]
