"""robots.txt as RFC 9309 reads it, and files that are made to hurt."""

import time

import pytest

from bot.articles.robots import LONGEST_FILE, allows

US = "Newsdesk/0.1 (+https://example.org/bot)"
SITE = "https://example.org"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/c", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a%3Cd", "/a<d", False),
        ("User-agent: *\nDisallow: /größe", "/gr%C3%B6%C3%9Fe", False),
        ("user-AGENT : newsDESK # us\nDISALLOW:/a", "/a", False),
        ("User-agent: newsdesk/2.0\nDisallow: /a", "/a", False),
        ("User-agent: newsdesk-images\nDisallow: /a", "/a", True),
        ("User-agent: news\nDisallow: /a", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: newsdesk\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nDisallow: /b", "/a", True),
        ("User-agent: newsdesk\nDisallow: /a\n\nUser-agent: newsdesk\nDisallow: /b", "/b", False),
        ("User-agent: newsdesk\nCrawl-delay: 9\nUser-agent: other\nDisallow: /", "/a", True),
        ("User-agent: newsdesk\nSitemap: /s\nUser-agent: other\nDisallow: /", "/a", False),
        ("Disallow: /", "/a", True),
        ("<!doctype html><title>Not found</title>", "/a", True),
        ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
    ],
)
def test_rules_are_read_as_the_standard_says(rules: str, path: str, *, allowed: bool) -> None:
    assert allows(rules, SITE + path, US) is allowed


HOSTILE = {
    "one endless line": "User-agent: *\nDisallow: /" + "a" * 10_000_000,
    "one endless word": "x" * 10_000_000,
    "NULs": "\x00" * 1_000_000,
    "lone surrogates": "User-agent: *\nDisallow: /\ud800\nAllow: /\udfff",
    "stars": "User-agent: *\nDisallow: /" + "*a" * 900 + "b",
    "many stars": ("User-agent: *\n" + ("Disallow: /" + "*a" * 900 + "b\n") * 280),
    "many wild rules": "User-agent: *\n" + "".join(f"Allow:*{n:x}z\n" for n in range(40_000)),
    "dollars": "User-agent: *\n" + "".join(f"Disallow:$${n}$\n" for n in range(30_000)),
    "robots times rules": "".join(f"User-agent:{n}\n" for n in range(20_000))
    + "".join(f"Disallow:/{n}\n" for n in range(15_000)),
    "our names times rules": "".join(f"User-agent:newsdesk/{n}\n" for n in range(10_000))
    + "".join(f"Disallow:/{n}\n" for n in range(15_000)),
    "percents": "User-agent: *\n" + ("Disallow: /" + "%41" * 600 + "\n") * 280,
    "blanks": "User-agent:" + " " * 1_000_000 + "*",
    "tabs before a field": "\t" * 1_000_000 + "Disallow: /",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_in_time(name: str) -> None:
    started = time.process_time()

    allows(HOSTILE[name], SITE + "/" + "a" * 2_000, US)

    assert time.process_time() - started < 5  # each takes well under one


def test_a_rule_cut_in_the_middle_does_not_count() -> None:
    head = "User-agent: *\n"
    rules = head + "#" * (LONGEST_FILE - len(head) - len("\nDisallow: /")) + "\nDisallow: /drafts"

    assert allows(rules, SITE + "/story", US)
