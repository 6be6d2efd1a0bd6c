"""What moderators see of an entry's way: each step that was noted, and what came of it."""

from collections.abc import Mapping, Sequence

from bot.fronts.discord.cards import layout
from bot.fronts.discord.escaping import escaped, followable, linked, within
from bot.fronts.discord.moderators.components import Message
from bot.fronts.discord.readers.acknowledging import trouble
from bot.fronts.happenings import FACT_LIMIT, said
from bot.fronts.outside import HEADLINE_LIMIT, line
from bot.fronts.words import Words
from bot.news import ChannelId, GuildId, Happening, MessageId, Step, Trace
from bot.newsroom.rehearsing import Rehearsal

ROOM = 3_800  # of the 4,096 characters of a description

SIGNS: Mapping[Happening, str] = {
    Happening.FOUND: "📥",
    Happening.SILENT: "🤫",
    Happening.READ: "📖",
    Happening.PLACED: "🧩",
    Happening.OWED: "🕒",
    Happening.PAUSED: "⏸️",
    Happening.FILTERED: "🚫",
    Happening.PASSED: "✅",
    Happening.WRITTEN: "✍️",
    Happening.JOINED: "🔗",
    Happening.PUT_OFF: "⏳",
    Happening.CLOSED: "🔒",
    Happening.FAILED: "❌",
    Happening.POSTED: "📮",
    Happening.EDITED: "✏️",
    Happening.HIDDEN: "🙈",
    Happening.THREADED: "💬",
}


def traced(words: Words, trace: Trace, guild_id: GuildId | None) -> Message:
    """What became of an entry, step by step."""
    title = line(trace.title, HEADLINE_LIMIT) or trace.url
    head = [
        linked(title, followable(trace.url)),
        words("why-feed", feed=escaped(line(trace.feed, FACT_LIMIT))),
    ]
    cards = [_card(words, guild_id, *each) for each in trace.cards.items()]
    told = [*head, *cards, "", *_steps(words, trace.steps)]
    embed = {"title": words("why-title"), "description": _latest(told)}
    return {"content": "", "embeds": [embed], "components": []}


def tested(words: Words, rehearsal: Rehearsal) -> Message:
    """The card that an entry would be now, and the steps that lead there."""
    shown = [] if rehearsal.card is None else layout(rehearsal.card)["embeds"]
    steps = _latest(_steps(words, rehearsal.steps))
    decided = [{"title": words("why-tested"), "description": steps}] if steps else []
    return {"content": _reason(words, rehearsal), "embeds": [*shown, *decided], "components": []}


def _reason(words: Words, rehearsal: Rehearsal) -> str:
    """Why there is no card; empty where there is one."""
    if rehearsal.error is not None:
        return trouble(words, rehearsal.error)
    return words(rehearsal.reason) if rehearsal.reason else ""


def _card(words: Words, guild_id: GuildId | None, channel: ChannelId, message: MessageId) -> str:
    url = f"https://discord.com/channels/{guild_id or '@me'}/{channel}/{message}"
    return words("why-card", channel=f"<#{channel}>", url=url)


def _steps(words: Words, steps: Sequence[Step]) -> list[str]:
    return [_step(words, step) for step in steps]


def _step(words: Words, step: Step) -> str:
    """A line: when, what, where."""
    told = said(words, step, shown=escaped)
    where = f" · <#{step.channel_id}>" if step.channel_id else ""
    return f"{SIGNS[step.what]} <t:{int(step.at.timestamp())}:T> {told}{where}"


def _latest(lines: Sequence[str]) -> str:
    """The last lines that have room together: what happened last explains most."""
    return "\n".join(reversed(within(lines[::-1], ROOM)))
