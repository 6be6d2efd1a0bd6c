"""Answers to interactions, and the registering of commands, by somebody without a library."""

import pytest

from tests.discord.clients import Plain
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.discord.world import Interaction, Reply


async def greeted(discord: SimulatedDiscord, plain: Plain, channel_id: int) -> Interaction:
    """Somebody sends a command that no library answers."""
    body = {"name": "hello", "description": "Says hello"}
    await plain.send("POST", f"/applications/{discord.application_id}/commands", body)
    return discord.command(channel_id, "hello")


@pytest.mark.parametrize(("late", "doubled", "code"), [(False, True, 40060), (True, False, 10062)])
async def test_an_answer_comes_in_time_and_once(late: bool, doubled: bool, code: int) -> None:  # noqa: FBT001 - parameters
    now = [1_800_000_000.0]
    async with simulated_discord(clock=lambda: now[0]) as discord, Plain.open(discord) as plain:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        told = await greeted(discord, plain, channel_id)
        now[0] += 3.5 if late else 0.5
        path = f"/interactions/{told.id}/{told.token}/callback"

        replies = [
            await plain.send("POST", path, {"type": Reply.DEFERRED_MESSAGE})
            for _ in range(2 if doubled else 1)
        ]

    assert replies[-1].body["code"] == code


async def test_a_token_is_good_for_fifteen_minutes() -> None:
    now = [1_800_000_000.0]
    async with simulated_discord(clock=lambda: now[0]) as discord, Plain.open(discord) as plain:
        channel_id = discord.add_channel(discord.add_guild("Alderhaven"), "news")
        told = await greeted(discord, plain, channel_id)
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


async def test_each_token_has_a_limit_of_its_own(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    hooks = []
    for _ in range(2):
        told = await greeted(discord, plain, channel_id)
        callback = f"/interactions/{told.id}/{told.token}/callback"
        await plain.send("POST", callback, {"type": Reply.DEFERRED_MESSAGE})
        hooks.append(f"/webhooks/{discord.application_id}/{told.token}")

    replies = [await plain.send("POST", hook, {"content": "x"}) for hook in hooks for _ in range(5)]

    assert [reply.status for reply in replies] == [200] * 10


@pytest.mark.parametrize("update", [{"content": ""}, {"content": None, "embeds": []}])
async def test_an_answer_cannot_be_emptied_either(
    discord: SimulatedDiscord, plain: Plain, channel_id: int, update: dict[str, object]
) -> None:
    told = await greeted(discord, plain, channel_id)
    callback = f"/interactions/{told.id}/{told.token}/callback"
    await plain.send("POST", callback, {"type": Reply.MESSAGE, "data": {"content": "Hello"}})
    original = f"/webhooks/{discord.application_id}/{told.token}/messages/@original"

    reply = await plain.send("PATCH", original, update)

    assert (reply.status, reply.body["code"]) == (400, 50006)
    assert discord.messages(channel_id)[0].payload["content"] == "Hello"


async def test_a_promise_is_not_kept_by_an_empty_message(
    discord: SimulatedDiscord, plain: Plain, channel_id: int
) -> None:
    told = await greeted(discord, plain, channel_id)
    callback = f"/interactions/{told.id}/{told.token}/callback?with_response=true"
    deferred = await plain.send("POST", callback, {"type": Reply.DEFERRED_MESSAGE})
    original = f"/webhooks/{discord.application_id}/{told.token}/messages/@original"

    reply = await plain.send("PATCH", original, {"content": ""})

    assert deferred.body["interaction"]["response_message_loading"]
    assert (reply.status, reply.body["code"]) == (400, 50006)
    assert told.is_deferred


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
