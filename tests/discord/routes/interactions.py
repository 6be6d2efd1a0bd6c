"""Routes by which the bot answers interactions: the first answer, and the messages after it."""

from collections.abc import Mapping
from typing import Any, Final

from tests.discord.calls import NOTHING, Answer, Call, Route
from tests.discord.interactions import ACKNOWLEDGE_WITHIN, TOKEN_LASTS
from tests.discord.message_shapes import message as shape
from tests.discord.refusals import Refusal, RefusedError
from tests.discord.routes.messages import change, drop, keep
from tests.discord.state import State
from tests.discord.world import Interaction, Reply, StoredMessage

_ORIGINAL: Final = "@original"


def acknowledge(state: State, call: Call) -> Answer:
    """The first answer; it has to come in time, and only once."""
    told = state.interactions.get(call.names["interaction_token"])
    if told is None or told.id != call.id("interaction_id"):
        raise RefusedError(Refusal.UNKNOWN_INTERACTION)
    if told.callback is not None:
        raise RefusedError(Refusal.ALREADY_ACKNOWLEDGED)
    now = state.clock()
    if now - told.at > ACKNOWLEDGE_WITHIN:
        raise RefusedError(Refusal.UNKNOWN_INTERACTION)
    told.acknowledged_at, told.callback = now, call.body
    _first_answer(state, told, Reply(call.body["type"]), call.body.get("data") or {})
    if call.query.get("with_response", "").lower() not in {"true", "1"}:
        return NOTHING
    return Answer(200, _response(state, told))


def _first_answer(state: State, told: Interaction, reply: Reply, data: dict[str, Any]) -> None:
    if reply is Reply.MESSAGE:
        told.original = _say(state, told, data)
    elif reply in {Reply.UPDATE, Reply.DEFERRED_UPDATE}:
        told.original = told.pressed_on
    if reply is Reply.UPDATE and told.original is not None:
        change(state, told.channel, told.original, data)


def _response(state: State, told: Interaction) -> dict[str, Any]:
    assert told.callback is not None
    interaction: dict[str, Any] = {"id": str(told.id), "type": int(told.type)}
    if told.original is None:
        return {"interaction": interaction}
    interaction["response_message_id"] = str(told.original.id)
    resource = {"type": told.callback["type"], "message": shape(told.original, state)}
    return {"interaction": interaction, "resource": resource}


def follow_up(state: State, call: Call) -> Answer:
    """One more message; after a deferral, the first one takes the place of the waiting sign."""
    told = _answered(state, call)
    assert told.callback is not None
    made = _say(state, told, call.body)
    if told.original is None and told.callback["type"] == Reply.DEFERRED_MESSAGE:
        told.original = made
    else:
        told.followups.append(made)
    return Answer(200, shape(made, state))


def read_answer(state: State, call: Call) -> Answer:
    """An answer as it stands."""
    return Answer(200, shape(_message(state, call), state))


def edit_answer(state: State, call: Call) -> Answer:
    """An answer, changed; what was deferred becomes a message by this."""
    told = _answered(state, call)
    assert told.callback is not None
    waits = told.original is None and told.callback["type"] == Reply.DEFERRED_MESSAGE
    if waits and call.names.get("message_id", _ORIGINAL) == _ORIGINAL:
        told.original = _say(state, told, call.body)
        return Answer(200, shape(told.original, state))
    return Answer(200, change(state, told.channel, _message(state, call), call.body))


def delete_answer(state: State, call: Call) -> Answer:
    """An answer goes."""
    told, message = _answered(state, call), _message(state, call)
    drop(state, told.channel, message.id)
    if message is told.original:
        told.original = None
    else:
        told.followups.remove(message)
    return NOTHING


def _say(state: State, told: Interaction, body: dict[str, Any]) -> StoredMessage:
    return keep(state, told.channel, state.bot, body, webhook_id=state.application_id)


def _answered(state: State, call: Call) -> Interaction:
    """The interaction of a token, which is good for 15 minutes after the first answer."""
    told = state.interactions.get(call.names["webhook_token"])
    if told is None or call.id("webhook_id") != state.application_id or told.callback is None:
        raise RefusedError(Refusal.UNKNOWN_WEBHOOK)
    if state.clock() - told.at > TOKEN_LASTS:
        raise RefusedError(Refusal.INVALID_WEBHOOK_TOKEN)
    return told


def _message(state: State, call: Call) -> StoredMessage:
    told = _answered(state, call)
    sought = call.names.get("message_id", _ORIGINAL)
    if sought == _ORIGINAL and told.original is not None:
        return told.original
    for message in (*told.followups, *filter(None, [told.original])):
        if str(message.id) == sought:
            return message
    raise RefusedError(Refusal.UNKNOWN_MESSAGE)


_WEBHOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
_OF_ONE: Final[Mapping[str, Route]] = {
    "GET": read_answer,
    "PATCH": edit_answer,
    "DELETE": delete_answer,
}
ROUTES: Final[Mapping[tuple[str, str], Route]] = {
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): acknowledge,
    ("POST", _WEBHOOK): follow_up,
    **{(method, f"{_WEBHOOK}/messages/@original"): route for method, route in _OF_ONE.items()},
    **{(method, _WEBHOOK + "/messages/{message_id}"): route for method, route in _OF_ONE.items()},
}
