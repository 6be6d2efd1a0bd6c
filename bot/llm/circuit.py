"""When a model is left alone: it failed several times in a row, or asked for a rest."""

from dataclasses import dataclass, replace
from typing import Final

from bot.llm.troubles import Trouble

OPENS_AFTER: Final = 5  # failures in a row; fewer may be one bad minute of a good endpoint
SHUT_FOR: Final = 30.0  # seconds until one call may try; then again, as long as tries fail


@dataclass(frozen=True, slots=True)
class Circuit:
    """What the last calls to one model teach about the next one. Times by a monotonic clock.

    Args:
        failures: Of the endpoint, in a row.
        shut_until: Nobody asks before this moment, once there were too many failures.
        rests_until: Nobody asks before this moment, for the endpoint said so.
    """

    failures: int = 0
    shut_until: float = 0.0
    rests_until: float = 0.0

    def objection(self, now: float) -> Trouble | None:
        """Why no call is made at this moment; None if it may be made."""
        if self.failures >= OPENS_AFTER and now < self.shut_until:
            words = f"failed {self.failures} times in a row, and is left alone for a while"
            return Trouble(words, down=True, retry_after=self.shut_until - now)
        if now < self.rests_until:
            return Trouble("asked for a rest", again=True, retry_after=self.rests_until - now)
        return None

    def entered(self, now: float) -> "Circuit":
        """After the start of a call: one that tries an open circuit keeps the others out.

        For as long as the circuit is shut anyhow; so a try that never ends shuts it for no longer.
        """
        if self.failures < OPENS_AFTER:
            return self
        return replace(self, shut_until=now + SHUT_FOR)

    def after(self, trouble: Trouble | None, now: float) -> "Circuit":
        """After the end of a call, with its trouble or without."""
        if trouble is None:
            return Circuit()
        rest = now + (trouble.retry_after or 0.0)
        if not trouble.down:
            return Circuit(rests_until=max(self.rests_until, rest))
        return replace(
            self,
            failures=self.failures + 1,
            shut_until=max(self.shut_until, rest, now + SHUT_FOR),
            rests_until=max(self.rests_until, rest),
        )
