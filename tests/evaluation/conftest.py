"""What the tests of measuring share; from here on they reach nothing but loopback."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.model.loopback import keep_to_loopback
from tests.model.server import ScriptedModel

keep_to_loopback()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel() as server:
        yield server
