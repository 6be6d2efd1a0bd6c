"""What the tests of the door to a model share; from here on they reach nothing but loopback."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.llm.asking import ANSWER, QUESTION, door
from tests.model.loopback import keep_to_loopback
from tests.model.server import ScriptedModel

keep_to_loopback()


@pytest.fixture(scope="session", autouse=True)
def _first_call() -> None:
    """The first call of a process takes a second, in which openai builds its types."""

    async def call() -> None:
        async with ScriptedModel().always(ANSWER) as server, door(server) as model:
            await model.ask(QUESTION)

    asyncio.run(call())


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel() as server:
        yield server
