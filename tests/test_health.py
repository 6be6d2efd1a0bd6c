"""The health address answers in time, whatever clients, vitals and counters do."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.errors import AdminError
from bot.health import LISTENING, Vital, open_health

ANY_PORT = "127.0.0.1:0"
ALIVE = Vital("work", ok=True, words="turned 2 s ago")
STUCK = Vital("work", ok=False, words="has not turned for 90 s")
SECRET = "hunter2"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came over the wire."""

    status: int
    head: str
    body: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        """The body, read."""
        return json.loads(self.body)


async def fine() -> Sequence[Vital]:
    return [Vital("database", ok=True, words="answers")]


async def weak() -> Sequence[Vital]:
    return [Vital("database", ok=False, words="does not answer")]


async def broken() -> Sequence[Vital]:
    raise OSError(f"postgresql://newsdesk:{SECRET}@db")


async def hanging() -> Sequence[Vital]:
    await asyncio.Event().wait()
    return []


async def stubborn() -> Sequence[Vital]:
    """Hangs, and takes no notice of being cancelled; as some drivers do."""
    for _ in range(2):
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            continue
    return []


async def no_counters() -> bytes:
    return b"newsdesk_feeds_late 3.0\n"


@asynccontextmanager
async def health(
    *,
    pulse: Vital = ALIVE,
    vitals: Callable[[], Awaitable[Sequence[Vital]]] = fine,
    metrics: Callable[[], Awaitable[bytes]] = no_counters,
) -> AsyncIterator[str]:
    async with open_health(
        ANY_PORT, pulse=lambda: [pulse], vitals=vitals, metrics=metrics
    ) as address:
        yield address


async def ask(address: str, path: str, method: str = "GET") -> Reply:
    return await send(address, f"{method} {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())


async def send(address: str, request: bytes) -> Reply:
    """Send bytes, and read until the other end closes."""
    reader, writer = await connect(address)
    writer.write(request)
    answer = (await reader.read()).decode()
    writer.close()
    head, _, body = answer.partition("\r\n\r\n")
    return Reply(int(head.split()[1]), head, body)


async def connect(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, _, port = address.rpartition(":")
    return await asyncio.open_connection(host, int(port))


async def test_a_bot_that_lives_and_is_ready_says_so() -> None:
    async with health() as address:
        alive = await ask(address, "/healthz")
        ready = await ask(address, "/readyz")

    assert (alive.status, alive.body) == (200, "ok\n")
    assert ready.status == 200
    assert ready.json == {
        "ready": True,
        "vitals": [
            {"name": "work", "ok": True, "words": "turned 2 s ago"},
            {"name": "database", "ok": True, "words": "answers"},
        ],
    }


async def test_a_stuck_bot_neither_lives_nor_is_ready() -> None:
    async with health(pulse=STUCK) as address:
        alive = await ask(address, "/healthz")
        ready = await ask(address, "/readyz")

    assert (alive.status, alive.body) == (503, "work: has not turned for 90 s\n")
    assert (ready.status, ready.json["ready"]) == (503, False)


@pytest.mark.parametrize("vitals", [weak, broken])
async def test_a_database_that_is_away_costs_readiness_and_not_life(
    vitals: Callable[[], Awaitable[Sequence[Vital]]],
) -> None:
    async with health(vitals=vitals) as address:
        alive = await ask(address, "/healthz")
        ready = await ask(address, "/readyz")

    assert alive.status == 200
    assert (ready.status, ready.json["ready"]) == (503, False)


async def test_what_a_database_says_in_an_error_is_not_passed_on() -> None:
    async def failing() -> bytes:
        raise OSError(f"password {SECRET} refused")

    async with health(vitals=broken, metrics=failing) as address:
        replies = [await ask(address, "/readyz"), await ask(address, "/metrics")]

    assert [reply.status for reply in replies] == [503, 503]
    assert not any(SECRET in reply.head + reply.body for reply in replies)


async def test_vitals_that_hang_are_answered_all_the_same() -> None:
    async with health(vitals=hanging) as one, health(vitals=stubborn) as other, asyncio.timeout(8):
        replies = await asyncio.gather(*(ask(each, "/readyz") for each in (one, other) * 3))

    assert {reply.status for reply in replies} == {503}
    assert {reply.json["vitals"][-1]["words"] for reply in replies} == {"did not answer within 4 s"}


async def test_many_who_ask_at_once_put_one_question_to_the_database() -> None:
    asked = 0

    async def counting() -> Sequence[Vital]:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.3)
        return []

    async with health(vitals=counting) as address:
        await asyncio.gather(*(ask(address, "/readyz") for _ in range(20)))
        await ask(address, "/readyz")

    assert asked < 10


async def test_a_hanging_vital_does_not_hold_up_the_question_of_life() -> None:
    async with health(vitals=hanging) as address:
        _, waiting = await connect(address)
        waiting.write(b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(2):
            alive = await ask(address, "/healthz")
        waiting.close()

    assert alive.status == 200


async def test_counters_come_in_prometheus_text_format() -> None:
    async with health() as address:
        reply = await ask(address, "/metrics")

    assert reply.body == "newsdesk_feeds_late 3.0\n"
    assert "content-type: text/plain; version=0.0.4" in reply.head.lower()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", "/healthz/../metrics", 404), ("POST", "/healthz", 405)],
)
async def test_nothing_else_is_answered(method: str, path: str, status: int) -> None:
    async with health() as address:
        reply = await ask(address, path, method)

    assert reply.status == status


async def test_a_head_request_gets_the_status_alone() -> None:
    async with health() as address:
        reply = await ask(address, "/healthz", "HEAD")

    assert (reply.status, reply.body) == (200, "")


async def test_clients_that_never_finish_asking_are_cut_off_and_hold_up_nobody() -> None:
    async with health() as address:
        dripping = [asyncio.ensure_future(drip(address)) for _ in range(50)]
        async with asyncio.timeout(2):
            meanwhile = await ask(address, "/healthz")
        async with asyncio.timeout(LISTENING + 5):
            received = await asyncio.gather(*dripping)

    assert meanwhile.status == 200
    assert set(received) == {b""}


async def drip(address: str) -> bytes:
    """Send a header every quarter of a second, and never the last, until the line is cut."""
    reader, writer = await connect(address)
    writer.write(b"GET /healthz HTTP/1.1\r\n")
    with contextlib.suppress(ConnectionError):
        while not reader.at_eof():
            writer.write(b"X-More: 1\r\n")
            await writer.drain()
            await asyncio.sleep(0.25)
    writer.close()
    with contextlib.suppress(ConnectionError):
        return await reader.read()
    return b""


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + b"X: a\r\n" * 10_000 + b"\r\n",
        b"\x16\x03\x01 not HTTP at all\r\n\r\n",
    ],
    ids=["line", "header", "headers", "tls"],
)
async def test_too_much_and_nonsense_are_refused_in_silence(
    request_: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with health() as address:
        reply = await send(address, request_)

    assert reply.status == 400
    assert not caplog.records


async def test_a_body_is_not_waited_for() -> None:
    async with health() as address, asyncio.timeout(3):
        reply = await send(
            address, b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx"
        )

    assert reply.status == 200


async def test_a_taken_port_is_the_admins_matter() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(AdminError, match="is taken by another program; set NEWSDESK_HEALTH"):
            async with open_health(
                address, pulse=lambda: [ALIVE], vitals=fine, metrics=no_counters
            ):
                pass


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("", "no address"),
        ("8766", "no address"),
        (":8766", "no address"),
        ("127.0.0.1", "no address"),
        ("127.0.0.1:99999", "no address"),
        ("127.0.0.1:8766/x", "no address"),
        ("a@127.0.0.1:8766", "no address"),
        ("[::1:8766", "no address"),
        ("203.0.113.7:8766", "NEWSDESK_HEALTH"),
        ("no-such-host.invalid:8766", "NEWSDESK_HEALTH"),
    ],
)
async def test_an_address_that_cannot_be_used_is_the_admins_matter(address: str, word: str) -> None:
    with pytest.raises(AdminError, match=word):
        async with open_health(address, pulse=lambda: [ALIVE], vitals=fine, metrics=no_counters):
            pass
