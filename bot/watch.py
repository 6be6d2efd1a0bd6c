"""How the bot is: what it tells the machine that asks, from its parts as they are now."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import AdminError
from bot.health import Vital
from bot.meters import Meters
from bot.storage import Storage
from bot.worker import Pulse

# The worker looks for what is owed every 15 s; after this long without, it hangs.
HANGS_AFTER = 120.0  # seconds
# A feed is late when it should have been polled this long ago.
LATE = timedelta(minutes=5)


class OnAir(Protocol):
    """A front that is connected, or not, while it is on the air."""

    @property
    def connected(self) -> bool:
        """Whether it is in touch with where the cards go."""
        ...

    @property
    def invalid_requests(self) -> int:
        """Requests that were refused in the last ten minutes."""
        ...


@dataclass(frozen=True, slots=True)
class Watch:
    """What there is to know of a running bot.

    Args:
        storage: Its database.
        pulse: Its worker's signs of life.
        meters: What it has counted.
        front: Where its cards go; None for a screen, which is always there.
        clock: The present.
    """

    storage: Storage
    pulse: Pulse
    meters: Meters
    front: OnAir | None
    clock: Callable[[], datetime]

    def life(self) -> list[Vital]:
        """Whether the work goes on: if not, only a new start helps."""
        turned_at = self.pulse.turned_at
        if turned_at is None:
            return [Vital("work", ok=True, words="begins")]
        still = asyncio.get_running_loop().time() - turned_at
        if still > HANGS_AFTER:
            return [Vital("work", ok=False, words=f"nothing was looked at for {still:.0f} s")]
        return [Vital("work", ok=True, words="goes on")]

    async def vitals(self) -> list[Vital]:
        """Whether everything that the work needs is there."""
        return [await self._database(), self._air()]

    async def metrics(self) -> bytes:
        """The counters, with what storage holds at this moment."""
        connected = self.front is None or self.front.connected
        self.meters.gateway(on_air=self.pulse.on_air, connected=self.pulse.on_air and connected)
        if self.front is not None:
            self.meters.invalid_requests(self.front.invalid_requests)
        try:
            late = await self.storage.late_feeds(self.clock() - LATE)
            self.meters.counted(await self.storage.counts(), late)
        except AdminError:
            self.meters.uncounted()
        return self.meters.text()

    async def _database(self) -> Vital:
        try:
            await self.storage.ping()
        except AdminError:
            return Vital("database", ok=False, words="does not answer; the log says more")
        return Vital("database", ok=True, words="answers")

    def _air(self) -> Vital:
        if self.pulse.trouble:
            return Vital("air", ok=False, words="cannot be on the air; the log says more")
        if not self.pulse.on_air:
            # Another worker may be on the air, and this one is of use all the same.
            return Vital("air", ok=True, words="off the air: waiting for its turn")
        if self.front is None:
            return Vital("air", ok=True, words="shows cards on this machine")
        if not self.front.connected:
            return Vital("air", ok=False, words="on the air, but the gateway is not connected")
        return Vital("air", ok=True, words="on the air")
