"""What the tests of the command line ask for: the program, and a stand that it can read from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsstand.stand import Newsstand, newsstand_in_thread
from tests.program import Program


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    """A newsstand that answers while the program runs."""
    with newsstand_in_thread() as stand:
        yield stand


@pytest.fixture
def newsdesk(tmp_path: Path) -> Program:
    """The program with its defaults, in a home of its own."""
    return Program(tmp_path)
