"""A panel outlives a restart, is acknowledged in time, and says so when it is too old."""

from datetime import timedelta

from sqlalchemy import update

from bot.app import utc_now
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.tables import panels
from tests.discord.interactions import ACKNOWLEDGE_WITHIN
from tests.discord.permissions import Permission
from tests.discord.server import simulated_discord
from tests.fiction import headline, lay_out
from tests.fronts.discord.moderators.bureau import MONA, Bureau, open_bureau, part, text
from tests.fronts.discord.station import open_station
from tests.newsstand.stand import Newsstand


async def test_a_button_works_after_a_restart_and_commands_are_not_registered_again(
    database_url: str,
) -> None:
    async with Newsstand() as stand, simulated_discord() as discord:
        async with open_station(database_url, discord, stand, first_poll_shows=1) as first:
            bureau = Bureau(first, first.channel())
            bureau.person(MONA, rights=Permission.MANAGE_GUILD)
            await first.until(lambda: discord.commands, "the commands")
            panel = await bureau.use("feed add", {"url": lay_out(stand, 2)})
        async with open_station(database_url, discord, stand, first_poll_shows=1) as second:
            await second.until(lambda: second.publisher.connected, "the gateway")
            told = await Bureau(second, bureau.channel).press(panel, "feed-follow")
            titles = await second.posted(bureau.channel, 1)

        registered = [each for each in discord.requests if each.method == "PUT"]
        assert "is followed in" in text(told)
        assert titles == [headline(1)]
        assert len([each for each in registered if each.path.endswith("/commands")]) == 1
        assert discord.problems == []


async def test_a_panel_of_yesterday_says_so(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        panel = await bureau.use("feed add", {"url": bureau.feed(1)})
        database = Database(parse_address(sqlite_url))
        async with database.writing() as connection:
            await connection.execute(
                update(panels).values(made_at=utc_now() - timedelta(days=1, minutes=1))
            )
        await database.close()

        told = await bureau.press(panel, "feed-follow")

        assert "too old" in text(told)
        assert await bureau.followings() == []


async def test_a_slow_site_keeps_nobody_waiting_for_a_sign(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        url = bureau.stand.page("/slow", "<p>Nothing.</p>", delay=ACKNOWLEDGE_WITHIN + 1)
        asked = bureau.discord.command(bureau.channel, "feed add", {"url": url}, by=MONA)

        await bureau.discord.until(lambda: asked.callback, "a sign")

        assert asked.acknowledged_at is not None
        assert asked.acknowledged_at - asked.at < ACKNOWLEDGE_WITHIN / 2
        assert "no feed" in text(await bureau.answer(asked)).lower()


async def test_a_button_that_nobody_knows_any_more_says_so(sqlite_url: str) -> None:
    async with open_bureau(sqlite_url) as bureau:
        panel = await bureau.use("feed list")
        assert text(panel)
        panel = await bureau.use("feed add", {"url": bureau.feed(1)})
        pressed = part(panel, "feed-follow").replace("feed-follow", "feed-unheard")
        panel.message.payload["components"][-1]["components"][0]["custom_id"] = pressed

        told = await bureau.answer(bureau.discord.press(panel.message, pressed, by=MONA))

    assert "too old" in text(told)
