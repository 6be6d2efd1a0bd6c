"""`newsdesk filters`: what of the news is not to be posted, and what that would come to."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.app import utc_now
from bot.cli.answers import LARGEST_ID, LONGEST, at_desk, place, say, write
from bot.cli.base import Format, FormatOption, cli, console
from bot.errors import UsageError
from bot.fronts import wording
from bot.fronts.outside import line
from bot.fronts.words import words_for
from bot.news import (
    HERE,
    Actor,
    ChannelId,
    Explanation,
    Filter,
    FilterId,
    FilterKind,
    Following,
    GuildId,
    SubscriptionId,
    Tried,
)
from bot.newsroom.desk import Desk

EXCERPT = 40  # of what a word stands in
MOST_TERMS = 3  # that are named of a rule

SIGNS = {True: ("pass", "green"), False: ("keep back", "red"), None: ("wait", "yellow")}

filters = typer.Typer(help="Add, list, try and remove filters.")
cli.add_typer(filters, name="filters")

KINDS = "only|never"
KindArgument = Annotated[FilterKind, typer.Argument(metavar=KINDS, show_default=False)]
RuleArgument = Annotated[str, typer.Argument(metavar="RULE", show_default=False)]
FeedOption = Annotated[
    str | None, typer.Option(metavar="URL_OR_ID", help="Only for this feed; else for all.")
]
ChannelOption = Annotated[
    int | None, typer.Option(min=0, help="With --feed: only in this channel.")
]
GuildOption = Annotated[
    int | None, typer.Option(min=1, max=LARGEST_ID, help="For all that this guild follows.")
]


@filters.command()
def add(
    kind: KindArgument,
    rule: RuleArgument,
    feed: FeedOption = None,
    channel: ChannelOption = None,
    guild: GuildOption = None,
) -> None:
    """Post ONLY what a rule fits, or NEVER. It decides what is read from now on.

    A rule is words and "phrases", joined by AND, OR, NOT and brackets; title:, body:, author:,
    category:, domain:, language: and topic: before a word say where; /.../ is a regular expression.
    """

    async def work(desk: Desk) -> None:
        actor = HERE if guild is None else Actor(GuildId(guild))
        for wish in await _wishes(desk, feed, channel):
            added = await desk.filtering.add(actor, kind, rule, wish)
            say(f"Added filter {added.id}: {kind} {desk.filtering.told(added.rule)}")

    at_desk(work)


@filters.command("list")
def list_(format_: FormatOption = Format.TEXT) -> None:
    """List the filters, and for what each holds."""

    async def work(desk: Desk) -> None:
        known = await desk.filtering.filters(HERE)
        followings = await desk.subscribing.followings(HERE)
        if format_ is Format.JSON:
            write([_object(each) for each in known])
        elif known:
            console().print(_table(known, followings))
        else:
            say("No filters yet: all is posted. Add one: newsdesk filters add never football")

    at_desk(work)


@filters.command()
def remove(
    filter_id: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID, show_default=False)
    ],
) -> None:
    """Remove a filter; what it has decided stays."""

    async def work(desk: Desk) -> None:
        gone = await desk.filtering.remove(HERE, FilterId(filter_id))
        say(f"Removed filter {gone.id}: {gone.kind} {line(gone.rule, LONGEST)}")

    at_desk(work)


@filters.command("test")
def try_(
    kind: Annotated[FilterKind | None, typer.Argument(metavar=KINDS, show_default=False)] = None,
    rule: Annotated[str, typer.Argument(metavar="RULE", show_default=False)] = "",
    feed: FeedOption = None,
    channel: ChannelOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Show which of the newest 50 entries pass, by the filters there are or by this one alone."""
    if kind is not None and not rule.strip():
        raise UsageError(f"{kind} what? Such as: newsdesk filters test {kind} football")

    async def work(desk: Desk) -> None:
        [wish, *_] = await _wishes(desk, feed, channel)
        tried = await desk.filtering.test(
            HERE, kind=kind or FilterKind.ONLY, rule=rule, subscription_id=wish
        )
        if format_ is Format.JSON:
            write([_tried_object(each) for each in tried])
        elif tried:
            console().print(_tried_table(tried))
            say(f"\n{_sum(tried)}")
        else:
            say("Nothing has been read yet. Follow a feed, and run Newsdesk for a minute.")

    at_desk(work)


async def _wishes(desk: Desk, feed: str | None, channel: int | None) -> list[SubscriptionId | None]:
    """The subscriptions that are meant; None for all of them.

    Raises:
        UsageError: No channel follows that feed, or none is named.
    """
    if feed is None:
        if channel is not None:
            raise UsageError("--channel says which channel's --feed is meant; name both")
        return [None]
    place = None if channel is None else ChannelId(channel)
    known = await desk.subscribing.followings(HERE, place)
    found = [each.subscription.id for each in known if feed in {each.feed.url, str(each.feed.id)}]
    if not found:
        raise UsageError(f"{feed}: no channel follows this feed so; see newsdesk feeds list")
    return [*found]


def _table(known: Sequence[Filter], followings: Sequence[Following]) -> Table:
    names = {each.subscription.id: each for each in followings}
    table = Table("id", "kind", "rule", "for", box=None, pad_edge=False)
    for each in known:
        rule = Text(line(each.rule, LONGEST))
        table.add_row(str(each.id), each.kind, rule, Text(_scope(each, names)))
    return table


def _scope(of: Filter, names: dict[SubscriptionId, Following]) -> str:
    """For what a filter holds."""
    if of.subscription_id is not None:
        known = names[of.subscription_id]
        return f"{line(known.name, LONGEST)}, {place(known.subscription.channel_id)}"
    return "all without a guild" if of.guild_id is None else f"all of guild {of.guild_id}"


def _sum(tried: Sequence[Tried]) -> str:
    """What it comes to."""
    verdicts = [each.verdict.passes for each in tried]
    waiting = verdicts.count(None)
    told = f"{verdicts.count(True)} of {len(tried)} pass"
    return f"{told}, {waiting} wait until their topics are known" if waiting else told


def _tried_table(tried: Sequence[Tried]) -> Table:
    """Every entry, what the filters say of it, and what of it they found."""
    zone = utc_now().astimezone().tzinfo
    table = Table("would", "published", "title", "because", box=None, pad_edge=False)
    for each in tried:
        verdict, colour = SIGNS[each.verdict.passes]
        when = wording.date(each.published_at.astimezone(zone))
        title = Text(line(each.title, LONGEST) or line(each.url, LONGEST))
        table.add_row(Text(verdict, style=colour), when, title, Text(" · ".join(_reasons(each))))
    return table


def _reasons(tried: Tried) -> Iterator[str]:
    """Which filter decided, and why its rule fits, or does not."""
    if tried.filter is not None and tried.filter.id:
        yield f"filter {tried.filter.id}"
    if tried.explanation is not None:
        yield from _explained(tried.explanation)


def _explained(explanation: Explanation) -> Iterator[str]:
    words = words_for(None)
    for fit in explanation.found[:MOST_TERMS]:
        term, excerpt = line(fit.term, LONGEST), line(fit.excerpt, EXCERPT)
        yield words("filter-found", term=term, field=fit.field, excerpt=excerpt)
    if explanation.missing:
        terms = ", ".join(line(each, EXCERPT) for each in explanation.missing[:MOST_TERMS])
        yield words("filter-missing", terms=terms)
    if explanation.open:
        yield words("filter-open")


def _object(of: Filter) -> dict[str, object]:
    return {
        "id": of.id,
        "kind": of.kind.value,
        "rule": of.rule,
        "guild": of.guild_id,
        "subscription": of.subscription_id,
    }


def _tried_object(tried: Tried) -> dict[str, object]:
    explanation = tried.explanation or Explanation(fits=None)
    return {
        "entry": tried.entry_id,
        "title": tried.title,
        "url": tried.url,
        "published_at": tried.published_at.isoformat(),
        "passes": tried.verdict.passes,
        "filter": tried.filter.id or None if tried.filter else None,
        "found": [
            {"term": fit.term, "field": fit.field, "excerpt": fit.excerpt}
            for fit in explanation.found
        ],
        "missing": list(explanation.missing),
        "open": list(explanation.open),
    }
