"""Routes by which the bot answers interactions: the first answer, and the messages after it."""

from collections.abc import Mapping
from typing import Any, Final

from tests.discord.calls import NOTHING, Answer, Call, Route
from tests.discord.interactions import ACKNOWLEDGE_WITHIN, TOKEN_LASTS
from tests.discord.message_shapes import message as shape
from tests.discord.refusals import Refusal, RefusedError
from tests.discord.routes.messages import change, drop, keep
from tests.discord.state import State
from tests.discord.strict_messages import is_empty
from tests.discord.world import (
    CommandType,
    Interaction,
    InteractionType,
    MessageFlag,
    Reply,
    StoredMessage,
)

_ORIGINAL: Final = "@original"
# The types of messages that answer a command; others are like any message.
_KINDS: Final = {CommandType.SLASH: 20, CommandType.PERSON: 23, CommandType.MESSAGE: 23}

# First answers whose message stands at once, and is told of with the answer.
_WITH_MESSAGE: Final = {Reply.MESSAGE, Reply.UPDATE}


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
    _first_answer(state, told, Reply(call.body["type"]), call.body.get("data") or {})
    told.acknowledged_at, told.callback = now, call.body
    return Answer(200, _response(state, told)) if call.is_set("with_response") else NOTHING


def _first_answer(state: State, told: Interaction, reply: Reply, data: dict[str, Any]) -> None:
    if reply is Reply.MESSAGE:
        told.original = _say(state, told, data, is_whisper=_is_whisper(data))
    elif reply in {Reply.UPDATE, Reply.DEFERRED_UPDATE}:
        told.original = told.pressed_on
    if reply is Reply.UPDATE and told.original is not None:
        change(state, told.channel, told.original, data)


def _response(state: State, told: Interaction) -> dict[str, Any]:
    assert told.callback is not None
    interaction: dict[str, Any] = {
        "id": str(told.id),
        "type": int(told.type),
        "response_message_loading": told.is_deferred,
        "response_message_ephemeral": _is_whisper(told.callback.get("data") or {}),
    }
    if told.original is None:
        return {"interaction": interaction}
    interaction["response_message_id"] = str(told.original.id)
    if told.callback["type"] not in _WITH_MESSAGE:
        return {"interaction": interaction}
    resource = {"type": told.callback["type"], "message": shape(told.original, state)}
    return {"interaction": interaction, "resource": resource}


def follow_up(state: State, call: Call) -> Answer:
    """One more message; after a deferral, the first one takes the place of the waiting sign."""
    told = _answered(state, call)
    if told.is_deferred:
        made = _keep_promise(state, told, call.body)
    else:
        made = _say(state, told, call.body, is_whisper=_is_whisper(call.body))
        told.followups.append(made)
    return Answer(200, shape(made, state))


def read_answer(state: State, call: Call) -> Answer:
    """An answer as it stands."""
    return Answer(200, shape(_message(state, call), state))


def edit_answer(state: State, call: Call) -> Answer:
    """An answer, changed; what was deferred becomes a message by this."""
    told = _answered(state, call)
    if told.is_deferred and call.names.get("message_id", _ORIGINAL) == _ORIGINAL:
        return Answer(200, shape(_keep_promise(state, told, call.body), state))
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


def _keep_promise(state: State, told: Interaction, body: dict[str, Any]) -> StoredMessage:
    """The message that was deferred; who sees it was said at the deferral."""
    assert told.callback is not None
    if is_empty(body):
        raise RefusedError(Refusal.EMPTY_MESSAGE)
    is_whisper = _is_whisper(told.callback.get("data") or {})
    told.original = _say(state, told, body, is_whisper=is_whisper)
    return told.original


def _say(
    state: State, told: Interaction, body: dict[str, Any], *, is_whisper: bool
) -> StoredMessage:
    is_first = told.type == InteractionType.COMMAND and told.original is None
    return keep(
        state,
        told.channel,
        state.bot,
        body,
        kind=_KINDS[told.data["type"]] if is_first else 0,
        answers=told,
        seen_by=told.user if is_whisper else None,
    )


def _is_whisper(body: dict[str, Any]) -> bool:
    """Whether an answer is for one person alone."""
    return bool((body.get("flags") or 0) & MessageFlag.EPHEMERAL)


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
