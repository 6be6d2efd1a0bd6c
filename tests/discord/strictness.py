"""What Discord's published description lets through, and Discord does not.

The tables stand beside it: messages, components and commands, each in a module of its own.
"""

from collections.abc import Iterator
from typing import Any, Final

from tests.discord.strict_commands import (
    CHOICE,
    COMMAND,
    COMMAND_EDIT,
    COMMANDS,
    batch_problems,
    command_problems,
)
from tests.discord.strict_components import MODAL
from tests.discord.strict_forms import (
    EMPTY_MESSAGE,
    Anything,
    Form,
    Keys,
    Kinds,
    Many,
    Number,
    Problem,
    Rule,
    Text,
    error_body,
    form_problems,
)
from tests.discord.strict_layouts import modal_problems
from tests.discord.strict_messages import MESSAGE, message_problems
from tests.discord.world import Reply

__all__ = ["EMPTY_MESSAGE", "Problem", "error_body", "problems"]

_WEBHOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
_NEW_MESSAGES: Final = {"POST /channels/{channel_id}/messages", f"POST {_WEBHOOK}"}
_EDITS: Final = {
    "PATCH /channels/{channel_id}/messages/{message_id}",
    f"PATCH {_WEBHOOK}/messages/@original",
    f"PATCH {_WEBHOOK}/messages/{{message_id}}",
}
_THREADS: Final = "POST /channels/{channel_id}/threads"
_THREADS_FROM_MESSAGES: Final = "POST /channels/{channel_id}/messages/{message_id}/threads"
_CALLBACKS: Final = "POST /interactions/{interaction_id}/{interaction_token}/callback"

_ANY: Final = Anything()
_THREAD_KEYS: Final[Keys] = {
    "name": Text(100, 1, required=True),
    "auto_archive_duration": _ANY,
    "rate_limit_per_user": _ANY,
}
_THREAD: Final = Form(
    {
        **_THREAD_KEYS,
        # A thread in a forum begins with a message.
        "message": Form(MESSAGE.keys),
        **dict.fromkeys(("applied_tags", "type", "invitable"), _ANY),
    },
    required=True,
)
_TYPE: Final = {"type": Number(1, 99, required=True)}
_LATER: Final = Form({**_TYPE, "data": Form({"flags": Number(0, 2**31 - 1)})})
_CALLBACK: Final = Kinds(
    {
        Reply.PONG: Form(_TYPE),
        Reply.MESSAGE: Form({**_TYPE, "data": MESSAGE}),
        Reply.DEFERRED_MESSAGE: _LATER,
        Reply.DEFERRED_UPDATE: _LATER,
        Reply.UPDATE: Form({**_TYPE, "data": Form(MESSAGE.keys)}),
        Reply.CHOICES: Form({**_TYPE, "data": Form({"choices": Many(CHOICE, 25)}, required=True)}),
        Reply.MODAL: Form({**_TYPE, "data": MODAL}),
    },
    required=True,
)
_OTHERS: Final[dict[str, Rule]] = {
    _THREADS: _THREAD,
    _THREADS_FROM_MESSAGES: Form(_THREAD_KEYS, required=True),
    _CALLBACKS: _CALLBACK,
}
_COMMANDS: Final[dict[str, Rule]] = {"POST": COMMAND, "PATCH": COMMAND_EDIT, "PUT": COMMANDS}


def problems(method: str, template: str, body: object) -> list[Problem]:
    """What Discord would not take of a request's body, or what surely is a slip.

    Args:
        method: An HTTP method.
        template: The route, such as `/channels/{channel_id}/messages`.
        body: The JSON that was sent; None for no body.

    Returns:
        Nothing for routes that have no rules here. Rules about several parts at once are asked
        only of a body whose parts are right one by one.
    """
    route = f"{method} {template}"
    form = _form(route)
    if form is None:
        return []
    return list(form_problems(body, form)) or list(_further(route, body))


def _form(route: str) -> Rule | None:
    """What the body of a route has to look like."""
    if route in _NEW_MESSAGES or route in _EDITS:
        return MESSAGE
    if route.endswith(("/commands", "/commands/{command_id}")):
        return _COMMANDS.get(route.partition(" ")[0])
    return _OTHERS.get(route)


def _further(route: str, body: Any) -> Iterator[Problem]:  # noqa: ANN401 - it fits its form
    """What is wrong between parts that are right one by one."""
    if route in _NEW_MESSAGES or route in _EDITS:
        yield from message_problems(body, is_new=route in _NEW_MESSAGES)
    elif route == _CALLBACKS:
        yield from _callback_problems(body)
    elif route == _THREADS:
        if body.get("message") is not None:
            yield from message_problems(body["message"], ("message",), is_new=True)
    elif isinstance(body, list):
        yield from batch_problems(body)
    elif "/commands" in route:
        yield from command_problems(body, is_new=route.startswith("POST"))


def _callback_problems(body: dict[str, Any]) -> Iterator[Problem]:
    if body["type"] == Reply.MODAL:
        yield from modal_problems(body["data"]["components"], ("data", "components"))
    elif body["type"] in {Reply.MESSAGE, Reply.UPDATE} and body.get("data") is not None:
        is_new = body["type"] == Reply.MESSAGE
        yield from message_problems(body["data"], ("data",), is_new=is_new)
