"""What moderators see of an entry's way: each step that was noted, and what came of it."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from bot.fronts.discord.cards import layout
from bot.fronts.discord.escaping import escaped, followable, linked, size
from bot.fronts.discord.moderators.components import Message
from bot.fronts.discord.readers.acknowledging import trouble
from bot.fronts.outside import HEADLINE_LIMIT, line
from bot.fronts.words import Words
from bot.news import ChannelId, GuildId, Happening, MessageId, Step, Trace
from bot.newsroom.rehearsing import Rehearsal

ROOM = 3_800  # of the 4,096 characters of a description
FACT_LIMIT = 200

# What a step may leave unsaid.
UNSAID: Mapping[str, str | int] = {
    "edited": 0,
    "basis": "",
    "note": "",
    "words": 0,
    "why": "",
    "kind": "",
    "rule": "",
    "reason": "",
    "topics": "",
    "writer": "",
    "title": "",
    "problem": "",
}
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
    head = [linked(title, followable(trace.url)), words("why-feed", feed=_fact(trace.feed))]
    cards = [_card(words, guild_id, *each) for each in trace.cards.items()]
    told = [*head, *cards, "", *_steps(words, trace.steps)]
    embed = {"title": words("why-title"), "description": _within(told)}
    return {"content": "", "embeds": [embed], "components": []}


def tested(words: Words, rehearsal: Rehearsal) -> Message:
    """The card that an entry would be now, and the steps that lead there."""
    shown = [] if rehearsal.card is None else layout(rehearsal.card)["embeds"]
    steps = _within(_steps(words, rehearsal.steps))
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
    facts = {name: _fact(value) for name, value in step.facts.items()}
    told = words(f"why-{step.what}", **{**UNSAID, **facts}).strip()
    where = f" · <#{step.channel_id}>" if step.channel_id else ""
    return f"{SIGNS[step.what]} <t:{int(step.at.timestamp())}:T> {told}{where}"


def _fact(value: str | int) -> str | int:
    return escaped(line(value, FACT_LIMIT)) if isinstance(value, str) else value


def _within(lines: Sequence[str]) -> str:
    """The last lines that have room together: what happened last explains most."""
    ends = list(accumulate(size(each) + len("\n") for each in reversed(lines)))
    fitting = sum(end <= ROOM for end in ends)
    kept = lines[len(lines) - fitting :]
    return "\n".join(kept if fitting == len(lines) else ["…", *kept])
