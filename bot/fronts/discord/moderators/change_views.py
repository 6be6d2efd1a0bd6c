"""What moderators see of the audit: who changed what, and what it was before."""

from collections.abc import Sequence

from bot.fronts.discord.escaping import escaped, within
from bot.fronts.discord.moderators.components import Message, said
from bot.fronts.outside import line
from bot.fronts.words import Words
from bot.news import Change

MOST = 20  # changes, a line or two each
ABOUT_LIMIT = 80
VALUE_LIMIT = 40
MOST_VALUES = 4  # of one change
ROOM = 3_900  # of the 4,096 characters of a description


def logged(words: Words, changes: Sequence[Change]) -> Message:
    """The newest changes, the newest first."""
    if not changes:
        return said(words("change-none"))
    told = within([_item(words, each) for each in changes[:MOST]], ROOM)
    embed = {"title": words("change-title"), "description": "\n".join(told)}
    return {"content": "", "embeds": [embed], "components": []}


def _item(words: Words, change: Change) -> str:
    about = escaped(line(change.about, ABOUT_LIMIT))
    who = words("change-by-admin") if change.person is None else f"<@{change.person}>"
    told = words(f"change-{change.what}", about=about)
    values = _values(change)
    when = f"<t:{int(change.at.timestamp())}:R>"
    return f"{when} {who}: {told}" + (f"\n-# {values}" if values else "")


def _values(change: Change) -> str:
    """What it was and what it is, where something was changed into something else."""
    both = [name for name in change.after if name in change.before]
    shown = (
        f"{name}: {_value(change.before[name])} → {_value(change.after[name])}"
        for name in both[:MOST_VALUES]
    )
    return " · ".join(shown)


def _value(value: object) -> str:
    is_nothing = value in (None, "", [])
    return escaped(line("–" if is_nothing else str(value), VALUE_LIMIT))
