"""The simulated REST interface, asked for what discord.py would never ask."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.discord.clients import Plain
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import ChannelType


@pytest.fixture
async def discord() -> AsyncIterator[SimulatedDiscord]:
    """A simulated Discord whose problems are what is tested."""
    async with simulated_discord() as simulated:
        yield simulated


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Authorization": ""}, 401, 0),
        ({"Authorization": "Bot wrong"}, 401, 0),
        ({"Authorization": "Bearer TOKEN"}, 401, 0),
        ({"User-Agent": "python-requests/2"}, 403, 40333),
    ],
)
async def test_strangers_are_sent_away(
    discord: SimulatedDiscord, plain: Plain, headers: dict[str, str], status: int, code: int
) -> None:
    given = {name: text.replace("TOKEN", discord.token) for name, text in headers.items()}

    reply = await plain.send("GET", "/users/@me", headers=given)

    assert (reply.status, reply.body["code"]) == (status, code)


async def test_a_route_that_does_not_exist_is_a_problem(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    reply = await plain.send("GET", "/channels/1/massages")

    assert reply.status == 404
    assert any("/channels/1/massages" in problem for problem in discord.problems)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({}, (50006, None)),
        ({"content": "x" * 2001}, (50035, "content")),
        ({"content": "x", "colour": 3}, (50035, "colour")),
        ({"embeds": [{"title": "x" * 257}]}, (50035, "embeds")),
        ({"embeds": [{"title": "x", "url": "javascript:alert(1)"}]}, (50035, "embeds")),
        ({"content": 12}, (50035, "content")),
        ({"content": "x", "enforce_nonce": True}, (50035, None)),
    ],
)
async def test_a_body_that_discord_would_refuse_is_refused_and_noted(
    discord: SimulatedDiscord,
    plain: Plain,
    channel_id: int,
    body: dict[str, Any],
    refusal: tuple[int, str | None],
) -> None:
    code, where = refusal

    reply = await plain.send("POST", f"/channels/{channel_id}/messages", body)

    assert (reply.status, reply.body["code"]) == (400, code)
    assert where is None or where in reply.body["errors"]
    assert discord.problems
    assert discord.messages(channel_id) == []


async def test_what_is_no_json_is_refused(plain: Plain, channel_id: int) -> None:
    reply = await plain.send("POST", f"/channels/{channel_id}/messages", raw=b"{not json")

    assert (reply.status, reply.body["code"]) == (400, 50109)


@pytest.mark.parametrize(
    ("denied", "code"),
    [
        (Permission.VIEW_CHANNEL, 50001),
        (Permission.SEND_MESSAGES, 50013),
        (Permission.EMBED_LINKS, 50013),
    ],
)
async def test_a_missing_right_has_its_own_code(
    discord: SimulatedDiscord, plain: Plain, channel_id: int, denied: Permission, code: int
) -> None:
    discord.deny(channel_id, denied)
    body = {"embeds": [{"title": "x"}]}

    reply = await plain.send("POST", f"/channels/{channel_id}/messages", body)

    assert (reply.status, reply.body["code"]) == (403, code)
    assert discord.problems == []


async def test_nobody_talks_in_a_category_or_in_a_channel_that_is_not_there(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    guild_id = discord.add_guild("Alderhaven")
    category = discord.add_channel(guild_id, "Town", type=ChannelType.CATEGORY)

    silent = await plain.send("POST", f"/channels/{category}/messages", {"content": "x"})
    missing = await plain.send("POST", "/channels/12345/messages", {"content": "x"})

    assert (silent.status, silent.body["code"]) == (400, 50008)
    assert (missing.status, missing.body["code"]) == (404, 10003)


async def test_a_bot_that_was_thrown_out_has_no_access(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    guild_id = int((await plain.send("GET", f"/channels/{channel_id}")).body["guild_id"])
    discord.remove_bot(guild_id)

    channel = await plain.send("GET", f"/channels/{channel_id}")
    guild = await plain.send("GET", f"/guilds/{guild_id}")

    assert (channel.status, channel.body["code"]) == (403, 50001)
    assert (guild.status, guild.body["code"]) == (404, 10004)


async def test_the_bot_leaves_alone_what_others_said(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    said = discord.say(channel_id, "Nora", "Mine")
    path = f"/channels/{channel_id}/messages/{said}"

    edited = await plain.send("PATCH", path, {"content": "Yours"})
    deleted = await plain.send("DELETE", path)

    assert (edited.status, edited.body["code"]) == (403, 50005)
    assert (deleted.status, deleted.body["code"]) == (403, 50013)


async def test_a_reply_to_nothing_is_refused_unless_that_is_fine(
    plain: Plain, channel_id: int
) -> None:
    gone = {"channel_id": str(channel_id), "message_id": "12345"}
    bodies = [
        {"content": "x", "message_reference": {**gone, "fail_if_not_exists": strict}}
        for strict in (True, False)
    ]

    strict, lenient = [
        await plain.send("POST", f"/channels/{channel_id}/messages", body) for body in bodies
    ]

    assert (strict.status, strict.body["code"]) == (400, 50035)
    assert lenient.status == 200


async def test_a_channel_is_renamed_by_who_may_manage_it(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    rights = Permission.VIEW_CHANNEL | Permission.MANAGE_CHANNELS
    allowed = discord.add_channel(discord.add_guild("Alderhaven", permissions=rights), "news")
    denied = discord.add_channel(discord.add_guild("Brackwater"), "news")

    replies = [
        await plain.send("PATCH", f"/channels/{one}", {"name": "press"})
        for one in (allowed, denied)
    ]

    assert [reply.status for reply in replies] == [200, 403]
    assert replies[0].body["name"] == "press"


async def test_typing_needs_the_right_to_write(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    path = f"/channels/{channel_id}/typing"

    seen = await plain.send("POST", path)
    discord.deny(channel_id, Permission.SEND_MESSAGES)
    unseen = await plain.send("POST", path)

    assert (seen.status, unseen.status) == (204, 403)


async def test_without_the_right_to_history_it_is_empty(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    discord.say(channel_id, "Nora", "Before")
    discord.deny(channel_id, Permission.READ_MESSAGE_HISTORY)

    reply = await plain.send("GET", f"/channels/{channel_id}/messages")

    assert (reply.status, reply.body) == (200, [])


async def test_the_account_tells_of_itself_and_its_guilds(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    guild_id = discord.add_guild("Alderhaven")
    paths = ("/users/@me", "/applications/@me", "/oauth2/applications/@me", "/gateway")

    account, application, old, gateway = [(await plain.send("GET", one)).body for one in paths]
    guilds = await plain.send("GET", "/users/@me/guilds")

    assert account["id"] == str(discord.bot_id)
    assert application == old
    assert gateway == {"url": discord.gateway_url}
    assert [one["id"] for one in guilds.body] == [str(guild_id)]
    assert discord.problems == []


async def test_a_guild_tells_of_its_channels_roles_and_members(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    guild_id = discord.add_guild("Alderhaven")
    discord.add_channel(guild_id, "news")

    guild = await plain.send("GET", f"/guilds/{guild_id}?with_counts=true")
    channels = await plain.send("GET", f"/guilds/{guild_id}/channels")
    roles = await plain.send("GET", f"/guilds/{guild_id}/roles")
    own = await plain.send("GET", f"/guilds/{guild_id}/members/{discord.bot_id}")
    members = await plain.send("GET", f"/guilds/{guild_id}/members?limit=10")

    assert guild.body["approximate_member_count"] == len(members.body) == 2
    assert [one["name"] for one in channels.body] == ["news"]
    assert [one["name"] for one in roles.body] == ["@everyone", "People", "Newsdesk"]
    assert own.body["roles"] == [roles.body[2]["id"]]
    assert discord.problems == []


async def test_limits_are_told_and_a_request_too_many_waits_as_told(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    path = f"/channels/{channel_id}/messages"

    replies = [await plain.send("POST", path, {"content": "x"}) for _ in range(6)]

    assert [reply.status for reply in replies] == [200] * 5 + [429]
    assert replies[0].headers["X-RateLimit-Remaining"] == "4"
    assert replies[5].headers["Via"]
    assert 0 < replies[5].body["retry_after"] <= 5
    assert len(discord.messages(channel_id)) == 5


async def test_mentions_are_made_only_where_the_message_allows_them(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    discord.say(channel_id, "Nora", "Hello")
    (said,) = discord.messages(channel_id)
    text = f"@everyone <@{said.author.id}>"
    bodies = [{"content": text}, {"content": text, "allowed_mentions": {"parse": []}}]

    for body in bodies:
        await plain.send("POST", f"/channels/{channel_id}/messages", body)
    _, loud, quiet = discord.messages(channel_id)

    assert loud.mentions == {said.author.id}
    assert loud.mentions_everyone
    assert not quiet.mentions
    assert not quiet.mentions_everyone
