"""The newsstand itself, where other tests lean on it most."""

import urllib.request

from tests.newsstand.stand import newsstand_in_thread


def test_a_stand_in_a_thread_serves_a_program_without_asyncio() -> None:
    with newsstand_in_thread() as stand:
        url = stand.page("/story", "The ferry sails.")
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own stand
            body = answer.read()

    assert body == b"The ferry sails."
    assert stand.paths() == ["/story"]
