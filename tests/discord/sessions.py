"""Sessions of the gateway: what Discord remembers of a shard, whatever becomes of its line."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.discord.frames import Op
from tests.discord.line import Line
from tests.discord.state import Event, Intent


@dataclass(slots=True)
class Session:
    """What Discord knows of one shard's stay; it outlives the lines that carry it."""

    shard: tuple[int, int]
    intents: Intent
    id: str = field(default_factory=lambda: uuid4().hex)
    events: list[tuple[str, Any]] = field(default_factory=list)  # names and data, numbered from 1
    line: Line | None = None

    def concerns(self, event: Event) -> bool:
        """Whether this shard would hear of an event."""
        wanted = event.intent == Intent.NONE or bool(self.intents & event.intent)
        return wanted and self.serves(event.guild_id)

    def serves(self, guild_id: int) -> bool:
        """Whether a guild is this shard's; the formula is Discord's."""
        number, count = self.shard
        return (guild_id >> 22) % count == number

    def tell(self, name: str, data: Any) -> None:  # noqa: ANN401 - JSON
        """Give an event the next number, keep it for a resume, and send it if somebody listens."""
        self.events.append((name, data))
        self.replay(len(self.events) - 1)

    def replay(self, sequence: int) -> None:
        """Send what came after that number, if somebody listens."""
        if self.line is not None:
            for number, (name, data) in enumerate(self.events[sequence:], start=sequence + 1):
                self.line.send({"op": Op.DISPATCH, "t": name, "s": number, "d": data})


@dataclass(frozen=True, slots=True)
class Identified:
    """A session that began."""

    at: float  # monotonic
    session_id: str
    shard: tuple[int, int]
    intents: Intent


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session that somebody asked to go on with, from the event after `sequence`."""

    at: float  # monotonic
    session_id: str
    sequence: int
    accepted: bool
