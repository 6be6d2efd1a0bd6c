"""Frames of the gateway: what clients may say, how often, and why a line is closed otherwise."""

import json
import time
from collections import deque
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Final

MOST: Final = 120  # frames from a client, in so many seconds; documented
WITHIN: Final = 60.0


class Op(IntEnum):
    """The kinds of frames."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Close(IntEnum):
    """Why the gateway closes a line."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    RATE_LIMITED = 4008
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


# What a frame has to have in it.
_NEEDS: Final[Mapping[Op, Mapping[str, type]]] = {
    Op.IDENTIFY: {"token": str, "intents": object},
    Op.RESUME: {"token": str, "session_id": str, "seq": int},
    Op.REQUEST_GUILD_MEMBERS: {"guild_id": object},
}


class GoodbyeError(Exception):
    """Something after which the line is closed with this code."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


def count(heard: deque[float]) -> None:
    """Note that a frame has come, and whether it is one too many."""
    heard.append(time.monotonic())
    if len(heard) > MOST and heard[-1] - heard[0] < WITHIN:
        raise GoodbyeError(Close.RATE_LIMITED)


def read(text: str) -> tuple[Op, Any]:
    """What a frame says."""
    try:
        said = json.loads(text)
        number, data = said["op"], said["d"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise GoodbyeError(Close.DECODE_ERROR) from error
    try:
        op = Op(number)
    except ValueError as error:
        raise GoodbyeError(Close.UNKNOWN_OPCODE) from error
    needs = _NEEDS.get(op, {})
    if needs and not (isinstance(data, dict) and needs.keys() <= data.keys()):
        raise GoodbyeError(Close.DECODE_ERROR)
    if not all(isinstance(data[name], kind) for name, kind in needs.items()):
        raise GoodbyeError(Close.DECODE_ERROR)
    return op, data
