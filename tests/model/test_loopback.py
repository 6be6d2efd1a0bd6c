"""The guard that keeps the tests on this machine."""

import socket

import pytest

from tests.model.loopback import OutsideError, keep_to_loopback, refused

keep_to_loopback()


@pytest.mark.parametrize("address", ["192.0.2.1", "8.8.8.8", "::ffff:192.0.2.1", "2001:db8::1"])
def test_no_connection_leaves_the_machine(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET

    with socket.socket(family) as plug, pytest.raises(OutsideError):
        plug.connect((address, 443))

    assert refused[-1] == address


def test_no_name_is_looked_up_outside() -> None:
    with pytest.raises(OutsideError):
        socket.getaddrinfo("api.openai.com", 443)


def test_the_machine_itself_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname(), timeout=10) as plug:
            peer = plug.getpeername()

        assert peer == server.getsockname()
