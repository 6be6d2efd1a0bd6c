"""What can go wrong between a bot and Discord, planned by a test."""

from dataclasses import dataclass, field
from enum import StrEnum, auto
from fnmatch import fnmatchcase
from random import Random


class Fault(StrEnum):
    """What happens to a request."""

    LOST = auto()  # done, then the connection closes without an answer
    DOUBLED = auto()  # done twice, as by a proxy that repeats
    SLOW = auto()  # done after the delay
    LATE = auto()  # done at once, answered after the delay
    CUT = auto()  # the connection closes, nothing is done
    REFUSED = auto()  # a 400, as for what Discord objects to by rules that it tells nobody
    ERROR_500 = auto()  # nothing is done
    ERROR_502 = auto()
    ERROR_503 = auto()
    ERROR_AFTER = auto()  # done, and answered with 502
    LIMIT_ROUTE = auto()  # a 429, with the delay as the time to wait
    LIMIT_GLOBAL = auto()
    LIMIT_SHARED = auto()
    HTML_429 = auto()  # a page from the guard before Discord, without a Via header
    HTML_503 = auto()


@dataclass(slots=True)
class Plan:
    """One fault for one kind of request.

    Attributes:
        method: An HTTP method, or `*`.
        template: A route such as `/channels/{channel_id}/messages`, or a pattern with `*`.
        fault: What happens.
        times: To how many requests; None for no end.
        probability: How likely it is for each, from 0 to 1.
        delay: Seconds, for the faults that take or name a time.
    """

    method: str
    template: str
    fault: Fault
    times: int | None = 1
    probability: float = 1.0
    delay: float = 0.0

    def is_about(self, method: str, template: str) -> bool:
        """Whether the plan is for such requests, and not yet used up."""
        return (
            self.times != 0
            and fnmatchcase(method, self.method)
            and fnmatchcase(template, self.template)
        )


@dataclass(slots=True)
class Faults:
    """The plans of a test, oldest first, and the dice that they throw."""

    random: Random
    plans: list[Plan] = field(default_factory=list)

    def strike(self, method: str, template: str) -> Plan | None:
        """The plan that hits this request, which it uses up by one."""
        for plan in self.plans:
            if plan.is_about(method, template) and self.random.random() < plan.probability:
                if plan.times is not None:
                    plan.times -= 1
                return plan
        return None
