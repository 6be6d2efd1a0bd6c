"""Cards reach their channels once and in order, whatever breaks: real sockets, both databases."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest

from bot.app import utc_now
from bot.errors import TokenError
from bot.news import GuildId
from tests.discord.faults import Fault
from tests.discord.limits import ROUTES
from tests.discord.permissions import Permission
from tests.discord.server import SimulatedDiscord, simulated_discord
from tests.fiction import headline, lay_out
from tests.fronts.discord.station import Station, open_station
from tests.newsstand.stand import Newsstand
from tests.storage.wishes import wish

MESSAGES = "/channels/{channel_id}/messages"
NO_WINDOW = timedelta(0)


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
def limits() -> Mapping[str, tuple[int, float]]:
    """Limits of routes that hold nobody up; a test that is about them asks for the real ones."""
    return {**ROUTES, f"POST {MESSAGES}": (1_000, 1.0)}


@pytest.fixture
async def discord(limits: Mapping[str, tuple[int, float]]) -> AsyncIterator[SimulatedDiscord]:
    """A Discord that must have nothing to object to what it was asked."""
    async with simulated_discord(limits=limits) as discord:
        yield discord
        assert discord.problems == []


@pytest.fixture
async def station(
    database_url: str, discord: SimulatedDiscord, stand: Newsstand
) -> AsyncIterator[Station]:
    async with open_station(database_url, discord, stand) as station:
        yield station


@pytest.mark.parametrize("limits", [ROUTES])
async def test_ten_cards_are_posted_in_order(station: Station) -> None:
    channel = station.channel()

    await station.publish(channel, 10)

    assert await station.posted(channel, 10) == station.expected(10)


async def test_two_guilds_share_a_poll_and_a_summary(station: Station, stand: Newsstand) -> None:
    other_guild = station.discord.add_guild("Pier sitters")
    here, there = station.channel(), station.channel("news", other_guild)
    await station.follow(there, lay_out(stand, 1), other_guild)

    await station.publish(here, 1)

    assert await station.posted(here, 1) == await station.posted(there, 1) == [headline(0)]
    assert stand.paths().count("/feed.xml") == 1
    assert stand.paths().count("/news/0.html") == 1
    assert b'newsdesk_summaries_total{by="article"} 1.0' in station.meters.text()


async def test_no_request_leaves_while_a_route_is_held(station: Station) -> None:
    channel = station.channel()
    station.discord.fault("POST", MESSAGES, Fault.LIMIT_ROUTE, times=2, delay=0.5)

    await station.publish(channel, 7)

    assert await station.posted(channel, 7) == station.expected(7)


async def test_no_request_leaves_while_everything_is_held(station: Station) -> None:
    channels = [station.channel(f"news-{number}") for number in range(8)]
    station.discord.fault("POST", MESSAGES, Fault.LIMIT_GLOBAL, times=1, delay=1.0)
    for channel in channels[1:]:
        await station.follow(channel, lay_out(station.stand, 2))

    await station.publish(channels[0], 2)

    for channel in channels:
        assert await station.posted(channel, 2) == station.expected(2)


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.DOUBLED, Fault.ERROR_AFTER, Fault.CUT])
async def test_a_broken_answer_makes_no_second_card(station: Station, fault: Fault) -> None:
    channel = station.channel()
    station.discord.fault("POST", MESSAGES, fault, times=2)

    await station.publish(channel, 4)

    assert await station.posted(channel, 4) == station.expected(4)


@pytest.mark.parametrize("fault", [None, Fault.LOST, Fault.CUT])
async def test_each_card_has_its_thread_where_a_channel_wants_that_whatever_breaks(
    station: Station, database_url: str, fault: Fault | None
) -> None:
    channel = station.channel()
    feed_id = await station.follow(channel, lay_out(station.stand, 2))
    await wish(database_url, threads="always")
    if fault is not None:
        station.discord.fault("POST", f"{MESSAGES}/{{message_id}}/threads", fault)

    await station.poll(feed_id)

    assert await station.posted(channel, 2) == station.expected(2)
    cards = [each.id for each in station.discord.messages(channel)]
    assert [station.discord._state.channels[each].name for each in cards] == station.expected(2)


async def test_a_wall_before_discord_is_waited_for(station: Station) -> None:
    channel = station.channel()
    station.discord.fault("POST", MESSAGES, Fault.HTML_429, times=1, delay=1.0)
    station.discord.fault("POST", MESSAGES, Fault.HTML_503, times=1)

    await station.publish(channel, 3)

    assert await station.posted(channel, 3) == station.expected(3)
    assert await station.closed_for(channel) == ""


async def test_two_shards_are_one_bot(database_url: str, stand: Newsstand) -> None:
    async with (
        simulated_discord(shards=2) as discord,
        open_station(database_url, discord, stand) as station,
    ):
        guilds = [discord.add_guild(f"Guild {number}") for number in range(4)]
        channels = [station.channel("news", guild) for guild in guilds]
        for channel in channels[1:]:
            await station.follow(channel, lay_out(stand, 1))

        await station.publish(channels[0], 1)

        await station.until(lambda: station.publisher.connected, "both shards")
        for channel in channels:
            assert await station.posted(channel, 1) == [headline(0)]
        assert len(discord.gateway.identifies) == 2
        assert discord.problems == []


async def test_after_the_nonces_window_the_history_settles_it(
    database_url: str, discord: SimulatedDiscord, stand: Newsstand
) -> None:
    discord.nonce_window = 0.0
    async with open_station(database_url, discord, stand, nonce_window=NO_WINDOW) as station:
        channel = station.channel()
        discord.fault("POST", MESSAGES, Fault.LOST, times=3)

        await station.publish(channel, 4)

        assert await station.posted(channel, 4) == station.expected(4)
    asked = Counter(request.method for request in discord.requests if request.template == MESSAGES)
    assert asked["GET"] >= 3


async def test_a_call_that_never_arrived_is_made_again_after_the_window(
    database_url: str, discord: SimulatedDiscord, stand: Newsstand
) -> None:
    discord.nonce_window = 0.0
    async with open_station(database_url, discord, stand, nonce_window=NO_WINDOW) as station:
        channel = station.channel()
        discord.fault("POST", MESSAGES, Fault.CUT, times=2)

        await station.publish(channel, 3)

        assert await station.posted(channel, 3) == station.expected(3)


async def test_an_answer_that_comes_too_late_makes_no_second_card(
    database_url: str, discord: SimulatedDiscord, stand: Newsstand
) -> None:
    async with open_station(database_url, discord, stand, call=1.0) as station:
        channel = station.channel()
        discord.fault("POST", MESSAGES, Fault.LATE, times=1, delay=3.0)

        await station.publish(channel, 3)

        assert await station.posted(channel, 3) == station.expected(3)


async def test_a_dropped_gateway_holds_nothing_up_and_is_resumed(station: Station) -> None:
    channel = station.channel()
    await station.until(lambda: station.publisher.connected, "the gateway")
    publishing = asyncio.create_task(station.publish(channel, 8))
    await station.until(lambda: len(station.titles(channel)) >= 2, "two cards")

    station.discord.drop_gateway()

    await publishing
    assert await station.posted(channel, 8) == station.expected(8)
    await station.until(lambda: station.discord.gateway.resumes, "a resumed session")


async def test_a_deleted_channel_is_closed_with_its_reason_and_served_when_it_is_back(
    station: Station,
) -> None:
    channel = station.channel()
    await station.until(lambda: station.publisher.connected, "the gateway")
    station.discord.delete_channel(channel)
    await station.publish(channel, 3)
    await station.until(lambda: station.closed_for(channel), "a reason")
    reason = await station.closed_for(channel)
    asked = len(station.discord.requests)

    station.discord.restore_channel(channel)

    assert "no longer exists" in reason or "deleted" in reason
    assert await station.posted(channel, 3) == station.expected(3)
    assert await station.closed_for(channel) == ""
    assert asked < len(station.discord.requests)


@pytest.mark.parametrize(
    "permission",
    [Permission.SEND_MESSAGES, Permission.EMBED_LINKS, Permission.VIEW_CHANNEL],
)
async def test_a_missing_permission_closes_a_channel_until_it_is_given_back(
    station: Station, permission: Permission
) -> None:
    channel, other = station.channel(), station.channel("other")
    await station.until(lambda: station.publisher.connected, "the gateway")
    station.discord.deny(channel, permission)
    await station.follow(other, lay_out(station.stand, 3))
    await station.publish(channel, 3)
    assert await station.posted(other, 3) == station.expected(3)
    await station.until(lambda: station.closed_for(channel), "a reason")
    refused = [each for each in station.discord.requests if each.status in {403, 404}]

    station.discord.allow_again(channel)

    assert await station.posted(channel, 3) == station.expected(3)
    assert len(refused) == 1


async def test_a_guild_that_removed_the_bot_is_served_again_when_it_is_back(
    station: Station,
) -> None:
    channel = station.channel()
    await station.until(lambda: station.publisher.connected, "the gateway")
    await station.publish(channel, 1)
    await station.posted(channel, 1)

    station.discord.remove_bot(station.guild_id)
    await station.until(lambda: station.closed_for(channel), "a reason")
    reason = await station.closed_for(channel)
    lay_out(station.stand, 3)
    [feed] = await station.bot.storage.feeds()
    await station.poll(feed.id)
    station.discord.add_bot(station.guild_id)

    assert "removed" in reason
    assert await station.posted(channel, 3) == station.expected(3)


async def test_a_channel_learns_whose_it_is(station: Station) -> None:
    channel = station.channel()
    feed = await station.bot.storage.add_feed(lay_out(station.stand, 1), now=utc_now())
    await station.bot.storage.subscribe(feed.id, channel, guild_id=None, now=utc_now())

    station.discord.add_channel(station.guild_id, "another")
    station.discord.set_bot_permissions(station.guild_id, int(Permission.VIEW_CHANNEL))

    async def placed() -> bool:
        [wish] = await station.bot.storage.subscriptions_in([channel])
        return wish.guild_id == GuildId(station.guild_id)

    await station.until(placed, "the guild")


async def test_a_revoked_token_stops_the_bot_with_a_clear_word(station: Station) -> None:
    await station.until(lambda: station.publisher.connected, "the gateway")

    station.discord.revoke_token()

    with pytest.raises(TokenError, match="token") as caught:
        await asyncio.wait_for(asyncio.shield(station.working), 30)
    assert station.discord.token not in str(caught.value)


async def test_refused_requests_stop_long_before_a_ban(
    database_url: str, discord: SimulatedDiscord, stand: Newsstand
) -> None:
    async with open_station(database_url, discord, stand, most_invalid=3, per_second=3) as station:
        channels = [station.channel(f"news-{number}") for number in range(8)]
        for channel in channels:
            discord.deny(channel, Permission.SEND_MESSAGES)
            await station.follow(channel, lay_out(stand, 1))
        [feed] = await station.bot.storage.feeds()

        await station.poll(feed.id)

        await station.until(lambda: station.publisher.invalid_requests >= 3, "refusals")
        await asyncio.sleep(1)
        refused = [each for each in discord.requests if each.status in {401, 403, 429}]
        assert 3 <= len(refused) < 6  # those of one second may be under way at once


@pytest.mark.timeout(300)
@pytest.mark.parametrize("limits", [ROUTES])
async def test_five_hundred_channels_get_an_article_and_nobody_is_limited(
    station: Station,
) -> None:
    channels = [station.channel(f"news-{number}") for number in range(500)]
    url = lay_out(station.stand, 2)
    for channel in channels:
        await station.follow(channel, url)
    [feed] = await station.bot.storage.feeds()

    await station.poll(feed.id)

    async def all_posted() -> bool:
        return (await station.bot.storage.counts()).sent == 1_000

    await station.until(all_posted, "a thousand cards", patience=240)
    assert {tuple(station.titles(channel)) for channel in channels} == {tuple(station.expected(2))}
    assert Counter(each.status for each in station.discord.requests)[429] == 0
