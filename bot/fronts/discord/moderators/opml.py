"""`/opml`: feeds brought along in a file, and taken along."""

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

import discord
from discord import app_commands

from bot.errors import Refusal
from bot.fronts.discord.moderators import opml_views as views
from bot.fronts.discord.moderators.turn import Channel, Handler, Turn, begin
from bot.fronts.discord.readers.translating import told
from bot.news import ChannelId, Panel
from bot.newsroom.desk import Desk
from bot.newsroom.importing import LARGEST, NewFeed

FILE = "newsdesk.opml"


def opml_commands(desk: Desk) -> app_commands.Group:
    """All of `/opml`."""
    group = app_commands.Group(
        name="opml",
        description=told("command-opml"),
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @group.command(name="import", description=told("command-opml-import"))
    @app_commands.describe(
        file=told("command-opml-import-file"),
        channel=told("command-opml-import-channel"),
    )
    async def import_(
        interaction: discord.Interaction, file: discord.Attachment, channel: Channel | None = None
    ) -> None:
        turn = await begin(interaction, desk)
        place = turn.place(channel.id if channel else None)
        if file.size > LARGEST:
            raise Refusal("opml-too-large", most=LARGEST // 1024**2)
        known = [each.feed.url for each in await desk.subscribing.followings(turn.actor)]

        async def tell(done: int, of: int) -> None:
            await turn.show(views.trying(turn.words, done, of))

        plan = await desk.importing.plan(known, await file.read(), tell=tell)
        about = {"feeds": views.kept(plan.new), "channel": place.id}
        panel = await desk.panels.open(turn.actor, "opml", about)
        await turn.show(views.planned(turn.words, plan, panel))

    @group.command(name="export", description=told("command-opml-export"))
    async def export(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk)
        feeds = await desk.subscribing.followings(turn.actor)
        title = interaction.guild.name if interaction.guild else FILE
        body = await desk.importing.export(feeds, title=title)
        file = discord.File(BytesIO(body), filename=FILE)
        await turn.show(views.exported(turn.words, len(feeds)), files=[file])

    return group


async def _carry_out(turn: Turn, panel: Panel, _argument: str) -> None:
    channel_id = ChannelId(turn.place(panel.about["channel"]).id)
    if not await turn.desk.panels.close(panel):  # the other of two presses was first
        raise Refusal("panel-old")

    async def follow(feed: NewFeed) -> object:
        return await turn.desk.subscribing.follow(
            turn.actor, channel_id, feed.url, title=feed.title
        )

    done = await turn.desk.importing.carry_out(views.read(panel.about["feeds"]), follow)
    await turn.show(views.carried_out(turn.words, done, channel_id))


PRESSED: Mapping[str, Handler] = MappingProxyType({"opml-import": _carry_out})
