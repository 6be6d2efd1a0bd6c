"""What messages are seen in: the moment, the names of what they mention, their pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a client knows, and a payload does not say.

    Attributes:
        now: The present in the reader's own zone.
        names: Of roles, channels and people, by what mentions them: "@&1", "#2", "@3".
        pictures: Of addresses that messages name, as `data:` addresses. Nothing is fetched: of any
            other picture a link is shown.
        places: Of addresses of messages that stand on the page, the place there, as "#card-1".
        heading: The level of an embed's title among the headings of the page.
    """

    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    heading: int = 3
