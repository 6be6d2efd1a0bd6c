"""Links that open an article at the words that are cited."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fronts.quoting import deep_link, text_directive
from tests.fronts.discord.asking import citation_of

PAGE = "https://harbourpost.example/ferry"


@pytest.mark.parametrize(
    ("quote", "directive"),
    [
        ("The ferry stopped.", "text=The%20ferry%20stopped"),
        ("“We kept it alive”", "text=We%20kept%20it%20alive"),
        ("Rock-hard, R&D", "text=Rock%2Dhard%2C%20R%26D"),
        ("Café 100% (old)", "text=Caf%C3%A9%20100%25%20%28old"),
        (
            "渡船は止まった。",
            "text=%E6%B8%A1%E8%88%B9%E3%81%AF%E6%AD%A2%E3%81%BE%E3%81%A3%E3%81%9F%E3%80%82",
        ),
        (
            "The last ferry to Skerry left at noon on Sunday, and none will follow.",
            "text=The%20last%20ferry%20to,and%20none%20will%20follow",
        ),
        ("The ferry left.\n\nNobody waved.", "text=The%20ferry%20left,Nobody%20waved"),
        ("", ""),
        (" … ", ""),
        (". . . . nobody knows what stands before these words here", ""),
        ("wo\u00adrd", ""),
        ("lone \ud800", ""),
        ("字" * 200, ""),
        ("Z" * 500 + " and nine more words that stand behind it all", ""),
    ],
)
def test_words_are_named_as_browsers_look_for_them(quote: str, directive: str) -> None:
    assert text_directive(quote) == directive


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (PAGE, f"{PAGE}#:~:text=It%20stopped"),
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#:~:text=It%20stopped"),
        (f"{PAGE}#pier", f"{PAGE}#pier:~:text=It%20stopped"),
        (f"{PAGE}#:~:text=elsewhere", f"{PAGE}#:~:text=It%20stopped"),
        (f"{PAGE}#pier:~:text=elsewhere", f"{PAGE}#pier:~:text=It%20stopped"),
        ("javascript:alert(1)", None),
        ("https://user:word@harbourpost.example/", None),
        ("", None),
    ],
)
def test_the_link_leads_into_the_article_and_nowhere_else(url: str, link: str | None) -> None:
    assert deep_link(citation_of("It stopped.", url=url)) == link


def test_a_quote_that_cannot_be_named_leads_to_its_article() -> None:
    assert deep_link(citation_of("字" * 200)) == PAGE


def test_a_link_that_would_be_too_long_leads_to_the_article_or_nowhere() -> None:
    long = f"{PAGE}?q={'x' * 200}"

    assert deep_link(citation_of(url=long), limit=len(long)) == long
    assert deep_link(citation_of(url=long), limit=len(long) - 1) is None


@pytest.mark.timeout(10)
def test_a_quote_of_a_megabyte_takes_no_time() -> None:
    for quote in ("word " * 200_000, "x" * 1_000_000, "\n" * 1_000_000, "-,&" * 300_000):
        deep_link(citation_of(quote))


@given(st.text(max_size=300))
def test_whatever_is_quoted_the_address_stays_one(quote: str) -> None:
    link = deep_link(citation_of(quote))

    assert link is not None
    assert link.isascii()
    assert not set(link) & set(' <>"()[]{}|\\^`\n')
    assert urlsplit(link)._replace(fragment="").geturl() == PAGE
    _, _, directive = link.partition("#:~:text=")
    assert directive.count(",") <= 1
    assert "&" not in directive
    assert "-" not in directive
    assert all(unquote(part) in " ".join(quote.split()) for part in directive.split(","))
