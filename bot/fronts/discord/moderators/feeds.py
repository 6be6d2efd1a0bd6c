"""`/feed`: what this server follows, set up and seen to."""

import discord
from discord import app_commands

from bot.fronts.discord.moderators import feed_views as views
from bot.fronts.discord.moderators.change_views import MOST, logged
from bot.fronts.discord.moderators.feed_panels import (
    candidate_at,
    feed_panel,
    list_panel,
    open_feed,
    tested,
)
from bot.fronts.discord.moderators.turn import Channel, begin, offering_feeds, see
from bot.fronts.discord.readers.translating import told
from bot.news import ChannelId
from bot.newsroom.desk import Desk

LONGEST_ADDRESS = 2_000  # characters

Address = app_commands.Range[str, 3, LONGEST_ADDRESS]
Name = app_commands.Range[str, 1, views.NAME_LIMIT]


def feed_commands(desk: Desk) -> app_commands.Group:
    """All of `/feed`."""
    group = app_commands.Group(
        name="feed",
        description=told("command-feed"),
        default_permissions=discord.Permissions(manage_guild=True),
    )
    _adding(group, desk)
    _looking(group, desk)
    _changing(group, desk)
    return group


def _adding(group: app_commands.Group, desk: Desk) -> None:
    @group.command(name="add", description=told("command-feed-add"))
    @app_commands.describe(
        url=told("command-feed-add-url"),
        channel=told("command-feed-add-channel"),
        name=told("command-feed-add-name"),
    )
    async def add(
        interaction: discord.Interaction,
        url: Address,
        channel: Channel | None = None,
        name: Name | None = None,
    ) -> None:
        turn = await begin(interaction, desk)
        place = turn.place(channel.id if channel else None)
        panel = await candidate_at(turn, url, ChannelId(place.id), name=name or "")
        await turn.show(views.candidate(turn.words, panel))

    @group.command(name="move", description=told("command-feed-move"))
    @app_commands.describe(feed=told("command-feed-which"), url=told("command-feed-move-url"))
    async def move(interaction: discord.Interaction, feed: str, url: Address) -> None:
        turn = await begin(interaction, desk)
        known = await turn.feed(feed)
        wish = known.subscription
        panel = await candidate_at(turn, url, wish.channel_id, moves=wish.id)
        await turn.show(views.candidate(turn.words, panel))

    offering_feeds(desk, move)


def _looking(group: app_commands.Group, desk: Desk) -> None:
    @group.command(name="list", description=told("command-feed-list"))
    async def list_(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk)
        await turn.show(await list_panel(turn, page=0))

    @group.command(name="show", description=told("command-feed-show"))
    @app_commands.describe(feed=told("command-feed-which"))
    async def show(interaction: discord.Interaction, feed: str) -> None:
        turn = await begin(interaction, desk)
        await turn.show(await open_feed(turn, await turn.feed(feed)))

    @group.command(name="edit", description=told("command-feed-edit"))
    @app_commands.describe(feed=told("command-feed-which"))
    async def edit(interaction: discord.Interaction, feed: str) -> None:
        turn = await see(interaction, desk)
        known = await turn.feed(feed)
        panel = await feed_panel(turn, known)
        await turn.open(views.cards_form(turn.words, known, panel))

    @group.command(name="test", description=told("command-feed-test"))
    @app_commands.describe(feed=told("command-feed-which"))
    async def test(interaction: discord.Interaction, feed: str) -> None:
        turn = await begin(interaction, desk)
        await turn.show(await tested(turn, await turn.feed(feed)))

    @group.command(name="log", description=told("command-feed-log"))
    async def log(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk)
        changes = await desk.subscribing.changes(turn.actor, limit=MOST)
        await turn.show(logged(turn.words, changes))

    offering_feeds(desk, show, edit, test)


def _changing(group: app_commands.Group, desk: Desk) -> None:
    @group.command(name="pause", description=told("command-feed-pause"))
    @app_commands.describe(feed=told("command-feed-which"))
    async def pause(interaction: discord.Interaction, feed: str) -> None:
        turn = await begin(interaction, desk)
        known = await turn.feed(feed)
        known = await desk.subscribing.pause(turn.actor, known.subscription.id)
        await turn.show(await open_feed(turn, known, note=turn.words("feed-paused")))

    @group.command(name="resume", description=told("command-feed-resume"))
    @app_commands.describe(feed=told("command-feed-which"))
    async def resume(interaction: discord.Interaction, feed: str) -> None:
        turn = await begin(interaction, desk)
        known = await turn.feed(feed)
        known = await desk.subscribing.resume(turn.actor, known.subscription.id)
        await turn.show(await open_feed(turn, known, note=turn.words("feed-resumed")))

    @group.command(name="remove", description=told("command-feed-remove"))
    @app_commands.describe(feed=told("command-feed-which"))
    async def remove(interaction: discord.Interaction, feed: str) -> None:
        turn = await begin(interaction, desk)
        known = await turn.feed(feed)
        await turn.show(views.removal(turn.words, known, await feed_panel(turn, known)))

    offering_feeds(desk, pause, resume, remove)
