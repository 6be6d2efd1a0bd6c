"""Politeness: turns at a host, silence towards dead hosts, and robots.txt."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from yarl import URL

from bot.articles.robots import allows
from bot.errors import GuardError, SourceError
from bot.web import Manners, Web
from bot.web.politeness import MAX_HOSTS, Turns
from tests.newsstand.stand import Newsstand

MANNERS = Manners(
    user_agent="Newsdesk/0.1 (+https://example.org/bot)",
    open_addresses=frozenset({"127.0.0.1"}),
    spacing=0,
    deadline=10,
)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def web(clock: Clock) -> AsyncIterator[Web]:
    async with Web(MANNERS, robots=allows, clock=clock) as web:
        yield web


# Turns.


async def test_requests_to_one_host_start_apart(stand: Newsstand) -> None:
    url = stand.page("/", "hello")

    async with Web(replace(MANNERS, spacing=0.1), robots=allows) as web:
        await asyncio.gather(*(web.get(url) for _ in range(5)))

    starts = [seen.at for seen in stand.requests]
    assert starts[-1] - starts[0] > 0.35  # four gaps, less the jitter of arrival


async def test_hosts_do_not_wait_for_each_other(stand: Newsstand) -> None:
    manners = replace(MANNERS, spacing=30, patience=5)

    async with Newsstand() as other, Web(manners, robots=allows) as web:
        pages = await asyncio.gather(web.get(stand.url("/")), web.get(other.url("/")))

    assert [page.status for page in pages] == [404, 404]


async def test_few_requests_are_in_progress_at_one_host(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", "hello", delay=0.05)

    await asyncio.gather(*(web.get(url) for _ in range(8)))

    assert stand.most_at_once == 2


async def test_few_requests_are_in_progress_over_all(stand: Newsstand) -> None:
    manners = replace(MANNERS, at_once=3, at_once_per_host=8)
    url = stand.page("/", "hello", delay=0.05)

    async with Web(manners, robots=allows) as web:
        await asyncio.gather(*(web.get(url) for _ in range(9)))

    assert stand.most_at_once == 3


async def test_waiting_for_a_turn_does_not_use_up_the_deadline(stand: Newsstand) -> None:
    url = stand.page("/", "hello", delay=0.3)

    async with Web(replace(MANNERS, at_once_per_host=1), robots=allows) as web:
        pages = await asyncio.gather(*(web.get(url, deadline=0.5) for _ in range(3)))

    assert [page.status for page in pages] == [200, 200, 200]


async def test_the_wait_for_a_turn_has_an_end(stand: Newsstand) -> None:
    manners = replace(MANNERS, at_once_per_host=1, patience=0.1)
    url = stand.page("/", "hello", delay=0.5)

    async with Web(manners, robots=allows) as web:
        first, second = await asyncio.gather(web.get(url), web.get(url), return_exceptions=True)

    assert not isinstance(first, BaseException)
    assert isinstance(second, SourceError)
    assert "busy" in second.problem


async def test_a_cancelled_wait_gives_its_turn_on(stand: Newsstand) -> None:
    url = stand.page("/", "hello", delay=0.1)

    async with Web(replace(MANNERS, at_once_per_host=1), robots=allows) as web:
        tasks = [asyncio.create_task(web.get(url)) for _ in range(4)]
        await asyncio.sleep(0.02)
        tasks[0].cancel()
        tasks[1].cancel()
        answers = await asyncio.gather(*tasks, return_exceptions=True)

    assert [isinstance(each, asyncio.CancelledError) for each in answers] == [
        True,
        True,
        False,
        False,
    ]


async def test_memory_of_hosts_is_bounded(clock: Clock) -> None:
    turns = Turns(at_once=9, at_once_per_host=2, spacing=0, patience=9, clock=clock)

    for number in range(MAX_HOSTS * 2):
        async with turns.turn(URL(f"http://host{number}.example/")):
            pass

    assert turns.remembered == MAX_HOSTS


# Dead hosts.


@pytest.fixture
def dead_url() -> str:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


async def test_a_refused_connection_is_remembered_for_a_minute(
    dead_url: str, web: Web, clock: Clock
) -> None:
    problems = []
    for seconds in (0, 59, 2):
        clock.now += seconds
        with pytest.raises(SourceError) as caught:
            await web.get(dead_url)
        problems.append((caught.value.problem, caught.value.__cause__ is None))

    # The second answer came from memory: no error of a socket lies behind it.
    assert problems == [
        ("the connection was refused", False),
        ("the connection was refused", True),
        ("the connection was refused", False),
    ]


async def test_an_error_of_one_page_does_not_silence_its_host(stand: Newsstand, web: Web) -> None:
    stand.drop("/bad")
    good = stand.page("/good", "hello")

    with pytest.raises(SourceError, match="the connection was cut"):
        await web.get(stand.url("/bad"))

    assert (await web.get(good)).status == 200


# robots.txt.


async def test_robots_txt_is_asked_once_a_day(stand: Newsstand, web: Web, clock: Clock) -> None:
    stand.page("/robots.txt", "User-agent: *\nDisallow: /private")

    answers = [await web.may_fetch(stand.url(path)) for path in ("/a", "/private/b", "/c")]
    clock.now += 25 * 3600
    answers.append(await web.may_fetch(stand.url("/private")))

    assert answers == [True, False, True, False]
    assert stand.paths() == ["/robots.txt", "/robots.txt"]


async def test_askers_at_the_same_time_share_one_robots_txt(stand: Newsstand, web: Web) -> None:
    stand.page("/robots.txt", "User-agent: *\nDisallow: /", delay=0.05)

    answers = await asyncio.gather(*(web.may_fetch(stand.url(f"/{n}")) for n in range(20)))

    assert answers == [False] * 20
    assert stand.paths() == ["/robots.txt"]


async def test_an_asker_that_gives_up_leaves_the_others_their_answer(
    stand: Newsstand, web: Web
) -> None:
    stand.page("/robots.txt", "", delay=0.1)
    tasks = [asyncio.create_task(web.may_fetch(stand.url("/"))) for _ in range(3)]
    await asyncio.sleep(0.02)

    tasks[0].cancel()
    answers = await asyncio.gather(*tasks[1:])

    assert answers == [True, True]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_a_site_without_robots_txt_allows_all(
    stand: Newsstand, web: Web, status: int
) -> None:
    stand.page("/robots.txt", "User-agent: *\nDisallow: /", status=status)

    assert await web.may_fetch(stand.url("/story"))


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_in_trouble_is_asked_later(
    stand: Newsstand, web: Web, clock: Clock, status: int
) -> None:
    stand.page("/robots.txt", "", status=status)
    for _ in range(3):
        with pytest.raises(SourceError, match=f"the site's robots.txt answered {status}"):
            await web.may_fetch(stand.url("/story"))

    stand.page("/robots.txt", "")
    clock.now += 601

    assert await web.may_fetch(stand.url("/story"))
    assert len(stand.requests) == 2


async def test_a_dead_host_says_that_it_is_dead(dead_url: str, web: Web) -> None:
    with pytest.raises(SourceError, match="the connection was refused"):
        await web.may_fetch(dead_url)


async def test_a_redirected_robots_txt_is_followed(stand: Newsstand, web: Web) -> None:
    stand.redirect("/robots.txt", "/elsewhere.txt", status=301)
    stand.page("/elsewhere.txt", "\ufeffUser-agent: Newsdesk\nDisallow: /")

    assert not await web.may_fetch(stand.url("/story"))


async def test_of_an_endless_robots_txt_the_beginning_counts(stand: Newsstand, web: Web) -> None:
    rules = "User-agent: *\nDisallow: /private\n" + "# nothing\n" * 100_000
    stand.page("/robots.txt", rules)

    answers = [await web.may_fetch(stand.url(path)) for path in ("/private", "/story")]

    assert answers == [False, True]


async def test_robots_txt_of_a_refused_address_is_not_asked(web: Web) -> None:
    with pytest.raises(SourceError, match="leads to a private address"):
        await web.may_fetch("http://10.0.0.1/story")


async def test_what_is_no_address_has_no_robots_txt(web: Web) -> None:
    with pytest.raises(GuardError):
        await web.may_fetch("javascript:alert(1)")
