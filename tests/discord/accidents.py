"""How the planned faults look on the wire."""

import asyncio
import math
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from tests.discord.calls import Answer
from tests.discord.faults import Fault, Plan
from tests.discord.limits import Scope
from tests.discord.refusals import InvalidFormError
from tests.discord.strictness import Problem

SCOPES: Final[Mapping[Fault, Scope]] = {
    Fault.LIMIT_ROUTE: "user",
    Fault.LIMIT_GLOBAL: "global",
    Fault.LIMIT_SHARED: "shared",
}
# After these the request has been done, whatever its sender hears of it.
_DONE: Final = {Fault.LOST, Fault.DOUBLED, Fault.SLOW, Fault.LATE, Fault.ERROR_AFTER}
_STATUS: Final = {
    Fault.ERROR_500: 500,
    Fault.ERROR_502: 502,
    Fault.ERROR_503: 503,
    Fault.ERROR_AFTER: 502,
    Fault.HTML_429: 429,
    Fault.HTML_503: 503,
}
_OBJECTION: Final = InvalidFormError(
    Problem(("embeds", 0, "url"), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
)
_PAGES: Final = {Fault.HTML_429, Fault.HTML_503}
_PAGE: Final = "<!DOCTYPE html><title>Access denied</title><h1>Error {0}</h1>"


async def play(plan: Plan | None, do: Callable[[], Answer]) -> Answer | web.Response | None:
    """Do a request, or not, with what goes wrong before and after.

    Returns:
        Discord's answer, what stands there in place of it, or None for silence.
    """
    if plan is None:
        return do()
    if plan.fault is Fault.SLOW:
        await asyncio.sleep(plan.delay)
    if plan.fault is Fault.DOUBLED:
        do()
    answer = do() if plan.fault in _DONE else None
    if plan.fault is Fault.LATE:
        await asyncio.sleep(plan.delay)
    if plan.fault is Fault.REFUSED:
        return Answer(_OBJECTION.status, _OBJECTION.body)
    if plan.fault in _STATUS:
        return _failure(plan)
    return None if plan.fault is Fault.LOST else answer


def hang_up(asked: web.Request) -> web.Response:
    """The connection closes without a word."""
    if asked.transport is not None:
        asked.transport.close()
    return web.Response()  # nobody is left to read it


def _failure(plan: Plan) -> web.Response:
    """What stands there in place of Discord's answer."""
    status = _STATUS[plan.fault]
    if plan.fault in _PAGES:
        waits = {"Retry-After": str(math.ceil(plan.delay))} if plan.delay else {}
        text = _PAGE.format(status)
        return web.Response(status=status, text=text, content_type="text/html", headers=waits)
    return web.json_response({"message": f"{status}: Server Error", "code": 0}, status=status)
