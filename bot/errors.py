"""What can go wrong, sorted by who must act.

    NewsdeskError
    ├── SourceError        a feed or a page cannot be read: the moderator who follows it
    │   ├── GuardError     an address or an answer that we refuse on purpose
    │   └── HostileError   a document that takes too long or too much to read
    ├── UsageError         what was typed cannot be done: the person at the terminal
    └── AdminError         a setting, the database or the machine: the person who runs the bot

Anything else is a bug, and stays loud.
"""


class NewsdeskError(Exception):
    """The root: a message that a person can act on, without secrets in it."""


class SourceError(NewsdeskError):
    """A feed or a page could not be read.

    Args:
        url: The address that was asked for.
        problem: What is wrong, to be read after "URL: ".
    """

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(f"{url}: {problem}")
        self.url = url
        self.problem = problem

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str]]:
        # The default would pickle the one joined message, and killable processes pass errors back.
        return type(self), (self.url, self.problem)


class GuardError(SourceError):
    """An address, a redirect or an answer that the guard refuses on purpose."""


class HostileError(SourceError):
    """A document that costs more time or memory than any honest one."""


class UsageError(NewsdeskError):
    """What was typed cannot be done; the message says what would work."""


class AdminError(NewsdeskError):
    """A setting, the database or the machine needs the admin."""
