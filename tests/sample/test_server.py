"""The sites answer over real sockets, as politely as a good publisher's."""

import socket
import sys
from asyncio import create_subprocess_exec, timeout
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from signal import SIGINT
from urllib.parse import urljoin

import pytest
from aiohttp import ClientSession

from bot.feeds.reading import read_feed
from bot.news import Entry
from bot.sample import SampleNewsroom
from tests.sample.editions import NOW

MISSING = "rower-wrist-regatta"


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def sample() -> AsyncIterator[SampleNewsroom]:
    async with SampleNewsroom(now=NOW, all_at_once=True, first_port=0) as newsroom:
        yield newsroom


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def entries_of(client: ClientSession, feed: str) -> list[Entry]:
    """A feed's entries, over the wire."""
    async with client.get(feed) as answer:
        return list(read_feed(await answer.read(), url=feed).entries)


async def test_every_outlet_has_a_feed_on_a_port_of_its_own(sample: SampleNewsroom) -> None:
    ports = {feed.split("/")[2] for feed in sample.feeds}

    assert len(sample.feeds) == len(ports) == 6


async def test_every_link_in_the_feeds_is_answered(
    sample: SampleNewsroom, client: ClientSession
) -> None:
    statuses = {}
    for feed in sample.feeds:
        for entry in await entries_of(client, feed):
            pictures = [media.url for media in (*entry.media, *entry.enclosures)]
            for url in filter(None, [entry.link, *pictures]):
                async with client.get(url) as answer:
                    statuses[url] = answer.status

    assert len(statuses) >= 24
    assert [url for url, status in statuses.items() if status != 200] == [
        url for url in statuses if url.endswith(f"/{MISSING}.html")
    ]


@pytest.mark.parametrize("path", ["/", "/robots.txt"])
async def test_every_site_has_its_front_page_and_its_rules(
    sample: SampleNewsroom, client: ClientSession, path: str
) -> None:
    for feed in sample.feeds:
        async with client.get(urljoin(feed, path)) as answer:
            assert answer.status == 200


async def test_an_unknown_address_is_a_404(sample: SampleNewsroom, client: ClientSession) -> None:
    async with client.get(urljoin(sample.feeds[0], "/nowhere")) as answer:
        assert answer.status == 404


async def test_pages_say_their_charset(sample: SampleNewsroom, client: ClientSession) -> None:
    german = (await entries_of(client, sample.feeds[-1]))[0].link

    async with client.get(german or "") as answer:
        assert answer.charset == "windows-1252"
        assert "Brücke" in (await answer.read()).decode("windows-1252")


@pytest.mark.parametrize("path", ["", "/", "/robots.txt"])
async def test_what_is_known_is_not_sent_again(
    sample: SampleNewsroom, client: ClientSession, path: str
) -> None:
    for feed in sample.feeds:
        url = urljoin(feed, path)
        async with client.get(url) as first:
            etag, date = first.headers["ETag"], first.headers["Last-Modified"]

        for asked in ({"If-None-Match": etag}, {"If-None-Match": f'"x", W/{etag}'},
                      {"If-Modified-Since": date}):  # fmt: skip
            async with client.get(url, headers=asked) as again:
                assert (again.status, await again.read()) == (304, b"")
                assert again.headers["ETag"] == etag


async def test_a_strange_tag_outweighs_a_known_date(
    sample: SampleNewsroom, client: ClientSession
) -> None:
    feed = sample.feeds[0]
    async with client.get(feed) as first:
        date = first.headers["Last-Modified"]

    asked = {"If-None-Match": '"strange"', "If-Modified-Since": date}
    async with client.get(feed, headers=asked) as again:
        assert again.status == 200


async def test_a_feed_changes_when_a_story_comes_out(client: ClientSession) -> None:
    clock = Clock()
    async with SampleNewsroom(now=NOW, first_port=0, monotonic=clock) as sample:
        feed = sample.feeds[0]
        async with client.get(feed) as early:
            known = {"If-None-Match": early.headers["ETag"]}
            dated = {"If-Modified-Since": early.headers["Last-Modified"]}
        before = await entries_of(client, feed)

        clock.seconds += 16
        statuses = []
        for asked in (known, dated):
            async with client.get(feed, headers=asked) as late:
                statuses.append(late.status)
        after = await entries_of(client, feed)

    assert statuses == [200, 200]
    assert len(after) == len(before) + 1
    assert after[1:] == before


async def test_a_story_that_is_not_out_has_no_page(client: ClientSession) -> None:
    async with SampleNewsroom(now=NOW, first_port=0, monotonic=Clock()) as sample:
        follow_up = urljoin(sample.feeds[0], "/news/margit-oll-steering-alarm/")

        async with client.get(follow_up) as answer:
            assert answer.status == 404


async def test_ports_are_kept_where_they_are_free_and_changed_where_they_are_taken() -> None:
    async with SampleNewsroom(now=NOW, first_port=0) as first:
        taken = int(first.feeds[0].split(":")[2].split("/")[0])

        async with SampleNewsroom(now=NOW, first_port=taken) as second:
            assert not set(first.feeds) & set(second.feeds)

    async with SampleNewsroom(now=NOW, first_port=taken) as third:
        assert third.feeds[0] == first.feeds[0]


async def test_a_closed_newsroom_lets_go_of_its_ports(client: ClientSession) -> None:
    async with SampleNewsroom(now=NOW, first_port=0) as sample:
        await entries_of(client, sample.feeds[0])

    port = int(sample.feeds[0].split(":")[2].split("/")[0])
    with socket.socket() as caller:
        assert caller.connect_ex(("127.0.0.1", port)) != 0


async def test_the_sample_serves_from_the_command_line_until_ctrl_c() -> None:
    server = await create_subprocess_exec(
        sys.executable, "-m", "bot.sample", stdout=PIPE, stderr=PIPE
    )
    assert server.stdout is not None

    async with timeout(30):
        feed = (await server.stdout.readline()).decode().strip()
        async with ClientSession() as session:
            entries = await entries_of(session, feed)
        server.send_signal(SIGINT)
        _, complaints = await server.communicate()

    assert entries
    assert (server.returncode, complaints) == (0, b"")
