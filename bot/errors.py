"""What can go wrong, sorted by who must act.

    NewsdeskError
    ├── SourceError        a feed or a page cannot be read: the moderator who follows it
    │   ├── GuardError     an address or an answer that we refuse on purpose
    │   └── HostileError   a document that takes too long or too much to read
    ├── ChannelError       a channel cannot be written to: the moderators of its guild
    ├── CardError          a card is refused where others are taken: nobody, it is given up
    ├── DelayError         the other side does not answer as it should: nobody, it is tried again
    ├── ModelError         the model gave no usable answer: nobody, the extractive writer takes over
    │   └── BudgetError    the model may not be asked: the admin, if the limit is too low
    ├── ChangedError       what a decision was made from has changed: nobody, it is made again
    ├── UsageError         what was typed cannot be done: the person who typed it
    │   └── Refusal        the same, said so that it can be told in any language
    └── AdminError         a setting, the database or the machine: the person who runs the bot
        └── TokenError     Discord refuses the token: nothing goes on until the admin has acted

Anything else is a bug, and stays loud.
"""

from enum import StrEnum
from functools import partial
from types import MappingProxyType


class NewsdeskError(Exception):
    """The root: a message that a person can act on, without secrets in it."""


class Trouble(StrEnum):
    """What is wrong with a source, as far as that says what somebody can do about it."""

    OTHER = "other"
    UNREACHABLE = "unreachable"  # no such host, no connection
    MISSING = "missing"  # 404, 410
    REFUSED = "refused"  # 403, and walls against machines
    LOGIN = "login"  # 401, 402, 407
    NOT_A_FEED = "not-a-feed"
    NOT_A_PAGE = "not-a-page"  # a PDF, a picture, a film
    PRIVATE = "private"  # an address that the guard does not let anybody ask for
    TOO_LARGE = "too-large"
    ROBOTS = "robots"
    BROKEN = "broken"  # markup, a certificate, an answer that is none
    SLOW = "slow"
    BUSY = "busy"  # 429, 5xx
    CIRCLE = "circle"  # redirects without an end


class SourceError(NewsdeskError):
    """A feed or a page could not be read.

    Args:
        url: The address that was asked for.
        problem: What is wrong, to be read after "URL: ".
        trouble: Which kind of problem that is.
    """

    def __init__(self, url: str, problem: str, trouble: Trouble = Trouble.OTHER) -> None:
        super().__init__(f"{url}: {problem}")
        self.url = url
        self.problem = problem
        self.trouble = trouble

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str, Trouble]]:
        # The default would pickle the one joined message, and killable processes pass errors back.
        return type(self), (self.url, self.problem, self.trouble)


class GuardError(SourceError):
    """An address, a redirect or an answer that the guard refuses on purpose."""


class HostileError(SourceError):
    """A document that costs more time or memory than any honest one."""


class ChannelError(NewsdeskError):
    """A channel cannot be written to until somebody in its guild changes that."""


class ChangedError(NewsdeskError):
    """What a decision was made from is no longer so. It has to be made again."""


class CardError(NewsdeskError):
    """A card that is refused, and would be again."""


class DelayError(NewsdeskError):
    """A call that could not be made, or whose outcome is not known. It is tried again.

    Args:
        problem: What went wrong.
        retry_after: Seconds that the other side asks to wait; None where it says nothing.
        had_effect: Whether the call may have done its work all the same.
    """

    def __init__(
        self, problem: str, *, retry_after: float | None = None, had_effect: bool = True
    ) -> None:
        super().__init__(problem)
        self.retry_after = retry_after
        self.had_effect = had_effect


class ModelError(NewsdeskError):
    """The model gave no usable answer. What waits for it does without, or asks again later.

    Args:
        problem: What went wrong, for the admin; never with a key in it.
        retry_after: Seconds after which it is worth asking again; None where nobody knows.
        is_down: Whether the endpoint failed rather than this one question, so that any other
            question would fare the same for now.
    """

    def __init__(
        self, problem: str, *, retry_after: float | None = None, is_down: bool = False
    ) -> None:
        super().__init__(problem)
        self.retry_after = retry_after
        self.is_down = is_down


class BudgetError(ModelError):
    """The model may not be asked: the money that it may cost is spent.

    Args:
        problem: Whose money, and of which time.
        others_may_pay: Whether it is that of those who ask, and not the house's own.
    """

    def __init__(self, problem: str, *, others_may_pay: bool = False) -> None:
        super().__init__(problem)
        self.others_may_pay = others_may_pay


class UsageError(NewsdeskError):
    """What was typed cannot be done; the message says what would work."""


class Refusal(UsageError):  # noqa: N818 - nothing failed: what was asked for is refused
    """What was asked for cannot be done, told by a name that a catalogue of words knows.

    Args:
        name: Of a message in the catalogue, such as "feed-unknown".
        facts: What the message names; shown as they are, so never a secret.
    """

    def __init__(self, name: str, /, **facts: str | int) -> None:
        told = ", ".join(f"{fact} {value}" for fact, value in facts.items())
        super().__init__(f"{name}: {told}" if told else name)
        self.name = name
        self.facts = MappingProxyType(facts)

    def __reduce__(self) -> tuple[partial["Refusal"], tuple[str]]:
        # The default would pickle the one joined message, and killable processes pass errors back.
        return partial(type(self), **self.facts), (self.name,)


class AdminError(NewsdeskError):
    """A setting, the database or the machine needs the admin."""


class TokenError(AdminError):
    """Discord refuses the bot's token; nothing goes on until the admin has acted."""
