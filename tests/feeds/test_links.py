"""Two spellings of one address are one link; two addresses stay two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.links import comparable_link

SAME_ARTICLE = [
    "http://harbour.example/bridge",
    "https://HARBOUR.example/bridge/",
    "https://www.harbour.example:443/bridge#comments",
    "http://harbour.example:80/bridge?utm_source=rss&utm_medium=feed",
    "https://harbour.example/bridge?at_medium=RSS&at_campaign=rss",
    "https://harbour.example/bridge?source=rss&fbclid=xyz",
    " https://harbour.example/bridge\n",
]
OTHER_ARTICLES = [
    "https://harbour.example/Bridge",
    "https://harbour.example/bridge?id=2",
    "https://harbour.example:8080/bridge",
    "https://news.harbour.example/bridge",
    "https://harbour.example/bridge#/2",
]


@pytest.mark.parametrize("link", SAME_ARTICLE)
def test_what_may_change_while_a_link_leads_to_the_same_article_is_dropped(link: str) -> None:
    comparable = comparable_link(link)

    assert comparable == "harbour.example/bridge"


@pytest.mark.parametrize("link", OTHER_ARTICLES)
def test_what_leads_elsewhere_stays_apart(link: str) -> None:
    comparable = comparable_link(link)

    assert comparable != "harbour.example/bridge"


def test_the_order_of_parameters_does_not_matter() -> None:
    one, other = "https://harbour.example/a?x=1&y=2", "https://harbour.example/a?y=2&x=1"

    assert comparable_link(one) == comparable_link(other)


@pytest.mark.parametrize("link", [None, "", "  ", "https://harbour.example", "http://a.example/#x"])
def test_no_link_and_a_front_page_identify_no_article(link: str | None) -> None:
    comparable = comparable_link(link)

    assert comparable is None


def test_a_domain_that_is_called_www_keeps_its_name() -> None:
    comparable = comparable_link("https://www.example/a")

    assert comparable == "www.example/a"


@pytest.mark.parametrize(
    "link",
    ["magnet:?xt=urn:btih:1", "tag:harbour.example,2026:1", "http://[broken", "http://a:b:c/"],
)
def test_what_is_no_web_address_is_compared_as_it_stands(link: str) -> None:
    comparable = comparable_link(link)

    assert comparable == link


@given(st.text() | st.text().map("http://".__add__))
def test_no_text_is_too_odd_to_be_compared(link: str) -> None:
    comparable = comparable_link(link)

    assert comparable != ""
