"""The REST interface: what every request goes through before its route, and every answer after.

In order: noted, known by its token, within the limits, perhaps struck by a fault, well-formed,
done, checked against Discord's own description, answered.
"""

import json
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from aiohttp import web

from tests.discord import accidents, cdn
from tests.discord.calls import Answer, Call, Route
from tests.discord.faults import Fault, Faults, Plan
from tests.discord.limits import Limits, Verdict
from tests.discord.refusals import InvalidFormError, Refusal, RefusedError
from tests.discord.routes import account, commands, guilds, interactions, messages, threads
from tests.discord.spec import Spec
from tests.discord.state import State
from tests.discord.strictness import Problem, problems

PREFIX: Final = "/api/v10"
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]
# What in a path has limits of its own; a webhook together with its token.
_MAJOR: Final = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id")
# What a route raises over a body that is not what it reads, where no description was at hand.
_UNREADABLE: Final = (ValueError, LookupError, TypeError, AttributeError)
# Whoever answers a person is known by the interaction's token, and sends none of their own.
_OPEN: Final = ("/interactions/", "/webhooks/")
_VIA: Final = {"Via": "1.1 google"}  # by this, clients know that it was Discord that answered
_HABITS: Final = {"use_nested_fields"}  # undocumented; discord.py asks so for forum posts
_ROUTES: Final[dict[tuple[str, str], Route]] = {
    **account.ROUTES,
    **messages.ROUTES,
    **threads.ROUTES,
    **guilds.ROUTES,
    **commands.ROUTES,
    **interactions.ROUTES,
}


@dataclass(slots=True)
class Request:
    """A request as it came, and what became of it."""

    method: str
    path: str
    template: str | None  # None for a route that does not exist
    body: Any
    at: float  # monotonic
    status: int | None = None  # None while it is unanswered, and for good when the answer is lost
    retry_after: float | None = None  # seconds that a 429 told
    fault: Fault | None = None


@dataclass(slots=True)
class Rest:
    """All routes, and what was seen of those who used them.

    Attributes:
        token: The bot's token at this moment; None when it was revoked.
    """

    state: State
    token: Callable[[], str | None]
    limits: Limits
    faults: Faults
    spec: Spec | None
    requests: list[Request] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def routes(self) -> Iterable[web.RouteDef]:
        """What aiohttp is to bring here: the known routes, and then everything else."""
        for (method, template), route in _ROUTES.items():
            yield web.route(method, PREFIX + template, self._serving(template, route))
        yield web.route("*", "/{elsewhere:.*}", self._serving(None, _no_route))

    def _serving(self, template: str | None, route: Route) -> Serve:
        async def serve(asked: web.Request) -> web.StreamResponse:
            path = asked.rel_url.raw_path.removeprefix(PREFIX)
            seen = Request(asked.method, path, template, None, time.monotonic())
            self.requests.append(seen)
            try:
                return await self._serve(asked, seen, route)
            except Exception:  # a fault of ours is loud
                self._complain(seen, [traceback.format_exc()])
                raise

        return serve

    async def _serve(self, asked: web.Request, seen: Request, route: Route) -> web.StreamResponse:
        template = seen.template or ""
        names = {key: text for key, text in asked.match_info.items() if key != "elsewhere"}
        try:
            seen.body, files = await _read(asked)
            self._admit(asked, template)
        except RefusedError as refused:
            return self._finish(seen, Answer(refused.status, refused.body), {})
        major = "/".join(names[key] for key in _MAJOR if key in names)
        verdict, plan = self._limit(seen, template, major), None
        if verdict.retry_after is None:
            plan = self.faults.strike(seen.method, template)
            seen.fault = plan.fault if plan else None
            verdict = self._imposed(plan, seen, template, major) or verdict
        if verdict.retry_after is not None:
            seen.retry_after = verdict.retry_after
            return self._finish(seen, Answer(429, verdict.body()), verdict.headers)
        call = Call(seen.method, template, names, dict(asked.query), seen.body)
        answer = await accidents.play(plan, lambda: self._do(seen, call, files, route))
        if answer is None:
            return accidents.hang_up(asked)
        return self._finish(seen, answer, verdict.headers)

    def _admit(self, asked: web.Request, template: str) -> None:
        """Refuse strangers. Answers to interactions need neither a token nor a bot's name."""
        if template.startswith(_OPEN):
            return
        if not asked.headers.get("User-Agent", "").startswith("DiscordBot ("):
            raise RefusedError(Refusal.BAD_AGENT)
        if asked.headers.get("Authorization") != f"Bot {self.token()}":
            raise RefusedError(Refusal.UNAUTHORISED)

    def _limit(self, seen: Request, template: str, major: str) -> Verdict:
        now = self.state.clock()
        hold = self.limits.holding(seen.method, template, major, now)
        if hold is not None:
            early = f"sent {hold.until - now:.3f} s before the end of the limit {hold.key}"
            self._complain(seen, [early])
        return self.limits.take(seen.method, template, major, now)

    def _imposed(
        self, plan: Plan | None, seen: Request, template: str, major: str
    ) -> Verdict | None:
        """The limit that a fault pretends."""
        scope = accidents.SCOPES.get(plan.fault) if plan else None
        if plan is None or scope is None:
            return None
        now, seconds = self.state.clock(), plan.delay
        return self.limits.impose(seen.method, template, major, now, scope=scope, seconds=seconds)

    def _do(self, seen: Request, call: Call, files: cdn.Files, route: Route) -> Answer:
        """Check a request, and do it."""
        try:
            self._check(seen, call)
            return route(self.state, replace(call, body=cdn.keep(self.state, call.body, files)))
        except RefusedError as refused:
            return Answer(refused.status, refused.body)
        except _UNREADABLE as error:  # it may be a slip of ours, so the whole story is told
            self._complain(seen, [traceback.format_exc()])
            invalid = InvalidFormError(Problem((), "UNREADABLE", repr(error)))
            return Answer(invalid.status, invalid.body)

    def _check(self, seen: Request, call: Call) -> None:
        """Refuse and note what Discord does not describe, or does not take all the same."""
        if seen.template is None:
            self._complain(seen, ["the simulated Discord has no such route"])
            return
        undescribed: list[str] = []
        if self.spec is not None:
            query = {key: text for key, text in call.query.items() if key not in _HABITS}
            undescribed = self.spec.request_problems(seen.method, seen.path, query, seen.body)
        strict = problems(seen.method, call.template, seen.body)
        self.problems.extend(undescribed)  # which name the request themselves
        self._complain(seen, [f"{one.path}: {one.message}" for one in strict])
        if strict or undescribed:
            other = [Problem((), "NOT_AS_DESCRIBED", words) for words in undescribed]
            raise InvalidFormError(*(strict or other))

    def _finish(
        self, seen: Request, answer: Answer | web.Response, headers: dict[str, str]
    ) -> web.Response:
        """Check an answer of ours, and give it; what comes from an accident, as it is."""
        seen.status = answer.status
        if isinstance(answer, web.Response):
            return answer
        if self.spec is not None and seen.template is not None:
            found = self.spec.answer_problems(seen.method, seen.path, answer.status, answer.body)
            self.problems.extend(f"our answer: {problem}" for problem in found)
        told = {**_VIA, **headers}
        if answer.body is None:
            return web.Response(status=answer.status, headers=told)
        # discord.py reads JSON only where the type says this and nothing more.
        told["Content-Type"] = "application/json"
        return web.Response(status=answer.status, body=json.dumps(answer.body), headers=told)

    def _complain(self, seen: Request, found: Iterable[str]) -> None:
        self.problems.extend(f"{seen.method} {seen.path}: {problem}" for problem in found)


async def _read(asked: web.Request) -> tuple[Any, cdn.Files]:
    """The JSON of a request, and the files beside it."""
    try:
        return await cdn.read(asked)
    except (ValueError, RecursionError) as error:
        raise RefusedError(Refusal.BAD_JSON) from error
    except web.HTTPRequestEntityTooLarge as error:
        raise RefusedError(Refusal.TOO_LARGE) from error


def _no_route(_state: State, _call: Call) -> Answer:
    raise RefusedError(Refusal.NO_ROUTE)
