"""The guard: which addresses and URLs are refused, and in which words."""

import pytest

from bot.errors import GuardError
from bot.web.guard import MAX_URL_LENGTH, checked, redacted, refusal

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "::1",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "fc00::1",
    "fd12:3456::1",
    "100.64.0.1",
    "100.127.255.255",
]
FORBIDDEN = [
    ("169.254.169.254", "a cloud's metadata address"),
    ("100.100.100.200", "a cloud's metadata address"),
    ("168.63.129.16", "a cloud's metadata address"),
    ("192.0.0.192", "a cloud's metadata address"),
    ("fd00:ec2::254", "a cloud's metadata address"),
    ("fd20:ce::254", "a cloud's metadata address"),
    ("169.254.1.1", "a link-local address"),
    ("fe80::1", "a link-local address"),
    ("fe80::1%eth0", "a link-local address"),
    ("0.0.0.0", "an unspecified address"),
    ("0.1.2.3", "an unspecified address"),
    ("::", "an unspecified address"),
    ("224.0.0.1", "a multicast address"),
    ("239.255.255.250", "a multicast address"),
    ("ff02::1", "a multicast address"),
    ("192.0.0.8", "a reserved address"),
    ("240.0.0.1", "a reserved address"),
    ("255.255.255.255", "a reserved address"),
    ("100::1", "a reserved address"),
    ("2001:10::1", "a reserved address"),
    ("192.0.2.1", "an address for documentation"),
    ("198.51.100.1", "an address for documentation"),
    ("203.0.113.1", "an address for documentation"),
    ("2001:db8::1", "an address for documentation"),
    ("3fff::1", "an address for documentation"),
    ("198.18.0.1", "an address for benchmarks"),
    ("198.19.255.255", "an address for benchmarks"),
    ("::ffff:127.0.0.1", "an IPv4 address in disguise"),
    ("::ffff:8.8.8.8", "an IPv4 address in disguise"),
    ("::127.0.0.1", "an IPv4 address in disguise"),
    ("64:ff9b::7f00:1", "an IPv4 address in disguise"),
    ("64:ff9b:1::7f00:1", "an IPv4 address in disguise"),
    ("2001:0:4136:e378::1", "an IPv4 address in disguise"),
    ("2002:7f00:1::", "an IPv4 address in disguise"),
    ("192.88.99.1", "an IPv4 address in disguise"),
    ("fec0::1", "a site-local address"),
    ("4000::1", "an address that nobody holds"),
]
PUBLIC = [
    "1.1.1.1",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "126.255.255.255",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "198.20.0.1",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001::200e",
    "2620:fe::fe",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_connected_to(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused_unless_private_networks_are_allowed(address: str) -> None:
    assert refusal(address) is not None
    assert refusal(address, allow_private=True) is None


@pytest.mark.parametrize(("address", "name"), FORBIDDEN)
def test_a_special_address_is_refused_whatever_is_allowed(address: str, name: str) -> None:
    assert refusal(address) == name
    assert refusal(address, allow_private=True) == name


def test_one_private_address_can_be_opened_alone() -> None:
    opened = frozenset({"192.168.1.20", "169.254.169.254"})

    answers = [
        refusal(address, opened=opened)
        for address in ("192.168.1.20", "192.168.1.21", "169.254.169.254")
    ]

    assert answers == [None, "a private address", "a cloud's metadata address"]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/feed",
        "https://example.org:443/",
        "HTTPS://EXAMPLE.ORG/ü?q=ü#part",
        "https://bücher.example/",
        "http://example.org:8080/",
        "http://user:secret@example.org/",
        "  https://example.org/feed  ",
        "http://[2606:4700::1]/",
    ],
)
def test_a_web_address_passes(url: str) -> None:
    assert checked(url).scheme in {"http", "https"}


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "is not an http or https address"),
        ("example.org", "is not an http or https address"),
        ("//example.org/", "is not an http or https address"),
        ("ftp://example.org/", "is not an http or https address"),
        ("file:///etc/passwd", "is not an http or https address"),
        ("javascript:alert(1)", "is not an http or https address"),
        ("data:text/html,hello", "is not an http or https address"),
        ("gopher://127.0.0.1:6379/_x", "is not an http or https address"),
        ("http:///feed", "names no host"),
        ("http://exam ple.org/", "names no host"),
        ("http://.example.org/", "names no host"),
        ("http://example.org:99999/", "is not a web address"),
        ("http://[::1/", "is not a web address"),
        ("http://a\\@b/", "is not a web address"),
        ("http://example.org/\x00", "holds characters that no web address has"),
        ("http://exam\nple.org/", "holds characters that no web address has"),
        ("http://example.org/\ud800", "holds characters that no web address has"),
        ("http://example.org:22/", "names port 22, which is not for the web"),
        ("http://example.org:25/", "names port 25, which is not for the web"),
        ("https://example.org:0/", "names port 0, which is not for the web"),
    ],
)
def test_what_is_no_web_address_is_refused_with_a_reason(url: str, problem: str) -> None:
    with pytest.raises(GuardError) as caught:
        checked(url)

    assert caught.value.problem == problem


def test_an_endless_address_is_refused_without_being_repeated() -> None:
    with pytest.raises(GuardError) as caught:
        checked("http://example.org/" + "a" * MAX_URL_LENGTH)

    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://user:secret@host/a@b", "http://***@host/a@b"),
        ("http://token@host", "http://***@host"),
        ("http://us@er:sec@ret@host/?x=@", "http://***@host/?x=@"),
        ("http://host/path@x", "http://host/path@x"),
        ("ftp://user:secret@host/", "ftp://***@host/"),
        ("nothing at all", "nothing at all"),
    ],
)
def test_a_password_in_an_address_is_never_shown(url: str, shown: str) -> None:
    assert redacted(url) == shown


@pytest.mark.parametrize(
    "url", ["http://u:secret@host:22/", "http://u:secret@[::1/", "ftp://u:secret@host/\x00"]
)
def test_a_refusal_does_not_show_the_password(url: str) -> None:
    with pytest.raises(GuardError) as caught:
        checked(url)

    assert "secret" not in str(caught.value)
