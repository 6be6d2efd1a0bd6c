"""Requests whose form is wrong, or right in a way that is easily taken for wrong."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.discord.bodies import described
from tests.discord.cdn import LARGEST
from tests.discord.clients import Plain
from tests.discord.faults import Fault
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import ChannelType, MessageFlag

# Method, path below the channel, and body.
NONSENSE = {
    "limit": ("GET", "/messages?limit=abc", None),
    "before": ("GET", "/messages?before=abc", None),
    "long number": ("GET", f"/messages?after={'9' * 5000}", None),
    "timestamp": ("POST", "/messages", {"embeds": [{"title": "x", "timestamp": "never"}]}),
    "mentions": ("POST", "/messages", {"content": "x", "allowed_mentions": {"users": ["abc"]}}),
    "reference": ("POST", "/messages", {"content": "x", "message_reference": {"message_id": "a"}}),
    "no reference": ("POST", "/messages", {"content": "x", "message_reference": {"type": 0}}),
    "attachment": ("POST", "/messages", {"attachments": [{"id": "first"}]}),
    "thread": ("POST", "/threads", {"name": "x", "type": 99}),
    "channel": ("PATCH", "", ["name"]),
    "no body": ("PATCH", "", None),
}


@pytest.fixture(params=["described", "not described"])
async def discord(request: pytest.FixtureRequest) -> AsyncIterator[SimulatedDiscord]:
    """A simulated Discord with the description and one without; problems are what is tested."""
    if request.param == "described":
        described()
    async with simulated_discord(described=request.param == "described") as simulated:
        yield simulated


@pytest.fixture
def channel_id(discord: SimulatedDiscord) -> int:
    """A channel in a guild where the bot may do everything."""
    guild_id = discord.add_guild("Alderhaven", permissions=Permission.ADMINISTRATOR)
    return discord.add_channel(guild_id, "news")


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
async def test_nonsense_is_refused_noted_and_not_kept(
    discord: SimulatedDiscord, plain: Plain, channel_id: int, nonsense: tuple[str, str, object]
) -> None:
    method, path, body = nonsense

    reply = await plain.send(method, f"/channels/{channel_id}{path}", body)

    assert (reply.status, reply.body["code"]) == (400, 50035)
    assert len(discord.problems) == 1
    assert discord.messages(channel_id) == []


@pytest.mark.parametrize("discord", ["described"], indirect=True)
async def test_a_thread_is_not_archived_after_five_minutes(plain: Plain, channel_id: int) -> None:
    body = {"name": "x", "auto_archive_duration": 5}

    reply = await plain.send("POST", f"/channels/{channel_id}/threads", body)

    assert (reply.status, reply.body["code"]) == (400, 50035)


async def test_an_edit_into_nonsense_changes_nothing(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    path = f"/channels/{channel_id}/messages"
    made = await plain.send("POST", path, {"content": "x"})

    wrong = {"embeds": [{"title": "x", "timestamp": "never"}]}
    reply = await plain.send("PATCH", f"{path}/{made.body['id']}", wrong)

    assert reply.status == 400
    assert discord.messages(channel_id)[0].payload == {"content": "x"}


@pytest.mark.parametrize("discord", ["described"], indirect=True)
async def test_a_problem_names_its_request_once(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    await plain.send("GET", f"/channels/{channel_id}/messages?limit=abc")
    await plain.send("POST", f"/channels/{channel_id}/messages", {"content": "x" * 2001})

    assert [problem.count("/messages: ") for problem in discord.problems] == [1, 1]


@pytest.mark.parametrize("discord", ["not described"], indirect=True)
async def test_an_id_of_any_length_is_one_that_nothing_has(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    reply = await plain.send("GET", f"/channels/{'9' * 5000}")

    assert (reply.status, reply.body["code"]) == (404, 10003)
    assert discord.problems == []


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [(b"[" * 100_000, (400, 50109)), (b'"' + b"x" * LARGEST, (413, 40005))],
    ids=["deep", "large"],
)
async def test_a_body_beyond_all_measure_is_refused(
    plain: Plain, channel_id: int, raw: bytes, refusal: tuple[int, int]
) -> None:
    reply = await plain.send("POST", f"/channels/{channel_id}/messages", raw=raw)

    assert (reply.status, reply.body["code"]) == refusal


async def test_a_reply_need_not_name_the_channel(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    said = discord.say(channel_id, "Nora", "Hello")
    body = {"content": "Yes?", "message_reference": {"message_id": str(said)}}

    reply = await plain.send("POST", f"/channels/{channel_id}/messages", body)

    assert reply.status == 200
    assert reply.body["referenced_message"]["id"] == str(said)
    assert discord.problems == []


async def test_a_forward_carries_a_message_on(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    said = discord.say(channel_id, "Nora", "Hello")
    reference = {"type": 1, "message_id": str(said), "channel_id": str(channel_id)}

    path = f"/channels/{channel_id}/messages"
    reply = await plain.send("POST", path, {"message_reference": reference})

    assert reply.status == 200
    assert reply.body["message_reference"]["type"] == 1
    assert reply.body["message_snapshots"][0]["message"]["content"] == "Hello"
    assert discord.problems == []


async def test_a_post_in_a_forum_needs_a_message(discord: SimulatedDiscord, plain: Plain) -> None:
    guild_id = discord.add_guild("Alderhaven")
    forum = discord.add_channel(guild_id, "stories", type=ChannelType.FORUM)

    reply = await plain.send("POST", f"/channels/{forum}/threads", {"name": "A story"})

    assert (reply.status, reply.body["code"]) == (400, 50035)
    assert "message" in reply.body["errors"]


async def test_a_message_cannot_whisper(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    path = f"/channels/{channel_id}/messages"

    await plain.send("POST", path, {"content": "psst", "flags": int(MessageFlag.EPHEMERAL)})
    history = await plain.send("GET", path)

    assert [(one["content"], one["flags"]) for one in history.body] == [("psst", 0)]
    assert len(discord.messages(channel_id)) == 1


@pytest.mark.parametrize(
    ("made", "edit", "status"),
    [
        ({"content": "x"}, {"content": ""}, 400),
        ({"content": "x"}, {"content": None}, 400),
        ({"content": "x", "embeds": [{"title": "y"}]}, {"content": ""}, 200),
        ({"content": "x", "embeds": [{"title": "y"}]}, {"content": "", "embeds": []}, 400),
    ],
)
async def test_an_edit_cannot_empty_a_message(
    plain: Plain, channel_id: int, made: dict[str, Any], edit: dict[str, Any], status: int
) -> None:
    path = f"/channels/{channel_id}/messages"
    message = await plain.send("POST", path, made)

    reply = await plain.send("PATCH", f"{path}/{message.body['id']}", edit)

    assert reply.status == status
    assert status == 200 or reply.body["code"] == 50006


async def test_an_old_message_is_read_with_the_right_to_history_and_edited_without(
    discord: SimulatedDiscord, plain: Plain
) -> None:
    channel_id = discord.add_channel(discord.add_guild("Brackwater"), "news")
    path = f"/channels/{channel_id}/messages"
    made = await plain.send("POST", path, {"content": "x"})
    discord.deny(channel_id, Permission.READ_MESSAGE_HISTORY)

    read = await plain.send("GET", f"{path}/{made.body['id']}")
    edited = await plain.send("PATCH", f"{path}/{made.body['id']}", {"content": "y"})

    assert (read.status, read.body["code"]) == (403, 50001)
    assert edited.status == 200


async def test_a_file_comes_beside_the_message_and_stays_through_an_edit(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    edge = "b0undary"
    part = f"--{edge}\r\nContent-Disposition: form-data; name="
    body = '{"content": "See", "attachments": [{"id": 0, "filename": "a.txt"}]}'
    file = f'{part}"files[0]"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n'
    raw = f'{part}"payload_json"\r\n\r\n{body}\r\n{file}--{edge}--\r\n'.encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    path = f"/channels/{channel_id}/messages"

    discord.fault("POST", "/channels/{channel_id}/messages", Fault.DOUBLED)
    made = await plain.send("POST", path, raw=raw, headers=kind)
    edited = await plain.send("PATCH", f"{path}/{made.body['id']}", {"content": "Look"})

    (shown,) = edited.body["attachments"]
    assert (shown["filename"], shown["size"]) == ("a.txt", 5)
    assert (await plain.fetch(shown["url"])).body == "hello"
    assert (await plain.fetch(shown["url"])).headers["Content-Type"] == "text/plain"
    assert (await plain.fetch(shown["url"].replace(shown["id"], "1"))).status == 404
    assert discord.problems == []


async def test_a_file_needs_the_right_to_attach(discord: SimulatedDiscord, plain: Plain) -> None:
    channel_id = discord.add_channel(discord.add_guild("Brackwater"), "news")
    body = {"content": "x", "attachments": [{"id": "0"}]}

    reply = await plain.send("POST", f"/channels/{channel_id}/messages", body)

    assert (reply.status, reply.body["code"]) == (403, 50013)
