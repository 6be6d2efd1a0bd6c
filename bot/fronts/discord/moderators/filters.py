"""`/filter`: what of the news is posted here, and what is not."""

from collections.abc import Mapping
from types import MappingProxyType

import discord
from discord import app_commands

from bot.errors import Refusal
from bot.fronts.discord.moderators import filter_views as views
from bot.fronts.discord.moderators.components import Message
from bot.fronts.discord.moderators.turn import (
    Handler,
    Turn,
    begin,
    number,
    offering,
    offering_feeds,
)
from bot.fronts.discord.readers.translating import told
from bot.news import FilterId, FilterKind, Panel, SubscriptionId
from bot.newsroom.desk import Desk

LONGEST = 500  # characters of a rule

Rule = app_commands.Range[str, 1, LONGEST]


def filter_commands(desk: Desk) -> app_commands.Group:
    """All of `/filter`."""
    group = app_commands.Group(
        name="filter",
        description=told("command-filter"),
        default_permissions=discord.Permissions(manage_guild=True),
    )
    _changing(group, desk)
    _looking(group, desk)
    return group


def _changing(group: app_commands.Group, desk: Desk) -> None:
    @group.command(name="add", description=told("command-filter-add"))
    @app_commands.describe(
        kind=told("command-filter-add-kind"),
        rule=told("command-filter-add-rule"),
        feed=told("command-filter-add-feed"),
    )
    @app_commands.choices(kind=_kinds())
    async def add(
        interaction: discord.Interaction, kind: str, rule: Rule, feed: str | None = None
    ) -> None:
        turn = await begin(interaction, desk)
        wish = await _wish(turn, feed)
        added = await desk.filtering.add(turn.actor, FilterKind(kind), rule, wish)
        tried = await desk.filtering.test(turn.actor, subscription_id=added.subscription_id)
        await turn.show(views.added(turn.words, added, await _names(turn), tried))

    @group.command(name="remove", description=told("command-filter-remove"))
    @app_commands.describe(chosen=told("command-filter-which"))
    @app_commands.rename(chosen="filter")
    async def remove(interaction: discord.Interaction, chosen: str) -> None:
        turn = await begin(interaction, desk)
        filters = {each.id: each for each in await desk.filtering.filters(turn.actor)}
        known = filters.get(FilterId(number(chosen) or 0))
        if known is None:
            raise Refusal("filter-unknown")
        panel = await desk.panels.open(turn.actor, "filter", {"filter": known.id})
        await turn.show(views.removal(turn.words, known, await _names(turn), panel))

    offering(
        remove,
        "chosen",
        desk,
        lambda turn, typed: turn.desk.filtering.offered(turn.actor, typed),
    )
    offering_feeds(desk, add)


def _looking(group: app_commands.Group, desk: Desk) -> None:
    @group.command(name="list", description=told("command-filter-list"))
    async def list_(interaction: discord.Interaction) -> None:
        turn = await begin(interaction, desk)
        panel = await desk.panels.open(turn.actor, "filters", {})
        await turn.show(await _listed(turn, panel, page=0))

    @group.command(name="test", description=told("command-filter-test"))
    @app_commands.describe(
        rule=told("command-filter-test-rule"),
        kind=told("command-filter-test-kind"),
        feed=told("command-filter-test-feed"),
    )
    @app_commands.choices(kind=_kinds())
    async def test(
        interaction: discord.Interaction,
        rule: Rule | None = None,
        kind: str = FilterKind.ONLY.value,
        feed: str | None = None,
    ) -> None:
        turn = await begin(interaction, desk)
        about = {"kind": kind, "rule": rule or "", "feed": await _wish(turn, feed)}
        panel = await desk.panels.open(turn.actor, "filter-test", about)
        await turn.show(await _tested(turn, panel, page=0))

    offering_feeds(desk, test)


def _kinds() -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=told(f"filter-kind-{each}"), value=each.value)
        for each in FilterKind
    ]


async def _wish(turn: Turn, feed: str | None) -> SubscriptionId | None:
    return None if feed is None else (await turn.feed(feed)).subscription.id


async def _names(turn: Turn) -> dict[SubscriptionId, str]:
    """What the feeds of this server are called."""
    followings = await turn.desk.subscribing.followings(turn.actor)
    return {each.subscription.id: each.name for each in followings}


async def _listed(turn: Turn, panel: Panel, *, page: int) -> Message:
    filters = await turn.desk.filtering.filters(turn.actor)
    return views.listed(turn.words, filters, await _names(turn), panel, page=page)


async def _tested(turn: Turn, panel: Panel, *, page: int) -> Message:
    about = panel.about
    tried = await turn.desk.filtering.test(
        turn.actor,
        kind=FilterKind(about["kind"]),
        rule=about["rule"],
        subscription_id=about["feed"],
    )
    return views.tested(turn.words, tried, panel, page=page)


async def _turn_test(turn: Turn, panel: Panel, argument: str) -> None:
    await turn.show(await _tested(turn, panel, page=number(argument) or 0))


async def _turn_page(turn: Turn, panel: Panel, argument: str) -> None:
    await turn.show(await _listed(turn, panel, page=number(argument) or 0))


async def _remove(turn: Turn, panel: Panel, _argument: str) -> None:
    await turn.desk.panels.close(panel)
    removed = await turn.desk.filtering.remove(turn.actor, FilterId(panel.about["filter"]))
    await turn.show(views.removed(turn.words, removed))


PRESSED: Mapping[str, Handler] = MappingProxyType(
    {"filter-remove": _remove, "filter-page": _turn_page, "filter-tried": _turn_test}
)
