"""One request to the REST interface, as the routes see it, and what they answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.discord.state import State


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in: it is well-formed, and within the limits.

    Attributes:
        method: The HTTP method.
        template: The route, such as `/channels/{channel_id}/messages`.
        names: What stands at the placeholders of the route.
        query: What stands behind the question mark.
        body: The JSON that came with it, or None.
    """

    method: str
    template: str
    names: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None

    def id(self, name: str) -> int:
        """The id at a placeholder; 0, which nothing has, for what is none."""
        text = self.names[name]
        return int(text) if text.isascii() and text.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and a body as JSON unless it is None."""

    status: int = 200
    body: Any = None


Route = Callable[[State, Call], Answer]
NOTHING = Answer(204)
