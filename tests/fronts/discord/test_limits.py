"""Nothing leaves beyond what Discord allows, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientError, ClientSession, web
from yarl import URL

from bot.fronts.discord.limits import UNTOLD, Allowance, is_counted, retry_after, scope_of

VIA = {"Via": "1.1 example"}


@dataclass
class Endpoint:
    """Answers as it is told, and remembers when it was asked."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked_at: list[float] = field(default_factory=list)
    slow: float = 0.0

    async def answer(self, _request: web.Request) -> web.Response:
        self.asked_at.append(asyncio.get_running_loop().time())
        status, headers = self.status, self.headers
        await asyncio.sleep(self.slow)
        return web.Response(status=status, headers=headers)


@pytest.fixture
async def endpoint() -> AsyncIterator[Endpoint]:
    endpoint = Endpoint()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", endpoint.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    endpoint.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/channels/1/messages"
    yield endpoint
    await runner.cleanup()


@asynccontextmanager
async def asking(
    allowance: Allowance, endpoint: Endpoint
) -> AsyncIterator[Callable[[], asyncio.Future[int]]]:
    async with ClientSession(trace_configs=[allowance.trace()]) as session:

        async def ask() -> int:
            async with session.post(endpoint.url) as response:
                return response.status

        yield lambda: asyncio.ensure_future(ask())


async def test_no_second_sees_more_requests_than_are_allowed(endpoint: Endpoint) -> None:
    async with asking(Allowance(5), endpoint) as ask:
        await asyncio.gather(*(ask() for _ in range(12)))

    times = endpoint.asked_at
    assert len(times) == 12
    assert all(later - earlier >= 1.0 for earlier, later in zip(times, times[5:], strict=False))


async def test_a_slow_answer_keeps_its_place_until_it_is_there(endpoint: Endpoint) -> None:
    endpoint.slow = 0.5
    async with asking(Allowance(1), endpoint) as ask:
        await asyncio.gather(*(ask() for _ in range(2)))

    [first, second] = endpoint.asked_at
    assert second - first >= 1.5


async def test_a_global_limit_holds_every_request(endpoint: Endpoint) -> None:
    endpoint.status = 429
    endpoint.headers = {**VIA, "X-RateLimit-Global": "true", "Retry-After": "0.7"}
    async with asking(Allowance(50), endpoint) as ask:
        await ask()
        endpoint.status = 200
        await asyncio.gather(ask(), ask())

    first, *later = endpoint.asked_at
    assert all(each - first >= 0.7 for each in later)


async def test_a_limit_of_one_route_holds_no_other(endpoint: Endpoint) -> None:
    endpoint.status = 429
    endpoint.headers = {**VIA, "X-RateLimit-Scope": "user", "Retry-After": "30"}
    async with asking(Allowance(50), endpoint) as ask:
        await ask()
        async with asyncio.timeout(5):
            await ask()


async def test_too_many_refused_requests_stop_everything(endpoint: Endpoint) -> None:
    endpoint.status = 403
    allowance = Allowance(50, most_invalid=3)
    async with asking(allowance, endpoint) as ask:
        for _ in range(3):
            await ask()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ask(), 0.3)

    assert (allowance.invalid, len(endpoint.asked_at)) == (3, 3)


@pytest.mark.parametrize(
    ("status", "headers", "invalid"),
    [
        (401, {}, 1),
        (403, {}, 1),
        (429, {**VIA, "X-RateLimit-Scope": "user"}, 1),
        (429, {**VIA, "X-RateLimit-Scope": "shared"}, 0),
        (404, {}, 0),
        (500, {}, 0),
    ],
)
async def test_what_discord_counts_as_invalid_is_counted(
    endpoint: Endpoint, status: int, headers: dict[str, str], invalid: int
) -> None:
    endpoint.status, endpoint.headers = status, headers
    told: list[tuple[int, str]] = []
    allowance = Allowance(50, observer=lambda *what: told.append(what))
    async with asking(allowance, endpoint) as ask:
        await ask()

    assert allowance.invalid == invalid
    assert told == [(status, headers.get("X-RateLimit-Scope", ""))]


async def test_a_request_that_fails_or_is_given_up_gives_its_place_back(
    endpoint: Endpoint,
) -> None:
    allowance = Allowance(1)
    async with asking(allowance, endpoint) as ask:
        url, endpoint.url = endpoint.url, "http://127.0.0.1:9/"
        with pytest.raises(ClientError):
            await ask()
        endpoint.url = url
        waiting = ask()
        await asyncio.sleep(0.1)
        waiting.cancel()
        async with asyncio.timeout(5):
            assert await ask() == 200


@pytest.mark.parametrize(
    ("url", "counted"),
    [
        ("https://discord.example/api/v10/channels/1/messages", True),
        ("https://discord.example/api/v10/interactions/1/token/callback", False),
        ("https://discord.example/api/v10/webhooks/1/token/messages/2", False),
        ("wss://gateway.example/?v=10", False),
    ],
)
def test_answers_to_people_and_the_gateway_are_outside_the_limit(url: str, counted: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_counted(URL(url)) == counted


@pytest.mark.parametrize(
    ("headers", "scope"),
    [
        ({}, "wall"),
        (VIA, "user"),
        ({**VIA, "X-RateLimit-Global": "true"}, "global"),
        ({**VIA, "X-RateLimit-Scope": "shared"}, "shared"),
        ({**VIA, "X-RateLimit-Scope": "anything\nelse"}, "user"),
    ],
)
def test_whose_limit_it_is_stands_in_the_headers(headers: dict[str, str], scope: str) -> None:
    assert scope_of(headers) == scope


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("1.5", 1.5), ("", UNTOLD), ("soon", UNTOLD), ("-3", UNTOLD), ("nan", UNTOLD)],
)
def test_a_wait_that_cannot_be_read_is_a_minute(told: str, seconds: float) -> None:
    assert retry_after({"Retry-After": told}) == seconds
