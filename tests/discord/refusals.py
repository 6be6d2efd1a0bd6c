"""What Discord refuses, with the status and the code that it answers."""

from enum import Enum
from typing import Any

from tests.discord.strictness import Problem, error_body


class Refusal(Enum):
    """HTTP status, Discord's own code, and its words, as its documentation lists them."""

    UNAUTHORISED = 401, 0, "401: Unauthorized"
    NO_ROUTE = 404, 0, "404: Not Found"
    BAD_JSON = 400, 50109, "The request body contains invalid JSON."
    BAD_AGENT = 403, 40333, "internal network error"
    TOO_LARGE = 413, 40005, "Request entity too large"
    UNKNOWN_CHANNEL = 404, 10003, "Unknown Channel"
    UNKNOWN_GUILD = 404, 10004, "Unknown Guild"
    UNKNOWN_MEMBER = 404, 10007, "Unknown Member"
    UNKNOWN_MESSAGE = 404, 10008, "Unknown Message"
    UNKNOWN_WEBHOOK = 404, 10015, "Unknown Webhook"
    UNKNOWN_INTERACTION = 404, 10062, "Unknown interaction"
    UNKNOWN_COMMAND = 404, 10063, "Unknown application command"
    ALREADY_ACKNOWLEDGED = 400, 40060, "Interaction has already been acknowledged."
    MISSING_ACCESS = 403, 50001, "Missing Access"
    NOT_YOURS = 403, 50005, "Cannot edit a message authored by another user"
    EMPTY_MESSAGE = 400, 50006, "Cannot send an empty message"
    NOT_A_TEXT_CHANNEL = 400, 50008, "Cannot send messages in a non-text channel"
    MISSING_PERMISSIONS = 403, 50013, "Missing Permissions"
    INVALID_WEBHOOK_TOKEN = 401, 50027, "Invalid Webhook Token"
    INVALID_FORM = 400, 50035, "Invalid Form Body"
    THREAD_ARCHIVED = 400, 50083, "Thread is archived"
    NO_HISTORY_NO_REPLY = 400, 160002, "Cannot reply without permission to read message history"
    HAS_A_THREAD = 400, 160004, "A thread has already been created for this message"
    THREAD_LOCKED = 403, 160005, "Thread is locked"  # of what status is not documented


class RefusedError(Exception):
    """A request that Discord refuses; says so in the body that Discord would send."""

    def __init__(self, why: Refusal) -> None:
        self.status, code, words = why.value
        super().__init__(words)
        self.body: dict[str, Any] = {"message": words, "code": code}


class InvalidFormError(RefusedError):
    """A request whose query or body cannot be taken; says what is wrong where."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(Refusal.INVALID_FORM)
        self.body = error_body(list(problems))
