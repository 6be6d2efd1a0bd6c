"""Routes about the bot itself, and where its gateway is."""

from collections.abc import Mapping
from typing import Any, Final

from tests.discord.calls import Answer, Call, Route
from tests.discord.permissions import permissions_of
from tests.discord.shapes import oneself, user
from tests.discord.state import State
from tests.discord.world import Guild

SESSION_STARTS: Final = 1000  # a day, for bots in few guilds
_DAY: Final = 86_400_000  # milliseconds


def read_oneself(state: State, _call: Call) -> Answer:
    """The bot's account."""
    return Answer(200, oneself(state.bot))


def list_guilds(state: State, _call: Call) -> Answer:
    """The guilds that the bot is in, and what it may do in each as a whole."""
    return Answer(200, [_own_guild(guild, state.bot.id) for guild in state.joined()])


def _own_guild(guild: Guild, bot_id: int) -> dict[str, Any]:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": guild.owner_id == bot_id,
        "permissions": str(int(permissions_of(guild.members[bot_id], guild, None))),
        "features": [],
    }


def read_application(state: State, _call: Call) -> Answer:
    """The application that the bot belongs to."""
    guilds = len(list(state.joined()))
    application: dict[str, Any] = {
        "id": str(state.application_id),
        "name": state.bot.name,
        "description": "",
        "bot": user(state.bot),
        "owner": user(state.owner),
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "bot_public": True,
        "bot_require_code_grant": False,
        "redirect_uris": [],
        "eligible_oauth2_scopes": [],
        "approximate_guild_count": guilds,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "integration_types_config": {},
    }
    urls = ("interactions_endpoint_url", "role_connections_verification_url")
    return Answer(200, {**application, **dict.fromkeys((*urls, "icon", "type", "team"))})


def read_gateway(state: State, _call: Call) -> Answer:
    """Where the gateway is."""
    return Answer(200, {"url": state.gateway_url})


def read_bots_gateway(state: State, _call: Call) -> Answer:
    """The same, with the advice how many shards to use and how many sessions are left today."""
    starts = {
        "total": SESSION_STARTS,
        "remaining": SESSION_STARTS,
        "reset_after": _DAY,
        "max_concurrency": state.concurrency,
    }
    advice = {"url": state.gateway_url, "shards": state.shards, "session_start_limit": starts}
    return Answer(200, advice)


ROUTES: Final[Mapping[tuple[str, str], Route]] = {
    ("GET", "/users/@me"): read_oneself,
    ("GET", "/users/@me/guilds"): list_guilds,
    ("GET", "/applications/@me"): read_application,
    ("GET", "/oauth2/applications/@me"): read_application,
    ("GET", "/gateway"): read_gateway,
    ("GET", "/gateway/bot"): read_bots_gateway,
}
