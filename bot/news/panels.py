"""A message with buttons, and what these are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.news.ids import GuildId, PanelId


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What somebody is about to do. It is a row, so that its buttons outlive a restart."""

    id: PanelId
    guild_id: GuildId
    owner: int  # as Discord knows them; nobody else may press
    kind: str  # such as "feed-add"
    about: Mapping[str, Any]  # JSON: an address, a channel, chosen values
    made_at: datetime
