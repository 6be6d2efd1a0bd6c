"""The newsroom at work over a database, with a wall in the place of Discord."""

from collections.abc import AsyncIterator

import pytest

from tests.newsroom.wall import Office, open_office


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_office(database_url) as opened:
        yield opened
