"""What moderators see of an OPML file: what it would bring, and what it brought."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.errors import NewsdeskError, Refusal, SourceError
from bot.fronts.discord.escaping import escaped, within
from bot.fronts.discord.moderators.components import SUCCESS, Message, button, panel_id, row, said
from bot.fronts.outside import line
from bot.fronts.words import Words
from bot.news import ChannelId, Panel
from bot.newsroom.importing import Imported, NewFeed, Plan

LISTED = 10  # of each kind; the numbers tell the rest
NAME_LIMIT = 80
PROBLEM_LIMIT = 120
FIELD_LIMIT = 1_000  # of the 1,024 characters that a field may have


def trying(words: Words, done: int, of: int) -> Message:
    """How far it has come."""
    return said(words("opml-trying", done=done, of=of))


def planned(words: Words, plan: Plan, panel: Panel) -> Message:
    """What a file would bring, before anything is followed."""
    broken = [
        f"{_name(each.outline.title, each.outline.url)}: {_line(each.problem, PROBLEM_LIMIT)}"
        for each in plan.broken
    ]
    parts = {
        "new": [_name(each.title, each.url) for each in plan.new],
        "known": [_name(each.title, each.url) for each in plan.known],
        "broken": broken,
        "untried": [_name(each.title, each.url) for each in plan.untried],
    }
    fields = [
        {"name": words(f"opml-{kind}", count=len(names)), "value": _list(words, names)}
        for kind, names in parts.items()
        if names
    ]
    no = button(words("cancel"), panel_id("cancel", panel))
    yes = button(
        words("opml-import", count=len(plan.new)), panel_id("opml-import", panel), style=SUCCESS
    )
    told = words("opml-asks", channel=f"<#{panel.about['channel']}>")
    return {
        "content": told if plan.new else words("opml-nothing-new"),
        "embeds": [{"title": words("opml-title"), "fields": fields}],
        "components": [row(yes, no)] if plan.new else [],
    }


def carried_out(words: Words, done: Imported, channel_id: ChannelId) -> Message:
    """What a file brought."""
    told = words("opml-added", count=len(done.added), channel=f"<#{channel_id}>")
    refused = [
        f"{_name(feed.title, feed.url)}: {_reason(words, error)}" for feed, error in done.refused
    ]
    field = {
        "name": words("opml-refused", count=len(refused)),
        "value": _list(words, refused),
    }
    embeds = [{"fields": [field]}] if refused else []
    return {"content": told, "embeds": embeds, "components": []}


def exported(words: Words, count: int) -> Message:
    """That the file is below."""
    return said(words("opml-exported", count=count))


def kept(feeds: Iterable[NewFeed]) -> list[list[Any]]:
    """New feeds as a panel's row keeps them."""
    return [[each.url, each.title, list(each.folder)] for each in feeds]


def read(feeds: Sequence[Sequence[Any]]) -> Plan:
    """The plan of them, read back."""
    new = (NewFeed(url=url, title=title, folder=tuple(folder)) for url, title, folder in feeds)
    return Plan(new=tuple(new))


def _reason(words: Words, error: NewsdeskError) -> str:
    match error:
        case Refusal():
            return words(error.name, **error.facts)
        case SourceError():
            return _line(error.problem, PROBLEM_LIMIT)
    return words("opml-failed")


def _name(title: str, url: str) -> str:
    return _line(title or url, NAME_LIMIT)


def _line(text: str, limit: int) -> str:
    return escaped(line(text, limit))


def _list(words: Words, names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - LISTED
    last = [words("and-more", count=more)] if more > 0 else []
    return "\n".join(within([*(f"- {name}" for name in names[:LISTED]), *last], FIELD_LIMIT))
