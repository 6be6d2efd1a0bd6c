"""The simulated gateway: what the real client does when lines break, guilds come and rights go."""

import asyncio
import json

import discord as library
import pytest
from aiohttp import ClientSession

from tests.discord.clients import Listener, ShardedListener, connected
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.state import Intent
from tests.discord.world import ChannelType


async def test_a_cut_line_is_resumed_and_what_was_missed_is_told(discord: SimulatedDiscord) -> None:
    channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
    async with connected(discord, Listener()) as client:
        discord.drop_gateway()
        missed = discord.say(channel_id, "Nora", "Anybody?")

        await client.until_heard("resumed")
        await client.until_heard("message")

    assert [message.id for message in client.messages] == [missed]
    assert [one.accepted for one in discord.gateway.resumes] == [True]
    assert len(discord.gateway.identifies) == 1


async def test_a_client_that_is_asked_to_reconnect_resumes(discord: SimulatedDiscord) -> None:
    async with connected(discord, Listener()) as client:
        discord.reconnect_gateway()

        await client.until_heard("resumed")

    assert len(discord.gateway.identifies) == 1


async def test_a_client_whose_session_ended_identifies_again(discord: SimulatedDiscord) -> None:
    async with connected(discord, Listener()) as client:
        discord.invalidate_session()

        await client.until_heard("ready", times=2)

    assert len(discord.gateway.identifies) == 2
    assert discord.gateway.resumes == []


async def test_a_resume_of_a_forgotten_session_is_refused(discord: SimulatedDiscord) -> None:
    async with connected(discord, Listener()) as client:
        discord.drop_gateway(4000, resumable=False)

        await client.until_heard("ready", times=2)

    assert [one.accepted for one in discord.gateway.resumes] == [False]


async def test_a_revoked_token_ends_the_client(discord: SimulatedDiscord) -> None:
    async with connected(discord, Listener()) as client:
        discord.revoke_token()

        await discord.until(client.is_closed)
        with pytest.raises(library.LoginFailure):
            async with connected(discord, Listener()):
                pass

    assert discord.requests[-1].status == 401


async def test_guilds_come_go_and_fail(discord: SimulatedDiscord) -> None:
    async with connected(discord, Listener()) as client:
        guild_id = discord.add_guild("Alderhaven")
        await client.until_heard("guild_join")
        discord.guild_unavailable(guild_id)
        await client.until_heard("guild_unavailable")
        discord.guild_available(guild_id)
        await client.until_heard("guild_available")
        discord.remove_bot(guild_id)
        await client.until_heard("guild_remove")

        assert not client.guilds


async def test_a_guild_that_is_down_is_known_but_empty(discord: SimulatedDiscord) -> None:
    discord.guild_unavailable(discord.add_guild("Alderhaven"))

    async with connected(discord, Listener()) as client:
        assert [guild.unavailable for guild in client.guilds] == [True]


async def test_rights_taken_in_a_channel_are_told_and_hold(discord: SimulatedDiscord) -> None:
    channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
    async with connected(discord, Listener()) as client:
        channel = client.place(channel_id)
        discord.deny(channel_id, Permission.SEND_MESSAGES)
        await client.until_heard("guild_channel_update")

        assert not channel.permissions_for(channel.guild.me).send_messages
        with pytest.raises(library.Forbidden) as refused:
            await channel.send("May I?")
        discord.allow_again(channel_id)
        await client.until_heard("guild_channel_update", times=2)
        await channel.send("I may.")

    assert refused.value.code == 50013


async def test_rights_taken_from_the_role_are_told_and_hold(discord: SimulatedDiscord) -> None:
    guild_id = discord.add_guild("Alderhaven")
    channel_id = discord.add_channel(guild_id, "news")
    async with connected(discord, Listener()) as client:
        discord.set_bot_permissions(guild_id, 0)
        await client.until_heard("guild_role_update")

        with pytest.raises(library.Forbidden) as refused:
            await client.fetch_channel(channel_id)

    assert refused.value.code == 50001


async def test_channels_are_made_deleted_and_restored(discord: SimulatedDiscord) -> None:
    guild_id = discord.add_guild("Alderhaven")
    async with connected(discord, Listener()) as client:
        group = discord.add_channel(guild_id, "Town", type=ChannelType.CATEGORY)
        channel_id = discord.add_channel(guild_id, "news", parent_id=group)
        await client.until_heard("guild_channel_create", times=2)
        discord.say(channel_id, "Nora", "Hello")
        discord.delete_channel(channel_id)
        await client.until_heard("guild_channel_delete")
        with pytest.raises(library.NotFound) as gone:
            await client.fetch_channel(channel_id)
        discord.restore_channel(channel_id)
        await client.until_heard("guild_channel_create", times=3)

        assert client.get_channel(channel_id) is not None

    assert gone.value.code == 10003
    assert len(discord.messages(channel_id)) == 1


@pytest.mark.parametrize(
    ("privileged", "text", "read"),
    [
        (Intent.NONE, "What is new?", ""),
        (Intent.NONE, "<@{bot}> what is new?", "<@{bot}> what is new?"),
        (Intent.MESSAGE_CONTENT, "What is new?", "What is new?"),
    ],
)
async def test_words_are_read_with_the_intent_or_by_whom_they_mention(
    privileged: Intent, text: str, read: str
) -> None:
    async with simulated_discord(privileged=privileged) as discord:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        wanted = library.Intents(guilds=True, guild_messages=True)
        wanted.message_content = bool(privileged)
        async with connected(discord, Listener(intents=wanted)) as client:
            discord.say(channel_id, "Nora", text.format(bot=discord.bot_id))
            await client.until_heard("message")

    assert client.messages[0].content == read.format(bot=discord.bot_id)


async def test_a_privileged_intent_that_is_off_is_refused(discord: SimulatedDiscord) -> None:
    intents = library.Intents(guilds=True, message_content=True)

    with pytest.raises(library.PrivilegedIntentsRequired):
        async with connected(discord, Listener(intents=intents)):
            pass


async def test_two_shards_share_the_guilds() -> None:
    async with simulated_discord(shards=2) as discord:
        guilds = {discord.add_guild(name) for name in ("Alderhaven", "Brackwater")}
        channels = [discord.add_channel(guild_id, "news") for guild_id in sorted(guilds)]
        async with connected(discord, ShardedListener()) as client:
            for channel_id in channels:
                discord.say(channel_id, "Nora", "Hello")
            await client.until_heard("message", times=2)

        assert {guild.id for guild in client.guilds} == guilds
        assert {guild.shard_id for guild in client.guilds} == {0, 1}
        assert [one.shard for one in discord.gateway.identifies] == [(0, 2), (1, 2)]


async def test_heartbeats_are_heard_and_their_silence_ends_the_line() -> None:
    async with simulated_discord(heartbeat=0.05) as discord:
        async with connected(discord, Listener()) as client:
            await discord.until(lambda: len(discord.gateway.heartbeats) >= 3)
            assert client.latency < 5

        async with ClientSession() as session, session.ws_connect(discord.gateway_url) as line:
            assert (await line.receive_json())["op"] == 10
            await line.receive(timeout=10)
            assert line.close_code == 4009


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ('{"op": 3, "d": null}', 4003),
        ('{"op": 99, "d": null}', 4001),
        ("nonsense", 4002),
        ('{"op": 2, "d": {"token": "wrong", "intents": 1}}', 4004),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": 1, "shard": [2, 2]}}', 4010),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": 2}}', 4014),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": "all"}}', 4013),
        ('{"op": 2, "d": {"token": "TOKEN"}}', 4002),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": 1, "shard": [0]}}', 4010),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": 1, "shard": "0 of 1"}}', 4010),
        ('{"op": 6, "d": {"token": "TOKEN", "session_id": "x", "seq": null}}', 4002),
        ('{"op": [2], "d": null}', 4001),
        ("[" * 100_000, 4002),
    ],
)
async def test_frames_that_make_no_sense_end_the_line(
    discord: SimulatedDiscord, frame: str, code: int
) -> None:
    async with ClientSession() as session, session.ws_connect(discord.gateway_url) as line:
        await line.receive_json()

        await line.send_str(frame.replace("TOKEN", discord.token))
        await line.receive(timeout=10)

        assert line.close_code == code


async def test_a_client_that_sends_too_much_is_sent_away(discord: SimulatedDiscord) -> None:
    async with ClientSession() as session, session.ws_connect(discord.gateway_url) as line:
        for _ in range(121):
            await line.send_str('{"op": 1, "d": null}')
        heard = [json.loads(frame.data)["op"] async for frame in line]

        assert heard == [10, *[11] * 120]
        assert line.close_code == 4008


@pytest.mark.parametrize(
    ("spacing", "concurrency", "answers"),  # READY is an event, op 0; a refusal op 9
    [(0.0, 1, [0, 0]), (60.0, 1, [0, 9]), (60.0, 2, [0, 0]), (0.01, 1, [0, 0])],
)
async def test_shards_of_one_bucket_identify_one_after_the_other(
    spacing: float, concurrency: int, answers: list[int]
) -> None:
    options = {"identify_spacing": spacing, "concurrency": concurrency}
    async with simulated_discord(**options) as discord, ClientSession() as session:
        heard = []
        for number in range(2):
            await asyncio.sleep(0.02)
            async with session.ws_connect(discord.gateway_url) as line:
                await line.receive_json()
                hello = {"token": discord.token, "intents": 0, "shard": [number, 2]}
                await line.send_json({"op": 2, "d": hello})
                heard.append((await line.receive_json())["op"])

        assert heard == answers
        assert len(discord.gateway.hasty) == answers.count(9)


async def test_members_are_listed_by_id_or_all(discord: SimulatedDiscord) -> None:
    guild_id = discord.add_guild("Alderhaven")
    nora = discord.add_member(guild_id, "Nora")
    async with connected(discord, Listener()) as client:
        guild = client.get_guild(guild_id)
        assert guild is not None

        (found,) = await guild.query_members(user_ids=[nora, 12345], cache=False)

    assert found.name == "Nora"
