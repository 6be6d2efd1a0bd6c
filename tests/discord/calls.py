"""One request to the REST interface, as the routes see it, and what they answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.discord.state import State

_SNOWFLAKE: Final = re.compile(r"[0-9]{1,20}")


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
        return int(text) if _SNOWFLAKE.fullmatch(text) else 0

    def is_set(self, name: str) -> bool:
        """Whether the query says yes to something."""
        return self.query.get(name, "").lower() in {"true", "1"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and a body as JSON unless it is None."""

    status: int = 200
    body: Any = None


Route = Callable[[State, Call], Answer]
NOTHING = Answer(204)
