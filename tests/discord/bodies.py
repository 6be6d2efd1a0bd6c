"""Bodies of requests as they should be, for tests to change into what they should not be."""

from typing import Any, Final

import pytest

from tests.discord.spec import Spec
from tests.discord.strictness import Problem, error_body, problems
from tests.discord.world import MessageFlag

Body = dict[str, Any]
Case = tuple[Body, Body, str]  # what passes at a limit, what does not past it, and the code for it

MESSAGES: Final = "/channels/{channel_id}/messages"
MESSAGE: Final = "/channels/{channel_id}/messages/{message_id}"
COMMANDS: Final = "/applications/{application_id}/commands"
CALLBACK: Final = "/interactions/{interaction_id}/{interaction_token}/callback"


def codes(found: list[Problem]) -> set[str]:
    return {problem.code for problem in found}


def described() -> Spec:
    """Discord's description; where it is absent the test that asks for it is skipped."""
    spec = Spec.load()
    if spec is None:
        pytest.skip("Discord's description is not beside the project")
    return spec


def disagreements(path: str, cases: dict[str, Case]) -> list[str]:
    """What the description says against the good bodies of some cases, and the errors of the bad.

    Args:
        path: To which they are posted.
        cases: By name.
    """
    spec = described()
    template = spec.route("POST", path) or ""
    found = []
    for at, past, _ in cases.values():
        error = error_body(problems("POST", template, past))
        found += spec.request_problems("POST", path, {}, at)
        found += spec.answer_problems("POST", path, 400, error)
    return found


# Components.


def ask(number: int = 0, **parts: object) -> Body:
    return {"type": 2, "style": 1, "label": "Ask", "custom_id": f"ask:{number}", **parts}


def link(**parts: object) -> Body:
    return {"type": 2, "style": 5, "label": "Read", "url": "https://tide.example/1", **parts}


def row(*children: Body) -> Body:
    return {"type": 1, "components": list(children)}


def select(count: int = 2, **parts: object) -> Body:
    offered = [{"label": f"Port {n}", "value": str(n)} for n in range(count)]
    return {"type": 3, "custom_id": "port", "options": offered, **parts}


def text(length: int) -> Body:
    return {"type": 10, "content": "x" * length}


def with_row(*children: Body) -> Body:
    return {"components": [row(*children)]}


def layout(*components: Body, **parts: object) -> Body:
    return {"flags": MessageFlag.IS_COMPONENTS_V2, "components": list(components), **parts}


# Messages.


def with_embed(**parts: object) -> Body:
    return {"embeds": [{"title": "The ferry sails", **parts}]}


# Commands and what answers them.


def command(**parts: object) -> Body:
    return {"name": "follow", "description": "Follow a feed.", **parts}


def option(name: str = "url", kind: int = 3, **parts: object) -> Body:
    return {"name": name, "type": kind, "description": "An address.", **parts}


def choice(number: int, length: int = 1) -> Body:
    return {"name": f"Port {number}", "value": "x" * length}


def with_options(*options: Body) -> Body:
    return command(options=list(options))


def modal(*components: Body, **parts: object) -> Body:
    asked = {"custom_id": "question", "title": "Ask", "components": list(components), **parts}
    return {"type": 9, "data": asked}


def question(number: int = 0, **parts: object) -> Body:
    field = {"type": 4, "custom_id": f"q{number}", "style": 1, **parts}
    return {"type": 18, "label": "Your question", "component": field}
