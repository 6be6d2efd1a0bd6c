"""The desk: what moderators ask for, whether on Discord or at the machine."""

from dataclasses import dataclass

from bot.newsroom.filtering import Filtering
from bot.newsroom.guilds import Guilds
from bot.newsroom.importing import Importing
from bot.newsroom.moderating import Moderating
from bot.newsroom.panels import Panels
from bot.newsroom.reporting import Reporting
from bot.newsroom.scouting import Scouting
from bot.newsroom.searching import Searching
from bot.newsroom.subscribing import Subscribing
from bot.newsroom.tracing import Tracing


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One counter for each kind of wish."""

    subscribing: Subscribing
    scouting: Scouting
    filtering: Filtering
    importing: Importing
    tracing: Tracing
    moderating: Moderating
    reporting: Reporting
    searching: Searching
    guilds: Guilds
    panels: Panels
