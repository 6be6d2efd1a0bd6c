"""Errors carry what a person needs, also out of a killable process."""

import pickle

from bot.errors import GuardError, SourceError


def test_a_source_error_names_the_address_and_the_problem() -> None:
    error = SourceError("https://example.org/feed", "timed out after 20 s")

    assert str(error) == "https://example.org/feed: timed out after 20 s"


def test_a_source_error_survives_the_way_out_of_a_process() -> None:
    error = GuardError("http://10.0.0.1/", "is a private address")

    returned = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (type(returned), returned.url, returned.problem) == (
        GuardError,
        "http://10.0.0.1/",
        "is a private address",
    )
