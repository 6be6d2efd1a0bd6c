"""Routes about application commands, of the bot in all guilds or in one."""

from collections.abc import Mapping
from typing import Any, Final

from tests.discord.calls import NOTHING, Answer, Call, Route
from tests.discord.refusals import Refusal, RefusedError
from tests.discord.state import State
from tests.discord.world import CommandType

Json = dict[str, Any]


def list_commands(state: State, call: Call) -> Answer:
    """All commands of one scope."""
    return Answer(200, list(_scope(state, call).values()))


def read_command(state: State, call: Call) -> Answer:
    """One command."""
    return Answer(200, _command(state, call))


def set_commands(state: State, call: Call) -> Answer:
    """These commands and no others; those that had the same name keep their ids."""
    scope = _scope(state, call)
    kept = [_shaped(state, call, one, _namesake(scope, one)) for one in call.body]
    scope.clear()
    scope.update({int(one["id"]): one for one in kept})
    return Answer(200, kept)


def add_command(state: State, call: Call) -> Answer:
    """One more command, or another one in place of its namesake."""
    scope = _scope(state, call)
    before = _namesake(scope, call.body)
    made = _shaped(state, call, call.body, before)
    scope[int(made["id"])] = made
    return Answer(201 if before is None else 200, made)


def change_command(state: State, call: Call) -> Answer:
    """One command, changed in the parts that were sent."""
    before = _command(state, call)
    made = _shaped(state, call, {**before, **call.body}, before)
    _scope(state, call)[int(made["id"])] = made
    return Answer(200, made)


def delete_command(state: State, call: Call) -> Answer:
    """A command goes."""
    del _scope(state, call)[int(_command(state, call)["id"])]
    return NOTHING


def _scope(state: State, call: Call) -> dict[int, Json]:
    """The commands of a guild, or those for everywhere, by id."""
    if call.id("application_id") != state.application_id:
        raise RefusedError(Refusal.MISSING_ACCESS)
    guild_id = state.guild(call.id("guild_id")).id if "guild_id" in call.names else None
    return state.commands.setdefault(guild_id, {})


def _command(state: State, call: Call) -> Json:
    found = _scope(state, call).get(call.id("command_id"))
    if found is None:
        raise RefusedError(Refusal.UNKNOWN_COMMAND)
    return found


def _namesake(scope: Mapping[int, Json], asked: Json) -> Json | None:
    sought = asked["name"], asked.get("type") or CommandType.SLASH
    return next((one for one in scope.values() if (one["name"], one["type"]) == sought), None)


def _shaped(state: State, call: Call, asked: Json, before: Json | None) -> Json:
    """A command as Discord gives it back; each change gives it a new version."""
    sent = {key: value for key, value in asked.items() if value is not None}
    needed = sent.pop("default_member_permissions", None)
    return {
        # It may be sent as a number, but is given back as text: it has more bits than JavaScript.
        "default_member_permissions": None if needed is None else str(needed),
        "description": "",
        "nsfw": False,
        "type": int(CommandType.SLASH),
        **sent,
        "id": before["id"] if before else str(state.new_id()),
        "application_id": str(state.application_id),
        "version": str(state.new_id()),
        **({"guild_id": call.names["guild_id"]} if "guild_id" in call.names else {}),
    }


_GLOBAL: Final = "/applications/{application_id}/commands"
_IN_GUILD: Final = "/applications/{application_id}/guilds/{guild_id}/commands"
_OF_ALL: Final[Mapping[str, Route]] = {
    "GET": list_commands,
    "PUT": set_commands,
    "POST": add_command,
}
_OF_ONE: Final[Mapping[str, Route]] = {
    "GET": read_command,
    "PATCH": change_command,
    "DELETE": delete_command,
}
ROUTES: Final[Mapping[tuple[str, str], Route]] = {
    **{
        (method, scope): route
        for scope in (_GLOBAL, _IN_GUILD)
        for method, route in _OF_ALL.items()
    },
    **{
        (method, scope + "/{command_id}"): route
        for scope in (_GLOBAL, _IN_GUILD)
        for method, route in _OF_ONE.items()
    },
}
