"""How the tests ask: a small question, patience for slow machines, and no long pauses."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final

from bot.llm import Asked, Model, ModelAccess, open_model
from tests.model.server import ScriptedModel

QUESTION: Final = Asked(
    system="You write short cards.",
    user="The ferry sails again from Monday.",
    schema_name="card",
    schema={
        "type": "object",
        "properties": {"headline": {"type": "string"}},
        "required": ["headline"],
        "additionalProperties": False,
    },
    max_output=200,
)
ANSWER: Final = '{"headline": "The ferry sails again"}'
KEY: Final = "sk-proj-Dd1gZ4qTn7-planted-9wXk2LmE8"


def door(
    server: ScriptedModel,
    *,
    fallback: str | None = None,
    first_token: float = 10.0,
    deadline: float = 20.0,
    at_once: int = 4,
    api_key: str = "",
    clock: Callable[[], float] = time.monotonic,
) -> AbstractAsyncContextManager[Model]:
    """A door to a scripted model, to be opened with `async with`."""
    access = ModelAccess(
        model="small",
        fallback=fallback,
        base_url=server.url,
        api_key=api_key,
        first_token=first_token,
        deadline=deadline,
        at_once=at_once,
        pause=0.01,
    )
    return open_model(access, clock=clock, random=random.Random(4))  # noqa: S311 - dice
