"""The door to the web, against a real server on loopback that behaves well and badly."""

import gzip
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
import pytest_asyncio
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import GuardError, SourceError
from bot.web import Manners, Web
from tests.newsstand.stand import CERTIFICATE, Newsstand, Offer

MANNERS = Manners(
    user_agent="Newsdesk/0.1 (+https://example.org/bot)",
    open_addresses=frozenset({"127.0.0.1"}),
    spacing=0,
    deadline=10,
)


def allow_all(_robots_txt: str, _url: str, _user_agent: str) -> bool:
    return True


def web_with(manners: Manners = MANNERS) -> Web:
    return Web(manners, robots=allow_all)


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with Newsstand() as stand:
        yield stand


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Web]:
    async with web_with() as web:
        yield web


# What an honest answer becomes.


async def test_a_page_carries_status_headers_and_body(stand: Newsstand, web: Web) -> None:
    url = stand.page("/story", "<p>The ferry sails.", headers={"X-Odd": "ü"})

    page = await web.get(url)

    assert (page.url, page.final_url, page.status) == (url, url, 200)
    assert page.body == b"<p>The ferry sails."
    assert page.content_type == "text/html; charset=utf-8"
    assert page.headers["x-odd"] == "ü"
    assert page.permanent_url is None


async def test_the_bot_names_itself_and_keeps_no_cookies(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", "hello", headers={"Set-Cookie": "id=1; Path=/"})

    await web.get(url, headers={"If-None-Match": 'W/"x"'}, accept="text/html")
    await web.get(url)

    first, second = stand.requests
    assert first.headers["user-agent"] == MANNERS.user_agent
    assert first.headers["if-none-match"] == 'W/"x"'
    assert first.headers["accept"] == "text/html"
    assert "cookie" not in second.headers


async def test_a_known_feed_answers_304_without_a_body(stand: Newsstand, web: Web) -> None:
    url = stand.feed("/feed.xml", "<rss/>", etag='W/"a b"')

    page = await web.get(url, headers={"If-None-Match": 'W/"a b"'})

    assert (page.status, page.body, page.headers["etag"]) == (304, b"", 'W/"a b"')


@pytest.mark.parametrize("status", [204, 300, 400, 401, 404, 410, 429, 500, 503])
async def test_any_status_is_an_answer(stand: Newsstand, web: Web, status: int) -> None:
    url = stand.page("/", "" if status == 204 else "words", status=status)

    page = await web.get(url)

    assert page.status == status


async def test_the_body_of_an_error_is_cut(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", b"x" * 1_000_000, status=500)

    page = await web.get(url)

    assert len(page.body) == 64 * 1024


async def test_header_bytes_that_are_no_utf_8_become_text(stand: Newsstand, web: Web) -> None:
    url = stand.raw("/", b'HTTP/1.1 200 OK\r\nETag: "caf\xe9"\r\nContent-Length: 0\r\n\r\n')

    page = await web.get(url)

    assert page.headers["etag"] == '"café"'


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"The ferry sails.")),
        ("deflate", zlib.compress(b"The ferry sails.")),
        ("deflate", zlib.compress(b"The ferry sails.", wbits=-15)),
        ("identity", b"The ferry sails."),
    ],
)
async def test_compressed_bodies_are_unpacked(
    stand: Newsstand, web: Web, coding: str, packed: bytes
) -> None:
    url = stand.page("/", packed, headers={"Content-Encoding": coding})

    page = await web.get(url)

    assert page.body == b"The ferry sails."


async def test_one_connection_serves_many_requests(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", "hello")

    for _ in range(5):
        await web.get(url)

    assert len({request.peer for request in stand.requests}) == 1


# What is refused.

LOOPBACK_SPELLINGS = ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"]


@pytest.mark.parametrize("host", LOOPBACK_SPELLINGS)
async def test_loopback_is_refused_however_it_is_spelt(stand: Newsstand, host: str) -> None:
    stand.page("/", "secret")

    async with web_with(replace(MANNERS, open_addresses=frozenset())) as web:
        with pytest.raises(GuardError, match=r"a loopback address|not a web address"):
            await web.get(stand.url("/", host=host))

    assert stand.requests == []


@pytest.mark.parametrize("host", ["[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "0.0.0.0"])
async def test_ip_literals_are_refused_without_a_packet(stand: Newsstand, host: str) -> None:
    async with web_with() as web:
        with pytest.raises(GuardError, match="leads to"):
            await web.get(stand.url("/", host=host))


async def test_private_networks_can_be_allowed(stand: Newsstand) -> None:
    url = stand.page("/", "home")

    async with web_with(
        replace(MANNERS, allow_private_networks=True, open_addresses=frozenset())
    ) as web:
        page = await web.get(url)

    assert page.body == b"home"


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("http://127.0.0.2:{port}/", "leads to a loopback address"),
        ("//127.0.0.2:{port}/", "leads to a loopback address"),
        ("http://2130706434:{port}/", "is not a web address"),
        ("http://0x7f000002:{port}/", "leads to a loopback address"),
        ("http://169.254.169.254/latest/meta-data", "leads to a cloud's metadata address"),
        ("http://127.0.0.1:22/", "names port 22, which is not for the web"),
        ("file:///etc/passwd", "is not an http or https address"),
        ("javascript:alert(1)", "is not an http or https address"),
    ],
)
async def test_a_redirect_is_guarded_like_any_address(
    stand: Newsstand, web: Web, target: str, problem: str
) -> None:
    url = stand.redirect("/", target.format(port=stand.port))

    with pytest.raises(GuardError, match="redirects to") as caught:
        await web.get(url)

    assert caught.value.url == url
    assert caught.value.problem.endswith(problem)


# Names, in a test that decides what a name server answers.


class NameServer(AbstractResolver):
    """Answers each lookup with the next of the given lists of addresses."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The next answer."""
        return [
            ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=0)
            for each in self._answers.pop(0)
        ]

    async def close(self) -> None:
        """Nothing to close."""


def web_asking(names: NameServer) -> Web:
    return Web(MANNERS, robots=allow_all, resolver=names)


async def test_a_name_that_leads_to_a_private_address_is_refused(stand: Newsstand) -> None:
    async with web_asking(NameServer(["127.0.0.2"])) as web:
        with pytest.raises(GuardError, match="leads to a loopback address"):
            await web.get(stand.url("/", host="inner.test"))


async def test_only_the_open_addresses_of_a_name_are_connected_to(stand: Newsstand) -> None:
    stand.page("/", "hello")

    async with web_asking(NameServer(["127.0.0.2", "10.0.0.1", "127.0.0.1"])) as web:
        page = await web.get(stand.url("/", host="mixed.test"))

    assert page.status == 200


async def test_a_name_that_changes_its_answer_gains_nothing(stand: Newsstand) -> None:
    stand.page("/", "hello")

    async with Newsstand() as other, web_asking(NameServer(["127.0.0.1"], ["127.0.0.2"])) as web:
        page = await web.get(stand.url("/", host="rebind.test"))
        with pytest.raises(GuardError, match="leads to a loopback address"):
            await web.get(other.url("/", host="rebind.test"))

    assert page.status == 200


async def test_a_name_that_nobody_has_is_said_so(web: Web) -> None:
    with pytest.raises(SourceError, match="the name cannot be found"):
        await web.get("http://nobody-has-this-name.invalid/")


@pytest.mark.parametrize("host", ["a..b.invalid", "a" * 70 + ".invalid"])
async def test_an_impossible_name_is_not_found_either(web: Web, host: str) -> None:
    with pytest.raises(SourceError, match="the name cannot be found"):
        await web.get(f"http://{host}/")


# Redirects.


async def test_redirects_are_followed_to_the_page(stand: Newsstand, web: Web) -> None:
    stand.redirect("/a", "/b?x=1#part", status=301)
    stand.redirect("/b?x=1", stand.url("/c"), status=307)
    stand.page("/c", "here")

    page = await web.get(stand.url("/a"))

    assert (page.url, page.final_url, page.body) == (stand.url("/a"), stand.url("/c"), b"here")


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [([301], True), ([308, 301], True), ([302], False), ([301, 302], False), ([303, 301], False)],
)
async def test_an_address_has_moved_only_by_permanent_redirects(
    stand: Newsstand, web: Web, statuses: list[int], *, moved: bool
) -> None:
    for number, status in enumerate(statuses):
        stand.redirect(f"/{number}", f"/{number + 1}", status=status)
    stand.page(f"/{len(statuses)}", "here")

    page = await web.get(stand.url("/0"))

    assert page.permanent_url == (page.final_url if moved else None)


async def test_a_circle_of_redirects_ends(stand: Newsstand, web: Web) -> None:
    url = stand.redirect("/a", "/b")
    stand.redirect("/b", "/a")

    with pytest.raises(SourceError) as caught:
        await web.get(url)

    assert (caught.value.url, caught.value.problem) == (url, "redirects in a circle")


async def test_ten_redirects_are_followed_and_no_more(stand: Newsstand, web: Web) -> None:
    for number in range(10_000):
        stand.redirect(f"/{number}", f"/{number + 1}")

    with pytest.raises(SourceError, match="redirects more than 10 times"):
        await web.get(stand.url("/0"))

    assert len(stand.requests) == 11


async def test_a_redirect_to_nowhere_is_an_answer(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", "nowhere", status=302)

    page = await web.get(url)

    assert (page.status, page.final_url) == (302, url)


@pytest.mark.parametrize("location", ["http://[::1", "http://a\\@b/", "http://exa mple/"])
async def test_a_redirect_to_nonsense_is_said_so(stand: Newsstand, web: Web, location: str) -> None:
    url = stand.redirect("/", location)

    with pytest.raises(GuardError, match="redirects to"):
        await web.get(url)


async def test_a_target_in_plain_utf_8_is_understood(stand: Newsstand, web: Web) -> None:
    wire = "HTTP/1.1 302 Found\r\nLocation: /Fähre\r\nContent-Length: 0\r\n\r\n"
    url = stand.raw("/", wire.encode())
    stand.page("/F%C3%A4hre", "here")

    page = await web.get(url)

    assert page.body == b"here"


# Secrets.


async def test_a_password_stays_with_the_host_that_was_asked(web: Web) -> None:
    async with Newsstand() as mine, Newsstand() as other:
        mine.redirect("/", "/feed")
        mine.redirect("/feed", other.url("/"))
        other.page("/", "here")
        asked = mine.url("/").replace("://", "://reader:secret@")

        page = await web.get(asked, headers={"Cookie": "a=b"})

    assert [("authorization" in seen.headers) for seen in mine.requests] == [True, True]
    assert not {"authorization", "cookie"} & set(other.requests[0].headers)
    assert "secret" not in page.final_url


async def test_a_moved_feed_keeps_its_password_but_does_not_show_it(
    stand: Newsstand, web: Web
) -> None:
    stand.redirect("/", stand.url("/feed"), status=301)
    stand.page("/feed", "here")
    asked = stand.url("/").replace("://", "://reader:secret@")

    page = await web.get(asked)

    assert page.permanent_url == stand.url("/feed").replace("://", "://reader:secret@")
    assert page.final_url == stand.url("/feed")


async def test_an_error_does_not_show_the_password(stand: Newsstand, web: Web) -> None:
    url = stand.drop("/").replace("://", "://reader:secret@")

    with pytest.raises(SourceError) as caught:
        await web.get(url)

    assert caught.value.url == stand.url("/").replace("://", "://***@")


# Answers that are meant to hurt, or just broken.


async def test_a_body_over_the_limit_is_refused(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", b"x" * 10_001)

    with pytest.raises(SourceError, match=r"answered more than 9\.77 kB"):
        await web.get(url, max_bytes=10_000)


async def test_a_body_at_the_limit_is_read(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", b"x" * 10_000)

    page = await web.get(url, max_bytes=10_000)

    assert len(page.body) == 10_000


async def test_a_gzip_bomb_stops_at_the_limit(stand: Newsstand, web: Web) -> None:
    url = stand.bomb("/", megabytes=100)

    tracemalloc.start()
    with pytest.raises(SourceError, match="answered more than 1 MB"):
        await web.get(url, max_bytes=1024 * 1024)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 10 * 1024 * 1024


async def test_a_silent_server_is_left_at_the_deadline(stand: Newsstand, web: Web) -> None:
    with pytest.raises(SourceError, match=r"timed out after 0\.2 s"):
        await web.get(stand.hang("/"), deadline=0.2)


async def test_a_trickle_is_left_at_the_deadline(stand: Newsstand, web: Web) -> None:
    url = stand.page("/", "x" * 1_000, trickle=0.02)

    with pytest.raises(SourceError, match=r"timed out after 0\.3 s"):
        await web.get(url, deadline=0.3)


async def test_the_deadline_holds_over_all_redirects(stand: Newsstand, web: Web) -> None:
    for number in range(5):
        offer = Offer(status=302, headers={"Location": f"/{number + 1}"}, delay=0.2)
        stand.lay(f"/{number}", offer)

    with pytest.raises(SourceError, match=r"timed out after 0\.5 s"):
        await web.get(stand.url("/0"), deadline=0.5)


@pytest.mark.parametrize(
    ("wire", "problem"),
    [
        (b"", "the connection was cut"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "the connection was cut"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "the connection was cut"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "not HTTP"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", "headers that are too long"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 10_000 + b"\r\n", "headers that are too long"),
        (b"HTTP/1.1 200 OK\r\nA: \x00\r\nContent-Length: 0\r\n\r\n", "not HTTP"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
            "compressed data that cannot be read",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nabcd",
            "compressed data that cannot be read",
        ),
    ],
)
async def test_a_broken_answer_is_said_so(
    stand: Newsstand, web: Web, wire: bytes, problem: str
) -> None:
    url = stand.raw("/", wire)

    with pytest.raises(SourceError, match=problem):
        await web.get(url)


async def test_a_certificate_that_nobody_signed_is_refused(web: Web) -> None:
    async with Newsstand(tls=True) as stand:
        with pytest.raises(SourceError, match=r"certificate is not valid \(self-signed"):
            await web.get(stand.url("/"))


async def test_a_trusted_certificate_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))

    async with Newsstand(tls=True) as stand, web_with() as web:
        page = await web.get(stand.page("/", "hello"))

    assert page.body == b"hello"


async def test_a_server_without_tls_is_said_so(stand: Newsstand, web: Web) -> None:
    with pytest.raises(SourceError, match="no secure connection can be made"):
        await web.get(stand.url("/").replace("http:", "https:"))
